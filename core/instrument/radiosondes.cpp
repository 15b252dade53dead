#include "core/instrument/base/places.h"

namespace core::instrument {

Entry radiosondes()
{
    return {
        .about = {.id = "radiosondes",
                  .label = "Radiosondes",
                  .source = "simulated",
                  .formula = "y = H x + σ_o ε",
                  .note = "All variables and levels at random places."},
        .reports = Reports::all,
        .places = [](const Scene& scene) { return randomPlaces(scene, 'R'); },
    };
}

}  // namespace core::instrument
