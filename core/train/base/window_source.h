#pragma once

#include "core/data/series_windows.h"
#include "core/train/train.h"

namespace core::train {

/// Windows of a series of states as samples, [B, state, channel, lat, lon] in physical units; nothing about a sample is
/// random. Announced batches are read by a thread in the background.
class WindowSource final : public Source {
public:
    /// throws Error{badInput} where the plan's part has no window
    WindowSource(std::shared_ptr<const data::StateSeries> series, const data::WindowPlan& plan);

    [[nodiscard]] std::int64_t samples() const override { return static_cast<std::int64_t>(windows_.size()); }
    /// throws Error{badFile}
    [[nodiscard]] Tensor batch(const std::vector<std::int64_t>& numbers, Draws& draws) const override;
    void announce(const std::vector<std::vector<std::int64_t>>& next) const override;

    /// Times of the first states of samples, seconds since 1970-01-01T00:00:00Z; the others follow in the series' steps.
    [[nodiscard]] std::vector<std::int64_t> firstTimes(const std::vector<std::int64_t>& numbers) const;
    [[nodiscard]] const data::StateSeries& series() const { return *series_; }

private:
    [[nodiscard]] data::WindowReader::Batch windowsOf(const std::vector<std::int64_t>& numbers) const;

    std::shared_ptr<const data::StateSeries> series_;
    std::size_t length_;
    std::vector<data::Window> windows_;
    std::unique_ptr<data::WindowReader> reader_;
};

}  // namespace core::train
