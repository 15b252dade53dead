#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/csv_table.h"
#include "core/data/info_checks.h"
#include "core/data/observation_columns.h"
#include "core/data/observation_gathering.h"
#include "core/data/observation_times.h"

#include <algorithm>
#include <cmath>

namespace core::data {
namespace {

using Role = Column::Role;

struct ColumnFacts {
    std::size_t numbers = 0, words = 0;
    double min = INFINITY, max = -INFINITY, sum = 0;
    std::string example;
};

ColumnFacts factsOf(const CsvTable& table, std::size_t column)
{
    ColumnFacts facts;
    double value = 0;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const CsvTable::Row row = table.row(r);
        if (row[column].empty()) {
            continue;
        }
        if (toNumber(row[column], value)) {
            ++facts.numbers;
            facts.min = std::min(facts.min, value);
            facts.max = std::max(facts.max, value);
            facts.sum += value;
        } else if (facts.words++ == 0) {
            facts.example = row[column].substr(0, 40);
        }
    }
    return facts;
}

std::string meaningOf(const Column& column, const std::string& header)
{
    if (column.role == Role::data) {
        return column.unitUnknown ? "" : column.name.standardName;
    }
    return column.role == Role::other ? "" : header;
}

void describe(const CsvTable& table, const std::vector<Column>& columns, bool stats, Info& info)
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ColumnFacts facts = factsOf(table, i);
        const Role role = columns[i].role;
        const bool known = role == Role::data || role == Role::altitude || role == Role::value;
        const bool numeric = known || role == Role::lat || role == Role::lon ||
                             (facts.numbers > 0 && facts.words == 0);
        Info::Variable variable{.path = table.header[i],
                                .standardName = role == Role::data ? columns[i].name.standardName : "",
                                .units = i < table.units.size() ? table.units[i] : "",
                                .role = known || role == Role::other ? "data" : "coordinate",
                                .dimensions = {"row"},
                                .shape = {table.rows()},
                                .numeric = numeric,
                                .meaning = meaningOf(columns[i], table.header[i])};
        if (numeric && stats) {
            variable.valid = facts.numbers;
            variable.min = facts.numbers > 0 ? facts.min : NAN;
            variable.max = facts.numbers > 0 ? facts.max : NAN;
            variable.mean = facts.numbers > 0 ? facts.sum / static_cast<double>(facts.numbers) : NAN;
        }
        if (known && facts.words > 0) {
            info.notes.push_back(table.header[i] + " has " + std::to_string(facts.words) +
                                 " cells that are not numbers, such as \"" + utf8(facts.example) + "\"");
        }
        info.variables.push_back(std::move(variable));
    }
}

void checkPlaces(const CsvTable& table, const std::vector<Column>& columns, Info& info)
{
    const auto of = [&](Role role) {
        return static_cast<std::size_t>(
            std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.role == role; }) -
            columns.begin());
    };
    const std::size_t lat = of(Role::lat), lon = of(Role::lon), time = of(Role::time);
    if (lat == columns.size() || lon == columns.size()) {
        if (info.notes.empty()) {
            info.usable = false;
            info.refusal = info.file + " has no latitude and longitude columns";
        }
        return;
    }
    Complaints complaints;
    std::string previous;
    for (std::size_t r = 0; r < table.rows(); ++r) {
        const CsvTable::Row row = table.row(r);
        double y = 0, x = 0;
        const bool blank = std::all_of(row.begin(), row.end(), [](std::string_view c) { return c.empty(); });
        if (!blank && (!toNumber(row[lat], y) || !toNumber(row[lon], x) || !validPosition(y, x))) {
            complaints.add("rows have no possible position",
                           utf8(std::string(row[lat])) + "/" + utf8(std::string(row[lon])));
        }
        if (time == columns.size() || row[time] == previous || row[time].empty()) {
            continue;
        }
        previous = row[time];
        const auto seconds = timeOfCell(row[time], DateOrder::unknown);
        if (!seconds) {
            complaints.add("rows have no readable time", utf8(previous));
            continue;
        }
        const std::string iso = base::isoFromSeconds(*seconds);
        info.firstTime = info.firstTime.empty() ? iso : std::min(info.firstTime, iso);
        info.lastTime = std::max(info.lastTime, iso);
    }
    for (const std::string& sentence : complaints.sentences()) {
        info.notes.push_back(sentence);
    }
    info.timeCount = info.firstTime.empty() ? 0 : table.rows();
    info.calendar = info.firstTime.empty() ? "" : "standard";
}

}  // namespace

Info tableInfo(const std::string& path, bool stats)
{
    Info info{.file = path, .kind = "observations"};
    CsvTable table;
    readCsv(path, table);
    info.notes = table.notes;
    const std::vector<Column> columns = columnsOf(table);
    describe(table, columns, stats, info);
    checkPlaces(table, columns, info);
    return info;
}

}  // namespace core::data
