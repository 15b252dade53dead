#include "core/api/error.h"
#include "core/baseline/ensemble_smoother.h"
#include "core/baseline/kalman.h"
#include "core/baseline/particle_filter.h"
#include "core/baseline/still.h"
#include "core/earth/demonstration.h"
#include "core/observe/observe.h"
#include "core/prior/exact.h"
#include "core/world/transport.h"
#include "tests/suite.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

using namespace core;
using at::Tensor;

constexpr std::int64_t length = 8;

Tensor numbers(std::initializer_list<double> values, at::IntArrayRef shape)
{
    return at::tensor(std::vector<double>(values), at::kDouble).view(shape);
}

/// A turning, damped pair of numbers, the second of which moves without noise.
world::LinearChain chain()
{
    return world::LinearChain({.firstMean = numbers({1, -.5}, {2}),
                               .firstCovariance = numbers({1, .3, .3, .5}, {2, 2}),
                               .transition = numbers({.9, .3, -.2, .8}, {2, 2}),
                               .offset = numbers({.1, -.2}, {2}),
                               .noiseCovariance = numbers({.2, 0, 0, 0}, {2, 2})});
}

/// One or two numbers of four of the states.
std::vector<baseline::Seen> seen()
{
    const auto one = std::make_shared<baseline::MatrixOperator>(numbers({1, .5}, {1, 2}));
    const auto two = std::make_shared<baseline::MatrixOperator>(at::eye(2, at::kDouble));
    return {{0, {one, numbers({1.2}, {1}), numbers({.3}, {1})}},
            {2, {two, numbers({.4, -1}, {2}), numbers({.2, .4}, {2})}},
            {3, {one, numbers({-.5}, {1}), numbers({.3}, {1})}},
            {6, {one, numbers({.9}, {1}), numbers({.1}, {1})}}};
}

/// The same by conditioning the joint Gaussian of all states at once.
struct Exact {
    Tensor mean, covariance;  ///< [L, d], [L · d, L · d]
    double logEvidence;
};

Exact conditioned()
{
    const world::LinearChain c = chain();
    std::vector<Tensor> rows, y, variance;
    for (const auto& one : seen()) {
        Tensor row = at::zeros({one.observed.y.size(0), length * 2}, at::kDouble);
        row.narrow(1, one.state * 2, 2)
            .copy_(
                one.observed.op->linearise(at::zeros({1, 2}, at::kDouble)).jvp(at::eye(2, at::kDouble)).t());
        rows.push_back(row);
        y.push_back(one.observed.y);
        variance.push_back(one.observed.variance);
    }
    const Tensor h = at::cat(rows), prior = c.jointCovariance(length), mean = c.jointMean(length);
    const Tensor s = h.matmul(prior).matmul(h.t()) + at::cat(variance).diag();
    const Tensor innovation = at::cat(y) - h.mv(mean);
    const Tensor gain = at::linalg_solve(s, h.matmul(prior)).t();
    return {(mean + gain.mv(innovation)).view({length, 2}), prior - gain.matmul(h).matmul(prior),
            world::logNormal(innovation.unsqueeze(0), at::linalg_cholesky(s)).item<double>()};
}

double distance(const Tensor& a, const Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

class Smoothers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theKalmanSmootherIsTheJointPosterior()
    {
        const Exact exact = conditioned();
        const auto smoothed = baseline::kalmanSmoother(chain(), length, seen());
        QVERIFY(distance(smoothed.means, exact.mean) < 1e-12);
        for (std::int64_t i = 0; i < length; ++i) {
            QVERIFY(distance(smoothed.covariances[i],
                             exact.covariance.narrow(0, 2 * i, 2).narrow(1, 2 * i, 2)) < 1e-12);
        }
        QVERIFY(std::abs(smoothed.logEvidence - exact.logEvidence) < 1e-12);
    }
    void withoutObservationsItIsThePrior()
    {
        const auto smoothed = baseline::kalmanSmoother(chain(), length, {});
        QVERIFY(distance(smoothed.means.view({-1}), chain().jointMean(length)) < 1e-14);
        QCOMPARE(smoothed.logEvidence, 0.0);
    }
    void theEnsembleSmootherTendsToTheKalmanSmoother()
    {
        const Exact exact = conditioned();
        const auto error = [&](std::int64_t members) {
            double square = 0;
            for (std::uint64_t seed = 0; seed < 8; ++seed) {
                const Tensor all = baseline::ensembleSmoother(chain(), length, seen(),
                                                              {.members = members, .seed = seed});
                square += (all.mean(0) - exact.mean).square().mean().item<double>() / 8;
            }
            return std::sqrt(square);
        };
        const double few = error(200), many = error(20000);
        QVERIFY2(many < 0.012, qPrintable(QString::number(many)));
        QVERIFY2(few / many > 5 && few / many < 20, qPrintable(QString::number(few / many)));  // √100
        const Tensor all = baseline::ensembleSmoother(chain(), length, seen(), {.members = 20000, .seed = 9});
        const Tensor flat = (all - all.mean(0)).view({20000, -1});
        QVERIFY(distance(flat.t().matmul(flat) / 19999, exact.covariance) < 0.03);
    }
    void theParticleFilterKnowsTheEvidenceAndThePosterior()
    {
        const Exact exact = conditioned();
        for (const auto how : {baseline::Resampling::systematic, baseline::Resampling::multinomial}) {
            const auto filtered = baseline::particleFilter(
                chain(), length, seen(), {.particles = 40000, .resampling = how, .seed = 2});
            // each observation's mean weight has the variance 1/effective, relative to its square
            const double error = filtered.effective.reciprocal().sum().sqrt().item<double>();
            QVERIFY(std::abs(filtered.logEvidence - exact.logEvidence) < 4 * error && error < 0.06);
            QVERIFY(distance(filtered.trajectories.mean(0), exact.mean) < 0.05);
            const Tensor flat = (filtered.trajectories - filtered.trajectories.mean(0)).view({40000, -1});
            QVERIFY(distance(flat.t().matmul(flat) / 40000, exact.covariance) < 0.05);
            QCOMPARE(filtered.effective.size(0), 4);
            QVERIFY((filtered.effective > 1).all().item<bool>() &&
                    (filtered.effective < 40000).all().item<bool>());
        }
    }
    void theEvidenceIsUnbiased()
    {
        double mean = 0;
        constexpr int repeats = 200;
        const double exact = conditioned().logEvidence;
        double square = 0;
        for (std::uint64_t seed = 0; seed < repeats; ++seed) {
            const auto filtered = baseline::particleFilter(chain(), length, seen(),
                                                           {.particles = 100, .seed = seed + 10});
            const double ratio = std::exp(filtered.logEvidence - exact);
            mean += ratio / repeats;
            square += ratio * ratio / repeats;
        }
        const double error = std::sqrt((square - mean * mean) / repeats);
        QVERIFY2(std::abs(mean - 1) < 4 * error, qPrintable(QString("%1 ± %2").arg(mean).arg(error)));
    }
    void observationsOutOfOrderAreRefused()
    {
        auto wrong = seen();
        std::swap(wrong[0], wrong[1]);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(baseline::kalmanSmoother(chain(), length, wrong)), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(baseline::particleFilter(chain(), 5, seen(), {})), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(baseline::ensembleSmoother(chain(), 5, seen(), {})),
                                 Error);
    }
};

