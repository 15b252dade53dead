#include "core/data/standard_atmosphere.h"

#include <cmath>

namespace core::data {
namespace {

constexpr double seaLevelHpa = 1013.25, seaLevelKelvin = 288.15, lapse = 0.0065;  // K/m
constexpr double exponent = 0.190263;                                             // R·lapse/g
constexpr double tropopause = 11000, tropopauseHpa = 226.321, scaleHeight = 6341.62;

}  // namespace

double standardPressureHpa(double heightMetres)
{
    return heightMetres < tropopause
               ? seaLevelHpa * std::pow(1 - lapse / seaLevelKelvin * heightMetres, 1 / exponent)
               : tropopauseHpa * std::exp(-(heightMetres - tropopause) / scaleHeight);
}

double stationPressureHpa(double qnhHpa, double heightMetres)
{
    return std::pow(
        std::pow(qnhHpa, exponent) - std::pow(seaLevelHpa, exponent) * lapse / seaLevelKelvin * heightMetres,
        1 / exponent);
}

}  // namespace core::data
