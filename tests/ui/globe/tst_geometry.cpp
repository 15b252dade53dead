#include "tests/ui/globe/suites.h"
#include "ui/globe/geometry.h"
#include "ui/globe/simplify.h"

#include <QtTest>

#include <cmath>

using namespace ui::globe;

void TestGeometry::theMiddleOfTheViewIsWhereTheCameraLooks()
{
    const QSize size(800, 600);
    const auto place = placeAt(lookOf({50, 10, 4}, size), size, {400, 300});
    QVERIFY(place);
    QVERIFY(std::abs(place->lat - 50) < 1e-9 && std::abs(place->lon - 10) < 1e-9);
}

void TestGeometry::pixelAndPlaceAreInverse()
{
    const QSize size(640, 900);
    const Look look = lookOf({-20, 170, 3}, size);
    for (const Place there : {Place{-20, 170}, Place{0, -175}, Place{-50, 150}, Place{15, 165}}) {
        const auto pixel = pixelOf(look, size, there);
        QVERIFY(pixel);
        const auto back = placeAt(look, size, *pixel);
        QVERIFY(back && std::abs(back->lat - there.lat) < 1e-6 && std::abs(std::remainder(back->lon - there.lon, 360)) < 1e-6);
    }
}

void TestGeometry::eastIsRightAndNorthIsUp()
{
    const QSize size(600, 600);
    const Look look = lookOf({45, 8, 4}, size);
    QVERIFY(pixelOf(look, size, {45, 20})->x() > 310);
    QVERIFY(pixelOf(look, size, {60, 8})->y() < 290);
}

void TestGeometry::nothingLiesBesideTheEarthOrBehindIt()
{
    const QSize size(600, 600);
    const Look look = lookOf({0, 0, 4}, size);
    QVERIFY(!placeAt(look, size, {3, 3}));
    QVERIFY(!pixelOf(look, size, {0, 180}));
    QVERIFY(!pixelOf(look, size, {0, 85}));
    QVERIFY(pixelOf(look, size, {0, 70}));
}

void TestGeometry::aPartOfTheGlobeFillsTheView()
{
    const core::DisplayGrid part{{62, 61.5, 61, 60.5, 60}, {356, 357, 358, 359, 360, 361, 362}, false};
    const Camera camera = cameraOf(part);
    QCOMPARE(camera.lat, 61.0);
    QCOMPARE(camera.lon, 359.0);
    const QSize size(600, 600);
    const Look look = lookOf(camera, size);
    double widest = 0;
    for (const double lat : part.lat) {
        for (const double lon : part.lon) {
            const auto pixel = pixelOf(look, size, {lat, lon});
            QVERIFY(pixel && pixel->x() > 0 && pixel->x() < 600 && pixel->y() > 0 && pixel->y() < 600);
            widest = std::max(widest, std::abs(pixel->x() - 300));
        }
    }
    QVERIFY2(widest > 180, qPrintable(QString::number(widest)));
    QVERIFY(cameraOf({{60, -60}, {0, 120, 240}, true}) == Camera());
}

void TestGeometry::simplifyingKeepsWithinTheTolerance()
{
    std::vector<std::pair<float, float>> line;
    for (int i = 0; i <= 1000; ++i) {
        line.emplace_back(float(0.02 * i), float(2 * std::sin(0.01 * i) + 0.004 * (i % 2)));
    }
    const auto kept = simplified(line, 0.05);
    QVERIFY(kept.size() < 40 && kept.size() > 4);
    QVERIFY(kept.front() == line.front() && kept.back() == line.back());
    QCOMPARE(simplified(line, 0).size(), line.size());
}
