#include "core/earth/harmonics.h"
#include "core/metric/base/spectral_power.h"

namespace core::metric {

Entry spectrum()
{
    return {
        .about =
            {.id = "spectrum",
             .label = "Degree spectrum",
             .source = "Boer and Shepherd 1983, doi:10.1175/1520-0469(1983)040<0164:LSTDTI>2.0.CO;2",
             .formula = "P_l = Σ_m a_lm² / (2l + 1)",
             .knobs = {{"truncation", "Highest degree", "1", 127, 1, 719, true}},
             .note =
                 "Orthonormal harmonics; less where the grid holds less. Degree l has the wavelength 2πR/l."},
        .make =
            [](const Selection& s) {
                return spectralPower(earth::degreePower, static_cast<int>(s.knobs.at("truncation")));
            },
    };
}

}  // namespace core::metric
