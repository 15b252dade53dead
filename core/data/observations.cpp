#include "core/data/observations.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/base/units.h"
#include "core/data/bufr.h"
#include "core/data/observation_columns.h"
#include "core/data/observation_gathering.h"
#include "core/data/observation_times.h"
#include "core/data/standard_atmosphere.h"
#include "core/data/zarr_folder.h"
#include "core/data/zip_members.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>

namespace core::data {
namespace {

using Role = Column::Role;

std::string quoted(std::string_view cell)
{
    std::string text = "\"";
    return text.append(utf8(std::string(cell))).append("\"");
}

// Turns the rows of a table into observations.
class TableReader {
public:
    TableReader(const std::string& path, const CsvTable& table)
        : path_(path), table_(table), columns_(columnsOf(table))
    {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            auto& first = firstOf_[static_cast<std::size_t>(columns_[i].role)];
            first = first ? first : std::optional(i);
        }
        findOrder();
    }

    ObservationSet read();

private:
    using Row = CsvTable::Row;

    std::optional<std::size_t> columnOf(Role role) const { return firstOf_[static_cast<std::size_t>(role)]; }
    std::string_view cell(Row row, Role role) const
    {
        const auto column = columnOf(role);
        return column ? row[*column] : std::string_view{};
    }
    std::optional<double> number(Row row, std::size_t column);
    std::optional<double> scaled(Row row, Role role) const;
    void findOrder();
    bool place(Row row, Observation& station);
    bool timeOf(Row row, std::int64_t& time);
    void readWide(Row row, const Observation& station);
    void readLong(Row row, const Observation& station);
    void readAltimeter(Row row, const Observation& station);
    void describeColumns(ObservationSet& set) const;
    bool hasData(const char* name) const
    {
        return std::any_of(columns_.begin(), columns_.end(), [&](const Column& c) {
            return c.role == Role::data && c.name.standardName == name;
        });
    }

    const std::string& path_;
    const CsvTable& table_;
    std::vector<Column> columns_;
    std::array<std::optional<std::size_t>, static_cast<std::size_t>(Role::data) + 1> firstOf_;
    DateOrder order_ = DateOrder::unknown;
    bool orderAssumed_ = false;
    ObservationGathering gathering_;
    std::string lastTimeText_, lastClockText_;
    std::int64_t lastTime_ = 0;
};

std::optional<double> TableReader::number(Row row, std::size_t column)
{
    double value = 0;
    if (row[column].empty()) {
        return std::nullopt;
    }
    if (!toNumber(row[column], value)) {
        gathering_.complaints.add("cells of " + table_.header[column] + " are not numbers and are skipped",
                                  quoted(row[column]));
        return std::nullopt;
    }
    return value;
}

std::optional<double> TableReader::scaled(Row row, Role role) const
{
    double value = 0;
    const auto column = columnOf(role);
    return column && toNumber(row[*column], value)
               ? std::optional(columns_[*column].name.scale * value + columns_[*column].name.offset)
               : std::nullopt;
}

// 31/01/2020 anywhere tells how 01/02/2020 is meant.
void TableReader::findOrder()
{
    const auto column = columnOf(Role::time);
    bool ambiguous = false;
    for (std::size_t r = 0; column && r < table_.rows() && order_ == DateOrder::unknown; ++r) {
        const std::string_view text = table_.row(r)[*column];
        ambiguous = ambiguous || (text.size() > 2 && (text[2] == '/' || text[2] == '.' || text[1] == '/'));
        if (!ambiguous && r > 100) {
            break;
        }
        order_ = orderOf(text);
    }
    orderAssumed_ = ambiguous && order_ == DateOrder::unknown;
}

bool TableReader::timeOf(Row row, std::int64_t& time)
{
    const std::string_view text = cell(row, Role::time), clock = cell(row, Role::clock);
    if (text == lastTimeText_ && clock == lastClockText_) {
        time = lastTime_;
        return true;
    }
    std::optional<std::int64_t> read;
    if (!clock.empty()) {
        std::string joined(text);
        std::string hours(clock);
        if (hours.size() == 1 || (hours.size() == 3 && hours.find(':') == std::string::npos)) {
            hours.insert(0, "0");
        }
        read = timeOfCell(joined.append(" ").append(hours), order_);
        read = read ? read : timeOfCell(clock, order_);
    }
    read = read ? read : timeOfCell(text, order_);
    if (!read) {
        return false;
    }
    lastTimeText_ = text;
    lastClockText_ = clock;
    lastTime_ = time = *read;
    return true;
}

bool TableReader::place(Row row, Observation& station)
{
    const auto lat = cell(row, Role::lat), lon = cell(row, Role::lon);
    const auto who = [&] { return utf8(std::string(cell(row, Role::id))); };
    if (std::all_of(row.begin(), row.end(), [](std::string_view c) { return c.empty(); })) {
        return false;
    }
    if (!toNumber(lat, station.lat) || !toNumber(lon, station.lon) ||
        !validPosition(station.lat, station.lon)) {
        gathering_.complaints.add("rows have no possible position and are skipped",
                                  who() + " at " + quoted(lat) + ", " + quoted(lon));
        return false;
    }
    if (columnOf(Role::time) && !timeOf(row, station.time)) {
        gathering_.complaints.add("rows have no readable time and are skipped",
                                  who() + " " + quoted(cell(row, Role::time)));
        return false;
    }
    station.id = who();
    if (station.id.empty()) {
        station.id = placeName(station.lat, station.lon);
    }
    if (columnOf(Role::type)) {
        station.type = lowerCase(utf8(std::string(cell(row, Role::type))));
    }
    station.altitude = scaled(row, Role::altitude).value_or(station.altitude);
    station.levelHpa = scaled(row, Role::level).value_or(0);
    return true;
}

void TableReader::readWide(Row row, const Observation& station)
{
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].role != Role::data || columns_[i].unitUnknown) {
            continue;
        }
        if (const auto value = number(row, i)) {
            Observation observation = station;
            observation.variable = columns_[i].name.standardName;
            observation.value = columns_[i].name.scale * *value + columns_[i].name.offset;
            gathering_.add(std::move(observation));
        }
    }
}

