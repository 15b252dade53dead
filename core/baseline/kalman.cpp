#include "core/baseline/kalman.h"

#include "core/api/error.h"

namespace core::baseline {

namespace {

/// One state of the forward pass; what was seen there is undefined where nothing was.
struct Forecast {
    Tensor mean, covariance;          // before the observation
    Tensor rows, factor, innovation;  // H [n, d], Cholesky of S [n, n], y − H x [n, 1]
};

/// H and A(0) of an observation
std::pair<Tensor, Tensor> rowsOf(const observe::Observed& observed, std::int64_t dimension)
{
    if (!observed.op->linear()) {
        throw Error(Cause::badInput, "The Kalman smoother wants linear observations.",
                    "Use the ensemble Kalman smoother or the particle filter.");
    }
    const auto at0 = observed.op->linearise(at::zeros({1, dimension}, at::kDouble));
    return {at0.jvp(at::eye(dimension, at::kDouble)).t().to(at::kDouble), at0.value[0].to(at::kDouble)};
}

Tensor gainOf(const Forecast& one)
{
    return at::cholesky_solve(one.rows.matmul(one.covariance), one.factor).t();
}

/// Sees an observation: fills `one` and returns log p(y | what was seen before).
double see(Forecast& one, const observe::Observed& observed)
{
    const auto [rows, offset] = rowsOf(observed, one.mean.size(0));
    one.rows = rows;
    const Tensor s = rows.matmul(one.covariance).matmul(rows.t()) + observed.variance.to(at::kDouble).diag();
    one.factor = at::linalg_cholesky(s);
    one.innovation = (observed.y.to(at::kDouble) - offset - rows.mv(one.mean)).unsqueeze(1);
    return world::logNormal(one.innovation.t(), one.factor).item<double>();
}

}  // namespace

Smoothed kalmanSmoother(const world::LinearChain& chain, std::int64_t length, std::span<const Seen> seen)
{
    expectOrdered(seen, length);
    const world::LinearModel& model = chain.model();
    const Tensor& f = model.transition;
    Smoothed out;
    std::vector<Forecast> pass;
    Tensor mean = model.firstMean, covariance = model.firstCovariance;
    auto next = seen.begin();
    for (std::int64_t i = 0; i < length; ++i) {
        Forecast one{.mean = mean, .covariance = covariance};
        if (next != seen.end() && next->state == i) {
            out.logEvidence += see(one, next->observed);
            const Tensor gain = gainOf(one);
            mean = mean + gain.matmul(one.innovation).squeeze(1);
            covariance = covariance - gain.matmul(one.rows).matmul(covariance);
            ++next;
        }
        pass.push_back(one);
        mean = chain.mean(mean);
        covariance = f.matmul(covariance).matmul(f.t()) + model.noiseCovariance;
        covariance = (covariance + covariance.t()) / 2;
    }
    std::vector<Tensor> means(pass.size()), covariances(pass.size());
    Tensor adjoint = at::zeros_like(mean), information = at::zeros_like(covariance);
    for (std::size_t i = pass.size(); i-- > 0;) {
        const Forecast& one = pass[i];
        if (one.rows.defined()) {
            const Tensor rest = at::eye(chain.size(), at::kDouble) - gainOf(one).matmul(one.rows);
            adjoint = rest.t().mv(adjoint) -
                      one.rows.t().matmul(at::cholesky_solve(one.innovation, one.factor)).squeeze(1);
            information = rest.t().matmul(information).matmul(rest) +
                          one.rows.t().matmul(at::cholesky_solve(one.rows, one.factor));
        }
        means[i] = one.mean - one.covariance.mv(adjoint);
        covariances[i] = one.covariance - one.covariance.matmul(information).matmul(one.covariance);
        adjoint = f.t().mv(adjoint);
        information = f.t().matmul(information).matmul(f);
    }
    out.means = at::stack(means);
    out.covariances = at::stack(covariances);
    return out;
}

world::LinearChain spectralChain(const prior::Spectral& oneState, std::int64_t stepSeconds)
{
    if (oneState.timeCount() != 1) {
        throw Error(Cause::bug, "spectralChain wants a prior over one state.");
    }
    const Tensor lambda = oneState.denoiser().covariance()->eigenvalues().to(at::kCPU, at::kDouble);
    const auto channels = static_cast<std::int64_t>(oneState.channels().size());
    const Tensor hours = oneState.model()
                             .timeScaleHours.index_select(0, earth::degrees(oneState.model().truncation))
                             .repeat_interleave(channels);
    const Tensor rho = (-static_cast<double>(stepSeconds) / 3600 / hours).exp();
    return world::LinearChain({.firstMean = at::zeros_like(lambda),
                               .firstCovariance = lambda.diag(),
                               .transition = rho.diag(),
                               .offset = at::zeros_like(lambda),
                               .noiseCovariance = (lambda * (1 - rho.square())).diag()});
}

}  // namespace core::baseline
