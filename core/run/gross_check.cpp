#include "core/run/gross_check.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/cf_names.h"
#include "core/data/observation_limits.h"

#include <cstdio>
#include <map>
#include <optional>

namespace core::run {
namespace {

std::optional<data::Limits> limitsOf(const ObservationSpec& spec, const data::Observation& o)
{
    const auto given = spec.limits.find(o.variable);
    if (given == spec.limits.end()) {
        return spec.grossCheck ? data::plausible(o.variable, o.levelHpa) : std::nullopt;
    }
    const std::string path = "observations.limits." + o.variable;
    const std::string unit = data::canonicalUnit(o.variable).value_or("1");
    const data::Limits limits{base::quantity(given->second[0], unit, path), base::quantity(given->second[1], unit, path)};
    if (!(limits.low < limits.high)) {
        throw Error(Cause::badInput, path + " begins at " + given->second[0] + " and ends at " + given->second[1] + ".",
                    "Give the lowest value first.");
    }
    return limits;
}

}  // namespace

void checkValues(const ObservationSpec& spec, std::vector<data::Observation>& all)
{
    if (!spec.network.empty()) {
        return;
    }
    std::map<std::pair<std::string, bool>, std::optional<data::Limits>> known;  // by variable, at the surface or above
    for (data::Observation& o : all) {
        const auto [found, isNew] = known.try_emplace({o.variable, o.levelHpa > 0});
        if (isNew) {
            found->second = limitsOf(spec, o);
        }
        const auto& limits = found->second;
        if (o.use != Use::rejected && limits && !(o.value >= limits->low && o.value <= limits->high)) {
            char reason[96];
            std::snprintf(reason, sizeof reason, "gross error: outside %g to %g %s", limits->low, limits->high,
                          data::canonicalUnit(o.variable).value_or("1").c_str());
            o.use = Use::rejected;
            o.reason = reason;
        }
    }
}

}  // namespace core::run
