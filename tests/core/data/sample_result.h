#pragma once

#include "core/data/result.h"

#include <cmath>

namespace tests {

/// A small result of everything that there can be in one.
inline core::data::Result sampleResult()
{
    core::data::Result result;
    for (int i = 0; i < 9; ++i) {
        result.grid.lat.push_back(90 - 22.5 * i);
    }
    for (int j = 0; j < 16; ++j) {
        result.grid.lon.push_back(22.5 * j);
    }
    result.grid.channels = {{"air_temperature", "Temperature, 500 hPa", "K", 500},
                            {"air_temperature", "Temperature, 850 hPa", "K", 850},
                            {"eastward_wind", "Eastward wind, 850 hPa", "m s-1", 850},
                            {"air_temperature", "Temperature", "K", 0}};
    result.grid.times = {1577858400, 1577880000};
    const std::size_t size = 2 * 4 * 9 * 16;
    const auto field = [&](float base) {
        std::vector<float> values;
        for (std::size_t i = 0; i < size; ++i) {
            values.push_back(base + 0.25F * static_cast<float>(i % 97));
        }
        return values;
    };
    result.members = {field(1), field(2), field(3)};
    result.background = field(4);
    result.exact = field(5);
    result.exactSpread = field(6);
    result.departures.push_back({{.id = "Zürich",
                                  .time = 1577858400,
                                  .lat = 47.4,
                                  .lon = 8.5,
                                  .altitude = 500,
                                  .variable = "air_temperature",
                                  .value = 280,
                                  .error = 1,
                                  .use = core::Use::rejected,
                                  .reason = "gross error"},
                                 2,
                                 1,
                                 NAN,
                                 0.5});
    result.steps = {
        {.step = 1, .t = 0.5, .sigma = 3, .omaRms = 2, .rmse = 1, .spread = 0.5, .denoised = {}},
        {.step = 2, .t = 0, .sigma = 0, .omaRms = 1, .rmse = 0.5, .spread = 0.25, .denoised = field(7)}};
    result.attributes = {{"request", "{\"steps\": 2}"}, {"seed", "42"}};
    return result;
}

}  // namespace tests
