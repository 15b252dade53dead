#include "core/data/observation_limits.h"

namespace core::data {

std::optional<Limits> plausible(const std::string& variable, double levelHpa)
{
    struct Row {
        const char* variable;
        Limits surface, aloft;
    };
    static constexpr Row table[] = {{"air_temperature", {178, 335}, {130, 335}},
                                    {"dew_point_temperature", {150, 310}, {100, 310}},
                                    {"sea_surface_temperature", {268, 315}, {268, 315}},
                                    {"air_pressure_at_mean_sea_level", {86000, 109000}, {86000, 109000}},
                                    {"surface_air_pressure", {40000, 110000}, {40000, 110000}},
                                    {"eastward_wind", {-115, 115}, {-250, 250}},
                                    {"northward_wind", {-115, 115}, {-250, 250}},
                                    {"wind_speed", {0, 115}, {0, 250}},
                                    {"wind_from_direction", {0, 360}, {0, 360}},
                                    {"geopotential_height", {-500, 60000}, {-1000, 60000}},
                                    {"specific_humidity", {0, 0.06}, {0, 0.06}},
                                    {"relative_humidity", {0, 1.5}, {0, 2}}};
    for (const Row& row : table) {
        if (variable == row.variable) {
            return levelHpa > 0 ? row.aloft : row.surface;
        }
    }
    return std::nullopt;
}

}  // namespace core::data
