#include "ui/bridge/session_bridge.h"

namespace ui::bridge {

SessionBridge::SessionBridge(const core::Session::Options& options, QObject* parent)
    : QObject(parent),
      session_({.frameReady = [this] { QMetaObject::invokeMethod(this, [this] { takeFrame(); }, Qt::QueuedConnection); },
                .event =
                    [this](const core::Event& event) {
                        QMetaObject::invokeMethod(
                            this, [this, event] { Q_EMIT happened(event); }, Qt::QueuedConnection);
                    }},
               options)
{
}

void SessionBridge::takeFrame()
{
    if (auto frame = session_.takeFrame()) {
        Q_EMIT frameTaken(std::move(frame));
    }
}

}  // namespace ui::bridge
