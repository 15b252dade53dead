#include "core/prior/eof.h"

#include "core/api/error.h"
#include "core/denoiser/covariances.h"
#include "core/earth/sphere.h"
#include "core/network/derivative.h"
#include "core/observe/composition.h"
#include "core/prior/eof_points.h"

#include <cmath>

namespace core::prior {
namespace {

std::shared_ptr<const denoiser::Covariance> covarianceOf(const EofModes& modes)
{
    return std::make_shared<denoiser::DiagonalCovariance>(at::zeros_like(modes.eigenvalues()), modes.eigenvalues());
}

void expectSteps(const EofModel& model, const std::vector<std::int64_t>& times)
{
    for (std::size_t t = 1; t < times.size(); ++t) {
        if (times[t] - times[t - 1] != model.stepSeconds) {
            throw Error(Cause::badInput,
                        "This prior knows states that are " + std::to_string(model.stepSeconds / 3600) +
                            " hours apart, and the window's are not.",
                        "Leave window.step out.");
        }
    }
}

/// The coefficients of all states, [M, T · Q].
class Series final : public observe::Operator {
public:
    explicit Series(EofModes modes) : modes_(std::move(modes)) {}
    [[nodiscard]] std::int64_t size() const override { return modes_.times() * modes_.coefficients(); }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override
    {
        const auto read = [this](const Tensor& d) { return modes_.series(d).flatten(1); };
        return {read(x), read, [this](const Tensor& w) {
                    return modes_.adjoint(w.view({w.size(0), modes_.times(), modes_.coefficients()}));
                }};
    }

private:
    EofModes modes_;
};

/// Variance of each coefficient of a state, [Q]: the mean of its eigenvalues in time
Tensor varianceOf(const EofModes& modes)
{
    const std::int64_t flat = modes.flat() * modes.times();
    const Tensor& all = modes.eigenvalues();
    const Tensor still = all.narrow(0, 0, flat).view({modes.flat(), -1}).mean(1);
    const Tensor waves = all.narrow(0, flat, all.size(0) - flat).view({modes.waves(), -1}).mean(1);
    return at::cat({still, waves.repeat_interleave(2)}).div_(modes.kappa() * modes.kappa());
}

}  // namespace

CorrectedDenoiser::CorrectedDenoiser(const EofModes& modes, std::shared_ptr<const EofCorrection> correction, Tensor dates)
    : modes_(modes), correction_(std::move(correction)), gaussian_(covarianceOf(modes)), dates_(std::move(dates))
{
    if (dates_.defined()) {
        undated_ = std::make_unique<CorrectedDenoiser>(modes, correction_, Tensor());
    }
}

CorrectedDenoiser::~CorrectedDenoiser() = default;

bool CorrectedDenoiser::trained(double u) const
{
    return u >= correction_->config().least && u <= correction_->config().most;
}

/// e F in the latent; x = x_t/α and wiener [M, D]
Tensor CorrectedDenoiser::correction(const Tensor& x, const Tensor& wiener, double u) const
{
    const WienerLevels levels = wienerLevels(modes_.eigenvalues(), at::full({1}, u, x.options()));
    const Tensor removed = modes_.series((x - wiener) / levels.removed);
    const Tensor noise = at::full({x.size(0)}, std::log(u), x.options());
    const Tensor dates = dates_.defined() ? dates_.unsqueeze(0).expand({x.size(0), -1, -1}) : Tensor();
    return modes_.latent((*correction_)(modes_, {removed, modes_.series(wiener), noise, dates})) * levels.error;
}

Tensor CorrectedDenoiser::mean(const Tensor& x_t, const denoiser::Node& at) const
{
    ++evaluations_;
    const Tensor wiener = gaussian_.mean(x_t, at);
    if (!trained(at.u())) {
        return wiener;
    }
    const network::NetworkScope scope;
    return wiener + correction(x_t / at.alpha, wiener, at.u());
}

denoiser::Linearised CorrectedDenoiser::linearise(const Tensor& x_t, const denoiser::Node& at) const
{
    ++evaluations_;
    const auto result = network::differentiate(
        [this, at](const Tensor& x) {
            const Tensor gain = covariance()->eigenvalues() / (covariance()->eigenvalues() + at.u() * at.u());
            const Tensor scaled = x / at.alpha, wiener = scaled * gain;
            return trained(at.u()) ? wiener + correction(scaled, wiener, at.u()) : wiener;
        },
        x_t);
    return {result.value, result.vjp};
}

double CorrectedDenoiser::flops() const
{
    return correction_->flops(modes_.times());
}

Eof::Eof(std::shared_ptr<const EofModel> model, std::shared_ptr<const EofCorrection> correction,
         const std::vector<std::int64_t>& times, const at::TensorOptions& options)
    : Eof(model, EofModes(*model, static_cast<std::int64_t>(times.size()), options), std::move(correction), times, options)
{
}

Eof::Eof(std::shared_ptr<const EofModel> model, EofModes modes, std::shared_ptr<const EofCorrection> correction,
         const std::vector<std::int64_t>& times, const at::TensorOptions& options)
    : model_(std::move(model)), modes_(std::move(modes))
{
    expectSteps(*model_, times);
    const c10::InferenceMode plain(false);
    std::vector<Tensor> means, scales;
    for (const std::int64_t time : times) {
        means.push_back(model_->meanAt(time));
        scales.push_back(model_->scaleAt(time));
    }
    mean_ = at::stack(means).to(options);
    scale_ = at::stack(scales).to(options);
    grid_ = std::make_shared<DisplayGrid>(DisplayGrid{model_->lat, model_->lon, true});
    if (correction) {
        denoiser_ = std::make_unique<CorrectedDenoiser>(modes_, std::move(correction), EofCorrection::dates(times).to(options));
    } else {
        denoiser_ = std::make_unique<denoiser::Gaussian>(covarianceOf(modes_));
    }
}

Eof::~Eof() = default;

Tensor Eof::field(const Tensor& x, int channel, int time) const
{
    return modes_.synthesis().of({channel}).fields(modes_.state(x, time)).select(1, 0) * scale_[time][channel] + mean_[time][channel];
}

Tensor Eof::fields(const Tensor& x, int time) const
{
    return modes_.fields(modes_.state(x, time)) * scale_[time] + mean_[time];
}

Tensor Eof::scale(int channel) const
{
    return scale_.select(1, channel).mean(0).expand({-1, static_cast<std::int64_t>(model_->lon.size())}).contiguous();
}

std::shared_ptr<const observe::PointOperator> Eof::points(const std::vector<observe::Point>& points) const
{
    return std::make_shared<EofPoints>(*this, points);
}

Tensor Eof::encode(const Tensor& fields) const
{
    const Tensor standardised = (fields.to(options()) - mean_) / scale_;
    return modes_.latent(modes_.analysis(standardised).unsqueeze(0))[0];
}

observe::Observed Eof::given(const Tensor& states) const
{
    constexpr double least = 1e-8;  // of the greatest: modes that hold nothing
    const Tensor variance = varianceOf(modes_);
    observe::Observed out = firstElements(states.flatten(1), at::ones({1}, variance.options()), nullptr);
    out.op = std::make_shared<observe::Composition>(out.op, std::make_shared<Series>(modes_));
    out.variance = variance.clamp_min(least * variance.max().item<double>()).mul_(givenShare).repeat({states.size(1)});
    return out;
}

Tensor Eof::meanSquare(const Tensor& d) const
{
    return modes_.series(d).square().sum(2) / static_cast<double>(model_->channels.size());
}

Tensor Eof::channelSquares(const Tensor& d) const
{
    const auto areas = earth::areaWeights(model_->lat);
    const Tensor weights = at::tensor(at::ArrayRef<double>(areas), at::kDouble).to(d.options()).unsqueeze(1);
    const Tensor a = modes_.series(d);
    return (modes_.fields(a.flatten(0, 1)).square() * weights).mean(at::IntArrayRef{2, 3}).view({a.size(0), a.size(1), -1});
}

}  // namespace core::prior
