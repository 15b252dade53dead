#pragma once

#include "core/api/event.h"
#include "core/run/datasets.h"
#include "core/run/field_copy.h"
#include "core/run/viewer.h"

#include <ATen/ATen.h>

#include <condition_variable>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

namespace core::run {

/// The simulated atmosphere, stepped in a thread of its own while somebody looks: the data set core::liveModel, which
/// never ends.
/// The next state is computed when the last one has been taken, so that it rests when nothing of it is shown.
class LiveModel final : public FrameSource {
public:
    /// advanced  called from the model's thread when there is a new state, and whether it is the first
    /// tell      what goes on until the first
    LiveModel(std::function<void(bool)> advanced, Tell tell);
    ~LiveModel() override;

    /// The variables that can be viewed.
    [[nodiscard]] static Opened opened();
    /// Whether there is a state, or what kept it from being made
    [[nodiscard]] bool ready() const;
    /// A field of the newest state; its range stays that of the variable's first.
    /// throws Error{badInput} for an unknown variable, and what stopped the model
    [[nodiscard]] Frame frame(const View& view) const override;

private:
    void work(const std::stop_token& stop);
    [[nodiscard]] bool hand(const std::stop_token& stop, const at::Tensor& fields, double seconds);

    std::function<void(bool)> advanced_;
    Tell tell_;
    std::shared_ptr<const DisplayGrid> grid_;
    mutable std::mutex mutex_;
    mutable std::condition_variable_any taken_;
    at::Tensor fields_;  // [channel, lat, lon]
    double seconds_ = 0;
    mutable bool wanted_ = true;  // the newest state has been taken
    std::exception_ptr failure_;
    struct Range {
        float low, high;
        bool diverging;
    };
    mutable FieldCopy copy_;
    mutable std::map<int, Range> ranges_;  // of variables that were shown
    std::jthread thread_;                  // last: joined before what it uses goes
};

}  // namespace core::run
