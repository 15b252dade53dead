#include "core/prior/appa_fields.h"

#include "core/api/error.h"
#include "core/data/cf_names.h"
#include "core/data/netcdf_writer.h"
#include "core/data/plain_arrays.h"
#include "core/data/zarr_folder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <utility>

namespace core::prior {

namespace {

namespace fs = std::filesystem;
using Table = std::map<std::string, data::PlainArray>;

constexpr int levelsUp = 10;

/// One of Appa's variables. scale: to the canonical unit
struct Known {
    const char* name;
    const char* standardName;
    const char* units;
    double scale = 1;
};
constexpr double standardGravity = 9.80665, waterDensity = 1000;
constexpr std::array surface = {Known{"2m_temperature", "air_temperature", "K"},
                                Known{"10m_u_component_of_wind", "eastward_wind", "m s-1"},
                                Known{"10m_v_component_of_wind", "northward_wind", "m s-1"},
                                Known{"mean_sea_level_pressure", "air_pressure_at_mean_sea_level", "Pa"},
                                Known{"sea_surface_temperature", "sea_surface_temperature", "K"},
                                Known{"total_precipitation", "precipitation_amount", "kg m-2", waterDensity}};
constexpr std::array upper = {Known{"temperature", "air_temperature", "K"},
                              Known{"u_component_of_wind", "eastward_wind", "m s-1"},
                              Known{"v_component_of_wind", "northward_wind", "m s-1"},
                              Known{"geopotential", "geopotential_height", "m", 1 / standardGravity},
                              Known{"specific_humidity", "specific_humidity", "kg kg-1"}};
constexpr std::array<double, 13> usualLevels = {50,  100, 150, 200, 250, 300, 400,
                                                500, 600, 700, 850, 925, 1000};

[[noreturn]] void refuse(const std::string& path, const std::string& why, const std::string& hint)
{
    throw Error(Cause::badFile, "The statistics in " + path + " cannot be used: " + why + ".", hint);
}

/// The variable by its name, also total_precipitation_1hr for total_precipitation.
const data::PlainArray* find(const Table& table, const std::string& name)
{
    const auto exact = table.find(name);
    if (exact != table.end()) {
        return &exact->second;
    }
    const auto longer = std::find_if(table.begin(), table.end(), [&](const auto& entry) {
        return name == "total_precipitation" && entry.first.starts_with(name);
    });
    return longer == table.end() ? nullptr : &longer->second;
}

/// Mean and standard deviation at one level of a table's variable [2], [2, levels] or [levels, 2].
class Statistic {
public:
    Statistic(const data::PlainArray& array, std::size_t levels) : array_(array)
    {
        const auto& shape = array.shape;
        const auto axis = std::find(array.dimensions.begin(), array.dimensions.end(), "statistic");
        first_ = axis == array.dimensions.end() ? (shape.empty() || shape[0] == 2)
                                                : axis == array.dimensions.begin();
        const std::size_t many = shape.size() == 1 ? 1 : shape.size() == 2 ? shape[first_ ? 1 : 0] : 0;
        sound_ = !shape.empty() && many == levels && shape[first_ ? 0 : shape.size() - 1] == 2;
        levels_ = many;
    }
    [[nodiscard]] bool sound() const { return sound_; }
    /// which  0 mean, 1 standard deviation
    [[nodiscard]] double at(std::size_t which, std::size_t level) const
    {
        return array_.values[first_ ? which * levels_ + level : level * 2 + which];
    }

private:
    const data::PlainArray& array_;
    bool first_ = true, sound_ = false;
    std::size_t levels_ = 1;
};

/// Gathers channels in Appa's order.
class Gathering {
public:
    Gathering(const Table& table, std::string path) : table_(&table), path_(std::move(path)) {}

