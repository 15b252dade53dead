#include "core/api/error.h"
#include "core/denoiser/chain.h"
#include "core/denoiser/composed.h"
#include "core/grid/grid.h"
#include "core/run/counter_noise.h"
#include "core/run/loop.h"
#include "core/run/mapped.h"
#include "core/run/reuse.h"

#include "tests/anonymous_memory.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

#include <cmath>

using namespace core;
using at::Tensor;
using tests::Peak;

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
double run(const denoiser::Denoiser& prior, std::int64_t length)
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

template <class Make>
Measured measured(std::int64_t length, const Make& make)
{
    Peak peak;
    const auto prior = make(peak, length);
    static_cast<void>(run(*prior, length));
    return {peak.bytes(), peak.own()};
}

template <class Make>
void expectFlat(const Make& make)
{
    static_cast<void>(measured(shortest, make));  // what is loaded at first use
    const Measured base = measured(shortest, make);
    QVERIFY(base.peak > 0);
    for (const std::int64_t length : {10 * shortest, 100 * shortest}) {
        const Measured longer = measured(length, make);
        const QString text = QString("%1 states: peak %2 MiB (run's own %3), %4 states: %5 MiB (%6), trajectory %7 MiB")
                                 .arg(shortest).arg(double(base.peak) / (1 << 20)).arg(double(base.own) / (1 << 20)).arg(length)
                                 .arg(double(longer.peak) / (1 << 20)).arg(double(longer.own) / (1 << 20))
                                 .arg(double(static_cast<std::size_t>(length) * stateBytes) / (1 << 20));
        qInfo("%s", qPrintable(text));
        QVERIFY2(static_cast<double>(longer.peak) < 1.1 * static_cast<double>(base.peak), qPrintable(text));
        QVERIFY2(longer.own < base.own + 6 * (std::size_t{1} << 20), qPrintable(text));
    }
}

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
        expectFlat([](Peak& peak, std::int64_t length) -> std::unique_ptr<denoiser::Denoiser> {
            return std::make_unique<denoiser::Composed>(std::make_shared<Cheap>(peak), denoiser::Windows(length, 6, 3),
                                                        denoiser::Batching{.windows = 2});
        });
    }
    void theChainTakesTheSameMemoryAtAnyLength()
    {
        expectFlat([](Peak&, std::int64_t length) -> std::unique_ptr<denoiser::Denoiser> {
            const Tensor group = at::arange(elements, at::kLong).div(64, "floor");
            const auto groups = elements / 64;
            return std::make_unique<denoiser::ChainDenoiser>(std::make_shared<denoiser::ChainCovariance>(denoiser::ChainLaw{
                length, at::linspace(0.1, 2, groups, at::kDouble), at::linspace(0.2, 0.95, groups, at::kDouble), group, at::kFloat}));
        });
        QCOMPARE(run::MappedTensors::bytes(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestLength)
#include "tst_length.moc"
