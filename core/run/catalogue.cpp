#include "core/api/catalogue.h"

#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/metric/metric.h"
#include "core/observe/observe.h"
#include "core/prior/prior.h"
#include "core/sampler/sampler.h"
#include "core/schedule/schedule.h"
#include "core/task/task.h"

#include <algorithm>

namespace core {

namespace {

template <class Entry>
std::vector<Choice> abouts(std::span<const Entry> entries)
{
    std::vector<Choice> result;
    for (const Entry& entry : entries) {
        result.push_back(entry.about);
    }
    std::sort(result.begin(), result.end(), [](const Choice& a, const Choice& b) { return a.id < b.id; });
    return result;
}

}  // namespace

std::span<const Choice> catalogue(Kind kind)
{
    static const std::vector<Choice> all[] = {abouts(schedule::entries()), abouts(grid::entries()),
                                              abouts(sampler::entries()),  abouts(guidance::entries()),
                                              abouts(observe::entries()),  abouts(task::entries()),
                                              abouts(metric::entries()),   abouts(prior::entries())};
    return all[static_cast<int>(kind)];
}

}  // namespace core
