#include "core/prior/eof_modes.h"

#include "core/api/error.h"
#include "core/earth/sphere.h"

#include <cmath>

namespace core::prior {
namespace {

/// Γ(t − t') of complex processes as real matrices over (real part, imaginary part) × time, with their eigenbasis.
struct TimeBasis {
    Tensor values, basis;
};

/// autocovariance [K, 2, lags] → Hermitian Toeplitz [K, T, T] complex128
Tensor toeplitz(const Tensor& autocovariance, std::int64_t times)
{
    const Tensor wide = autocovariance.to(at::kDouble);
    const Tensor gamma = at::complex(wide.select(1, 0), wide.select(1, 1));
    const Tensor t = at::arange(times, at::kLong);
    const Tensor lag = t.unsqueeze(1) - t.unsqueeze(0);
    const Tensor value = gamma.index_select(1, lag.abs().flatten()).view({-1, times, times});
    return at::where(lag.lt(0), value.conj(), value);
}

/// [K, T, T] complex eigenvectors U → [K, 2T, 2T] real: (re, im)(c) = basis · (re, im)(z) for c = U z
Tensor realForm(const Tensor& u)
{
    const Tensor re = at::real(u), im = at::imag(u);
    return at::cat({at::cat({re, -im}, 2), at::cat({im, re}, 2)}, 1);
}

}  // namespace

EofSynthesis::EofSynthesis(std::vector<Tensor> patterns, Tensor circles) : patterns_(std::move(patterns)), circles_(std::move(circles)) {}

EofSynthesis EofSynthesis::of(const std::vector<std::int64_t>& channels) const
{
    const Tensor index = at::tensor(at::ArrayRef<std::int64_t>(channels), at::kLong).to(circles_.device());
    std::vector<Tensor> some;
    for (const Tensor& pattern : patterns_) {
        some.push_back(pattern.index_select(pattern.dim() - 2, index).contiguous());
    }
    return {std::move(some), circles_};
}

Tensor EofSynthesis::fields(const Tensor& a) const
{
    std::vector<Tensor> waves;  // around the circles: [R, 1 or 2, channels · lat]
    std::int64_t first = 0;
    for (const Tensor& pattern : patterns_) {
        const std::int64_t width = pattern.size(0), two = pattern.dim() == 3 ? 1 : 2;
        waves.push_back(at::mm(a.narrow(1, first, width), pattern.flatten(1)).view({a.size(0), two, -1}));
        first += width;
    }
    const Tensor& last = patterns_.front();
    return at::matmul(at::cat(waves, 1).transpose(1, 2), circles_).view({a.size(0), last.size(-2), last.size(-1), circles_.size(1)});
}

Tensor EofSynthesis::adjoint(const Tensor& g) const
{
    const Tensor waves = at::matmul(circles_, g.flatten(1, 2).transpose(1, 2));  // [R, circles, channels · lat]
    std::vector<Tensor> parts;
    std::int64_t first = 0;
    for (const Tensor& pattern : patterns_) {
        const std::int64_t two = pattern.dim() == 3 ? 1 : 2;
        parts.push_back(at::mm(waves.narrow(1, first, two).reshape({g.size(0), -1}), pattern.flatten(1).t()));
        first += two;
    }
    return at::cat(parts, 1);
}

Tensor EofSynthesis::rows(std::int64_t channel, const Tensor& corners, const Tensor& weights) const
{
    const std::int64_t columns = circles_.size(1);
    const Tensor row = corners.div(columns, "floor"), column = corners.remainder(columns);  // [n, 4]
    std::vector<Tensor> parts;
    std::int64_t wave = 0;
    for (const Tensor& all : patterns_) {
        const Tensor pattern = all.view({all.size(0), -1, all.size(-2), all.size(-1)}).select(2, channel);  // [width, 1 or 2, lat]
        Tensor sum = at::zeros({all.size(0), corners.size(0)}, all.options());
        for (std::int64_t k = 0; k < pattern.size(1); ++k, ++wave) {
            for (std::int64_t corner = 0; corner < corners.size(1); ++corner) {
                const Tensor weight = circles_[wave].index_select(0, column.select(1, corner)) * weights.select(1, corner);
                sum.addcmul_(pattern.select(1, k).index_select(1, row.select(1, corner)), weight);
            }
        }
        parts.push_back(sum.t());
    }
    return at::cat(parts, 1);
}

EofModes::EofModes(const EofModel& model, std::int64_t times, const at::TensorOptions& options) : times_(times)
{
    const c10::InferenceMode plain(false);  // what is made here enters derivatives
    if (times > model.lags()) {
        throw Error(Cause::badInput,
                    "The window has " + std::to_string(times) + " states, and this prior knows trajectories of at most " +
                        std::to_string(model.lags()) + ".",
                    "Choose a shorter window.");
    }
    const auto rows = static_cast<std::int64_t>(model.lat.size()), columns = static_cast<std::int64_t>(model.lon.size());
    const Tensor lambda = at::tensor(at::ArrayRef<double>(model.lon), at::kDouble) * (earth::pi / 180);
    std::vector<Tensor> patterns, circles = {at::ones_like(lambda)};
    flat_ = model.modes.front();
    std::int64_t first = 0;
    for (std::size_t m = 0; m < model.modes.size(); ++m) {
        const Tensor e = model.patterns.narrow(0, first, model.modes[m]).to(at::kDouble);  // [K, 2, C, lat]
        const Tensor re = e.select(1, 0), im = e.select(1, 1);
        first += model.modes[m];
        if (m == 0) {
            patterns.push_back(re.to(options).contiguous());
            continue;
        }
        // rows: real part, imaginary part of a mode; then real and imaginary part of the wave a E
        const Tensor both = at::stack({at::stack({re, im}, 1), at::stack({-im, re}, 1)}, 1);
        patterns.push_back(both.flatten(0, 1).to(options).contiguous());
        const Tensor angle = lambda * static_cast<double>(m);
        circles.push_back(angle.cos() * std::sqrt(2.0));
        circles.push_back(angle.sin() * -std::sqrt(2.0));
    }
    waves_ = first - flat_;
    kappa_ = std::sqrt(static_cast<double>(coefficients()) / static_cast<double>(model.channels.size()));
    synthesis_ = EofSynthesis(std::move(patterns), at::stack(circles).to(options).contiguous());
    const auto areas = earth::areaWeights(model.lat);
    areas_ = (at::tensor(at::ArrayRef<double>(areas), at::kDouble) / static_cast<double>(rows * columns)).unsqueeze(1).to(options);

    const Tensor gamma = model.autocovariance.narrow(2, 0, times);
    const auto [flatValues, flatBasis] = at::linalg_eigh(at::real(toeplitz(gamma.narrow(0, 0, flat_), times)));
    const auto [waveValues, waveBasis] = at::linalg_eigh(toeplitz(gamma.narrow(0, flat_, waves_), times));
    flatBasis_ = flatBasis.to(options).contiguous();
    waveBasis_ = realForm(waveBasis).to(options).contiguous();
    // a complex process shares its variance between both parts
    const Tensor pair = waveValues.clamp_min(0) / 2;
    eigenvalues_ = (at::cat({flatValues.clamp_min(0).flatten(), at::cat({pair, pair}, 1).flatten()}) * (kappa_ * kappa_))
                       .to(options)
                       .contiguous();
}

Tensor EofModes::series(const Tensor& x) const
{
    const std::int64_t members = x.size(0);
    const Tensor flat = x.narrow(1, 0, flat_ * times_).view({members, flat_, times_}).transpose(0, 1);
    const Tensor wave = x.narrow(1, flat_ * times_, 2 * waves_ * times_).view({members, waves_, 2 * times_}).transpose(0, 1);
    const Tensor a = at::bmm(flat.contiguous(), flatBasis_.transpose(1, 2));   // [flat, M, T]
    const Tensor b = at::bmm(wave.contiguous(), waveBasis_.transpose(1, 2));   // [waves, M, 2T]
    const Tensor all = at::cat({a.permute({1, 2, 0}),
                                b.view({waves_, members, 2, times_}).permute({1, 3, 0, 2}).reshape({members, times_, 2 * waves_})},
                               2);
    return all * (1 / kappa_);
}

Tensor EofModes::state(const Tensor& x, std::int64_t time) const
{
    const std::int64_t members = x.size(0);
    const Tensor flat = x.narrow(1, 0, flat_ * times_).view({members, flat_, times_});
    const Tensor wave = x.narrow(1, flat_ * times_, 2 * waves_ * times_).view({members, waves_, 1, 2 * times_});
    const Tensor rows = waveBasis_.view({waves_, 2, times_, 2 * times_}).select(2, time);  // [waves, 2, 2T]
    const Tensor a = (flat * flatBasis_.select(1, time)).sum(2), b = (wave * rows).sum(3);
    return at::cat({a, b.flatten(1)}, 1).mul_(1 / kappa_);
}

Tensor EofModes::latent(const Tensor& a) const
{
    const std::int64_t members = a.size(0);
    const Tensor flat = a.narrow(2, 0, flat_).permute({2, 0, 1}).contiguous();  // [flat, M, T]
    const Tensor wave = a.narrow(2, flat_, 2 * waves_)
                            .view({members, times_, waves_, 2})
                            .permute({2, 0, 3, 1})
                            .reshape({waves_, members, 2 * times_});
    const Tensor x = at::bmm(flat, flatBasis_);
    const Tensor y = at::bmm(wave, waveBasis_);
    return at::cat({x.transpose(0, 1).reshape({members, -1}), y.transpose(0, 1).reshape({members, -1})}, 1).mul_(kappa_);
}

EofModes::InTime EofModes::inTime(const Tensor& v) const
{
    const double share = 1 / (kappa_ * kappa_);
    const Tensor flat = v.narrow(0, 0, flat_ * times_).view({flat_, 1, times_}) * share;
    const Tensor wave = v.narrow(0, flat_ * times_, 2 * waves_ * times_).view({waves_, 1, 2 * times_}) * share;
    return {at::bmm(flatBasis_ * flat, flatBasis_.transpose(1, 2)), at::bmm(waveBasis_ * wave, waveBasis_.transpose(1, 2))};
}

}  // namespace core::prior
