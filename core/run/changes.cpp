#include "core/run/changes.h"

#include "core/api/catalogue.h"
#include "core/api/error.h"

#include <algorithm>

namespace core::run {

Request changed(const Request& now, const ChangeSpec& change)
{
    Request next = now;
    for (const auto& [path, value] : change.set) {
        next = withSetting(next, path, value);
    }
    next.changes = now.changes;
    next.schedule = complete(Kind::schedule, next.schedule, "schedule");
    next.grid = complete(Kind::grid, next.grid, "grid");
    next.sampler = complete(Kind::sampler, next.sampler, "sampler");
    next.guidance.choice = complete(Kind::guidance, next.guidance.choice, "guidance");
    return next;
}

void expectChanges(const Request& request, int diffusions)
{
    std::vector<ChangeSpec> ordered = request.changes;
    std::stable_sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    Request now = request;
    int most = now.steps;  // legs that went before may have had more steps than those to come
    for (const ChangeSpec& change : ordered) {
        most = std::max(most, now.steps);
        const int steps = diffusions > 1 ? diffusions * most : now.steps;
        if (change.step >= steps) {
            throw Error(Cause::badInput,
                        "A change is asked for at step " + std::to_string(change.step) + ", but the run has " +
                            std::to_string(steps) + " steps, counted from 0.",
                        "Name an earlier step in changes, or raise sampler.steps.");
        }
        now = changed(now, change);
    }
}

}  // namespace core::run
