#include "core/api/error.h"
#include "core/denoiser/chain.h"
#include "core/denoiser/composed.h"
#include "core/grid/grid.h"
#include "core/run/counter_noise.h"
#include "core/run/loop.h"
#include "core/run/mapped.h"
#include "core/run/problem.h"
#include "core/run/reuse.h"

#include "tests/anonymous_memory.h"
#include "tests/core/prior/appa_tree.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

#include <QTemporaryDir>

#include <malloc.h>

#include <chrono>
#include <cmath>
#include <limits>

using namespace core;
using tests::Peak;
using tests::anonymousBytes;
using at::Tensor;

namespace {

constexpr std::int64_t elements = 8192;           // of a state
constexpr std::int64_t shortest = 24;
constexpr std::size_t stateBytes = elements * sizeof(float);

/// Elementwise, so that its own cost is nothing: the Wiener filter of unit variance.
class Cheap final : public denoiser::WindowDenoiser {
public:
    explicit Cheap(Peak& peak) : peak_(peak) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at, const denoiser::WindowRows&) const override
    {
        const Tensor out = x_t / (at.alpha * (1 + at.u() * at.u()));
        peak_.look();
        return out;
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at,
                                                 const denoiser::WindowRows& rows) const override
    {
        return {mean(x_t, at, rows), [](const Tensor& v) { return v; }};
    }

private:
    Peak& peak_;
};

/// A run of LMS-3 as the loop makes it; its mean square, and what it checks of memory on the way
double played(const denoiser::Denoiser& prior, std::int64_t length)
{
    const run::MappedTensors mapped("", 20 * stateBytes);
    const auto schedule = schedule::make({"loglinear", {}});
    const auto nodes = grid::make({"edm", {}})->nodes(*schedule, 5, 1);
    const auto sampler = sampler::make({"lms", {}});
    run::CounterNoise start(7, 0);
    Tensor x = start.normal(at::empty({1, length * elements}, at::kFloat)).mul_(nodes.front().sigma);
    for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {
        run::CounterNoise noise(7, static_cast<std::uint32_t>(k + 1));
        x = sampler->step(prior, x, nodes[k], nodes[k + 1], noise).x;
    }
    return at::linalg_vector_norm(x).item<double>();
}

struct Measured {
    std::size_t peak = 0, own = 0;
};

/// work  (peak, length) does what is watched
template <class Work>
Measured measured(std::int64_t length, const Work& work)
{
    malloc_trim(0);
    const std::size_t before = anonymousBytes();
    Peak peak;
    work(peak, length);
    return {peak.bytes(), peak.bytes() - std::min(before, peak.bytes())};
}

template <class Work>
void expectFlat(std::size_t bytes, const Work& work)
{
    static_cast<void>(measured(shortest, work));  // what is loaded at first use
    const Measured base = measured(shortest, work);
    QVERIFY(base.peak > 0);
    for (const std::int64_t length : {10 * shortest, 100 * shortest}) {
        const Measured longer = measured(length, work);
        const QString text = QString("%1 states: peak %2 MiB (run's own %3), %4 states: %5 MiB (%6), trajectory %7 MiB")
                                 .arg(shortest).arg(double(base.peak) / (1 << 20)).arg(double(base.own) / (1 << 20)).arg(length)
                                 .arg(double(longer.peak) / (1 << 20)).arg(double(longer.own) / (1 << 20))
                                 .arg(double(static_cast<std::size_t>(length) * bytes) / (1 << 20));
        qInfo("%s", qPrintable(text));
        QVERIFY2(static_cast<double>(longer.peak) < 1.1 * static_cast<double>(base.peak), qPrintable(text));
        QVERIFY2(longer.own < base.own + 6 * (std::size_t{1} << 20), qPrintable(text));
    }
}

/// A published model's layout with made-up weights, whose latent is wide and whose networks are narrow.
class WideLatent {
public:
    WideLatent()
    {
        tests::AppaTree tree = tests::AppaTree::small();
        tree.autoencoder.latentChannels = tree.denoiser.channels = 256;
        tree.write(folder_.path().toStdString());
        tree.writeStatistics(folder_.path().toStdString() + "/stats.zarr");
    }
    /// guidance  JSON of the request's observations and guidance, or empty
    [[nodiscard]] std::shared_ptr<const run::Problem> problem(std::int64_t length, const std::string& guidance,
                                                              const run::Preparing& how) const
    {
        return run::prepare(parseRequest(R"({"prior": ")" + folder_.path().toStdString() +
                                         R"(", "device": "cpu", "sampler": {"kind": "lms", "steps": 3},
            "ensemble": {"members": 1, "seed": 7}, "window": {"start": "2021-03-06T00:00:00Z", "step": "PT1H", "length": )" +
                                         std::to_string(length) + "}" + guidance + "}"),
                            [](const std::string&, double) {}, how);
    }

private:
    QTemporaryDir folder_;
};

Tensor played(const std::shared_ptr<const run::Problem>& problem)
{
    run::Loop loop(problem, std::make_shared<run::History>(1), 1);
    while (!loop.done()) {
        static_cast<void>(loop.advance());
    }
    return loop.x();
}

