#pragma once

#include "core/earth/harmonics.h"
#include "core/observe/decoder.h"
#include "core/prior/prior.h"
#include "core/prior/spectral_model.h"
#include "core/prior/state_vectors.h"
#include "core/prior/spectral_time.h"

#include <memory>
#include <vector>

namespace core::prior {

/// The spectral prior over one window: covariance in its eigenbasis, exact denoiser, linear decoder.
/// Latent x [M, D], D = (T+1)² · times · channels, in the eigenbasis of B_l ⊗ ρ_l (time), scaled so that white noise of
/// standard deviation σ has grid-point standard deviation σ in units of the field's scale. Beyond mostDiagonalised
/// states it lies state by state in the eigenbasis of B_l, and time is an AR(1) chain.
class Spectral final : public Prior, public observe::Decoder, public StateVectors {
public:
    /// times    seconds since 1970 of each state, equally spaced where they are many
    /// options  dtype and device of the latent
    Spectral(SpectralModel model, std::vector<std::int64_t> times, const at::TensorOptions& options);

    [[nodiscard]] const std::vector<Channel>& channels() const override { return model_.channels; }
    [[nodiscard]] std::int64_t size() const override;
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return time_->denoiser(); }
    [[nodiscard]] const observe::Decoder& decoder() const override { return *this; }
    [[nodiscard]] const std::vector<std::string>& notes() const override { return model_.notes; }
    [[nodiscard]] const std::string& source() const override { return model_.source; }
    [[nodiscard]] at::TensorOptions options() const override { return options_; }
    [[nodiscard]] double representativeness(int channel) const override;

    [[nodiscard]] const std::shared_ptr<const DisplayGrid>& grid() const override { return grid_; }
    [[nodiscard]] Tensor field(const Tensor& x, int channel, int time) const override;
    [[nodiscard]] Tensor fields(const Tensor& x, int time) const override;
    [[nodiscard]] Tensor background(int channel, int time) const override;
    [[nodiscard]] Tensor scale(int channel) const override;
    [[nodiscard]] std::shared_ptr<const observe::PointOperator> points(const std::vector<observe::Point>& points) const override;
    [[nodiscard]] Tensor encode(const Tensor& fields) const override;
    [[nodiscard]] Tensor meanSquare(const Tensor& d) const override;
    [[nodiscard]] Tensor channelSquares(const Tensor& d) const override;

    [[nodiscard]] const StateVectors& stateVectors() const override { return *this; }
    /// coefficients, [M, times, N · channels]
    [[nodiscard]] Tensor states(const Tensor& x) const override;
    [[nodiscard]] Tensor latent(const Tensor& states) const override;
    /// exp(−k Δt/τ_l) of the last state
    [[nodiscard]] Tensor expected(const Tensor& last, const Tensor& mean) const override;
    /// throws Error{bug}: what follows given states is known in closed form (Transition)
    [[nodiscard]] observe::Observed given(const Tensor& states) const override;

    [[nodiscard]] const SpectralModel& model() const { return model_; }
    [[nodiscard]] std::int64_t timeCount() const { return static_cast<std::int64_t>(times_.size()); }
    /// latent [M, D] → spherical-harmonic coefficients of the standardised fields, [M, N, times, channels]
    [[nodiscard]] Tensor coefficients(const Tensor& x) const { return time_->coefficients(x); }
    /// inverse of coefficients: [M, N, times, channels] → latent [M, D]
    [[nodiscard]] Tensor latentOf(const Tensor& coefficients) const;
    /// Coefficients of given fields [time, channel, lat, lon] (physical units, the first times): [1, N, time, channels]
    [[nodiscard]] Tensor coefficientsOf(const Tensor& fields) const;
    /// The time axis: how points read, write and correlate.
    [[nodiscard]] const SpectralTime& time() const { return *time_; }

private:
    SpectralModel model_;
    std::vector<std::int64_t> times_;
    at::TensorOptions options_;
    double kappa_;
    std::shared_ptr<const DisplayGrid> grid_;
    std::unique_ptr<earth::Harmonics> harmonics_;
    Tensor mean_, scale_;  // [times or 1, C, lat, lon], [C, lat, lon], options_
    std::unique_ptr<SpectralTime> time_;
    [[nodiscard]] std::int64_t meanIndex(int time) const;
};

}  // namespace core::prior
