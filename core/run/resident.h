#pragma once

namespace core::run {

/// The most bytes of memory that this process held since it began, or since the last Watermark; 0 where the system does
/// not say.
[[nodiscard]] double peakBytes();

/// What memory this process takes from here on, one at a time. Memory that is free but not given back would hide some of
/// it, so it is given back first.
class Watermark {
public:
    Watermark();
    [[nodiscard]] double most() const;  ///< bytes beyond what was held before
    [[nodiscard]] double now() const;

private:
    double before_;
};

}  // namespace core::run
