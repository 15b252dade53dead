#include "core/run/error_table.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/cf_names.h"

#include <charconv>
#include <cmath>

namespace core::run {
namespace {

std::string unitOf(const std::string& text)
{
    const auto first = text.find_first_not_of("0123456789.+-eE ");
    return first == std::string::npos ? std::string() : text.substr(first);
}

/// "1.5 K" in the variable's canonical unit; an error is a difference, so offsets do not count.
double errorIn(const std::string& text, const std::string& variable)
{
    const std::string unit = unitOf(text), path = "observations.errors." + variable;
    const double number = base::quantity(text, unit.empty() ? "1" : unit, path);
    const std::string canonical = data::canonicalUnit(variable).value_or(unit.empty() ? "1" : unit);
    const auto map = unit.empty() ? base::UnitMap{} : base::unitMap(unit, canonical).value_or(base::UnitMap{0, 0});
    if (!(number * map.scale > 0)) {
        throw Error(Cause::badInput, path + " \"" + text + "\" is not a positive error in a unit of " + variable + ".",
                    "Give a standard deviation such as \"1 " + canonical + "\".");
    }
    return number * map.scale;
}

bool fits(const std::string& error, const std::string& variable)
{
    const std::string unit = unitOf(error);
    const auto canonical = data::canonicalUnit(variable);
    return unit.empty() || !canonical || base::unitMap(unit, *canonical);
}

}  // namespace

ErrorTable::ErrorTable(const std::map<std::string, std::string>& errors)
{
    for (const auto& [key, text] : errors) {
        const auto slash = key.find('/'), at = key.rfind('@');
        const std::size_t first = slash == std::string::npos ? 0 : slash + 1;
        Entry entry{.type = data::lowerCase(key.substr(0, slash == std::string::npos ? 0 : slash)),
                    .variable = key.substr(first, at == std::string::npos ? at : at - first),
                    .text = text};
        if (at != std::string::npos) {
            const auto [end, failed] = std::from_chars(key.data() + at + 1, key.data() + key.size(), entry.levelHpa);
            if (failed != std::errc() || end != key.data() + key.size() || !(entry.levelHpa > 0)) {
                throw Error(Cause::badInput, "observations.errors." + key + " names no level.",
                            "Write for example air_temperature@500, in hPa.");
            }
        }
        if (entry.variable != "*") {
            static_cast<void>(errorIn(text, entry.variable));
        }
        entries_.push_back(std::move(entry));
    }
}

double ErrorTable::valueOf(std::size_t entry, const std::string& variable)
{
    std::vector<double>& values = values_[variable];
    for (std::size_t i = values.size(); i < entries_.size(); ++i) {
        const Entry& one = entries_[i];
        const bool meant = one.variable == variable || (one.variable == "*" && fits(one.text, variable));
        values.push_back(meant ? errorIn(one.text, variable) : 0);
    }
    return values[entry];
}

double ErrorTable::bestFor(const data::Observation& observation, const std::string& type)
{
    int best = -1;
    double found = 0, nearest = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Entry& entry = entries_[i];
        const bool leveled = entry.levelHpa > 0;
        if (entry.type != type || (leveled && observation.levelHpa <= 0) || valueOf(i, observation.variable) == 0) {
            continue;
        }
        const int rank = 2 * int(entry.variable != "*") + int(leveled);
        const double away = leveled ? std::abs(std::log(entry.levelHpa / observation.levelHpa)) : 0;
        if (rank > best || (rank == best && away < nearest)) {
            best = rank;
            nearest = away;
            found = valueOf(i, observation.variable);
        }
    }
    return found;
}

double ErrorTable::of(const data::Observation& observation)
{
    const double own = observation.type.empty() ? 0 : bestFor(observation, observation.type);
    return own > 0 ? own : bestFor(observation, "");
}

}  // namespace core::run
