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
    /// 8 readout. Rows 2, 3 and 13 are always taken.
    void begin(int row);
    void end();
    /// An input event is about to be sent.
    void stamp();
    /// Takes a time for a row by hand.
    void add(int row, double milliseconds) { samples_[row].push_back(milliseconds); }

    [[nodiscard]] const std::map<int, std::vector<double>>& samples() const { return samples_; }
    /// Engine seconds of the steps done since the last call.
    [[nodiscard]] std::vector<double> takeStepSeconds();
    [[nodiscard]] int shownStep() const { return shownStep_; }
    [[nodiscard]] std::uint64_t framesDrawn() const { return framesDrawn_; }

private:
    void drawn(double now);
    void said(const core::Event& event);

    MainWindow& window_;
    std::map<int, std::vector<double>> samples_;
    std::vector<double> stepSeconds_;
    std::shared_ptr<const core::Frame> handed_;
    std::map<std::uint64_t, double> tunes_;
    std::optional<double> input_, scrub_, lastDrawn_;
    core::View scrubbed_;
    std::uint64_t framesDrawn_ = 0;
    int row_ = 0, newestStep_ = -1, shownStep_ = -1;
    bool firstWindow_ = true, firstDenoised_ = true;
};

/// The steady clock in seconds, as frames carry it.
[[nodiscard]] double steadySeconds();

/// Steady seconds at which this process was started by the system.
[[nodiscard]] double processStartSeconds();

}  // namespace ui::window
