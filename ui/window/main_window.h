#pragma once

#include "core/api/session.h"
#include "ui/bridge/asker.h"
#include "ui/bridge/session_bridge.h"
#include "ui/window/actions.h"
#include "ui/window/language.h"
#include "ui/window/recent_files.h"
#include "ui/window/run_view.h"

#include <QMainWindow>

#include <optional>

namespace ui::panel {
class DataPanel;
class LayersPanel;
class MessageStrip;
class PadPanel;
class RunPanel;
}  // namespace ui::panel

namespace ui::window {

class GlobePane;
class StatusLine;
class TrainingDock;

/// The window: docks, menus and who hears whom. It owns the engine's session.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// What the program was asked for on its command line; empty: what was chosen last.
    struct Options {
        QString language, theme;
    };
    explicit MainWindow(const Options& options);

    /// Starts a run; the present one is discarded.
    void start(const core::Request& request);
    /// Opens a file: a request starts, anything else is shown.
    void openFile(const QString& path);
    void setLanguage(const QString& code);
    void setTheme(const QString& name);

    [[nodiscard]] GlobePane& pane() const { return *pane_; }
    [[nodiscard]] RunState state() const { return state_; }
    [[nodiscard]] RunView& view() { return view_; }
    [[nodiscard]] bridge::SessionBridge& bridge() { return bridge_; }

Q_SIGNALS:
    void tuned(quint64 id);
    void stateChanged(ui::window::RunState state);
    /// A frame was handed to the globe; it is on the screen after the globe's next frameDrawn.
    void frameHanded(std::shared_ptr<const core::Frame> frame);
    void viewAsked(const core::View& view);
    void engineSaid(const core::Event& event);

protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    void addDock(QWidget* content, const char* name, Qt::DockWidgetArea area);
    void connectActions();
    void connectViewActions();
    void connectPanels();
    void fillMenus();
    void fillRecent();
    void retranslate();
    void fitDocks();

    void hear(const core::Event& event);
    void hear(const core::Started& run);
    void hear(const core::Stepped& step);
    void hear(const core::Progress& progress);
    void hear(const core::Paused& paused);
    void hear(const core::Finished& finished);
    void hear(const core::Stopped& stopped);
    void hear(const core::Failed& failed);
    void hear(const core::Opened& opened);
    void hear(const core::Saved& saved);
    void take(const std::shared_ptr<const core::Frame>& frame);
    void frameReachedScreen();
    void showView();

    void setState(RunState state);
    void playOrPause();
    void tune();
    void branch();
    void startNewWeather();
    /// The present run again, with the prior of this folder.
    void startWith(const QString& priorFolder);
    void askForFile();
    /// Asks what variables of the file that was opened last are, or of one that is asked for.
    void interpretFile();
    void interpretFile(const QString& path);
    void saveResult();
    /// The field on the globe.
    void saveView();
    void saveRequest();
    void showFigure();
    void toggleFullScreen(bool on);
    void tell(const QString& message, const QString& hint);

    Language language_;
    RecentFiles recent_;
    RunView view_;
    bridge::SessionBridge bridge_;
    Actions actions_;
    GlobePane* pane_;
    panel::DataPanel* data_;
    panel::LayersPanel* layers_;
    panel::RunPanel* run_;
    panel::PadPanel* pad_;
    panel::MessageStrip* message_;
    StatusLine* status_;
    TrainingDock* training_;
    QString theme_;
    QStringList observationFiles_;
    RunState state_ = RunState::idle;
    std::uint64_t runNumber_ = 0;
    std::shared_ptr<const core::Frame> shown_;  ///< on the globe
    std::optional<double> handedAt_;  ///< when the globe got the frame that is not on the screen yet
    QString lastFile_;  ///< asked for last, opened or not
    int opening_ = 0;  ///< files asked for and not answered yet
    bridge::Asker writer_;
};

}  // namespace ui::window
