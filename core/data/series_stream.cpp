#include "core/data/series_stream.h"

#include "core/api/error.h"
#include "core/data/cf_names.h"
#include "core/data/netcdf_file.h"
#include "core/data/netcdf_writer.h"

#include <netcdf.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <mutex>
#include <numeric>

namespace core::data {

SeriesStream::SeriesStream(const std::string& path, const StreamedSeries& series, Opening opening)
    : path_(path),
      members_(series.members),
      rows_(series.grid.lat.size()),
      columns_(series.grid.lon.size()),
      channels_(series.grid.channels.size())
{
    const std::lock_guard lock(netcdfMutex());
    list(series.grid);
    if (opening == Opening::anew) {
        check(nc_create(partOf(path).c_str(), NC_64BIT_DATA | NC_CLOBBER, &id_));
        define(series);
        putCoordinates(series.grid);
        return;
    }
    check(nc_open(partOf(path).c_str(), NC_WRITE, &id_));
    for (Series& one : series_) {
        check(nc_inq_varid(id_, one.name.c_str(), &one.variable));
    }
}

SeriesStream::~SeriesStream()
{
    if (id_ >= 0) {
        const std::lock_guard lock(netcdfMutex());
        nc_close(id_);
    }
}

void SeriesStream::check(int status) const
{
    if (status != NC_NOERR) {
        throw Error(Cause::badFile, path_ + " cannot be written (" + nc_strerror(status) + ").",
                    "Check the folder's permissions and free space.");
    }
}

void SeriesStream::list(const Gridded& grid)
{
    for (std::size_t c = 0; c < grid.channels.size(); ++c) {
        const Channel& channel = grid.channels[c];
        const bool leveled = channel.levelHpa > 0;
        auto found = std::find_if(series_.begin(), series_.end(), [&](const Series& s) {
            return s.standardName == channel.standardName && s.leveled == leveled;
        });
        if (found == series_.end()) {
            const bool twin = std::any_of(series_.begin(), series_.end(), [&](const Series& s) {
                return s.standardName == channel.standardName;
            });
            series_.push_back({.name = channel.standardName + (twin ? "_surface" : ""),
                               .standardName = channel.standardName,
                               .units = channel.units,
                               .leveled = leveled});
            found = series_.end() - 1;
        }
        found->channels.push_back(c);
        if (leveled && std::find(levels_.begin(), levels_.end(), channel.levelHpa) == levels_.end()) {
            levels_.push_back(channel.levelHpa);
        }
    }
}

int SeriesStream::coordinate(const std::string& name, int type, std::size_t size,
                             const std::vector<std::pair<std::string, std::string>>& attributes)
{
    int dimension = 0, variable = 0;
    check(nc_def_dim(id_, name.c_str(), size, &dimension));
    check(nc_def_var(id_, name.c_str(), type, 1, &dimension, &variable));
    for (const auto& [key, text] : attributes) {
        check(nc_put_att_text(id_, variable, key.c_str(), text.size(), text.c_str()));
    }
    return dimension;
}

void SeriesStream::define(const StreamedSeries& plan)
{
    for (const auto& [key, text] : plan.attributes) {
        check(nc_put_att_text(id_, NC_GLOBAL, key.c_str(), text.size(), text.c_str()));
    }
    std::vector<int> leading;
    if (members_ > 1) {
        leading.push_back(
            coordinate("member", NC_INT, members_, {{"standard_name", "realization"}, {"units", "1"}}));
    }
    leading.push_back(coordinate("time", NC_DOUBLE, plan.grid.times.size(),
                                 {{"standard_name", "time"}, {"units", cfTimeUnits}, {"calendar", cfCalendar}, {"axis", "T"}}));
    const int level = coordinate(
        "level", NC_DOUBLE, levels_.size(),
        {{"standard_name", "air_pressure"}, {"units", "hPa"}, {"positive", "down"}, {"axis", "Z"}});
    const int lat = coordinate("lat", NC_DOUBLE, rows_,
                               {{"standard_name", "latitude"}, {"units", "degrees_north"}, {"axis", "Y"}});
    const int lon = coordinate("lon", NC_DOUBLE, columns_,
                               {{"standard_name", "longitude"}, {"units", "degrees_east"}, {"axis", "X"}});
    for (Series& series : series_) {
        std::vector<int> dimensions = leading;
        if (series.leveled) {
            dimensions.push_back(level);
        }
        dimensions.insert(dimensions.end(), {lat, lon});
        check(nc_def_var(id_, series.name.c_str(), NC_FLOAT, int(dimensions.size()), dimensions.data(),
                         &series.variable));
        const auto text = [&](const char* key, const std::string& value) {
            check(nc_put_att_text(id_, series.variable, key, value.size(), value.c_str()));
        };
        text("standard_name", series.standardName);
        text("long_name", humanLabel(series.standardName, 0));
        text("units", series.units);
        const float missing = std::numeric_limits<float>::quiet_NaN();
        check(nc_put_att_float(id_, series.variable, "_FillValue", NC_FLOAT, 1, &missing));
    }
    int old = 0;
    check(nc_set_fill(id_, NC_NOFILL, &old));
    check(nc_enddef(id_));
}

void SeriesStream::putCoordinates(const Gridded& grid)
{
    const auto put = [&](const char* name, const auto& values, auto write) {
        int variable = 0;
        check(nc_inq_varid(id_, name, &variable));
        check(write(id_, variable, values.data()));
    };
    if (members_ > 1) {
        std::vector<long long> numbers(members_);
        std::iota(numbers.begin(), numbers.end(), 0);
        put("member", numbers, nc_put_var_longlong);
    }
    put("time", std::vector<long long>(grid.times.begin(), grid.times.end()), nc_put_var_longlong);
    put("level", levels_, nc_put_var_double);
    put("lat", grid.lat, nc_put_var_double);
    put("lon", grid.lon, nc_put_var_double);
}

void SeriesStream::put(std::size_t time, const float* values)
{
    const std::lock_guard lock(netcdfMutex());
    for (std::size_t m = 0; m < members_; ++m) {
        for (const Series& series : series_) {
            for (std::size_t l = 0; l < series.channels.size(); ++l) {
                std::vector<std::size_t> start, count;
                if (members_ > 1) {
                    start.push_back(m);
                }
                start.push_back(time);
                if (series.leveled) {
                    start.push_back(l);
                }
                count.assign(start.size(), 1);
                start.insert(start.end(), {0, 0});
                count.insert(count.end(), {rows_, columns_});
                const std::size_t field = m * channels_ + series.channels[l];
                check(nc_put_vara_float(id_, series.variable, start.data(), count.data(),
                                        values + field * rows_ * columns_));
            }
        }
    }
}

void SeriesStream::flush()
{
    const std::lock_guard lock(netcdfMutex());
    check(nc_sync(id_));
}

void SeriesStream::finish()
{
    const std::lock_guard lock(netcdfMutex());
    const int id = id_;
    id_ = -1;
    check(nc_close(id));
    std::error_code error;
    std::filesystem::rename(partOf(path_), path_, error);
    if (error) {
        throw Error(Cause::badFile, path_ + " cannot be written (" + error.message() + ").",
                    "Check the folder's permissions and free space.");
    }
}

}  // namespace core::data
