#pragma once

#include "core/denoiser/gaussian.h"
#include "core/earth/harmonics.h"
#include "core/observe/decoder.h"
#include "core/prior/prior.h"
#include "core/prior/spectral_model.h"

#include <memory>
#include <vector>

namespace core::prior {

/// The spectral prior over one window: covariance in its eigenbasis, exact denoiser, linear decoder.
/// Latent x [M, D], D = (T+1)² · times · channels, in the eigenbasis of B_l ⊗ ρ_l (time), scaled so that white noise of
/// standard deviation σ has grid-point standard deviation σ in units of the field's scale.
class Spectral final : public Prior, public observe::Decoder {
public:
    /// times  seconds since 1970 of each state; options  dtype and device of the latent
    Spectral(SpectralModel model, std::vector<std::int64_t> times, const at::TensorOptions& options);

    [[nodiscard]] const std::vector<Channel>& channels() const override { return model_.channels; }
    [[nodiscard]] std::int64_t size() const override;
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return *denoiser_; }
    [[nodiscard]] const observe::Decoder& decoder() const override { return *this; }
    [[nodiscard]] const std::vector<std::string>& notes() const override { return model_.notes; }
    [[nodiscard]] const std::string& source() const override { return model_.source; }
    [[nodiscard]] at::TensorOptions options() const override { return options_; }
    [[nodiscard]] double representativeness(int channel) const override;

    [[nodiscard]] const std::shared_ptr<const DisplayGrid>& grid() const override { return grid_; }
    [[nodiscard]] Tensor field(const Tensor& x, int channel, int time) const override;
    [[nodiscard]] Tensor background(int channel, int time) const override;
    [[nodiscard]] Tensor scale(int channel) const override;
    [[nodiscard]] std::shared_ptr<const observe::PointOperator> points(const std::vector<observe::Point>& points) const override;
    [[nodiscard]] Tensor encode(const Tensor& fields) const override;
    [[nodiscard]] Tensor meanSquare(const Tensor& d) const override;

    [[nodiscard]] const SpectralModel& model() const { return model_; }
    [[nodiscard]] std::int64_t timeCount() const { return static_cast<std::int64_t>(times_.size()); }
    /// latent [M, D] → spherical-harmonic coefficients of the standardised fields, [M, N, times, channels]
    [[nodiscard]] Tensor coefficients(const Tensor& x) const;
    /// adjoint of coefficients
    [[nodiscard]] Tensor adjoint(const Tensor& coefficients) const;
    /// Degree covariance between (time, channel) pairs for V = diag(v):
    ///     G[k, k', l] = (2l+1)/4π · Σ_ab V_l[t,b] V_l[t',b] U_l[c,a] U_l[c',a] v_l[b,a] / κ²,  float64
    [[nodiscard]] Tensor degreeGram(const std::vector<std::pair<int, int>>& a, const std::vector<std::pair<int, int>>& b,
                                    const Tensor& v) const;

private:
    class Eigen;
    SpectralModel model_;
    std::vector<std::int64_t> times_;
    at::TensorOptions options_;
    double kappa_;
    std::shared_ptr<const DisplayGrid> grid_;
    std::unique_ptr<earth::Harmonics> harmonics_;
    Tensor channelBasis_, timeBasis_;          // [T+1, C, C], [T+1, times, times] float64, columns are eigenvectors
    Tensor channelBasisN_, timeBasisN_;        // the same for each coefficient, options_
    Tensor mean_, scale_;                      // [times or 1, C, lat, lon], [C, lat, lon], options_
    std::unique_ptr<denoiser::Gaussian> denoiser_;
    [[nodiscard]] std::int64_t meanIndex(int time) const;
};

}  // namespace core::prior
