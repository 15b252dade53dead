#include "core/data/export.h"
#include "core/api/error.h"
#include "core/data/info.h"
#include "tests/core/data/cf_checks.h"
#include "tests/core/data/sample_result.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

#include <netcdf.h>

#include <cmath>

namespace {

using namespace core::data;

core::Field someField()
{
    core::Field field{.grid = std::make_shared<const core::DisplayGrid>(core::DisplayGrid{.lat = {60, 0, -60}, .lon = {0, 120, 240}}),
                      .values = {1, 2, 3, 4, NAN, 6, 7, 8, 9.5F},
                      .name = "air_temperature",
                      .label = "Temperature, 850 hPa",
                      .units = "K",
                      .time = "2020-01-01T06:00:00Z"};
    return field;
}

class Exports : public QObject {
    Q_OBJECT

    std::string path(const char* name) { return folder_.filePath(name).toStdString(); }
    QStringList lines(const char* name)
    {
        QFile file(folder_.filePath(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split('\n') : QStringList{};
    }

private Q_SLOTS:
    void theCheckerFindsWhatIsWrong()
    {
        int file = 0, dim = 0, variable = 0;
        nc_create(path("wrong.nc").c_str(), NC_NETCDF4, &file);
        nc_def_dim(file, "lat", 2, &dim);
        nc_def_var(file, "lat", NC_DOUBLE, 1, &dim, &variable);
        nc_put_att_text(file, variable, "standard_name", 8, "latitude");
        nc_put_att_text(file, variable, "units", 1, "m");
        nc_def_var(file, "1t", NC_UINT64, 1, &dim, &variable);
        nc_put_att_text(file, variable, "standard_name", 15, "air_temperature");
        nc_put_att_text(file, variable, "units", 1, "m");
        nc_put_att_text(file, variable, "coordinates", 7, "nowhere");
        nc_put_att_text(file, variable, "flag_meanings", 7, "bad end");
        nc_close(file);
        QCOMPARE(tests::cfViolations(path("wrong.nc")).size(), 9);
    }
    void resultsKeepTheConventions()
    {
        writeResult(path("result.nc"), tests::sampleResult());
        QCOMPARE(tests::cfViolations(path("result.nc")), QStringList());
        writeGridded(path("grid.nc"), [] {
            Gridded grid = tests::sampleResult().grid;
            grid.values.assign(grid.times.size() * grid.channels.size() * grid.lat.size() * grid.lon.size(), 1);
            return grid;
        }(), "title");
        QCOMPARE(tests::cfViolations(path("grid.nc")), QStringList());
    }
    void departuresAreWrittenAsSamples()
    {
        Result result = tests::sampleResult();
        Result::Departure twin = result.departures[0];  // of the same station, time and quantity
        twin.observation.use = core::Use::used;
        twin.observation.value = 281;
        twin.omb = 3;
        result.departures.push_back(twin);
        Result::Departure other = twin;
        other.observation.variable = "eastward_wind";
        other.observation.levelHpa = 850;
        other.observation.value = -5;
        result.departures.push_back(other);
        writeDepartures(path("departures.nc"), result);
        QCOMPARE(tests::cfViolations(path("departures.nc")), QStringList());
        const ObservationSet back = readObservations(path("departures.nc"));
        QCOMPARE(back.all.size(), std::size_t{2});  // a reader of files drops twins, a writer does not
        QVERIFY(std::any_of(back.all.begin(), back.all.end(), [](const Observation& o) { return o.use == core::Use::rejected; }));
        int file = 0, variable = 0;
        nc_open(path("departures.nc").c_str(), NC_NOWRITE, &file);
        QCOMPARE(nc_inq_varid(file, "air_temperature_omb", &variable), NC_NOERR);
        std::vector<double> omb(3);
        QCOMPARE(nc_get_var_double(file, variable, omb.data()), NC_NOERR);
        nc_close(file);
        QCOMPARE(omb[0], 2.0);
        QCOMPARE(omb[1], 3.0);
        QVERIFY(std::isnan(omb[2]));  // of a wind there is no temperature
    }
    void departuresAreWrittenAsATable()
    {
        Result result = tests::sampleResult();
        result.departures[0].observation.reason = "gross error, \"far\" away";
        writeDepartures(path("departures.csv"), result);
        const QStringList rows = lines("departures.csv");
        QCOMPARE(rows[0].split(',').size(), 20);
        QCOMPARE(rows[1], QString("2020-01-01T06:00:00Z,Zürich,,47.4,8.5,500,,air_temperature,K,280,1,rejected,"
                                  "\"gross error, \"\"far\"\" away\",0,278,279,2,1,,0.5"));
        // the program reads its own table
        const ObservationSet back = readObservations(path("departures.csv"));
        QCOMPARE(back.all.size(), std::size_t{1});
        QCOMPARE(back.all[0].value, 280.0);
        QCOMPARE(back.all[0].variable, std::string("air_temperature"));
        result.departures.clear();
        QVERIFY_THROWS_EXCEPTION(core::Error, writeDepartures(path("none.nc"), result));
        QVERIFY(!QFile::exists(folder_.filePath("none.nc")));
    }
    void aFieldIsWrittenAndReadBack()
    {
        const core::Field field = someField();
        writeField(path("field.nc"), field);
        QCOMPARE(tests::cfViolations(path("field.nc")), QStringList());
        const core::Opened opened = openForView(path("field.nc"));
        QCOMPARE(opened.variables.size(), std::size_t{1});
        const core::Field back = readField(path("field.nc"), 0, {});
        QCOMPARE(back.time, field.time);
        QCOMPARE(back.units, field.units);
        QVERIFY(std::isnan(back.values[4]));
        QCOMPARE(back.values[8], 9.5F);
        writeField(path("field.csv"), field);
        const QStringList rows = lines("field.csv");
        QCOMPARE(rows[0], QString("latitude,longitude,air_temperature [K]"));
        QCOMPARE(rows[5], QString("0,120,"));
        QCOMPARE(rows[9], QString("-60,240,9.5"));
        QVERIFY_THROWS_EXCEPTION(core::Error, writeField(path("none.nc"), core::Field{}));
    }
    void aDayOfAnotherCalendarIsKeptAsWords()
    {
        core::Field field = someField();
        field.time = "2020-02-30T00:00:00Z";
        field.name = "2 metre ?";
        writeField(path("days.nc"), field);
        QCOMPARE(tests::cfViolations(path("days.nc")), QStringList());
    }
    void theLogTellsStepsNotesAndRequest()
    {
        Result result = tests::sampleResult();
        result.attributes["notes"] = "first\nsecond";
        const QString log = QString::fromStdString(logOf(result));
        for (const char* part : {"seed: 42", "first\nsecond", "2\t0\t0\t1\t0.5\t0.25", "{\"steps\": 2}", "0 used, 0 held out, 1 rejected"}) {
            QVERIFY2(log.contains(part), part);
        }
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::exportSuite()
{
    return std::make_unique<Exports>();
}

#include "export.moc"
