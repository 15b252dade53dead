#include "core/question/base/spectra.h"

#include <algorithm>
#include <cmath>

namespace core::question {
namespace {

constexpr double allowed = 0.2;  // of a spectrum, either way

int degreeOf(const DisplayGrid& grid)
{
    // two thirds of the rows keep the least-squares analysis well conditioned on regular latitudes
    return static_cast<int>(std::min(2 * grid.lat.size() / 3 - 1, (grid.lon.size() - 1) / 2));
}

}  // namespace

DegreeSpectra::DegreeSpectra(const DisplayGrid& grid)
    : harmonics_(degreeOf(grid), grid.lat, grid.lon, at::kDouble)
{
}

at::Tensor DegreeSpectra::of(const at::Tensor& fields) const
{
    return earth::degreePower(harmonics_.analysis(fields));
}

void addSpectra(std::vector<Row>& rows, const OverWindows& over, const std::string& made,
                const std::string& truth)
{
    for (const std::string& channel : over.namesAfter(made + "@")) {
        const auto ratio = [&](const Sums& sums, std::size_t degree) {
            return sums.at(made + "@" + channel, degree) / sums.at(truth + "@" + channel, degree);
        };
        const Sums all = over.sums();
        const std::size_t last = std::min<std::size_t>(judgedDegree,
                                                       all.all(made + "@" + channel).size() - 1);
        std::size_t worst = 1;
        bool met = true;
        for (std::size_t degree = 1; degree <= last; ++degree) {
            met = met && std::abs(ratio(all, degree) - 1) <= allowed;
            worst = std::abs(std::log(ratio(all, degree))) > std::abs(std::log(ratio(all, worst))) ? degree
                                                                                                   : worst;
        }
        const Estimated value = over.of([&](const Sums& sums) { return ratio(sums, worst); });
        rows.push_back({.figure = "degree spectrum / truth's, worst at " + std::to_string(worst),
                        .channel = channel,
                        .value = value.value,
                        .low = value.low,
                        .high = value.high,
                        .n = over.count(),
                        .target = "0.8 … 1.2",
                        .met = met});
    }
}

}  // namespace core::question
