#include "core/observe/base/circulation.h"
#include "core/observe/observe.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace core::observe {
namespace {

constexpr std::string_view prefix = "saturated_";
constexpr const char* vorticityName = "atmosphere_relative_vorticity";

/// What an instrument that saturates looks at, and the value at which it shows one half.
struct Range {
    const char* variable;
    double half;
};
constexpr std::array ranges = {Range{"eastward_wind", 10}, Range{"northward_wind", 10},
                               Range{vorticityName, 1e-4}};

const Range* rangeOf(std::string_view variable)
{
    if (!variable.starts_with(prefix)) {
        return nullptr;
    }
    const auto found = std::find_if(ranges.begin(), ranges.end(), [&](const Range& r) {
        return variable.substr(prefix.size()) == r.variable;
    });
    return found == ranges.end() ? nullptr : &*found;
}

std::vector<std::string> needed(const std::string& variable, const std::vector<std::string>& channels)
{
    const Range* range = rangeOf(variable);
    if (range == nullptr) {
        return {};
    }
    const bool ofWinds = range->variable == std::string_view(vorticityName);
    const auto names = ofWinds ? std::vector<std::string>{"eastward_wind", "northward_wind"}
                               : std::vector<std::string>{range->variable};
    const bool has = std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        return std::find(channels.begin(), channels.end(), name) != channels.end();
    });
    return has ? names : std::vector<std::string>{};
}

std::vector<Share> sharesOf(const std::string& variable, double lat, double lon)
{
    const Range* range = rangeOf(variable);
    if (range->variable == std::string_view(vorticityName)) {
        return circulation(lat, lon, 1 / range->half);
    }
    return {{.lat = lat, .lon = lon, .weight = 1 / range->half}};
}

}  // namespace

Entry saturation()
{
    return {
        .about = {.id = "saturation",
                  .label = "Instrument that saturates",
                  .source = "Rozet & Louppe 2023, arXiv:2306.10574, section 4.3",
                  .formula = "y = w/(1 + |w|)",
                  .note = "saturated_eastward_wind and saturated_northward_wind (w in 10 m s-1), "
                          "saturated_atmosphere_relative_vorticity (w in 1e-4 s-1); not linear"},
        .linear = false,
        .needs = &needed,
        .evaluate =
            [](const Tensor& values) {
                const Tensor bound = values.abs() + 1;
                return Pointwise{(values / bound).select(2, 0), bound.square().reciprocal()};
            },
        .shares = &sharesOf,
    };
}

}  // namespace core::observe
