#include "core/baseline/lorenz63.h"
#include "core/world/transport.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

#include <cmath>

namespace {

using namespace core;
using at::Tensor;

constexpr std::int64_t length = 65;

/// Mean of a sample and its Monte-Carlo error.
struct Figure {
    double mean, error;
    explicit Figure(const Tensor& x)
        : mean(x.mean().item<double>()),
          error(x.std().item<double>() / std::sqrt(static_cast<double>(x.numel())))
    {
    }
    [[nodiscard]] QByteArray text() const { return QString("%1 ± %2").arg(mean).arg(error).toUtf8(); }
};

/// Trajectories from the invariant law with observations of each.
struct Problems {
    Tensor truths;  ///< [n, L, 3]
    explicit Problems(std::int64_t n)
    {
        const auto chain = world::noisyLorenz63();
        world::Draws draws(11);
        Tensor x = chain.start(n, draws);
        for (int i = 0; i < 256; ++i) {
            x = chain.next(x, draws);
        }
        truths = chain.trajectories(x, length, draws);
    }
    [[nodiscard]] Tensor observations(const world::Lorenz63Sight& sight) const
    {
        world::Draws noise(12, static_cast<std::uint32_t>(sight.every));
        const Tensor clean = sight.of(truths);
        return clean + sight.error * noise.normal(clean.sizes());
    }
};

/// The figures that samplers of the Lorenz-63 experiment are judged by, for the truth and for its exact posterior.
class Lorenz63Truth : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theTruthHasItsLogPrior()
    {
        const Figure figure(world::noisyLorenz63().logPrior(Problems(1024).truths));
        // 64 · 3 normal log densities of deviation √0.025
        QVERIFY2(std::abs(figure.mean - 81.49) < 4 * figure.error && figure.error < 0.5, figure.text());
    }
    void theTruthHasItsLogLikelihoods()
    {
        const Problems problems(1024);
        for (const auto& [sight, expected] :
             {std::pair{world::Lorenz63Sight::low(), 14.19}, {world::Lorenz63Sight::high(), -2.12}}) {
            const Tensor y = problems.observations(sight);
            const Figure figure(sight.logLikelihood(problems.truths, y));
            QVERIFY2(std::abs(figure.mean - expected) < 4 * figure.error && figure.error < 0.3,
                     figure.text());
        }
    }
    void theParticleFilterIsCalibrated_data()
    {
        QTest::addColumn<bool>("few");
        QTest::newRow("lo") << true;
        QTest::newRow("hi") << false;
    }
    /// Averaged over problems, draws of the posterior are draws of the prior: so is their log density.
    void theParticleFilterIsCalibrated()
    {
        QFETCH(bool, few);
        const auto sight = few ? world::Lorenz63Sight::low() : world::Lorenz63Sight::high();
        constexpr std::int64_t count = 24;
        const Problems problems(count);
        const Tensor y = problems.observations(sight);
        Tensor prior = at::empty({count}, at::kDouble), likelihood = at::empty_like(prior),
               rank = at::empty_like(prior);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto seen = baseline::seenOf(sight, y[i]);
            const Tensor kept = baseline::lorenz63Posterior(seen, length, static_cast<std::uint64_t>(i));
            prior[i] = world::noisyLorenz63().logPrior(kept).mean();
            likelihood[i] = baseline::logLikelihood(seen, kept).mean();
            rank[i] = (kept.select(1, length - 1).select(1, 1) < problems.truths[i][length - 1][1])
                          .to(at::kDouble)
                          .mean();
        }
        const Figure logPrior(prior), logLikelihood(likelihood), ranks(rank);
        QVERIFY2(std::abs(logPrior.mean - 81.49) < 4 * std::sqrt(96.0 / count), logPrior.text());
        // the truth is one more draw of the posterior
        const Figure truth(sight.logLikelihood(problems.truths, y));
        QVERIFY2(std::abs(logLikelihood.mean - truth.mean) < 4 * std::hypot(truth.error, logLikelihood.error),
                 logLikelihood.text());
        QVERIFY2(std::abs(ranks.mean - 0.5) < 4 / std::sqrt(12.0 * count), ranks.text());
    }
    void twoFiltersOfOneProblemAreNear()
    {
        const Problems problems(1);
        const auto sight = world::Lorenz63Sight::high();
        const Tensor y = problems.observations(sight)[0];
        const auto sample = [&](std::uint64_t seed) {
            return world::standardised(baseline::lorenz63Posterior(baseline::seenOf(sight, y), length, seed))
                .reshape({1024, -1});
        };
        world::Draws draws(5);
        const auto chain = world::noisyLorenz63();
        const Tensor prior = world::standardised(chain.trajectories(chain.start(1024, draws), length, draws))
                                 .reshape({1024, -1});
        const Tensor first = sample(1);
        const double same = world::earthMover(first, sample(2)), other = world::earthMover(first, prior);
        QVERIFY2(same < other / 3 && same > 0, qPrintable(QString("%1 against %2").arg(same).arg(other)));
    }
};

}  // namespace

int main(int argc, char** argv)
{
    at::set_num_threads(1);  // many small products: threads wait for each other longer than they compute
    Lorenz63Truth truth;
    return tests::runAll(argc, argv, {&truth});
}

#include "lorenz63.moc"
