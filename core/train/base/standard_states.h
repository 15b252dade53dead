#pragma once

#include "core/prior/appa_fields.h"
#include "core/train/base/window_source.h"

namespace core::train {

/// The fields of a series in Appa's order, with mean and standard deviation a channel over globe and time, weighted by
/// area, of some hundred states of its training part.
/// throws Error{badInput} where Appa has no place for a variable, or one never changes
[[nodiscard]] prior::AppaFields appaFieldsOf(const data::StateSeries& series);

/// Windows of a series as an autoencoder sees their states, [B, state, lat · lon, C] standardised.
class StandardStates final : public Source {
public:
    /// fields  of the series, as appaFieldsOf() gives them or as an autoencoder was trained with
    StandardStates(std::shared_ptr<const data::StateSeries> series, prior::AppaFields fields, const data::WindowPlan& plan);

    [[nodiscard]] std::int64_t samples() const override { return windows_.samples(); }
    [[nodiscard]] Tensor batch(const std::vector<std::int64_t>& numbers, Draws& draws) const override;
    void announce(const std::vector<std::vector<std::int64_t>>& next) const override { windows_.announce(next); }
    /// times of the first states, see WindowSource
    [[nodiscard]] std::vector<std::int64_t> firstTimes(const std::vector<std::int64_t>& numbers) const
    {
        return windows_.firstTimes(numbers);
    }
    [[nodiscard]] const prior::AppaFields& fields() const { return fields_; }

private:
    WindowSource windows_;
    prior::AppaFields fields_;
    Tensor order_, mean_, std_;  // [C], [C, 1, 1] float32
};

}  // namespace core::train
