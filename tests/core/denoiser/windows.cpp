#include "suites.h"

#include "core/api/error.h"
#include "core/denoiser/chain.h"
#include "core/denoiser/composed.h"
#include "core/guidance/base/window_guidance.h"

#include "tests/core/denoiser/window_world.h"

#include <QtTest>

#include <array>

using namespace core;
using at::Tensor;
using denoiser::Fold;
using denoiser::Node;
using denoiser::Windows;
using tests::chainMatrix;
using tests::Elementwise;
using tests::gaussian;
using tests::observedOf;
using tests::somewhere;

Q_DECLARE_METATYPE(core::denoiser::Fold)

namespace {

void allFolds()
{
    QTest::addColumn<Fold>("fold");
    QTest::newRow("symmetrical") << Fold::symmetrical;
    QTest::newRow("causal") << Fold::causal;
    QTest::newRow("average") << Fold::average;
}

}  // namespace

void WindowComposition::foldsHaveAppasMaps_data()
{
    QTest::addColumn<Fold>("fold");
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<QList<int>>("times");
    QTest::newRow("symmetrical") << Fold::symmetrical << QList<double>{0, 1, 2} << QList<int>{18, 12, 18};
    QTest::newRow("causal") << Fold::causal << QList<double>{0, 1, 2} << QList<int>{24, 12, 12};
    QTest::newRow("average") << Fold::average << QList<double>{0, 0.5, 1.5, 2} << QList<int>{12, 12, 12, 12};
}

void WindowComposition::foldsHaveAppasMaps()
{
    QFETCH(Fold, fold);
    QFETCH(QList<double>, values);
    QFETCH(QList<int>, times);
    const Windows windows(48, 24, 12, fold);
    const Tensor index = at::arange(3, at::kDouble).view({3, 1, 1, 1}).expand({3, 1, 24, 1});
    const Tensor folded = windows.fold(index).flatten();
    std::int64_t state = 0;
    for (qsizetype part = 0; part < values.size(); ++part) {
        QVERIFY((folded.narrow(0, state, times[part]) == values[part]).all().item<bool>());
        state += times[part];
    }
    QCOMPARE(state, 48);
}

void WindowComposition::paddingReachesWholeWindows()
{
    for (const auto& [wanted, length, count] : {std::array{1, 24, 1}, {24, 24, 1}, {25, 36, 2}, {36, 36, 2}, {48, 48, 3}, {72, 72, 5}, {96, 96, 7}}) {
        const Windows windows = Windows::covering(wanted, 24, 12);
        QCOMPARE(windows.length(), length);
        QCOMPARE(windows.count(), count);
    }
}

void WindowComposition::windowsThatDoNotCoverAreRefused()
{
    QVERIFY_THROWS_EXCEPTION(Error, Windows(47, 24, 12));
    QVERIFY_THROWS_EXCEPTION(Error, Windows(12, 24, 12));
    QVERIFY_THROWS_EXCEPTION(Error, Windows(48, 12, 24));
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(Windows::covering(48, 24, 24)));
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(Windows::local(4, 2)));
}

void WindowComposition::localWindowsAreThoseOfSda()
{
    for (const std::int64_t k : {1, 2, 3}) {
        const std::int64_t length = 9;
        const Windows windows = Windows::local(length, k);
        QCOMPARE(windows.count(), length - 2 * k);
        for (std::int64_t state = 0; state < length; ++state) {
            const std::int64_t owner = std::clamp<std::int64_t>(state - k, 0, windows.count() - 1);
            const auto part = windows.taken(owner);
            const std::int64_t inside = state - windows.first(owner);
            QVERIFY(inside >= part.begin && inside < part.end);
        }
    }
}

void WindowComposition::foldingUndoesUnfolding_data()
{
    allFolds();
}

void WindowComposition::foldingUndoesUnfolding()
{
    QFETCH(Fold, fold);
    at::manual_seed(1);
    for (const std::int64_t stride : {1, 2, 3, 4, 5}) {
        const Windows windows(5 + 6 * stride, 5, stride, fold);
        const Tensor x = at::randint(-9, 9, {2, windows.length(), 3}, at::kDouble);
        QVERIFY(at::allclose(windows.fold(windows.unfold(x)), x, 1e-15, 1e-15));
        // ⟨F w, v⟩ = ⟨w, Fᵀ v⟩
        const Tensor w = at::randn({windows.count(), 2, 5, 3}, at::kDouble), v = at::randn_like(x);
        double right = 0;
        for (std::int64_t i = 0; i < windows.count(); ++i) {
            right += (w[i] * windows.pulled(v, i)).sum().item<double>();
        }
        QVERIFY(std::abs((windows.fold(w) * v).sum().item<double>() - right) < 1e-11);
    }
}

