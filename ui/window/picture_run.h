#pragma once

#include "core/api/request.h"
#include "ui/window/run_view.h"

#include <QObject>
#include <QString>

#include <memory>
#include <set>

namespace ui::bridge {
class SessionBridge;
}

namespace ui::window {

class GlobePane;

/// Runs a request without a window and writes result.nc and the globe at six diffusion steps, or one figure of
/// the last step. Words go to stderr, the paths written to stdout. Needs OpenGL, so a display (Xvfb will do).
class PictureRun : public QObject {
    Q_OBJECT
public:
    /// What to write: a folder with result and six pictures, or one picture.
    struct Output {
        enum class Kind { folder, picture };
        Kind kind = Kind::folder;
        QString path;
    };

    explicit PictureRun(Output output);
    ~PictureRun() override;

    void start(const core::Request& request);
    /// Draws the first field of a file instead of running.
    void open(const QString& path);

Q_SIGNALS:
    /// All is written, or a sentence on stderr says why not; code is the program's exit code.
    void done(int code);

private:
    void hear(const core::Event& event);
    void finished();
    void nextPicture();
    void take(const std::shared_ptr<const core::Frame>& frame);
    bool write(const QString& path);
    void fail(const QString& message, const QString& hint);

    Output output_;
    RunView view_;
    std::unique_ptr<bridge::SessionBridge> bridge_;
    std::unique_ptr<GlobePane> pane_;
    std::set<int> kept_;
    std::vector<int> wanted_;  ///< diffusion steps still to be drawn, last first
    bool drawing_ = false;
};

}  // namespace ui::window
