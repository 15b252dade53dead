#include "core/metric/base/companions.h"

#include <algorithm>

namespace core::metric {

const Companion* companion(const Sample& sample, const std::string& standardName, double levelHpa)
{
    const auto found = std::ranges::find_if(sample.companions, [&](const Companion& one) {
        return one.standardName == standardName && one.levelHpa == levelHpa;
    });
    return found == sample.companions.end() ? nullptr : &*found;
}

std::vector<const Companion*> column(const Sample& sample, const std::string& standardName)
{
    std::vector<const Companion*> out;
    for (const Companion& one : sample.companions) {
        if (one.standardName == standardName) {
            out.push_back(&one);
        }
    }
    std::ranges::sort(out, {}, [](const Companion* one) { return one->levelHpa; });
    return out;
}

}  // namespace core::metric
