#pragma once

#include "core/api/event.h"
#include "ui/window/actions.h"

#include <QObject>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ui::window {

class MainWindow;

/// Response times of the window in milliseconds, by the rows of the interaction table, taken from its signals.
class Probe : public QObject {
    Q_OBJECT
public:
    explicit Probe(MainWindow& window);

    /// What the next input is measured for; 0 for nothing. Rows: 1 frame intervals, 5 pause, 6 scrub, 7 colours,
    /// 8 readout, 11 the engine's steps, first with the window shown, then hidden. Rows 2, 3 and 13 are always taken.
    void begin(int row);
    void end();
    /// An input event is about to be sent.
    void stamp();
    [[nodiscard]] const std::map<int, std::vector<double>>& samples() const { return samples_; }
    [[nodiscard]] int shownStep() const { return shownStep_; }

private:
    void add(int row, double milliseconds) { samples_[row].push_back(milliseconds); }
    void drawn(double now);
    void compareThroughput();
    void said(const core::Event& event);

    MainWindow& window_;
    std::map<int, std::vector<double>> samples_;
    std::vector<double> stepSeconds_;
    std::optional<double> shownStepSeconds_;  ///< median of a row 11 wait with the window on the screen
    std::shared_ptr<const core::Frame> handed_;
    std::map<std::uint64_t, double> tunes_;
    std::optional<double> input_, scrub_, lastDrawn_;
    core::View scrubbed_;
    int row_ = 0, newestStep_ = -1, shownStep_ = -1;
    bool firstWindow_ = true, firstDenoised_ = true;
};

/// The steady clock in seconds, as frames carry it.
[[nodiscard]] double steadySeconds();

/// Steady seconds at which this process was started by the system.
[[nodiscard]] double processStartSeconds();

}  // namespace ui::window
