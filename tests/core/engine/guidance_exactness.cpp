#include "core/api/error.h"
#include "core/denoiser/covariances.h"
#include "core/guidance/base/pseudo_inverse.h"
#include "run.h"
#include "suites.h"

#include <QtTest>

using namespace core;
using at::Tensor;
using denoiser::Node;

namespace {

constexpr std::int64_t dimension = 8;

Tensor draws(std::int64_t rows, std::int64_t columns, std::uint64_t seed)
{
    auto generator = at::detail::createCPUGenerator(seed);
    return at::randn({rows, columns}, generator, tests::float64());
}

double relative(const Tensor& a, const Tensor& b)
{
    return ((a - b).norm() / b.norm()).item<double>();
}

/// The denoiser's answer under a guidance at one node
Tensor guided(const Selection& selection, const denoiser::Denoiser& prior, const observe::Observed& observed,
              const std::pair<Tensor, Node>& state)
{
    return guidance::make(selection)->around(prior, observed, 1)->mean(state.first, state.second);
}

Node level(double sigma)
{
    return {.t = 0.5, .alpha = 1, .sigma = sigma};
}

/// mask of some elements as an operator
std::shared_ptr<const observe::Operator> maskOf(const std::vector<std::int64_t>& elements)
{
    const Tensor rows = at::eye(dimension, tests::float64()).index_select(0, at::tensor(elements, at::kLong));
    return std::make_shared<tests::MatrixOperator>(rows);
}

}  // namespace

void GuidanceExactness::tmpdIsExactForOneObservation()
{
    const auto world = tests::GaussianWorld::make(dimension, 1, 31);
    const denoiser::Gaussian prior(world.covariance);
    for (const double sigma : {0.05, 1.0, 30.0}) {
        const Tensor x_t = draws(3, dimension, 2) * sigma;
        const Tensor exact = guided({"covariance"}, prior, world.observed, {x_t, level(sigma)});
        QVERIFY(relative(guided({"tmpd"}, prior, world.observed, {x_t, level(sigma)}), exact) < 1e-12);
        QVERIFY(relative(prior.mean(x_t, level(sigma)), exact) > 1e-4);
    }
}

void GuidanceExactness::diffpirIsExactInItsOwnMetric_data()
{
    QTest::addColumn<bool>("closed");
    QTest::addColumn<int>("iterations");
    QTest::newRow("Cholesky") << true << 0;
    QTest::newRow("products") << false << 0;
    QTest::newRow("as many iterations as unknowns") << false << static_cast<int>(dimension);
}

void GuidanceExactness::diffpirIsExactInItsOwnMetric()
{
    QFETCH(bool, closed);
    QFETCH(int, iterations);
    constexpr double c = 2.5;  // variance of a white prior
    const auto world = tests::GaussianWorld::make(dimension, 4, 32);
    const auto white = std::make_shared<denoiser::DiagonalCovariance>(
        world.mean, at::full({dimension}, c, tests::float64()));
    const denoiser::Gaussian prior(white);
    observe::Observed observed = world.observed;
    const std::shared_ptr<const denoiser::Covariance> gramOf = white;
    observed.op = std::make_shared<tests::MatrixOperator>(world.h, gramOf);
    const observe::Observed known = observed;
    if (!closed) {
        observed.op = std::make_shared<tests::MatrixOperator>(world.h);
    }
    for (const double sigma : {0.1, 1.0, 20.0}) {
        const Tensor x_t = draws(3, dimension, 3) * sigma;
        const double lambda = 1 + sigma * sigma / c;
        const Tensor exact = guided({"covariance"}, prior, known, {x_t, level(sigma)});
        const Selection diffpir{"diffpir",
                                {{"lambda", lambda}, {"iterations", static_cast<double>(iterations)}}};
        const double error = relative(guided(diffpir, prior, observed, {x_t, level(sigma)}), exact);
        QVERIFY2(error < (closed ? 1e-12 : 1e-6), qPrintable(QString("σ = %1: %2").arg(sigma).arg(error)));
    }
}

void GuidanceExactness::pgdmEndsAtNoiselessData_data()
{
    QTest::addColumn<QString>("sampler");
    for (const char* sampler : {"ddim", "ddpm", "heun", "semiexact"}) {
        QTest::newRow(sampler) << QString(sampler);
    }
}

