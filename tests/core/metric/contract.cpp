#include "core/metric/metric.h"
#include "core/earth/sphere.h"
#include "tests/core/metric/suites.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace core;
using metric::Sample;

namespace {

constexpr std::size_t rows = 16, columns = 32, points = rows * columns, members = 5;

/// A field with neighbours, errors and a prior mean: all that any metric asks for.
struct Full {
    std::vector<double> lat, lon, weights;
    std::vector<std::vector<float>> fields;  // of the members, then of each companion
    std::vector<float> truth, background, errors;
    std::vector<metric::Companion> companions;

    explicit Full(unsigned seed)
    {
        std::mt19937 random(seed);
        std::normal_distribution<float> normal;
        for (std::size_t j = 0; j < rows; ++j) {
            lat.push_back(90 - 180 * (static_cast<double>(j) + 0.5) / rows);
        }
        for (std::size_t i = 0; i < columns; ++i) {
            lon.push_back(360 * static_cast<double>(i) / columns);
        }
        for (const double weight : earth::areaWeights(lat)) {
            weights.insert(weights.end(), columns, weight);
        }
        const auto field = [&](float mean, float deviation) {
            std::vector<float> out(points);
            for (float& value : out) {
                value = mean + deviation * normal(random);
            }
            return out;
        };
        truth = field(5500, 100);
        background = field(5500, 120);
        errors.assign(points, 50);
        for (std::size_t m = 0; m < members; ++m) {
            fields.push_back(field(5500, 100));
        }
        for (const double level : {850.0, 500.0}) {
            for (const auto& [name, mean, deviation] :
                 {std::tuple{"air_temperature", 260.0F, 10.0F},
                  std::tuple{"geopotential_height", level > 600 ? 1500.0F : 5500.0F, 100.0F},
                  std::tuple{"eastward_wind", 10.0F, 8.0F}, std::tuple{"northward_wind", 0.0F, 8.0F}}) {
                companions.push_back({.standardName = name, .levelHpa = level});
                for (std::size_t m = 0; m < members; ++m) {
                    fields.push_back(field(mean, deviation));
                }
            }
        }
    }
    /// seen  at points, as observations are; else as a field on its grid
    [[nodiscard]] Sample sample(bool seen)
    {
        Sample out{.truth = truth, .weights = weights, .levelHpa = 500};
        for (std::size_t m = 0; m < members; ++m) {
            out.members.emplace_back(fields[m]);
        }
        for (std::size_t c = 0; c < companions.size(); ++c) {
            companions[c].members.clear();
            for (std::size_t m = 0; m < members; ++m) {
                companions[c].members.emplace_back(fields[members * (c + 1) + m]);
            }
        }
        if (seen) {
            out.errors = errors;
            out.background = background;
        } else {
            out.lat = lat;
            out.lon = lon;
            out.companions = companions;
        }
        return out;
    }
};

bool sound(const std::vector<double>& score)
{
    return !score.empty() && std::ranges::all_of(score, [](double value) { return std::isfinite(value); });
}

}  // namespace

void MetricContract::everyMetricHoldsIt_data()
{
    QTest::addColumn<QString>("id");
    QVERIFY(metric::entries().size() > 10);
    for (const metric::Entry& entry : metric::entries()) {
        QTest::newRow(entry.about.id.c_str()) << QString::fromStdString(entry.about.id);
    }
}

void MetricContract::everyMetricHoldsIt()
{
    QFETCH(const QString, id);
    const auto score = metric::make({id.toStdString()});
    Full one(1), other(2);
    const bool seen = !sound(score->of(one.sample(false)));  // some are for observations alone
    const std::vector<double> first = score->of(one.sample(seen));
    QVERIFY2(sound(first), "it gives no number for a sample that has everything");
    QVERIFY(first == metric::make({id.toStdString()})->of(one.sample(seen)));
    QVERIFY(first != score->of(other.sample(seen)));
    // weights have any scale
    Sample heavy = one.sample(seen);
    std::vector<double> weights(heavy.weights.begin(), heavy.weights.end());
    for (double& weight : weights) {
        weight *= 3;
    }
    heavy.weights = weights;
    const std::vector<double> again = score->of(heavy);
    QCOMPARE(again.size(), first.size());
    for (std::size_t i = 0; i < first.size(); ++i) {
        QVERIFY(std::abs(again[i] - first[i]) <= 1e-9 * (1 + std::abs(first[i])));
    }
    // where the truth counts and nothing of it is known, no number is made up
    Sample blind = one.sample(seen);
    blind.truth = other.truth;
    if (score->of(blind) != first) {
        const std::vector<float> unknown(points, std::nanf(""));
        blind.truth = unknown;
        QVERIFY(!sound(score->of(blind)));
    }
}
