#pragma once

#include <ATen/ATen.h>

#include <limits>
#include <vector>

namespace core::baseline {

using at::Tensor;

/// How far an observation is believed to tell of the state: a taper times what the ensemble says.
///     ρ = G(d/length) · exp(−|ln p − ln p'| / levels),  G of Gaspari and Cohn 1999, 0 beyond 2 · length
struct Localisation {
    double lengthMetres = std::numeric_limits<double>::infinity();
    double levels = std::numeric_limits<double>::infinity();  ///< scale in ln p
};

/// Where values are, degrees.
struct Placed {
    std::vector<double> lat, lon;
};

/// What an ensemble would have seen beside what was seen.
struct EnsembleSeen {
    Tensor values;       ///< H(x_m), [M, n] float64
    Tensor y, variance;  ///< [n] float64
    Placed at;
    std::vector<double> logPressure;  ///< [n]; few different ones
};

/// One analysis of an ensemble with localised covariances, without drawn observation errors: the mean is corrected by
/// the gain K, deviations by half of it, which agrees with the Kalman filter to first order of K H.
///     x_m ← x_m + (ρ ∘ X Yᵀ) (ρ ∘ Y Yᵀ + R)⁻¹ (y − ȳ − ½ Y_m),   X, Y deviations over √(M−1)
/// The same weights correct states of earlier times, which makes a smoother of it.
/// source  Sakov and Oke 2008, doi:10.1111/j.1600-0870.2007.00299.x; smoother: Evensen and van Leeuwen 2000
class LocalAnalysis {
public:
    /// throws Error{badInput} for less than two members
    LocalAnalysis(const EnsembleSeen& seen, const Localisation& localisation);

    /// Corrects fields of all members: x [M, F, G] float32, F values at each of G places, each at its logPressure.
    [[nodiscard]] Tensor corrected(const Tensor& x, const Placed& at,
                                   const std::vector<double>& logPressure) const;

private:
    /// Observations of one pressure.
    struct Group {
        double logPressure;
        std::vector<double> lat, lon;
        Tensor weights;  ///< Y_m · (…)_k / (M − 1), [n, M · M] float32
    };
    Localisation localisation_;
    std::vector<Group> groups_;
};

/// Gaspari and Cohn's compactly supported correlation, eq. 4.10: z = distance/length, [..] → [..]
/// source  doi:10.1002/qj.49712555417
[[nodiscard]] Tensor gaspariCohn(const Tensor& z);

}  // namespace core::baseline
