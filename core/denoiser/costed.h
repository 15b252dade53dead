#pragma once

#include "core/denoiser/denoiser.h"

#include <limits>

namespace core::denoiser {

/// A denoiser, window denoiser or decoder whose work has been counted: floating-point operations of one member (in one
/// window, of one state), a multiplication and an addition counted as two.
class Costed {
public:
    virtual ~Costed() = default;
    /// of its mean, or fields
    [[nodiscard]] virtual double flops() const = 0;
    /// of one product with the derivative, once linearised: as many for closed forms, more for networks
    [[nodiscard]] virtual double productFlops() const { return flops(); }
};

/// What is Costed; NaN where nobody has counted.
struct Flops {
    double mean = std::numeric_limits<double>::quiet_NaN(), product = std::numeric_limits<double>::quiet_NaN();
};
template <class T>
[[nodiscard]] Flops flopsOf(const T& what)
{
    const auto* costed = dynamic_cast<const Costed*>(&what);
    return costed == nullptr ? Flops{} : Flops{costed->flops(), costed->productFlops()};
}

}  // namespace core::denoiser