void GuidanceExactness::pgdmEndsAtNoiselessData()
{
    QFETCH(QString, sampler);
    auto world = tests::GaussianWorld::make(dimension, 3, 33, false);
    const denoiser::Gaussian prior(world.covariance);
    // noiseless: y is what a state of the prior shows
    world.observed.y = world.h.mv(world.mean + world.sigma.matmul(draws(dimension, 1, 6)).view(-1) * 0.1);
    const tests::Recipe recipe{.sampler = {sampler.toStdString()}, .guidance = {"pgdm"}, .steps = 128};
    const auto away = [&](const tests::Recipe& of) {
        tests::SeededNoise noise(4);
        const Tensor x = tests::Run(prior, world.observed, of).whole(draws(4, dimension, 5) * 1000, noise);
        return (x.matmul(world.h.t()) - world.observed.y).abs().max().item<double>();
    };
    tests::Recipe free = recipe;
    free.guidance = {"none"};
    const double error = away(recipe);
    QVERIFY2(error < 0.02, qPrintable(QString::number(error)));
    QVERIFY(away(free) > 1);
}

void GuidanceExactness::aMaskIsItsOwnPseudoInverse()
{
    const std::vector<std::int64_t> elements = {1, 4, 6};
    const observe::Observed observed{maskOf(elements), at::zeros({3}, tests::float64()),
                                     at::ones({3}, tests::float64())};
    const Tensor x = at::zeros({2, dimension}, tests::float64());
    const Tensor r = draws(2, 3, 7);
    guidance::PseudoInverse inverse;
    const Tensor placed = inverse.apply(observed, x, observed.op->linearise(x), r);
    const Tensor expected = at::zeros_like(x).index_copy(1, at::tensor(elements, at::kLong), r);
    QVERIFY((placed - expected).abs().max().item<double>() < 1e-9);
}

void GuidanceExactness::observationsMadeTwiceHaveAPseudoInverse()
{
    // the same three observations twice, with other values: the least change that shows their mean
    const auto world = tests::GaussianWorld::make(dimension, 3, 34);
    const Tensor twice = at::cat({world.h, world.h});
    const Tensor r = draws(2, 6, 8);
    const Tensor mean = (r.slice(1, 0, 3) + r.slice(1, 3, 6)) / 2;
    const Tensor expected = at::linalg_solve(world.h.matmul(world.h.t()), mean.t()).t().matmul(world.h);
    const observe::Observed observed{std::make_shared<tests::MatrixOperator>(twice, world.covariance), r[0],
                                     r[0].abs()};
    const Tensor x = at::zeros({2, dimension}, tests::float64());
    guidance::PseudoInverse inverse;
    const Tensor change = inverse.apply(observed, x, observed.op->linearise(x), r);
    QVERIFY2(relative(change, expected) < 1e-3, qPrintable(QString::number(relative(change, expected))));
}

void GuidanceExactness::repaintPutsPixelsInPlace()
{
    const auto world = tests::GaussianWorld::make(dimension, 1, 35);
    const denoiser::Gaussian prior(world.covariance);
    const std::vector<std::int64_t> elements = {0, 3};
    const Tensor y = draws(1, 2, 9)[0];
    const observe::Observed observed{maskOf(elements), y, at::ones_like(y)};
    const Node s{.t = 0.4, .alpha = 0.8, .sigma = 0.3};
    const Tensor epsilon = draws(2, dimension, 10);
    tests::RecordedNoise noise(epsilon.unsqueeze(0));
    const auto method = guidance::make({"repaint", {{"iterations", 1}}});
    const auto inner = sampler::make({"ddim"});
    const Node t{.t = 0.5, .alpha = 0.7, .sigma = 0.6};
    const Tensor x_t = draws(2, dimension, 11);
    const Tensor free = inner->step(prior, x_t, t, s, noise).x;
    const Tensor x_s = method->step(*inner, prior, observed, 1, x_t, t, s, noise).x;
    // strength 1: half of what overwriting would do
    Tensor expected = free.clone();
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const std::int64_t pixel = elements[i];
        const Tensor put = y[static_cast<std::int64_t>(i)] * s.alpha + epsilon.select(1, pixel) * s.sigma;
        expected.select(1, pixel).copy_((free.select(1, pixel) + put) / 2);
    }
    QVERIFY((x_s - expected).abs().max().item<double>() < 1e-9);
}

