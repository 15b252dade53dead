#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/info.h"
#include "core/data/observation_times.h"
#include "core/data/observations.h"
#include "core/data/standard_atmosphere.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace {

using namespace core::data;

const std::string fixtures = EMBELLIE_SOURCE_DIR "/tests/core/data/files/";

std::vector<Observation> of(const ObservationSet& set, const std::string& variable)
{
    std::vector<Observation> some;
    std::copy_if(set.all.begin(), set.all.end(), std::back_inserter(some),
                 [&](const Observation& o) { return o.variable == variable; });
    return some;
}

std::size_t rejected(const std::vector<Observation>& some)
{
    return static_cast<std::size_t>(
        std::count_if(some.begin(), some.end(), [](const Observation& o) { return o.use == core::Use::rejected; }));
}

bool noted(const ObservationSet& set, const char* words)
{
    return std::any_of(set.notes.begin(), set.notes.end(),
                       [&](const std::string& note) { return note.find(words) != std::string::npos; });
}

class ObservationFormats : public QObject {
    Q_OBJECT

    ObservationSet table(const QByteArray& text)
    {
        const QString path = folder_.filePath("table.csv");
        QFile file(path);
        file.open(QIODevice::WriteOnly);
        file.write(text);
        file.close();
        return readObservations(path.toStdString());
    }

