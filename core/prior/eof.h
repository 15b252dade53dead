#pragma once

#include "core/denoiser/costed.h"
#include "core/denoiser/gaussian.h"
#include "core/prior/eof_correction.h"
#include "core/prior/eof_modes.h"
#include "core/prior/prior.h"
#include "core/prior/state_vectors.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace core::prior {

/// A climate of EOFs over one window, with or without the network that corrects it: its prior, denoiser and decoder.
class Eof final : public Prior, public observe::Decoder, public StateVectors {
public:
    /// times       seconds since 1970, one step of the model apart
    /// correction  null: the Gaussian climate alone
    /// throws      Error{badInput} where the times do not fit
    Eof(std::shared_ptr<const EofModel> model, std::shared_ptr<const EofCorrection> correction,
        const std::vector<std::int64_t>& times, const at::TensorOptions& options);
    /// modes  of the model over as many states as there are times: windows of one length share them
    Eof(std::shared_ptr<const EofModel> model, EofModes modes, std::shared_ptr<const EofCorrection> correction,
        const std::vector<std::int64_t>& times, const at::TensorOptions& options);
    ~Eof() override;

    [[nodiscard]] const std::vector<Channel>& channels() const override { return model_->channels; }
    [[nodiscard]] std::int64_t size() const override { return modes_.coefficients() * modes_.times(); }
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return *denoiser_; }
    [[nodiscard]] const observe::Decoder& decoder() const override { return *this; }
    [[nodiscard]] const std::vector<std::string>& notes() const override { return model_->notes; }
    [[nodiscard]] const std::string& source() const override { return model_->source; }
    [[nodiscard]] at::TensorOptions options() const override { return mean_.options(); }
    [[nodiscard]] double representativeness(int channel) const override { return model_->unresolved[channel].item<double>(); }

    [[nodiscard]] const std::shared_ptr<const DisplayGrid>& grid() const override { return grid_; }
    [[nodiscard]] Tensor field(const Tensor& x, int channel, int time) const override;
    [[nodiscard]] Tensor fields(const Tensor& x, int time) const override;
    [[nodiscard]] Tensor background(int channel, int time) const override { return mean_[time][channel]; }
    [[nodiscard]] Tensor scale(int channel) const override;
    [[nodiscard]] std::shared_ptr<const observe::PointOperator> points(const std::vector<observe::Point>& points) const override;
    [[nodiscard]] Tensor encode(const Tensor& fields) const override;
    [[nodiscard]] Tensor meanSquare(const Tensor& d) const override;
    [[nodiscard]] Tensor channelSquares(const Tensor& d) const override;

    [[nodiscard]] const StateVectors& stateVectors() const override { return *this; }
    /// coefficients of standardised fields, [M, T, Q]
    [[nodiscard]] Tensor states(const Tensor& x) const override { return modes_.series(x); }
    [[nodiscard]] Tensor latent(const Tensor& states) const override { return modes_.latent(states); }
    [[nodiscard]] observe::Observed given(const Tensor& states) const override;

    [[nodiscard]] const EofModes& modes() const { return modes_; }
    [[nodiscard]] const Tensor& means() const { return mean_; }    ///< [T, C, lat, lon]
    [[nodiscard]] const Tensor& scales() const { return scale_; }  ///< [T, C, lat, 1]

private:
    std::shared_ptr<const EofModel> model_;
    EofModes modes_;
    Tensor mean_, scale_;
    std::shared_ptr<const DisplayGrid> grid_;
    std::unique_ptr<denoiser::Denoiser> denoiser_;
};

/// D = W + e(u) F: a climate's Wiener denoiser with the network's correction. Carries the climate's covariance.
class CorrectedDenoiser final : public denoiser::Denoiser, public denoiser::Costed {
public:
    /// modes must outlive this; dates as EofCorrection::dates() gives them, undefined: without a date
    CorrectedDenoiser(const EofModes& modes, std::shared_ptr<const EofCorrection> correction, Tensor dates);
    ~CorrectedDenoiser() override;
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at) const override;
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at) const override;
    [[nodiscard]] const denoiser::Covariance* covariance() const override { return gaussian_.covariance(); }
    [[nodiscard]] const denoiser::Denoiser* unconditional() const override { return undated_.get(); }
    [[nodiscard]] std::uint64_t evaluations() const override { return evaluations_; }
    [[nodiscard]] double flops() const override;

private:
    const EofModes& modes_;
    std::shared_ptr<const EofCorrection> correction_;
    denoiser::Gaussian gaussian_;
    Tensor dates_;  // [T, 4]
    std::unique_ptr<CorrectedDenoiser> undated_;
    mutable std::atomic<std::uint64_t> evaluations_ = 0;
    [[nodiscard]] bool trained(double u) const;
    [[nodiscard]] Tensor correction(const Tensor& x, const Tensor& wiener, double u) const;
};

}  // namespace core::prior
