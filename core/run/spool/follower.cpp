#include "core/run/spool/follower.h"

#include "core/api/error.h"
#include "core/data/gridded.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace core::run::spool {

Follower::Follower(const std::string& path, std::uint64_t run) : folder_{path}, run_(run)
{
    try {
        const auto json = readJson(folder_.run());
        if (!json) {
            throw Error(Cause::badFile, path + " holds no spooled run.", "Start one with embellie-cli run --spool " + path + ".");
        }
        started_ = startedOf(*json);
        ranges_ = rangesOf(*json);
    } catch (const nlohmann::json::exception& broken) {
        throw Error(Cause::badFile, folder_.run() + " does not describe a run (" + broken.what() + ").",
                    "Was it written by another version?");
    }
    started_.run = run;
    step_ = started_.firstStep - 1;
}

void Follower::poll(const std::function<void(const Event&)>& emit)
{
    while (!ended_) {
        const auto json = readJson(folder_.scalars(step_ + 1));
        if (!json) {
            break;
        }
        Stepped stepped = steppedOf(*json);
        stepped.run = run_;
        ++step_;
        if (step_ > 0) {  // step 0 is the noise that a run starts with: it is told by Started
            emit(stepped);
        }
    }
    pollState(emit);
}

void Follower::pollState(const std::function<void(const Event&)>& emit)
{
    const auto json = readJson(folder_.state());
    if (ended_ || !json) {
        return;
    }
    const State state = stateOf(*json);
    if (state.step > step_ || (state.is == told_ && state.is != "paused")) {
        return;  // its steps come first
    }
    const bool news = state.is != told_;
    told_ = state.is;
    if (!news) {
        return;
    }
    if (state.is == "paused") {
        emit(Paused{run_, state.step});
    } else if (state.is == "finished") {
        ended_ = true;
        emit(Finished{.run = run_, .steps = state.step, .device = started_.device, .result = state.message});
    } else if (state.is == "stopped") {
        ended_ = true;
        emit(Stopped{run_});
    } else if (state.is == "failed") {
        ended_ = true;
        emit(Failed{run_, state.message, state.hint});
    }
}

void Follower::send(const Order& order)
{
    // time first, so that the run heeds orders in the order they were given
    char name[80];
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    std::snprintf(name, sizeof name, "/%020lld-%d-%06d.json",
                  static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(now).count()),
                  static_cast<int>(::getpid()), sent_++);
    writeJson(folder_.orders() + name, jsonOf(order));
}

int Follower::newest(int wanted) const
{
    for (int step = wanted < 0 ? step_.load() : std::min(wanted, step_.load()); step >= 0; --step) {
        if (std::filesystem::exists(folder_.field(step))) {
            return step;
        }
    }
    throw Error(Cause::badInput, "The run that is followed has written no step yet.", "Wait for its first one.");
}

Frame Follower::frame(const View& view) const
{
    const auto& channels = started_.channels;
    if (view.quantity != Quantity::denoised || view.variable < 0 || view.variable >= static_cast<int>(channels.size()) ||
        view.time < 0 || view.time >= static_cast<int>(started_.times.size())) {
        throw Error(Cause::badInput, "A followed run shows the denoised ensemble mean only.",
                    "Open its result for everything else.");
    }
    const int step = newest(view.step);
    const auto& channel = channels[static_cast<std::size_t>(view.variable)];
    const data::Gridded all = data::readGridded({folder_.field(step)}, {{channel.standardName}, {}});
    const auto found = std::find_if(all.channels.begin(), all.channels.end(),
                                    [&](const Channel& c) { return c.key() == channel.key(); });
    if (found == all.channels.end()) {
        throw Error(Cause::badFile, folder_.field(step) + " holds no " + channel.label + ".", "Was it written by another version?");
    }
    const auto json = readJson(folder_.scalars(step));
    const Stepped scalars = json ? steppedOf(*json) : Stepped{};
    Frame out{.run = run_, .view = view, .step = step, .steps = scalars.steps, .t = scalars.t, .sigma = scalars.sigma};
    const std::size_t first = all.at(static_cast<std::size_t>(view.time), static_cast<std::size_t>(found - all.channels.begin()));
    const auto begin = all.values.begin() + static_cast<std::ptrdiff_t>(first);
    out.field = {.grid = std::make_shared<DisplayGrid>(DisplayGrid{all.lat, all.lon, true}),
                 .values = {begin, begin + static_cast<std::ptrdiff_t>(all.lat.size() * all.lon.size())},
                 .name = channel.standardName, .label = channel.label, .units = channel.units,
                 .time = started_.times[static_cast<std::size_t>(view.time)]};
    const Range& range = ranges_.at(static_cast<std::size_t>(view.variable));
    out.field.low = range.low;
    out.field.high = range.high;
    out.field.diverging = range.diverging;
    return out;
}

}  // namespace core::run::spool