    void add(const Known& known, const std::vector<double>& levels, const std::vector<std::size_t>& taken)
    {
        const data::PlainArray* array = find(*table_, known.name);
        if (array == nullptr) {
            return;
        }
        const Statistic statistic(*array, std::max<std::size_t>(1, levels.size()));
        if (!statistic.sound()) {
            refuse(path_, std::string(known.name) + " is no mean and standard deviation a level",
                   "Give a table with the dimensions statistic (mean, std) and level.");
        }
        for (const std::size_t level : taken) {
            const double hpa = levels.empty() ? 0 : levels[level];
            const double mean = statistic.at(0, level), std = statistic.at(1, level);
            if (!std::isfinite(mean) || !(std > 0)) {
                refuse(path_, std::string(known.name) + " has a standard deviation that is not positive",
                       "Check that the download is complete.");
            }
            channels.push_back(
                {known.standardName, data::humanLabel(known.standardName, hpa), known.units, hpa});
            means.push_back(mean * known.scale);
            stds.push_back(std * known.scale);
        }
    }

    std::vector<Channel> channels;
    std::vector<double> means, stds;

private:
    const Table* table_;
    std::string path_;
};

/// Indices of the levels rising in pressure; all, or those of `only`.
std::vector<std::size_t> rising(const std::vector<double>& levels, std::span<const double> only)
{
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const bool taken = only.empty() || std::find(only.begin(), only.end(), levels[i]) != only.end();
        if (taken) {
            out.push_back(i);
        }
    }
    std::sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) { return levels[a] < levels[b]; });
    return out;
}

Gathering gathered(const Table& table, const std::string& path, const std::vector<double>& levels,
                   const std::vector<std::size_t>& taken)
{
    Gathering out(table, path);
    for (const Known& known : surface) {
        out.add(known, {}, {0});
    }
    for (const Known& known : upper) {
        out.add(known, levels, taken);
    }
    return out;
}

/// hPa, rising
std::set<double> levelsOf(const std::vector<Channel>& channels)
{
    std::set<double> levels;
    for (const Channel& channel : channels) {
        if (channel.levelHpa > 0) {
            levels.insert(channel.levelHpa);
        }
    }
    return levels;
}

/// A table's axis, empty where it has none.
std::vector<double> axisOf(const Table& table, const std::string& name)
{
    const data::PlainArray* axis = find(table, name);
    return axis != nullptr && axis->shape.size() == 1 ? axis->values : std::vector<double>{};
}

}  // namespace

AppaFields readAppaFields(const std::string& path, std::int64_t channels)
{
    const Table table = data::readPlainArrays(path);
    const std::vector<double> levels = axisOf(table, "level");
    Gathering found = gathered(table, path, levels, rising(levels, {}));
    if (static_cast<std::int64_t>(found.channels.size()) != channels) {
        found = gathered(table, path, levels, rising(levels, usualLevels));
    }
    if (static_cast<std::int64_t>(found.channels.size()) != channels) {
        refuse(path,
               "its variables and levels make " + std::to_string(found.channels.size()) +
                   " fields, and the autoencoder has " + std::to_string(channels),
               "Give the statistics that the autoencoder was trained with.");
    }
    return {std::move(found.channels), at::tensor(at::ArrayRef<double>(found.means), at::kDouble),
            at::tensor(at::ArrayRef<double>(found.stds), at::kDouble), axisOf(table, "latitude"),
            axisOf(table, "longitude")};
}

std::vector<std::int64_t> appaOrder(const std::vector<Channel>& channels)
{
    std::vector<std::int64_t> order;
    const auto add = [&](const Known& known, double level) {
        const auto found = std::find_if(channels.begin(), channels.end(), [&](const Channel& channel) {
            return channel.standardName == known.standardName && channel.levelHpa == level;
        });
        if (found != channels.end()) {
            order.push_back(found - channels.begin());
        }
        return found != channels.end();
    };
    for (const Known& known : surface) {
        add(known, 0);
    }
    const std::set<double> levels = levelsOf(channels);
    for (const Known& known : upper) {
        std::size_t has = 0;
        for (const double level : levels) {
            has += add(known, level) ? 1 : 0;
        }
        if (has != 0 && has != levels.size()) {
            throw Error(Cause::badInput, "Of " + std::string(known.standardName) + " some of the levels are missing that others have.",
                        "Give files with all variables on the same levels.");
        }
    }
    for (std::size_t c = 0; c < channels.size(); ++c) {
        if (std::find(order.begin(), order.end(), static_cast<std::int64_t>(c)) == order.end()) {
            throw Error(Cause::badInput, "Appa has no place for " + channels[c].label + " (" + channels[c].key() + ").",
                        "Train on temperature, wind, geopotential height and specific humidity at levels, and 2 m temperature, "
                        "10 m wind, pressure at mean sea level, sea surface temperature and precipitation.");
        }
    }
    return order;
}

