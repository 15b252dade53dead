#include "core/question/base/over_windows.h"

#include "core/api/error.h"
#include "core/base/noise.h"

#include <algorithm>
#include <cmath>

namespace core::question {
namespace {

constexpr std::int64_t resamples = 1999;
constexpr double tail = 0.025;  // beyond each end of an interval
constexpr std::size_t fewest = 3;

/// How often each window is drawn, [resamples, windows]
at::Tensor draws(std::size_t count)
{
    at::Tensor times = at::zeros({resamples, static_cast<std::int64_t>(count)}, at::kDouble);
    double* out = times.data_ptr<double>();
    for (std::int64_t r = 0; r < resamples; ++r) {
        for (std::size_t i = 0; i < count; ++i) {
            const double u = base::uniform(i, {.seed = 0, .step = static_cast<std::uint32_t>(r)});
            const auto drawn = std::min(count - 1, static_cast<std::size_t>(u * static_cast<double>(count)));
            out[static_cast<std::size_t>(r) * count + drawn] += 1;
        }
    }
    return times;
}

double quantile(std::vector<double>& values, double share)
{
    const auto rank = static_cast<std::ptrdiff_t>(
        std::lround(share * static_cast<double>(values.size() - 1)));
    std::nth_element(values.begin(), values.begin() + rank, values.end());
    return values[static_cast<std::size_t>(rank)];
}

}  // namespace

OverWindows::OverWindows(std::span<const Figures> windows) : count_(windows.size())
{
    std::size_t size = 0;
    for (const auto& [name, values] : windows.front()) {
        index_[name] = {size, values.size()};
        size += values.size();
    }
    at::Tensor table = at::empty({static_cast<std::int64_t>(count_), static_cast<std::int64_t>(size)},
                                 at::kDouble);
    double* out = table.data_ptr<double>();
    for (const Figures& window : windows) {
        bool same = window.size() == index_.size();
        for (const auto& [name, values] : window) {
            const auto place = index_.find(name);
            same = same && place != index_.end() && place->second.count == values.size();
            if (same) {
                out = std::copy(values.begin(), values.end(), out);
            }
        }
        if (!same) {
            throw Error(Cause::badInput, "The windows have not all the same figures.",
                        "Score them anew, all in the same way.");
        }
    }
    all_ = table.sum(0);
    if (count_ >= fewest) {
        resampled_ = at::mm(draws(count_), table);
    }
}

Estimated OverWindows::of(const std::function<double(const Sums&)>& made) const
{
    Estimated out{.value = made(sums()), .low = std::nan(""), .high = std::nan("")};
    if (!resampled_.defined()) {
        return out;
    }
    std::vector<double> values;
    for (std::int64_t r = 0; r < resamples; ++r) {
        const double value = made({index_, resampled_.data_ptr<double>() + r * resampled_.size(1)});
        if (!std::isnan(value)) {
            values.push_back(value);
        }
    }
    if (!values.empty()) {
        out.low = quantile(values, tail);
        out.high = quantile(values, 1 - tail);
    }
    return out;
}

std::vector<std::string> OverWindows::namesAfter(const std::string& prefix) const
{
    std::vector<std::string> out;
    for (const auto& [name, place] : index_) {
        if (name.starts_with(prefix)) {
            out.push_back(name.substr(prefix.size()));
        }
    }
    return out;
}

}  // namespace core::question
