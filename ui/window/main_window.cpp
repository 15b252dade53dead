#include "ui/window/main_window.h"

#include "core/api/error.h"
#include "core/api/examples.h"
#include "ui/bridge/engine_words.h"
#include "ui/globe/colour_map.h"
#include "ui/panel/data_panel.h"
#include "ui/panel/layers_panel.h"
#include "ui/panel/message_strip.h"
#include "ui/panel/pad_panel.h"
#include "ui/panel/run_panel.h"
#include "ui/panel/trajectory_pad.h"
#include "ui/window/globe_pane.h"
#include "ui/window/probe.h"
#include "ui/window/shortcuts_sheet.h"
#include "ui/window/status_line.h"
#include "ui/window/theme.h"
#include "ui/window/training_dock.h"

#include <QAction>
#include <QActionGroup>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>
#include <QSettings>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace ui::window {

namespace {

QStringList colourMapIds()
{
    QStringList ids;
    for (const globe::ColourMap& map : globe::colourMaps()) {
        ids << map.id;
    }
    return ids;
}

}  // namespace

MainWindow::MainWindow(const Options& options)
    : bridge_({.background = true}), actions_(*this), pane_(new GlobePane(view_, actions_[Verb::figure], this)),
      data_(new panel::DataPanel(this)), layers_(new panel::LayersPanel(colourMapIds(), this)),
      run_(new panel::RunPanel({.start = actions_[Verb::start],
                                .play = actions_[Verb::play],
                                .step = actions_[Verb::step],
                                .finish = actions_[Verb::finish],
                                .discard = actions_[Verb::discard]},
                               this)),
      pad_(new panel::PadPanel(actions_[Verb::branch], this)), message_(new panel::MessageStrip(this)),
      status_(new StatusLine(this)), training_(new TrainingDock(this))
{
    build();
    connectActions();
    connectViewActions();
    connectPanels();
    connect(&bridge_, &bridge::SessionBridge::happened, this, qOverload<const core::Event&>(&MainWindow::hear));
    connect(&bridge_, &bridge::SessionBridge::frameTaken, this, &MainWindow::take);
    connect(&pane_->globe(), &QOpenGLWidget::frameSwapped, this, &MainWindow::frameReachedScreen);
    connect(&view_, &RunView::changed, this, &MainWindow::showView);
    const QSettings settings;
    setTheme(options.theme.isEmpty() ? settings.value("theme", "system").toString() : options.theme);
    setLanguage(options.language.isEmpty() ? settings.value("language", Language::ofSystem()).toString()
                                           : options.language);
    pane_->globe().setCoastlines(core::coastlines());
    pane_->setLayers(layers_->layers());
    pane_->globe().setFocus();
    setState(RunState::idle);
}

void MainWindow::build()
{
    setObjectName("window");
    setWindowIcon(QIcon(":/icons/embellie.svg"));
    setAcceptDrops(true);
    resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(message_);
    column->addWidget(pane_, 1);
    setCentralWidget(centre);
    setStatusBar(status_);
    auto* left = new QWidget(this);
    auto* leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(8, 6, 8, 6);
    leftColumn->setSpacing(10);
    leftColumn->addWidget(data_, 1);
    leftColumn->addWidget(layers_);
    addDock(left, "dataDock", Qt::LeftDockWidgetArea);
    addDock(run_, "runDock", Qt::RightDockWidgetArea);
    addDock(pad_, "padDock", Qt::BottomDockWidgetArea);
    addDockWidget(Qt::RightDockWidgetArea, training_);
    tabifyDockWidget(findChild<QDockWidget*>("runDock"), training_);
    training_->hide();
    actions_.panels()->addAction(training_->toggleViewAction());
    resizeDocks({findChild<QDockWidget*>("dataDock"), findChild<QDockWidget*>("runDock")}, {240, 300}, Qt::Horizontal);
    actions_.addViewport(&pane_->globe());
    actions_.addViewport(pad_->pad());
    fillMenus();
}

void MainWindow::addDock(QWidget* content, const char* name, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(this);
    dock->setObjectName(name);
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    if (area == Qt::BottomDockWidgetArea) {
        dock->setWidget(content);
    } else {
        auto* scroll = new QScrollArea(dock);
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setWidget(content);
        dock->setWidget(scroll);
    }
    addDockWidget(area, dock);
    actions_.panels()->addAction(dock->toggleViewAction());
}

