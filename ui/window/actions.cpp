#include "ui/window/actions.h"

#include "ui/panel/icon.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace ui::window {

namespace {

enum class Reach { window, viewport };

struct Entry {
    Verb verb;
    const char* text;
    QList<QKeySequence> keys;
    const char* icon = "";
    Reach reach = Reach::window;
};

/// The verbs with their English texts and keys.
const std::vector<Entry>& entries()
{
    using Qt::Key;
    constexpr auto far = Qt::SHIFT;
    constexpr auto viewport = Reach::viewport;
    static const std::vector<Entry> table{
        {Verb::open, QT_TRANSLATE_NOOP("ui::window::Actions", "&Open…"), {QKeySequence::Open}, "open"},
        {Verb::interpret, QT_TRANSLATE_NOOP("ui::window::Actions", "&Interpret as…"), {Qt::CTRL | Qt::Key_I}},
        {Verb::saveResult, QT_TRANSLATE_NOOP("ui::window::Actions", "&Save result…"), {QKeySequence::Save}, "save"},
        {Verb::saveView, QT_TRANSLATE_NOOP("ui::window::Actions", "Save &view…"), {Qt::CTRL | Qt::ALT | Qt::Key_S}},
        {Verb::saveRequest, QT_TRANSLATE_NOOP("ui::window::Actions", "Save re&quest…"), {Qt::CTRL | far | Qt::Key_S}},
        {Verb::figure, QT_TRANSLATE_NOOP("ui::window::Actions", "&Figure…"), {Qt::Key_F12}, "figure"},
        {Verb::quit, QT_TRANSLATE_NOOP("ui::window::Actions", "&Quit"), {Qt::CTRL | Qt::Key_Q}},
        {Verb::start, QT_TRANSLATE_NOOP("ui::window::Actions", "Start &again"), {Qt::CTRL | Qt::Key_R}, "restart"},
        {Verb::newWeather, QT_TRANSLATE_NOOP("ui::window::Actions", "New &weather"), {Qt::CTRL | Qt::Key_N}},
        {Verb::earth, QT_TRANSLATE_NOOP("ui::window::Actions", "Simulated &earth"), {Qt::CTRL | Qt::Key_E}},
        {Verb::spectral, QT_TRANSLATE_NOOP("ui::window::Actions", "Spectral &climate"), {Qt::CTRL | Qt::Key_D}},
        {Verb::model, QT_TRANSLATE_NOOP("ui::window::Actions", "Watch the &model"), {Qt::CTRL | Qt::Key_M}},
        {Verb::train, QT_TRANSLATE_NOOP("ui::window::Actions", "&Train a prior"), {Qt::CTRL | Qt::Key_T}},
        {Verb::play, QT_TRANSLATE_NOOP("ui::window::Actions", "&Play"), {Qt::Key_Space}, "play", viewport},
        {Verb::step, QT_TRANSLATE_NOOP("ui::window::Actions", "&Step"), {Qt::Key_Period}, "step"},
        {Verb::finish, QT_TRANSLATE_NOOP("ui::window::Actions", "&Finish here"), {Qt::Key_F}, "finish"},
        {Verb::discard, QT_TRANSLATE_NOOP("ui::window::Actions", "&Discard"), {Qt::CTRL | Qt::Key_Backspace}, "discard"},
        {Verb::branch, QT_TRANSLATE_NOOP("ui::window::Actions", "&Branch here"), {Qt::Key_B}, "branch"},
        {Verb::quantity, QT_TRANSLATE_NOOP("ui::window::Actions", "Next &quantity"), {Qt::Key_V}},
        {Verb::observations, QT_TRANSLATE_NOOP("ui::window::Actions", "&Observations"), {Qt::Key_O}},
        {Verb::live, QT_TRANSLATE_NOOP("ui::window::Actions", "Follow the newest step"), {Qt::Key_L}},
        {Verb::earlier, QT_TRANSLATE_NOOP("ui::window::Actions", "Earlier"), {Qt::Key_Left}, "", viewport},
        {Verb::later, QT_TRANSLATE_NOOP("ui::window::Actions", "Later"), {Qt::Key_Right}, "", viewport},
        {Verb::earlierFar, QT_TRANSLATE_NOOP("ui::window::Actions", "Earlier by ten"), {far | Qt::Key_Left}, "", viewport},
        {Verb::laterFar, QT_TRANSLATE_NOOP("ui::window::Actions", "Later by ten"), {far | Qt::Key_Right}, "", viewport},
        {Verb::noisier, QT_TRANSLATE_NOOP("ui::window::Actions", "Towards noise"), {Qt::Key_Up}, "", viewport},
        {Verb::cleaner, QT_TRANSLATE_NOOP("ui::window::Actions", "Towards clean"), {Qt::Key_Down}, "", viewport},
        {Verb::noisierFar, QT_TRANSLATE_NOOP("ui::window::Actions", "Towards noise by ten"), {far | Qt::Key_Up}, "", viewport},
        {Verb::cleanerFar, QT_TRANSLATE_NOOP("ui::window::Actions", "Towards clean by ten"), {far | Qt::Key_Down}, "", viewport},
        {Verb::first, QT_TRANSLATE_NOOP("ui::window::Actions", "First step"), {Qt::Key_Home}, "", viewport},
        {Verb::last, QT_TRANSLATE_NOOP("ui::window::Actions", "Last step"), {Qt::Key_End}, "", viewport},
        {Verb::zoomIn, QT_TRANSLATE_NOOP("ui::window::Actions", "Zoom in"), {Qt::Key_Plus, Qt::Key_Equal, QKeySequence::ZoomIn}},
        {Verb::zoomOut, QT_TRANSLATE_NOOP("ui::window::Actions", "Zoom out"), {Qt::Key_Minus, QKeySequence::ZoomOut}},
        {Verb::orbitLeft, QT_TRANSLATE_NOOP("ui::window::Actions", "Turn left"), {Qt::ALT | Qt::Key_Left}},
        {Verb::orbitRight, QT_TRANSLATE_NOOP("ui::window::Actions", "Turn right"), {Qt::ALT | Qt::Key_Right}},
        {Verb::orbitUp, QT_TRANSLATE_NOOP("ui::window::Actions", "Turn up"), {Qt::ALT | Qt::Key_Up}},
        {Verb::orbitDown, QT_TRANSLATE_NOOP("ui::window::Actions", "Turn down"), {Qt::ALT | Qt::Key_Down}},
        {Verb::resetView, QT_TRANSLATE_NOOP("ui::window::Actions", "Home view"), {Qt::ALT | Qt::Key_Home}},
        {Verb::fullScreen, QT_TRANSLATE_NOOP("ui::window::Actions", "&Full screen"), {Qt::Key_F11}},
        {Verb::shortcuts, QT_TRANSLATE_NOOP("ui::window::Actions", "&Keyboard shortcuts"), {Qt::CTRL | Qt::Key_Question, Qt::CTRL | far | Qt::Key_Question}},
        {Verb::about, QT_TRANSLATE_NOOP("ui::window::Actions", "&About Embellie"), {}},
    };
    return table;
}

}  // namespace

