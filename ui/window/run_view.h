#pragma once

#include "core/api/event.h"
#include "ui/panel/data_panel.h"

#include <QObject>

#include <optional>

namespace ui::window {

/// Words for a quantity, as the list above the globe names it.
[[nodiscard]] QString quantityWords(core::Quantity quantity);

/// The channel a run is first seen by: the temperature nearest the ground, else the first channel.
[[nodiscard]] int firstSeen(const std::vector<core::Channel>& channels);

/// Which cell of which run is on the globe: follows the newest step unless the reader has scrubbed away.
class RunView : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    void begin(const core::Started& run);
    void stepped(const core::Stepped& step);

    void setChannel(int channel);
    /// A cell of the pad; its newest row means to follow again.
    void scrub(int time, int step);
    void moveTime(int by) { scrub(view_.time + by, shownStep()); }
    void moveStep(int by) { scrub(view_.time, shownStep() + by); }
    void follow();
    void setQuantity(core::Quantity quantity);
    /// The next quantity that this run has.
    void cycleQuantity();
    void setStatistic(core::Statistic statistic, int member);
    void showData(const panel::DataChoice& choice);

    [[nodiscard]] const core::View& view() const { return view_; }
    [[nodiscard]] bool following() const { return view_.step < 0; }
    [[nodiscard]] int newest() const { return newest_; }
    [[nodiscard]] int shownStep() const { return following() ? newest_ : view_.step; }
    [[nodiscard]] int steps() const { return run_ ? static_cast<int>(run_->sigmas.size()) - 1 : 0; }
    [[nodiscard]] const std::optional<core::Started>& run() const { return run_; }
    /// The quantities this run can show, in the order of the V key; spread is a statistic.
    [[nodiscard]] std::vector<core::Quantity> quantities() const;

Q_SIGNALS:
    void changed();

private:
    void set(const core::View& view);

    std::optional<core::Started> run_;
    core::View view_;
    int newest_ = 0;
};

}  // namespace ui::window
