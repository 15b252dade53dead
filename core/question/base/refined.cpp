#include "core/question/base/refined.h"

#include "core/baseline/bicubic.h"
#include "core/earth/coarsening.h"
#include "core/question/base/conditioned.h"
#include "core/question/base/spectra.h"

namespace core::question {
namespace {

using at::Tensor;

/// What bicubic interpolation makes of the means over cells.
class Interpolated {
public:
    Interpolated(const run::Problem& problem, int factor)
        : channels_(problem.prior->channels()),
          cells_(gridOf(problem).lat, gridOf(problem).lon, factor),
          bicubic_(coarse(cells_), {gridOf(problem).lat, gridOf(problem).lon})
    {
    }
    /// fields [C, lat, lon] → the same
    [[nodiscard]] Tensor of(const Tensor& fields) const
    {
        const Tensor seen = cells_.apply(fields);
        std::vector<Tensor> made;
        for (std::size_t c = 0; c < channels_.size(); ++c) {
            const bool wind = channels_[c].standardName == "eastward_wind" ||
                              channels_[c].standardName == "northward_wind";
            made.push_back(bicubic_.apply(
                seen[static_cast<std::int64_t>(c)],
                wind ? baseline::Bicubic::Component::vector : baseline::Bicubic::Component::scalar));
        }
        return at::stack(made);
    }

private:
    static const DisplayGrid& gridOf(const run::Problem& problem) { return *problem.prior->decoder().grid(); }
    static baseline::Bicubic::Grid coarse(const earth::Coarsening& cells)
    {
        baseline::Bicubic::Grid grid{{}, cells.lon()};
        for (const earth::Band& band : cells.bands()) {
            grid.lat.push_back(band.middle());
        }
        return grid;
    }
    const std::vector<Channel>& channels_;
    earth::Coarsening cells_;
    baseline::Bicubic bicubic_;
};

}  // namespace

Figures refined(const Case& asked, int factor)
{
    const WindowFile file(windowOf(asked));
    Request request = requestOf(asked, file.path());
    request.task = {.kind = "superresolution", .words = {}, .numbers = {{"factor", factor}}};
    Answered answer = answered(asked, request, 1);
    Figures& figures = answer.figures;
    const run::Problem& problem = *answer.run.problem;
    const DisplayGrid& grid = *problem.prior->decoder().grid();
    const Interpolated interpolated(problem, factor);
    const AreaMean mean(grid.lat);
    const DegreeSpectra spectra(grid);
    const double times = problem.window.length;
    for (int time = 0; time < problem.window.length; ++time) {
        const Tensor truth = truthAt(problem, time), background = backgroundAt(problem, time);
        const Tensor smooth = interpolated.of(truth);
        add(figures, "bicubic", problem, mean.of((smooth - truth).square()) / times);
        const auto put = [&](const char* name, const Tensor& fields) {
            add(figures, name, problem, spectra.of(fields - background) / times);
        };
        put("made.power", fieldsAt(problem, answer.run.members.slice(0, 0, 1), time)[0]);
        put("truth.power", truth);
        put("bicubic.power", smooth);
    }
    return std::move(figures);
}

std::vector<Row> refinedRows(std::span<const Figures> windows)
{
    const OverWindows over(windows);
    std::vector<Row> rows;
    addErrors(rows, over);
    addComparison(rows, over,
                  {.figure = "RMSE / bicubic's",
                   .theirs = "bicubic",
                   .target = "interval below 1",
                   .most = 1,
                   .held = Comparison::Held::high});
    addComparison(rows, over,
                  {.figure = "RMSE / Gaussian answer's",
                   .theirs = "gaussian",
                   .target = "interval below 1",
                   .most = 1,
                   .held = Comparison::Held::high});
    addComparison(rows, over, {.figure = againstPart, .theirs = "part"});
    addSpectra(rows, over, "made.power", "truth.power");
    addSpreadSkill(rows, over);
    addSeconds(rows, over);
    return rows;
}

}  // namespace core::question
