#include "core/data/observations.h"
#include "core/api/error.h"
#include "core/base/calendar.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace {

using namespace core::data;

class ObservationReading : public QObject {
    Q_OBJECT

    std::string written(const QByteArray& text)
    {
        const QString path = folder_.filePath("table.csv");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            return {};
        }
        file.write(text);
        return path.toStdString();
    }
    static const Observation* find(const ObservationSet& set, const std::string& id,
                                   const std::string& variable)
    {
        const auto found = std::find_if(set.all.begin(), set.all.end(), [&](const Observation& o) {
            return o.id == id && o.variable == variable;
        });
        return found == set.all.end() ? nullptr : &*found;
    }

private Q_SLOTS:
    void everySeparatorAndLineEndReadsTheSame()
    {
        const QByteArray table =
            "station_id,time,latitude,longitude,elevation_m,t2m_K,wind_speed_kt\n"
            "A,2020-01-01T06:00:00Z,47.5,8.5,500,280.5,10\n"
            "B,2020-01-01T06:00:00Z,-10,350,,,20\n";
        for (const char* separator : {",", ";", "\t", "   "}) {
            for (const char* end : {"\n", "\r\n", "\r"}) {
                QByteArray text = table;
                if (QByteArray(separator) == "   ") {
                    text.replace(",,,", ",1,290,");
                }
                text.replace(',', separator).replace('\n', end);
                const ObservationSet set = readObservations(written(text));
                const Observation* temperature = find(set, "A", "air_temperature");
                QVERIFY(temperature != nullptr);
                QCOMPARE(temperature->value, 280.5);
                QCOMPARE(temperature->altitude, 500.0);
                QCOMPARE(core::base::isoFromSeconds(temperature->time), std::string("2020-01-01T06:00:00Z"));
                const Observation* wind = find(set, "B", "wind_speed");
                QVERIFY(wind != nullptr);
                QVERIFY(std::abs(wind->value - 10.2888889) < 1e-5);
            }
        }
    }
    void unitsRowQuotesAndCommentsAreUnderstood()
    {
        const ObservationSet set = readObservations(
            written("# logger\nid,time,lat,lon,t2m,mslp,remark\n"
                    ",UTC,degrees_north,degrees_east,degC,hPa,-\n"
                    "A,1577858400,50,8,6.5,1013.2,\"two\n\"\"lines\"\", here\"\n"));
        QCOMPARE(set.all.size(), std::size_t{2});
        QVERIFY(std::abs(find(set, "A", "air_temperature")->value - 279.65) < 1e-9);
        QVERIFY(std::abs(find(set, "A", "air_pressure_at_mean_sea_level")->value - 101320) < 1e-6);
        QCOMPARE(core::base::isoFromSeconds(set.all[0].time), std::string("2020-01-01T06:00:00Z"));
    }
    void theLongFormCarriesLevelsAndErrors()
    {
        const ObservationSet set = readObservations(
            written("id,time,lat,lon,variable,level,value,error\n"
                    "A,2020-01-01,50,8,air_temperature,850,270,0.8\n"
                    "A,2020-01-01,50,8,u,250,30,\n"));
        QCOMPARE(set.all.size(), std::size_t{2});
        QCOMPARE(set.all[0].levelHpa, 850.0);
        QCOMPARE(set.all[0].error, 0.8);
        QCOMPARE(set.all[1].variable, std::string("eastward_wind"));
        QCOMPARE(set.all[1].error, 0.0);
    }
    void whatIsSkippedIsCounted()
    {
        const ObservationSet set = readObservations(
            written("id,time,lat,lon,t2m_K\n"
                    "A,2020-01-01,50,8,NA\n"
                    "A,2020-01-01,50,8,280\n"
                    "A,2020-01-01,50,8,281\n"
                    "B,2020-01-01,91,8,280\n"
                    "C,someday,50,8,280\n"
                    "D,2020-01-01,50,8,-5\n"));
        QCOMPARE(set.all.size(), std::size_t{1});
        QCOMPARE(set.all[0].value, 280.0);
        QCOMPARE(set.notes.size(), std::size_t{5});
        const std::string all = [&] {
            std::string text;
            for (const auto& note : set.notes) {
                text += note + "\n";
            }
            return text;
        }();
        for (const char* part : {"\"NA\"", "twice", "B at", "someday", "D air_temperature -5"}) {
            QVERIFY2(all.find(part) != std::string::npos, part);
        }
    }
    void tablesWithoutPlacesAreRefused()
    {
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readObservations(written("a,b\n1,x\n")));
        QVERIFY_THROWS_EXCEPTION(core::Error,
                                 (void)readObservations(written("id,lat,lon,t2m_K\nA,1,2,\"280\n")));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readObservations(written("")));
        QVERIFY_THROWS_EXCEPTION(core::Error,
                                 (void)readObservations(folder_.filePath("none.csv").toStdString()));
    }
    void aHundredThousandRowsAreRead()
    {
        QByteArray text = "station_id,time,latitude,longitude,t2m_K\n";
        for (int i = 0; i < 100000; ++i) {
            text += QByteArray("S") + QByteArray::number(i) + ",2020-01-01T06:00:00Z," +
                    QByteArray::number(i % 180 - 90) + "," + QByteArray::number(i % 360) + ",280.5\n";
        }
        const std::string path = written(text);
        QCOMPARE(readObservations(path).all.size(), std::size_t{100000});
    }
    void observationsComeBackAsTheyWereWritten()
    {
        ObservationSet set;
        set.all.push_back({.id = "Zürich",
                           .time = 1577858400,
                           .lat = 47.4,
                           .lon = 8.5,
                           .altitude = 500,
                           .variable = "air_temperature",
                           .value = 280.25,
                           .error = 1.5});
        set.all.push_back({.id = "Zürich",
                           .time = 1577858400,
                           .lat = 47.4,
                           .lon = 8.5,
                           .altitude = 500,
                           .variable = "wind_speed",
                           .value = 5,
                           .error = 1,
                           .use = core::Use::heldOut});
        set.all.push_back({.id = "sonde",
                           .time = 1577880000,
                           .lat = -10,
                           .lon = 350,
                           .variable = "eastward_wind",
                           .levelHpa = 250,
                           .value = 41});
        const std::string path = folder_.filePath("observations.nc").toStdString();
        writeObservations(path, set, "three");
        const ObservationSet again = readObservations(path);
        QCOMPARE(again.all.size(), std::size_t{3});
        for (const Observation& o : set.all) {
            const Observation* back = find(again, o.id, o.variable);
            QVERIFY(back != nullptr);
            QCOMPARE(back->time, o.time);
            QCOMPARE(back->lat, o.lat);
            QCOMPARE(back->lon, o.lon);
            QCOMPARE(back->levelHpa, o.levelHpa);
            QCOMPARE(back->value, o.value);
            QCOMPARE(back->error, o.error);
            QVERIFY(back->use == o.use);
        }
        QCOMPARE(find(again, "Zürich", "air_temperature")->altitude, 500.0);
        QVERIFY(again.notes.empty());
    }
    void realObservationsAreRead_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<double>("mean");
        QTest::newRow("pairs/p1_synop_20181120_12z.csv") << 1031 << "air_temperature" << 279.9;
        QTest::newRow("obs/temp_20081208_12z_contiguous.nc") << 18742 << "air_temperature" << 237.756;
        QTest::newRow("obs/dsg_timeseries.nc") << 2312 << "sea_surface_temperature" << 301.335;
        QTest::newRow("obs/dsg_point.nc") << 0 << "air_temperature" << 0.0;
        QTest::newRow("obs/dsg_profile.nc") << 0 << "air_temperature" << 0.0;
        QTest::newRow("obs/metar_20201001_06z.csv") << 8304 << "air_temperature" << 286.872;
    }
    void realObservationsAreRead()
    {
        const QString folder = tests::sharedData();
        if (folder.isEmpty()) {
            QSKIP("no real data beside this checkout");
        }
        QFETCH(int, count);
        QFETCH(QString, variable);
        QFETCH(double, mean);
        const ObservationSet set = readObservations(
            (folder + "/real/" + QTest::currentDataTag()).toStdString());
        int found = 0;
        double sum = 0;
        for (const Observation& o : set.all) {
            if (o.variable == variable.toStdString()) {
                ++found;
                sum += o.value;
            }
        }
        QCOMPARE(found, count);
        QVERIFY(found == 0 || std::abs(sum / found - mean) < 1e-3);
    }
    void everyVariableHasAnError()
    {
        QCOMPARE(defaultError("air_temperature", 0), 1.0);
        QCOMPARE(defaultError("air_temperature", 500), 0.8);
        QVERIFY(defaultError("eastward_wind", 250) > defaultError("eastward_wind", 850));
        QCOMPARE(defaultError("air_pressure_at_mean_sea_level", 0), 100.0);
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::observationsSuite()
{
    return std::make_unique<ObservationReading>();
}

#include "observations.moc"
