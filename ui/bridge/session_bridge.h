#pragma once

#include "core/api/session.h"
#include "ui/bridge/frame_pace.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace ui::bridge {

/// All that Qt knows of the engine: the callbacks of core::Session as signals on the GUI thread.
/// Frames are lossy (newest wins, at most one call lies in Qt's queue), events are not and keep their order.
class SessionBridge : public QObject {
    Q_OBJECT
public:
    /// each: every frame is taken when it comes. paced: drawing leaves most of the time to the engine.
    enum class Taking { each, paced };

    explicit SessionBridge(const core::Session::Options& options = {}, QObject* parent = nullptr);

    [[nodiscard]] core::Session& session() { return session_; }

    /// How frames are taken from now on; one that waits is taken at once where each is.
    void setTaking(Taking taking);
    /// The frame taken last took this long to reach the screen.
    void drawn(double seconds) { pace_.drawn(seconds); }
    /// Takes the next frame without a wait: the user asked for it.
    void hurry();

Q_SIGNALS:
    void frameTaken(std::shared_ptr<const core::Frame> frame);
    void happened(const core::Event& event);

private:
    void frameCame();
    void takeFrame();

    FramePace pace_;
    QTimer wait_;
    Taking taking_ = Taking::each;
    core::Session session_;
};

}  // namespace ui::bridge
