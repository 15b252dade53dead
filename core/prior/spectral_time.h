#pragma once

#include "core/denoiser/denoiser.h"

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace core::prior {

using at::Tensor;

/// States up to which the matrix of all times is diagonalised; beyond, time is an AR(1) chain.
constexpr std::int64_t mostDiagonalised = 64;

/// What the time axis of a spectral prior is made from.
struct SpectralShape {
    std::vector<std::int64_t> times;  ///< seconds since 1970, equally spaced where there are more than mostDiagonalised
    int truncation = 0;
    double kappa = 1;                 ///< scale of the latent, see Spectral
    Tensor degreeCovariance;          ///< B_l, [T+1, C, C] float64
    Tensor timeScaleHours;            ///< τ_l, [T+1] float64
    at::TensorOptions options;
    /// Covariance in time of each degree, [T+1, times, times] float64; undefined: exp(−|t − t'|/τ_l). eigenTime only
    Tensor timeCovariance = {};
};

/// Correlation of each degree between times (seconds), exp(−|t − t'|/τ_l): [T+1, a, b] float64
[[nodiscard]] Tensor timeCorrelation(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b,
                                     const Tensor& timeScaleHours);

/// How the latent x [M, D] of a spectral prior holds series of coefficients, and their Gaussian law.
/// Coefficients are those of the standardised fields, [M, N, times, channels], N = (T+1)².
class SpectralTime {
public:
    using Pair = std::pair<int, int>;  ///< time, channel
    virtual ~SpectralTime() = default;

    [[nodiscard]] virtual const denoiser::Denoiser& denoiser() const = 0;
    [[nodiscard]] virtual Tensor coefficients(const Tensor& x) const = 0;
    /// adjoint of coefficients
    [[nodiscard]] virtual Tensor adjoint(const Tensor& coefficients) const = 0;
    /// coefficients of one channel at one time, [M, N]
    [[nodiscard]] virtual Tensor coefficients(const Tensor& x, int channel, int time) const = 0;
    /// area-mean square of a latent difference per time, mean over channels, d [M, D] → [M, times]
    [[nodiscard]] virtual Tensor meanSquare(const Tensor& d) const = 0;

    /// Degree covariance between (time, channel) pairs for V = v as Covariance::conditional() has it:
    ///     G[k, k', l] = (2l+1)/4π · ⟨a_k a_k'⟩_l under V, float64
    [[nodiscard]] virtual Tensor degreeGram(const std::vector<Pair>& a, const std::vector<Pair>& b, const Tensor& v) const = 0;
    /// Σ_l G[k, k, l] of each pair: the variance of a standardised value, [K] float64
    [[nodiscard]] virtual Tensor variances(const std::vector<Pair>& pairs, const Tensor& v) const = 0;

    /// Pairs that are best read and written together.
    [[nodiscard]] virtual std::size_t pairsAtOnce() const = 0;
    /// Hands the coefficients [M, N, K] of each list of pairs (index time · channels + channel) to `take`.
    virtual void read(const Tensor& x, const std::vector<Tensor>& lists,
                      const std::function<void(std::size_t, const Tensor&)>& take) const = 0;
    /// Adjoint of read: x [members, D] from the coefficients that `give` returns for each list.
    [[nodiscard]] virtual Tensor write(std::int64_t members, const std::vector<Tensor>& lists,
                                       const std::function<Tensor(std::size_t)>& give) const = 0;
};

/// All times at once, in the eigenbasis of B_l ⊗ ρ_l: latent [N, times, channels], covariance diagonal.
[[nodiscard]] std::unique_ptr<SpectralTime> eigenTime(const SpectralShape& shape);

/// A chain of states: latent [times, N, channels] in the eigenbasis of B_l alone, covariance a ChainCovariance.
/// Time and memory beyond the latent do not grow with its length.
/// throws Error{badInput} when the times are not equally spaced
[[nodiscard]] std::unique_ptr<SpectralTime> chainTime(const SpectralShape& shape);

}  // namespace core::prior