void WindowComposition::batchesDoNotChangeABit_data()
{
    allFolds();
}

void WindowComposition::batchesDoNotChangeABit()
{
    QFETCH(Fold, fold);
    const Windows windows(22, 6, 2, fold);
    at::manual_seed(2);
    const Tensor x = at::randn({3, 22 * 4}, at::kFloat), v = at::randn_like(x);
    const auto inner = std::make_shared<Elementwise>();
    const denoiser::Composed whole(inner, windows, {.windows = 9, .derivatives = 1});
    const Tensor mean = whole.mean(x, somewhere), pulled = whole.linearise(x, somewhere).vjp(v);
    for (const std::int64_t at : {1, 2, 4, 5, 7}) {
        for (const std::int64_t derivatives : {0, 100}) {  // evaluated again, kept
            const auto counted = std::make_shared<Elementwise>();
            const denoiser::Composed composed(counted, windows, {.windows = at, .derivatives = derivatives});
            QVERIFY(at::equal(composed.mean(x, somewhere), mean));
            const auto linear = composed.linearise(x, somewhere);
            QVERIFY(at::equal(linear.mean, mean));
            QVERIFY(at::equal(linear.vjp(v), pulled));
            QCOMPARE(counted->shapes, std::set<std::int64_t>{3 * at});  // always the same batch
        }
    }
}

void WindowComposition::theDerivativeIsTheCompositionsOwn_data()
{
    allFolds();
}

void WindowComposition::theDerivativeIsTheCompositionsOwn()
{
    QFETCH(Fold, fold);
    const Windows windows(13, 5, 2, fold);
    const denoiser::Composed composed(std::make_shared<Elementwise>(), windows, {.windows = 2});
    at::manual_seed(3);
    const Tensor x = at::randn({2, 13 * 3}, at::kDouble), dx = at::randn_like(x), v = at::randn_like(x);
    constexpr double h = 1e-6;
    const Tensor jvp = (composed.mean(x + h * dx, somewhere) - composed.mean(x - h * dx, somewhere)) / (2 * h);
    const double left = (jvp * v).sum().item<double>();
    const double right = (composed.linearise(x, somewhere).vjp(v) * dx).sum().item<double>();
    QVERIFY2(std::abs(left - right) < 1e-8, qPrintable(QString("%1 against %2").arg(left).arg(right)));
}

void WindowComposition::theErrorShrinksWithTheOverlap()
{
    constexpr std::int64_t length = 40, window = 8;
    constexpr double rho = 0.9;
    const denoiser::Gaussian inner = gaussian(chainMatrix(window, rho));
    const denoiser::ChainDenoiser kalman(std::make_shared<denoiser::ChainCovariance>(
        denoiser::ChainLaw{length, at::ones({1}, at::kDouble), at::full({1}, rho, at::kDouble), at::zeros({1}, at::kLong),
                           tests::float64()}));
    at::manual_seed(4);
    const Node at{.t = 0.5, .alpha = 1, .sigma = 0.5};
    const Tensor truth = at::linalg_cholesky(chainMatrix(length, rho)).matmul(at::randn({length, 500}, at::kDouble)).t();
    const Tensor x_t = truth + at.sigma * at::randn_like(truth);
    const Tensor exact = kalman.mean(x_t, at);
    for (const Fold fold : {Fold::symmetrical, Fold::average}) {
        std::vector<double> errors;
        for (const std::int64_t stride : {8, 4, 2}) {  // the nearest edge is 0, 2 and 3 states away
            const denoiser::Composed composed(std::make_shared<denoiser::SameWindows>(inner), Windows(length, window, stride, fold));
            errors.push_back((composed.mean(x_t, at) - exact).square().mean().sqrt().item<double>());
        }
        for (std::size_t i = 1; i < errors.size(); ++i) {
            QVERIFY2(errors[i] < errors[i - 1], qPrintable(QString("%1 then %2").arg(errors[i - 1]).arg(errors[i])));
        }
        QVERIFY2(errors.back() < 0.6 * errors.front(), qPrintable(QString("%1 of %2").arg(errors.back()).arg(errors.front())));
    }
    // windows as long as the trajectory are the exact answer
    const denoiser::Gaussian whole = gaussian(chainMatrix(length, rho));
    const denoiser::Composed composed(std::make_shared<denoiser::SameWindows>(whole), Windows(length, length, 1));
    QVERIFY((composed.mean(x_t, at) - exact).abs().max().item<double>() < 1e-11);
}

void WindowComposition::guidanceInsideWindowsIsThatOfTheirBlocks_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<std::int64_t>("stride");
    for (const char* method : {"mmps", "sda", "w2c"}) {
        for (const std::int64_t stride : {2, 6}) {
            QTest::addRow("%s, stride %d", method, static_cast<int>(stride)) << method << stride;
        }
    }
}

