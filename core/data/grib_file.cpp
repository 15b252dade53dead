#include "core/data/grib_file.h"

#include "core/api/error.h"

#include <netcdf.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace core::data {
namespace {

/// Fields that are one variable.
using Kind = std::tuple<std::string, std::string, std::size_t, std::string>;  // name, level, grid, step

// A name each: the short one, with as much added as tells it from the others.
std::map<Kind, std::string> namesOf(const std::map<Kind, std::vector<std::size_t>>& kinds)
{
    std::map<Kind, std::string> names;
    std::set<std::string> taken;
    for (const auto& [kind, entries] : kinds) {
        const auto& [name, level, grid, step] = kind;
        const auto shared = std::count_if(kinds.begin(), kinds.end(), [&kind = kind](const auto& other) {
            return std::get<0>(other.first) == std::get<0>(kind);
        });
        std::string own = shared > 1 ? name + "_" + level : name;
        if (taken.count(own) > 0) {
            own.append("_").append(step);
        }
        while (taken.count(own) > 0) {
            own.append("_").append(std::to_string(grid + 1));
        }
        taken.insert(own);
        names[kind] = own;
    }
    return names;
}

std::vector<double> distinct(std::set<double> values)
{
    return {values.begin(), values.end()};
}

std::size_t placeOf(const std::vector<double>& values, double value)
{
    return static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), value) - values.begin());
}

std::map<std::string, std::string> levelAttributes(const std::string& kind)
{
    if (kind == "isobaricInhPa") {
        return {{"units", "hPa"}, {"standard_name", "air_pressure"}};
    }
    if (kind.starts_with("hybrid")) {
        return {{"units", "1"}, {"standard_name", "atmosphere_hybrid_sigma_pressure_coordinate"}};
    }
    if (kind.starts_with("height")) {
        return {{"units", "m"}, {"standard_name", "height"}};
    }
    return {{"long_name", kind}};
}

}  // namespace

GribFile::GribFile(const std::string& where, const std::string& name)
    : Dataset(name.empty() ? where : name), table_(gribTable(where, path())), index_(table_->index)
{
    std::map<Kind, std::vector<std::size_t>> kinds;
    for (std::size_t e = 0; e < index_.entries.size(); ++e) {
        const GribEntry& entry = index_.entries[e];
        kinds[{entry.shortName, entry.levelKind, entry.grid, entry.stepKind}].push_back(e);
    }
    const auto names = namesOf(kinds);
    for (const auto& [kind, entries] : kinds) {
        addVariable(names.at(kind), entries);
    }
    if (!table_->messages.trouble().empty()) {
        treatment_.push_back(table_->messages.trouble());
    }
    for (const GribGrid& grid : index_.grids) {
        if (!grid.rows.empty() && grid.trouble.empty()) {
            treatment_.push_back("a reduced grid of " + std::to_string(grid.lat.size()) +
                                 " rows is brought to " + std::to_string(grid.lon.size()) +
                                 " columns by linear interpolation along the rows");
        }
    }
}

// A dimension with its coordinate; fields that have the same share one.
Dimension GribFile::coordinate(const std::string& name, const std::vector<double>& values,
                               const Attributes& attributes)
{
    std::string own = name;
    for (int k = 1;; ++k) {
        const auto known = std::find_if(variables_.begin(), variables_.end(),
                                        [&](const Variable& variable) { return variable.name == own; });
        if (known == variables_.end()) {
            break;
        }
        if (contentOf(*known).values == values && contentOf(*known).grid == none) {
            return known->dimensions.front();
        }
        own = name + "_" + std::to_string(k);
    }
    Dimension dimension{own, values.size(), static_cast<int>(variables_.size())};
    variables_.push_back({.id = static_cast<int>(variables_.size()),
                          .path = own,
                          .name = own,
                          .type = NC_DOUBLE,
                          .dimensions = {dimension}});
    contents_.push_back({.attributes = attributes, .values = values});
    return dimension;
}

std::vector<Dimension> GribFile::mapOf(const GribGrid& grid)
{
    if (!grid.trouble.empty()) {
        return {{"point", grid.points, -2 - static_cast<int>(variables_.size())}};
    }
    return {coordinate("latitude", grid.lat, {{"units", "degrees_north"}, {"standard_name", "latitude"}}),
            coordinate("longitude", grid.lon, {{"units", "degrees_east"}, {"standard_name", "longitude"}})};
}

