#include "core/base/noise.h"
#include "core/denoiser/recorded.h"
#include "core/run/counter_noise.h"
#include "core/run/field_copy.h"
#include "core/run/gpu_facts.h"
#include "tests/suite.h"

#include <ATen/ATen.h>

using namespace core;
using at::Tensor;

/// What needs no GPU: why one is not used, and the tensor functions that kernels stand behind.
class WithoutGpu : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theReasonAgainstAGpuIsNamed_data();
    void theReasonAgainstAGpuIsNamed();
    void theDriversReleaseIsReadFromItsText();
    void combinedTensorsEqualAten_data();
    void combinedTensorsEqualAten();
    void noiseInOnePassEqualsNoiseAdded();
    void aPartOfTheMembersDrawsTheSameNoise();
    void whatIsRecordedIsTheFunctionItself();
    void theShownFieldIsPackedWithItsEnds();
};

namespace {

run::GpuFacts goodFacts()
{
    return {.driver = true, .driverRelease = "580.65", .driverCuda = 13000, .libraryCuda = 13000,
            .gpus = {{.name = "A", .capability = 90, .bytes = 1}, {.name = "B", .capability = 61, .bytes = 1}}};
}

}  // namespace

void WithoutGpu::theReasonAgainstAGpuIsNamed_data()
{
    QTest::addColumn<int>("change");
    QTest::addColumn<int>("index");
    QTest::addColumn<QString>("part");
    QTest::newRow("none") << 0 << 0 << "";
    QTest::newRow("no driver") << 1 << 0 << "no NVIDIA driver";
    QTest::newRow("old driver") << 2 << 0 << "driver 550.54 knows CUDA 12.4, and LibTorch is built for CUDA 13, which needs driver 580";
    QTest::newRow("no CUDA") << 3 << 0 << "built without CUDA";
    QTest::newRow("no GPU") << 4 << 0 << "shows no GPU";
    QTest::newRow("old GPU") << 0 << 1 << "compute capability is 6.1, and CUDA 13 needs 7.5";
    QTest::newRow("beyond") << 0 << 2 << "there are 2 GPUs, cuda:0 to cuda:1";
}

void WithoutGpu::theReasonAgainstAGpuIsNamed()
{
    QFETCH(int, change);
    QFETCH(int, index);
    QFETCH(QString, part);
    run::GpuFacts facts = goodFacts();
    if (change == 1) {
        facts = {.libraryCuda = 13000};
    } else if (change == 2) {
        facts.driverRelease = "550.54";
        facts.driverCuda = 12040;
    } else if (change == 3) {
        facts.libraryCuda = 0;
    } else if (change == 4) {
        facts.gpus.clear();
    }
    const auto said = QString::fromStdString(run::obstacle(facts, static_cast<std::size_t>(index)));
    QVERIFY2(said.isEmpty() == part.isEmpty() && said.contains(part), qPrintable(said));
}

void WithoutGpu::theDriversReleaseIsReadFromItsText()
{
    QCOMPARE(run::driverReleaseIn("NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.14  Thu Feb 22 01:44:30 UTC 2024"),
             std::string("550.54.14"));
    QCOMPARE(run::driverReleaseIn("NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65  Release Build"),
             std::string("580.65"));
    QCOMPARE(run::driverReleaseIn(""), std::string());
}

void WithoutGpu::combinedTensorsEqualAten_data()
{
    QTest::addColumn<int>("terms");
    QTest::addColumn<bool>("wide");
    QTest::addColumn<bool>("plain");
    for (const int terms : {1, 2, 5, 9}) {
        QTest::addRow("%d terms", terms) << terms << false << true;
    }
    QTest::newRow("float64") << 3 << true << true;
    QTest::newRow("transposed") << 3 << true << false;
}

void WithoutGpu::combinedTensorsEqualAten()
{
    QFETCH(int, terms);
    QFETCH(bool, wide);
    QFETCH(bool, plain);
    at::manual_seed(3);
    std::vector<Tensor> values;
    std::vector<sampler::Term> list;
    values.reserve(static_cast<std::size_t>(terms));
    Tensor want = at::zeros({3, 70001}, at::kDouble);
    for (int j = 0; j < terms; ++j) {
        Tensor value = at::randn({3, 70001}, wide ? at::kDouble : at::kFloat);
        values.push_back(plain ? value : value.t().contiguous().t());
        list.push_back({0.7 * j - 1, values.back()});
        want += values.back().to(at::kDouble) * (0.7 * j - 1);
    }
    const Tensor got = sampler::combined(list);
    const double error = (got.to(at::kDouble) - want).abs().max().item<double>();
    QVERIFY2(error <= (wide ? 1e-13 : 2e-6) * terms, qPrintable(QString::number(error)));
    Tensor into = at::empty_like(got);
    sampler::combineInto(into, list);
    QVERIFY(into.equal(got));
}

void WithoutGpu::noiseInOnePassEqualsNoiseAdded()
{
    const Tensor x = at::randn({2, 40000}), mean = at::randn({2, 40000});
    const sampler::Term terms[] = {{0.25, x}, {0.5, mean}};
    const Tensor fused = run::CounterNoise(7, 3).combined(terms, 2);
    const Tensor apart = sampler::combined(terms) + run::CounterNoise(7, 3).normal(x) * 2;
    QVERIFY(fused.equal(apart));  // 2 is a power of two: the product is exact in both
}

void WithoutGpu::aPartOfTheMembersDrawsTheSameNoise()
{
    run::CounterNoise all(9, 4), some(9, 4, 3);
    for (int draw = 0; draw < 2; ++draw) {
        const Tensor whole = all.normal(at::empty({5, 20000}));
        QVERIFY(some.normal(at::empty({2, 20000})).equal(whole.slice(0, 3, 5)));
    }
}

void WithoutGpu::whatIsRecordedIsTheFunctionItself()
{
    denoiser::Recorded twice([](const std::vector<Tensor>& in) { return in[0] * in[1]; });
    for (const std::int64_t size : {3, 3, 3, 5}) {
        const Tensor x = at::randn({size}), factor = at::randn({1});
        QVERIFY(twice({x, factor}).equal(x * factor));
    }
}

void WithoutGpu::theShownFieldIsPackedWithItsEnds()
{
    Tensor field = at::randn({90, 181}, at::kDouble).t();  // neither float nor contiguous
    field[3][5] = NAN;
    field[9][7] = -INFINITY;
    const Tensor want = at::where(field.isfinite(), field, NAN).to(at::kFloat).contiguous();
    run::FieldCopy copy;
    for (int again = 0; again < 2; ++again) {
        std::vector<float> shown;
        const base::Extremes ends = copy(field, shown);
        const Tensor got = at::from_blob(shown.data(), {181, 90}, at::kFloat);
        QVERIFY(got.equal(want) || (got.isnan().equal(want.isnan()) && at::nan_to_num(got).equal(at::nan_to_num(want))));
        QVERIFY(ends.least == at::nan_to_num(want).min().item<float>());
        QVERIFY(ends.greatest == at::nan_to_num(want).max().item<float>());
    }
    std::vector<float> missing;
    const base::Extremes none = copy(at::full({2, 3}, NAN), missing);
    QVERIFY(none.least > none.greatest && std::isnan(missing[5]));
}

int main(int argc, char** argv)
{
    WithoutGpu suite;
    return tests::runAll(argc, argv, {&suite});
}

#include "without_gpu.moc"
