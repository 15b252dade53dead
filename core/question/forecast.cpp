#include "core/baseline/atmosphere_forecast.h"
#include "core/prior/spectral.h"
#include "core/question/base/conditioned.h"
#include "core/question/base/fields.h"

#include <algorithm>
#include <cmath>

namespace core::question {
namespace {

using at::Tensor;

constexpr int observed = 12;  // of the window's 24 states; the others are forecast
constexpr int truncation = 31;

/// Fair continuous ranked probability score at each point: members [M, …] sorted along M
Tensor fairCrps(const Tensor& members, const Tensor& truth)
{
    const auto count = static_cast<double>(members.size(0));
    const Tensor distance = (members - truth).abs().mean(0);
    if (count < 2) {
        return distance;
    }
    auto shape = std::vector<std::int64_t>(static_cast<std::size_t>(members.dim()), 1);
    shape.front() = members.size(0);
    const Tensor rank = (2 * at::arange(members.size(0), at::kDouble) + 1 - count).view(shape);
    return distance - (std::get<0>(members.sort(0)) * rank).sum(0) / (count * (count - 1));
}

/// Where the model's channels are among the prior's; empty where it has not all of them.
std::vector<std::int64_t> modelChannels(const std::vector<Channel>& mine)
{
    std::vector<std::int64_t> out;
    for (const Channel& channel : earth::model::PressureLevels::channels()) {
        const auto found = std::find_if(mine.begin(), mine.end(),
                                        [&](const Channel& c) { return c.key() == channel.key(); });
        if (found == mine.end()) {
            return {};
        }
        out.push_back(found - mine.begin());
    }
    return out;
}

/// Forecasts of the deterministic model from the mean analysis, in the prior's channels: one [C, lat, lon] a lead.
std::vector<Tensor> modelled(const run::Problem& problem, const Tensor& analysis, int leads)
{
    const std::vector<Channel>& mine = problem.prior->channels();
    const auto index = modelChannels(mine);
    if (index.size() != mine.size()) {
        return {};
    }
    const Tensor order = at::tensor(at::ArrayRef<std::int64_t>(index), at::kLong);
    const DisplayGrid& grid = *problem.prior->decoder().grid();
    baseline::AtmosphereForecast model(truncation, {grid.lat, grid.lon});
    model.start(analysis.index_select(0, order), static_cast<double>(problem.window.times()[observed - 1]));
    std::vector<Tensor> out;
    for (int lead = 0; lead < leads; ++lead) {
        model.advance();
        out.push_back(at::empty_like(analysis).index_copy_(0, order, model.fields().to(at::kDouble)));
    }
    return out;
}

Figures figuresOf(const Sampled& run)
{
    const run::Problem& problem = *run.problem;
    const AreaMean mean(problem.prior->decoder().grid()->lat);
    const Tensor analysis = fieldsAt(problem, run.members, observed - 1).mean(0);
    const int leads = problem.window.length - observed;
    const std::vector<Tensor> model = modelled(problem, analysis, leads);
    std::map<std::string, std::vector<Tensor>> all;
    for (int lead = 0; lead < leads; ++lead) {
        const Tensor truth = truthAt(problem, observed + lead),
                     made = fieldsAt(problem, run.members, observed + lead);
        all["square"].push_back(mean.of((made.mean(0) - truth).square()));
        all["variance"].push_back(mean.of(made.size(0) > 1 ? made.var(0, true) : at::zeros_like(truth)));
        all["crps"].push_back(mean.of(fairCrps(made, truth)));
        all["persistence"].push_back(mean.of((analysis - truth).square()));
        all["climatology"].push_back(mean.of((backgroundAt(problem, observed + lead) - truth).square()));
        if (!model.empty()) {
            const Tensor off = model[static_cast<std::size_t>(lead)] - truth;
            all["modelSquare"].push_back(mean.of(off.square()));
            all["modelError"].push_back(mean.of(off.abs()));
        }
    }
    Figures figures;
    for (const auto& [name, values] : all) {
        add(figures, name, problem, at::stack(values, 1));  // one number a lead
    }
    return figures;
}

/// The same of a Gaussian part's run: its error and score.
void addPart(Figures& figures, const Sampled& run)
{
    const run::Problem& problem = *run.problem;
    const AreaMean mean(problem.prior->decoder().grid()->lat);
    std::vector<Tensor> square, crps;
    for (int time = observed; time < problem.window.length; ++time) {
        const Tensor truth = truthAt(problem, time), made = fieldsAt(problem, run.members, time);
        square.push_back(mean.of((made.mean(0) - truth).square()));
        crps.push_back(mean.of(fairCrps(made, truth)));
    }
    add(figures, "part", problem, at::stack(square, 1));
    add(figures, "partCrps", problem, at::stack(crps, 1));
}

/// Only a spectral prior's law given past states is known; any other forecasts all states at once.
std::string taskOf(const Case& asked)
{
    const auto& times = asked.truth.times;
    const auto law = asked.asking.model->over({times[0], times[1]}, at::TensorOptions(at::kFloat));
    return std::dynamic_pointer_cast<const prior::Spectral>(law) ? "autoregressive" : "forecast";
}

Figures ask(const Case& asked)
{
    constexpr double secondsPerHour = 3600;
    const WindowFile file(windowOf(asked));
    Request request = requestSeen(asked, reanalysisNetworks(), file.path());
    const int leads = request.window->length - observed;
    request.window->length = observed;
    request.task = {
        .kind = taskOf(asked),
        .words = {},
        .numbers = {{"lead", leads * static_cast<double>(request.window->stepSeconds) / secondsPerHour}}};
    Clock clock;
    const Sampled run = sampled(asked, request);
    asked.tell("Running the model", 1);
    Figures figures = figuresOf(run);
    clock.addTo(figures, "sampling and the model");
    if (const auto part = sampledGaussian(asked, request)) {
        addPart(figures, *part);
        clock.addTo(figures, "sampling the Gaussian part");
    }
    return figures;
}

/// Leads that targets speak of, as indices: 24, 48 and 72 h of six-hourly states.
bool judged(std::size_t lead)
{
    return (lead + 1) % 4 == 0;
}

std::string hours(std::size_t lead)
{
    return std::to_string(6 * (lead + 1)) + " h";
}

/// The ratio of two figures at each lead, roots of them where they are squares.
struct LeadComparison {
    const char* figure;
    const char *mine, *theirs;
    bool roots, asked;
};

void addLeads(std::vector<Row>& rows, const OverWindows& over, const LeadComparison& what)
{
    for (const std::string& channel : over.namesAfter(what.mine + std::string("@"))) {
        const std::string mine = what.mine + ("@" + channel), theirs = what.theirs + ("@" + channel);
        if (!over.has(theirs)) {
            continue;
        }
        for (std::size_t lead = 0; lead < over.sums().all(mine).size(); ++lead) {
            const Estimated value = over.of([&](const Sums& sums) {
                const double ratio = sums.at(mine, lead) / sums.at(theirs, lead);
                return what.roots ? std::sqrt(ratio) : ratio;
            });
            Row row{.figure = what.figure + (", " + hours(lead)),
                    .channel = channel,
                    .value = value.value,
                    .low = value.low,
                    .high = value.high,
                    .n = over.count()};
            row.detail = !judged(lead);
            if (judged(lead) && what.asked) {
                row.target = "< 1";
                row.met = value.value < 1;
            }
            rows.push_back(std::move(row));
        }
    }
}

std::vector<Row> judge(std::span<const Figures> windows)
{
    const OverWindows over(windows);
    std::vector<Row> rows;
    addLeads(rows, over, {"RMSE / persistence's", "square", "persistence", true, true});
    addLeads(rows, over, {"RMSE / climatology's", "square", "climatology", true, true});
    addLeads(rows, over, {"fair CRPS / deterministic model's MAE", "crps", "modelError", false, true});
    addLeads(rows, over, {"RMSE / deterministic model's", "square", "modelSquare", true, false});
    addLeads(rows, over, {"RMSE / Gaussian part's, same draws", "square", "part", true, false});
    addLeads(rows, over, {"fair CRPS / Gaussian part's, same draws", "crps", "partCrps", false, false});
    addLeads(rows, over, {"√variance / RMSE", "variance", "square", true, false});
    addSeconds(rows, over);
    return rows;
}

}  // namespace

Entry forecast()
{
    return {
        .about = {.id = "forecast",
                  .label = "Forecast",
                  .source = "as Reanalysis; fair CRPS: Zamo and Naveau 2018, doi:10.1007/s11004-017-9709-7",
                  .formula = "x_13:24 ~ p(x_13:24 | y_1:12), y as in Reanalysis",
                  .note = "Persistence holds the mean analysis; the deterministic model is the simulated "
                          "atmosphere, started from "
                          "the same mean analysis. State by state where the prior's law given past states is "
                          "known, else all "
                          "states at once."},
        .ask = &ask,
        .judge = &judge,
    };
}

}  // namespace core::question
