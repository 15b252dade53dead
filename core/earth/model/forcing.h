#pragma once

#include "core/earth/model/levels.h"

namespace core::earth::model {

/// What a forcing sees of the air, on the model's grid.
struct Air {
    const Tensor& temperature;  ///< [lat, lon, members, layers] T − T_r, K
    const Tensor& pressure;     ///< [lat, lon, members] ln(p_s/p₀)
    double seconds = 0;         ///< since 1970-01-01T00:00:00Z
};

/// What drives and brakes an atmosphere.
class Forcing {
public:
    virtual ~Forcing() = default;
    /// dT/dt in K s-1, [lat, lon, members, layers]
    [[nodiscard]] virtual Tensor heating(const Air& air) const = 0;
    /// Rate at which wind is braked, s-1, one a layer; empty is none
    [[nodiscard]] virtual std::vector<double> friction() const = 0;
};

}  // namespace core::earth::model
