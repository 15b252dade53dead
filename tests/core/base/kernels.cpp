#include "core/base/accelerator.h"
#include "core/base/philox.h"
#include "tests/core/base/suites.h"
#include "tests/suite.h"

#include <array>
#include <bit>
#include <cmath>
#include <random>
#include <vector>

namespace {

using namespace core::base;

std::vector<float> random(std::size_t count, unsigned seed)
{
    std::mt19937 engine(seed);
    std::normal_distribution<float> normal(0, 3);
    std::vector<float> out(count);
    for (float& value : out) {
        value = normal(engine);
    }
    return out;
}

/// The functions that CUDA kernels share with the CPU, against plain loops.
class SharedKernels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBlockHasTheGoldenWordsAndTheNormalsOfFillNormal()
    {
        const Block zero = philoxBlock({0, 0, 0, 0}, 0);
        QCOMPARE(zero.a, 0x6627e8d5U);
        QCOMPARE(zero.b, 0xe169c58dU);
        QCOMPARE(zero.c, 0xbc57ac4cU);
        QCOMPARE(zero.d, 0x9b00dbd8U);
        const NoisePlace place{.seed = 0x123456789abcdef, .member = 7, .step = 12, .draw = 3};
        std::vector<float> want(4096);
        for (const std::uint64_t first : {std::uint64_t{0}, (std::uint64_t{1} << 34) - 1024}) {
            fillNormal(want.data(), first, want.size(), place);
            for (std::uint64_t block = 0; block < want.size() / 4; ++block) {
                float got[4];
                normalsOfBlock(first / 4 + block, place, got);
                for (std::uint64_t k = 0; k < 4; ++k) {
                    QCOMPARE(std::bit_cast<std::uint32_t>(got[k]), std::bit_cast<std::uint32_t>(want[4 * block + k]));
                }
            }
        }
    }
    void combinationsEqualAPlainLoopBitForBit()
    {
        constexpr std::size_t size = 5003;
        std::vector<std::vector<float>> values;
        Combination<float> c{};
        for (int j = 0; j < mostTerms; ++j) {
            values.push_back(random(size, static_cast<unsigned>(j)));
            c.value[j] = values.back().data();
            c.factor[j] = 0.37F * static_cast<float>(j + 1) - 1;
        }
        for (c.terms = 1; c.terms <= mostTerms; ++c.terms) {
            std::vector<float> out(size, -1);
            combine(out.data(), c, {3, size - 2});
            for (std::size_t i = 3; i < size - 2; ++i) {
                volatile float sum = c.factor[0] * values[0][i];  // volatile: each product and sum is rounded
                for (int j = 1; j < c.terms; ++j) {
                    const volatile float product = c.factor[j] * values[static_cast<std::size_t>(j)][i];
                    sum = sum + product;
                }
                QCOMPARE(out[i], float(sum));
            }
            QVERIFY(out[2] == -1 && out[size - 2] == -1);
        }
    }
    void aCombinationMayReplaceOneOfItsValues()
    {
        std::vector<float> x = random(1001, 1);
        const std::vector<float> before = x, y = random(1001, 2);
        combine(x.data(), Combination<float>{{y.data(), x.data()}, {2, -0.5F}, 2}, {0, 1001});
        for (std::size_t i = 0; i < x.size(); ++i) {
            QCOMPARE(x[i], 2 * y[i] + -0.5F * before[i]);
        }
    }
    void noiseInACombinationIsThatOfFillNormal()
    {
        constexpr std::int64_t size = 9001, begin = 17;
        const std::vector<float> x = random(size, 3);
        const NoisePlace place{.seed = 5, .member = 2, .step = 9, .draw = 1};
        std::vector<float> out(size), noise(size);
        fillNormal(noise.data(), 1000, size - begin, place);
        combineNoisy(out.data(), {{x.data()}, {0.9F}, 1}, {begin, size}, {0.3F, 1000, place});
        for (std::int64_t i = begin; i < size; ++i) {
            const volatile float part = 0.9F * x[static_cast<std::size_t>(i)];
            const volatile float drawn = 0.3F * noise[static_cast<std::size_t>(i - begin)];
            QCOMPARE(out[static_cast<std::size_t>(i)], float(part + drawn));
        }
    }
    void gatherReadsNoElementWithoutWeightAndScatterIsItsAdjoint()
    {
        const std::vector<std::int64_t> index = {0, 3, 3, 1, 4, 2};
        const std::vector<double> weight = {0.25, 0.75, 1, 0, 0.5, 0.5};
        const std::vector<double> fields = {1, NAN, 3, 4, 5, 6, 7, 8, 9, 10};  // two fields of five elements
        const WeightedPoints<double> points{index.data(), weight.data(), 3, 2};
        std::array<double, 6> values{};
        gather(values.data(), points, {fields.data(), 2, 5});
        const std::array<double, 6> want = {0.25 * 1 + 0.75 * 4, 4, 0.5 * 5 + 0.5 * 3,
                                            0.25 * 6 + 0.75 * 9, 9, 0.5 * 10 + 0.5 * 8};
        QVERIFY(values == want);
        const std::vector<std::int64_t> start = {0, 1, 2, 3, 5, 6}, pair = {0, 3, 5, 1, 2, 4};
        const std::array<double, 3> w = {2, 3, 5};
        std::array<double, 5> back{};
        scatter(back.data(), points, {{start.data(), pair.data()}, 5}, {w.data(), 1, 3});
        const std::array<double, 5> adjoint = {0.25 * 2, 0 * 3, 0.5 * 5, 0.75 * 2 + 3, 0.5 * 5};
        QVERIFY(back == adjoint);
    }
    void packingKeepsValuesMarksWhatIsMissingAndGoesOnWithTheExtremes()
    {
        const std::vector<float> values = {1, NAN, -2, INFINITY, 5};
        std::vector<float> out(5);
        Extremes extremes;
        packTexture(out.data(), values.data(), 0, extremes);
        QVERIFY(extremes.least > extremes.greatest);
        packTexture(out.data(), values.data(), 5, extremes);
        QVERIFY(out[0] == 1 && std::isnan(out[1]) && out[2] == -2 && std::isnan(out[3]) && out[4] == 5);
        QVERIFY(extremes.least == -2 && extremes.greatest == 5);
        const float more = 9;
        packTexture(out.data(), &more, 1, extremes);
        QVERIFY(extremes.least == -2 && extremes.greatest == 9);
        Extremes front, back, none;
        packTexture(out.data(), values.data(), 2, front);
        packTexture(out.data(), values.data() + 2, 3, back);
        const Extremes whole = joined(joined(front, none), back);
        QVERIFY(whole.least == -2 && whole.greatest == 5);
    }
    void kernelsOfAnotherVersionAreNotTaken()
    {
        static const Kernels old{.version = Kernels::presentVersion + 1};
        QVERIFY(!setAccelerator(&old));
        QVERIFY(!setAccelerator(nullptr));
        QVERIFY(accelerator() == nullptr);
    }
};

}  // namespace

namespace tests {

std::unique_ptr<QObject> sharedKernels()
{
    return std::make_unique<SharedKernels>();
}

}  // namespace tests

#include "kernels.moc"
