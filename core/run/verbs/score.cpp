#include "core/run/score.h"

#include "core/api/error.h"
#include "core/api/request.h"
#include "core/api/verbs.h"
#include "core/run/datasets.h"
#include "core/run/paths.h"
#include "core/run/verbs/table.h"

#include <filesystem>
#include <set>

namespace core {

namespace {

using run::Json;
using run::shortNumber;

Json departureJson(const DepartureScore& score)
{
    return {{"rms", score.rms}, {"mae", score.mae}, {"bias", score.bias}};
}

Json fieldJson(const FieldScore& score)
{
    Json result = {{"n", score.n},
                   {"units", score.units},
                   {"rmse", score.rmse},
                   {"bias", score.bias},
                   {"crps", score.crps},
                   {"spread", score.spread},
                   {"spreadSkill", score.spreadSkill},
                   {"climatologyRmse", score.climatologyRmse},
                   {"rankHistogram", score.rankHistogram},
                   {"spectrum", {{"members", score.spectrum}, {"truth", score.truthSpectrum}}}};
    if (score.hasExact) {
        result["exact"] = {{"rmse", score.exactRmse}, {"bias", score.exactBias}, {"spread", score.exactSpread}};
    }
    return result;
}

Json observationJson(const ObservationScore& score)
{
    Json result = {{"n", score.n},
                   {"units", score.units},
                   {"omb", departureJson(score.omb)},
                   {"oma", departureJson(score.oma)},
                   {"chi2", score.chi2}};
    if (score.hasExact) {
        result["exact"] = {{"oma", departureJson(score.omaExact)}, {"chi2", score.chi2Exact}};
    }
    return result;
}

std::string fieldTable(const std::vector<FieldScore>& fields)
{
    std::vector<std::vector<std::string>> rows = {
        {"against truth", "unit", "n", "RMSE", "bias", "CRPS", "spread", "spread/skill", "prior's RMSE", "exact RMSE"}};
    for (const FieldScore& f : fields) {
        rows.push_back({f.name, f.units, std::to_string(f.n), shortNumber(f.rmse), shortNumber(f.bias),
                        shortNumber(f.crps), shortNumber(f.spread), shortNumber(f.spreadSkill),
                        shortNumber(f.climatologyRmse), f.hasExact ? shortNumber(f.exactRmse) : "–"});
    }
    return run::table(rows);
}

std::string observationTable(const std::string& group, const std::vector<ObservationScore>& scores)
{
    std::vector<std::vector<std::string>> rows = {{"observations, " + group, "unit", "n", "O−B rms", "mae", "bias",
                                                   "O−A rms", "mae", "bias", "χ²", "exact O−A rms"}};
    for (const ObservationScore& s : scores) {
        rows.push_back({s.name, s.units, std::to_string(s.n), shortNumber(s.omb.rms), shortNumber(s.omb.mae),
                        shortNumber(s.omb.bias), shortNumber(s.oma.rms), shortNumber(s.oma.mae),
                        shortNumber(s.oma.bias), shortNumber(s.chi2),
                        s.hasExact ? shortNumber(s.omaExact.rms) : "–"});
    }
    return run::table(rows);
}

/// The truth that the result's own request names; empty where there is none.
std::string ownTruth(const data::Result& result)
{
    const auto text = result.attributes.find("request");
    if (text == result.attributes.end()) {
        return {};
    }
    const Json request = Json::parse(text->second, nullptr, false);
    return request.is_object() ? request.value("truth", std::string()) : std::string();
}

data::Wanted wantedOf(const data::Result& result)
{
    std::set<std::string> variables;
    std::set<double> levels;
    bool surface = false;
    for (const Channel& channel : result.grid.channels) {
        variables.insert(channel.standardName);
        surface = surface || channel.levelHpa == 0;
        levels.insert(channel.levelHpa);
    }
    data::Wanted wanted{.variables = {variables.begin(), variables.end()}};
    if (!surface) {
        wanted.levelsHpa = {levels.begin(), levels.end()};
    }
    return wanted;
}

/// The window that a made-up truth must cover.
run::Window windowOf(const data::Result& result)
{
    const auto& times = result.grid.times;
    run::Window window;
    window.start = times.empty() ? 0 : times.front();
    window.stepSeconds = times.size() > 1 ? times[1] - times[0] : window.stepSeconds;
    window.length = static_cast<int>(times.size());
    return window;
}

data::Gridded readTruth(const std::string& name, const data::Result& result)
{
    try {
        return run::series(name, {}, windowOf(result), wantedOf(result));
    } catch (const Error&) {
        // the truth may lack a variable: what it has is scored, and what it lacks is noted
        return run::series(name, {}, windowOf(result));
    }
}

}  // namespace

ScoreReport scoreResult(const std::string& path, const std::string& truth, const std::string& observations)
{
    const data::Result result = data::readResult(path);
    ScoreReport report;
    std::string from = truth.empty() ? ownTruth(result) : truth;
    const bool made = from.starts_with("demonstration");
    if (truth.empty() && !from.empty() && !made) {
        from = run::resolved(from, std::filesystem::absolute(path).parent_path().string());
        if (!std::filesystem::is_regular_file(from)) {
            report.notes.push_back("The truth of the request, " + from + ", was not found: name it with --truth.");
            from.clear();
        }
    }
    if (!from.empty()) {
        report.fields = run::scoreFields(result, readTruth(from, result), report.notes);
    } else {
        report.notes.emplace_back("Without a truth, fields are not scored.");
    }
    for (const auto& [name, use] : {std::pair{"used", Use::used}, std::pair{"heldOut", Use::heldOut}}) {
        if (auto scores = run::scoreDepartures(result, use); !scores.empty()) {
            report.observations.emplace_back(name, std::move(scores));
        }
    }
    if (!observations.empty()) {
        const data::ObservationSet set = data::readObservations(observations);
        report.observations.emplace_back(observations, run::scoreObservations(result, set, report.notes));
    }
    return report;
}

Answer printed(const ScoreReport& report)
{
    Answer answer;
    Json fields = Json::object(), observations = Json::object();
    for (const FieldScore& field : report.fields) {
        fields[field.name] = fieldJson(field);
    }
    answer.text += report.fields.empty() ? "" : fieldTable(report.fields) + "\n";
    for (const auto& [group, scores] : report.observations) {
        observations[group] = Json::object();
        for (const ObservationScore& score : scores) {
            observations[group][score.name] = observationJson(score);
        }
        answer.text += observationTable(group == "heldOut" ? "held out" : group, scores) + "\n";
    }
    for (const std::string& note : report.notes) {
        answer.text += "note: " + note + "\n";
    }
    answer.json = run::pretty({{"fields", fields}, {"observations", observations}, {"notes", report.notes}});
    return answer;
}

}  // namespace core
