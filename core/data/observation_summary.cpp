#include "core/data/observation_summary.h"

#include "core/data/cf_names.h"

#include <algorithm>
#include <map>

namespace core::data {

std::vector<ObservedQuantity> summaryOf(const ObservationSet& set)
{
    std::map<std::string, ObservedQuantity> byName;
    for (const Observation& o : set.all) {
        ObservedQuantity& quantity = byName[o.variable];
        if (quantity.count++ == 0) {
            quantity = {.variable = o.variable,
                        .units = canonicalUnit(o.variable).value_or(""),
                        .count = 1,
                        .min = o.value,
                        .max = o.value,
                        .lowestHpa = o.levelHpa,
                        .highestHpa = o.levelHpa};
        }
        quantity.rejected += o.use == Use::rejected ? 1 : 0;
        quantity.min = std::min(quantity.min, o.value);
        quantity.max = std::max(quantity.max, o.value);
        quantity.mean += o.value;
        quantity.lowestHpa = std::min(quantity.lowestHpa, o.levelHpa);
        quantity.highestHpa = std::max(quantity.highestHpa, o.levelHpa);
    }
    std::vector<ObservedQuantity> all;
    for (auto& [name, quantity] : byName) {
        quantity.mean /= static_cast<double>(quantity.count);
        all.push_back(std::move(quantity));
    }
    return all;
}

}  // namespace core::data
