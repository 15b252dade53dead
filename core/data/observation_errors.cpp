#include "core/data/observations.h"

namespace core::data {

// Standard deviations of instrument and representativeness error together. Radiosondes and surface stations as
// operational centres assume them: ECMWF IFS Documentation CY47R3, Part I (Observations), and, for the profile
// with height, Ingleby 2017 (ECMWF Technical Memorandum 807) and Desroziers et al. 2005, rounded.
double defaultError(const std::string& variable, double levelHpa)
{
    struct Row {
        const char* variable;
        double surface, low, middle, high;  ///< surface; > 600, 150…600, < 150 hPa
    };
    static constexpr Row table[] = {{"air_temperature", 1.0, 1.0, 0.8, 1.0},
                                    {"dew_point_temperature", 1.5, 2.0, 3.0, 4.0},
                                    {"surface_temperature", 1.5, 1.5, 1.5, 1.5},
                                    {"sea_surface_temperature", 0.6, 0.6, 0.6, 0.6},
                                    {"eastward_wind", 1.8, 1.8, 2.2, 2.5},
                                    {"northward_wind", 1.8, 1.8, 2.2, 2.5},
                                    {"wind_speed", 1.5, 1.8, 2.2, 2.5},
                                    {"wind_from_direction", 30, 20, 15, 15},
                                    {"geopotential_height", 8, 8, 12, 20},
                                    {"air_pressure_at_mean_sea_level", 100, 100, 100, 100},
                                    {"surface_air_pressure", 100, 100, 100, 100},
                                    {"specific_humidity", 1e-3, 1e-3, 3e-4, 1e-5},
                                    {"relative_humidity", 0.1, 0.1, 0.15, 0.2},
                                    {"atmosphere_relative_vorticity", 1e-5, 1e-5, 1e-5, 1e-5},
                                    {"saturated_eastward_wind", 0.05, 0.05, 0.05, 0.05},
                                    {"saturated_northward_wind", 0.05, 0.05, 0.05, 0.05},
                                    {"saturated_atmosphere_relative_vorticity", 0.05, 0.05, 0.05, 0.05}};
    for (const Row& row : table) {
        if (variable == row.variable) {
            return levelHpa <= 0     ? row.surface
                   : levelHpa > 600  ? row.low
                   : levelHpa >= 150 ? row.middle
                                     : row.high;
        }
    }
    return 1.0;
}

}  // namespace core::data
