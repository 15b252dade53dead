#pragma once

namespace ui::bridge {

/// When the next live frame may be taken: drawing gets at most a quarter of the time, so that a quick engine
/// under slow graphics is not held up by its own pictures, and at least five pictures come every second.
/// Times are seconds of the steady clock.
class FramePace {
public:
    static constexpr double rest = 4;        ///< a frame may cost this share, 1/rest, of the time
    static constexpr double longest = 0.2;   ///< seconds between two frames at most

    /// Seconds to wait before a frame may be taken; 0 or less: now.
    [[nodiscard]] double waitAt(double now) const;
    void taken(double now) { taken_ = now; }
    /// What the last taken frame cost until it was on the screen.
    void drawn(double seconds) { cost_ = seconds; }
    /// The next frame is waited for by someone: it may be taken at once.
    void hurry() { taken_ = -longest; }

private:
    double taken_ = -longest;
    double cost_ = 0;
};

}  // namespace ui::bridge