void saveAppaFields(const AppaFields& fields, const std::string& path)
{
    const std::set<double> levels = levelsOf(fields.channels);
    data::NetcdfWriter file(path);
    const int root = file.root(), statistic = file.dimension(root, "statistic", 2);
    const int level = levels.empty() ? -1 : file.dimension(root, "level", levels.size());
    if (!levels.empty()) {
        file.doubles(root, "level", {level}, {{"units", "hPa"}}, {levels.begin(), levels.end()});
    }
    const auto axis = [&](const char* name, const char* units, const std::vector<double>& values) {
        if (!values.empty()) {
            file.doubles(root, name, {file.dimension(root, name, values.size())}, {{"units", units}}, values);
        }
    };
    axis("latitude", "degrees_north", fields.lat);
    axis("longitude", "degrees_east", fields.lon);
    const auto write = [&](const Known& known, bool leveled) {
        std::vector<double> means, stds;
        for (std::size_t c = 0; c < fields.channels.size(); ++c) {
            if (fields.channels[c].standardName == known.standardName && (fields.channels[c].levelHpa > 0) == leveled) {
                means.push_back(fields.mean[static_cast<std::int64_t>(c)].item<double>() / known.scale);
                stds.push_back(fields.std[static_cast<std::int64_t>(c)].item<double>() / known.scale);
            }
        }
        if (!means.empty()) {
            means.insert(means.end(), stds.begin(), stds.end());
            file.doubles(root, known.name, leveled ? std::vector{statistic, level} : std::vector{statistic}, {}, means);
        }
    };
    std::for_each(surface.begin(), surface.end(), [&](const Known& known) { write(known, false); });
    std::for_each(upper.begin(), upper.end(), [&](const Known& known) { write(known, true); });
    file.finish();
}

std::string statisticsAbove(const std::string& folder)
{
    fs::path at = fs::absolute(fs::path(folder) / "").lexically_normal().parent_path();
    for (int level = 0; level < levelsUp; ++level, at = at.parent_path()) {
        for (const fs::path& place : {at, at / "data"}) {
            std::vector<std::string> found;
            std::error_code failed;
            for (const auto& entry : fs::directory_iterator(place, failed)) {
                const std::string name = data::lowerCase(entry.path().filename().string());
                const bool table = data::isZarr(entry.path().string()) || name.ends_with(".nc");
                if (name.find("stat") != std::string::npos && table) {
                    found.push_back(entry.path().string());
                }
            }
            if (!found.empty()) {
                return *std::min_element(found.begin(), found.end());
            }
        }
        if (at == at.parent_path()) {
            break;
        }
    }
    return {};
}

Tensor readSeaMask(const std::string& path, at::IntArrayRef shape)
{
    const Table table = data::readPlainArrays(path);
    const data::PlainArray* mask = nullptr;
    for (const auto& [name, array] : table) {
        const bool named = name == "sea_surface_temperature_mask" || name == "sea_mask";
        mask = named || (mask == nullptr && array.shape.size() == 2) ? &array : mask;
    }
    if (mask == nullptr || mask->shape.size() != 2 || static_cast<std::int64_t>(mask->shape[0]) != shape[0] ||
        static_cast<std::int64_t>(mask->shape[1]) != shape[1]) {
        throw Error(Cause::badFile,
                    path + " holds no mask of " + std::to_string(shape[0]) + " × " +
                        std::to_string(shape[1]) + " points.",
                    "Give a file with sea_surface_temperature_mask(latitude, longitude).");
    }
    return at::tensor(at::ArrayRef<double>(mask->values), at::kDouble).view(shape).ne(0);
}

}  // namespace core::prior
