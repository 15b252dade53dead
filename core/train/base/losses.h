#pragma once

#include "core/schedule/schedule.h"

#include <ATen/ATen.h>

#include <functional>
#include <span>
#include <vector>

namespace core::train {

using at::Tensor;

/// α and σ of a batch's diffusion times, [B, 1, …] with as many dimensions as the states they scale.
struct Levels {
    Tensor alpha, sigma;
};
/// t  [B], each in [0, 1]; like  the states, whose dtype, device and dimensions the levels take
[[nodiscard]] Levels levelsAt(const schedule::Schedule& schedule, const Tensor& t, const Tensor& like);

/// x_t = α x + σ z
[[nodiscard]] Tensor noised(const Tensor& x, const Levels& at, const Tensor& z);

/// Mean squared error of a noise estimator, unweighted:
///     mean (ε(α x + σ z) − z)²
/// epsilon  noise as estimated from x_t; x, z [B, …]
/// source   Rozet, Louppe 2023, arXiv:2306.10574, eq. 6
[[nodiscard]] Tensor noiseLoss(const std::function<Tensor(const Tensor&)>& epsilon, const Tensor& x,
                               const Levels& at, const Tensor& z);

/// How a denoising error is weighed: λ = min(α²/(σ + penalty)² + 1, most), so that the network behind Karras'
/// preconditioning has targets of variance 1 (penalty 0).
struct DenoisingWeight {
    double penalty = 0;  ///< Appa's sigma_min_penalty
    double most = 1e30;  ///< azula's SimpleDenoiser has 10⁴
};

/// Weighted mean squared error of a denoiser:
///     mean_B [λ mean (D(α x + σ z) − x)²]
/// denoiser  E[x | x_t] from x_t; x, z [B, …]
/// source    Karras et al. 2022, arXiv:2206.00364, eq. 8; Appa, arXiv:2504.18720
[[nodiscard]] Tensor denoisingLoss(const std::function<Tensor(const Tensor&)>& denoiser, const Tensor& x,
                                   const Levels& at, const Tensor& z, const DenoisingWeight& weight = {});

/// What a departure counts for in a reconstruction.
enum class Departure { squared, absolute };

/// Weights of a state's elements [rows · columns, 1 or channels], float64: cos φ + 1/columns of a row times that of the
/// channel; no channels: 1.
[[nodiscard]] Tensor reconstructionWeights(int rows, int columns, std::span<const double> channels = {});

/// Loss of an autoencoder's reconstruction: mean of weight · |q − p|² or weight · |q − p|
/// p, q  [B, rows · columns, channels], standardised; weights as reconstructionWeights() gives them
/// source Appa, arXiv:2504.18720
[[nodiscard]] Tensor reconstructionLoss(const Tensor& p, const Tensor& q, const Tensor& weights,
                                        Departure departure = Departure::squared);

}  // namespace core::train
