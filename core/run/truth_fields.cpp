#include "core/run/truth_fields.h"

#include <algorithm>

namespace core::run {

std::optional<std::size_t> channelOf(const std::vector<Channel>& channels, const std::string& key)
{
    const auto found = std::find_if(channels.begin(), channels.end(),
                                    [&](const Channel& c) { return c.key() == key; });
    return found == channels.end()
               ? std::nullopt
               : std::optional<std::size_t>(static_cast<std::size_t>(found - channels.begin()));
}

/// (time of the result, time of the truth) that name the same hour
std::vector<std::pair<std::size_t, std::size_t>> commonTimes(const data::Gridded& result,
                                                             const data::Gridded& truth)
{
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i < result.times.size(); ++i) {
        const auto found = std::find(truth.times.begin(), truth.times.end(), result.times[i]);
        if (found != truth.times.end()) {
            pairs.emplace_back(i, static_cast<std::size_t>(found - truth.times.begin()));
        }
    }
    return pairs;
}

TruthFields::TruthFields(const data::Gridded& truth, const data::Gridded& grid)
    : truth_(truth), regrid_(truth.lat, truth.lon, grid.lat, grid.lon)
{
}

Values TruthFields::field(std::size_t time, std::size_t channel) const
{
    const float* first = truth_.values.data() + truth_.at(time, channel);
    const auto rows = static_cast<std::int64_t>(truth_.lat.size());
    const auto columns = static_cast<std::int64_t>(truth_.lon.size());
    const at::Tensor out = regrid_.apply(at::from_blob(const_cast<float*>(first), {rows, columns}, at::kFloat)).contiguous();
    return {out.data_ptr<float>(), out.data_ptr<float>() + out.numel()};
}

}  // namespace core::run
