#include "core/base/noise.h"
#include "core/earth/sphere.h"
#include "core/metric/base/series.h"
#include "tests/core/metric/suites.h"
#include "tests/suite.h"

#include <cmath>

using namespace core;
using metric::Sample;

namespace {

std::vector<float> normals(std::size_t n, std::uint32_t draw)
{
    std::vector<float> out(n);
    base::fillNormal(out.data(), 0, n, {.seed = 7, .draw = draw});
    return out;
}

/// One point with members and truth, that owns them.
struct Point {
    std::vector<float> members;
    float truth;
    double weight = 1;
    [[nodiscard]] Sample sample() const
    {
        Sample out{.truth = std::span(&truth, 1), .weights = std::span(&weight, 1)};
        for (const float& member : members) {
            out.members.emplace_back(&member, 1);
        }
        return out;
    }
};

double value(const Selection& selection, const std::vector<Point>& times)
{
    metric::Series series(selection);
    for (const Point& one : times) {
        series.add(one.sample());
    }
    return series.values().at(0);
}

bool near(double a, double b, double tolerance = 1e-12)
{
    return std::abs(a - b) <= tolerance;
}

/// A global grid with one field of a function of latitude and longitude in radians.
struct Globe {
    std::vector<double> lat, lon, weights;
    Globe(int rows, int columns)
    {
        for (int j = 0; j < rows; ++j) {
            lat.push_back(90 - 180.0 * j / (rows - 1));
        }
        for (int i = 0; i < columns; ++i) {
            lon.push_back(360.0 * i / columns);
        }
        for (const double weight : earth::areaWeights(lat)) {
            weights.insert(weights.end(), lon.size(), weight);
        }
    }
    template <class F>
    [[nodiscard]] std::vector<float> field(F f) const
    {
        std::vector<float> out;
        for (const double row : lat) {
            for (const double column : lon) {
                out.push_back(static_cast<float>(f(earth::radians(row), earth::radians(column))));
            }
        }
        return out;
    }
    [[nodiscard]] Sample sample(const std::vector<float>& field) const
    {
        return {.members = {field}, .weights = weights, .lat = lat, .lon = lon};
    }
};

}  // namespace

void ClosedForms::plainCrpsHasItsGoldenValue()
{
    const Point one{{0, 1, 3}, 2};
    QVERIFY(near(value({"crps", {{"form", 1}}}, {one}), 2.0 / 3));
    QVERIFY(near(value({"crps"}, {one}), 1.0 / 3));
}

void ClosedForms::rootsComeFirstOrLast()
{
    const std::vector<Point> times = {{{1, 3}, 1}, {{0, 6}, 0}};  // errors 1 and 3, variances 2 and 18
    QVERIFY(near(value({"rmse"}, times), 2));
    QVERIFY(near(value({"skill"}, times), std::sqrt(5)));
    QVERIFY(near(value({"spread"}, times), (std::sqrt(2) + std::sqrt(18)) / 2));
    QVERIFY(near(value({"spread", {{"roots", 1}}}, times), std::sqrt(10)));
    QVERIFY(near(value({"spreadskill", {{"roots", 1}}}, times), std::sqrt(1.5 * 10 / 5)));
}

void ClosedForms::theDebiasedErrorIsThatOfManyMembers()
{
    QVERIFY(near(value({"debiasedmse"}, {{{1, 3}, 1}}), 1 - 2.0 / 2));
    QVERIFY(std::isnan(value({"debiasedmse"}, {{{1}, 1}})));
}

void ClosedForms::theBandIsBinomial()
{
    // cumulated: P(X ≤ 4) = .0237, P(≤ 5) = .0576, P(≤ 15) = .9601, P(≤ 16) = .9794 of 100 cases of 1/10
    const auto band = metric::binomialBand(100, 10);
    QVERIFY(near(band.low, 0.05) && near(band.high, 0.16));
    const auto many = metric::binomialBand(1e6, 2);
    QVERIFY(near(many.low, 0.5 - 1.96 * 0.0005, 2e-6) && near(many.high, 0.5 + 1.96 * 0.0005, 2e-6));
    const std::vector<double> weights = {1, 1, 0, 2};
    QVERIFY(near(metric::effectiveCount(weights), 16.0 / 6));
}

