#include "core/data/observation_track.h"

#include "core/api/error.h"
#include "core/data/cf_coordinates.h"
#include "core/data/observation_frame.h"
#include "core/data/observation_gathering.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::data {
namespace {

constexpr std::int64_t longestGap = 1800;  // s between fixes

}  // namespace

Track readTrack(const std::string& path)
{
    const auto opened = openDataset(path);
    const Dataset& file = *opened;
    const auto found = std::find_if(file.variables().begin(), file.variables().end(), [&](const Variable& v) {
        return axisOf(file, v) == Axis::lat && v.size() > 1;
    });
    if (found == file.variables().end()) {
        throw Error(Cause::badFile, path + " holds no track: it has no latitudes along time");
    }
    std::vector<std::string> notes;
    const SampleFrame frame = frameOf(file, Samples(file, *found), notes);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < frame.lat.size(); ++i) {
        if (frame.timeKnown[i] && validPosition(frame.lat[i], frame.lon[i])) {
            order.push_back(i);
        }
    }
    if (order.empty()) {
        throw Error(Cause::badFile, path + " holds no track: none of its positions is valid");
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return frame.time[a] < frame.time[b]; });
    Track track;
    for (const std::size_t i : order) {
        double lon = frame.lon[i];
        lon += track.lon.empty() ? 0 : 360 * std::round((track.lon.back() - lon) / 360);
        track.time.push_back(frame.time[i]);
        track.lat.push_back(frame.lat[i]);
        track.lon.push_back(lon);
    }
    return track;
}

void Track::place(const std::vector<std::int64_t>& times, std::vector<double>& lats,
                  std::vector<double>& lons) const
{
    lats.assign(times.size(), NAN);
    lons.assign(times.size(), NAN);
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto after = std::lower_bound(time.begin(), time.end(), times[i]);
        if (after == time.end() || (*after != times[i] && after == time.begin())) {
            continue;
        }
        const auto b = static_cast<std::size_t>(after - time.begin());
        const std::size_t a = time[b] == times[i] ? b : b - 1;
        if (time[b] - time[a] > longestGap) {
            continue;
        }
        const double w = a == b ? 0
                                : static_cast<double>(times[i] - time[a]) /
                                      static_cast<double>(time[b] - time[a]);
        lats[i] = lat[a] + w * (lat[b] - lat[a]);
        const double east = lon[a] + w * (lon[b] - lon[a]);
        lons[i] = east - 360 * std::floor((east + 180) / 360);
    }
}

}  // namespace core::data
