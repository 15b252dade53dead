#include "core/api/error.h"
#include "core/earth/sphere.h"
#include "core/guidance/guidance.h"
#include "core/observe/whitening.h"
#include "core/prior/exact.h"
#include "core/run/correlation.h"
#include "tests/core/observe/suites.h"
#include "tests/core/observe/world.h"
#include "tests/gaussian_world.h"
#include "tests/suite.h"

#include <cmath>

namespace {

using namespace core;
using at::Tensor;
using tests::largest;

/// exp(−|i − j|/2) of n neighbours
Tensor neighbours(std::int64_t n)
{
    const Tensor at = at::arange(n, at::kDouble);
    return (-(at.unsqueeze(0) - at.unsqueeze(1)).abs() / 2).exp();
}

/// R of independent errors but for two blocks of different sizes
struct Blocks {
    std::vector<observe::ErrorBlock> list;
    Tensor r;

    explicit Blocks(const Tensor& variance)
        : list{{{4, 0, 2}, neighbours(3)}, {{5, 1}, neighbours(2)}, {{3, 7}, neighbours(2)}},
          r(at::diag(variance))
    {
        const Tensor sigma = variance.sqrt();
        for (const auto& block : list) {
            for (std::size_t i = 0; i < block.rows.size(); ++i) {
                for (std::size_t j = 0; j < block.rows.size(); ++j) {
                    r[block.rows[i]][block.rows[j]] =
                        sigma[block.rows[i]] * sigma[block.rows[j]] *
                        block.correlation[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(j)];
                }
            }
        }
    }
};

data::Observation report(const char* id, double lat, double levelHpa, int source = 0)
{
    return {.id = id,
            .lat = lat,
            .lon = 10,
            .variable = "air_temperature",
            .levelHpa = levelHpa,
            .source = source};
}

std::vector<observe::ErrorBlock> blocksOf(const std::vector<data::Observation>& all,
                                          const CorrelationSpec& spec)
{
    Request request;
    request.observations.resize(2);
    request.observations[0].correlation = spec;
    std::vector<run::Correlated> list;
    for (const auto& o : all) {
        list.push_back({&o, 0});
    }
    return run::errorBlocks(request, list);
}

class Errors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whitenedErrorsAreIndependentAgain()
    {
        const Tensor variance = at::linspace(0.5, 3, 8, at::kDouble);
        const Blocks blocks(variance);
        const observe::Whitening whitening(variance, blocks.list);
        const Tensor w = whitening.apply(at::eye(8, at::kDouble)).t();
        QVERIFY(largest(w.matmul(blocks.r).matmul(w.t()) - at::diag(variance)) < 1e-12);
        QVERIFY(at::equal(w[6], at::eye(8, at::kDouble)[6]));
        at::manual_seed(1);
        const Tensor dy = at::randn({3, 8}, at::kDouble), u = at::randn({3, 8}, at::kDouble);
        const auto products = whitening.linearise(dy);
        QVERIFY(std::abs(((products.jvp(dy) * u) - (dy * products.vjp(u))).sum().item<double>()) < 1e-12);
    }
    void everyGuidanceSeesTheCorrelatedErrors_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<bool>("closed");
        QTest::newRow("covariance, closed form") << "covariance" << true;
        QTest::newRow("covariance, products") << "covariance" << false;
        QTest::newRow("mmps") << "mmps" << false;
    }
    void everyGuidanceSeesTheCorrelatedErrors()
    {
        QFETCH(QString, kind);
        QFETCH(bool, closed);
        const auto world = tests::GaussianWorld::make(14, 8, 5, closed);
        const Blocks blocks(world.variance);
        const observe::Observed observed = observe::whitened(world.observed, blocks.list);
        const denoiser::Gaussian prior(world.covariance);
        at::manual_seed(2);
        const Tensor x_t = at::randn({2, 14}, at::kDouble) * 2;
        const denoiser::Node at{.t = 0.5, .alpha = 0.9, .sigma = 1.3};
        Selection selection{.kind = kind.toStdString()};
        selection.knobs["iterations"] = closed ? 0 : 64;
        const auto method = guidance::make(complete(Kind::guidance, selection, "guidance"));
        const double strength = 2;
        const Tensor mean = prior.mean(x_t, at);
        const Tensor v = at::linalg_inv(at::linalg_inv(world.sigma) +
                                        at::eye(14, at::kDouble) / (at.u() * at.u()));
        const Tensor s = world.h.matmul(v).matmul(world.h.t()) + blocks.r / strength;
        const Tensor gain = v.matmul(world.h.t()).matmul(at::linalg_inv(s));
        const Tensor exact = mean + (world.y - mean.matmul(world.h.t())).matmul(gain.t());
        QVERIFY(largest(method->around(prior, observed, strength)->mean(x_t, at) - exact) < 1e-6);
        // and it matters
        QVERIFY(largest(method->around(prior, world.observed, strength)->mean(x_t, at) - exact) > 1e-2);
    }
    void theExactPosteriorHasTheCorrelatedErrors()
    {
        const auto& prior = tests::smallPrior();
        const auto network = std::make_shared<observe::Network>(
            prior, tests::sightsOf("air_temperature", {.radiusMetres = 1e5}));
        const Tensor zero = at::zeros({1, prior.size()}, at::kDouble),
                     variance = at::linspace(0.5, 2, 9, at::kDouble);
        at::manual_seed(3);
        const Tensor y = network->apply(zero)[0] + at::randn({9}, at::kDouble);
        const Blocks blocks(variance);
        const auto exact = prior::ExactPosterior::of(prior, *network,
                                                     observe::whitened({network, y, variance}, blocks.list));
        QVERIFY(exact.has_value());
        const Tensor lambda = prior.denoiser().covariance()->eigenvalues(),
                     a = tests::jacobianOf(*network, zero);
        const Tensor gain = (a * lambda).t().matmul(at::linalg_inv((a * lambda).matmul(a.t()) + blocks.r));
        QVERIFY(largest(exact->mean() - gain.mv(y - network->apply(zero)[0])) < 1e-8);
        const auto points = prior.points({{2, 1, 12, 34}, {5, 0, -60, 200}});
        const Tensor p = tests::jacobianOf(*points, zero);
        const Tensor posterior = at::diag(lambda) - gain.matmul(a * lambda);
        QVERIFY(largest(exact->variance(*points) - p.matmul(posterior).matmul(p.t()).diagonal()) < 1e-8);
    }
    void noBlocksLeaveEverythingAsItIs()
    {
        const auto world = tests::GaussianWorld::make(5, 8, 5);
        const auto same = observe::whitened(world.observed, {});
        QVERIFY(same.op == world.observed.op && !same.whitening && same.y.is_same(world.observed.y));
    }
    void whatIsNoCorrelationIsRefused()
    {
        const Tensor wrong = at::tensor({1.0, 2.0, 2.0, 1.0}, at::kDouble).view({2, 2});
        QVERIFY_EXCEPTION_THROWN(observe::Whitening(at::ones({2}, at::kDouble), {{{0, 1}, wrong}}), Error);
    }
    void aLengthJoinsPlacesOfOneLevel()
    {
        const std::vector<data::Observation> all = {report("a", 0, 500), report("b", 1, 500),
                                                    report("a", 0, 850), report("c", 2, 500, 1)};
        const auto blocks = blocksOf(all, {.length = "200 km"});
        QCOMPARE(blocks.size(), 1U);  // the other level is alone, the other entry has none
        QCOMPARE(blocks[0].rows, (std::vector<std::int64_t>{0, 1}));
        const double expected = 0.999 * std::exp(-earth::radiusMetres * earth::pi / 180 / 2e5);
        QVERIFY(std::abs(blocks[0].correlation[0][1].item<double>() - expected) < 1e-9);
        QCOMPARE(blocks[0].correlation[1][1].item<double>(), 1.0);
    }
    void aScaleJoinsLevelsOfOnePlace()
    {
        const std::vector<data::Observation> all = {report("a", 0, 500), report("b", 1, 500),
                                                    report("a", 0, 850), report("a", 0, 0)};
        const auto blocks = blocksOf(all, {.levels = 0.5});
        QCOMPARE(blocks.size(), 1U);  // the surface is a level of its own
        QCOMPARE(blocks[0].rows, (std::vector<std::int64_t>{0, 2}));
        QVERIFY(std::abs(blocks[0].correlation[0][1].item<double>() - 0.999 * std::pow(500.0 / 850, 2)) <
                1e-12);
        const auto both = blocksOf(all, {.length = "1 km", .levels = 0.5});
        QCOMPARE(both.size(), 1U);
        QCOMPARE(both[0].rows, (std::vector<std::int64_t>{0, 1, 2}));
    }
    void twoReportsOfOnePlaceCanBeFactored()
    {
        const auto blocks = blocksOf({report("a", 0, 500), report("b", 0, 500)}, {.length = "200 km"});
        QCOMPARE(blocks.size(), 1U);
        QVERIFY(
            largest(observe::Whitening(at::ones({2}, at::kDouble), blocks).apply(at::eye(2, at::kDouble))) <
            100);
    }
    void aLengthThatIsNoneIsRefusedByItsPath()
    {
        try {
            static_cast<void>(blocksOf({report("a", 0, 500), report("b", 0, 500)}, {.length = "2 K"}));
            QFAIL("was taken");
        } catch (const Error& error) {
            QVERIFY(std::string(error.what()).find("observations.0.correlation.length") != std::string::npos);
        }
    }
};

}  // namespace

namespace tests {

std::unique_ptr<QObject> errors()
{
    return std::make_unique<Errors>();
}

}  // namespace tests

#include "errors.moc"
