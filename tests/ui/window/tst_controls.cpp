#include "core/api/request.h"
#include "tests/ui/window/suites.h"
#include "ui/panel/choice_panel.h"
#include "ui/panel/display_units.h"
#include "ui/panel/run_panel.h"
#include "ui/panel/strength_control.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QtTest>

using namespace ui::panel;

namespace {

struct PanelWithActions {
    QAction start, play, step, finish, discard;
    RunPanel panel{{&start, &play, &step, &finish, &discard}};
};

core::Request someRequest()
{
    core::Request request;
    request.schedule = core::complete(core::Kind::schedule, {.kind = "loglinear"}, "schedule");
    request.grid = core::complete(core::Kind::grid, {.kind = "uniform"}, "grid");
    request.sampler = core::complete(core::Kind::sampler, {.kind = "ddim", .knobs = {{"eta", 0.5}}}, "sampler");
    request.guidance.choice = core::complete(core::Kind::guidance, {.kind = "mmps"}, "guidance");
    request.guidance.strength = 2;
    request.guidance.curve = {{0, 0.5}, {0.5, 2}, {1, 1}};
    request.steps = 48;
    request.ensemble = {.members = 3, .seed = 7};
    request.truth = "truth.nc";
    core::ObservationSpec spec;
    spec.file = "y.nc";
    request.observations = {spec};
    return request;
}

}  // namespace

void TestControls::theStrengthScaleHitsItsMarks()
{
    QCOMPARE(strengthFromPosition(0), 0.0);
    QCOMPARE(strengthFromPosition(0.5), 1.0);
    QCOMPARE(strengthFromPosition(1), 4.0);
}

void TestControls::theStrengthScaleIsInvertible()
{
    for (double position = 0; position <= 1; position += 0.05) {
        QVERIFY(std::abs(positionFromStrength(strengthFromPosition(position)) - position) < 1e-12);
    }
    QCOMPARE(positionFromStrength(50), 1.0);
}

void TestControls::theStrengthSliderTellsWhatItMeans()
{
    StrengthControl control;
    QSignalSpy edits(&control, &StrengthControl::strengthEdited);
    auto* slider = control.findChild<QSlider*>();
    slider->setValue(slider->maximum());
    QCOMPARE(control.strength(), 4.0);
    QCOMPARE(edits.count(), 1);
    control.setStrength(1);
    QCOMPARE(edits.count(), 1);
    QVERIFY(slider->accessibleDescription().contains("Bayes"));
    control.findChild<QDoubleSpinBox*>()->setValue(9);
    QCOMPARE(control.strength(), 9.0);
    QCOMPARE(slider->value(), slider->maximum());
}

void TestControls::everyCatalogueEntryGetsItsControls_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("id");
    using core::Kind;
    for (const Kind kind : {Kind::schedule, Kind::grid, Kind::sampler, Kind::guidance}) {
        for (const core::Choice& choice : core::catalogue(kind)) {
            const QString id = QString::fromStdString(choice.id);
            QTest::newRow(qPrintable(QString("%1/%2").arg(static_cast<int>(kind)).arg(id))) << static_cast<int>(kind) << id;
        }
    }
}

void TestControls::everyCatalogueEntryGetsItsControls()
{
    QFETCH(int, kind);
    QFETCH(QString, id);
    const auto which = static_cast<core::Kind>(kind);
    ChoicePanel panel(which, "list");
    core::Selection selection = core::complete(which, {.kind = id.toStdString()}, "here");
    panel.setSelection(selection);
    QCOMPARE(panel.selection().kind, selection.kind);
    for (const core::Knob& knob : core::choice(which, id.toStdString()).knobs) {
        auto* editor = panel.findChild<QWidget*>("list." + QString::fromStdString(knob.id));
        QVERIFY(editor != nullptr);
        QVERIFY(!editor->accessibleName().isEmpty());
        const double shown = panel.selection().knobs.at(knob.id);
        QVERIFY2(std::abs(shown - knob.initial) <= 1e-6 * std::max(1.0, std::abs(knob.initial)), knob.id.c_str());
    }
    // what the panel says is allowed by the catalogue, at both ends of every control
    for (const core::Knob& knob : core::choice(which, id.toStdString()).knobs) {
        for (const double end : {knob.low, knob.high}) {
            selection.knobs[knob.id] = end;
            panel.setSelection(selection);
            (void)core::complete(which, panel.selection(), "here");
        }
        selection.knobs[knob.id] = knob.initial;
    }
}

void TestControls::theRunPanelReturnsTheRequestItWasGiven()
{
    PanelWithActions world;
    const core::Request request = someRequest();
    QSignalSpy edits(&world.panel, &RunPanel::liveEdited);
    world.panel.setRequest(request);
    QCOMPARE(edits.count(), 0);
    QCOMPARE(QString::fromStdString(core::printRequest(world.panel.request())),
             QString::fromStdString(core::printRequest(request)));
}

void TestControls::aChosenBackgroundDropsTheOldWorld()
{
    PanelWithActions world;
    world.panel.setRequest(someRequest());
    world.panel.addPriorFile("/data/b.nc");
    auto* prior = world.panel.findChild<QComboBox*>("prior");
    QSignalSpy edits(&world.panel, &RunPanel::topEdited);
    prior->setCurrentIndex(2);
    QCOMPARE(edits.count(), 1);
    const core::Request request = world.panel.request();
    QCOMPARE(request.prior.background, std::string("/data/b.nc"));
    QVERIFY(request.prior.name.empty());
    QVERIFY(request.observations.empty());
    QVERIFY(request.truth.empty());
}

void TestControls::uncheckedObservationFilesLeaveTheRequest()
{
    PanelWithActions world;
    world.panel.setRequest(someRequest());
    world.panel.setObservationFiles({"y.nc", "more.csv"}, {"more.csv"});
    const auto observations = world.panel.request().observations;
    QCOMPARE(observations.size(), std::size_t(1));
    QCOMPARE(observations[0].file, std::string("more.csv"));
}

void TestControls::unitsAreShownAsChosen()
{
    const DisplayUnits units{.temperature = "degC", .pressure = "hPa", .speed = "kt"};
    QVERIFY(std::abs(units.shown(273.15, "K", false)) < 1e-9);
    QVERIFY(std::abs(units.stored(units.shown(281.4, "K", false), "K", false) - 281.4) < 1e-9);
    QCOMPARE(units.shown(101325, "Pa", false), 1013.25);
    QCOMPARE(unitText("m s-1"), QString("m s⁻¹"));
    QCOMPARE(unitText("degC"), QString("°C"));
    QCOMPARE(unitText("1"), QString());
}

void TestControls::differencesConvertWithoutOffset()
{
    const DisplayUnits units{.temperature = "degC"};
    QCOMPARE(units.shown(2.5, "K", true), 2.5);
}
