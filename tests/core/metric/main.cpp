#include "core/earth/sphere.h"
#include "core/metric/metric.h"
#include "core/run/networks.h"
#include "core/run/score.h"
#include "tests/core/metric/suites.h"
#include "tests/suite.h"

#include <cmath>
#include <limits>
#include <set>

namespace {

using namespace core;
using metric::Sample;

constexpr float missing = std::numeric_limits<float>::quiet_NaN();

/// An ensemble that owns its values.
struct World {
    std::vector<std::vector<float>> members;
    std::vector<float> truth;
    std::vector<double> weights;

    [[nodiscard]] Sample sample() const
    {
        Sample result{.truth = truth, .weights = weights};
        for (const auto& member : members) {
            result.members.emplace_back(member);
        }
        return result;
    }
};

World oneOf(std::vector<std::vector<float>> members, float truth)
{
    return {std::move(members), {truth}, {1}};
}

class Metrics : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fairCrpsHasItsGoldenValue()
    {
        const World world = oneOf({{0}, {1}, {3}}, 2);
        QVERIFY(std::abs(metric::evaluate("crps", world.sample()) - 1.0 / 3) < 1e-12);
    }
    void crpsOfOneMemberIsTheAbsoluteError()
    {
        const World world{{{1, 5}}, {4, 4}, {1, 3}};
        QVERIFY(std::abs(metric::evaluate("crps", world.sample()) - 1.5) < 1e-12);
        QVERIFY(std::abs(metric::evaluate("mae", world.sample()) - 1.5) < 1e-12);
    }
    void areaWeightsHaveTheirGoldenValues()
    {
        std::vector<double> lat;
        for (int i = 0; i < 721; ++i) {
            lat.push_back(90 - 0.25 * i);
        }
        const auto weights = earth::areaWeights(lat);
        QVERIFY(std::abs(weights[0] - .000857926) < 1e-9);
        QVERIFY(std::abs(weights[1] - .00686338) < 1e-8);
        QVERIFY(std::abs(weights[360] - 1.57297674) < 1e-8);
    }
    void rmseAndBiasAreWeighted()
    {
        const World world{{{1, 2}, {3, 2}}, {0, 1}, {3, 1}};  // mean errors 2 and 1
        QVERIFY(std::abs(metric::evaluate("bias", world.sample()) - 1.75) < 1e-12);
        QVERIFY(std::abs(metric::evaluate("rmse", world.sample()) - std::sqrt(13.0 / 4)) < 1e-12);
    }
    void whatIsMissingDoesNotCount()
    {
        const World world{{{1, 2, missing}}, {0, missing, 5}, {1, 1, 1}};
        QVERIFY(std::abs(metric::evaluate("rmse", world.sample()) - 1) < 1e-12);
        const World none{{{1}}, {missing}, {1}};
        QVERIFY(std::isnan(metric::evaluate("rmse", none.sample())));
    }
    void spreadIsTheUnbiasedStandardDeviation()
    {
        const World world = oneOf({{1}, {2}, {3}}, 5);
        QVERIFY(std::abs(metric::evaluate("spread", world.sample()) - 1) < 1e-12);
        QVERIFY(std::abs(metric::evaluate("spreadskill", world.sample()) - std::sqrt(4.0 / 3) / 3) < 1e-12);
        QVERIFY(std::isnan(metric::evaluate("spread", oneOf({{1}}, 5).sample())));
    }
    void chiSquaredIsInUnitsOfTheErrors()
    {
        const World world{{{1, 1}}, {3, 0}, {1, 1}};
        Sample sample = world.sample();
        QVERIFY(std::isnan(metric::evaluate("chi2", sample)));
        const std::vector<float> errors = {2, 1};
        sample.errors = errors;
        QVERIFY(std::abs(metric::evaluate("chi2", sample) - 1) < 1e-12);
    }
    void theRankHistogramSharesTies()
    {
        const World world{{{0, 2}, {1, 2}}, {0.5, 2}, {1, 1}};
        const auto shares = metric::make({.kind = "rankhistogram"})->of(world.sample());
        const std::vector<double> expected = {1.0 / 6, 0.5 + 1.0 / 6, 1.0 / 6};
        QCOMPARE(shares.size(), expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QVERIFY(std::abs(shares[i] - expected[i]) < 1e-12);
        }
    }
    void theSpectrumOfOneHarmonicIsOneDegree()
    {
        // Y_10 = √(3/4π) sin φ
        World world;
        std::vector<double> lat, lon;
        std::vector<float> field;
        for (int j = 0; j < 37; ++j) {
            lat.push_back(90 - 5 * j);
        }
        for (int i = 0; i < 72; ++i) {
            lon.push_back(5 * i);
        }
        for (const double row : lat) {
            const double value = std::sqrt(3 / (4 * earth::pi)) * std::sin(earth::radians(row));
            field.insert(field.end(), lon.size(), static_cast<float>(value));
        }
        world = {{field}, field, std::vector<double>(field.size(), 1)};
        Sample sample = world.sample();
        sample.lat = lat;
        sample.lon = lon;
        const auto power = metric::make({.kind = "spectrum"})->of(sample);
        QVERIFY(power.size() > 10);
        QVERIFY(std::abs(power[1] - 1.0 / 3) < 1e-6);
        QVERIFY(power[0] < 1e-10 && power[2] < 1e-10 && power[5] < 1e-10);
    }
};

