#include "core/api/error.h"
#include "tests/ui/globe/suites.h"
#include "tests/ui/globe/worlds.h"
#include "ui/globe/field_map.h"

#include <QtTest>

#include <cmath>

using ui::globe::FieldMap;

namespace {

bool near(double a, double b, double tolerance = 1e-3)
{
    return std::abs(a - b) <= tolerance;
}

double plane(double lat, double lon)
{
    return 3 * lat + lon;
}

}  // namespace

void TestFieldMap::isExactAtGridPointsAndBilinearBetween()
{
    const FieldMap map(fieldOf(spaced(90, -10, 19), spaced(0, 10, 36), plane));
    QVERIFY(near(map.at(40, 120), plane(40, 120), 0.01));
    QVERIFY(near(map.at(43.7, 122.2), plane(43.7, 122.2), 0.01));
    QVERIFY(near(map.at(43.7, 122.2 - 360), plane(43.7, 122.2), 0.01));
    QVERIFY(std::isnan(FieldMap().at(0, 0)));
}

void TestFieldMap::readsEitherOrderOfLatitudes()
{
    const FieldMap map(fieldOf(spaced(-90, 10, 19), spaced(0, 10, 36), plane));
    QVERIFY(near(map.at(-33, 44), plane(-33, 44), 0.01));
}

void TestFieldMap::placesGaussianLatitudes()
{
    const std::vector<double> lat = gaussianLatitudes();
    const FieldMap map(fieldOf(lat, spaced(0, 11.25, 32), [](double y, double) { return y; }));
    for (const double y : lat) {
        QVERIFY2(near(map.at(y, 77), y, 0.02), qPrintable(QString::number(y)));
    }
    QVERIFY(near(map.at(33, 77), 33, 0.02));
}

void TestFieldMap::goesRoundTheDateLine()
{
    const auto wave = [](double, double lon) { return std::cos(lon * M_PI / 180); };
    const FieldMap map(fieldOf(spaced(90, -5, 37), spaced(-180, 5, 72), wave));
    QVERIFY(near(map.at(0, 177.5), (wave(0, 175) + wave(0, 180)) / 2));
    QVERIFY(near(map.at(0, 180), -1));
    QVERIFY(near(map.at(0, 360), 1));
}

void TestFieldMap::splitLongitudesCoverTheirPart()
{
    // a closed grid that repeats its first meridian at 360°
    const FieldMap map(fieldOf(spaced(90, -30, 7), spaced(0, 30, 13), [](double, double lon) { return std::fmod(lon, 360); }));
    QVERIFY(near(map.at(0, 45), 45, 0.05));
    QVERIFY(near(map.at(0, 330), 330, 0.2));
}

void TestFieldMap::regionalGridsEndAtTheirEdge()
{
    const FieldMap map(fieldOf(spaced(60, -1, 21), spaced(-10, 1, 31), plane, false));
    QVERIFY(near(map.at(50, 5), plane(50, 5), 0.05));
    QVERIFY(near(map.at(50, -9.9), plane(50, -9.9), 0.1));
    QVERIFY(std::isnan(map.at(50, 25)));
    QVERIFY(std::isnan(map.at(50, 180)));
    QVERIFY(std::isnan(map.at(65, 5)));
    QVERIFY(std::isnan(map.at(-90, 5)));
}

void TestFieldMap::missingCornersLeaveTheMean()
{
    core::Field field = fieldOf(spaced(90, -10, 19), spaced(0, 10, 36), [](double, double) { return 7; });
    field.values[9 * 36 + 9] = NAN;  // 0°N 90°E
    const FieldMap map(field);
    QVERIFY(std::isnan(map.at(0, 90)));
    QVERIFY(std::isnan(map.at(1, 91)));
    QVERIFY(near(map.at(6, 96), 7));
    QVERIFY(near(map.at(0, 80), 7));
}

void TestFieldMap::addsPolesAsTheMeanOfTheirRow()
{
    const FieldMap map(fieldOf(spaced(85, -10, 18), spaced(0, 90, 4), [](double, double lon) { return lon; }));
    QVERIFY(near(map.at(90, 12), 135, 0.1));
    QVERIFY(near(map.at(-90, 200), 135, 0.1));
    QVERIFY(near(map.at(85, 90), 90, 0.2));
}

void TestFieldMap::refusesValuesThatDoNotMatchTheGrid()
{
    core::Field field = fieldOf(spaced(90, -10, 19), spaced(0, 10, 36), plane);
    field.values.pop_back();
    QVERIFY_EXCEPTION_THROWN(FieldMap{field}, core::Error);
}

void TestFieldMap::fieldsOnOneGridShareItsTables()
{
    const core::Field first = fieldOf(spaced(90, -10, 19), spaced(0, 10, 36), plane);
    core::Field second = first;
    second.values.assign(second.values.size(), 5);
    const FieldMap before(first);
    const FieldMap after(second, before);
    QCOMPARE(after.places(), before.places());
    QVERIFY(near(after.at(40, 120), 5));
    const FieldMap other(fieldOf(spaced(90, -5, 37), spaced(0, 10, 36), plane), before);
    QVERIFY(other.places() != before.places());
    QVERIFY(near(other.at(45, 120), plane(45, 120), 0.01));
}