void ClosedForms::intervalsCoverTheTruth()
{
    constexpr std::uint32_t repeats = 200;
    int covered = 0;
    for (std::uint32_t r = 0; r < repeats; ++r) {
        metric::Series series({"bias"});
        for (const float x : normals(60, r)) {
            const Point one{{x + 2}, 1};  // mean 1
            series.add(one.sample());
        }
        const auto score = series.score();
        QCOMPARE(score.times, 60U);
        QCOMPARE(score.n, 60U);
        covered += score.values[0].low < 1 && score.values[0].high > 1 ? 1 : 0;
    }
    // percentile intervals of 60 are a little narrow
    QVERIFY2(covered > 0.86 * repeats && covered < 0.99 * repeats, qPrintable(QString::number(covered)));
}

void ClosedForms::anAverageOfOneTimeHasNoInterval()
{
    metric::Series series({"rmse"});
    const Point one{{3}, 1};
    series.add(one.sample());
    const auto score = series.score();
    QCOMPARE(score.values[0].value, 2.0);
    QVERIFY(std::isnan(score.values[0].low) && std::isnan(score.values[0].high));
}

void ClosedForms::perturbedMembersAreCalibratedAgainstObservations()
{
    constexpr std::size_t n = 6000, members = 4;
    std::vector<std::vector<float>> ensemble;
    for (std::uint32_t m = 0; m < members; ++m) {
        ensemble.push_back(normals(n, m));
    }
    std::vector<float> y = normals(n, 50);
    const std::vector<float> noise = normals(n, 51), errors(n, 1.5F);
    for (std::size_t i = 0; i < n; ++i) {
        y[i] += 1.5F * noise[i];
    }
    const std::vector<double> weights(n, 1);
    Sample sample{.truth = y, .weights = weights, .errors = errors};
    for (const auto& member : ensemble) {
        sample.members.emplace_back(member);
    }
    const auto plain = metric::make({"rankhistogram"})->of(sample);
    const auto perturbed = metric::make({"rankhistogram", {{"perturb", 1}}})->of(sample);
    const double deviation = std::sqrt(0.2 * 0.8 / n);
    for (const double share : perturbed) {
        QVERIFY(near(share, 0.2, 4 * deviation));
    }
    QVERIFY(plain.front() > 0.2 + 10 * deviation && plain.back() > 0.2 + 10 * deviation);
}

void ClosedForms::desroziersFindsTheVariancesOfAnOptimalAnalysis()
{
    constexpr std::size_t n = 20000;
    constexpr float sigmaB = 2, sigmaO = 1, gain = 0.8F;  // 4/(4 + 1)
    const auto b = normals(n, 1), o = normals(n, 2);
    std::vector<float> background(n), y(n), analysis(n);
    for (std::size_t i = 0; i < n; ++i) {
        background[i] = sigmaB * b[i];
        y[i] = sigmaO * o[i];
        analysis[i] = background[i] + gain * (y[i] - background[i]);
    }
    const std::vector<float> errors(n, 3);
    const std::vector<double> weights(n, 1);
    const Sample sample{
        .members = {analysis}, .truth = y, .weights = weights, .errors = errors, .background = background};
    const auto variances = metric::make({"desroziers"})->of(sample);
    const double relative = 4 * std::sqrt(2.0 / n);
    QVERIFY(near(variances[0], 1, relative) && near(variances[1], 4, 4 * relative) &&
            near(variances[2], 9, 1e-6));
}

void ClosedForms::theOrderSpectrumCountsComplexPower()
{
    // real Y_21 = √(15/4π) sin φ cos φ cos λ is one half of |a_21|² of each sign: 1/2 of order 1, over 2m + 1
    const Globe globe(37, 72);
    const auto field = globe.field([](double phi, double lambda) {
        return std::sqrt(15 / (4 * earth::pi)) * std::sin(phi) * std::cos(phi) * std::cos(lambda);
    });
    const auto power = metric::make({"orderspectrum"})->of(globe.sample(field));
    QVERIFY(near(power[1], 1.0 / 6, 1e-6) && power[0] < 1e-10 && power[2] < 1e-10);
    const auto degree = metric::make({"spectrum"})->of(globe.sample(field));
    QVERIFY(near(degree[2], 1.0 / 5, 1e-6) && degree[1] < 1e-10);
}

