#include "core/instrument/base/places.h"

namespace core::instrument {

Entry stations()
{
    return {
        .about = {.id = "stations",
                  .label = "Surface stations",
                  .source = "simulated",
                  .formula = "y = H x + σ_o ε",
                  .note = "Surface variables at random places; all variables where the series has none at "
                          "the surface."},
        .reports = Reports::surface,
        .places = [](const Scene& scene) { return randomPlaces(scene, 'S'); },
    };
}

}  // namespace core::instrument
