#include "tests/ui/globe/suites.h"
#include "tests/ui/globe/worlds.h"
#include "ui/globe/colour_map.h"
#include "ui/globe/figure.h"
#include "ui/globe/geometry.h"
#include "ui/globe/picture.h"

#include <QtTest>

#include <cmath>

using namespace ui::globe;

namespace {

constexpr QSize size(300, 240);

core::Field constant(double value)
{
    return fieldOf(spaced(90, -10, 19), spaced(0, 10, 36), [value](double, double) { return value; });
}

/// A scene without lines, range 0 to 1, seen from above a place.
SceneContent sceneOf(const core::Field& field, Camera camera)
{
    SceneContent content;
    content.field = FieldMap(field);
    content.style.colourMap = "thermal";
    content.style.graticule = false;
    content.camera = camera;
    return content;
}

bool alike(const QColor& a, const QColor& b, int tolerance = 6)
{
    return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance
           && std::abs(a.blue() - b.blue()) <= tolerance;
}

QColor centreOf(const QImage& image)
{
    return image.pixelColor(image.width() / 2, image.height() / 2);
}

QColor colourAt(const QImage& image, const SceneContent& content, Place place)
{
    const auto pixel = pixelOf(lookOf(content.camera, image.size()), image.size(), place);
    return pixel ? image.pixelColor(int(pixel->x()), int(pixel->y())) : QColor();
}

/// How far a colour lies towards the warm end of thermal.
double warmth(const QColor& colour)
{
    return colour.red() + 0.5 * colour.green() - colour.blue();
}

}  // namespace

void TestPicture::theCentreHasTheMapsColour_data()
{
    QTest::addColumn<QString>("map");
    QTest::addColumn<double>("value");
    QTest::addColumn<bool>("dark");
    for (const char* map : {"thermal", "balance", "batlow", "grey"}) {
        for (const double value : {0.0, 0.25, 0.8, 1.0}) {
            QTest::addRow("%s %g", map, value) << map << value << (value < 0.5);
        }
    }
}

void TestPicture::theCentreHasTheMapsColour()
{
    QFETCH(QString, map);
    QFETCH(double, value);
    QFETCH(bool, dark);
    SceneContent content = sceneOf(constant(value), {20, 30, 4});
    content.style.colourMap = map;
    content.style.dark = dark;
    const QImage image = drawPicture(content, size);
    QCOMPARE(image.size(), size);
    const QColor seen = centreOf(image);
    QVERIFY2(alike(seen, colourMap(map).at(value)), qPrintable(seen.name() + " for " + colourMap(map).at(value).name()));
}

void TestPicture::aHotSpotLiesWhereItIs()
{
    const auto spot = [](double lat, double lon) {
        return std::abs(lat - 50) < 6 && std::abs(std::remainder(lon - 10, 360)) < 6 ? 1.0 : 0.0;
    };
    for (const double west : {0.0, -180.0, 12.5}) {
        const SceneContent content = sceneOf(fieldOf(spaced(90, -2.5, 73), spaced(west, 2.5, 144), spot), {50, 10, 4});
        const QImage image = drawPicture(content, size);
        QVERIFY(alike(centreOf(image), colourMap("thermal").at(1)));
        SceneContent beside = content;
        beside.camera = {30, -20, 4};
        const QImage turned = drawPicture(beside, size);
        QVERIFY(!alike(centreOf(turned), colourMap("thermal").at(1), 60));
        QVERIFY(warmth(colourAt(turned, beside, {50, 10})) > warmth(colourAt(turned, beside, {50, -20})) + 100);
        QVERIFY(warmth(colourAt(turned, beside, {50, 10})) > warmth(colourAt(turned, beside, {30, 10})) + 100);
    }
}

void TestPicture::gaussianLatitudesLieWhereTheyAre()
{
    const auto lat = gaussianLatitudes();
    const auto band = [&lat](double y, double) { return std::abs(y - lat[3]) < 1e-6 ? 1.0 : 0.0; };
    const SceneContent content = sceneOf(fieldOf(lat, spaced(0, 11.25, 32), band), {lat[3], 40, 4});
    const QImage image = drawPicture(content, size);
    QVERIFY(warmth(centreOf(image)) > 180);
    QVERIFY(warmth(colourAt(image, content, {lat[3] - 11, 40})) < 80);
}

void TestPicture::regionalFieldsLeaveTheRestBare()
{
    const auto hot = [](double, double) { return 1.0; };
    const SceneContent content = sceneOf(fieldOf(spaced(60, -1, 21), spaced(0, 1, 31), hot, false), {50, 15, 3});
    const QImage image = drawPicture(content, size);
    const QColor bare = colourAt(image, content, {30, 15});
    QVERIFY(alike(centreOf(image), colourMap("thermal").at(1)));
    QVERIFY(bare.isValid() && qGray(bare.rgb()) < 70);
}

void TestPicture::missingValuesAreGrey()
{
    const QImage image = drawPicture(sceneOf(constant(NAN), {0, 0, 4}), size);
    const QColor seen = centreOf(image);
    QVERIFY(std::abs(seen.red() - seen.blue()) < 8 && seen.red() > 80 && seen.red() < 200);
}

