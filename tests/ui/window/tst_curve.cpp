#include "tests/ui/window/suites.h"
#include "ui/panel/curve_edit.h"
#include "ui/panel/curve_plot.h"

#include <QSignalSpy>
#include <QtTest>

using namespace ui::panel;

void TestCurve::endsKeepTheirPlace()
{
    const Curve moved = withMovedHandle({{0, 1}, {1, 1}}, 0, 0.4, 2.5);
    QCOMPARE(moved.front().first, 0.0);
    QCOMPARE(moved.front().second, 2.5);
    QCOMPARE(withoutHandle({{0, 1}, {1, 1}}, 1).size(), std::size_t(2));
}

void TestCurve::innerHandlesStayBetweenTheirNeighbours()
{
    const Curve curve{{0, 1}, {0.3, 1}, {0.6, 1}, {1, 1}};
    QVERIFY(withMovedHandle(curve, 1, 0.9, 1)[1].first < 0.6);
    QVERIFY(withMovedHandle(curve, 2, 0.1, 1)[2].first > 0.3);
    QCOMPARE(withMovedHandle(curve, 1, 0.4, 99)[1].second, highestFactor);
    QCOMPARE(withMovedHandle(curve, 1, 0.4, -1)[1].second, 0.0);
}

void TestCurve::thereAreTwoToSixHandles()
{
    Curve curve{{0, 1}, {1, 1}};
    for (int i = 1; i < 10; ++i) {
        curve = withHandleAt(curve, i / 10.0, 1);
    }
    QCOMPARE(curve.size(), mostHandles);
    for (int i = 0; i < 10; ++i) {
        curve = withoutHandle(curve, 1);
    }
    QCOMPARE(curve.size(), leastHandles);
}

void TestCurve::everyPresetIsACurve()
{
    for (const Preset preset : {Preset::constant, Preset::early, Preset::late, Preset::bump, Preset::none}) {
        const Curve curve = presetCurve(preset);
        QVERIFY(curve.size() >= leastHandles && curve.size() <= mostHandles);
        QCOMPARE(curve.front().first, 0.0);
        QCOMPARE(curve.back().first, 1.0);
        QVERIFY(std::is_sorted(curve.begin(), curve.end(), [](auto a, auto b) { return a.first < b.first; }));
    }
}

void TestCurve::aHandleIsDraggedWithTheMouse()
{
    CurvePlot plot;
    plot.resize(320, 200);
    plot.setSigmas({100, 10, 1, 0.1, 0.01});
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QTest::qWait(50);
    QSignalSpy edits(&plot, &CurvePlot::curveEdited);
    const QPoint from = plot.handlePosition(1).toPoint();
    QTest::mousePress(plot.plotArea(), Qt::LeftButton, {}, from);
    QTest::mouseMove(plot.plotArea(), from - QPoint(0, 20));
    QTest::mouseRelease(plot.plotArea(), Qt::LeftButton, {}, from - QPoint(0, 20));
    QVERIFY(edits.count() >= 1);
    QVERIFY(plot.curve()[1].second > 1.1);
    QCOMPARE(plot.curve()[0].second, 1.0);
}

void TestCurve::aHandleIsMovedWithTheKeyboard()
{
    CurvePlot plot;
    plot.setSigmas({100, 10, 1, 0.1, 0.01});
    plot.show();
    QTest::keyClick(plot.plotArea(), Qt::Key_Insert);
    QCOMPARE(plot.curve().size(), std::size_t(3));
    QTest::keyClick(plot.plotArea(), Qt::Key_PageDown);
    QTest::keyClick(plot.plotArea(), Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(plot.curve()[1].second, 1.25);
    QTest::keyClick(plot.plotArea(), Qt::Key_Delete);
    QCOMPARE(plot.curve().size(), std::size_t(2));
}