/// A small fitted prior and stations at some of its states.
class SpectralChains : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theChainOfTheSpectralPriorHasItsExactPosterior()
    {
        const auto model = prior::fitSpectral(
            earth::demonstration(
                {.seed = 0, .start = 0, .stepSeconds = 43200, .states = 40, .truncation = 10}),
            {.variables = {"air_temperature"}, .truncation = 5});
        std::vector<std::int64_t> times;
        for (int i = 0; i < 5; ++i) {
            times.push_back(21600 * i);
        }
        const prior::Spectral whole(model, times, at::kDouble), one(model, {0}, at::kDouble);
        const auto* stations = &*std::ranges::find_if(observe::entries(),
                                                      [](const auto& e) { return e.about.id == "stations"; });
        std::vector<observe::Sight> all;
        std::vector<baseline::Seen> seen;
        const Tensor y = at::linspace(240, 260, 20, at::kDouble);
        for (int time = 0; time < 5; time += 2) {
            std::vector<observe::Sight> here;
            for (int k = 0; k < 6; ++k) {
                const observe::Point point{0, time, -70.0 + 25 * k, 53.0 * (k + time)};
                all.push_back({stations, {point}});
                here.push_back({stations, {{0, 0, point.lat, point.lon}}});
            }
            const auto n = static_cast<std::int64_t>(here.size());
            seen.push_back({time,
                            {std::make_shared<observe::Network>(one, here), y.narrow(0, time, n),
                             at::full({n}, 1.5, at::kDouble)}});
        }
        const auto network = std::make_shared<observe::Network>(whole, all);
        const Tensor joined = at::cat({y.narrow(0, 0, 6), y.narrow(0, 2, 6), y.narrow(0, 4, 6)});
        const auto exact = prior::ExactPosterior::of(whole, *network,
                                                     {network, joined, at::full({18}, 1.5, at::kDouble)});
        const auto smoothed = baseline::kalmanSmoother(baseline::spectralChain(one, 21600), 5, seen);
        for (int time = 0; time < 5; ++time) {
            const Tensor expected = whole.field(exact->mean().unsqueeze(0), 0, time);
            QVERIFY(distance(one.field(smoothed.means[time].unsqueeze(0), 0, 0), expected) < 1e-6);
        }
    }
};

class Samples : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theDistanceIsTheBestAssignment()
    {
        const Tensor a = at::randn({7, 2}, at::kDouble), b = at::randn({7, 2}, at::kDouble);
        std::vector<std::int64_t> order(7);
        std::iota(order.begin(), order.end(), 0);
        double best = 1e9;
        do {
            const Tensor other = b.index_select(0, at::tensor(order));
            best = std::min(best, (a - other).norm(2, at::IntArrayRef{1}).mean().item<double>());
        } while (std::ranges::next_permutation(order).found);
        QVERIFY(std::abs(world::earthMover(a, b) - best) < 1e-12);
    }
    void inOneDimensionItIsThatOfSortedSamples()
    {
        const Tensor a = at::randn({300, 1}, at::kDouble), b = at::randn({300, 1}, at::kDouble) + 0.5;
        const Tensor sorted = (std::get<0>(a.sort(0)) - std::get<0>(b.sort(0))).abs().mean();
        QVERIFY(std::abs(world::earthMover(a, b) - sorted.item<double>()) < 1e-10);
        QVERIFY(std::abs(world::earthMover(a, a.flip({0}))) < 1e-12);
    }
    void persistenceAndClimatologyStandStill()
    {
        const Tensor x = at::randn({4, 3}, at::kDouble);
        QVERIFY(baseline::persistence(x)[3].equal(x[0]));
        QVERIFY(baseline::climatology(x, 6)[5].equal(x.mean(0)));
        QCOMPARE(baseline::climatology(x, 6).size(0), 6);
    }
};

}  // namespace

int main(int argc, char** argv)
{
    Smoothers smoothers;
    SpectralChains spectral;
    Samples samples;
    return tests::runAll(argc, argv, {&smoothers, &spectral, &samples});
}

#include "main.moc"
