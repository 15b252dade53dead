#include "core/run/live_model.h"

#include "core/api/error.h"
#include "core/api/session.h"
#include "core/base/calendar.h"
#include "core/data/info.h"
#include "core/earth/model/starts.h"
#include "core/earth/model/weather.h"
#include "core/earth/sphere.h"
#include "core/run/own_thread.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace core::run {
namespace {

namespace model = earth::model;

constexpr int truncation = 31, rows = 48, columns = 96;
constexpr int statesPerDay = 24;
constexpr double settleDays = 4;  // the shipped starts are settled; the noise that disturbs them grows
constexpr std::int64_t day = 86400;
constexpr std::chrono::milliseconds pace(70);  // a day takes two seconds: fronts and lows are seen to move

model::ShownGrid shownGrid()
{
    model::ShownGrid grid{.lat = earth::gaussianLatitudes(rows).lat, .lon = {}};
    for (int i = 0; i < columns; ++i) {
        grid.lon.push_back(360.0 * i / columns);
    }
    return grid;
}

/// Today's midnight, so that its season is the one outside.
std::int64_t today()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count() / day * day;
}

}  // namespace

LiveModel::LiveModel(std::function<void(bool)> advanced, Tell tell) : advanced_(std::move(advanced)), tell_(std::move(tell))
{
    const model::ShownGrid grid = shownGrid();
    grid_ = std::make_shared<const DisplayGrid>(DisplayGrid{.lat = grid.lat, .lon = grid.lon});
    thread_ = std::jthread([this](const std::stop_token& stop) {
        giveWay();
        try {
            work(stop);
        } catch (...) {
            {
                const std::lock_guard lock(mutex_);
                failure_ = std::current_exception();
            }
            advanced_(true);
        }
    });
}

LiveModel::~LiveModel() = default;

Opened LiveModel::opened()
{
    Opened out{.path = liveModel, .kind = "model"};
    for (const Channel& channel : model::PressureLevels::channels()) {
        out.variables.push_back({channel.key(), channel.label, channel.units, {}});
    }
    return out;
}

bool LiveModel::ready() const
{
    const std::lock_guard lock(mutex_);
    return fields_.defined() || failure_;
}

void LiveModel::work(const std::stop_token& stop)
{
    at::set_num_threads(1);  // the window needs the other cores
    const at::InferenceMode guard;
    const model::EarthModel earth = model::earthModel(model::shippedWorld(), truncation, at::kFloat);
    model::Atmosphere& air = *earth.atmosphere;
    const model::Shown shown(earth, shownGrid());
    model::settle(air, {.start = today(), .settleDays = settleDays}, [&](double share) {
        if (stop.stop_requested()) {
            throw Error(Cause::bug, "ended");  // nobody hears it
        }
        tell_("Settling the simulated atmosphere", share);
    });
    while (hand(stop, shown.fields(air.state())[0], air.seconds())) {
        air.advance(std::max(1, air.stepsPerDay() / statesPerDay));
    }
}

/// Gives a state out, and waits until another is wanted; false at the end.
bool LiveModel::hand(const std::stop_token& stop, const at::Tensor& fields, double seconds)
{
    if (!at::isfinite(fields).all().item<bool>()) {
        throw Error(Cause::badInput, "The simulated atmosphere did not stay finite.", "Open it again.");
    }
    const auto soonest = std::chrono::steady_clock::now() + pace;
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = !fields_.defined();
        fields_ = fields.contiguous();
        seconds_ = seconds;
        wanted_ = false;
    }
    advanced_(first);
    std::unique_lock lock(mutex_);
    if (!taken_.wait(lock, stop, [this] { return wanted_; })) {
        return false;
    }
    taken_.wait_until(lock, stop, soonest, [] { return false; });
    return !stop.stop_requested();
}

Frame LiveModel::frame(const View& view) const
{
    const std::vector<Channel> channels = model::PressureLevels::channels();
    if (view.variable < 0 || view.variable >= static_cast<int>(channels.size())) {
        throw Error(Cause::badInput, "The simulated atmosphere has no variable number " +
                    std::to_string(view.variable) + ".", "Choose one of those that are listed.");
    }
    const Channel& channel = channels[static_cast<std::size_t>(view.variable)];
    Frame out{.view = view};
    out.field = {.grid = grid_, .name = channel.standardName, .label = channel.label, .units = channel.units};
    const std::lock_guard lock(mutex_);
    if (failure_) {
        std::rethrow_exception(failure_);
    }
    static_cast<void>(copy_(fields_[view.variable], out.field.values));
    out.field.time = base::isoFromSeconds(static_cast<std::int64_t>(std::llround(seconds_)));
    const auto known = ranges_.find(view.variable);
    if (known == ranges_.end()) {
        data::suggestRange(out.field);
        constexpr float room = 0.15F;  // for other days
        const float more = room * (out.field.high - out.field.low);
        out.field.low -= more;
        out.field.high += more;
        ranges_[view.variable] = {out.field.low, out.field.high, out.field.diverging};
    } else {
        out.field.low = known->second.low;
        out.field.high = known->second.high;
        out.field.diverging = known->second.diverging;
    }
    wanted_ = true;
    taken_.notify_all();
    return out;
}

}  // namespace core::run
