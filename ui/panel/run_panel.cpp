#include "ui/panel/run_panel.h"

#include "ui/bridge/engine_words.h"
#include "ui/panel/choice_panel.h"
#include "ui/panel/curve_plot.h"
#include "ui/panel/elided_list.h"
#include "ui/panel/strength_control.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace ui::panel {

namespace {

enum class PriorWay { own, fit, around };
constexpr int wayRole = Qt::UserRole;
constexpr int fileRole = Qt::UserRole + 1;
constexpr double heldOutShare = 0.1;

QSpinBox* makeNumber(QWidget* parent, const QString& name, int low, int high)
{
    auto* box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setRange(low, high);
    box->setKeyboardTracking(false);
    return box;
}

}  // namespace

RunPanel::RunPanel(const RunActions& actions, QWidget* parent)
    : QWidget(parent), strength_(new StrengthControl(this)), curve_(new CurvePlot(this)),
      guidance_(new ChoicePanel(core::Kind::guidance, "guidance", this)),
      sampler_(new ChoicePanel(core::Kind::sampler, "sampler", this)),
      schedule_(new ChoicePanel(core::Kind::schedule, "schedule", this)),
      grid_(new ChoicePanel(core::Kind::grid, "grid", this)), task_(new ChoicePanel(core::Kind::task, "task", this)),
      steps_(makeNumber(this, "steps", 1, 4096)),
      members_(makeNumber(this, "members", 1, 4096)), seed_(makeNumber(this, "seed", 0, 2147483647)),
      prior_(new ElidedList(this)), error_(new QLineEdit(this)), length_(new QLineEdit(this)),
      choices_(new QLabel(this)), stepsLabel_(new QLabel(this)), membersLabel_(new QLabel(this)),
      seedLabel_(new QLabel(this)), priorLabel_(new QLabel(this)), errorLabel_(new QLabel(this)),
      lengthLabel_(new QLabel(this))
{
    build(actions);
    connect(strength_, &StrengthControl::strengthEdited, this, &RunPanel::liveEdited);
    connect(curve_, &CurvePlot::curveEdited, this, &RunPanel::liveEdited);
    connect(curve_, &CurvePlot::stepHovered, this, &RunPanel::stepHovered);
    for (const ChoicePanel* panel : {guidance_, sampler_, schedule_, grid_}) {
        connect(panel, &ChoicePanel::edited, this, &RunPanel::liveEdited);
    }
    connect(steps_, &QSpinBox::valueChanged, this, &RunPanel::liveEdited);
    connect(task_, &ChoicePanel::edited, this, &RunPanel::topEdited);
    connect(members_, &QSpinBox::valueChanged, this, &RunPanel::topEdited);
    connect(seed_, &QSpinBox::valueChanged, this, &RunPanel::topEdited);
    setRequest({});
    retranslate();
}

void RunPanel::build(const RunActions& actions)
{
    QFont strong = choices_->font();
    strong.setBold(true);
    choices_->setFont(strong);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 6);
    column->setSpacing(8);
    column->addWidget(makeVerbs(actions));
    auto* again = new QToolButton(this);
    again->setObjectName("start");
    again->setDefaultAction(actions.start);
    again->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    again->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    column->addWidget(again);
    column->addWidget(strength_);
    column->addWidget(curve_);
    column->addWidget(task_);
    column->addWidget(choices_);
    for (ChoicePanel* panel : {guidance_, sampler_, schedule_, grid_}) {
        column->addWidget(panel);
    }
    auto* form = new QFormLayout;
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildTop(*form);
    column->addLayout(form);
    column->addStretch(1);
}

QWidget* RunPanel::makeVerbs(const RunActions& actions)
{
    auto* verbs = new QWidget(this);
    auto* row = new QHBoxLayout(verbs);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    const std::pair<QString, QAction*> buttons[] = {
        {"play", actions.play}, {"step", actions.step}, {"finish", actions.finish}, {"discard", actions.discard}};
    for (const auto& [name, action] : buttons) {
        auto* button = new QToolButton(this);
        button->setObjectName(name);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setIconSize({24, 24});
        button->setFocusPolicy(Qt::StrongFocus);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        row->addWidget(button, 1);
    }
    return verbs;
}

