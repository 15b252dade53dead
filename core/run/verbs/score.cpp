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
            report.notes.push_back("The truth of the request, " + from +
                                   ", was not found: name it with --truth.");
            from.clear();
        }
    }
    if (!from.empty()) {
        const data::Gridded fields = readTruth(from, result);
        report.fields = run::scoreFields(result, fields, report.notes);
        report.balances = run::scoreBalances(result, &fields);
    } else {
        report.balances = run::scoreBalances(result, nullptr);
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

}  // namespace core