void GuidanceExactness::classifierFreeGuidanceMixesBothDenoisers()
{
    class Known final : public denoiser::Denoiser {
    public:
        Known(double value, const denoiser::Denoiser* without) : value_(value), without_(without) {}
        [[nodiscard]] Tensor mean(const Tensor& x_t, const Node&) const override
        {
            return at::full_like(x_t, value_);
        }
        [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const Node& node) const override
        {
            return {mean(x_t, node), [](const Tensor& v) { return at::zeros_like(v); }};
        }
        [[nodiscard]] const denoiser::Denoiser* unconditional() const override { return without_; }

    private:
        double value_;
        const denoiser::Denoiser* without_;
    };
    const Known without(2, nullptr);
    const Known with(5, &without);
    const Tensor x_t = draws(1, dimension, 1);
    for (const auto& [strength, value] : {std::pair{0.0, 2.0}, {1.0, 5.0}, {3.0, 11.0}, {0.5, 3.5}}) {
        const auto method = guidance::make({"cfg"});
        const Tensor mean = method->around(with, {}, strength)->mean(x_t, level(1));
        QVERIFY((mean - value).abs().max().item<double>() < 1e-14);
    }
}

void GuidanceExactness::manyParticlesFindThePosterior()
{
    tests::GaussianWorld world;
    const auto matrix = [](std::vector<double> values, std::int64_t rows) {
        return at::tensor(values, at::kDouble).view({rows, -1});
    };
    world.mean = matrix({1, -1}, 1)[0];
    world.sigma = matrix({2, 0.8, 0.8, 1}, 2);
    world.h = matrix({1, 0.5}, 1);
    world.y = matrix({2.5}, 1)[0];
    world.variance = matrix({0.3}, 1)[0];
    const denoiser::Gaussian prior(std::make_shared<denoiser::DenseCovariance>(world.mean, world.sigma));
    const observe::Observed observed{std::make_shared<tests::MatrixOperator>(world.h), world.y,
                                     world.variance};
    constexpr std::int64_t particles = 8192;
    tests::SeededNoise noise(12);
    tests::Run run(prior, observed, {.sampler = {"ddpm"}, .guidance = {"tds"}, .steps = 512});
    const Tensor x = run.whole(draws(particles, 2, 13) * 1000, noise);
    const Tensor exact = world.posteriorCovariance();
    // resampling makes the particles related: their mean errs as that of fewer would
    const double deviation = exact.diagonal().sqrt().max().item<double>() / std::sqrt(particles / 16.0);
    const double error = (x.mean(0) - world.posteriorMean()).abs().max().item<double>();
    QVERIFY2(error < 3 * deviation, qPrintable(QString("%1 against %2").arg(error).arg(deviation)));
    QVERIFY((world.mean - world.posteriorMean()).abs().max().item<double>() > 6 * deviation);
    const double shape = relative(at::cov(x.t()), exact);
    QVERIFY2(shape < 0.15, qPrintable(QString::number(shape)));
}

void GuidanceExactness::indicesFollowTheirWeights()
{
    const std::vector<double> parts = {0, 0.5, 0.2, 0, 0.3, 0};
    tests::SeededNoise noise(14);
    const Tensor weights = at::tensor(parts, at::kDouble);
    constexpr int rounds = 20000;
    Tensor found = at::zeros({6}, tests::float64());
    for (int round = 0; round < rounds; ++round) {
        const Tensor indices = noise.indices(weights * 3);
        QCOMPARE(indices.sizes(), weights.sizes());
        const Tensor times = at::bincount(indices, {}, 6);
        QVERIFY((times - weights * 6).abs().max().item<double>() < 1);
        found += times;
    }
    // six draws a round
    QVERIFY((found / (6.0 * rounds) - weights).abs().max().item<double>() < 0.005);
    QVERIFY(at::equal(noise.indices(at::full({5}, 0.1, tests::float64())), at::arange(5, at::kLong)));
}

