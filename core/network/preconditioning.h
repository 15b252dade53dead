#pragma once

#include <ATen/ATen.h>

#include <functional>

namespace core::network {

using at::Tensor;

/// A network without its scalings: F(input, noise level); the noise level is a scalar or [B].
using Backbone = std::function<Tensor(const Tensor& x, const Tensor& noise)>;

/// Appa's denoiser (variance-exploding, unit data variance):
///     D(x, σ) = x/(σ² + 1) + σ/√(σ² + 1) · F(x/√(σ² + 1), 10 ln σ)
/// x [B, D], sigma [1] or [B, 1]; all scalings in sigma's own precision
/// source Karras et al. 2022, arXiv:2206.00364, table 1, with σ_data = 1
[[nodiscard]] Tensor appaDenoised(const Backbone& f, const Tensor& x, const Tensor& sigma);

/// The noise level as Appa's network is told it, 10 ln σ: sigma [1] or [B, 1] → scalar or [B]
[[nodiscard]] Tensor appaLevel(const Tensor& sigma);

/// azula's KarrasDenoiser, any α and σ (scalars or [B]):
///     D = α x_t/(α² + σ²) + σ/√(α² + σ²) · F(x_t/√(α² + σ²), ln σ/α)
[[nodiscard]] Tensor karrasDenoised(const Backbone& f, const Tensor& x_t, const Tensor& alpha,
                                    const Tensor& sigma);

/// azula's SimpleDenoiser: D = F(x_t/√(α² + σ²), ln σ/α)
[[nodiscard]] Tensor simpleDenoised(const Backbone& f, const Tensor& x_t, const Tensor& alpha,
                                    const Tensor& sigma);

/// Weight of a denoising error in training: α²/σ² + 1, at most `most`; azula's SimpleDenoiser has 10⁴, Karras no limit
[[nodiscard]] Tensor denoisingWeight(const Tensor& alpha, const Tensor& sigma, double most);

}  // namespace core::network
