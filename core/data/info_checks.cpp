#include "core/data/info_checks.h"

#include "core/base/units.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"

#include <cstdio>

namespace core::data {
namespace {

constexpr std::size_t manyValues = std::size_t{1} << 27;

void checkCoordinates(const Dataset& file, const Variable& variable, std::vector<std::string>& notes)
{
    const std::string attribute = file.text(variable, "coordinates");
    std::size_t absent = 0, names = 0;
    std::string first;
    bool itself = false;
    for (const std::string& word : wordsOf(attribute)) {
        ++names;
        itself = itself || word == variable.name;
        if (names <= 200 && file.find(word, &variable) == nullptr) {
            first = absent++ == 0 ? word : first;
        }
    }
    if (itself) {
        notes.push_back(variable.path + ": its coordinates attribute names the variable itself");
    }
    if (absent > 0) {
        notes.push_back(variable.path + ": its coordinates attribute names " + first +
                        (absent > 1 ? " and other variables" : "") + ", which the file does not have");
    }
}

void checkUnits(const Dataset& file, const Variable& variable, std::vector<std::string>& notes)
{
    const std::string units = file.text(variable, "units");
    const std::string standard = file.text(variable, "standard_name");
    const Axis axis = axisOf(file, variable);
    if (axis == Axis::time || units.empty()) {
        return;
    }
    const std::string shown = "\"" + units.substr(0, 60) + "\"";
    if (!base::unitMap(units, units)) {
        notes.push_back(variable.path + ": its units " + shown + " are unknown");
        return;
    }
    if ((axis == Axis::lat || axis == Axis::lon) && !base::unitMap(units, "degree")) {
        notes.push_back(variable.path + ": its units " + shown + " are no angle; taken as degrees");
    }
    const auto canonical = canonicalUnit(standard);
    if (canonical && !base::unitMap(units, *canonical)) {
        notes.push_back(variable.path + ": its units " + shown + " do not fit " + standard);
    }
}

}  // namespace

std::vector<std::string> attributeNotes(const Dataset& file, const Variable& variable,
                                        const std::string& role)
{
    std::vector<std::string> notes;
    checkCoordinates(file, variable, notes);
    checkUnits(file, variable, notes);
    if (variable.numeric()) {
        if (const Packing packing = packingOf(file, variable); !packing.trouble.empty()) {
            notes.push_back(variable.path + ": " + packing.trouble);
        }
    }
    if (role == "data" && variable.size() > manyValues) {
        notes.push_back(variable.path + " has " + std::to_string(variable.size() / 1000000) +
                        " million values; it is shown thinned out");
    }
    return notes;
}

std::vector<std::string> valueNotes(const Dataset& file, const Variable& variable, const std::string& role,
                                    const Statistics& statistics)
{
    std::vector<std::string> notes;
    if (role == "data" && statistics.valid == 0 && variable.size() > 0) {
        notes.push_back(variable.path + " has only missing values");
    }
    if (statistics.infinite > 0) {
        notes.push_back(variable.path + " has " + std::to_string(statistics.infinite) +
                        " infinite values, taken as missing");
    }
    if (statistics.tooLarge > 0) {
        notes.push_back(variable.path + " has " + std::to_string(statistics.tooLarge) +
                        " values too large for single precision");
    }
    const CfName name = cfName(file.text(variable, "standard_name"), variable.name,
                               file.text(variable, "units"));
    const bool kelvin = canonicalUnit(name.standardName) == "K" && name.units == "K" && name.scale == 1 &&
                        name.offset == 0;
    if (role == "data" && kelvin && statistics.valid > 0 && statistics.max < 130) {
        char text[120];
        std::snprintf(text, sizeof text, ": values from %.4g to %.4g cannot be kelvin", statistics.min,
                      statistics.max);
        notes.push_back(variable.path + text);
    }
    return notes;
}

}  // namespace core::data