const char* seen = R"(, "guidance": {"kind": "sda"}, "observations": [{"values": [
    {"id": "a", "time": "2021-03-06T01:00:00Z", "lat": 50, "lon": 10, "variable": "air_temperature", "level": 500, "value": 262, "error": 1},
    {"id": "b", "time": "2021-03-06T03:00:00Z", "lat": -20, "lon": 100, "variable": "air_temperature", "level": 850, "value": 280, "error": 1}]}])";

}  // namespace

class TestLength : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }
    void mappedTensorsHoldWhatOthersHold()
    {
        QCOMPARE(run::MappedTensors::bytes(), 0U);
        Tensor kept;
        {
            const run::MappedTensors mapped("", 1 << 16);
            kept = at::arange(1 << 16, at::kFloat);
            QCOMPARE(run::MappedTensors::bytes(), std::size_t{1} << 18);
            static_cast<void>(at::zeros({16}));  // too small
            QCOMPARE(run::MappedTensors::bytes(), std::size_t{1} << 18);
        }
        const Tensor plain = at::arange(1 << 16, at::kFloat);  // no longer asked for
        QCOMPARE(run::MappedTensors::bytes(), std::size_t{1} << 18);
        QVERIFY(at::equal(kept, plain));
        kept = Tensor();
        QCOMPARE(run::MappedTensors::bytes(), 0U);
    }
    void deadTensorsLeaveTheirMemoryToTheNext()
    {
        run::reuseMemory(std::size_t{8} << 20);
        constexpr std::int64_t size = 1 << 20;  // 4 MiB
        Tensor first = at::ones({size}, at::kFloat), second = at::ones({size}, at::kFloat);
        const void* where = first.const_data_ptr();
        QCOMPARE(run::reusableBytes(), 0U);
        first = Tensor();
        QCOMPARE(run::reusableBytes(), std::size_t{4} << 20);
        first = at::full({size}, 2, at::kFloat);
        QVERIFY(first.const_data_ptr() == where);
        QCOMPARE(run::reusableBytes(), 0U);
        QVERIFY(at::equal(first, second * 2));
        Tensor third = at::ones({size}, at::kFloat);
        first = second = third = Tensor();  // more than is kept
        QCOMPARE(run::reusableBytes(), std::size_t{8} << 20);
        const Tensor image = at::rand({1, 64, 64, 64}, at::kFloat), kernel = at::rand({64, 64, 3, 3}, at::kFloat);
        QVERIFY(at::conv2d(image, kernel).isfinite().all().item<bool>());  // oneDNN's own buffers
        run::releaseReusedMemory();
        QCOMPARE(run::reusableBytes(), 0U);
        run::reuseMemory(0);
    }
    void aFolderThatCannotHoldThemIsNamed()
    {
        QVERIFY_THROWS_EXCEPTION(Error, run::MappedTensors("/nowhere/at/all"));
    }
    void windowsTakeTheSameMemoryAtAnyLength()
    {
        expectFlat(stateBytes, [](Peak& peak, std::int64_t length) {
            static_cast<void>(played(denoiser::Composed(std::make_shared<Cheap>(peak), denoiser::Windows(length, 6, 3),
                                                     denoiser::Batching{.windows = 2}), length));
        });
    }
    void theChainTakesTheSameMemoryAtAnyLength()
    {
        expectFlat(stateBytes, [](Peak&, std::int64_t length) {
            const Tensor group = at::arange(elements, at::kLong).div(64, "floor");
            const auto groups = elements / 64;
            static_cast<void>(played(denoiser::ChainDenoiser(std::make_shared<denoiser::ChainCovariance>(denoiser::ChainLaw{
                length, at::linspace(0.1, 2, groups, at::kDouble), at::linspace(0.2, 0.95, groups, at::kDouble), group, at::kFloat})), length));
        });
        QCOMPARE(run::MappedTensors::bytes(), 0U);
    }
    void aLearnedPriorTakesTheSameMemoryAtAnyLength_data()
    {
        QTest::addColumn<QString>("guidance");
        QTest::newRow("alone") << "";
        QTest::newRow("guided over the whole trajectory") << seen;
        QTest::newRow("guided inside its windows") << QString(seen).replace(R"("sda")", R"("diffpir", "windows": "each")");
    }
    void aLearnedPriorTakesTheSameMemoryAtAnyLength()
    {
        QFETCH(const QString, guidance);
        static const WideLatent world;
        const auto over = [&](std::int64_t length, double memoryBytes) {
            return world.problem(length, guidance.toStdString(), {.memoryBytes = memoryBytes});
        };
        const auto mapped = over(shortest, 1);
        QCOMPARE(mapped->residence, run::Residence::mappedFiles);
        QCOMPARE(mapped->observations.used.empty(), guidance.isEmpty());
        const auto inMemory = over(shortest, std::numeric_limits<double>::infinity());
        QCOMPARE(inMemory->residence, run::Residence::memory);
        QVERIFY(at::equal(played(mapped), played(inMemory)));
        const std::size_t state = static_cast<std::size_t>(mapped->prior->size() / shortest) * sizeof(float);
        expectFlat(state, [&](Peak& peak, std::int64_t length) {
            static_cast<void>(played(over(length, 1)));
            peak.look();
        });
    }
};

QTEST_GUILESS_MAIN(TestLength)
#include "tst_length.moc"