void WindowComposition::guidanceInsideWindowsIsThatOfTheirBlocks()
{
    QFETCH(QString, method);
    QFETCH(std::int64_t, stride);
    const Windows windows(18, 6, stride);
    const Tensor block = chainMatrix(6, 0.8);
    const denoiser::Gaussian inner = gaussian(block);
    const denoiser::Composed composed(std::make_shared<denoiser::SameWindows>(inner), windows);
    const auto observed = observedOf(windows, 3, 5);

    Selection selection{method.toStdString(), {}};
    if (method == "mmps") {
        selection.knobs = {{"iterations", 12}, {"solver", 1}};
    }
    at::manual_seed(6);
    const Tensor x_t = at::randn({2, 18}, at::kDouble);
    guidance::WindowGuidance guidance(selection);
    const observe::Observed each = tests::inWindows(observed);
    const Tensor mean = guidance.around(composed, each, 2)->mean(x_t, somewhere);

    // the block-diagonal problem: all windows as one state, all their observations
    std::vector<Tensor> blocks, rows, y, variance;
    for (std::int64_t w = 0; w < windows.count(); ++w) {
        blocks.push_back(block);
        const auto& one = observed[static_cast<std::size_t>(w)];
        if (one.op) {
            const Tensor h = one.op->linearise(at::zeros({1, 6}, at::kDouble)).vjp(at::eye(3, at::kDouble));
            rows.push_back(at::constant_pad_nd(h, {6 * w, 6 * (windows.count() - 1 - w)}));
            y.push_back(one.y);
            variance.push_back(one.variance);
        }
    }
    const denoiser::Gaussian prior = gaussian(at::block_diag(blocks));
    const observe::Observed all{std::make_shared<tests::MatrixOperator>(at::cat(rows)), at::cat(y), at::cat(variance)};
    if (method == "mmps") {
        selection.knobs["iterations"] = 40;
    }
    const Tensor unfolded = windows.unfold(x_t.unsqueeze(2)).permute({1, 0, 2, 3}).reshape({2, -1});
    const Tensor together = guidance::make(selection)->around(prior, all, 2)->mean(unfolded, somewhere);
    const Tensor expected = windows.fold(together.view({2, windows.count(), 6, 1}).permute({1, 0, 2, 3})).squeeze(2);
    QVERIFY((mean - expected).abs().max().item<double>() < 1e-9);

    // no strength: the composed prior, bit for bit
    QVERIFY(at::equal(guidance.around(composed, each, 0)->mean(x_t, somewhere), composed.mean(x_t, somewhere)));
}

void WindowComposition::guidanceInWindowsRefusesWhatActsOnSteps()
{
    const Windows windows(18, 6, 6);
    QVERIFY_THROWS_EXCEPTION(Error, guidance::WindowGuidance({"dps", {}}));
    guidance::WindowGuidance guidance({"mmps", {}});
    const denoiser::Gaussian prior = gaussian(chainMatrix(18, 0.8));
    const auto observed = observedOf(windows, 2, 1);
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(guidance.around(prior, tests::inWindows(observed), 1)));
    const denoiser::Gaussian inner = gaussian(chainMatrix(6, 0.8));
    const denoiser::Composed composed(std::make_shared<denoiser::SameWindows>(inner), windows);
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(guidance.around(composed, observed.front(), 1)));
}

void WindowComposition::windowsRememberTheirOwnSolves()
{
    const Windows windows(18, 6, 3);
    const denoiser::Gaussian inner = gaussian(chainMatrix(6, 0.8));
    const denoiser::Composed composed(std::make_shared<denoiser::SameWindows>(inner), windows);
    const auto observed = tests::inWindows(observedOf(windows, 3, 5));
    at::manual_seed(6);
    const Tensor x_t = at::randn({2, 18}, at::kDouble), next = x_t + 0.01 * at::randn_like(x_t);
    guidance::WindowGuidance straight({"mmps", {}}), resumed({"mmps", {}});
    static_cast<void>(straight.around(composed, observed, 1)->mean(x_t, somewhere));
    QVERIFY(straight.report().iterations > 0);
    resumed.restore(straight.memory());
    const Tensor a = straight.around(composed, observed, 1)->mean(next, somewhere);
    const Tensor b = resumed.around(composed, observed, 1)->mean(next, somewhere);
    QVERIFY(at::equal(a, b));
    guidance::WindowGuidance fresh({"mmps", {}});
    QVERIFY(!at::equal(fresh.around(composed, observed, 1)->mean(next, somewhere), a));
}