void MainWindow::connectActions()
{
    const auto on = [this](Verb verb, auto act) { connect(actions_[verb], &QAction::triggered, this, act); };
    on(Verb::open, [this] { askForFile(); });
    on(Verb::interpret, [this] { interpretFile(); });
    on(Verb::saveResult, [this] { saveResult(); });
    on(Verb::saveView, [this] { saveView(); });
    on(Verb::saveRequest, [this] { saveRequest(); });
    on(Verb::figure, [this] { showFigure(); });
    on(Verb::quit, [this] { close(); });
    on(Verb::start, [this] { start(run_->request()); });
    on(Verb::newWeather, [this] { startNewWeather(); });
    on(Verb::earth, [this] { start(core::simulatedEarthRequest()); });
    on(Verb::spectral, [this] { start(core::demonstrationRequest()); });
    on(Verb::model, [this] { bridge_.session().open(core::liveModel); });
    on(Verb::train, [this] {
        training_->show();
        training_->raise();
    });
    on(Verb::play, [this] { playOrPause(); });
    on(Verb::step, [this] {
        setState(RunState::paused);
        bridge_.session().step();
    });
    on(Verb::finish, [this] { bridge_.session().finishHere(); });
    on(Verb::discard, [this] { bridge_.session().discard(); });
    on(Verb::branch, [this] { branch(); });
    on(Verb::fullScreen, [this](bool isOn) { toggleFullScreen(isOn); });
    on(Verb::shortcuts, [this] { (new ShortcutsSheet(actions_, this))->show(); });
    on(Verb::about, [this] {
        message_->showNotes({tr("Embellie %1: weather coming out of noise.").arg(EMBELLIE_VERSION),
                             tr("Free software under the GPL, version 3 or later.")});
    });
}

/// The same run on the next weather of its kind.
void MainWindow::startNewWeather()
{
    const core::Request request = run_->request();
    if (const auto seed = core::weatherSeed(request)) {
        start(core::withWeather(request, *seed + 1));
    } else {
        message_->showNotes({tr("This run's observations and truth come from files, so there is no other weather of their kind. The simulated earth (Ctrl+E) has.")});
    }
}

void MainWindow::startWith(const QString& priorFolder)
{
    core::Request request = run_->request();
    request.prior = {.name = priorFolder.toStdString()};
    start(request);
}

void MainWindow::connectViewActions()
{
    const auto on = [this](Verb verb, auto act) { connect(actions_[verb], &QAction::triggered, this, act); };
    constexpr int far = 10;
    constexpr double turn = 10;  // degrees
    constexpr double nearer = 1.2;
    on(Verb::quantity, [this] { view_.cycleQuantity(); });
    on(Verb::observations, [this] { layers_->cycleGlyphs(); });
    on(Verb::live, [this] { view_.follow(); });
    on(Verb::earlier, [this] { view_.moveTime(-1); });
    on(Verb::later, [this] { view_.moveTime(1); });
    on(Verb::earlierFar, [this] { view_.moveTime(-far); });
    on(Verb::laterFar, [this] { view_.moveTime(far); });
    on(Verb::noisier, [this] { view_.moveStep(-1); });
    on(Verb::cleaner, [this] { view_.moveStep(1); });
    on(Verb::noisierFar, [this] { view_.moveStep(-far); });
    on(Verb::cleanerFar, [this] { view_.moveStep(far); });
    on(Verb::first, [this] { view_.scrub(view_.view().time, 0); });
    on(Verb::last, [this] { view_.follow(); });
    on(Verb::zoomIn, [this] { pane_->globe().zoomBy(nearer); });
    on(Verb::zoomOut, [this] { pane_->globe().zoomBy(1 / nearer); });
    on(Verb::orbitLeft, [this] { pane_->globe().orbitBy(-turn, 0); });
    on(Verb::orbitRight, [this] { pane_->globe().orbitBy(turn, 0); });
    on(Verb::orbitUp, [this] { pane_->globe().orbitBy(0, turn); });
    on(Verb::orbitDown, [this] { pane_->globe().orbitBy(0, -turn); });
    on(Verb::resetView, [this] { pane_->globe().resetView(); });
}

