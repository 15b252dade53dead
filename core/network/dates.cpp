#include "core/network/dates.h"

#include "core/api/error.h"
#include "core/base/calendar_days.h"

#include <algorithm>
#include <numbers>
#include <vector>

namespace core::network {
namespace {

using base::Calendar;

std::int64_t hourOf(const DateHour& date)
{
    const base::Date day{date[0], static_cast<int>(date[1]), static_cast<int>(date[2])};
    if (!base::exists(Calendar::proleptic, day)) {
        throw Error(Cause::badInput, "The date " + std::to_string(date[0]) + "-" + std::to_string(date[1]) +
                                         "-" + std::to_string(date[2]) + " does not exist.");
    }
    return base::dayOfDate(Calendar::proleptic, day) * 24 + date[3];
}

DateHour dateOfHour(std::int64_t hour)
{
    const std::int64_t day = (hour >= 0 ? hour : hour - 23) / 24;
    const base::Date date = base::dateOfDay(Calendar::proleptic, day);
    return {date.year, date.month, date.day, hour - 24 * day};
}

Tensor tensorOf(const std::vector<DateHour>& dates)
{
    const c10::InferenceMode plain(false);
    Tensor out = at::empty({static_cast<std::int64_t>(dates.size()), 4}, at::kLong);
    auto* to = out.data_ptr<std::int64_t>();
    for (const DateHour& date : dates) {
        to = std::copy(date.begin(), date.end(), to);
    }
    return out;
}

/// f of each date, [...] float64
template <class F>
Tensor each(const Tensor& dates, F f)
{
    const c10::InferenceMode plain(false);
    const Tensor rows = dates.to(at::kCPU, at::kLong).reshape({-1, 4}).contiguous();
    const auto* row = rows.data_ptr<std::int64_t>();
    Tensor out = at::empty({rows.size(0)}, at::kDouble);
    for (std::int64_t i = 0; i < rows.size(0); ++i, row += 4) {
        out[i] = f(DateHour{row[0], row[1], row[2], row[3]});
    }
    return out.view(dates.sizes().slice(0, static_cast<std::size_t>(dates.dim()) - 1));
}

Tensor circle(const Tensor& turns)
{
    const Tensor angle = turns * (2 * std::numbers::pi);
    return at::stack({angle.sin(), angle.cos()}, -1).to(at::kFloat);
}

}  // namespace

Tensor yearProgress(const Tensor& dates)
{
    return circle(each(dates, [](const DateHour& date) {
        const auto first = static_cast<double>(hourOf({date[0], 1, 1, 0}));
        const auto next = static_cast<double>(hourOf({date[0] + 1, 1, 1, 0}));
        return (static_cast<double>(hourOf(date)) - first) / (next - first);
    }));
}

Tensor localTime(const Tensor& dates, const Tensor& longitude)
{
    const Tensor hours = each(dates, [](const DateHour& date) { return static_cast<double>(date[3]); });
    return circle((hours.unsqueeze(-1) + longitude.to(at::kDouble) / 15) / 24);
}

Tensor dateFeatures(const Tensor& dates)
{
    const Tensor year = yearProgress(dates).flatten(1);
    return at::cat({year, localTime(dates, at::zeros({1})).flatten(1)}, 1);
}

Tensor datesFrom(const DateHour& first, std::int64_t count, std::int64_t hours)
{
    std::vector<DateHour> out;
    for (std::int64_t i = 0; i < count; ++i) {
        out.push_back(dateOfHour(hourOf(first) + i * hours));
    }
    return tensorOf(out);
}

Tensor datesBetween(const DateHour& first, const DateHour& last)
{
    const std::int64_t count = hourOf(last) - hourOf(first) + 1;
    if (count < 1) {
        throw Error(Cause::badInput, "The interval's end lies before its start.");
    }
    return datesFrom(first, count, 1);
}

DateHour dateOfYear(std::int64_t year, std::int64_t day, std::int64_t hour)
{
    return dateOfHour(hourOf({year, 1, 1, 0}) + 24 * day + hour);
}

DateHour dateOfSeconds(std::int64_t seconds)
{
    return dateOfHour((seconds >= 0 ? seconds : seconds - 3599) / 3600);
}

}  // namespace core::network
