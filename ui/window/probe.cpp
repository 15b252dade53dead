#include "ui/window/probe.h"

#include "ui/window/globe_pane.h"
#include "ui/window/main_window.h"

#include <QFile>

#include <algorithm>
#include <chrono>
#include <unistd.h>

namespace ui::window {

double steadySeconds()
{
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double processStartSeconds()
{
    // field 22 of /proc/self/stat: clock ticks since boot; the steady clock counts from boot too, up to suspends
    QFile stat("/proc/self/stat");
    QFile uptime("/proc/uptime");
    if (!stat.open(QIODevice::ReadOnly) || !uptime.open(QIODevice::ReadOnly)) {
        return steadySeconds();
    }
    const QByteArray line = stat.readAll();
    const QList<QByteArray> fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    constexpr int startTime = 19;  // counted after the name
    const double started = fields.value(startTime).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    const double up = uptime.readAll().split(' ').value(0).toDouble();
    return steadySeconds() - (up - started);
}

Probe::Probe(MainWindow& window) : QObject(&window), window_(window)
{
    connect(&window.pane().globe(), &globe::GlobeView::frameDrawn, this, &Probe::drawn);
    connect(&window, &MainWindow::frameHanded, this,
            [this](const std::shared_ptr<const core::Frame>& frame) { handed_ = frame; });
    connect(&window, &MainWindow::tuned, this, [this](quint64 id) { tunes_[id] = steadySeconds(); });
    connect(&window, &MainWindow::engineSaid, this, &Probe::said);
    connect(&window, &MainWindow::viewAsked, this, [this](const core::View& view) {
        if (row_ == 6) {
            scrub_ = steadySeconds();
            scrubbed_ = view;
        }
    });
    connect(&window, &MainWindow::stateChanged, this, [this] {
        if (row_ == 5 && input_) {
            add(5, 1000 * (steadySeconds() - *input_));
            input_.reset();
        }
    });
    connect(&window.pane(), &GlobePane::readoutChanged, this, [this] {
        if (row_ == 8 && input_) {
            add(8, 1000 * (steadySeconds() - *input_));
            input_.reset();
        }
    });
}

void Probe::begin(int row)
{
    row_ = row;
    lastDrawn_.reset();
    input_.reset();
    stepSeconds_.clear();
}

void Probe::end()
{
    if (row_ == 11) {
        compareThroughput();
    }
    row_ = 0;
}

void Probe::stamp()
{
    input_ = steadySeconds();
}

void Probe::compareThroughput()
{
    if (stepSeconds_.empty()) {
        return;
    }
    const auto middle = stepSeconds_.begin() + static_cast<std::ptrdiff_t>(stepSeconds_.size() / 2);
    std::nth_element(stepSeconds_.begin(), middle, stepSeconds_.end());
    if (!shownStepSeconds_) {
        shownStepSeconds_ = *middle;
    } else {
        add(11, 100 * (*shownStepSeconds_ / *middle - 1));
        shownStepSeconds_.reset();
    }
}

void Probe::said(const core::Event& event)
{
    if (const auto* step = std::get_if<core::Stepped>(&event)) {
        stepSeconds_.push_back(step->seconds);
    } else if (std::holds_alternative<core::Started>(event)) {
        newestStep_ = -1;
        shownStep_ = -1;
    }
}

void Probe::drawn(double now)
{
    if (firstWindow_) {
        firstWindow_ = false;
        add(130, 1000 * (now - processStartSeconds()));
    }
    if (row_ == 1 && lastDrawn_) {
        add(1, 1000 * (now - *lastDrawn_));
    }
    lastDrawn_ = now;
    if (row_ == 7 && input_) {
        add(7, 1000 * (now - *input_));
        input_.reset();
    }
    const auto frame = std::exchange(handed_, nullptr);
    if (!frame || frame->view.quantity == core::Quantity::data) {
        return;
    }
    shownStep_ = frame->step;
    if (frame->view.step < 0 && frame->step > newestStep_) {
        newestStep_ = frame->step;
        if (frame->stepEndSeconds > 0) {  // a run of another process has no step on this one's clock
            add(2, 1000 * (now - frame->stepEndSeconds));
        }
        if (std::exchange(firstDenoised_, false)) {
            add(131, 1000 * (now - processStartSeconds()));
        }
    }
    if (!tunes_.empty() && frame->settings >= tunes_.begin()->first) {
        add(3, 1000 * (now - tunes_.begin()->second));
        tunes_.erase(tunes_.begin(), tunes_.upper_bound(frame->settings));
    }
    if (scrub_ && frame->view == scrubbed_) {
        add(6, 1000 * (now - *scrub_));
        scrub_.reset();
    }
}

}  // namespace ui::window
