#include "core/api/error.h"
#include "core/task/base/stitching.h"

#include "tests/gaussian_world.h"
#include "tests/core/task/suites.h"
#include "tests/suite.h"

#include <cmath>

using namespace core;
using at::Tensor;

namespace {

constexpr std::int64_t window = 6, past = 2, n = 2;

/// Stationary chain of two uncorrelated series, state by state: covariance of `states` states
Tensor chainMatrix(std::int64_t states)
{
    const Tensor t = at::arange(states, at::kDouble);
    const Tensor lag = (t.unsqueeze(0) - t.unsqueeze(1)).abs();
    Tensor out = at::zeros({states, n, states, n}, at::kDouble);
    out.select(3, 0).select(1, 0).copy_((std::log(0.9) * lag).exp());
    out.select(3, 1).select(1, 1).copy_(2 * (std::log(0.6) * lag).exp());
    return out.view({states * n, states * n});
}

/// E[window | its first states seen with an error] as a matrix on what is seen, and the covariance that is left
std::pair<Tensor, Tensor> conditional(double variance)
{
    const Tensor sigma = chainMatrix(window);
    const Tensor h = at::eye(window * n, at::kDouble).narrow(0, 0, past * n);
    const Tensor s = h.matmul(sigma).matmul(h.t()) + variance * at::eye(past * n, at::kDouble);
    const Tensor gain = at::linalg_solve(s, h.matmul(sigma)).t();
    return {gain, sigma - gain.matmul(h).matmul(sigma)};
}

/// The probability flow of the conditioned window from given noise: affine in it, so zero gives the mean.
Tensor flowed(const observe::Observed& given, Tensor x)
{
    const auto covariance = std::make_shared<denoiser::DenseCovariance>(at::zeros({window * n}, at::kDouble), chainMatrix(window));
    const denoiser::Gaussian prior(covariance);
    const auto schedule = schedule::make({"loglinear", {}});
    const auto nodes = grid::make({"edm", {}})->nodes(*schedule, 128, 1);
    const auto sampler = sampler::make({"lms", {}});
    const auto guidance = guidance::make({"covariance", {}});
    tests::SeededNoise noise(1);
    x = x * nodes.front().sigma;
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        x = guidance->step(*sampler, prior, given, 1, x, nodes[k], nodes[k + 1], noise).x;
    }
    return x;
}

}  // namespace

class TestStitching : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNextWindowIsTheExactConditional()
    {
        const task::Stitching stitching{.window = window, .past = past, .variance = 0.05};
        at::manual_seed(1);
        const Tensor previous = at::randn({3, window * n}, at::kDouble);  // each member its own past
        const auto given = stitching.given(previous);
        const auto [gain, left] = conditional(0.05);
        const Tensor seen = previous.narrow(1, (window - past) * n, past * n);
        const Tensor mean = flowed(given, at::zeros({3, window * n}, at::kDouble));
        QVERIFY2((mean - seen.matmul(gain.t())).abs().max().item<double>() < 2e-3,
                 qPrintable(QString::number((mean - seen.matmul(gain.t())).abs().max().item<double>())));
        // noise e_i gives column i of a root of the covariance that is left
        const auto one = stitching.given(previous.narrow(0, 0, 1).expand({window * n, -1}));
        const Tensor root = flowed(one, at::eye(window * n, at::kDouble)) - mean.narrow(0, 0, 1);
        QVERIFY2((root.t().matmul(root) - left).abs().max().item<double>() < 0.02,
                 qPrintable(QString::number((root.t().matmul(root) - left).abs().max().item<double>())));
    }
    void windowsFollowEachOther()
    {
        const task::Stitching stitching{.window = window, .past = past, .variance = 0.05};
        QCOMPARE(stitching.windows(6), 1);
        QCOMPARE(stitching.windows(7), 2);
        QCOMPARE(stitching.windows(15), 4);
        const auto [gain, left] = conditional(0.05);
        at::manual_seed(2);
        const Tensor first = at::randn({2, window * n}, at::kDouble);
        const auto exactly = [&, gain = gain](const observe::Observed& given, std::int64_t) { return given.y.matmul(gain.t()); };
        const Tensor made = task::stitched(stitching, first, 15, exactly);
        QCOMPARE(made.size(1), 15 * n);
        QVERIFY(at::equal(made.narrow(1, 0, window * n), first));
        Tensor previous = first;
        for (std::int64_t w = 1; w < 4; ++w) {
            previous = previous.narrow(1, (window - past) * n, past * n).matmul(gain.t());
            const std::int64_t begin = (window + (w - 1) * (window - past)) * n;
            const std::int64_t size = std::min((window - past) * n, 15 * n - begin);
            QVERIFY(at::allclose(made.narrow(1, begin, size), previous.narrow(1, past * n, size), 1e-14, 1e-14));
        }
    }
    void whatCannotGoOnIsRefused()
    {
        const Tensor first = at::zeros({1, window * n}, at::kDouble);
        const auto never = [](const observe::Observed& given, std::int64_t) { return given.y; };
        for (const task::Stitching& wrong : {task::Stitching{window, window, 0.1}, task::Stitching{window, 0, 0.1}, task::Stitching{window, past, 0.0}}) {
            QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(task::stitched(wrong, first, 10, never)));
        }
    }
};

std::unique_ptr<QObject> tests::stitchingSuite()
{
    return std::make_unique<TestStitching>();
}

#include "stitching.moc"
