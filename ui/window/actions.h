#pragma once

#include <QObject>

#include <map>

class QAction;
class QMainWindow;
class QMenu;
class QWidget;

namespace ui::window {

/// What the engine is doing, as far as the buttons depend on it.
enum class RunState { idle, preparing, running, paused, finished };

/// Everything the window can be asked to do.
enum class Verb {
    open, interpret, saveResult, saveView, saveRequest, figure, quit,
    start, newWeather, earth, spectral, model, train, play, step, finish, discard, branch,
    quantity, observations, live, earlier, later, earlierFar, laterFar,
    noisier, cleaner, noisierFar, cleanerFar, first, last,
    zoomIn, zoomOut, orbitLeft, orbitRight, orbitUp, orbitDown, resetView,
    fullScreen, shortcuts, about,
};

/// All actions with texts, keys and icons, and the menus they stand in: nothing is only on a button.
class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(QMainWindow& window);

    [[nodiscard]] QAction* operator[](Verb verb) const { return actions_.at(verb); }
    [[nodiscard]] const std::map<Verb, QAction*>& all() const { return actions_; }
    [[nodiscard]] QMenu* recent() const { return recent_; }
    [[nodiscard]] QMenu* themes() const { return themes_; }
    [[nodiscard]] QMenu* languages() const { return languages_; }
    [[nodiscard]] QMenu* panels() const { return panels_; }

    /// Arrows, Space, Home and End act where the globe or the pad has the focus, so that lists and sliders
    /// keep theirs.
    void addViewport(QWidget* widget);
    void setRunState(RunState state);
    void retranslate();
    void retint(const QColor& colour);

private:
    void makeActions();
    void makeMenus(QMainWindow& window);

    std::map<Verb, QAction*> actions_;
    QMenu *file_, *run_, *view_, *help_, *recent_, *themes_, *languages_, *panels_;
    RunState state_ = RunState::idle;
};

}  // namespace ui::window
