#pragma once

#include <QObject>

class QSocketNotifier;

namespace ui::window {

/// Turns the first SIGINT or SIGTERM into a signal of the event loop; a second one ends the program at once.
class Interrupt : public QObject {
    Q_OBJECT
public:
    explicit Interrupt(QObject* parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void came();

private:
    int ends_[2] = {-1, -1};  ///< the signal handler may do no more than write a byte into a pipe
};

}  // namespace ui::window