Actions::Actions(QMainWindow& window) : QObject(&window)
{
    makeActions();
    makeMenus(window);
    retranslate();
    setRunState(RunState::idle);
}

void Actions::makeActions()
{
    for (const Entry& entry : entries()) {
        auto* action = new QAction(this);
        action->setShortcuts(entry.keys);
        action->setShortcutContext(entry.reach == Reach::viewport ? Qt::WidgetShortcut : Qt::WindowShortcut);
        actions_[entry.verb] = action;
    }
    actions_[Verb::fullScreen]->setCheckable(true);
    actions_[Verb::quit]->setMenuRole(QAction::QuitRole);
    actions_[Verb::about]->setMenuRole(QAction::AboutRole);
}

void Actions::makeMenus(QMainWindow& window)
{
    QMenuBar* bar = window.menuBar();
    file_ = bar->addMenu(QString());
    run_ = bar->addMenu(QString());
    view_ = bar->addMenu(QString());
    help_ = bar->addMenu(QString());
    const auto fill = [this](QMenu& menu, std::initializer_list<Verb> verbs) {
        for (const Verb verb : verbs) {
            menu.addAction(actions_[verb]);
        }
    };
    fill(*file_, {Verb::open});
    recent_ = file_->addMenu(QString());
    fill(*file_, {Verb::interpret, Verb::saveResult, Verb::saveView, Verb::saveRequest, Verb::figure});
    file_->addSeparator();
    fill(*file_, {Verb::quit});
    fill(*run_, {Verb::play, Verb::step, Verb::finish, Verb::discard});
    run_->addSeparator();
    fill(*run_, {Verb::start, Verb::newWeather, Verb::branch});
    run_->addSeparator();
    fill(*run_, {Verb::earth, Verb::spectral, Verb::model, Verb::train});
    fill(*view_, {Verb::quantity, Verb::observations, Verb::live});
    view_->addSeparator();
    fill(*view_, {Verb::earlier, Verb::later, Verb::earlierFar, Verb::laterFar, Verb::noisier, Verb::cleaner,
                  Verb::noisierFar, Verb::cleanerFar, Verb::first, Verb::last});
    view_->addSeparator();
    fill(*view_, {Verb::zoomIn, Verb::zoomOut, Verb::orbitLeft, Verb::orbitRight, Verb::orbitUp, Verb::orbitDown,
                  Verb::resetView});
    view_->addSeparator();
    themes_ = view_->addMenu(QString());
    languages_ = view_->addMenu(QString());
    panels_ = view_->addMenu(QString());
    fill(*view_, {Verb::fullScreen});
    fill(*help_, {Verb::shortcuts, Verb::about});
}

