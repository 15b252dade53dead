#include "core/api/error.h"
#include "core/denoiser/gaussian.h"
#include "core/denoiser/mixture.h"
#include "core/world/linear.h"
#include "core/world/lorenz63.h"
#include "tests/suite.h"

#include <cmath>

namespace {

using namespace core;
using at::Tensor;

bool close(const Tensor& a, const Tensor& b, double tolerance)
{
    return a.sizes() == b.sizes() && (a - b).abs().max().item<double>() <= tolerance;
}

Tensor numbers(std::initializer_list<double> values, at::IntArrayRef shape)
{
    return at::tensor(std::vector<double>(values), at::kDouble).view(shape);
}

/// Three unlike parts in the plane.
denoiser::Mixture plane()
{
    const Tensor covariances = at::stack({numbers({1, .6, .6, .5}, {2, 2}), numbers({.1, 0, 0, 2}, {2, 2}),
                                          numbers({.3, -.1, -.1, .4}, {2, 2})});
    return {numbers({2, 1, 1}, {3}), numbers({-2, 0, 1, 1, 3, -2}, {3, 2}), covariances};
}

class Mixtures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void onePartIsTheGaussianDenoiser()
    {
        const Tensor mean = numbers({1, -2}, {2}), covariance = numbers({2, .5, .5, 1}, {2, 2});
        const denoiser::Mixture mixture(at::ones({1}, at::kDouble), mean.unsqueeze(0),
                                        covariance.unsqueeze(0));
        const denoiser::Gaussian gaussian(std::make_shared<denoiser::DenseCovariance>(mean, covariance));
        const denoiser::Node at{.t = 0.5, .alpha = 0.7, .sigma = 0.9};
        const Tensor x = at::randn({5, 2}, at::kDouble), v = at::randn({5, 2}, at::kDouble);
        QVERIFY(close(mixture.mean(x, at), gaussian.mean(x, at), 1e-12));
        QVERIFY(close(mixture.linearise(x, at).vjp(v), gaussian.linearise(x, at).vjp(v), 1e-12));
    }
    void theDerivativeIsThatOfTheMean()
    {
        const denoiser::Mixture mixture = plane();
        const denoiser::Node at{.t = 0.5, .alpha = 0.8, .sigma = 1.1};
        const Tensor x = at::randn({7, 2}, at::kDouble) * 2, v = at::randn({7, 2}, at::kDouble);
        constexpr double step = 1e-5;
        std::vector<Tensor> expected;
        for (std::int64_t i = 0; i < 2; ++i) {
            Tensor shift = at::zeros({1, 2}, at::kDouble);
            shift[0][i] = step;
            const Tensor slope = (mixture.mean(x + shift, at) - mixture.mean(x - shift, at)) / (2 * step);
            expected.push_back((slope * v).sum(1));
        }
        QVERIFY(close(mixture.linearise(x, at).vjp(v), at::stack(expected, 1), 1e-8));
    }
    void theScoreIsTheSlopeOfTheDensityAndTweedieHolds()
    {
        const denoiser::Mixture mixture = plane();
        const denoiser::Node at{.t = 0.5, .alpha = 0.8, .sigma = 0.6};
        const Tensor x = at::randn({7, 2}, at::kDouble);
        Tensor shift = at::zeros({1, 2}, at::kDouble);
        shift[0][1] = 1e-5;
        const Tensor slope = (mixture.logDensity(x + shift, at) - mixture.logDensity(x - shift, at)) / 2e-5;
        QVERIFY(close(mixture.score(x, at).select(1, 1), slope, 1e-7));
        QVERIFY(close(mixture.mean(x, at), (x + mixture.score(x, at) * 0.36) / 0.8, 1e-12));
    }
    void theDensityIntegratesToOne()
    {
        const Tensor line = at::linspace(-14, 14, 561, at::kDouble);
        const auto plane2 = at::stack(at::meshgrid({line, line}, "ij"), -1).view({-1, 2});
        const Tensor density = plane().logDensity(plane2, {.t = 0.4, .alpha = 0.9, .sigma = 0.5}).exp();
        QVERIFY(std::abs(density.sum().item<double>() * 0.05 * 0.05 - 1) < 1e-6);
    }
    void conditioningIsBayes()
    {
        const denoiser::Mixture prior = plane();
        const Tensor h = numbers({1, .5}, {1, 2}), y = numbers({.7}, {1}), variance = numbers({.25}, {1});
        const denoiser::Mixture posterior = prior.conditioned(h, y, variance);
        const denoiser::Node clean{.t = 0, .alpha = 1, .sigma = 0};
        const Tensor x = at::randn({9, 2}, at::kDouble);
        const Tensor likelihood = -0.5 * (y - x.matmul(h.t())).square().squeeze(1) / 0.25;
        const Tensor ratio = posterior.logDensity(x, clean) - prior.logDensity(x, clean) - likelihood;
        QVERIFY(close(ratio, ratio.mean().expand_as(ratio), 1e-10));  // the evidence, the same everywhere
    }
    void wrongShapesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(denoiser::Mixture(at::ones({2}), at::zeros({3, 2}), at::ones({2})), Error);
        QVERIFY_EXCEPTION_THROWN(denoiser::Mixture(-at::ones({2}), at::zeros({2, 2}), at::ones({2})), Error);
    }
};

