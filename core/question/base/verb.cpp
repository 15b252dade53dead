#include "core/api/scoring.h"
#include "core/question/base/kept_windows.h"
#include "core/question/base/truths.h"
#include "core/question/question.h"
#include "core/run/datasets.h"
#include "core/run/verbs/table.h"

#include <chrono>
#include <filesystem>

namespace core {

namespace {

using question::Entry;
using question::Figures;
using run::Json;
using run::shortNumber;

struct Asked {
    const Entry* entry;
    int before, windows, members;
    std::vector<question::TruthWindow> places;
};

struct Answered {
    const Entry* entry;
    std::vector<question::Row> rows;
};

std::vector<Asked> questionsOf(const PriorScoring& wanted, const question::Asking& asking,
                               const std::vector<question::TruthSeries>& series)
{
    std::vector<std::size_t> states;
    for (const question::TruthSeries& one : series) {
        states.push_back(one.states->times().size());
    }
    std::vector<Asked> out;
    for (const std::string& id : wanted.only.empty() ? scoringQuestions() : wanted.only) {
        const Entry& entry = question::find(id);
        Asked one{.entry = &entry, .before = entry.before != nullptr ? entry.before(asking) : 0,
                  .windows = wanted.windows > 0 ? wanted.windows : entry.windows,
                  .members = wanted.members > 0 ? wanted.members : entry.members, .places = {}};
        one.places = question::spread(states, {.before = one.before, .states = entry.states, .count = one.windows});
        out.push_back(std::move(one));
    }
    return out;
}

std::string identityOf(const PriorScoring& wanted)
{
    Json identity = {{"prior", wanted.prior},     {"truth", wanted.truth}, {"windows", wanted.windows},
                     {"members", wanted.members}, {"steps", wanted.steps}, {"seed", wanted.seed}};
    if (wanted.smoother) {
        const SmootherKnobs& knobs = *wanted.smoother;
        identity["smoother"] = {knobs.members, knobs.lengthKm, knobs.levels, knobs.inflation};
    }
    return identity.dump();
}

/// What the windows of a question come from and go to.
struct Desk {
    const std::vector<question::TruthSeries>& series;
    question::KeptWindows& kept;
    const Watch& watch;
};

/// Figures of a question's windows, those done before included.
std::vector<Figures> figuresOf(const Asked& asked, const question::Asking& asking, const Desk& desk)
{
    const std::string& id = asked.entry->about.id;
    std::vector<Figures> windows;
    for (int w = 0; w < asked.windows; ++w) {
        if (const Figures* before = desk.kept.find(id, w)) {
            windows.push_back(*before);
            continue;
        }
        const std::string name = asked.entry->about.label + ", " + std::to_string(w + 1) + " of " + std::to_string(asked.windows);
        const auto tell = [&](const std::string& what, double share) { desk.watch(name + ": " + what, (w + share) / asked.windows); };
        tell("Reading the truth", 0);
        const question::TruthWindow& place = asked.places[static_cast<std::size_t>(w)];
        const data::Gridded truth = readWindow(desk.series[place.series], place.first, asked.before + asked.entry->states);
        windows.push_back(asked.entry->ask({.asking = asking, .truth = truth, .before = asked.before, .number = w,
                                            .members = asked.members, .tell = tell}));
        desk.kept.keep(id, w, windows.back());
    }
    return windows;
}

Json json(const PriorScoring& wanted, const std::vector<Answered>& answers, double seconds)
{
    Json rows = Json::array();
    for (const Answered& answer : answers) {
        for (const question::Row& row : answer.rows) {
            Json one = {{"question", answer.entry->about.id}, {"figure", row.figure}, {"channel", row.channel},
                        {"value", row.value}, {"low", row.low}, {"high", row.high}, {"n", row.n}};
            if (!row.target.empty()) {
                one["target"] = row.target;
                one["met"] = row.met ? Json(*row.met) : Json();
            }
            rows.push_back(std::move(one));
        }
    }
    return {{"prior", wanted.prior}, {"truth", wanted.truth}, {"steps", wanted.steps}, {"seed", wanted.seed},
            {"seconds", seconds}, {"rows", rows}};
}

std::string text(const std::vector<Answered>& answers)
{
    std::string out;
    for (const Answered& answer : answers) {
        std::vector<std::vector<std::string>> table = {{answer.entry->about.label, "of", "value", "95 %", "", "n", "target", ""}};
        for (const question::Row& row : answer.rows) {
            table.push_back({row.figure, row.channel, shortNumber(row.value), shortNumber(row.low), shortNumber(row.high),
                             std::to_string(row.n), row.target,
                             row.target.empty() ? "" : !row.met ? "open" : *row.met ? "met" : "not met"});
        }
        out += out.empty() ? "" : "\n";
        out += run::table(table);
    }
    return out;
}

void makeTruth(const PriorScoring& wanted, const Watch& watch)
{
    const bool one = wanted.truth.size() == 1;
    if (wanted.simulation && one && !std::filesystem::exists(wanted.truth.front())) {
        static_cast<void>(simulate(*wanted.simulation, wanted.truth.front(), watch));
    }
}

}  // namespace

std::vector<std::string> scoringQuestions()
{
    std::vector<std::string> ids;
    for (const Entry& entry : question::entries()) {
        ids.push_back(entry.about.id);
    }
    return ids;
}

Answer scorePrior(const PriorScoring& wanted, const Watch& watch)
{
    const auto begin = std::chrono::steady_clock::now();
    question::Asking asking{.prior = {.name = wanted.prior}, .model = {}, .members = wanted.members, .steps = wanted.steps,
                            .seed = wanted.seed, .device = wanted.device, .smoother = wanted.smoother};
    makeTruth(wanted, watch);
    const auto series = question::truthSeries(wanted.truth);
    const std::vector<Asked> questions = questionsOf(wanted, asking, series);
    question::KeptWindows kept(wanted.partial, identityOf(wanted));
    asking.model = run::openPrior(asking.prior, std::filesystem::current_path().string(), watch);
    std::vector<Answered> answers;
    for (const Asked& one : questions) {
        const auto all = static_cast<double>(questions.size());
        const Watch within = [&](const std::string& what, double share) {
            watch(what, (static_cast<double>(answers.size()) + share) / all);
        };
        const auto windows = figuresOf(one, asking, {series, kept, within});
        answers.push_back({one.entry, one.entry->judge(windows)});
    }
    watch("Done", 1);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return {.text = text(answers), .json = run::pretty(json(wanted, answers, seconds))};
}

}  // namespace core
