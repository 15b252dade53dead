#pragma once

#include "core/run/spool/folder.h"
#include "core/run/viewer.h"

#include <atomic>
#include <functional>
#include <string>

namespace core::run::spool {

/// Watches a spooled run, of this machine or another, and steers it through its folder.
class Follower final : public FrameSource {
public:
    /// throws Error{badFile} when the folder holds no run
    Follower(const std::string& path, std::uint64_t run);

    [[nodiscard]] const Started& started() const { return started_; }
    [[nodiscard]] bool ended() const { return ended_; }
    /// Hands over the events of what was written since the last call, oldest first: Stepped, Paused, Finished,
    /// Stopped, Failed.
    void poll(const std::function<void(const Event&)>& emit);
    /// throws Error{badFile} when the folder cannot be written
    void send(const Order& order);
    /// The field of a view from the step it asks for (or the newest before it): ensemble mean of x̂₀ only.
    /// throws Error{badInput} for other quantities or a step that has not come yet
    [[nodiscard]] Frame frame(const View& view) const override;

private:
    void pollState(const std::function<void(const Event&)>& emit);
    [[nodiscard]] int newest(int wanted) const;

    Folder folder_;
    std::uint64_t run_;
    Started started_;
    std::vector<Range> ranges_;   // of each channel, locked for the run
    std::atomic<int> step_ = -1;  // newest step told; the viewer's thread reads it
    std::string told_ = {};       // newest state told
    bool ended_ = false;
    int sent_ = 0;
};

}  // namespace core::run::spool