// Station pressure from the altimeter setting, where the file has none of its own.
void TableReader::readAltimeter(Row row, const Observation& station)
{
    const auto qnh = scaled(row, Role::altimeter);
    if (!qnh || !std::isfinite(station.altitude)) {
        return;
    }
    Observation observation = station;
    observation.variable = "surface_air_pressure";
    observation.value = 100 * stationPressureHpa(*qnh / 100, station.altitude);
    gathering_.add(std::move(observation));
}

// variable, level, value, error: one observation a row, the unit canonical unless a unit column says otherwise.
void TableReader::readLong(Row row, const Observation& station)
{
    const std::string name(cell(row, Role::variableName));
    const auto value = number(row, *columnOf(Role::value));
    if (!value || name.empty()) {
        return;
    }
    std::string unit(cell(row, Role::unit));
    if (unit.empty()) {
        unit = canonicalUnit(name).value_or("");
    }
    CfName known = cfName(name, name, unit);
    for (const char* canonical : {"K", "m s-1", "Pa", "m", "degree", "1", "kg kg-1"}) {
        if (!canonicalUnit(known.standardName) && cell(row, Role::unit).empty()) {
            known = cfName("", name, canonical);
        }
    }
    Observation observation = station;
    observation.variable = known.standardName;
    observation.value = known.scale * *value + known.offset;
    if (const auto column = columnOf(Role::error)) {
        observation.error = std::abs(known.scale) * number(row, *column).value_or(0);
    }
    if (!std::isfinite(observation.error) || observation.error < 0) {
        gathering_.complaints.add("errors are not positive; the table's are taken instead", station.id);
        observation.error = 0;
    }
    gathering_.add(std::move(observation));
}

