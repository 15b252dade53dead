#include "core/data/versions.h"

#include <cmath>
#include <set>

namespace core::data {

std::string versionNote(const Dataset& file, const Variable& variable)
{
    constexpr std::size_t mostVersions = std::size_t{1} << 20;
    const Variable* version = file.find("expver", &variable);
    if (version == nullptr || version->path == variable.path || version->size() > mostVersions ||
        version->dimensions.size() > 1) {
        return {};
    }
    std::set<int> found;
    if (version->text()) {
        for (const std::string& text : file.readTexts(*version)) {
            found.insert(std::atoi(text.c_str()));
        }
    } else if (version->numeric()) {
        std::vector<double> values(version->size());
        const std::vector<std::size_t> start(version->dimensions.size(), 0),
            count(start.size(), values.size());
        file.read(*version, start, count, values.data());
        for (const double value : values) {
            constexpr double most = 1e6;  // a damaged file has any number
            if (std::abs(value) < most) {
                found.insert(static_cast<int>(value));
            }
        }
    }
    constexpr int preliminary = 5;
    const bool dimension = !version->dimensions.empty() && version->dimensions[0].name == "expver";
    if (dimension && found.size() > 1) {
        return "joins the versions of its dimension expver: the first that has a value is taken";
    }
    return found.count(preliminary) > 0 ? "holds preliminary values (expver 0005), which may still change"
                                        : "";
}

void fillFrom(const double* other, std::size_t count, double* values)
{
    for (std::size_t i = 0; i < count; ++i) {
        values[i] = std::isnan(values[i]) ? other[i] : values[i];
    }
}

}  // namespace core::data
