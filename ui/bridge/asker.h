#pragma once

#include <QObject>

#include <functional>
#include <thread>

namespace ui::bridge {

/// Asks the engine something on a thread of its own. The answer comes on the GUI thread, that of the newest question alone.
class Asker : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    using Answer = std::function<void()>;
    /// question  runs on the thread, may throw core::Error, and returns what is to be done with its answer on the GUI thread.
    ///           The question before, if it is still worked on, is waited for by the new one.
    void ask(std::function<Answer()> question);

Q_SIGNALS:
    void failed(const QString& message, const QString& hint);

private:
    void answer(int number, const Answer& act);

    int asked_ = 0;
    std::jthread thread_;  // last: it is joined before the rest goes
};

}  // namespace ui::bridge
