#include "ui/panel/pad_panel.h"

#include "ui/panel/diagnostics_plot.h"
#include "ui/panel/trajectory_pad.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QToolButton>

namespace ui::panel {

PadPanel::PadPanel(QAction* branch, QWidget* parent)
    : QWidget(parent), pad_(new TrajectoryPad(this)), diagnostics_(new DiagnosticsPlot(this)),
      stepLabel_(new QLabel(this)), timeLabel_(new QLabel(this)), step_(new QSpinBox(this)),
      time_(new QSpinBox(this)), live_(new QToolButton(this))
{
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(makeHead(branch));
    column->addWidget(pad_, 1);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->addWidget(left);
    split->addWidget(diagnostics_);
    split->setSizes({300, 200});
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 2);
    split->setChildrenCollapsible(false);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 4, 6, 4);
    row->addWidget(split);
    connect(pad_, &TrajectoryPad::scrubbed, this, &PadPanel::scrubbed);
    connect(step_, &QSpinBox::valueChanged, this, [this](int step) { pad_->scrub(pad_->shownTime(), step); });
    connect(time_, &QSpinBox::valueChanged, this, [this](int time) { pad_->scrub(time - 1, pad_->shownStep()); });
    connect(live_, &QToolButton::clicked, this, &PadPanel::liveAsked);
    retranslate();
}

QWidget* PadPanel::makeHead(QAction* branch)
{
    auto* head = new QWidget(this);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    for (QSpinBox* box : {step_, time_}) {
        box->setKeyboardTracking(false);
        box->setAlignment(Qt::AlignRight);
    }
    step_->setObjectName("shownStep");
    step_->setRange(0, 1);
    time_->setObjectName("shownTime");
    time_->setRange(1, 1);
    stepLabel_->setBuddy(step_);
    timeLabel_->setBuddy(time_);
    live_->setObjectName("live");
    live_->setCheckable(true);
    live_->setChecked(true);
    auto* fork = new QToolButton(this);
    fork->setObjectName("branch");
    fork->setDefaultAction(branch);
    fork->setToolButtonStyle(Qt::ToolButtonIconOnly);
    fork->setAutoRaise(true);
    row->addWidget(stepLabel_);
    row->addWidget(step_);
    row->addSpacing(2);
    row->addWidget(timeLabel_);
    row->addWidget(time_);
    row->addStretch(1);
    row->addWidget(live_);
    row->addWidget(fork);
    return head;
}

void PadPanel::begin(const core::Started& run)
{
    QStringList times;
    for (const std::string& time : run.times) {
        times << QString::fromStdString(time);
    }
    pad_->begin(times, run.sigmas, run.firstStep);
    pad_->addStep(0, {}, true);  // the prior's own mean
    const int steps = pad_->steps();
    diagnostics_->begin(steps, run.firstStep);
    const QSignalBlocker silentStep(step_);
    const QSignalBlocker silentTime(time_);
    step_->setRange(0, steps);
    step_->setSuffix(QString(" / %1").arg(steps));
    time_->setRange(1, std::max(1, static_cast<int>(times.size())));
    time_->setSuffix(QString(" / %1").arg(time_->maximum()));
}

void PadPanel::addStep(const core::Stepped& step)
{
    pad_->addStep(step.step, step.rmsePerTime, step.kept);
    diagnostics_->add(step);
}

void PadPanel::setShown(int time, int step, bool live)
{
    pad_->setShown(time, step);
    diagnostics_->setShownStep(step);
    const QSignalBlocker silentStep(step_);
    const QSignalBlocker silentTime(time_);
    step_->setValue(step);
    time_->setValue(time + 1);
    live_->setChecked(live);
}

void PadPanel::retranslate()
{
    stepLabel_->setText(tr("Step"));
    timeLabel_->setText(tr("Time"));
    step_->setAccessibleName(tr("Shown diffusion step"));
    time_->setAccessibleName(tr("Shown physical time"));
    live_->setText(tr("● Live"));
    live_->setToolTip(tr("Follow the newest step"));
    live_->setAccessibleName(tr("Follow the newest step"));
}

void PadPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