void Actions::addViewport(QWidget* widget)
{
    for (const Entry& entry : entries()) {
        if (entry.reach == Reach::viewport) {
            widget->addAction(actions_[entry.verb]);
        }
    }
}

void Actions::setRunState(RunState state)
{
    state_ = state;
    const bool alive = state == RunState::running || state == RunState::paused;
    actions_[Verb::play]->setText(state == RunState::running ? tr("&Pause") : tr("&Play"));
    actions_[Verb::play]->setEnabled(state != RunState::preparing);
    actions_[Verb::step]->setEnabled(alive);
    actions_[Verb::finish]->setEnabled(alive);
    actions_[Verb::discard]->setEnabled(state != RunState::idle);
    actions_[Verb::branch]->setEnabled(alive || state == RunState::finished);
    actions_[Verb::saveResult]->setEnabled(state == RunState::paused || state == RunState::finished);
    retint(actions_[Verb::play]->property("ink").value<QColor>());
}

void Actions::retranslate()
{
    for (const Entry& entry : entries()) {
        actions_[entry.verb]->setText(tr(entry.text));
    }
    file_->setTitle(tr("&File"));
    run_->setTitle(tr("&Run"));
    view_->setTitle(tr("&View"));
    help_->setTitle(tr("&Help"));
    recent_->setTitle(tr("Open &recent"));
    themes_->setTitle(tr("&Theme"));
    languages_->setTitle(tr("&Language"));
    panels_->setTitle(tr("&Panels"));
    setRunState(state_);
}

void Actions::retint(const QColor& colour)
{
    for (const Entry& entry : entries()) {
        if (*entry.icon != '\0') {
            const bool pause = entry.verb == Verb::play && state_ == RunState::running;
            actions_[entry.verb]->setIcon(panel::tintedIcon(pause ? "pause" : entry.icon, colour));
        }
    }
    actions_[Verb::play]->setProperty("ink", colour);
}

}  // namespace ui::window
