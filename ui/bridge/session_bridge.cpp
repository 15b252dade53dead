#include "ui/bridge/session_bridge.h"

#include <chrono>
#include <cmath>

namespace ui::bridge {

namespace {

double steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

SessionBridge::SessionBridge(const core::Session::Options& options, QObject* parent)
    : QObject(parent),
      session_({.frameReady = [this] { QMetaObject::invokeMethod(this, [this] { frameCame(); }, Qt::QueuedConnection); },
                .event =
                    [this](const core::Event& event) {
                        QMetaObject::invokeMethod(
                            this, [this, event] { Q_EMIT happened(event); }, Qt::QueuedConnection);
                    }},
               options)
{
    wait_.setSingleShot(true);
    wait_.setTimerType(Qt::PreciseTimer);
    connect(&wait_, &QTimer::timeout, this, &SessionBridge::takeFrame);
}

void SessionBridge::setTaking(Taking taking)
{
    taking_ = taking;
    if (taking == Taking::each) {
        hurry();
    }
}

void SessionBridge::hurry()
{
    pace_.hurry();
    if (wait_.isActive()) {
        wait_.stop();
        takeFrame();
    }
}

void SessionBridge::frameCame()
{
    // the slot keeps the newest frame while this one rests
    const double wait = taking_ == Taking::each ? 0 : pace_.waitAt(steadySeconds());
    if (wait > 0) {
        wait_.start(static_cast<int>(std::ceil(1000 * wait)));
    } else {
        takeFrame();
    }
}

void SessionBridge::takeFrame()
{
    if (auto frame = session_.takeFrame()) {
        pace_.taken(steadySeconds());
        Q_EMIT frameTaken(std::move(frame));
    }
}

}  // namespace ui::bridge