void RunPanel::buildTop(QFormLayout& form)
{
    prior_->setObjectName("prior");
    prior_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    prior_->setMinimumContentsLength(9);
    prior_->addItem(QString(), static_cast<int>(PriorWay::own));
    error_->setObjectName("backgroundError");
    length_->setObjectName("backgroundLength");
    const std::pair<QLabel*, QWidget*> rows[] = {{stepsLabel_, steps_},   {membersLabel_, members_},
                                                 {seedLabel_, seed_},     {priorLabel_, prior_},
                                                 {errorLabel_, error_},   {lengthLabel_, length_}};
    for (const auto& [label, editor] : rows) {
        label->setBuddy(editor);
        label->setMinimumWidth(104);
        form.addRow(label, editor);
    }
    const auto showBackground = [this] {
        const bool around = prior_->currentData(wayRole).toInt() == static_cast<int>(PriorWay::around);
        for (QWidget* widget : std::initializer_list<QWidget*>{errorLabel_, error_, lengthLabel_, length_}) {
            widget->setVisible(around);
        }
    };
    showBackground();
    connect(prior_, &QComboBox::currentIndexChanged, this, [this, showBackground] {
        showBackground();
        Q_EMIT topEdited();
    });
    connect(error_, &QLineEdit::editingFinished, this, &RunPanel::topEdited);
    connect(length_, &QLineEdit::editingFinished, this, &RunPanel::topEdited);
}

void RunPanel::setRequest(const core::Request& request)
{
    base_ = request;
    strength_->setStrength(request.guidance.strength);
    curve_->setCurve(request.guidance.curve);
    guidance_->setSelection(request.guidance.choice);
    sampler_->setSelection(request.sampler);
    schedule_->setSelection(request.schedule);
    grid_->setSelection(request.grid);
    task_->setSelection({.kind = request.task.kind, .knobs = request.task.numbers});
    task_->setWords(request.task.words);
    const QSignalBlocker silentSteps(steps_);
    const QSignalBlocker silentMembers(members_);
    const QSignalBlocker silentSeed(seed_);
    const QSignalBlocker silentPrior(prior_);
    steps_->setValue(request.steps);
    members_->setValue(request.ensemble.members);
    seed_->setValue(static_cast<int>(std::min<std::uint64_t>(request.ensemble.seed, 2147483647)));
    error_->setText(QString::fromStdString(request.prior.error));
    length_->setText(QString::fromStdString(request.prior.length));
    prior_->setCurrentIndex(0);
    for (QWidget* widget : std::initializer_list<QWidget*>{errorLabel_, error_, lengthLabel_, length_}) {
        widget->hide();
    }
    namePriors();
}

core::Live RunPanel::live() const
{
    core::Live live;
    live.guidance = {
        .choice = guidance_->selection(), .strength = strength_->strength(), .curve = curve_->curve()};
    live.schedule = schedule_->selection();
    live.grid = grid_->selection();
    live.sampler = sampler_->selection();
    live.steps = steps_->value();
    return live;
}

core::Request RunPanel::request() const
{
    core::Request request = base_;
    const core::Live now = live();
    request.guidance = now.guidance;
    request.schedule = *now.schedule;
    request.grid = *now.grid;
    request.sampler = *now.sampler;
    request.steps = *now.steps;
    request.ensemble.members = members_->value();
    if (base_.ensemble.seed <= 2147483647) {
        request.ensemble.seed = static_cast<std::uint64_t>(seed_->value());
    }
    const core::Selection task = task_->selection();
    request.task = {.kind = task.kind, .words = task_->words(), .numbers = task.knobs};
    request.changes.clear();
    readPrior(request);
    readObservations(request);
    return request;
}

void RunPanel::readObservations(core::Request& request) const
{
    const auto fileOf = [](const core::ObservationSpec& spec) { return QString::fromStdString(spec.file); };
    std::erase_if(request.observations, [&](const core::ObservationSpec& spec) {
        return openedObservations_.contains(fileOf(spec)) && !usedObservations_.contains(fileOf(spec));
    });
    for (const QString& file : usedObservations_) {
        if (std::ranges::none_of(request.observations, [&](const auto& spec) { return fileOf(spec) == file; })) {
            core::ObservationSpec spec;
            spec.file = file.toStdString();
            spec.holdOut = heldOutShare;
            request.observations.push_back(spec);
            request.window.reset();
        }
    }
}

