#pragma once

#include "core/api/session.h"

#include <QObject>

#include <memory>

namespace ui::bridge {

/// All that Qt knows of the engine: the callbacks of core::Session as signals on the GUI thread.
/// Frames are lossy (newest wins, at most one call lies in Qt's queue), events are not and keep their order.
class SessionBridge : public QObject {
    Q_OBJECT
public:
    explicit SessionBridge(const core::Session::Options& options = {}, QObject* parent = nullptr);

    [[nodiscard]] core::Session& session() { return session_; }

Q_SIGNALS:
    void frameTaken(std::shared_ptr<const core::Frame> frame);
    void happened(const core::Event& event);

private:
    void takeFrame();

    core::Session session_;
};

}  // namespace ui::bridge
