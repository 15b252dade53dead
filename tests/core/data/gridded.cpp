#include "core/data/gridded.h"
#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/grid_files.h"
#include "core/data/state_series.h"
#include "tests/core/data/grid_file.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <cmath>
#include <cstring>

namespace {

using namespace core::data;

double planned(double lat, double lon, int level, int time)
{
    const double angle = (lon - 360 * std::floor(lon / 360)) * M_PI / 180;
    return std::round(100 *
                      (280 + 20 * std::cos(lat * M_PI / 90) + 5 * std::sin(angle) - 10 * level + time)) /
           100;
}

std::vector<double> range(double first, double step, int count)
{
    std::vector<double> values;
    for (int i = 0; i < count; ++i) {
        values.push_back(first + step * i);
    }
    return values;
}

class GriddedReading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyOrderGivesTheSameField_data()
    {
        QTest::addColumn<double>("latFirst");
        QTest::addColumn<double>("latStep");
        QTest::addColumn<double>("lonFirst");
        QTest::addColumn<bool>("packed");
        QTest::addColumn<bool>("transposed");
        QTest::newRow("north to south, 0 to 360") << 90.0 << -10.0 << 0.0 << false << false;
        QTest::newRow("south to north") << -90.0 << 10.0 << 0.0 << false << false;
        QTest::newRow("from −180, packed") << 90.0 << -10.0 << -180.0 << true << false;
        QTest::newRow("beyond 360") << 90.0 << -10.0 << 30.0 << false << false;
        QTest::newRow("longitude before latitude") << -90.0 << 10.0 << 0.0 << true << true;
    }
    void everyOrderGivesTheSameField()
    {
        QFETCH(double, latFirst);
        QFETCH(double, latStep);
        QFETCH(double, lonFirst);
        QFETCH(bool, packed);
        QFETCH(bool, transposed);
        const tests::GridFile file{.lat = range(latFirst, latStep, 19),
                                   .lon = range(lonFirst, 15, 24),
                                   .packed = packed,
                                   .lonFirst = transposed,
                                   .value = planned};
        const std::string path = folder_.filePath("grid.nc").toStdString();
        QVERIFY(file.write(path));
        const Gridded grid = readGridded({path});
        QCOMPARE(grid.lat.size(), std::size_t{19});
        QCOMPARE(grid.lon.size(), std::size_t{24});
        QCOMPARE(grid.lat.front(), 90.0);
        QCOMPARE(grid.channels.size(), std::size_t{2});
        QCOMPARE(grid.channels[1].levelHpa, 850.0);
        QCOMPARE(grid.channels[1].label, std::string("Temperature, 850 hPa"));
        QCOMPARE(grid.times.size(), std::size_t{2});
        QCOMPARE(core::base::isoFromSeconds(grid.times[1]), std::string("2020-01-01T06:00:00Z"));
        for (std::size_t t = 0; t < 2; ++t) {
            for (std::size_t c = 0; c < 2; ++c) {
                for (std::size_t i = 0; i < 19; ++i) {
                    QVERIFY(i == 0 || grid.lat[i] < grid.lat[i - 1]);
                    for (std::size_t j = 0; j < 24; ++j) {
                        QVERIFY(j == 0 || grid.lon[j] > grid.lon[j - 1]);
                        const double expected = planned(grid.lat[i], grid.lon[j], static_cast<int>(c),
                                                        static_cast<int>(t));
                        QVERIFY(std::abs(grid.values[grid.at(t, c) + i * 24 + j] - expected) < 2e-3);
                    }
                }
            }
        }
    }
    void splitLongitudesAreSorted()
    {
        std::vector<double> lon = range(0, 15, 13);
        const auto west = range(-165, 15, 11);
        lon.insert(lon.end(), west.begin(), west.end());
        const tests::GridFile file{.lat = range(90, -10, 19), .lon = lon, .value = planned};
        const std::string path = folder_.filePath("split.nc").toStdString();
        QVERIFY(file.write(path));
        const Gridded grid = readGridded({path});
        QCOMPARE(grid.lon.front(), -165.0);
        QVERIFY(std::is_sorted(grid.lon.begin(), grid.lon.end()));
        QVERIFY(std::abs(grid.values[0] - planned(90, grid.lon[0], 0, 0)) < 1e-3);
    }
    void missingValuesAndUnitsAreHonoured()
    {
        tests::GridFile file{.lat = range(90, -10, 19),
                             .lon = range(0, 15, 24),
                             .levels = {50000, 85000},
                             .levelUnits = "Pa",
                             .packed = true,
                             .missingLat = 0,
                             .missingLon = 30,
                             .value = planned};
        const std::string path = folder_.filePath("missing.nc").toStdString();
        QVERIFY(file.write(path));
        Gridded grid = readGridded({path}, {.levelsHpa = {850}});
        QCOMPARE(grid.channels.size(), std::size_t{1});
        QVERIFY(std::isnan(grid.values[9 * 24 + 2]));
        QVERIFY(!std::isnan(grid.values[9 * 24 + 3]));
        file = {.lat = file.lat,
                .lon = file.lon,
                .name = "z",
                .standardName = "geopotential",
                .units = "m**2 s**-2",
                .value = [](double, double, int, int) { return 9.80665 * 5500; }};
        QVERIFY(file.write(path));
        grid = readGridded({path});
        QCOMPARE(grid.channels[0].standardName, std::string("geopotential_height"));
        QCOMPARE(grid.channels[0].units, std::string("m"));
        QVERIFY(std::abs(grid.values[0] - 5500) < 1e-2);
    }
    void channelsComeInTheOrderAskedFor()
    {
        const std::string a = folder_.filePath("a.nc").toStdString(),
                          b = folder_.filePath("b.nc").toStdString();
        const tests::GridFile t{.lat = range(90, -10, 19), .lon = range(0, 15, 24), .value = planned};
        tests::GridFile u = t;
        u.name = "u";
        u.standardName = "eastward_wind";
        u.units = "m s-1";
        QVERIFY(t.write(a) && u.write(b));
        const Gridded grid = readGridded(
            {a, b}, {.variables = {"eastward_wind", "air_temperature"}, .levelsHpa = {850, 500}});
        QCOMPARE(grid.channels.size(), std::size_t{4});
        QCOMPARE(grid.channels[0].standardName, std::string("eastward_wind"));
        QCOMPARE(grid.channels[0].levelHpa, 850.0);
        QCOMPARE(grid.channels[3].standardName, std::string("air_temperature"));
        QCOMPARE(grid.channels[3].levelHpa, 500.0);
        QVERIFY(std::abs(grid.values[grid.at(1, 3)] - planned(90, 0, 0, 1)) < 1e-3);
    }
    void whatCannotBeUsedIsRefusedByName()
    {
        const std::string path = folder_.filePath("regional.nc").toStdString();
        const tests::GridFile regional{.lat = range(60, -1, 10), .lon = range(0, 1, 10), .value = planned};
        QVERIFY(regional.write(path));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readGridded({path}));
        const tests::GridFile global{.lat = range(90, -10, 19), .lon = range(0, 15, 24), .value = planned};
        QVERIFY(global.write(path));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readGridded({path}, {.variables = {"northward_wind"}}));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readGridded({path}, {.levelsHpa = {300}}));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)readGridded({folder_.filePath("none.nc").toStdString()}));
        try {
            (void)readGridded({path}, {.variables = {"northward_wind"}});
        } catch (const core::Error& error) {
            QVERIFY(std::string(error.what()).find("northward_wind") != std::string::npos);
            QVERIFY(error.hint().find("air_temperature") != std::string::npos);
        }
    }
    void aSeriesComesBackAsItWasWritten()
    {
        const std::string path = folder_.filePath("first.nc").toStdString();
        const tests::GridFile file{.lat = range(90, -10, 19), .lon = range(0, 15, 24), .value = planned};
        QVERIFY(file.write(path));
        const Gridded grid = readGridded({path});
        const std::string copy = folder_.filePath("copy.nc").toStdString();
        writeGridded(copy, grid, "copy");
        const Gridded again = readGridded({copy});
        QCOMPARE(again.lat, grid.lat);
        QCOMPARE(again.lon, grid.lon);
        QCOMPARE(again.times, grid.times);
        QCOMPARE(again.values, grid.values);
        QCOMPARE(again.channels[1].key(), grid.channels[1].key());
    }
    void versionsOfADimensionAreJoined()
    {
        // the climate data store until 2024: values of the last month lie at the second expver
        const std::string path = folder_.filePath("versions.nc").toStdString();
        int file = 0, dims[4], var = 0;
        QCOMPARE(nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &file), NC_NOERR);
        const auto axis = [&](int k, const char* name, const std::vector<double>& values, const char* units) {
            nc_def_dim(file, name, values.size(), &dims[k]);
            nc_def_var(file, name, NC_DOUBLE, 1, &dims[k], &var);
            nc_put_att_text(file, var, "units", std::strlen(units), units);
            nc_put_var_double(file, var, values.data());
        };
        axis(0, "time", {0, 6}, "hours since 2020-01-01");
        axis(1, "expver", {1, 5}, "1");
        axis(2, "latitude", {90, 30, -30, -90}, "degrees_north");
        axis(3, "longitude", {0, 90, 180, 270}, "degrees_east");
        nc_def_var(file, "t2m", NC_FLOAT, 4, dims, &var);
        nc_put_att_text(file, var, "units", 1, "K");
        std::vector<float> values(64, std::nanf(""));
        std::fill_n(values.begin(), 16, 281.F);       // first time, first version
        std::fill_n(values.begin() + 48, 16, 285.F);  // second time, second version
        nc_put_var_float(file, var, values.data());
        QCOMPARE(nc_close(file), NC_NOERR);
        const Gridded series = readGridded({path});
        QCOMPARE(series.values[series.at(0, 0)], 281.F);
        QCOMPARE(series.values[series.at(1, 0)], 285.F);
        QVERIFY(series.notes.at(0).find("joins the versions of its dimension expver") != std::string::npos);
        std::vector<float> state(16);
        StateSeries({path}).read(0, 1, 1, state.data());
        QCOMPARE(state[15], 285.F);
    }
    void foldersAndPatternsStandForTheirFiles()
    {
        const std::string files = std::string(EMBELLIE_SOURCE_DIR) + "/tests/core/data/files";
        QCOMPARE(gridFilesOf({files + "/zarr2.zarr"}).size(), std::size_t{1});
        const auto all = gridFilesOf({files}), some = gridFilesOf({files + "/*_first.grib"});
        QVERIFY(std::is_sorted(all.begin(), all.end()));
        QVERIFY(std::find(all.begin(), all.end(), files + "/zarr3.zarr") != all.end());
        QCOMPARE(some, (std::vector<std::string>{files + "/columns_first.grib", files + "/south_first.grib"}));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)gridFilesOf({files + "/*.none"}));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)gridFilesOf({}));
    }
    void realGlobalFilesAreRead()
    {
        const QString folder = tests::sharedData();
        if (folder.isEmpty()) {
            QSKIP("no real data beside this checkout");
        }
        const std::string grids = (folder + "/real/grid/").toStdString();
        const Gridded joined = readGridded({grids + "uwnd_200_climate.nc", grids + "vwnd_200_climate.nc"});
        QCOMPARE(joined.channels.size(), std::size_t{2});
        QCOMPARE(joined.channels[0].key(), std::string("eastward_wind@200"));
        QCOMPARE(joined.times.size(), std::size_t{12});
        const Gridded state = readGridded({grids + "gfs_2p5deg_valid_20111011_00z.nc"},
                                          {.variables = {"t", "u", "v", "gh"}, .levelsHpa = {250, 500, 850}});
        QCOMPARE(state.channels.size(), std::size_t{12});
        QCOMPARE(state.channels[0].key(), std::string("air_temperature@250"));
        QCOMPARE(state.channels[11].key(), std::string("geopotential_height@850"));
        const Gridded hybrid = readGridded({grids + "ccm_hybrid_levels.nc"}, {.variables = {"T"}});
        QCOMPARE(hybrid.channels.size(), std::size_t{3});
        QVERIFY(std::all_of(hybrid.values.begin(), hybrid.values.end(), [](float t) { return t > 180 && t < 330; }));
        for (const char* name : {"gfs_polar_stereo_20090730.nc",
                                 "rotated_pole_2d_latlon.nc", "hadgem_360day_n_america.nc"}) {
            QVERIFY_THROWS_EXCEPTION(core::Error, (void)readGridded({grids + name}));
        }
        const Gridded members = readGridded({grids + "era5_members_2017_new_cds_style.nc"});
        QCOMPARE(members.times.size(), std::size_t{4});
        QCOMPARE(members.notes.size(), std::size_t{1});
        const Gridded months = readGridded({grids + "ccm_uv300_180lon.nc"});
        QCOMPARE(core::base::isoFromSeconds(months.times[1]), "1970-07-01T00:00:00Z");
        QVERIFY(months.notes.at(0).find("months of no year") != std::string::npos);
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::griddedSuite()
{
    return std::make_unique<GriddedReading>();
}

#include "gridded.moc"