void RunPanel::readPrior(core::Request& request) const
{
    const auto way = static_cast<PriorWay>(prior_->currentData(wayRole).toInt());
    if (way == PriorWay::own) {
        return;
    }
    const std::string file = prior_->currentData(fileRole).toString().toStdString();
    request.prior = {.name = {}, .kind = "spectral"};
    if (way == PriorWay::fit) {
        request.prior.fit = {file};
    } else {
        request.prior.background = file;
        request.prior.error = error_->text().toStdString();
        request.prior.length = length_->text().toStdString();
    }
    // the request's own observations, window and truth belong to another atmosphere
    request.observations.clear();
    request.window.reset();
    request.truth.clear();
}

void RunPanel::setSigmas(const std::vector<double>& sigmas)
{
    curve_->setSigmas(sigmas);
}

void RunPanel::setPlayed(int step)
{
    curve_->setPlayed(step);
}

void RunPanel::addPriorFile(const QString& path)
{
    if (prior_->findData(path, fileRole) >= 0) {
        return;
    }
    const QSignalBlocker silent(prior_);
    for (const PriorWay way : {PriorWay::fit, PriorWay::around}) {
        prior_->addItem(QString(), static_cast<int>(way));
        prior_->setItemData(prior_->count() - 1, path, fileRole);
        prior_->setItemData(prior_->count() - 1, path, Qt::ToolTipRole);
    }
    namePriors();
}

void RunPanel::setObservationFiles(const QStringList& opened, const QStringList& used)
{
    openedObservations_ = opened;
    usedObservations_ = used;
}

void RunPanel::namePriors()
{
    QString own = bridge::engineWords(base_.prior.name);
    if (!base_.prior.fit.empty()) {
        own = tr("Fit to %1").arg(QFileInfo(QString::fromStdString(base_.prior.fit.front())).fileName());
    } else if (!base_.prior.background.empty()) {
        own = tr("Around %1").arg(QFileInfo(QString::fromStdString(base_.prior.background)).fileName());
    }
    prior_->setItemText(0, own);
    for (int i = 1; i < prior_->count(); ++i) {
        const QString file = QFileInfo(prior_->itemData(i, fileRole).toString()).fileName();
        const bool fit = prior_->itemData(i, wayRole).toInt() == static_cast<int>(PriorWay::fit);
        prior_->setItemText(i, fit ? tr("Fit to %1").arg(file) : tr("Around %1").arg(file));
    }
}

void RunPanel::retranslate()
{
    choices_->setText(tr("How it is sampled"));
    guidance_->setCaption(tr("Guidance"));
    sampler_->setCaption(tr("Sampler"));
    schedule_->setCaption(tr("Schedule"));
    grid_->setCaption(tr("Time grid"));
    task_->setCaption(tr("Task"));
    stepsLabel_->setText(tr("Steps"));
    membersLabel_->setText(tr("Members"));
    seedLabel_->setText(tr("Seed"));
    priorLabel_->setText(tr("Prior"));
    errorLabel_->setText(tr("Error"));
    lengthLabel_->setText(tr("Length"));
    steps_->setAccessibleName(tr("Number of diffusion steps"));
    members_->setAccessibleName(tr("Number of ensemble members"));
    seed_->setAccessibleName(tr("Seed of the noise"));
    prior_->setAccessibleName(tr("Prior"));
    error_->setAccessibleName(tr("Background error"));
    length_->setAccessibleName(tr("Background length scale"));
    const QString top = tr("Takes effect when the run starts again");
    task_->setToolTip(top);
    for (QWidget* widget : std::initializer_list<QWidget*>{members_, seed_, prior_, error_, length_}) {
        widget->setToolTip(top);
    }
    namePriors();
}

void RunPanel::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
    }
    QWidget::changeEvent(event);
}

}  // namespace ui::panel