void GuidanceExactness::dpsInTheNoiseIsTwiceTheGradient()
{
    const auto world = tests::GaussianWorld::make(dimension, 4, 36);
    const denoiser::Gaussian prior(world.covariance);
    const Node node{.t = 0.5, .alpha = 0.8, .sigma = 0.6};
    const Tensor x_t = draws(2, dimension, 15);
    const double zeta = 0.7;
    const Tensor mean = guided({"dps", {{"zeta", zeta}, {"form", 1}}}, prior, world.observed, {x_t, node});
    const auto length = [&](const Tensor& x) {
        return (world.y - prior.mean(x, node).matmul(world.h.t())).norm(2, 1);
    };
    Tensor gradient = at::empty_like(x_t);
    constexpr double little = 1e-6;
    for (std::int64_t i = 0; i < dimension; ++i) {
        Tensor up = x_t.clone(), down = x_t.clone();
        up.select(1, i).add_(little);
        down.select(1, i).sub_(little);
        gradient.select(1, i).copy_((length(up) - length(down)) / (2 * little));
    }
    const Tensor expected = prior.mean(x_t, node) -
                            gradient * (2 * zeta * node.sigma * node.sigma / node.alpha);
    QVERIFY(relative(mean, expected) < 1e-7);
}

void GuidanceExactness::aKroneckerPriorIsTheDenseOne()
{
    const Tensor samples = draws(40, 24, 16).view({40, 2, 3, 4});
    const auto kronecker = std::make_shared<denoiser::KroneckerCovariance>(
        denoiser::KroneckerCovariance::of(samples * 2 + 1));
    const Tensor formed = denoiser::EigenCovariance(kronecker).product(at::eye(24, tests::float64()));
    QVERIFY((formed - formed.t()).abs().max().item<double>() < 1e-12);
    const denoiser::Gaussian structured(kronecker);
    const denoiser::Gaussian dense(std::make_shared<denoiser::DenseCovariance>(kronecker->mean(), formed));
    const Tensor x_t = draws(3, 24, 17) * 5;
    QVERIFY(relative(structured.mean(x_t, level(1.5)), dense.mean(x_t, level(1.5))) < 1e-11);
    QVERIFY_EXCEPTION_THROWN(
        denoiser::KroneckerCovariance(kronecker->mean(), {formed}, formed[0].slice(0, 1)), Error);
}

void GuidanceExactness::lowRankCovariancesAreTheDenseOnes_data()
{
    QTest::addColumn<bool>("minus");
    QTest::newRow("diagonal plus low rank") << false;
    QTest::newRow("diagonal minus low rank") << true;
}

void GuidanceExactness::lowRankCovariancesAreTheDenseOnes()
{
    QFETCH(bool, minus);
    using Sign = denoiser::LowRankCovariance::Sign;
    const Sign sign = minus ? Sign::minus : Sign::plus;
    const Tensor d = draws(1, dimension, 18)[0].abs() + 1;
    const Tensor v = draws(dimension, 2, 19) * 0.2;
    const Tensor dense = d.diag().add(v.matmul(v.t()), minus ? -1 : 1);
    const denoiser::LowRankCovariance covariance(d, v, sign);
    const Tensor eye = at::eye(dimension, tests::float64());
    QVERIFY(relative(covariance.product(eye), dense) < 1e-13);
    QVERIFY(relative(covariance.inverse(eye), at::linalg_inv(dense)) < 1e-12);
    QVERIFY(relative(covariance.inverted().product(eye), at::linalg_inv(dense)) < 1e-12);
    QVERIFY(relative(covariance.plus(0.3)->inverse(eye), at::linalg_inv(dense + eye * 0.3)) < 1e-12);
    const Tensor root = covariance.scaled(2)->colour(eye);  // rows are B e_i
    QVERIFY(relative(root.t().matmul(root), dense * 2) < 1e-12);
    QVERIFY(std::abs(covariance.logDeterminant() - at::logdet(dense).item<double>()) < 1e-12);
    QVERIFY_EXCEPTION_THROWN(denoiser::LowRankCovariance(d, v * 100, Sign::minus), Error);
}
