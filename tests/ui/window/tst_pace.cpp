#include "tests/ui/window/suites.h"
#include "ui/bridge/frame_pace.h"

#include <QtTest>

using ui::bridge::FramePace;

void TestPace::theFirstFrameIsTakenAtOnce()
{
    QVERIFY(FramePace().waitAt(0) <= 0);
}

void TestPace::drawingGetsAQuarterOfTheTime()
{
    FramePace pace;
    pace.taken(100);
    pace.drawn(0.02);
    QVERIFY(qAbs(pace.waitAt(100.03) - 0.05) < 1e-9);
    QVERIFY(pace.waitAt(100.08001) <= 0);
}

void TestPace::fiveFramesComeEverySecondHoweverSlow()
{
    FramePace pace;
    pace.taken(100);
    pace.drawn(3);
    QVERIFY(qAbs(pace.waitAt(100) - 0.2) < 1e-9);
}

void TestPace::aFrameThatIsWaitedForComesAtOnce()
{
    FramePace pace;
    pace.taken(100);
    pace.drawn(3);
    pace.hurry();
    QVERIFY(pace.waitAt(100) <= 0);
}
