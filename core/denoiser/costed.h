#pragma once

#include "core/denoiser/denoiser.h"

#include <limits>

namespace core::denoiser {

/// A denoiser, or a window denoiser, whose work has been counted.
class Costed {
public:
    virtual ~Costed() = default;
    /// Floating-point operations of one member's mean (in one window), a multiplication and an addition counted as two.
    /// One product with the derivative takes as many for closed forms, twice as many for networks.
    [[nodiscard]] virtual double flops() const = 0;
};

/// flops() of what is Costed; NaN where nobody has counted.
template <class T>
[[nodiscard]] double flopsOf(const T& denoiser)
{
    const auto* costed = dynamic_cast<const Costed*>(&denoiser);
    return costed == nullptr ? std::numeric_limits<double>::quiet_NaN() : costed->flops();
}

}  // namespace core::denoiser
