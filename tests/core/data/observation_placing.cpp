#include "core/api/error.h"
#include "core/data/feedback.h"
#include "core/data/observation_heights.h"
#include "core/data/observation_thinning.h"
#include "core/data/observation_winds.h"
#include "core/data/result.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace {

using namespace core::data;

const std::string fixtures = EMBELLIE_SOURCE_DIR "/tests/core/data/files/";

Observation seen(const std::string& variable, double value, double altitude = 0)
{
    return {.id = "A", .time = 1577858400, .lat = 50, .lon = 8, .altitude = altitude, .variable = variable,
            .value = value, .error = 1};
}

bool near(double a, double b, double tolerance)
{
    return std::abs(a - b) < tolerance;
}

class ObservationPlacing : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void windsBecomeComponents()
    {
        std::vector<Observation> all = {seen("wind_speed", 10), seen("air_temperature", 280), seen("wind_from_direction", 270)};
        QCOMPARE(windsAsComponents(all), std::size_t{1});
        QVERIFY(all[0].variable == "eastward_wind" && near(all[0].value, 10, 1e-9));
        QVERIFY(all[2].variable == "northward_wind" && near(all[2].value, 0, 1e-9));
        QCOMPARE(all[2].error, 1.0);
        all = {seen("wind_speed", 10)};
        QCOMPARE(windsAsComponents(all), std::size_t{0});
    }
    void aRejectedDirectionRejectsBothComponents()
    {
        std::vector<Observation> all = {seen("wind_speed", 10), seen("wind_from_direction", 180)};
        all[1].use = core::Use::rejected;
        all[1].reason = "flagged in the file: qc 1";
        QCOMPARE(windsAsComponents(all), std::size_t{1});
        for (const Observation& o : all) {
            QVERIFY(o.use == core::Use::rejected);
            QCOMPARE(o.reason, std::string("flagged in the file: qc 1"));
        }
        QVERIFY(near(all[1].value, 10, 1e-9));
    }
    void temperatureFollowsTheLapseRate()
    {
        std::vector<Observation> all = {seen("air_temperature", 280, 100), seen("air_pressure_at_mean_sea_level", 101000, 100)};
        QCOMPARE(bringToModelHeights(all, {400, 400}, {}), std::size_t{1});
        QVERIFY(near(all[0].value, 280 - 0.0065 * 300, 1e-9));
        QVERIFY(near(all[0].correction, -0.0065 * 300, 1e-9));
        QVERIFY(near(all[0].error, std::hypot(1, 0.6), 1e-9));
        QCOMPARE(all[1].value, 101000.0);
    }
    void pressureFollowsTheStandardAtmosphere()
    {
        // from sea level to 500 m, ICAO Doc 7488: 1013.25 → 954.61 hPa
        std::vector<Observation> all = {seen("surface_air_pressure", 101325, 0)};
        static_cast<void>(bringToModelHeights(all, {500}, {}));
        QVERIFY2(near(all[0].value, 95461, 3), qPrintable(QString::number(all[0].value)));
        QVERIFY(all[0].error > 50);
        QVERIFY(all[0].use == core::Use::used);
    }
    void whatIsTooFarFromTheGroundIsRejected()
    {
        std::vector<Observation> all = {seen("air_temperature", 280, 0), seen("wind_speed", 5, NAN)};
        static_cast<void>(bringToModelHeights(all, {501, 501}, {.lapseRate = 0}));
        QVERIFY(all[0].use == core::Use::rejected && !all[0].reason.empty());
        QCOMPARE(all[0].value, 280.0);
        QVERIFY(all[1].use == core::Use::used && all[1].error == 1.0);
    }
    void oneStandsForItsBox()
    {
        std::vector<Observation> all;
        for (int i = 0; i < 100; ++i) {
            all.push_back(seen("air_temperature", 280 + i * 0.01));
            all.back().lat = 50 + 0.001 * i;
            all.push_back(seen("air_temperature", 300));
            all.back().lat = -50 - 0.001 * i;
        }
        std::vector<Observation> thinned = all, averaged = all;
        const std::size_t dropped = thin(thinned, 1e6, Dense::thinned);
        QVERIFY(dropped >= 196 && dropped <= 198);
        QCOMPARE(thin(averaged, 1e6, Dense::averaged), dropped);
        const auto kept = std::find_if(averaged.begin(), averaged.end(), [](const Observation& o) {
            return o.use == core::Use::used && o.lat < 0;
        });
        QVERIFY(near(kept->value, 300, 1e-9));
        QVERIFY(kept->error < 0.75 && kept->error > std::sqrt(0.5));
        QVERIFY(std::all_of(thinned.begin(), thinned.end(), [](const Observation& o) {
            return o.use == core::Use::used || o.reason == "thinned: another stands for its box";
        }));
    }
    void averagesCrossTheDateLine()
    {
        std::vector<Observation> all = {seen("air_temperature", 280), seen("air_temperature", 282)};
        all[0].lon = 359.9;
        all[1].lon = -0.3;
        all[1].correction = 1;
        QCOMPARE(thin(all, 2e5, Dense::averaged), std::size_t{1});
        const Observation& kept = all[0].use == core::Use::used ? all[0] : all[1];
        QVERIFY(near(std::remainder(kept.lon + 0.2, 360), 0, 1e-9));
        QVERIFY(near(kept.value, 281, 1e-9) && near(kept.correction, 0.5, 1e-9));
    }
    void departuresAreValueMinusSimulated_data()
    {
        QTest::addColumn<QString>("sentence");
        QTest::newRow("ioda_v3.nc") << "ombg is value − H(x)";
        QTest::newRow("ioda_v2.nc") << "ombg is H(x) − value; it is turned to value − H(x)";
    }
    void departuresAreValueMinusSimulated()
    {
        QFETCH(QString, sentence);
        const Feedback feedback = readFeedback({fixtures + QTest::currentDataTag()});
        QCOMPARE(QString::fromStdString(feedback.notes.front()), sentence);
        QCOMPARE(feedback.rows.size(), std::size_t{39});
        double sum = 0;
        int rejected = 0;
        for (const Feedback::Row& row : feedback.rows) {
            sum += row.omb / 39;
            rejected += row.observation.use == core::Use::rejected ? 1 : 0;
            QVERIFY(near(row.observation.error, 1.5, 1e-6));
            QVERIFY(std::abs(row.oma) < std::abs(row.omb) + 0.2);
        }
        QCOMPARE(rejected, 2);
        QVERIFY2(near(sum, -0.0799, 1e-3), qPrintable(QString::number(sum)));  // as the script has it: 0.3 K and its noise
    }
    void channelsHaveTheirNumbers()
    {
        const Feedback feedback = readFeedback({fixtures + "ioda_radiance.nc"});
        QCOMPARE(feedback.rows.size(), std::size_t{18});
        QCOMPARE(feedback.rows[1].channel, 6);
        QVERIFY(near(feedback.rows[1].omb, 0.5, 1e-4));
        QVERIFY(near(feedback.rows[1].observation.error, 0.4, 1e-6));
    }
    void tablesOfDeparturesAreRead()
    {
        QFile file(folder_.filePath("feedback.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("id,time,variable,level,value,background,omb\n"
                   "A,2020-01-01T06:00:00Z,air_temperature,500,250,251,1\nB,2020-01-01T06:00:00Z,air_temperature,500,260,258,-2\n");
        file.close();
        const Feedback feedback = readFeedback({file.fileName().toStdString()});
        QCOMPARE(feedback.rows[0].omb, -1.0);
        QCOMPARE(feedback.rows[1].omb, 2.0);
        QVERIFY(std::isnan(feedback.rows[0].oma));
    }
    void filesWithoutFeedbackAreRefused()
    {
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readFeedback({fixtures + "ioda_v1.nc"}));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readFeedback({fixtures + "dsg_orthogonal_profile.nc"}));
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::observationPlacingSuite()
{
    return std::make_unique<ObservationPlacing>();
}

#include "observation_placing.moc"
