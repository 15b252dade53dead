#pragma once

#include "core/api/event.h"

#include <ATen/ATen.h>

#include <string>
#include <vector>

namespace core::prior {

using at::Tensor;

/// The fields that an Appa autoencoder sees, in its order, and what they are standardised by.
///     physical = mean + std · standardised,   canonical units
struct AppaFields {
    std::vector<Channel> channels;
    Tensor mean, std;  ///< [C] float64, canonical units
    /// degrees; empty: rows from pole to pole, columns from Greenwich on
    std::vector<double> lat = {}, lon = {};
};

/// Channels and statistics from a table of mean and standard deviation a variable (and level).
/// Order: six surface variables, then temperature, u, v, geopotential and humidity at all levels, ascending pressure;
/// those that the table lacks are left out. Where the table's levels are more than the autoencoder's channels allow, the
/// 13 of WeatherBench are taken. Geopotential becomes geopotential height.
/// path      NetCDF file or Zarr folder, variables [statistic] or [statistic, level], statistic = mean, std; latitude and
///           longitude of the grid where it is not that of the published models
/// channels  that the autoencoder has
/// throws    Error{badFile} where they do not make that many
/// source    appa/data/const.py, arXiv:2504.18720
[[nodiscard]] AppaFields readAppaFields(const std::string& path, std::int64_t channels);

/// Numbers of a series' channels in that order.
/// throws Error{badInput} naming what Appa has no place for: another variable, or a level that not all variables have
[[nodiscard]] std::vector<std::int64_t> appaOrder(const std::vector<Channel>& channels);

/// Writes a table that readAppaFields() reads. throws Error{badFile}
void saveAppaFields(const AppaFields& fields, const std::string& path);

/// Statistics that lie beside or above a folder (also in a folder `data` there): a Zarr folder or NetCDF file with
/// `stat` in its name; empty where there are none.
[[nodiscard]] std::string statisticsAbove(const std::string& folder);

/// Where the sea surface temperature means something: true on sea, [lat, lon] bool of `shape`.
/// throws Error{badFile} when the file has no such mask
[[nodiscard]] Tensor readSeaMask(const std::string& path, at::IntArrayRef shape);

}  // namespace core::prior
