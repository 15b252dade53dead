#include "core/data/cf_values.h"

#include "core/api/error.h"

#include <netcdf.h>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace core::data {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

int integerBits(int type)
{
    switch (type) {
    case NC_BYTE:
        return 8;
    case NC_SHORT:
        return 16;
    case NC_INT:
        return 32;
    case NC_INT64:
        return 64;
    default:
        return 0;
    }
}

std::optional<double> defaultFill(int type)
{
    switch (type) {
    case NC_SHORT:
        return NC_FILL_SHORT;
    case NC_INT:
        return NC_FILL_INT;
    case NC_FLOAT:
        return static_cast<double>(NC_FILL_FLOAT);
    case NC_DOUBLE:
        return NC_FILL_DOUBLE;
    case NC_USHORT:
        return NC_FILL_USHORT;
    case NC_UINT:
        return NC_FILL_UINT;
    case NC_INT64:
        return static_cast<double>(NC_FILL_INT64);
    case NC_UINT64:
        return static_cast<double>(NC_FILL_UINT64);
    default:
        return std::nullopt;
    }
}

// An attribute may be of another type than the variable: what it is after storing it as the variable's type.
double asStored(double value, int type)
{
    return type == NC_FLOAT ? static_cast<double>(static_cast<float>(value)) : value;
}

// scale_factor or add_offset: a number, or text that is one.
double factor(const Dataset& file, const Variable& variable, const std::string& name, double initial,
              Packing& out)
{
    if (!file.has(variable, name)) {
        return initial;
    }
    const auto numbers = file.numbers(variable, name);
    if (!numbers.empty()) {
        if (!std::isfinite(numbers[0])) {
            out.trouble = name + " is not finite";
            out.unusable = true;
        } else if (name == "scale_factor" && numbers[0] == 0) {
            out.trouble = name + " is 0, so all values are the same";
        }
        return numbers[0];
    }
    const std::string text = file.text(variable, name);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc{} && end == text.data() + text.size() && std::isfinite(value)) {
        out.trouble = name + " is the text \"" + text.substr(0, 20) + "\", taken as a number";
        return value;
    }
    out.trouble = name + " is not a number";
    out.unusable = true;
    return initial;
}

}  // namespace

Packing packingOf(const Dataset& file, const Variable& variable)
{
    Packing packing{.validMin = -infinity, .validMax = infinity};
    packing.scale = factor(file, variable, "scale_factor", 1, packing);
    packing.offset = factor(file, variable, "add_offset", 0, packing);
    const std::string isUnsigned = file.text(variable, "_Unsigned");
    if (integerBits(variable.type) > 0 &&
        (isUnsigned == "true" || isUnsigned == "True" || isUnsigned == "TRUE")) {
        packing.wrap = std::ldexp(1.0, integerBits(variable.type));
    }
    const auto stored = [&](double value) {
        const double v = asStored(value, variable.type);
        return packing.wrap > 0 && v < 0 ? v + packing.wrap : v;
    };
    for (const char* name : {"_FillValue", "missing_value"}) {
        for (const double value : file.numbers(variable, name)) {
            packing.fills.push_back(stored(value));
        }
    }
    if (!file.has(variable, "_FillValue")) {
        if (const auto fill = defaultFill(variable.type)) {
            packing.fills.push_back(stored(*fill));
        } else if (variable.type == NC_BYTE && file.classic() && packing.wrap == 0 && packing.fills.empty()) {
            packing.fills.push_back(NC_FILL_BYTE);
        }
    }
    const auto range = file.numbers(variable, "valid_range");
    if (range.size() == 2) {
        packing.validMin = stored(range[0]);
        packing.validMax = stored(range[1]);
    }
    if (const auto low = file.numbers(variable, "valid_min"); !low.empty()) {
        packing.validMin = stored(low[0]);
    }
    if (const auto high = file.numbers(variable, "valid_max"); !high.empty()) {
        packing.validMax = stored(high[0]);
    }
    return packing;
}

void Packing::apply(double* values, std::size_t count) const
{
    for (std::size_t i = 0; i < count; ++i) {
        double v = values[i];
        v = wrap > 0 && v < 0 ? v + wrap : v;
        bool missing = !std::isfinite(v) || v < validMin || v > validMax;
        for (const double fill : fills) {
            missing = missing || v == fill;
        }
        values[i] = missing ? std::numeric_limits<double>::quiet_NaN() : v * scale + offset;
    }
}

std::vector<double> readAll(const Dataset& file, const Variable& variable)
{
    if (variable.size() > (std::size_t{1} << 28)) {
        throw Error(Cause::badFile, file.path() + " holds too many values in " + variable.path);
    }
    std::vector<double> values(variable.size());
    const std::vector<std::size_t> start(variable.dimensions.size(), 0);
    std::vector<std::size_t> count;
    for (const Dimension& dimension : variable.dimensions) {
        count.push_back(dimension.size);
    }
    if (!values.empty()) {
        file.read(variable, start, count, values.data());
        packingOf(file, variable).apply(values.data(), values.size());
    }
    return values;
}

}  // namespace core::data
