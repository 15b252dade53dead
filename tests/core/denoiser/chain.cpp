#include "suites.h"

#include "core/api/error.h"
#include "core/denoiser/chain.h"

#include "tests/gaussian_world.h"

#include <QtTest>

#include <limits>

using namespace core;
using at::Tensor;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::int64_t times = 9;

/// Three groups on five lanes
struct World {
    Tensor variance = at::tensor({2.0, 0.3, 40.0}, at::kDouble);
    Tensor correlation = at::tensor({0.95, 0.2, 0.7}, at::kDouble);
    Tensor group = at::tensor({0, 1, 1, 2, 0}, at::kLong);

    [[nodiscard]] std::shared_ptr<const denoiser::ChainCovariance> chain(std::int64_t length = times) const
    {
        return std::make_shared<denoiser::ChainCovariance>(
            denoiser::ChainLaw{length, variance, correlation, group, tests::float64()});
    }
    /// Σ of one group, [T, T]
    [[nodiscard]] Tensor series(std::int64_t g, std::int64_t length = times) const
    {
        const Tensor t = at::arange(length, at::kDouble);
        return variance[g] * at::pow(correlation[g], (t.unsqueeze(0) - t.unsqueeze(1)).abs());
    }
    /// Σ of the whole state [times · 5], time by time
    [[nodiscard]] Tensor dense() const
    {
        Tensor out = at::zeros({times, 5, times, 5}, at::kDouble);
        for (std::int64_t lane = 0; lane < 5; ++lane) {
            out.select(3, lane).select(1, lane).copy_(series(group[lane].item<std::int64_t>()));
        }
        return out.reshape({times * 5, times * 5});
    }
};

Tensor conditional(const Tensor& sigma, double u)
{
    if (std::isinf(u)) {
        return sigma;
    }
    const Tensor eye = at::eye(sigma.size(0), at::kDouble);
    return sigma.matmul(at::linalg_inv(sigma + u * u * eye)) * (u * u);
}

void noises()
{
    QTest::addColumn<double>("u");
    for (const double u : {1e-3, 0.3, 4.0, 1e3, infinity}) {
        QTest::addRow("%g", u) << u;
    }
}

}  // namespace

void LongChains::theSmootherIsTheWienerFilter_data()
{
    noises();
}

void LongChains::theSmootherIsTheWienerFilter()
{
    QFETCH(double, u);
    const World world;
    const auto chain = world.chain();
    at::manual_seed(1);
    const Tensor x = at::randn({3, times * 5}, at::kDouble);
    const Tensor v = conditional(world.dense(), u);
    const double scale = v.abs().max().item<double>();
    QVERIFY((chain->product(chain->conditional(u), x) - x.matmul(v)).abs().max().item<double>() < 1e-12 * scale);
    if (std::isinf(u)) {
        return;
    }
    const denoiser::Node at{.t = 0.5, .alpha = 0.7, .sigma = 0.7 * u};
    const denoiser::Gaussian dense(std::make_shared<denoiser::DenseCovariance>(at::zeros({times * 5}, at::kDouble), world.dense()));
    const denoiser::ChainDenoiser smoother(chain);
    const Tensor expected = dense.mean(x, at);
    const double size = 1e-12 * (1 + expected.abs().max().item<double>());
    QVERIFY((smoother.mean(x, at) - expected).abs().max().item<double>() < size);
    const auto linear = smoother.linearise(x, at);
    QVERIFY((linear.vjp(x) - dense.linearise(x, at).vjp(x)).abs().max().item<double>() < size);
    QVERIFY(at::equal(linear.mean, smoother.mean(x, at)));
    // float32 states lose their own rounding only
    const Tensor narrow = smoother.mean(x.to(at::kFloat), at).to(at::kDouble);
    QVERIFY((narrow - expected).abs().max().item<double>() < 1e-6 * (1 + expected.abs().max().item<double>()));
    QCOMPARE(smoother.evaluations(), 4U);
}

