#include "core/api/error.h"
#include "core/data/dataset.h"
#include "core/data/gridded.h"
#include "core/data/info.h"
#include "core/data/state_series.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

namespace {

using namespace core::data;
namespace fs = std::filesystem;

std::string file(const char* name)
{
    return std::string(EMBELLIE_SOURCE_DIR) + "/tests/core/data/files/" + name;
}

// The formula of make_grib.py.
double valueAt(double lat, double lon, double level, double step, double number = 0)
{
    return 250 + level / 100 + step + 3 * number + lat / 9 + 5 * std::cos(lon * std::numbers::pi / 180);
}

std::vector<unsigned char> content(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class GribFiles : public QObject {
    Q_OBJECT

    std::string written(const char* name, const std::vector<unsigned char>& bytes)
    {
        const std::string path = folder_.filePath(name).toStdString();
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path;
    }
    static std::string refusal(const std::string& path)
    {
        try {
            static_cast<void>(readGridded({path}));
        } catch (const core::Error& error) {
            return error.what();
        }
        return {};
    }
    static void compare(const Gridded& series, double step, double tolerance)
    {
        for (std::size_t t = 0; t < series.times.size(); ++t) {
            for (std::size_t c = 0; c < series.channels.size(); ++c) {
                for (std::size_t i = 0; i < series.lat.size() * series.lon.size(); ++i) {
                    const double expected = valueAt(
                        series.lat[i / series.lon.size()], series.lon[i % series.lon.size()],
                        series.channels[c].levelHpa, step * static_cast<double>(t));
                    QVERIFY2(std::abs(series.values[series.at(t, c) + i] - expected) < tolerance,
                             qPrintable(QString::number(expected)));
                }
            }
        }
    }

private Q_SLOTS:
    void pressureLevelsStepsAndMembersAreAxes()
    {
        const auto dataset = openDataset(file("ensemble.grib"));
        const Variable* t = dataset->find("t");
        QVERIFY(t != nullptr);
        std::vector<std::string> names;
        for (const Dimension& dimension : t->dimensions) {
            names.push_back(dimension.name);
        }
        QCOMPARE(names,
                 (std::vector<std::string>{"number", "time", "isobaricInhPa", "latitude", "longitude"}));
        double value = 0;
        dataset->read(*t, {1, 1, 0, 2, 3}, {1, 1, 1, 1, 1}, &value);
        QVERIFY(std::abs(value - valueAt(0, 135, 250, 6, 1)) < 1e-4);
        const Info found = info(file("ensemble.grib"), true);
        QVERIFY(found.usable);
        QCOMPARE(found.firstTime, "2020-02-29T18:00:00Z");
        QCOMPARE(found.lastTime, "2020-03-01T00:00:00Z");
    }
    void membersAreTrajectoriesOfASeries()
    {
        const StateSeries series({file("ensemble.grib")});
        QCOMPARE(series.members(), 2U);
        QCOMPARE(series.channels().size(), 3U);
        std::vector<float> state(3 * 40);
        series.read(1, 1, 1, state.data());
        QVERIFY(std::abs(state[8 + 1] - valueAt(45, 45, series.channels()[0].levelHpa, 6, 1)) < 1e-4);
    }
    void bothOrdersAndMissingPointsAreRead()
    {
        const Gridded series = readGridded({file("south_first.grib")});
        QCOMPARE(series.channels[0].standardName, "geopotential_height");
        QCOMPARE(series.lat.front(), 90.0);
        QCOMPARE(series.lon.front(), -180.0);
        const double g = 9.80665;
        // the fourth point from the south-west corner is missing
        QVERIFY(std::isnan(series.values[4 * 8 + 3]));
        QVERIFY(std::abs(series.values[series.at(1, 0) + 8] - valueAt(45, -180, 500, 6) / g) < 1e-4);
    }
    void gaussianGridsHaveTheirLatitudes()
    {
        const Gridded full = readGridded({file("gaussian.grib")});
        QCOMPARE(full.lat.size(), 64U);
        QCOMPARE(full.lon.size(), 128U);
        QVERIFY(std::abs(full.lat[0] - 87.8638) < 1e-4);
        compare(full, 0, 0.02);
        const Gridded reduced = readGridded({file("reduced.grib")});
        QCOMPARE(reduced.lat.size(), 64U);
        QCOMPARE(reduced.lon.size(), 128U);
        compare(reduced, 0,
                0.3);  // rows near the poles have 20 points: cos between them is off by π²/400/2·5
        QVERIFY(std::any_of(reduced.notes.begin(), reduced.notes.end(), [](const std::string& note) {
            return note.find("reduced grid of 64 rows") != std::string::npos;
        }));
    }
    void otherOrdersOfPointsAreTurned()
    {
        const Gridded series = readGridded({file("columns_first.grib")});
        QCOMPARE(series.times.size(), 2U);
        QCOMPARE(series.channels[0].standardName, "air_temperature");
        compare(series, 6, 1e-4);
    }
    void oneMessageMayHoldManyFields()
    {
        const Gridded winds = readGridded({file("two_in_one.grib")});
        QCOMPARE(winds.channels.size(), 2U);
        QVERIFY(std::abs(winds.values[1] - valueAt(90, 45, 850, 0)) < 1e-4);
        QVERIFY(std::abs(winds.values[40 + 1] - valueAt(90, 45, 850, 1)) < 1e-4);
    }
    void whatIsNoGridIsRefusedByName()
    {
        const std::string polar = refusal(file("polar.grib"));
        QVERIFY2(polar.find("polar.grib cannot be used: ") != std::string::npos &&
                     polar.find("polar_stereographic") != std::string::npos,
                 polar.c_str());
        const std::string hybrid = refusal(file("hybrid.grib"));
        QVERIFY2(hybrid.find("hybrid model levels") != std::string::npos, hybrid.c_str());
    }
    void aViewReadsAField()
    {
        const core::Opened opened = openForView(file("ensemble.grib"));
        QCOMPARE(opened.variables.size(), 1U);
        QCOMPARE(opened.variables[0].extras.size(), 3U);
        const core::Field field = readField(file("ensemble.grib"), 0, {1, 1, 2});
        QCOMPARE(field.label, "Temperature, 850 hPa");
        QCOMPARE(field.time, "2020-03-01T00:00:00Z");
        QVERIFY(std::abs(field.values[1] - valueAt(90, 45, 850, 6, 1)) < 1e-4);
    }
    void damagedFilesGetOneSentence()
    {
        std::vector<unsigned char> bytes = content(file("ensemble.grib"));
        const auto cut = written("cut.grib", {bytes.begin(), bytes.begin() + 700});
        QVERIFY2(refusal(cut).find("cut.grib is cut off inside a message") != std::string::npos,
                 refusal(cut).c_str());
        std::vector<unsigned char> heading = {'T', 'T', 'A', 'A', '\r', '\n'};
        heading.insert(heading.end(), bytes.begin(), bytes.end());
        QVERIFY(refusal(written("bulletin.grib", heading)).empty());
        std::vector<unsigned char> third = bytes;
        third[7] = 3;
        QVERIFY(refusal(written("third.grib", third)).find("edition 3") != std::string::npos);
        // section 3 of edition 2 says its number of points in octets 7 to 10
        std::vector<unsigned char> huge(bytes.begin(), bytes.begin() + bytes.size() / 12);
        std::size_t at = 16;
        while (huge[at + 4] != 3) {
            at += huge[at + 2] * 256U + huge[at + 3];
        }
        huge[at + 6] = 0x7f;
        QVERIFY2(refusal(written("huge.grib", huge)).find("points") != std::string::npos,
                 refusal(written("huge.grib", huge)).c_str());
    }
    void noByteThatChangesCrashesTheReader()
    {
        const std::vector<unsigned char> bytes = content(file("south_first.grib"));
        for (std::size_t i = 0; i < bytes.size(); i += 3) {
            std::vector<unsigned char> changed = bytes;
            changed[i] = static_cast<unsigned char>(~changed[i]);
            static_cast<void>(refusal(written("changed.grib", changed)));
        }
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::gribSuite()
{
    return std::make_unique<GribFiles>();
}

#include "grib.moc"
