#include "core/baseline/bicubic.h"
#include "core/earth/coarsening.h"
#include "core/earth/sphere.h"
#include "core/metric/base/series.h"
#include "core/run/score.h"
#include "core/run/truth_fields.h"

namespace core::run {
namespace {

using baseline::Bicubic;

/// The coarse field of one time and channel: of the file, or the truth's means over the cells.
class CoarseFields {
public:
    CoarseFields(const data::Gridded* file, const earth::Coarsening& cells) : file_(file), cells_(cells) {}
    [[nodiscard]] Bicubic::Grid grid() const
    {
        if (file_ != nullptr) {
            return {file_->lat, file_->lon};
        }
        Bicubic::Grid grid{{}, cells_.lon()};
        for (const earth::Band& band : cells_.bands()) {
            grid.lat.push_back(band.middle());
        }
        return grid;
    }
    /// [lat, lon]; undefined where the file lacks it
    [[nodiscard]] at::Tensor at(std::int64_t time, const std::string& channel, const at::Tensor& truth) const
    {
        if (file_ == nullptr) {
            return cells_.apply(truth);
        }
        const auto found = std::find(file_->times.begin(), file_->times.end(), time);
        const auto place = channelOf(file_->channels, channel);
        if (found == file_->times.end() || !place) {
            return {};
        }
        const auto first = file_->at(static_cast<std::size_t>(found - file_->times.begin()), *place);
        return at::from_blob(const_cast<float*>(file_->values.data() + first),
                             {static_cast<std::int64_t>(file_->lat.size()), static_cast<std::int64_t>(file_->lon.size())},
                             at::kFloat);
    }

private:
    const data::Gridded* file_;
    const earth::Coarsening& cells_;
};

Bicubic::Component componentOf(const Channel& channel)
{
    const bool wind = channel.standardName == "eastward_wind" || channel.standardName == "northward_wind";
    return wind ? Bicubic::Component::vector : Bicubic::Component::scalar;
}

}  // namespace

void addBicubic(const data::Result& result, const data::Gridded& truth, const data::Gridded* coarse,
                std::vector<FieldScore>& scores)
{
    const data::Gridded& grid = result.grid;
    const earth::Coarsening cells(grid.lat, grid.lon, coarse != nullptr ? 1 : askedOf(result).factor);
    const CoarseFields source(coarse, cells);
    const Bicubic bicubic(source.grid(), {grid.lat, grid.lon});
    const TruthFields fields(truth, grid);
    const auto rows = static_cast<std::int64_t>(grid.lat.size()), columns = static_cast<std::int64_t>(grid.lon.size());
    std::vector<double> weights;
    for (const double weight : earth::areaWeights(grid.lat)) {
        weights.insert(weights.end(), grid.lon.size(), weight);
    }
    for (FieldScore& score : scores) {
        const auto mine = channelOf(grid.channels, score.name), theirs = channelOf(truth.channels, score.name);
        metric::Series rmse{{"rmse"}}, spectrum{{"spectrum"}};
        for (const auto& [time, truthTime] : commonTimes(grid, truth)) {
            Values truly = fields.field(truthTime, *theirs);
            const at::Tensor seen = source.at(grid.times[time], score.name, at::from_blob(truly.data(), {rows, columns}, at::kFloat));
            if (!seen.defined()) {
                continue;
            }
            const at::Tensor made = bicubic.apply(seen, componentOf(grid.channels[*mine])).to(at::kFloat).contiguous();
            const std::span<const float> field(made.data_ptr<float>(), truly.size());
            const metric::Sample sample{.members = {field}, .truth = truly, .weights = weights, .lat = grid.lat, .lon = grid.lon};
            rmse.add(sample);
            spectrum.add(sample);
            score.hasBicubic = true;
        }
        if (score.hasBicubic) {
            score.bicubicRmse = rmse.values().front();
            score.bicubicSpectrum = spectrum.values();
        }
    }
}

}  // namespace core::run