void MainWindow::connectPanels()
{
    connect(run_, &panel::RunPanel::liveEdited, this, &MainWindow::tune);
    connect(run_, &panel::RunPanel::topEdited, this,
            [this] { status_->say(tr("Changed: takes effect when the run starts again (Ctrl+R)")); });
    connect(data_, &panel::DataPanel::channelChosen, &view_, &RunView::setChannel);
    connect(data_, &panel::DataPanel::dataChosen, &view_, &RunView::showData);
    connect(data_, &panel::DataPanel::observationFilesEdited, this, [this] {
        run_->setObservationFiles(observationFiles_, data_->checkedObservationFiles());
        status_->say(tr("Changed: takes effect when the run starts again (Ctrl+R)"));
    });
    connect(layers_, &panel::LayersPanel::edited, this, [this] { pane_->setLayers(layers_->layers()); });
    connect(layers_, &panel::LayersPanel::rangeEdited, pane_, &GlobePane::typeRange);
    connect(pane_, &GlobePane::rangeShown, layers_, &panel::LayersPanel::setRange);
    connect(pad_, &panel::PadPanel::scrubbed, &view_, &RunView::scrub);
    connect(pad_, &panel::PadPanel::liveAsked, &view_, &RunView::follow);
    connect(training_, &TrainingDock::priorWanted, this, &MainWindow::startWith);
    connect(training_, &TrainingDock::failed, this, &MainWindow::tell);
    connect(&writer_, &bridge::Asker::failed, this, &MainWindow::tell);
    connect(status_, &StatusLine::languageChosen, this, [this](const QString& code) {
        QSettings().setValue("language", code);
        setLanguage(code);
    });
}

void MainWindow::fillMenus()
{
    auto* themes = new QActionGroup(this);
    for (const QString& name : themeNames()) {
        QAction* action = actions_.themes()->addAction(name);
        action->setObjectName(name);
        action->setCheckable(true);
        themes->addAction(action);
        connect(action, &QAction::triggered, this, [this, name] {
            QSettings().setValue("theme", name);
            setTheme(name);
        });
    }
    auto* languages = new QActionGroup(this);
    for (const auto& [code, name] : {std::pair<QString, QString>{"en", "English"}, {"fr", "Français"}}) {
        QAction* action = actions_.languages()->addAction(name);
        action->setObjectName(code);
        action->setCheckable(true);
        languages->addAction(action);
        connect(action, &QAction::triggered, status_,
                [this, chosen = code] { Q_EMIT status_->languageChosen(chosen); });
    }
    fillRecent();
}

void MainWindow::fillRecent()
{
    actions_.recent()->clear();
    for (const QString& path : recent_.paths()) {
        QAction* action = actions_.recent()->addAction(QFileInfo(path).fileName());
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { openFile(path); });
    }
    actions_.recent()->setEnabled(!recent_.paths().isEmpty());
}

void MainWindow::setLanguage(const QString& code)
{
    language_.set(code);
    setLocale(QLocale());
    status_->setLanguage(code);
    for (QAction* action : actions_.languages()->actions()) {
        action->setChecked(action->objectName() == code);
    }
    retranslate();
}

void MainWindow::setTheme(const QString& name)
{
    theme_ = name;
    applyTheme(name);
    for (QAction* action : actions_.themes()->actions()) {
        action->setChecked(action->objectName() == name);
    }
    actions_.retint(palette().color(QPalette::WindowText));
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Embellie"));
    actions_.retranslate();
    const std::pair<const char*, QString> docks[] = {{"dataDock", tr("Data and layers")},
                                                     {"runDock", tr("Run")},
                                                     {"padDock", tr("Trajectory: physical time × diffusion step")}};
    for (const auto& [name, title] : docks) {
        if (auto* dock = findChild<QDockWidget*>(name)) {
            dock->setWindowTitle(title);
        }
    }
    training_->retranslate();
    const QStringList themes{tr("As the system"), tr("Light"), tr("Dark")};
    for (int i = 0; i < themes.size(); ++i) {
        actions_.themes()->actions()[i]->setText(themes[i]);
    }
    QTimer::singleShot(0, this, &MainWindow::fitDocks);  // when the panels have their new words
}

