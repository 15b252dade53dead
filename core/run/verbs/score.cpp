#include "core/run/score.h"

#include "core/api/error.h"
#include "core/api/request.h"
#include "core/api/verbs.h"
#include "core/run/datasets.h"
#include "core/run/paths.h"
#include "core/run/verbs/table.h"

#include <filesystem>
#include <optional>
#include <set>

namespace core {

namespace {

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

std::string placed(const std::string& name, const std::string& folder)
{
    return run::isMade(name) ? name : run::resolved(name, folder);
}

bool reachable(const std::string& name, const std::string& folder)
{
    return run::isMade(name) || std::filesystem::is_regular_file(run::resolved(name, folder));
}

struct Scored {
    const data::Result& result;
    const data::Gridded& truth;
    const std::string& folder;
};

/// What bicubic interpolation makes of the coarse field that was refined.
void addBaseline(const run::Asked& asked, const Scored& scored, ScoreReport& report)
{
    if (asked.task != "superresolution") {
        return;
    }
    if (!asked.input.empty() && !reachable(asked.input, scored.folder)) {
        report.notes.push_back("The coarse field of the request, " + run::resolved(asked.input, scored.folder) +
                               ", was not found: nothing is compared with bicubic interpolation.");
        return;
    }
    std::optional<data::Gridded> coarse;
    if (!asked.input.empty()) {
        coarse = run::series(placed(asked.input, scored.folder), {}, windowOf(scored.result));
    }
    run::addBicubic(scored.result, scored.truth, coarse ? &*coarse : nullptr, report.fields);
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
    const run::Asked asked = run::askedOf(result);
    const std::string folder = std::filesystem::absolute(path).parent_path().string();
    std::string from = truth.empty() ? asked.truth : truth;
    if (truth.empty() && !from.empty() && !reachable(from, folder)) {
        report.notes.push_back("The truth of the request, " + run::resolved(from, folder) +
                               ", was not found: name it with --truth.");
        from.clear();
    }
    if (!from.empty()) {
        const data::Gridded fields = readTruth(truth.empty() ? placed(from, folder) : from, result);
        report.fields = run::scoreFields(result, fields, report.notes);
        run::addLeads(result, fields, report.fields);
        addBaseline(asked, {result, fields, folder}, report);
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