void ClosedForms::geostrophicWindIsAtRightAngles_data()
{
    QTest::addColumn<double>("convention");
    QTest::newRow("published") << 0.0;
    QTest::newRow("physical") << 1.0;
}

void ClosedForms::geostrophicWindIsAtRightAngles()
{
    QFETCH(double, convention);
    const Globe globe(181, 360);
    const double scale = earth::gravity / (2 * earth::rotationPerSecond * earth::radiusMetres);
    const auto height = globe.field(
        [](double p, double l) { return 200 * std::pow(std::sin(p), 2) * std::cos(p) * std::cos(2 * l); });
    const auto u = globe.field([&](double p, double l) {
        return -scale * 200 * std::cos(2 * l) * (2 * std::cos(p) * std::cos(p) - std::sin(p) * std::sin(p));
    });
    const auto v = globe.field(
        [&](double p, double l) { return -scale * 400 * std::sin(p) * std::sin(2 * l); });
    const std::vector<metric::Companion> winds = {{"eastward_wind", 500, {u}}, {"northward_wind", 500, {v}}};
    Sample sample = globe.sample(height);
    sample.companions = winds;
    sample.levelHpa = 500;
    const auto found = metric::make({"geostrophy", {{"convention", convention}}})->of(sample);
    QVERIFY2(found[0] > 0.999, qPrintable(QString::number(found[0])));
    QVERIFY2(std::abs(found[1]) < 0.01 && found[2] > 0.98,
             qPrintable(QString("%1 %2").arg(found[1]).arg(found[2])));
    // a calm has no direction, and a lacking wind no answer
    sample.companions = {};
    QVERIFY(std::isnan(metric::make({"geostrophy"})->of(sample)[0]));
}

void ClosedForms::anIsothermalColumnIsInHypsometricBalance_data()
{
    geostrophicWindIsAtRightAngles_data();
}

void ClosedForms::anIsothermalColumnIsInHypsometricBalance()
{
    QFETCH(double, convention);
    const Globe globe(5, 8);
    constexpr double kelvin = 270, lowest = 1000;
    const auto constant = [&](double x) { return globe.field([x](double, double) { return x; }); };
    const std::vector<float> pressure = constant(100 * lowest), temperature = constant(kelvin);
    std::vector<std::vector<float>> heights;
    std::vector<metric::Companion> column;
    const std::vector<double> levels = {200, 500, lowest};
    heights.reserve(levels.size());
    for (const double level : levels) {
        const double z = 8.31462 * kelvin / (0.02896 * earth::gravity) * std::log(lowest / level);
        heights.push_back(constant(z * earth::radiusMetres / (earth::radiusMetres + z)));
        column.push_back({"air_temperature", level, {temperature}});
        column.push_back({"geopotential_height", level, {heights.back()}});
    }
    Sample sample = globe.sample(pressure);
    sample.companions = column;
    const auto balance = metric::make({"hypsometric", {{"convention", convention}}})->of(sample);
    QCOMPARE(balance.size(), 3U * 202);
    for (std::size_t l = 0; l < 3; ++l) {
        QVERIFY(std::abs(balance[l]) < 2e-6 && balance[3 + l] < 2e-6);
        QVERIFY(
            near(balance[6 + 200 * l + 99] + balance[6 + 200 * l + 100], 1));  // the middle of the histogram
    }
    // a surface below the lowest level adds the layer between, the warmer the larger κ
    const std::vector<float> high = constant(103000);
    sample.members = {high};
    const auto lower = metric::make({"hypsometric", {{"convention", convention}}})->of(sample);
    const double kappa = 8.31462 / 1005 / (convention > 0 ? 0.02896 : 1);
    const double layer = 8.31462 * std::log(1.03) /
                         (0.02896 * earth::gravity * 0.5 * (1 + std::pow(1.03, -kappa)) / kelvin) / 1000;
    QVERIFY2(near(lower[2], layer, 2e-6), qPrintable(QString("%1 against %2").arg(lower[2]).arg(layer)));
}
