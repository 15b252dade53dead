#include "core/data/feedback.h"

#include "core/api/error.h"
#include "core/data/csv_table.h"
#include "core/data/ioda.h"
#include "core/data/observation_times.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <set>

namespace core::data {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// A value with what the file says of one state: H(x), the departure, or both.
struct Said {
    double value, simulated, departure;
};

/// Sums that tell which sign departures have: distances from value − H(x) and from its opposite.
struct SignCheck {
    std::string name;
    double same = 0, opposite = 0, size = 0;
    std::size_t both = 0, alone = 0;

    void look(const Said& one)
    {
        const double difference = one.value - one.simulated;
        if (std::isfinite(difference) && std::isfinite(one.departure)) {
            same += std::abs(one.departure - difference);
            opposite += std::abs(one.departure + difference);
            size += std::abs(difference);
            ++both;
        } else if (std::isfinite(one.departure)) {
            ++alone;
        }
    }
    [[nodiscard]] bool turned() const { return both > 0 && opposite < same; }
    [[nodiscard]] std::string sentence() const
    {
        constexpr double unlike = 0.02;  // of the departures' own size
        if (both == 0) {
            return alone > 0 ? name + " is taken as value − H(x); there is no H(x) to check its sign" : "";
        }
        const double apart = std::min(same, opposite) / std::max(size, 1e-300);
        const std::string sign = turned() ? " is H(x) − value; it is turned to value − H(x)" : " is value − H(x)";
        char more[96] = "";
        if (apart > unlike) {
            std::snprintf(more, sizeof more, ", but differs from it by %.0f %% of its size: it may hold a bias correction", 100 * apart);
        }
        return name + sign + more;
    }
};

double departureOf(const Said& one, bool turned)
{
    if (std::isfinite(one.departure)) {
        return turned ? -one.departure : one.departure;
    }
    return one.value - one.simulated;
}

/// What an IODA file says of one quantity.
struct IodaColumns {
    std::vector<double> value, error, quality, preliminary;
    std::vector<double> background, analysis, ombg, oman;
};

double at(const std::vector<double>& values, std::size_t i)
{
    return i < values.size() ? values[i] : nan;
}

IodaColumns columnsOf(const IodaFile& file, const IodaFile::Quantity& quantity)
{
    const auto first = [&](const char* group) {
        const auto groups = file.groupsLike(group);
        return groups.empty() ? std::vector<double>{} : file.values(groups.front(), quantity);
    };
    const auto last = [&](const char* group) {
        const auto groups = file.groupsLike(group);
        return groups.empty() ? std::vector<double>{} : file.values(groups.back(), quantity);
    };
    IodaColumns all;
    all.value = file.values("ObsValue", quantity);
    all.error = last("EffectiveError");
    all.error = all.error.empty() ? file.values("ObsError", quantity) : all.error;
    all.quality = last("EffectiveQC");
    all.background = first("hofx");  // outer loop 0, or the only one
    all.analysis = file.groupsLike("hofx").size() > 1 ? last("hofx") : std::vector<double>{};
    all.ombg = file.values("ombg", quantity);
    all.oman = file.values("oman", quantity);
    return all;
}

// Signs belong to the file's groups, so all quantities are looked at before any is taken.
void readIoda(const Dataset& netcdf, Feedback& feedback)
{
    const IodaFile file(netcdf);
    SignCheck ombg{"ombg"}, oman{"oman"};
    std::vector<IodaColumns> all;
    bool any = false;
    for (const IodaFile::Quantity& quantity : file.quantities()) {
        const IodaColumns& columns = all.emplace_back(columnsOf(file, quantity));
        any = any || !columns.background.empty() || !columns.ombg.empty();
        for (std::size_t i = 0; i < columns.value.size(); ++i) {
            ombg.look({columns.value[i], at(columns.background, i), at(columns.ombg, i)});
            oman.look({columns.value[i], at(columns.analysis, i), at(columns.oman, i)});
        }
    }
    if (!any) {
        throw Error(Cause::badFile, netcdf.path() + " holds no feedback: it has neither hofx nor ombg",
                    "Give a file that an assimilation wrote, or open it as observations.");
    }
    for (std::size_t q = 0; q < all.size(); ++q) {
        const IodaFile::Quantity& quantity = file.quantities()[q];
        const IodaColumns& columns = all[q];
        const std::size_t channels = std::max<std::size_t>(1, quantity.channels.size());
        for (std::size_t i = 0; i < columns.value.size(); ++i) {
            Feedback::Row row;
            Observation& o = row.observation;
            if (!file.place(i / channels, o) || !std::isfinite(columns.value[i])) {
                continue;
            }
            const double scale = quantity.name.scale, quality = at(columns.quality, i);
            o.variable = quantity.name.standardName;
            o.value = scale * columns.value[i] + quantity.name.offset;
            o.error = at(columns.error, i) > 0 ? std::abs(scale) * at(columns.error, i) : 0;
            if (std::isfinite(quality) && quality != 0) {
                o.use = Use::rejected;
                o.reason = "EffectiveQC " + std::to_string(std::lround(quality));
            }
            row.channel = quantity.channels.empty() ? -1 : quantity.channels[i % channels];
            row.omb = scale * departureOf({columns.value[i], at(columns.background, i), at(columns.ombg, i)}, ombg.turned());
            row.oma = scale * departureOf({columns.value[i], at(columns.analysis, i), at(columns.oman, i)}, oman.turned());
            feedback.rows.push_back(std::move(row));
        }
    }
    for (const SignCheck* check : {&ombg, &oman}) {
        if (const std::string said = check->sentence(); !said.empty()) {
            feedback.notes.push_back(said);
        }
    }
}

/// Columns of a feedback table by what they hold.
class TableColumns {
public:
    explicit TableColumns(const CsvTable& table) : table_(table) {}

