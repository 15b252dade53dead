#include "core/api/error.h"
#include "tests/ui/globe/suites.h"
#include "ui/globe/colour_map.h"

#include <QtTest>

using ui::globe::colourMap;
using ui::globe::ColourMap;

void TestColourMap::everyMapHas256ColoursASourceAndALicence()
{
    QVERIFY(ui::globe::colourMaps().size() >= 14);
    for (const ColourMap& map : ui::globe::colourMaps()) {
        QVERIFY2(!map.source.isEmpty() && !map.licence.isEmpty(), qPrintable(map.id));
        QVERIFY2(map.colours[0] != map.colours[128], qPrintable(map.id));
    }
}

void TestColourMap::endsAndMiddleAreTheFilesColours()
{
    const ColourMap& map = colourMap("thermal");
    QCOMPARE(map.at(0).rgb(), qRgb(4, 35, 51));
    QCOMPARE(map.at(-1).rgb(), qRgb(4, 35, 51));
    QCOMPARE(map.at(1).rgb(), map.colours[255]);
    QCOMPARE(map.at(100.0 / 255).rgb(), map.colours[100]);
    QCOMPARE(map.reversed().at(0).rgb(), map.colours[255]);
}

void TestColourMap::divergingMapsAreNeutralInTheMiddle()
{
    for (const char* id : {"balance", "vik", "diff"}) {
        const QColor middle = colourMap(id).at(0.5);
        QVERIFY2(middle.hslSaturationF() < 0.35F && middle.lightnessF() > 0.7F, id);
    }
}

void TestColourMap::coloursBeyondTheRangeStandApart()
{
    for (const ColourMap& map : ui::globe::colourMaps()) {
        for (const auto& [beyond, end] : {std::pair(map.under(), map.at(0)), std::pair(map.over(), map.at(1))}) {
            const int apart = std::abs(beyond.red() - end.red()) + std::abs(beyond.green() - end.green())
                              + std::abs(beyond.blue() - end.blue());
            QVERIFY2(apart > 90, qPrintable(map.id));
        }
    }
}

void TestColourMap::anUnknownMapIsAnErrorThatNamesThose()
{
    try {
        static_cast<void>(colourMap("jet"));
        QFAIL("no error");
    } catch (const core::Error& error) {
        QVERIFY(QString(error.what()).contains("jet"));
        QVERIFY(QString::fromStdString(error.hint()).contains("batlow"));
    }
}

void TestColourMap::eachKindOfFieldGetsItsMap_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("diverging");
    QTest::addColumn<bool>("spread");
    QTest::addColumn<QString>("map");
    QTest::newRow("temperature") << "air_temperature" << false << false << "thermal";
    QTest::newRow("increment") << "air_temperature" << true << false << "balance";
    QTest::newRow("spread") << "air_temperature" << false << true << "lajolla";
    QTest::newRow("height") << "geopotential_height" << false << false << "batlow";
    QTest::newRow("speed") << "wind_speed" << false << false << "speed";
    QTest::newRow("direction") << "wind_from_direction" << false << false << "phase";
    QTest::newRow("unknown") << "something" << false << false << "batlow";
}

void TestColourMap::eachKindOfFieldGetsItsMap()
{
    QFETCH(QString, name);
    QFETCH(bool, diverging);
    QFETCH(bool, spread);
    QFETCH(QString, map);
    const QString id = ui::globe::defaultColourMap({name, diverging, spread});
    QCOMPARE(id, map);
    QCOMPARE(colourMap(id).id, map);
}