void LongChains::marginalsAreThoseOfTheInverse_data()
{
    noises();
}

void LongChains::marginalsAreThoseOfTheInverse()
{
    QFETCH(double, u);
    const World world;
    const auto chain = world.chain();
    const std::vector<std::int64_t> chosen{0, 2, 3, 8};
    const auto marginals = chain->marginals(chosen, chain->conditional(u));
    for (std::int64_t g = 0; g < 3; ++g) {
        const Tensor v = conditional(world.series(g), u);
        for (std::int64_t i = 0; i < 4; ++i) {
            for (std::int64_t j = i; j < 4; ++j) {
                const double expected = v[chosen[static_cast<std::size_t>(i)]][chosen[static_cast<std::size_t>(j)]].item<double>();
                const double gain = std::exp((marginals.logGain[j][g] - marginals.logGain[i][g]).item<double>());
                const double have = gain * marginals.variance[j][g].item<double>();
                // the dense inverse cancels where correlations die out
                QVERIFY2(std::abs(have - expected) < 1e-11 * v.max().item<double>(),
                         qPrintable(QString("%1 against %2").arg(have).arg(expected)));
            }
        }
    }
}

void LongChains::rootsGiveTheCovariance()
{
    const World world;
    const auto chain = world.chain();
    for (const double u : {0.5, infinity}) {
        const Tensor v = chain->conditional(u);
        const Tensor root = chain->root(v, at::eye(times * 5, at::kDouble));  // rows are L e_i
        const Tensor expected = conditional(world.dense(), u);
        QVERIFY((root.t().matmul(root) - expected).abs().max().item<double>() < 1e-12 * expected.max().item<double>());
    }
}

void LongChains::nearlyConstantAndNullLanesStayExact()
{
    World world;
    world.variance = at::tensor({2.0, 0.0, 1e-12}, at::kDouble);
    world.correlation = at::tensor({1 - 1e-7, 0.5, 0.0}, at::kDouble);
    const auto chain = world.chain();
    at::manual_seed(2);
    const Tensor x = at::randn({1, times * 5}, at::kDouble);
    for (const double u : {1e-3, 1.0, 1e3}) {
        const Tensor v = conditional(world.dense(), u);
        const Tensor have = chain->product(chain->conditional(u), x);
        QVERIFY(at::isfinite(have).all().item<bool>());
        QVERIFY((have - x.matmul(v)).abs().max().item<double>() < 1e-8 * v.max().item<double>());
        QVERIFY((have.view({times, 5}).narrow(1, 1, 2) == 0).all().item<bool>());
    }
}

void LongChains::itsEigenbasisIsRefusedByName()
{
    const auto chain = World().chain();
    QVERIFY(!chain->diagonal());
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(chain->eigenvalues()));
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(chain->toEigen(at::zeros({1, 45}))));
    const double largest = std::get<0>(at::linalg_eigh(World().dense())).max().item<double>();
    QVERIFY(chain->largest() >= largest);
    QVERIFY(World().chain(400)->largest() < 1.05 * std::get<0>(at::linalg_eigh(World().series(2, 400))).max().item<double>());
}

void LongChains::aSampledChainHasItsCovariance()
{
    // LMS of the probability flow on the EDM grid is linear, so unit vectors through it give the covariance it samples
    const World world;
    const denoiser::ChainDenoiser prior(world.chain());
    const auto schedule = schedule::make({"loglinear", {}});
    const auto nodes = grid::make({"edm", {}})->nodes(*schedule, 64, 1);
    const auto sampler = sampler::make({"lms", {}});
    tests::SeededNoise noise(1);
    Tensor x = at::eye(times * 5, at::kDouble) * nodes.front().sigma;
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        x = sampler->step(prior, x, nodes[k], nodes[k + 1], noise).x;
    }
    const Tensor sampled = x.t().matmul(x), expected = world.dense();
    const double error = (sampled - expected).abs().max().item<double>() / expected.max().item<double>();
    QVERIFY2(error < 0.02, qPrintable(QString::number(error)));
}
