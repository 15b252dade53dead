#include "core/train/base/window_source.h"

namespace core::train {

WindowSource::WindowSource(std::shared_ptr<const data::StateSeries> series, const data::WindowPlan& plan)
    : series_(std::move(series)),
      length_(plan.length),
      windows_(data::windowsOf(*series_, plan)),
      reader_(std::make_unique<data::WindowReader>(*series_, plan.length))
{
}

data::WindowReader::Batch WindowSource::windowsOf(const std::vector<std::int64_t>& numbers) const
{
    data::WindowReader::Batch windows;
    for (const std::int64_t number : numbers) {
        windows.push_back(windows_.at(static_cast<std::size_t>(number)));
    }
    return windows;
}

Tensor WindowSource::batch(const std::vector<std::int64_t>& numbers, Draws&) const
{
    const auto size = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
    const auto values = std::make_shared<std::vector<float>>(reader_->read(windowsOf(numbers)));
    return at::from_blob(
        values->data(),
        {size(numbers), static_cast<std::int64_t>(length_), size(series_->channels()), size(series_->lat()),
         size(series_->lon())},
        [values](void*) {}, at::kFloat);
}

void WindowSource::announce(const std::vector<std::vector<std::int64_t>>& next) const
{
    std::vector<data::WindowReader::Batch> batches;
    for (const std::vector<std::int64_t>& numbers : next) {
        batches.push_back(windowsOf(numbers));
    }
    reader_->announce(batches);
}

std::vector<std::int64_t> WindowSource::firstTimes(const std::vector<std::int64_t>& numbers) const
{
    std::vector<std::int64_t> times;
    for (const data::Window& window : windowsOf(numbers)) {
        times.push_back(series_->times()[window.first]);
    }
    return times;
}

}  // namespace core::train
