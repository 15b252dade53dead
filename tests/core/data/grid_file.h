#pragma once

#include <netcdf.h>
#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace tests {

/// A small global grid file as the tests want it: t at two levels and two times.
struct GridFile {
    std::vector<double> lat, lon;
    std::vector<double> levels = {500, 850};
    std::string levelUnits = "hPa";
    std::string name = "t", standardName = "air_temperature", units = "K";
    bool packed = false;                          ///< int16 with scale 0.01 and offset 280
    bool lonFirst = false;                        ///< dimensions …, lon, lat
    double missingLat = -999, missingLon = -999;  ///< where a fill value stands
    std::vector<double> times = {0, 6};
    std::string timeUnits = "hours since 2020-01-01";
    int members = 0;  ///< 0: no such dimension; each is warmer by 1 than the one before
    std::function<double(double lat, double lon, int level, int time)> value;

    /// false when the library refuses
    bool write(const std::string& path) const
    {
        int file = 0, dim[5], var[6];
        if (nc_create(path.c_str(), NC_NETCDF4, &file) != NC_NOERR) {
            return false;
        }
        const auto axis = [&](int k, const char* axisName, const std::vector<double>& values,
                              const std::string& axisUnits) {
            nc_def_dim(file, axisName, values.size(), &dim[k]);
            nc_def_var(file, axisName, NC_DOUBLE, 1, &dim[k], &var[k]);
            nc_put_att_text(file, var[k], "units", axisUnits.size(), axisUnits.c_str());
            nc_put_var_double(file, var[k], values.data());
        };
        axis(0, "T", times, timeUnits);
        axis(1, "P", levels, levelUnits);
        axis(2, "Y", lat, "degrees_north");
        axis(3, "X", lon, "degrees_east");
        std::vector<int> order = {dim[0], dim[1], lonFirst ? dim[3] : dim[2], lonFirst ? dim[2] : dim[3]};
        if (members > 0) {
            std::vector<double> numbers(static_cast<std::size_t>(members));
            std::iota(numbers.begin(), numbers.end(), 0);
            axis(4, "number", numbers, "1");
            order.insert(order.begin(), dim[4]);
        }
        const int rank = static_cast<int>(order.size());
        nc_def_var(file, name.c_str(), packed ? NC_SHORT : NC_FLOAT, rank, order.data(), &var[5]);
        const short fill = -32767;
        const double scale = 0.01, offset = 280;
        if (packed) {
            nc_put_att_short(file, var[5], "_FillValue", NC_SHORT, 1, &fill);
            nc_put_att_double(file, var[5], "scale_factor", NC_DOUBLE, 1, &scale);
            nc_put_att_double(file, var[5], "add_offset", NC_DOUBLE, 1, &offset);
        }
        nc_put_att_text(file, var[5], "units", units.size(), units.c_str());
        nc_put_att_text(file, var[5], "standard_name", standardName.size(), standardName.c_str());
        std::vector<double> values;
        for (int m = 0; m < std::max(members, 1); ++m) {
            for (std::size_t t = 0; t < times.size(); ++t) {
                for (std::size_t l = 0; l < levels.size(); ++l) {
                    const std::size_t rows = lonFirst ? lon.size() : lat.size();
                    const std::size_t columns = lonFirst ? lat.size() : lon.size();
                    for (std::size_t i = 0; i < rows * columns; ++i) {
                        const std::size_t r = i / columns, c = i % columns;
                        const double y = lat[lonFirst ? c : r], x = lon[lonFirst ? r : c];
                        const double v = m + value(y, x, static_cast<int>(l), static_cast<int>(t));
                        const bool missing = y == missingLat && x == missingLon;
                        values.push_back(!packed ? v : missing ? fill : std::round((v - offset) / scale));
                    }
                }
            }
        }
        nc_put_var_double(file, var[5], values.data());
        return nc_close(file) == NC_NOERR;
    }
};

}  // namespace tests
