#include "core/run/seeing.h"

namespace core::run {
namespace {

at::Tensor indices(const std::vector<std::int64_t>& list)
{
    return at::tensor(at::ArrayRef<std::int64_t>(list), at::kLong);
}

}  // namespace

Seeing::Seeing(const data::Gridded& grid, const std::vector<observe::Sight>& sights)
    : rows_(static_cast<std::int64_t>(grid.lat.size())),
      columns_(static_cast<std::int64_t>(grid.lon.size())),
      size_(static_cast<std::int64_t>(sights.size())),
      wiring_(sights)
{
    struct Places {
        std::vector<double> lat, lon;
        std::vector<std::int64_t> points;
    };
    std::map<int, Places> byChannel;
    for (std::size_t i = 0; i < wiring_.points.size(); ++i) {
        Places& mine = byChannel[wiring_.points[i].channel];
        mine.lat.push_back(wiring_.points[i].lat);
        mine.lon.push_back(wiring_.points[i].lon);
        mine.points.push_back(static_cast<std::int64_t>(i));
    }
    for (const auto& [channel, places] : byChannel) {
        layers_.emplace(channel, Layer{{grid.lat, grid.lon, places.lat, places.lon, at::kDouble},
                                       indices(places.points)});
    }
    for (std::size_t value = 0; value < wiring_.rowOfValue.size(); ++value) {
        const std::int64_t row = wiring_.rowOfValue[value];
        Kind& kind = kinds_[sights[static_cast<std::size_t>(row)].entry];
        kind.values.push_back(static_cast<std::int64_t>(value));
        if (kind.rows.empty() || kind.rows.back() != row) {
            kind.rows.push_back(row);
        }
    }
}

std::vector<float> Seeing::of(const float* state) const
{
    at::Tensor points = at::empty({static_cast<std::int64_t>(wiring_.points.size())}, at::kDouble);
    for (const auto& [channel, layer] : layers_) {
        auto* first = const_cast<float*>(state) + channel * rows_ * columns_;
        const at::Tensor field = at::from_blob(first, {rows_, columns_}, at::kFloat).to(at::kDouble);
        points.index_copy_(0, layer.points, layer.places.apply(field));
    }
    const at::Tensor weight = at::tensor(at::ArrayRef<double>(wiring_.weightOfPoint), at::kDouble);
    const at::Tensor values = at::zeros({static_cast<std::int64_t>(wiring_.rowOfValue.size())}, at::kDouble)
                                  .index_add_(0, indices(wiring_.valueOfPoint), points * weight);
    at::Tensor out = at::empty({size_}, at::kFloat);
    for (const auto& [entry, kind] : kinds_) {
        const auto n = static_cast<std::int64_t>(kind.rows.size());
        const at::Tensor mine = values.index_select(0, indices(kind.values)).view({1, n, -1});
        out.index_copy_(0, indices(kind.rows), entry->evaluate(mine).value[0].to(at::kFloat));
    }
    return {out.data_ptr<float>(), out.data_ptr<float>() + out.numel()};
}

}  // namespace core::run
