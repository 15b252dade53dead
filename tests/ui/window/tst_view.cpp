#include "tests/ui/window/suites.h"
#include "ui/window/observation_glyphs.h"
#include "ui/window/range_locks.h"
#include "ui/window/run_view.h"

#include <QSignalSpy>
#include <QtTest>

#include <set>

using namespace ui::window;

namespace {

core::Started aRun()
{
    core::Started run;
    run.run = 1;
    run.channels.resize(2);
    run.times = {"2020-01-01T00:00:00Z", "2020-01-01T06:00:00Z"};
    run.sigmas = {10, 3, 1, 0.1, 0.01};
    run.hasTruth = true;
    run.hasExact = true;
    run.request.ensemble.members = 4;
    return run;
}

core::Frame aFrame(float low, float high)
{
    core::Frame frame;
    frame.field.label = "Temperature";
    frame.field.values = {low, high};
    frame.field.low = low;
    frame.field.high = high;
    return frame;
}

}  // namespace

void TestView::itFollowsTheNewestStepUntilScrubbed()
{
    RunView view;
    view.begin(aRun());
    core::Stepped step;
    step.step = 3;
    view.stepped(step);
    QVERIFY(view.following());
    QCOMPARE(view.shownStep(), 3);
    view.moveStep(-1);
    QVERIFY(!view.following());
    QCOMPARE(view.view().step, 2);
    step.step = 4;
    view.stepped(step);
    QCOMPARE(view.shownStep(), 2);
    view.scrub(1, 4);
    QVERIFY(view.following());
    QCOMPARE(view.view().time, 1);
}

void TestView::theQuantityKeyGoesRound()
{
    RunView view;
    view.begin(aRun());
    std::set<core::Quantity> seen;
    bool spread = false;
    for (std::size_t i = 0; i <= view.quantities().size(); ++i) {
        seen.insert(view.view().quantity);
        spread = spread || view.view().statistic == core::Statistic::spread;
        view.cycleQuantity();
    }
    QCOMPARE(seen.size(), view.quantities().size());
    QVERIFY(spread);
    QCOMPARE(view.view().quantity, core::Quantity::denoised);
    QCOMPARE(view.view().statistic, core::Statistic::member);
}

void TestView::theRangeStaysLockedDuringARun()
{
    RangeLocks locks;
    using ui::panel::RangeMode;
    QCOMPARE(locks.rangeFor(aFrame(230, 310), RangeMode::locked), RangeLocks::Range(230, 310));
    QCOMPARE(locks.rangeFor(aFrame(0, 1), RangeMode::locked), RangeLocks::Range(230, 310));
    QCOMPARE(locks.rangeFor(aFrame(0, 1), RangeMode::automatic), RangeLocks::Range(0, 1));
    QCOMPARE(locks.rangeFor(aFrame(0, 1), RangeMode::symmetric), RangeLocks::Range(-310, 310));
    locks.beginRun();
    QCOMPARE(locks.rangeFor(aFrame(0, 1), RangeMode::locked), RangeLocks::Range(0, 1));
}

void TestView::typedEndsOutliveTheRun()
{
    RangeLocks locks;
    using ui::panel::RangeMode;
    (void)locks.rangeFor(aFrame(230, 310), RangeMode::locked);
    locks.type(aFrame(230, 310), {250, 300});
    locks.beginRun();
    QCOMPARE(locks.rangeFor(aFrame(230, 310), RangeMode::locked), RangeLocks::Range(250, 300));
}

void TestView::glyphsBelongToTheShownVariableAndTime()
{
    std::vector<core::ObservationPoint> points(3);
    points[0].channel = 0;
    points[0].value = 281;
    points[0].background = 280;
    points[0].use = core::Use::heldOut;
    points[1].channel = 1;
    points[2].channel = 0;
    points[2].time = 1;
    points[0].time = points[1].time = 0;
    core::Frame frame = aFrame(230, 310);
    std::vector<int> drawn;
    const auto glyphs = observationGlyphs({.observations = points, .frame = &frame}, drawn);
    QCOMPARE(drawn, std::vector<int>{0});
    QCOMPARE(glyphs.points[0].value, 281.0F);
    QCOMPARE(glyphs.points[0].glyph, ui::globe::Glyph::heldOut);
    QVERIFY(glyphs.sharesField);
    frame.field.diverging = true;
    drawn.clear();
    QCOMPARE(observationGlyphs({.observations = points, .frame = &frame}, drawn).points[0].value, 1.0F);
}

void TestView::residualsHaveASymmetricRange()
{
    std::vector<core::ObservationPoint> points(1);
    points[0].channel = 0;
    points[0].time = 0;
    points[0].error = 0.5;
    points[0].use = core::Use::used;
    core::Frame frame = aFrame(230, 310);
    frame.oma = {0.25F};
    std::vector<int> drawn;
    const auto glyphs = observationGlyphs(
        {.observations = points, .frame = &frame, .glyphs = ui::panel::Glyphs::residual}, drawn);
    QVERIFY(!glyphs.sharesField);
    QCOMPARE(glyphs.points[0].value, 0.25F);
    QCOMPARE(glyphs.high, 1.5F);
    QCOMPARE(glyphs.low, -1.5F);
}

void TestView::aRunIsFirstSeenByTheLowestTemperature()
{
    std::vector<core::Channel> channels(4);
    QCOMPARE(firstSeen({}), 0);
    QCOMPARE(firstSeen(channels), 0);
    channels[1] = {.standardName = "air_temperature", .levelHpa = 250};
    channels[2] = {.standardName = "air_temperature", .levelHpa = 850};
    channels[3] = {.standardName = "air_temperature", .levelHpa = 500};
    QCOMPARE(firstSeen(channels), 2);
    channels[3].levelHpa = 0;  // at the surface
    QCOMPARE(firstSeen(channels), 3);
}

void TestView::theChosenChannelStaysWhileTheRunHasIt()
{
    core::Started run = aRun();
    run.channels = {{.standardName = "eastward_wind", .levelHpa = 850},
                    {.standardName = "air_temperature", .levelHpa = 850}};
    RunView view;
    view.begin(run);
    QCOMPARE(view.view().variable, 1);
    view.setChannel(0);
    view.begin(run);
    QCOMPARE(view.view().variable, 0);
    std::swap(run.channels[0], run.channels[1]);
    view.begin(run);
    QCOMPARE(view.view().variable, 0);
}