    static std::string real(const char* name)
    {
        return tests::sharedData().toStdString() + "/real/obs/" + name;
    }

private Q_SLOTS:
    // every value is 280 + 10·instance + sample, so a value tells where it must be and when
    void geometriesPutEachValueAtItsStation_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("stepSeconds");
        QTest::newRow("orthogonal_timeseries") << 12 << 3600.0;
        QTest::newRow("incomplete_timeseries") << 10 << 3600.0;
        QTest::newRow("indexed_timeseries") << 5 << 3600.0;
        QTest::newRow("orthogonal_timeseriesprofile") << 12 << 6 * 3600.0;
    }
    void geometriesPutEachValueAtItsStation()
    {
        QFETCH(int, count);
        QFETCH(double, stepSeconds);
        const ObservationSet set = readObservations(fixtures + "dsg_" + QTest::currentDataTag() + ".nc");
        QCOMPARE(static_cast<int>(set.all.size()), count);
        const std::int64_t start = core::base::secondsFromIso("2020-01-01T00:00:00Z");
        for (const Observation& o : set.all) {
            const int station = static_cast<int>(o.value - 280) / 10, sample = static_cast<int>(o.value) % 10;
            QCOMPARE(o.id, std::string(1, "ABC"[station]));
            QCOMPARE(o.lat, 10.0 * station);
            QCOMPARE(o.lon, 20.0 * station);
            const double hours = static_cast<double>(o.time - start) / stepSeconds;
            const bool ownClock = QByteArray(QTest::currentDataTag()) == "incomplete_timeseries";
            QCOMPARE(hours, sample + (ownClock ? 6.0 * station : 0));
        }
    }
    void profilesKnowTheirLevels()
    {
        const ObservationSet profile = readObservations(fixtures + "dsg_orthogonal_profile.nc");
        QCOMPARE(profile.all.size(), std::size_t{6});
        for (const Observation& o : profile.all) {
            constexpr double levels[] = {850, 500, 250};
            QCOMPARE(o.levelHpa, levels[static_cast<int>(o.value) % 10]);
        }
        const ObservationSet both = readObservations(fixtures + "dsg_trajectoryprofile.nc");
        QCOMPARE(both.all.size(), std::size_t{8});
        for (const Observation& o : both.all) {
            QCOMPARE(o.lat, o.value - 280);
            QVERIFY(o.levelHpa == 850 || o.levelHpa == 800);
        }
    }
    void oneStationMayStandByItself()
    {
        const ObservationSet set = readObservations(fixtures + "dsg_single_station.nc");
        QCOMPARE(set.all.size(), std::size_t{3});
        QCOMPARE(rejected(set.all), std::size_t{1});
        QCOMPARE(set.all[1].reason, std::string("flagged in the file: temp_qc 4"));
        QCOMPARE(QString::fromStdString(info(fixtures + "dsg_single_station.nc", false).kind), "observations");
    }
    void iodaOfAllVersionsIsRead_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("error");
        QTest::newRow("ioda_v1.nc") << 4 << 1.0;
        QTest::newRow("ioda_v2.nc") << 39 << 1.2;
        QTest::newRow("ioda_v3.nc") << 39 << 1.2;
    }
    void iodaOfAllVersionsIsRead()
    {
        QFETCH(int, count);
        QFETCH(double, error);
        const ObservationSet set = readObservations(fixtures + QTest::currentDataTag());
        const auto temperatures = of(set, "air_temperature");
        QCOMPARE(static_cast<int>(temperatures.size()), count);
        QCOMPARE(rejected(temperatures), std::size_t{1});
        for (const Observation& o : temperatures) {
            QVERIFY(std::abs(o.error - error) < 1e-6);
            QCOMPARE(o.time, core::base::secondsFromIso("2020-01-01T06:00:00Z"));
            QVERIFY(o.use == core::Use::used || o.reason.starts_with("flagged in the file: PreQC"));
        }
        QVERIFY(count == 4 || temperatures.front().levelHpa == 850);
        QVERIFY(info(fixtures + QTest::currentDataTag(), true).usable);
    }
    void radiancesAreListedAndNeverAssimilated()
    {
        const ObservationSet set = readObservations(fixtures + "ioda_radiance.nc");
        QVERIFY(set.all.empty());
        QVERIFY(noted(set, "radiances of 3 channels: they are shown in diagnostics, never assimilated"));
    }
    void bufrReportsAreRead_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<int>("count");
        QTest::addColumn<double>("value");
        QTest::addColumn<double>("level");
        QTest::newRow("synop") << "07156" << "air_temperature" << 2 << 278.65 << 0.0;
        QTest::newRow("ship") << "FNXX" << "sea_surface_temperature" << 1 << 287.1 << 0.0;
        QTest::newRow("buoy") << "6200001" << "air_pressure_at_mean_sea_level" << 1 << 101250.0 << 0.0;
        QTest::newRow("temp") << "10394" << "air_temperature" << 6 << 250.25 << 500.0;
        QTest::newRow("pilot") << "10400" << "wind_speed" << 2 << 25.0 << 498.3;
        QTest::newRow("amdar") << "AF0123" << "air_temperature" << 1 << 219.5 << 238.3;
    }
    void bufrReportsAreRead()
    {
        const std::string path = fixtures + QTest::currentDataTag() + ".bufr";
        const std::map<QString, std::string> types{{"temp", "sounding"}, {"pilot", "sounding"}, {"amdar", "aircraft"}, {"synop", "land"}, {"ship", "sea"}, {"buoy", "sea"}};
        QFETCH(QString, id);
        QFETCH(QString, variable);
        QFETCH(int, count);
        QFETCH(double, value);
        QFETCH(double, level);
        if (!hasBufr()) {
            QSKIP("built without ecCodes");
        }
        const auto all = of(readObservations(path), variable.toStdString());
        QCOMPARE(static_cast<int>(all.size()), count);
        const Observation& last = all.back();
        QCOMPARE(QString::fromStdString(last.id), id);
        QCOMPARE(last.type, types.at(QTest::currentDataTag()));
        QVERIFY2(std::abs(last.value - value) < 0.01, qPrintable(QString::number(last.value)));
        QVERIFY2(std::abs(last.levelHpa - level) < 0.1, qPrintable(QString::number(last.levelHpa)));
        const bool drifts = QByteArray(QTest::currentDataTag()) == "temp";
        const std::int64_t time = core::base::secondsFromIso("2020-01-01T06:30:00Z");
        QCOMPARE(last.time, time + (drifts ? 1500 : 0));
        QVERIFY(!drifts || std::abs(last.lat - 52.35) < 1e-6);
    }
    void otherBufrIsListedByName()
    {
        if (!hasBufr()) {
            QSKIP("built without ecCodes");
        }
        QVERIFY(noted(readObservations(fixtures + "mixed.bufr"), "1 BUFR messages of radiances are not read"));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readObservations(fixtures + "radiances.bufr"));
        const Info found = info(fixtures + "synop.bufr", true);
        QCOMPARE(QString::fromStdString(found.kind), "observations");
        QCOMPARE(found.variables.size(), std::size_t{6});
    }
    void brokenBufrIsRefused()
    {
        QFile file(QString::fromStdString(fixtures + "temp.bufr"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        for (int cut = 8; cut < whole.size(); cut += 7) {
            QFile out(folder_.filePath("cut.bufr"));
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(whole.left(cut));
            out.close();
            QVERIFY_THROWS_EXCEPTION(core::Error, (void)readObservations(out.fileName().toStdString()));
        }
    }
    void frenchTablesAreRead()
    {
        const ObservationSet set = table("Indicatif;Date;Heure;Latitude;Longitude;Altitude (m);Température (°C);"
                                         "Point de rosée (°C);Vitesse du vent (km/h);Direction du vent (deg);"
                                         "Pression mer (hPa)\n"
                                         "07149;31/01/2020;06:00;48,72;2,38;89;5,5;2,0;36,0;240;1012,5\n"
                                         "07150;01/02/2020;6h30;48,97;2,43;59;-1,25;;18;;\n");
        QCOMPARE(set.all.size(), std::size_t{7});
        const auto temperatures = of(set, "air_temperature"), winds = of(set, "wind_speed");
        QVERIFY(std::abs(temperatures[0].value - 278.65) < 1e-9 && std::abs(temperatures[1].value - 271.9) < 1e-9);
        QVERIFY(std::abs(winds[0].value - 10) < 1e-9);
        QCOMPARE(temperatures[0].lat, 48.72);
        QCOMPARE(temperatures[0].altitude, 89.0);
        QCOMPARE(core::base::isoFromSeconds(temperatures[0].time), std::string("2020-01-31T06:00:00Z"));
        QCOMPARE(core::base::isoFromSeconds(temperatures[1].time), std::string("2020-02-01T06:30:00Z"));
        QVERIFY(std::abs(of(set, "air_pressure_at_mean_sea_level")[0].value - 101250) < 1e-6);
        QVERIFY(noted(set, "decimal commas"));
    }
    void timesOfManyNotationsMeanTheSame()
    {
        const std::int64_t time = core::base::secondsFromIso("2020-01-31T06:30:00Z");
        for (const char* text : {"2020-01-31T06:30:00Z", "2020-01-31 06:30", "2020_01_31_06_30", "202001310630",
                                 "20200131063000", "31/01/2020 06:30", "31.01.2020 6h30", "2020/01/31 06:30",
                                 "1580452200", "1580452200000", "2020-01-31T07:30:00+01:00"}) {
            const auto read = timeOfCell(text, DateOrder::unknown);
            QVERIFY2(read && *read == time, text);
        }
        QCOMPARE(*timeOfCell("01/31/2020 06:30", DateOrder::monthFirst), time);
        QCOMPARE(*timeOfCell("2020013106", DateOrder::unknown), time - 1800);
        QVERIFY(orderOf("31/01/2020") == DateOrder::dayFirst && orderOf("01/31/2020") == DateOrder::monthFirst);
        QVERIFY(!timeOfCell("010531Z", DateOrder::unknown) && !timeOfCell("99/99/2020", DateOrder::unknown));
    }
    void asosArchivesAreRead()
    {
        const ObservationSet set = table("station,valid,lon,lat,elevation,tmpf,dwpf,drct,sknt,alti\n"
                                         "JFK,2020-01-01 06:51,-73.76,40.64,4,41.0,32.0,290.0,10.0,29.92\n");
        QVERIFY(std::abs(of(set, "air_temperature").at(0).value - 278.15) < 1e-6);
        QVERIFY(std::abs(of(set, "wind_speed").at(0).value - 5.14444) < 1e-4);
        QVERIFY(std::abs(of(set, "surface_air_pressure").at(0).value - 101272) < 20);
    }
    void soundingTablesHaveLevels()
    {
        const ObservationSet set = table("id,time,lat,lon,pressure_hPa,t_C\nA,2020-01-01,50,8,850,1\n"
                                         "A,2020-01-01,50,8,250,-50\n");
        QCOMPARE(set.all.size(), std::size_t{2});
        QCOMPARE(set.all[1].levelHpa, 250.0);
    }
    void heightsAndPressuresFollowTheStandardAtmosphere()
    {
        // ICAO Doc 7488
        QVERIFY(std::abs(standardPressureHpa(0) - 1013.25) < 1e-9);
        QVERIFY(std::abs(standardPressureHpa(5000) - 540.20) < 0.1);
        QVERIFY(std::abs(standardPressureHpa(11000) - 226.32) < 0.05);
        QVERIFY(std::abs(standardPressureHpa(15000) - 120.45) < 0.1);
        QVERIFY(std::abs(stationPressureHpa(1013.25, 1000) - 898.75) < 0.1);
    }
    void realFilesKeepTheirTraps()
    {
        if (tests::sharedData().isEmpty()) {
            QSKIP("no real data beside this checkout");
        }
        const ObservationSet ascat = readObservations(real("ascat_a_20150702_0842.nc"));
        QVERIFY(noted(ascat, "turned by 180 degrees"));
        QCOMPARE(of(ascat, "wind_speed").size(), std::size_t{38780});
        QCOMPARE(rejected(of(ascat, "wind_speed")), std::size_t{302});
        const ObservationSet metar = readObservations(real("metar_20201001_06z.csv"));
        QCOMPARE(of(metar, "wind_speed").size(), std::size_t{8254});
        QVERIFY(noted(metar, "METAR has it in knots") && noted(metar, "station pressure follows from Altimeter"));
        const ObservationSet sonde = readObservations(real("arm_sonde_sgp_20190101.cdf"));
        QVERIFY(std::all_of(sonde.all.begin(), sonde.all.end(),
                            [&](const Observation& o) { return o.id == "arm_sonde_sgp_20190101" && o.levelHpa > 20; }));
        QCOMPARE(of(readObservations(real("arm_met_no_time.nc")), "air_temperature").size(), std::size_t{60});
    }
    void aShipsWeatherIsPlacedByItsTrack()
    {
        if (tests::sharedData().isEmpty()) {
            QSKIP("no real data beside this checkout");
        }
        const std::string weather = real("arm_ship_met_20180201.nc");
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readObservations(weather));
        const ObservationSet set = readObservations(weather, real("arm_ship_nav_20180201.nc"));
        const auto temperatures = of(set, "air_temperature");
        QCOMPARE(temperatures.size(), std::size_t{916});  // minutes from 08:44 on
        for (const Observation& o : temperatures) {
            QVERIFY(o.lat < -40 && o.lat > -70 && std::abs(o.lon) <= 180);
        }
        QVERIFY(!info(weather, false).usable);
    }

private:
    static bool hasBufr()
    {
        try {
            return !readObservations(fixtures + "synop.bufr").all.empty();
        } catch (const core::Error& error) {
            return std::string(error.what()).find("built without") == std::string::npos;
        }
    }
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::observationFormatsSuite()
{
    return std::make_unique<ObservationFormats>();
}

#include "observation_formats.moc"
