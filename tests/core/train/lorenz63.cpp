#include "core/baseline/lorenz63.h"
#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/observe/slice.h"
#include "core/prior/lorenz63_folder.h"
#include "core/sampler/sampler.h"
#include "core/train/base/course.h"
#include "core/world/lorenz63.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

#include <QTemporaryDir>

#include <cmath>
#include <filesystem>

namespace {

using namespace core;
using at::Tensor;

constexpr std::int64_t length = 65, components = 3;

/// How many problems are assimilated, each with how many draws; EMBELLIE_LORENZ63 names "problems,members".
struct Size {
    std::int64_t problems = 4, members = 32;
    Size()
    {
        const QStringList words = QString(qgetenv("EMBELLIE_LORENZ63")).split(',');
        if (words.size() == 2) {
            problems = words[0].toLongLong();
            members = words[1].toLongLong();
        }
    }
};

/// Truths from the invariant law, [n, L, 3] in physical units: of seeds that no training draws from.
Tensor truths(std::int64_t n)
{
    constexpr int burnIn = 1024;
    const auto chain = world::noisyLorenz63();
    world::Draws draws(63);
    Tensor x = chain.start(n, draws);
    for (int i = 0; i < burnIn; ++i) {
        x = chain.next(x, draws);
    }
    return chain.trajectories(x, length, draws);
}

/// Standard normals in call order.
class DrawnNoise final : public sampler::Noise {
public:
    explicit DrawnNoise(std::uint64_t seed) : draws_(seed) {}
    [[nodiscard]] Tensor normal(const Tensor& like) override { return draws_.normal(like.sizes()).to(like.options()); }

private:
    world::Draws draws_;
};

/// Draws of p(x | y) by SDA: 256 steps and γ = 3e-2 as published, with C = 16, because a network that sees
/// k = 2 neighbours needs more corrections than the published C = 2, and so many must be unbiased. y [n] → [members, L, 3] physical
Tensor assimilated(const denoiser::Denoiser& prior, const world::Lorenz63Sight& sight, const Tensor& y,
                   std::int64_t members, std::uint64_t seed)
{
    constexpr int steps = 256;
    std::vector<std::int64_t> index;
    for (std::int64_t i = 0; i < length; i += sight.every) {
        index.push_back(i * components);
    }
    const observe::Observed observed{std::make_shared<observe::Slice>(index), y.to(at::kFloat),
                                     at::full({y.size(0)}, sight.error * sight.error)};
    const auto schedule = schedule::make(prior::lorenz63Schedule());
    const auto nodes = grid::make({"uniform"})->nodes(*schedule, steps, 1);
    const auto sampler = sampler::make({"sdapc", {{"corrections", 16}, {"form", 1}}});
    const auto method = guidance::make({"sda", {{"gamma", 0.03}, {"spread", 1}}});
    const auto denoiser = method->around(prior, observed, 1);
    DrawnNoise noise(seed);
    sampler->begin(nodes);
    Tensor x = noise.normal(at::empty({members, length * components}, at::kFloat)) * nodes.front().sigma;
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        x = sampler->step(*denoiser, x, nodes[k], nodes[k + 1], noise).x;
    }
    return world::destandardised(x.to(at::kDouble).view({members, length, components}));
}

/// Log densities of trajectories against those of the particle filter's, means over problems.
struct Figures {
    double logPrior = 0, logLikelihood = 0, filterLogPrior = 0, filterLogLikelihood = 0;
};

Figures figures(const denoiser::Denoiser& prior, const world::Lorenz63Sight& sight, const Size& size)
{
    const auto chain = world::noisyLorenz63();
    const Tensor states = truths(size.problems);
    world::Draws noise(64, static_cast<std::uint32_t>(sight.every));
    const Tensor clean = sight.of(states), y = clean + sight.error * noise.normal(clean.sizes());
    Figures out;
    for (std::int64_t i = 0; i < size.problems; ++i) {
        const Tensor drawn = assimilated(prior, sight, y[i], size.members, static_cast<std::uint64_t>(100 + i));
        const Tensor kept = baseline::lorenz63Posterior(baseline::seenOf(sight, y[i]), length,
                                                        static_cast<std::uint64_t>(i));
        const auto share = 1.0 / static_cast<double>(size.problems);
        out.logPrior += share * chain.logPrior(drawn).mean().item<double>();
        out.logLikelihood += share * sight.logLikelihood(drawn, y[i]).mean().item<double>();
        out.filterLogPrior += share * chain.logPrior(kept).mean().item<double>();
        out.filterLogLikelihood += share * sight.logLikelihood(kept, y[i]).mean().item<double>();
    }
    return out;
}

/// Lorenz-63 from simulation over training to assimilation, against the particle filter.
class Lorenz63EndToEnd : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        const std::string shipped = EMBELLIE_SOURCE_DIR "/resources/priors/lorenz63";
        folders_["shipped"] = QString::fromStdString(shipped);
        if (qEnvironmentVariableIsSet("EMBELLIE_LORENZ63_SHIPPED")) {
            return;  // the training takes minutes
        }
        const auto request = readTrainRequest(EMBELLIE_SOURCE_DIR "/resources/requests/lorenz63-train.json");
        folders_["trained"] = folder_.filePath("trained");
        const auto end = train::train(request, {.folder = folders_["trained"].toStdString()});
        qInfo("%lld steps in %.0f s, best validation loss %.4f", static_cast<long long>(end.steps), end.seconds, end.best);
        QVERIFY(end.best < 0.25);  // 1 for a network that knows nothing
    }
    void assimilationComesNearTheParticleFilter_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("few");
        for (const auto& [name, folder] : folders_) {
            QTest::newRow((name + ", lo").c_str()) << folder << true;
            QTest::newRow((name + ", hi").c_str()) << folder << false;
        }
    }
    void assimilationComesNearTheParticleFilter()
    {
        QFETCH(QString, folder);
        QFETCH(bool, few);
        const auto prior = prior::loadLorenz63(folder.toStdString());
        const auto sight = few ? world::Lorenz63Sight::low() : world::Lorenz63Sight::high();
        const Figures f = figures(*prior, sight, Size());
        const QByteArray text = QString("log-prior %1 (filter %2), log-likelihood %3 (filter %4)")
                                    .arg(f.logPrior)
                                    .arg(f.filterLogPrior)
                                    .arg(f.logLikelihood)
                                    .arg(f.filterLogLikelihood)
                                    .toUtf8();
        qInfo("%s", text.constData());
        constexpr double truthLogPrior = 81.5;
        QVERIFY2(std::abs(f.logPrior - truthLogPrior) < 15, text);
        QVERIFY2(std::abs(f.logLikelihood - f.filterLogLikelihood) < 3, text);
    }

private:
    QTemporaryDir folder_;
    std::map<std::string, QString> folders_;
};

}  // namespace

int main(int argc, char** argv)
{
    at::set_num_threads(1);
    Lorenz63EndToEnd suite;
    return tests::runAll(argc, argv, {&suite});
}

#include "lorenz63.moc"
