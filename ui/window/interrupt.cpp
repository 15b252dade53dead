#include "ui/window/interrupt.h"

#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace ui::window {

namespace {

volatile std::sig_atomic_t pipeEnd = -1;

void heard(int number)
{
    const char byte = 1;
    if (pipeEnd >= 0) {
        [[maybe_unused]] const auto written = ::write(static_cast<int>(pipeEnd), &byte, 1);
    }
    std::signal(number, SIG_DFL);
}

}  // namespace

Interrupt::Interrupt(QObject* parent) : QObject(parent)
{
    if (::pipe2(ends_, O_CLOEXEC | O_NONBLOCK) != 0) {
        return;
    }
    auto* notifier = new QSocketNotifier(ends_[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, notifier] {
        notifier->setEnabled(false);
        Q_EMIT came();
    });
    pipeEnd = ends_[1];
    std::signal(SIGINT, heard);
    std::signal(SIGTERM, heard);
}

Interrupt::~Interrupt()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    pipeEnd = -1;
    for (const int end : ends_) {
        if (end >= 0) {
            ::close(end);
        }
    }
}

}  // namespace ui::window
