#include "core/data/cf_names.h"
#include "core/data/netcdf_writer.h"
#include "core/data/observation_gathering.h"
#include "core/data/observations.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace core::data {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

// One row a station, time and level.
struct Rows {
    std::vector<const Observation*> first;
    std::vector<std::string> names;
    std::map<std::string, std::vector<const Observation*>>
        columns;  ///< null where the row lacks the variable
};

Rows rowsOf(const ObservationSet& set)
{
    // the last: how many of the same were met before, so that none is lost
    using Key = std::tuple<std::string, std::int64_t, double, double, double, Area, std::size_t>;
    Rows rows;
    std::map<Key, std::size_t> known;
    for (const Observation& o : set.all) {
        if (rows.columns.count(o.variable) == 0) {
            rows.names.push_back(o.variable);
        }
        auto& column = rows.columns[o.variable];
        for (std::size_t twin = 0;; ++twin) {
            const auto [it, isNew] = known.try_emplace(Key{o.id, o.time, o.lat, o.lon, o.levelHpa, o.area, twin}, rows.first.size());
            if (isNew) {
                rows.first.push_back(&o);
            }
            column.resize(std::max(column.size(), it->second + 1), nullptr);
            if (column[it->second] == nullptr) {
                column[it->second] = &o;
                break;
            }
        }
    }
    for (auto& [name, column] : rows.columns) {
        column.resize(rows.first.size(), nullptr);
    }
    return rows;
}

template <class Get>
std::vector<double> gathered(const std::vector<const Observation*>& rows, Get get)
{
    std::vector<double> values;
    for (const Observation* row : rows) {
        values.push_back(row == nullptr ? missing : get(*row));
    }
    return values;
}

void writePlaces(NetcdfWriter& writer, int obs, const Rows& rows)
{
    const int root = writer.root();
    std::vector<std::string> ids;
    std::vector<std::int64_t> times;
    for (const Observation* row : rows.first) {
        ids.push_back(row->id);
        times.push_back(row->time);
    }
    writer.texts(root, "station", {obs}, {{"long_name", "station"}}, ids);
    writer.times(root, {obs}, {}, times);
    writer.doubles(root, "lat", {obs}, {{"standard_name", "latitude"}, {"units", "degrees_north"}},
                   gathered(rows.first, [](const Observation& o) { return o.lat; }));
    writer.doubles(root, "lon", {obs}, {{"standard_name", "longitude"}, {"units", "degrees_east"}},
                   gathered(rows.first, [](const Observation& o) { return o.lon; }));
    writer.doubles(root, "altitude", {obs}, {{"standard_name", "altitude"}, {"units", "m"}},
                   gathered(rows.first, [](const Observation& o) { return o.altitude; }));
    writer.doubles(
        root, "pressure", {obs},
        {{"standard_name", "air_pressure"}, {"units", "hPa"}, {"comment", "missing at the surface"}},
        gathered(rows.first, [](const Observation& o) { return o.levelHpa > 0 ? o.levelHpa : missing; }));
}

// Only where there are areas: a file of points stays as it was.
void writeAreas(NetcdfWriter& writer, int obs, const Rows& rows)
{
    const auto write = [&](const char* name, const char* unit, const char* what, auto get) {
        const auto values = gathered(rows.first, get);
        if (std::any_of(values.begin(), values.end(), [](double v) { return v > 0; })) {
            writer.doubles(writer.root(), name, {obs}, {{"long_name", what}, {"units", unit}}, values);
        }
    };
    write(areaNames[0], "m", "radius of the disc that the values are means of",
          [](const Observation& o) { return o.area.radiusMetres; });
    write(areaNames[1], "degree", "height of the cell that the values are means of",
          [](const Observation& o) { return o.area.cellLat; });
    write(areaNames[2], "degree", "width of the cell that the values are means of",
          [](const Observation& o) { return o.area.cellLon; });
}

struct QuantityDraft {
    NetcdfWriter& writer;
    int obs;
    const std::string& name;
    const std::vector<const Observation*>& column;
};

// One observed quantity with its companions.
void writeQuantity(const QuantityDraft& draft, const ObservationSet& set, const std::vector<ObservationColumn>& more)
{
    NetcdfWriter& writer = draft.writer;
    const int obs = draft.obs;
    const std::string& name = draft.name;
    const auto& column = draft.column;
    const int root = writer.root();
    const std::string unit = canonicalUnit(name).value_or("1");
    const NetcdfWriter::Attributes places{{"coordinates", "time lat lon pressure altitude station"}};
    const auto flags = gathered(column, [](const Observation& o) { return static_cast<double>(o.use); });
    const bool flagged = std::any_of(flags.begin(), flags.end(), [](double f) { return f > 0; });
    std::string companions = name + "_error" + (flagged ? " " + name + "_use" : "");
    for (const ObservationColumn& one : more) {
        companions += " " + name + "_" + one.suffix;
    }
    const auto write = [&](const std::string& own, NetcdfWriter::Attributes attributes, const std::vector<double>& values) {
        attributes.insert(attributes.end(), places.begin(), places.end());
        writer.doubles(root, own, {obs}, attributes, values);
    };
    write(name, {{"standard_name", name}, {"units", unit}, {"ancillary_variables", companions}},
          gathered(column, [](const Observation& o) { return o.value; }));
    write(name + "_error", {{"standard_name", name + " standard_error"}, {"units", unit}},
          gathered(column, [](const Observation& o) { return o.error > 0 ? o.error : missing; }));
    if (flagged) {
        NetcdfWriter::Attributes attributes{{"standard_name", name + " status_flag"}};
        attributes.insert(attributes.end(), places.begin(), places.end());
        writer.flags(root, name + "_use", {obs}, attributes, useMeanings, flags);
        std::vector<std::string> reasons;
        for (const Observation* o : column) {
            reasons.push_back(o == nullptr ? std::string() : o->reason);
        }
        writer.texts(root, name + "_reason", {obs}, {{"long_name", "why rejected"}}, reasons);
    }
    for (const ObservationColumn& one : more) {
        write(name + "_" + one.suffix, {{"long_name", one.words}, {"units", unit}}, gathered(column, [&](const Observation& o) {
                  return one.values[static_cast<std::size_t>(&o - set.all.data())];
              }));
    }
}

}  // namespace

void writeObservations(const std::string& path, const ObservationSet& set, const std::string& title,
                       const std::vector<ObservationColumn>& more)
{
    const Rows rows = rowsOf(set);
    NetcdfWriter writer(path);
    writer.attribute("Conventions", cfConventions);
    writer.attribute("featureType", "point");
    writer.attribute("title", title);
    writer.attribute("source", "Embellie " EMBELLIE_VERSION);
    const int obs = writer.dimension(writer.root(), "obs", rows.first.size());
    writePlaces(writer, obs, rows);
    writeAreas(writer, obs, rows);
    for (const std::string& name : rows.names) {
        writeQuantity({writer, obs, name, rows.columns.at(name)}, set, more);
    }
    writer.finish();
}

}  // namespace core::data