/// sin φ of temperature at two levels, and a constant wind, on a coarse grid
data::Gridded series()
{
    data::Gridded result;
    for (int j = 0; j < 19; ++j) {
        result.lat.push_back(90 - 10 * j);
    }
    for (int i = 0; i < 36; ++i) {
        result.lon.push_back(10 * i);
    }
    result.channels = {{"air_temperature", "Temperature, 850 hPa", "K", 850},
                       {"eastward_wind", "Eastward wind, 850 hPa", "m s-1", 850},
                       {"northward_wind", "Northward wind, 850 hPa", "m s-1", 850}};
    result.times = {0, 21600};
    for (std::size_t t = 0; t < 2; ++t) {
        for (const float constant : {280.0F, 3.0F, 4.0F}) {
            result.values.insert(result.values.end(), result.lat.size() * result.lon.size(), constant);
        }
    }
    return result;
}

class Networks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theSameSeedGivesTheSameObservations()
    {
        const ObservationSpec spec{.network = "radiosondes", .count = 20, .seed = 3};
        const auto once = run::simulateNetwork(series(), spec), again = run::simulateNetwork(series(), spec);
        QCOMPARE(once.all.size(), 20U * 3 * 2);
        QCOMPARE(once.all.front().id, std::string("R0001"));
        for (std::size_t i = 0; i < once.all.size(); ++i) {
            QCOMPARE(once.all[i].value, again.all[i].value);
        }
        const auto other = run::simulateNetwork(series(), {.network = "radiosondes", .count = 20, .seed = 4});
        QVERIFY(other.all.front().lat != once.all.front().lat);
    }
    void theNoiseHasTheStatedError()
    {
        const ObservationSpec spec{
            .network = "stations", .count = 4000, .variables = {"air_temperature"}, .errors = {{"*", "2 K"}}};
        double sum = 0, square = 0;
        const auto set = run::simulateNetwork(series(), spec);
        QCOMPARE(set.all.size(), 8000U);
        for (const auto& one : set.all) {
            QCOMPARE(one.error, 2.0);
            sum += (one.value - 280) / 2;
            square += (one.value - 280) * (one.value - 280) / 4;
        }
        const auto n = static_cast<double>(set.all.size());
        QVERIFY(std::abs(sum / n) < 4 / std::sqrt(n));
        QVERIFY(std::abs(square / n - 1) < 4 * std::sqrt(2 / n));
    }
    void placesAreUniformOnTheSphere()
    {
        const auto set = run::simulateNetwork(
            series(), {.network = "stations", .count = 4000, .variables = {"air_temperature"}});
        double polewardOf30 = 0, count = 0;
        for (const auto& one : set.all) {
            polewardOf30 += std::abs(one.lat) > 30 ? 1 : 0;
            count += 1;
        }
        QVERIFY(std::abs(polewardOf30 / count - 0.5) < 4 * 0.5 / std::sqrt(count / 2));
    }
    void windStationsReportTheSpeed()
    {
        const auto set =
            run::simulateNetwork(series(), {.network = "wind", .count = 50, .errors = {{"wind_speed", "1e-6 m s-1"}}});
        QCOMPARE(set.all.size(), 100U);
        for (const auto& one : set.all) {
            QCOMPARE(one.variable, std::string("wind_speed"));
            QVERIFY(std::abs(one.value - 5) < 1e-4);
        }
    }
    void coarseTakesEveryNthGridPoint()
    {
        const auto set = run::simulateNetwork(series(), {.network = "coarse", .count = 100});
        std::set<std::pair<double, double>> places;
        for (const auto& one : set.all) {
            places.emplace(one.lat, one.lon);
        }
        QVERIFY(places.size() <= 100 && places.size() > 50);
        QVERIFY(places.contains({90.0, 0.0}));
    }
};

