#include "tests/ui/globe/suites.h"
#include "tests/ui/globe/worlds.h"
#include "ui/globe/colour_map.h"
#include "ui/globe/globe_view.h"

#include <QSignalSpy>
#include <QWheelEvent>
#include <QtTest>

#include <cmath>

using namespace ui::globe;

namespace {

/// A shown globe with a field that tells its latitude.
struct Shown {
    GlobeView view;

    Shown()
    {
        view.setInertia(false);
        view.setField(fieldOf(spaced(90, -5, 37), spaced(0, 5, 72), [](double lat, double) { return lat; }));
        view.setStyle({.low = -90, .high = 90, .graticule = false});
        view.setCamera({45, 0, 4});
        view.resize(400, 300);
        view.show();
    }
    [[nodiscard]] bool ready() { return QTest::qWaitForWindowExposed(&view); }
};

}  // namespace

void TestGlobeView::drawsItsFieldOnTheScreen()
{
    Shown shown;
    QVERIFY(shown.ready());
    const QColor seen = shown.view.grabFramebuffer().pixelColor(200, 150);
    const QColor wanted = colourMap("thermal").at(0.75);
    QVERIFY2(std::abs(seen.red() - wanted.red()) < 8 && std::abs(seen.green() - wanted.green()) < 8, qPrintable(seen.name()));
}

void TestGlobeView::draggingTurnsAndTheReadoutFollows()
{
    Shown shown;
    QVERIFY(shown.ready());
    QSignalSpy hovers(&shown.view, &GlobeView::hovered);
    QSignalSpy changes(&shown.view, &GlobeView::viewChanged);
    QTest::mouseMove(&shown.view, {200, 150});
    QTRY_VERIFY(!hovers.isEmpty());
    QVERIFY(std::abs(hovers.last()[0].toDouble() - 45) < 1);
    QVERIFY(std::abs(hovers.last()[2].toFloat() - 45) < 1);
    QVERIFY(hovers.last()[3].toBool());

    QTest::mousePress(&shown.view, Qt::LeftButton, {}, {200, 150});
    QTest::mouseMove(&shown.view, {170, 190});
    QTest::mouseRelease(&shown.view, Qt::LeftButton, {}, {170, 190});
    QTRY_VERIFY(!changes.isEmpty());
    QVERIFY(shown.view.camera().lon > 3);
    QVERIFY(shown.view.camera().lat > 50);

    QTest::mouseMove(&shown.view, {3, 3});
    QTRY_VERIFY(!hovers.last()[3].toBool());
}

void TestGlobeView::keysAndWheelMoveTheView()
{
    Shown shown;
    QVERIFY(shown.ready());
    QTest::keyClick(&shown.view, Qt::Key_Right);
    QVERIFY(shown.view.camera().lon > 1);
    QTest::keyClick(&shown.view, Qt::Key_Plus);
    QVERIFY(shown.view.camera().distance < 4);
    const double before = shown.view.camera().distance;
    QWheelEvent wheel({200, 150}, shown.view.mapToGlobal(QPointF(200, 150)), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(&shown.view, &wheel);
    QVERIFY(shown.view.camera().distance < before);
    QTest::keyClick(&shown.view, Qt::Key_Home);
    QVERIFY(shown.view.camera() == Camera());
    shown.view.setCamera({200, 725, 0});
    QVERIFY(shown.view.camera().lat < 90 && std::abs(shown.view.camera().lon - 5) < 1e-9 && shown.view.camera().distance > 1);
}

void TestGlobeView::findsTheObservationUnderTheMouse()
{
    Shown shown;
    GlobeObservations observations;
    for (int i = 0; i < 100; ++i) {
        observations.points.push_back({float(-40 + i), float(i % 2 ? 180 : 60), 0, Glyph::used});
    }
    observations.points[37] = {45, 0, 1, Glyph::heldOut};
    shown.view.setObservations(observations);
    QVERIFY(shown.ready());
    QSignalSpy hovers(&shown.view, &GlobeView::hovered);
    QTest::mouseMove(&shown.view, {201, 151});
    QTRY_VERIFY(!hovers.isEmpty());
    QCOMPARE(hovers.last()[4].toInt(), 37);
    QTest::mouseMove(&shown.view, {200, 190});
    QTRY_COMPARE(hovers.last()[4].toInt(), -1);
}

void TestGlobeView::observationsThatComeLaterAreDrawn()
{
    Shown shown;
    QVERIFY(shown.ready());
    static_cast<void>(shown.view.grabFramebuffer());
    for (const float value : {-80.0F, 80.0F}) {
        shown.view.setObservations({.points = {{45, 0, value, Glyph::used}}});
        const QColor seen = shown.view.grabFramebuffer().pixelColor(200, 150);
        const QColor wanted = colourMap("thermal").at((value + 90) / 180);
        QVERIFY2(std::abs(seen.red() - wanted.red()) < 12 && std::abs(seen.green() - wanted.green()) < 12,
                 qPrintable(seen.name() + " for " + wanted.name()));
    }
}

void TestGlobeView::countsItsFrames()
{
    Shown shown;
    QVERIFY(shown.ready());
    QSignalSpy frames(&shown.view, &GlobeView::frameDrawn);
    shown.view.orbitBy(5, 0);
    QTRY_VERIFY(!frames.isEmpty());
    QVERIFY(frames.last()[0].toDouble() > 0);
}
