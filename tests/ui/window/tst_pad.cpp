#include "tests/ui/window/suites.h"
#include "ui/panel/trajectory_pad.h"

#include <QSignalSpy>
#include <QtTest>

class PadUnderTest : public ui::panel::TrajectoryPad {};

void TestPad::init()
{
    pad_ = new PadUnderTest;
    pad_->resize(420, 260);
    QStringList times;
    for (int i = 0; i < 12; ++i) {
        times << QString("2020-01-0%1T%2:00:00Z").arg(1 + i / 4).arg(6 * (i % 4), 2, 10, QChar('0'));
    }
    std::vector<double> sigmas;
    for (int k = 0; k <= 20; ++k) {
        sigmas.push_back(100.0 / (1 + k));
    }
    pad_->begin(times, sigmas, 0);
    for (int k = 1; k <= 15; ++k) {
        pad_->addStep(k, std::vector<double>(12, 1.0 / k), k % 5 != 0);
    }
    pad_->setShown(3, 12);
    pad_->show();
    QVERIFY(QTest::qWaitForWindowExposed(pad_));
}

void TestPad::cleanup()
{
    delete pad_;
}

void TestPad::aClickShowsTheCell()
{
    QSignalSpy asked(pad_, &ui::panel::TrajectoryPad::scrubbed);
    QTest::mouseClick(pad_, Qt::LeftButton, {}, pad_->cell(7, 4).center().toPoint());
    QCOMPARE(asked.count(), 1);
    QCOMPARE(asked[0][0].toInt(), 7);
    QCOMPARE(asked[0][1].toInt(), 4);
}

void TestPad::onlyKeptStepsCanBeShown()
{
    pad_->scrub(3, 10);  // step 10 was not kept
    QCOMPARE(pad_->shownStep(), 9);
    pad_->scrub(3, 20);  // not done yet
    QCOMPARE(pad_->shownStep(), 14);
}

void TestPad::arrowsMoveInBothClocks()
{
    QTest::keyClick(pad_, Qt::Key_Right);
    QCOMPARE(pad_->shownTime(), 4);
    QTest::keyClick(pad_, Qt::Key_Up);
    QCOMPARE(pad_->shownStep(), 11);
    QTest::keyClick(pad_, Qt::Key_Home);
    QCOMPARE(pad_->shownStep(), 1);
    QTest::keyClick(pad_, Qt::Key_End);
    QCOMPARE(pad_->shownStep(), 14);
}

void TestPad::shiftMovesByTen()
{
    QTest::keyClick(pad_, Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(pad_->shownTime(), 11);
    QTest::keyClick(pad_, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(pad_->shownStep(), 2);
}

void TestPad::aBranchKeepsTheStepsBeforeIt()
{
    pad_->begin({"2020-01-01T00:00:00Z"}, std::vector<double>(21, 1.0), 8);
    pad_->scrub(0, 4);
    QCOMPARE(pad_->shownStep(), 4);
    pad_->scrub(0, 14);
    QCOMPARE(pad_->shownStep(), 8);
}

void TestPad::itTellsItsCellInWords()
{
    QVERIFY(pad_->accessibleDescription().contains("step 12 of 20"));
    QVERIFY(!pad_->accessibleName().isEmpty());
}