void TableReader::describeColumns(ObservationSet& set) const
{
    const std::vector<std::string> said = notesOf(interpretationOf(table_));
    set.notes.insert(set.notes.end(), said.begin(), said.end());
    std::string guessed, unknown, other, metar;
    const auto append = [](std::string& list, const std::string& item) {
        if (list.size() < 200) {
            list += (list.empty() ? "" : ", ") + item;
        }
    };
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i].role == Role::data && columns_[i].unitUnknown) {
            append(unknown, table_.header[i]);
        } else if (columns_[i].role == Role::data && columns_[i].unitGuessed) {
            append(guessed, table_.header[i]);
        } else if (columns_[i].role == Role::data && columns_[i].unitOfMetar) {
            append(metar, table_.header[i]);
        } else if (columns_[i].role == Role::other) {
            append(other, table_.header[i]);
        }
    }
    if (!guessed.empty()) {
        set.notes.push_back("the unit of " + guessed + " is not given and judged by the values");
    }
    if (!unknown.empty()) {
        set.notes.push_back("the unit of " + unknown + " is not known: left out");
    }
    if (!other.empty()) {
        set.notes.push_back("columns not used: " + other);
    }
    if (!metar.empty()) {
        set.notes.push_back("the unit of " + metar + " is not given; METAR has it in knots");
    }
    if (columnOf(Role::altimeter) && !hasData("surface_air_pressure")) {
        set.notes.push_back(
            "station pressure follows from " + table_.header[*columnOf(Role::altimeter)] +
            " and the altitude: p = (QNH^0.190263 − 1013.25^0.190263 · 0.0065 h / 288.15)^(1/0.190263)");
    }
    if (orderAssumed_) {
        set.notes.push_back("dates such as " + std::string(table_.row(0)[*columnOf(Role::time)]) +
                            " are read with the day first");
    }
    if (!columnOf(Role::time)) {
        set.notes.push_back("there is no time column; all rows are taken at 1970-01-01T00:00:00Z");
    }
}

ObservationSet TableReader::read()
{
    ObservationSet set;
    const bool positions = columnOf(Role::lat) && columnOf(Role::lon);
    if (!positions && table_.rows() > 0) {
        throw Error(Cause::badFile, path_ + " has no latitude and longitude columns",
                    "Name them latitude and longitude in a header line, or say which they are: --interpret phi=latitude, "
                    "or Interpret as… in the window.");
    }
    const bool longForm = columnOf(Role::variableName) && columnOf(Role::value);
    const bool altimeter = columnOf(Role::altimeter) && !hasData("surface_air_pressure");
    const auto values = longForm ? 1 : std::count_if(columns_.begin(), columns_.end(), [](const Column& c) {
        return c.role == Role::data && !c.unitUnknown;
    });
    gathering_.reserve(table_.rows() * static_cast<std::size_t>(values));
    for (std::size_t r = 0; r < table_.rows(); ++r) {
        const Row row = table_.row(r);
        Observation station;
        if (!place(row, station)) {
            continue;
        }
        if (longForm) {
            readLong(row, station);
        } else {
            readWide(row, station);
        }
        if (altimeter) {
            readAltimeter(row, station);
        }
    }
    set = gathering_.finish();
    set.notes.insert(set.notes.begin(), table_.notes.begin(), table_.notes.end());
    describeColumns(set);
    return set;
}

bool beginsLikeNetcdf(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    std::array<char, 4> head{};
    in.read(head.data(), 4);
    return std::string_view(head.data(), 3) == "CDF" || std::string_view(head.data(), 4) == "\x89HDF";
}

}  // namespace

ObservationSet readObservations(const std::string& path, const std::string& positions)
{
    const std::string extension = lowerCase(std::filesystem::path(path).extension().string());
    const bool netcdfName = extension == ".nc" || extension == ".cdf" || extension == ".nc4" ||
                            extension == ".h5";
    std::error_code error;
    const bool folder = std::filesystem::is_directory(path, error);
    if (folder ? isZarr(path) : netcdfName || beginsLikeNetcdf(path) || isZip(path)) {
        return readSampledObservations(path, positions);
    }
    if (isBufr(path)) {
        return readBufrObservations(path);
    }
    CsvTable table;
    readCsv(path, table);
    return TableReader(path, table).read();
}

}  // namespace core::data