/// Words decide how narrow a scrolling panel may be, and its scroll bar stands beside it.
void MainWindow::fitDocks()
{
    for (QScrollArea* scroll : findChildren<QScrollArea*>()) {
        if (auto* dock = qobject_cast<QDockWidget*>(scroll->parentWidget())) {
            const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent) + 2;
            dock->setMinimumWidth(scroll->widget()->minimumSizeHint().width() + bar);
        }
    }
}

void MainWindow::start(const core::Request& request)
{
    message_->hide();
    run_->setRequest(request);
    QTimer::singleShot(0, this, &MainWindow::fitDocks);
    setState(RunState::preparing);
    status_->say(tr("Preparing the run"));
    bridge_.session().start(request);
}

void MainWindow::openFile(const QString& chosen)
{
    // a Zarr store is a folder, and dialogs choose files
    static const QStringList storeFiles{"zarr.json", ".zgroup", ".zmetadata"};
    const QString path = storeFiles.contains(QFileInfo(chosen).fileName()) ? QFileInfo(chosen).absolutePath() : chosen;
    if (path.endsWith(".json", Qt::CaseInsensitive)) {
        if (TrainingDock::isTraining(path)) {
            training_->open(path);
            return;
        }
        try {
            start(core::readRequest(path.toStdString()));
            recent_.add(QFileInfo(path).absoluteFilePath());
            fillRecent();
        } catch (const core::Error& error) {
            tell(bridge::engineWords(error.what()), bridge::engineWords(error.hint()));
        }
        return;
    }
    ++opening_;
    lastFile_ = QFileInfo(path).absoluteFilePath();
    status_->say(tr("Opening %1").arg(QFileInfo(path).fileName()));
    bridge_.session().open(lastFile_.toStdString());
}

void MainWindow::setState(RunState state)
{
    state_ = state;
    actions_.setRunState(state);
    using Taking = bridge::SessionBridge::Taking;
    bridge_.setTaking(state == RunState::running ? Taking::paced : Taking::each);
    Q_EMIT stateChanged(state);
}

void MainWindow::playOrPause()
{
    switch (state_) {
    case RunState::running:
        setState(RunState::paused);
        bridge_.session().pause();
        break;
    case RunState::paused:
        setState(RunState::running);
        bridge_.session().play();
        break;
    case RunState::idle:
    case RunState::finished:
        start(run_->request());
        break;
    case RunState::preparing:
        break;
    }
}

void MainWindow::tune()
{
    if (state_ == RunState::running || state_ == RunState::paused) {
        const quint64 id = bridge_.session().tune(run_->live());
        Q_EMIT tuned(id);
    } else if (state_ == RunState::finished) {
        status_->say(tr("Changed: press B to branch from the shown step, or Space to run again"));
    }
}

void MainWindow::branch()
{
    const int step = std::min(view_.shownStep(), std::max(0, view_.steps() - 1));
    bridge_.session().branch(step);
    Q_EMIT tuned(bridge_.session().tune(run_->live()));
    status_->say(tr("Branching from step %1").arg(step));
}

void MainWindow::showView()
{
    const core::View& view = view_.view();
    bridge_.session().show(view);
    bridge_.hurry();
    pad_->setShown(view.time, view_.shownStep(), view_.following());
    if (view.quantity != core::Quantity::data) {
        data_->setShownChannel(view.variable);
    }
    Q_EMIT viewAsked(view);
}

void MainWindow::take(const std::shared_ptr<const core::Frame>& frame)
{
    const bool ofFile = frame->view.quantity == core::Quantity::data;
    if ((!ofFile && frame->run != runNumber_) || ofFile != (view_.view().quantity == core::Quantity::data)) {
        return;
    }
    handedAt_ = steadySeconds();
    shown_ = frame;
    pane_->show(frame);
    Q_EMIT frameHanded(frame);
}

void MainWindow::frameReachedScreen()
{
    if (handedAt_) {
        bridge_.drawn(steadySeconds() - *std::exchange(handedAt_, std::nullopt));
    }
}

void MainWindow::tell(const QString& message, const QString& hint)
{
    message_->showError(message, hint);
    status_->say(message);
}

}  // namespace ui::window