void GribFile::addVariable(const std::string& name, const std::vector<std::size_t>& entries)
{
    std::set<double> numberSet, timeSet, levelSet;
    for (const std::size_t e : entries) {
        numberSet.insert(static_cast<double>(index_.entries[e].number));
        timeSet.insert(static_cast<double>(index_.entries[e].time));
        levelSet.insert(index_.entries[e].level);
    }
    const GribEntry& first = index_.entries[entries.front()];
    const auto numbers = distinct(numberSet), times = distinct(timeSet), levels = distinct(levelSet);
    std::vector<Dimension> dimensions;
    if (numbers.size() > 1) {
        dimensions.push_back(
            coordinate("number", numbers, {{"standard_name", "realization"}, {"units", "1"}}));
    }
    dimensions.push_back(
        coordinate("time", times, {{"units", "seconds since 1970-01-01"}, {"standard_name", "time"}}));
    if (levels.size() > 1 || first.levelKind == "isobaricInhPa") {
        dimensions.push_back(coordinate(first.levelKind, levels, levelAttributes(first.levelKind)));
    }
    for (Dimension& dimension : mapOf(index_.grids[first.grid])) {
        dimensions.push_back(std::move(dimension));
    }
    Content content{.attributes = {{"units", first.units},
                                   {"standard_name", first.standardName},
                                   {"long_name", first.longName}},
                    .grid = first.grid,
                    .fields = std::vector<std::size_t>(numbers.size() * times.size() * levels.size(), none)};
    for (const std::size_t e : entries) {
        const GribEntry& entry = index_.entries[e];
        const std::size_t n = placeOf(numbers, static_cast<double>(entry.number));
        const std::size_t t = placeOf(times, static_cast<double>(entry.time));
        std::size_t& place =
            content.fields[(n * times.size() + t) * levels.size() + placeOf(levels, entry.level)];
        const bool twice = place != none;
        if (twice) {
            treatment_.push_back(name +
                                 " comes more than once for the same time: the shortest forecast is kept");
        }
        place = !twice || entry.step < index_.entries[place].step ? e : place;
    }
    variables_.push_back({.id = static_cast<int>(variables_.size()),
                          .path = name,
                          .name = name,
                          .type = NC_FLOAT,
                          .dimensions = std::move(dimensions)});
    contents_.push_back(std::move(content));
}

std::string GribFile::text(const Variable& variable, const std::string& attribute) const
{
    const Attributes& attributes = contentOf(variable).attributes;
    const auto found = attributes.find(attribute);
    return found != attributes.end() ? found->second : "";
}

std::string GribFile::globalText(const std::string&) const
{
    return {};
}

std::vector<double> GribFile::numbers(const Variable&, const std::string&) const
{
    return {};
}

bool GribFile::has(const Variable& variable, const std::string& attribute) const
{
    return !text(variable, attribute).empty();
}

std::string GribFile::unreadable(const Variable& variable) const
{
    const std::size_t grid = contentOf(variable).grid;
    return grid == none ? "" : index_.grids[grid].trouble;
}

// A field is the smallest that is unpacked.
std::vector<std::size_t> GribFile::chunks(const Variable& variable) const
{
    std::vector<std::size_t> shape(variable.dimensions.size(), 1);
    for (std::size_t d = shape.size();
         contentOf(variable).grid != none && d-- > 0 && d + 2 >= shape.size();) {
        shape[d] = variable.dimensions[d].size;
    }
    return contentOf(variable).grid == none ? std::vector<std::size_t>{} : shape;
}

std::shared_ptr<const std::vector<double>> GribFile::field(std::size_t number) const
{
    constexpr std::size_t mostKept = 2;
    const auto found = std::find_if(kept_.begin(), kept_.end(),
                                    [&](const Kept& k) { return k.field == number; });
    if (found != kept_.end()) {
        kept_.splice(kept_.begin(), kept_, found);
        return kept_.front().values;
    }
    const std::lock_guard lock(netcdfMutex());
    const GribGrid& grid = index_.grids[index_.entries[number].grid];
    const GribHandle message(path(), table_->messages.message(table_->messages.fields()[number]));
    kept_.push_front(
        {number, std::make_shared<const std::vector<double>>(grid.laid(message.values(grid.points)))});
    if (kept_.size() > mostKept) {
        kept_.pop_back();
    }
    return kept_.front().values;
}

void GribFile::read(const Variable& variable, const std::vector<std::size_t>& start,
                    const std::vector<std::size_t>& count, double* out) const
{
    const Content& content = contentOf(variable);
    if (content.grid == none) {
        std::copy_n(content.values.begin() + static_cast<std::ptrdiff_t>(start[0]), count[0], out);
        return;
    }
    if (const std::string why = unreadable(variable); !why.empty()) {
        throw Error(Cause::badFile, path() + " cannot be used: " + variable.path + " " + why + ".",
                    "Bring it to latitude and longitude first.");
    }
    const std::size_t outer = start.size() - 2, rows = count[outer], columns = count[outer + 1];
    const std::size_t width = variable.dimensions[outer + 1].size;
    std::vector<std::size_t> at(outer, 0);
    for (std::size_t d = 0; d != none; out += rows * columns) {
        std::size_t place = 0;
        for (std::size_t k = 0; k < outer; ++k) {
            place = place * variable.dimensions[k].size + start[k] + at[k];
        }
        const std::size_t number = content.fields[place];
        const auto values = number == none ? nullptr : field(number);
        for (std::size_t r = 0; r < rows; ++r) {
            const std::size_t from = (start[outer] + r) * width + start[outer + 1];
            values
                ? std::copy_n(values->begin() + static_cast<std::ptrdiff_t>(from), columns, out + r * columns)
                : std::fill_n(out + r * columns, columns, std::nan(""));
        }
        for (d = outer - 1; d != none && ++at[d] == count[d]; --d) {
            at[d] = 0;
        }
    }
}

std::vector<std::string> GribFile::readTexts(const Variable&) const
{
    return {};
}

}  // namespace core::data