class Scores : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fieldsAreScoredAgainstATruthOnAnotherGrid()
    {
        data::Result result = resultOf(series());
        std::vector<std::string> notes;
        data::Gridded truth = series();
        for (double& lon : truth.lon) {
            lon += 5;
        }
        const auto scores = run::scoreFields(result, truth, notes);
        QCOMPARE(scores.size(), 3U);
        QCOMPARE(scores[0].name, std::string("air_temperature@850"));
        QVERIFY(std::abs(scores[0].rmse - 1) < 1e-4);   // members at +0 and +2
        QVERIFY(std::abs(scores[0].bias - 1) < 1e-4);
        QVERIFY(std::abs(scores[0].spread - std::sqrt(2)) < 1e-4);
        QVERIFY(std::abs(scores[0].climatologyRmse - 3) < 1e-4);
        QVERIFY(std::abs(scores[0].exactRmse - 0.5) < 1e-4);
        QCOMPARE(scores[0].n, 2U * 19 * 36);
        QVERIFY(!notes.empty());
    }
    void persistenceHoldsTheFirstState()
    {
        data::Gridded truth = series();
        for (std::size_t i = truth.values.size() / 2; i < truth.values.size(); ++i) {
            truth.values[i] += 2;
        }
        std::vector<std::string> notes;
        const auto scores = run::scoreFields(resultOf(series()), truth, notes);
        QVERIFY(std::abs(scores[0].persistenceRmse - 2) < 1e-4);
        QVERIFY(std::abs(scores[0].rmse - 1) < 1e-4);     // errors +1 and −1
        QVERIFY(std::abs(scores[0].skill - 1) < 1e-4);
        QVERIFY(std::abs(scores[0].bias) < 1e-4);
        const Interval bias = scores[0].intervals.at("bias");
        QVERIFY(std::abs(bias.low + 1) < 1e-4 && std::abs(bias.high - 1) < 1e-4);  // two times: one, both, or the other
        QVERIFY(scores[0].rankBand.low < 1.0 / 3 && scores[0].rankBand.high > 1.0 / 3);
    }
    void balancesAreScoredWhereTheirFieldsAre()
    {
        data::Gridded states = series();
        std::vector<std::string> notes;
        QVERIFY(run::scoreBalances(resultOf(states), &states).empty());  // no height
        states.channels[0] = {"geopotential_height", "Height", "m", 850};
        const auto balances = run::scoreBalances(resultOf(states), &states);
        QCOMPARE(balances.size(), 2U);
        QCOMPARE(balances[0].name, std::string("geostrophy@850"));
        QCOMPARE(balances[0].members.at("cosineHistogram").size(), 20U);
    }
    void aTruthOfOtherTimesIsRefused()
    {
        data::Gridded truth = series();
        truth.times = {1, 2};
        std::vector<std::string> notes;
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(run::scoreFields(resultOf(series()), truth, notes)), std::runtime_error);
    }
    void anyObservationsAreComparedWithTheNearestState()
    {
        data::ObservationSet set;
        const auto add = [&](const char* variable, std::int64_t time, double value) {
            set.all.push_back({.id = "a", .time = time, .lat = 12, .lon = 34, .variable = variable, .levelHpa = 850,
                               .value = value, .error = 2});
        };
        add("air_temperature", 3600, 285);
        add("air_temperature", 90000, 285);  // outside
        add("sea_water_salinity", 0, 35);    // unknown
        std::vector<std::string> notes;
        const auto scores = run::scoreObservations(resultOf(series()), set, notes);
        QCOMPARE(scores.size(), 1U);
        QCOMPARE(scores[0].n, 1U);
        QVERIFY(std::abs(scores[0].oma.rms - 4) < 1e-4);
        QVERIFY(std::abs(scores[0].omb.bias - 2) < 1e-4);
        QVERIFY(std::abs(scores[0].chi2 - 4) < 1e-3);
        QVERIFY(std::abs(scores[0].omaExact.mae - 4.5) < 1e-4);
        QCOMPARE(notes.size(), 2U);
    }
    void windSpeedIsMadeOfTheComponents()
    {
        data::ObservationSet set;
        set.all.push_back({.id = "a", .lat = 0, .lon = 0, .variable = "wind_speed", .levelHpa = 850, .value = 5, .error = 1});
        data::Result result = resultOf(series());
        result.members = {series().values};
        std::vector<std::string> notes;
        QVERIFY(run::scoreObservations(result, set, notes).at(0).oma.rms < 1e-4);
    }
    void ownDeparturesAreSortedByUse()
    {
        data::Result result = resultOf(series());
        const auto add = [&](Use use, double oma) {
            data::Observation one{.id = "a", .variable = "air_temperature", .levelHpa = 850, .error = 1, .use = use};
            result.departures.push_back({.observation = one, .omb = 2 * oma, .oma = oma, .omaExact = oma / 2});
        };
        add(Use::used, 3);
        add(Use::used, -4);
        add(Use::heldOut, 1);
        add(Use::rejected, 100);
        const auto used = run::scoreDepartures(result, Use::used);
        QCOMPARE(used.size(), 1U);
        QCOMPARE(used[0].n, 2U);
        QVERIFY(std::abs(used[0].oma.rms - std::sqrt(12.5)) < 1e-12);
        QVERIFY(std::abs(used[0].oma.bias + 0.5) < 1e-12);
        QVERIFY(std::abs(used[0].chi2 - 12.5) < 1e-12);
        QVERIFY(used[0].hasExact);
        QCOMPARE(run::scoreDepartures(result, Use::heldOut).at(0).n, 1U);
    }

private:
    /// Members at +0 and +2, prior mean at +3, exact at +0.5 of a series.
    static data::Result resultOf(const data::Gridded& series)
    {
        data::Result result;
        result.grid = series;
        const auto shifted = [&](float by) {
            std::vector<float> values = series.values;
            for (float& value : values) {
                value += by;
            }
            return values;
        };
        result.grid.values.clear();
        result.members = {shifted(0), shifted(2)};
        result.background = shifted(3);
        result.exact = shifted(0.5F);
        return result;
    }
};

}  // namespace

int main(int argc, char** argv)
{
    Metrics metrics;
    Networks networks;
    Scores scores;
    ClosedForms closedForms;
    MetricContract contract;
    FeedbackScores feedback;
    return tests::runAll(argc, argv, {&metrics, &closedForms, &contract, &feedback, &networks, &scores});
}

#include "main.moc"
