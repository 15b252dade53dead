#include "core/api/scoring.h"
#include "core/question/base/asked_prior.h"
#include "core/question/base/kept_figures.h"
#include "core/question/base/truths.h"
#include "core/question/question.h"
#include "core/run/datasets.h"
#include "core/run/verbs/table.h"

#include <algorithm>
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
        Asked one{.entry = &entry,
                  .before = entry.before != nullptr ? entry.before(asking) : 0,
                  .windows = wanted.windows > 0 ? wanted.windows : entry.windows,
                  .members = wanted.members > 0 ? wanted.members : entry.members,
                  .places = {}};
        // a trial asks the first few windows of the whole, which can go on from it
        one.places = question::spread(
            states,
            {.before = one.before, .states = entry.states, .count = std::max(one.windows, entry.windows)});
        out.push_back(std::move(one));
    }
    return out;
}

/// What the windows of a question come from and go to.
struct Desk {
    const std::vector<question::TruthSeries>& series;
    question::KeptFigures& kept;
    std::string prior;  ///< its identity
    const Watch& watch;
};

/// All that figures follow from: those of others, whatever the prior, or the prior's.
Json besideFrom(const question::Case& asked, const std::string& id)
{
    const auto& values = asked.truth.values;
    Json from = {{"question", id}, {"window", asked.number}, {"seed", asked.asking.seed}};
    from["truth"] = question::hashOf(
        {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float)});
    if (asked.asking.smoother) {
        const SmootherKnobs& knobs = *asked.asking.smoother;
        from["smoother"] = {knobs.members, knobs.lengthKm, knobs.levels, knobs.inflation};
    }
    return from;
}

Json priorFrom(const question::Case& asked, const std::string& id, const std::string& prior)
{
    Json from = besideFrom(asked, id);
    from.erase("smoother");
    from["prior"] = prior;
    from["members"] = asked.members;
    from["steps"] = asked.asking.steps;
    return from;
}

/// Figures of a question's windows, those done before included.
std::vector<Figures> figuresOf(const Asked& asked, const question::Asking& asking, const Desk& desk)
{
    const Entry& entry = *asked.entry;
    std::vector<Figures> windows;
    for (int w = 0; w < asked.windows; ++w) {
        const std::string name = entry.about.label + ", " + std::to_string(w + 1) + " of " +
                                 std::to_string(asked.windows);
        const auto tell = [&](const std::string& what, double share) {
            desk.watch(name + ": " + what, (w + share) / asked.windows);
        };
        tell("Reading the truth", 0);
        const question::TruthWindow& place = asked.places[static_cast<std::size_t>(w)];
        const data::Gridded truth = readWindow(desk.series[place.series], place.first,
                                               asked.before + entry.states);
        const question::Case one{.asking = asking,
                                 .truth = truth,
                                 .before = asked.before,
                                 .number = w,
                                 .members = asked.members,
                                 .tell = tell};
        const std::string& id = entry.about.id;
        Figures figures = desk.kept.once(priorFrom(one, id, desk.prior).dump(),
                                         [&] { return entry.ask(one); });
        if (entry.beside != nullptr) {
            figures.merge(desk.kept.once(besideFrom(one, id).dump(), [&] { return entry.beside(one); }));
        }
        windows.push_back(std::move(figures));
    }
    return windows;
}

Json json(const PriorScoring& wanted, const std::vector<Answered>& answers, double seconds)
{
    Json rows = Json::array();
    for (const Answered& answer : answers) {
        for (const question::Row& row : answer.rows) {
            Json one = {{"question", answer.entry->about.id},
                        {"figure", row.figure},
                        {"channel", row.channel},
                        {"value", row.value},
                        {"low", row.low},
                        {"high", row.high},
                        {"n", row.n}};
            if (!row.target.empty()) {
                one["target"] = row.target;
                one["met"] = row.met ? Json(*row.met) : Json();
            }
            rows.push_back(std::move(one));
        }
    }
    return {{"prior", wanted.prior}, {"truth", wanted.truth}, {"steps", wanted.steps},
            {"seed", wanted.seed},   {"seconds", seconds},    {"rows", rows}};
}

std::string verdict(const question::Row& row)
{
    return row.target.empty() ? "" : !row.met ? "open" : *row.met ? "met" : "not met";
}

/// A question's rows without details.
std::string text(const Answered& answer)
{
    std::vector<std::vector<std::string>> table = {
        {answer.entry->about.label, "of", "value", "95 %", "", "n", "target", ""}};
    for (const question::Row& row : answer.rows) {
        if (!row.detail) {
            table.push_back({row.figure, row.channel, shortNumber(row.value), shortNumber(row.low),
                             shortNumber(row.high), std::to_string(row.n), row.target, verdict(row)});
        }
    }
    return run::table(table) + "\n";
}

/// How many targets are met, and how many are not.
std::string summary(const std::vector<Answered>& answers)
{
    std::map<std::string, int> count;
    for (const Answered& answer : answers) {
        for (const question::Row& row : answer.rows) {
            count[verdict(row)] += 1;
        }
    }
    return std::to_string(count["met"]) + " targets met, " + std::to_string(count["not met"]) + " not met, " +
           std::to_string(count["open"]) + " open\n";
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

Answer scorePrior(const PriorScoring& wanted, const Watch& watch,
                  const std::function<void(const std::string&)>& answered)
{
    const auto begin = std::chrono::steady_clock::now();
    const std::string here = std::filesystem::current_path().string();
    question::Asking asking{.prior = {.name = wanted.prior},
                            .model = {},
                            .steps = wanted.steps,
                            .seed = wanted.seed,
                            .device = wanted.device,
                            .smoother = wanted.smoother};
    makeTruth(wanted, watch);
    const auto series = question::truthSeries(wanted.truth);
    const std::vector<Asked> questions = questionsOf(wanted, asking, series);
    question::KeptFigures kept(wanted.partial);
    asking.gaussian = question::gaussianPart(asking.prior);
    asking.model = run::openPrior(asking.prior, here, watch);
    const std::string prior = question::identityOf(asking.prior);
    std::vector<Answered> answers;
    for (const Asked& one : questions) {
        const auto all = static_cast<double>(questions.size());
        const Watch within = [&](const std::string& what, double share) {
            watch(what, (static_cast<double>(answers.size()) + share) / all);
        };
        const auto windows = figuresOf(one, asking, {series, kept, prior, within});
        answers.push_back({one.entry, one.entry->judge(windows)});
        answered(text(answers.back()));
    }
    watch("Done", 1);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return {.text = summary(answers), .json = run::pretty(json(wanted, answers, seconds))};
}

}  // namespace core
