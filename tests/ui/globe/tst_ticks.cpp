#include "tests/ui/globe/suites.h"
#include "ui/globe/colour_bar.h"
#include "ui/globe/colour_map.h"
#include "ui/globe/ticks.h"

#include <QImage>
#include <QLocale>
#include <QtTest>

using namespace ui::globe;

void TestTicks::areRoundAndInside_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("texts");
    QTest::newRow("temperature") << 245.0 << 297.0 << 8 << "250 260 270 280 290";
    QTest::newRow("difference") << -3.0 << 3.0 << 6 << "−3 −2 −1 0 1 2 3";
    QTest::newRow("small") << 0.0 << 0.0016 << 4 << "0.0000 0.0005 0.0010 0.0015";
    QTest::newRow("height") << 1150.0 << 1620.0 << 5 << "1200 1300 1400 1500 1600";
}

void TestTicks::areRoundAndInside()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(int, most);
    QFETCH(QString, texts);
    QLocale::setDefault(QLocale::c());
    const Ticks ticks = niceTicks(low, high, most);
    QStringList words;
    for (const double value : ticks.values) {
        QVERIFY(value >= low - 1e-9 && value <= high + 1e-9);
        words << ticks.text(value);
    }
    QCOMPARE(words.join(' '), texts);
}

void TestTicks::anEmptyRangeHasNone()
{
    QVERIFY(niceTicks(1, 1, 5).values.empty());
    QVERIFY(niceTicks(0, std::numeric_limits<double>::quiet_NaN(), 5).values.empty());
}

void TestTicks::theBarPaintsItsMapAndItsWords()
{
    ColourBar bar;
    bar.resize(400, bar.sizeHint().height());
    bar.setContent({.colourMap = "thermal", .low = 250, .high = 300, .label = "Temperature", .unit = "K"});
    const QImage image = bar.grab().toImage();
    const QColor middle = colourMap("thermal").at(0.5);
    bool found = false;
    for (int y = 0; y < image.height() && !found; ++y) {
        const QColor pixel = image.pixelColor(image.width() / 2, y);
        found = std::abs(pixel.red() - middle.red()) < 6 && std::abs(pixel.blue() - middle.blue()) < 6;
    }
    QVERIFY(found);
    QVERIFY(bar.accessibleDescription().contains("250"));
}
