#include "core/instrument/base/places.h"

namespace core::instrument {

Entry wind()
{
    return {
        .about = {.id = "wind",
                  .label = "Wind speed",
                  .source = "simulated",
                  .formula = "y = √(u² + v²) + σ_o ε",
                  .note = "wind_speed at random places, wherever the series has both wind components."},
        .reports = Reports::windSpeed,
        .places = [](const Scene& scene) { return randomPlaces(scene, 'W'); },
    };
}

}  // namespace core::instrument