class Chains : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void trajectoriesOfALinearChainHaveTheJointMoments()
    {
        const world::LinearChain chain({.firstMean = numbers({1, 0}, {2}),
                                        .firstCovariance = numbers({1, .3, .3, .5}, {2, 2}),
                                        .transition = numbers({.9, .2, -.1, .8}, {2, 2}),
                                        .offset = numbers({.1, -.2}, {2}),
                                        .noiseCovariance = numbers({.2, .05, .05, .1}, {2, 2})});
        world::Draws draws(5);
        constexpr std::int64_t n = 40000;
        const Tensor first = chain.start(n, draws);
        const Tensor all =
            at::cat({first.unsqueeze(1), chain.trajectories(first, 3, draws)}, 1).view({n, -1});
        const Tensor mean = all.mean(0), centred = all - mean;
        const Tensor covariance = centred.t().matmul(centred) / static_cast<double>(n);
        const double tolerance = 5 * std::sqrt(2.0 / n) * chain.jointCovariance(4).abs().max().item<double>();
        QVERIFY(close(mean, chain.jointMean(4), tolerance));
        QVERIFY(close(covariance, chain.jointCovariance(4), tolerance));
    }
    void theLogPriorIsTheJointDensity()
    {
        const world::LinearChain chain = world::dampedSpring();
        const Tensor x = chain.jointMean(5).view({5, 4}) + at::randn({3, 5, 4}, at::kDouble) * 0.01;
        const Tensor first = world::logNormal(x.select(1, 0) - chain.model().firstMean,
                                              world::factorOf(chain.model().firstCovariance));
        const Tensor joint = world::logNormal(x.view({3, -1}) - chain.jointMean(5),
                                              world::factorOf(chain.jointCovariance(5)));
        QVERIFY(close(first + chain.logPrior(x), joint, 1e-6));
    }
    void theSameSeedMakesTheSameWorld()
    {
        const auto chain = world::noisyLorenz63();
        world::Draws a(3), b(3), c(4);
        const Tensor x = chain.trajectories(chain.start(4, a), 6, a);
        QVERIFY(x.equal(chain.trajectories(chain.start(4, b), 6, b)));
        QVERIFY(!x.equal(chain.trajectories(chain.start(4, c), 6, c)));
    }
    void rungeKuttaIsOfFourthOrder()
    {
        const world::Lorenz63 lorenz;
        const Tensor x = numbers({1, 2, 20}, {1, 3});
        const auto after = [&](int substeps) {
            return world::DynamicChain(lorenz, {.step = 0.1, .substeps = substeps},
                                       at::zeros({3}, at::kDouble), at::eye(3, at::kDouble))
                .mean(x);
        };
        const Tensor exact = after(256);
        const double coarse = (after(4) - exact).norm().item<double>(),
                     fine = (after(8) - exact).norm().item<double>();
        QVERIFY(coarse / fine > 13 && coarse / fine < 20);
    }
    void lotkaVolterraKeepsItsInvariant()
    {
        const auto invariant = [](const Tensor& x) { return (x.exp() - x).sum(-1); };
        const world::DynamicChain chain(world::LotkaVolterra{}, {.step = 0.01}, at::zeros({2}, at::kDouble),
                                        at::eye(2, at::kDouble));
        world::Draws draws(1);
        const Tensor x = numbers({.5, -.3}, {1, 2});
        const Tensor later = chain.trajectories(x, 500, draws);
        QVERIFY(close(invariant(later)[0], invariant(x).expand({500}), 1e-8));
    }
    void bothRingsOfLorenz96AreMirrorImages()
    {
        const Tensor x = at::randn({2, 9}, at::kDouble);
        const world::Lorenz96 forward{8, world::Lorenz96::Ring::forward},
            mirrored{8, world::Lorenz96::Ring::mirrored};
        QVERIFY(close(forward(x).flip({-1}), mirrored(x.flip({-1})), 1e-12));
    }
    void lorenz63IsSplitAndStandardised()
    {
        const auto data = world::lorenz63Data({.chains = 200, .burnIn = 200, .length = 20, .seed = 1});
        QCOMPARE(data.training.size(0), 160);
        QCOMPARE(data.validation.size(0), 20);
        QCOMPARE(data.test.size(0), 20);
        // the invariant law is nearly centred, of unit spread
        QVERIFY(data.training.mean(at::IntArrayRef{0, 1}).abs().max().item<double>() < 0.4);
        QVERIFY((data.training.std(at::IntArrayRef{0, 1}) - 1).abs().max().item<double>() < 0.25);
        QVERIFY(close(world::standardised(world::destandardised(data.test)), data.test, 1e-12));
    }
};

class Flow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void vorticityOfAWaveIsItsFiniteDifference()
    {
        const Tensor x = at::arange(16, at::kDouble) * (2 * M_PI / 16);
        Tensor velocity = at::zeros({2, 16, 16}, at::kDouble);
        velocity[0] = x.sin().unsqueeze(0).expand({16, 16});  // u along columns
        QVERIFY(close(world::vorticity(velocity),
                      (x.cos() * std::sin(2 * M_PI / 16)).unsqueeze(0).expand({16, 16}), 1e-12));
    }
    void coarseningUndoesRefinementInTheMean()
    {
        const Tensor x = at::randn({3, 6, 8}, at::kDouble);
        QVERIFY(
            close(world::upsample(x, 4).mean(at::IntArrayRef{1, 2}), x.mean(at::IntArrayRef{1, 2}), 1e-12));
        QVERIFY(
            close(world::coarsen(x, 2).mean(at::IntArrayRef{1, 2}), x.mean(at::IntArrayRef{1, 2}), 1e-12));
        const Tensor constant = at::ones({2, 4, 4}, at::kDouble);
        QVERIFY(close(world::upsample(constant, 3), at::ones({2, 12, 12}, at::kDouble), 1e-12));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(world::coarsen(x, 5)), Error);
    }
};

}  // namespace

int main(int argc, char** argv)
{
    Mixtures mixtures;
    Chains chains;
    Flow flow;
    return tests::runAll(argc, argv, {&mixtures, &chains, &flow});
}

#include "main.moc"