void TestPicture::valuesBeyondTheRangeHaveTheirOwnColours()
{
    const ColourMap& map = colourMap("thermal");
    QVERIFY(alike(centreOf(drawPicture(sceneOf(constant(-0.5), {0, 0, 4}), size)), map.under()));
    QVERIFY(alike(centreOf(drawPicture(sceneOf(constant(1.5), {0, 0, 4}), size)), map.over()));
}

void TestPicture::contoursAreDrawnWhereTheValueIs()
{
    const auto slope = [](double lat, double) { return 0.5 + lat / 100; };
    SceneContent content = sceneOf(fieldOf(spaced(90, -2, 91), spaced(0, 2, 180), slope), {0, 0, 4});
    const QImage plain = drawPicture(content, {301, 301});
    content.style.contours = 0.1;
    const QImage lined = drawPicture(content, {301, 301});
    const int x = 150;
    const auto changed = [&](double lat) {
        const auto pixel = pixelOf(lookOf(content.camera, plain.size()), plain.size(), {lat, 0});
        int most = 0;
        for (int y = int(pixel->y()) - 1; y <= int(pixel->y()) + 1; ++y) {
            most = std::max(most, std::abs(qGray(plain.pixel(x, y)) - qGray(lined.pixel(x, y))));
        }
        return most;
    };
    QVERIFY(changed(10) > 20 && changed(-20) > 20);
    QVERIFY(changed(5) < 4 && changed(-15) < 4);
}

void TestPicture::coastlinesAreDrawnOnThisSideOnly()
{
    SceneContent content = sceneOf(constant(0.1), {0, 0, 4});
    const QImage bare = drawPicture(content, size);
    content.coast = {{{170, 0}, {-175, 0}, {-170, 10}}};
    QCOMPARE(drawPicture(content, size), bare);
    content.coast.push_back({{-10, 0}, {0, 0}, {10, 0}});
    QVERIFY(qGray(centreOf(drawPicture(content, size)).rgb()) > qGray(centreOf(bare).rgb()) + 40);
    content.style.coast = false;
    QCOMPARE(drawPicture(content, size), bare);
}

void TestPicture::observationsShowTheirValueAndUse()
{
    SceneContent content = sceneOf(constant(0.1), {0, 0, 4});
    content.observations.points = {{0, 0, 0.9F, Glyph::used}};
    const QImage used = drawPicture(content, {301, 301});
    QVERIFY(alike(centreOf(used), colourMap("thermal").at(0.9), 12));
    content.observations.points[0].glyph = Glyph::heldOut;
    ++content.observationsEdition;
    const QImage heldOut = drawPicture(content, {301, 301});
    QVERIFY(alike(centreOf(heldOut), colourMap("thermal").at(0.9), 12));
    QVERIFY(heldOut != used);
    content.observations.points[0].glyph = Glyph::rejected;
    const QImage rejected = drawPicture(content, {301, 301});
    QVERIFY(!alike(centreOf(rejected), colourMap("thermal").at(0.9), 30));

    content.observations = {.points = {{0, 0, 2.0F, Glyph::used}}, .sharesField = false, .colourMap = "balance",
                            .low = -4, .high = 4};
    QVERIFY(alike(centreOf(drawPicture(content, {301, 301})), colourMap("balance").at(0.75), 12));
}

void TestPicture::aTransparentPictureHasNoSky()
{
    SceneContent content = sceneOf(constant(0.5), {0, 0, 4});
    QCOMPARE(drawPicture(content, size).pixelColor(2, 2).alpha(), 255);
    content.style.transparent = true;
    const QImage image = drawPicture(content, size);
    QCOMPARE(image.pixelColor(0, 0).alpha(), 0);
    QCOMPARE(centreOf(image).alpha(), 255);
}

void TestPicture::aFigureHasItsPartsAtAnySize_data()
{
    QTest::addColumn<QSize>("wanted");
    QTest::newRow("column") << QSize(480, 480);
    QTest::newRow("slide") << QSize(1280, 720);
    QTest::newRow("portrait") << QSize(600, 900);
}

void TestPicture::aFigureHasItsPartsAtAnySize()
{
    QFETCH(QSize, wanted);
    const SceneContent content = sceneOf(constant(0.6), {0, 0, 4.3});
    FigureContent figure{.title = "Température à 850 hPa", .subtitle = "2018-11-20 12:00 UTC", .caption = "Source"};
    figure.bar = {.colourMap = "thermal", .low = 0, .high = 1, .label = "T", .unit = "K"};
    const QImage dark = composeFigure(content, figure, wanted);
    QCOMPARE(dark.size(), wanted);
    QCOMPARE(dark.pixelColor(1, 1).alpha(), 255);
    figure.ground = FigureContent::Ground::transparent;
    QCOMPARE(composeFigure(content, figure, wanted).pixelColor(1, 1).alpha(), 0);
    figure.ground = FigureContent::Ground::light;
    const QImage light = composeFigure(content, figure, wanted);
    QVERIFY(qGray(light.pixel(1, 1)) > 180 && qGray(dark.pixel(1, 1)) < 60);
    // the letters of the title are there
    int ink = 0;
    for (int y = 0; y < wanted.height() / 12; ++y) {
        for (int x = wanted.width() / 4; x < 3 * wanted.width() / 4; ++x) {
            ink += qGray(light.pixel(x, y)) < 100 ? 1 : 0;
        }
    }
    QVERIFY2(ink > 50, qPrintable(QString::number(ink)));
}
