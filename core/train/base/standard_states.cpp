#include "core/train/base/standard_states.h"

#include "core/api/error.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <set>

namespace core::train {
namespace {

constexpr std::size_t mostStates = 400;  // that statistics are taken of: their error is a few percent of the spread

Tensor orderOf(const data::StateSeries& series)
{
    const auto order = prior::appaOrder(series.channels());
    return at::tensor(at::ArrayRef<std::int64_t>(order), at::kLong);
}

}  // namespace

prior::AppaFields appaFieldsOf(const data::StateSeries& series)
{
    const Tensor order = orderOf(series);
    const auto windows = data::windowsOf(series, {.part = data::WindowPlan::Part::training, .length = 1});
    const std::size_t stride = std::max<std::size_t>(1, windows.size() / mostStates);
    const auto channels = order.size(0), rows = static_cast<std::int64_t>(series.lat().size()),
               columns = static_cast<std::int64_t>(series.lon().size());
    const auto areas = earth::areaWeights(series.lat());
    const Tensor weight = at::tensor(at::ArrayRef<double>(areas), at::kDouble).unsqueeze(1);
    Tensor sum = at::zeros({channels}, at::kDouble), squares = sum.clone(), state = at::empty({channels, rows, columns}, at::kFloat);
    double count = 0;
    for (std::size_t i = 0; i < windows.size(); i += stride, ++count) {
        series.read(windows[i].member, windows[i].first, 1, state.data_ptr<float>());
        const Tensor x = state.index_select(0, order).to(at::kDouble);
        sum += (x * weight).mean(at::IntArrayRef{1, 2});
        squares += (x.square() * weight).mean(at::IntArrayRef{1, 2});
    }
    prior::AppaFields out{.channels = {}, .mean = sum / count, .std = {}, .lat = series.lat(), .lon = series.lon()};
    out.std = (squares / count - out.mean.square()).clamp_min(0).sqrt();
    for (std::int64_t c = 0; c < channels; ++c) {
        out.channels.push_back(series.channels()[static_cast<std::size_t>(order[c].item<std::int64_t>())]);
        const double mean = out.mean[c].item<double>(), least = 1e-9 * std::max(1.0, std::abs(mean));
        if (!(out.std[c].item<double>() > least)) {
            throw Error(Cause::badInput, out.channels.back().label + " has one value everywhere and always.",
                        "Leave the variable out of the files.");
        }
    }
    return out;
}

StandardStates::StandardStates(std::shared_ptr<const data::StateSeries> series, prior::AppaFields fields,
                               const data::WindowPlan& plan)
    : windows_(std::move(series), plan), fields_(std::move(fields)), order_(orderOf(windows_.series())),
      mean_(fields_.mean.to(at::kFloat).view({-1, 1, 1})), std_(fields_.std.to(at::kFloat).view({-1, 1, 1}))
{
}

Tensor StandardStates::batch(const std::vector<std::int64_t>& numbers, Draws& draws) const
{
    const Tensor states = windows_.batch(numbers, draws).index_select(2, order_);
    return ((states - mean_) / std_).flatten(3).transpose(2, 3).contiguous();
}

}  // namespace core::train
