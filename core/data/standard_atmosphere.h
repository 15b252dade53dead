#pragma once

namespace core::data {

/// Pressure at a geopotential height in the ICAO standard atmosphere up to 20 km (Doc 7488, 1993); m → hPa
[[nodiscard]] double standardPressureHpa(double heightMetres);

/// Station pressure of an altimeter setting (QNH): p = (QNH^n − 1013.25^n · 0.0065 h / 288.15)^(1/n), n = 0.190263.
/// qnhHpa, return  hPa; heightMetres  of the station
/// source  WMO-No. 8 (2018), I.3, and the ICAO standard atmosphere
[[nodiscard]] double stationPressureHpa(double qnhHpa, double heightMetres);

}  // namespace core::data
