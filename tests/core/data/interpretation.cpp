#include "core/api/interpretation.h"
#include "core/api/error.h"
#include "core/data/gridded.h"
#include "core/data/info.h"
#include "core/data/observations.h"
#include "tests/core/data/grid_file.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <netcdf.h>

#include <array>
#include <cstring>
#include <fstream>

namespace {

using namespace core::data;

class Interpretations : public QObject {
    Q_OBJECT

    // A grid whose one variable says nothing of itself.
    std::string file(const char* name, const char* units = "degC")
    {
        tests::GridFile grid{.lat = {90, 30, -30, -90},
                             .lon = {0, 90, 180, 270},
                             .name = "thing",
                             .standardName = "",
                             .units = units};
        grid.value = [](double, double, int, int time) { return 5 + time; };
        const std::string path = folder_.filePath(name).toStdString();
        return grid.write(path) ? path : std::string();
    }
    std::string write(const char* name, const char* text)
    {
        const std::string path = folder_.filePath(name).toStdString();
        std::ofstream(path) << text;
        return path;
    }
    // Two stations whose one variable says nothing of itself.
    std::string stations(const char* name)
    {
        const std::string path = folder_.filePath(name).toStdString();
        int nc = 0, obs = 0, id = 0;
        nc_create(path.c_str(), NC_NETCDF4, &nc);
        nc_def_dim(nc, "obs", 2, &obs);
        const auto add = [&](const char* variable, const char* units, double first, double second) {
            nc_def_var(nc, variable, NC_DOUBLE, 1, &obs, &id);
            nc_put_att_text(nc, id, "units", std::strlen(units), units);
            const std::array values{first, second};
            nc_put_var_double(nc, id, values.data());
        };
        nc_put_att_text(nc, NC_GLOBAL, "featureType", 5, "point");
        add("lat", "degrees_north", 10, 20);
        add("lon", "degrees_east", 10, 20);
        add("time", "hours since 2020-01-01", 0, 6);
        add("thing", "1", 2, 3);
        nc_put_att_text(nc, id, "coordinates", 12, "time lat lon");
        nc_close(nc);
        return path;
    }

private Q_SLOTS:
    void initTestCase()
    {
        before_ = qgetenv("XDG_CONFIG_HOME");
        qputenv("XDG_CONFIG_HOME", folder_.path().toUtf8());
    }
    void cleanupTestCase()
    {
        core::interpret(core::interpretationFromText("thing="));
        static_cast<void>(info(file("last.nc"), false));
        before_.isEmpty() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", before_);
    }
    void textsAreMeanings()
    {
        const auto read = core::interpretationFromText("thing=air_temperature,degF");
        QCOMPARE(read.at("thing").standardName, "air_temperature");
        QCOMPARE(read.at("thing").units, "degF");
        QCOMPARE(core::interpretationFromText("a/b=").at("a/b").standardName, "");
        for (const char* wrong :
             {"thing", "=air_temperature", "thing=two words", "thing=air_temperature,m s-1"}) {
            QVERIFY_THROWS_EXCEPTION(core::Error, (void)core::interpretationFromText(wrong));
        }
    }
    void variablesAreListedWithWhatTheyAreTakenFor()
    {
        const auto named = core::namedVariables(file("a.nc"));
        QCOMPARE(named.size(), 1U);
        QCOMPARE(named[0].name, "thing");
        QCOMPARE(named[0].units, "degC");
        QCOMPARE(named[0].standardName, "");
        QVERIFY(openForView(file("a.nc")).unclear);
        QCOMPARE(core::knownStandardNames().at("air_temperature").units, "K");
    }
    void aKindOfFilesIsInterpretedAlone()
    {
        const std::string first = file("a.nc"), other = file("other.nc", "K");
        core::interpret(first, {{"thing", {"surface_temperature"}}});
        QCOMPARE(readGridded({first}).channels[0].standardName, "surface_temperature");
        QVERIFY(!openForView(first).unclear);
        QCOMPARE(core::namedVariables(first)[0].said.standardName, "surface_temperature");
        QCOMPARE(core::namedVariables(first)[0].units, "degC");  // as the file has it
        QCOMPARE(readGridded({other}).channels[0].standardName, "thing");
        QVERIFY_THROWS_EXCEPTION(core::Error, core::interpret(first, {{"thing", {"air_temperature", "m"}}}));
        QCOMPARE(readGridded({first}).channels[0].standardName, "surface_temperature");
        core::interpret(first, {{"thing", {}}});
        QCOMPARE(readGridded({first}).channels[0].standardName, "thing");
    }
    void columnsOfTablesAreInterpreted()
    {
        const std::string path = write("t.csv", "when,phi,lam,thing\n2020-01-01T00:00:00Z,10,20,950\n2020-01-01T06:00:00Z,20,20,960\n");
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)openForView(path));
        QCOMPARE(core::namedVariables(path).size(), 4U);
        core::interpret(path, {{"when", {"time"}}, {"phi", {"latitude"}}, {"lam", {"longitude"}}, {"thing", {"surface_air_pressure", "hPa"}}});
        const ObservationSet set = readObservations(path);
        QCOMPARE(set.all.size(), 2U);
        QCOMPARE(set.all[1].variable, "surface_air_pressure");
        QCOMPARE(set.all[1].value, 96000.0);
        QCOMPARE(set.all[1].lat, 20.0);
        QCOMPARE(set.all[1].time - set.all[0].time, 21600);
        QVERIFY(!openForView(path).unclear);
    }
    void observationsOfOtherFormatsAreInterpreted()
    {
        const std::string path = stations("stations.nc");
        QVERIFY(openForView(path).unclear);
        QVERIFY(readObservations(path).all.empty());
        core::interpret(path, {{"thing", {"air_temperature", "degC"}}});
        const ObservationSet set = readObservations(path);
        QCOMPARE(set.all.size(), 2U);
        QCOMPARE(set.all[0].value, 275.15);
        QVERIFY(!openForView(path).unclear);
    }
    void whatIsSaidHoldsAndIsRemembered()
    {
        const std::string first = file("a.nc");
        QCOMPARE(readGridded({first}).channels[0].standardName, "thing");
        core::interpret(core::interpretationFromText("thing=dew_point_temperature"));
        const Gridded series = readGridded({first});
        QCOMPARE(series.channels[0].standardName, "dew_point_temperature");
        QCOMPARE(series.values[0], 278.15F);
        QVERIFY(std::any_of(series.notes.begin(), series.notes.end(), [](const std::string& note) {
            return note.find("thing is read as dew_point_temperature") != std::string::npos;
        }));
        QCOMPARE(openForView(first).variables[0].label, "Dew point");
        QVERIFY(!openForView(first).unclear);
        QCOMPARE(core::namedVariables(file("b.nc"))[0].said.standardName, "dew_point_temperature");
        core::interpret(core::interpretationFromText("thing="));
        QCOMPARE(readGridded({first}).channels[0].standardName, "thing");
        QCOMPARE(core::namedVariables(first)[0].said.standardName, "");
    }

private:
    QTemporaryDir folder_;
    QByteArray before_;
};

}  // namespace

std::unique_ptr<QObject> tests::interpretationSuite()
{
    return std::make_unique<Interpretations>();
}

#include "interpretation.moc"