    [[nodiscard]] std::optional<std::size_t> find(std::initializer_list<const char*> names) const
    {
        for (const char* name : names) {
            for (std::size_t i = 0; i < table_.header.size(); ++i) {
                if (lowerCase(table_.header[i]) == name) {
                    return i;
                }
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] double number(std::size_t row, std::optional<std::size_t> column) const
    {
        double value = 0;
        return column && toNumber(table_.row(row)[*column], value) ? value : nan;
    }
    [[nodiscard]] std::string text(std::size_t row, std::optional<std::size_t> column) const
    {
        return column ? utf8(std::string(table_.row(row)[*column])) : "";
    }

private:
    const CsvTable& table_;
};

/// Those that a table needs to be feedback.
struct StateColumns {
    explicit StateColumns(const TableColumns& columns)
        : value(columns.find({"value", "obsvalue", "obs", "observation", "valeur"})),
          background(columns.find({"hofx", "hofx0", "background", "first_guess", "fg", "ebauche"})),
          analysis(columns.find({"hofx1", "analysis", "analyse"})),
          omb(columns.find({"omb", "ombg", "o-b", "departure", "fg_depar", "innovation"})),
          oma(columns.find({"oma", "oman", "o-a", "an_depar", "residual", "residu"}))
    {
    }
    [[nodiscard]] bool sound() const { return value && (background || omb); }
    std::optional<std::size_t> value, background, analysis, omb, oma;
};

void readTable(const std::string& path, Feedback& feedback)
{
    CsvTable table;
    readCsv(path, table);
    const TableColumns columns(table);
    const StateColumns state(columns);
    const auto [value, background, analysis, omb, oma] = state;
    if (!state.sound()) {
        throw Error(Cause::badFile, path + " holds no feedback: it needs a column value, and background (H(x)) or omb",
                    "Name the columns value, background, analysis, omb, oma, variable, level, time, id, error.");
    }
    SignCheck first{"omb"}, second{"oma"};
    for (std::size_t r = 0; r < table.rows(); ++r) {
        first.look({columns.number(r, value), columns.number(r, background), columns.number(r, omb)});
        second.look({columns.number(r, value), columns.number(r, analysis), columns.number(r, oma)});
    }
    const auto id = columns.find({"id", "station", "station_id", "statid"}), time = columns.find({"time", "date", "datetime"});
    const auto variable = columns.find({"variable", "quantity", "varname"}), channel = columns.find({"channel"});
    const auto level = columns.find({"level", "pressure", "pressure_hpa"}), error = columns.find({"error", "sigma", "final_obs_error"});
    const auto lat = columns.find({"lat", "latitude"}), lon = columns.find({"lon", "longitude"});
    for (std::size_t r = 0; r < table.rows(); ++r) {
        Feedback::Row row;
        row.observation.id = columns.text(r, id);
        row.observation.time = timeOfCell(columns.text(r, time), DateOrder::unknown).value_or(0);
        row.observation.variable = columns.text(r, variable).empty() ? "value" : columns.text(r, variable);
        row.observation.levelHpa = std::isfinite(columns.number(r, level)) ? columns.number(r, level) : 0;
        row.observation.lat = columns.number(r, lat);
        row.observation.lon = columns.number(r, lon);
        row.observation.value = columns.number(r, value);
        row.observation.error = columns.number(r, error) > 0 ? columns.number(r, error) : 0;
        row.channel = std::isfinite(columns.number(r, channel)) ? static_cast<int>(columns.number(r, channel)) : -1;
        row.omb = departureOf({row.observation.value, columns.number(r, background), columns.number(r, omb)}, first.turned());
        row.oma = departureOf({row.observation.value, columns.number(r, analysis), columns.number(r, oma)}, second.turned());
        if (std::isfinite(row.observation.value)) {
            feedback.rows.push_back(std::move(row));
        }
    }
    for (const SignCheck* check : {&first, &second}) {
        if (const std::string said = check->sentence(); !said.empty()) {
            feedback.notes.push_back(said);
        }
    }
}

}  // namespace

std::vector<std::string> feedbackFiles(const std::vector<std::string>& given)
{
    std::vector<std::string> files;
    for (const std::string& path : given) {
        if (!std::filesystem::is_directory(path)) {
            files.push_back(path);
            continue;
        }
        const std::size_t before = files.size();
        for (const auto& entry : std::filesystem::directory_iterator(path)) {
            const std::string kind = entry.path().extension().string();
            if (kind == ".nc" || kind == ".nc4" || kind == ".csv") {
                files.push_back(entry.path().string());
            }
        }
        if (files.size() == before) {
            throw Error(Cause::badFile, path + " holds no feedback files", "Give a folder with .nc, .nc4 or .csv files.");
        }
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(before), files.end());
    }
    return files;
}

bool holdsFeedback(const std::string& path)
{
    try {
        const std::vector<std::string> files = feedbackFiles({path});
        if (isTable(files.front())) {
            CsvTable table;
            readCsv(files.front(), table);
            return StateColumns(TableColumns(table)).sound();
        }
        const auto opened = openDataset(files.front());
        const Dataset& netcdf = *opened;
        const auto has = [&](const char* group) { return !IodaFile(netcdf).groupsLike(group).empty(); };
        return IodaFile::is(netcdf) && (has("hofx") || has("ombg"));
    } catch (const Error&) {
        return false;
    }
}

Feedback readFeedback(const std::vector<std::string>& files)
{
    Feedback feedback;
    for (const std::string& path : files) {
        if (isTable(path)) {
            readTable(path, feedback);
            continue;
        }
        const auto file = openDataset(path);
        if (!IodaFile::is(*file)) {
            throw Error(Cause::badFile, path + " holds no feedback: it is no IODA file and no table");
        }
        readIoda(*file, feedback);
    }
    // the same is said of each file of a series once
    std::set<std::string> said;
    std::erase_if(feedback.notes, [&](const std::string& note) { return !said.insert(note).second; });
    return feedback;
}

}  // namespace core::data
