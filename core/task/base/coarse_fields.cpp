#include "core/task/base/coarse_fields.h"

#include "core/api/error.h"
#include "core/earth/coarsening.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace core::task {
namespace {

/// A coarse grid's cells with their means.
struct Cells {
    std::vector<earth::Band> bands;
    std::vector<double> lon;
    double width = 0;
    std::vector<std::size_t> channels;  ///< of the prior
    std::vector<std::int64_t> times;
    at::Tensor values;                  ///< [time, channel, band, column] float64
};

std::string sizeOf(std::size_t columns, std::size_t rows)
{
    return std::to_string(columns) + " × " + std::to_string(rows);
}

/// σ of a channel's field, its mean over the globe
double spreadOf(const prior::Prior& prior, std::size_t channel)
{
    const auto weights = earth::areaWeights(prior.decoder().grid()->lat);
    const at::Tensor w = at::tensor(at::ArrayRef<double>(weights), at::kDouble).unsqueeze(1);
    return (prior.decoder().scale(static_cast<int>(channel)).to(at::kCPU, at::kDouble) * w).mean().item<double>();
}

Cells ofTruth(const Given& given)
{
    const auto& grid = *given.prior.decoder().grid();
    const earth::Coarsening coarsening(grid.lat, grid.lon, static_cast<int>(std::lround(given.task.numbers.at("factor"))));
    Cells out{.bands = coarsening.bands(), .lon = coarsening.lon(), .width = coarsening.width(), .channels = {},
              .times = given.times, .values = coarsening.apply(*given.truth)};
    for (std::size_t c = 0; c < given.prior.channels().size(); ++c) {
        out.channels.push_back(c);
    }
    return out;
}

Cells ofInput(const Given& given)
{
    const data::Gridded& input = *given.input;
    const auto& grid = *given.prior.decoder().grid();
    if (input.lat.size() >= grid.lat.size() || input.lon.size() >= grid.lon.size()) {
        throw Error(Cause::badInput, "The coarse field has " + sizeOf(input.lon.size(), input.lat.size()) +
                    " points, and the prior's grid " + sizeOf(grid.lon.size(), grid.lat.size()) + ".",
                    "Give a field on a coarser grid than the prior's in task.input.");
    }
    Cells out{.bands = earth::bandsOf(input.lat), .lon = input.lon, .width = 360.0 / static_cast<double>(input.lon.size()),
              .channels = {}, .times = {}, .values = {}};
    const auto rows = static_cast<std::int64_t>(input.lat.size()), columns = static_cast<std::int64_t>(input.lon.size());
    std::vector<at::Tensor> fields;
    for (std::size_t t = 0; t < input.times.size(); ++t) {
        if (std::find(given.times.begin(), given.times.end(), input.times[t]) == given.times.end()) {
            continue;
        }
        out.times.push_back(input.times[t]);
        out.channels.clear();
        for (std::size_t c = 0; c < input.channels.size(); ++c) {
            const auto& mine = given.prior.channels();
            const auto found = std::find_if(mine.begin(), mine.end(), [&](const Channel& channel) {
                return channel.key() == input.channels[c].key();
            });
            if (found != mine.end()) {
                out.channels.push_back(static_cast<std::size_t>(found - mine.begin()));
                fields.push_back(at::from_blob(const_cast<float*>(input.values.data() + input.at(t, c)), {rows, columns},
                                               at::kFloat).to(at::kDouble));
            }
        }
    }
    if (fields.empty()) {
        throw Error(Cause::badInput, "The coarse field has no variable of the prior at a time of the window.",
                    "Give a file with the prior's variables, levels and times in task.input.");
    }
    out.values = at::stack(fields).view({static_cast<std::int64_t>(out.times.size()),
                                         static_cast<std::int64_t>(out.channels.size()), rows, columns});
    return out;
}

std::string idOf(std::size_t number)
{
    char text[32];
    std::snprintf(text, sizeof text, "C%05zu", number);
    return text;
}

}  // namespace

data::ObservationSet coarseFields(const Given& given)
{
    if (given.input == nullptr && given.truth == nullptr) {
        throw Error(Cause::badInput, "There is no coarse field to refine: neither task.input nor truth is given.",
                    "Name a gridded file in task.input, or a truth that is made coarse by task.factor.");
    }
    const Cells cells = given.input != nullptr ? ofInput(given) : ofTruth(given);
    const at::Tensor values = cells.values.contiguous();
    const double* value = values.data_ptr<double>();
    data::ObservationSet set;
    for (const std::int64_t time : cells.times) {
        for (const std::size_t channel : cells.channels) {
            const Channel& about = given.prior.channels()[channel];
            const double error = given.task.numbers.at("error") * spreadOf(given.prior, channel);
            std::size_t number = 0;
            for (const earth::Band& band : cells.bands) {
                for (const double lon : cells.lon) {
                    set.all.push_back({.id = idOf(++number), .time = time, .lat = band.middle(), .lon = lon,
                                       .variable = about.standardName, .levelHpa = about.levelHpa, .value = *value++,
                                       .error = error, .area = {.cellLat = band.height(), .cellLon = cells.width}});
                }
            }
        }
    }
    set.notes.push_back("The coarse field has " + sizeOf(cells.lon.size(), cells.bands.size()) + " cells.");
    return set;
}

}  // namespace core::task
