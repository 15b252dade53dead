#pragma once

#include "core/earth/model/levels.h"
#include "core/earth/sphere.h"

namespace core::earth::model {

/// What an atmosphere is made of; the defaults are the shipped model's.
struct Plan {
    int truncation = 31;
    std::vector<double> half = eightLayers();  ///< interfaces of the layers, p/p_s
    double rotation = rotationPerSecond;       ///< Ω, s-1
    double referenceKelvin = 300;              ///< T_r of the semi-implicit terms
    int stepsPerDay = 0;                       ///< 0: as many as the truncation needs, see stepsFor
    int diffusionOrder = 8;                    ///< of ∇: even
    double diffusionHours = 2.4;               ///< e-folding time at the truncation
    double filter = 0.1;                       ///< ν of the Robert–Asselin–Williams filter
    double williams = 0.53;  ///< its α: 1 is Robert–Asselin's, ½ keeps the three-time mean
    double meanPascal = 0;   ///< mean of p_s that is held, 0: not held
};

/// Steps a day, a multiple of 4, that winds of 100 m/s allow at a truncation.
[[nodiscard]] inline int stepsFor(int truncation)
{
    constexpr int at31 = 12, reference = 31;
    return 4 * ((truncation * at31 + reference - 1) / reference);
}

}  // namespace core::earth::model
