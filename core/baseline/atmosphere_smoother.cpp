#include "core/baseline/atmosphere_smoother.h"

#include "core/earth/model/levels.h"

#include <cmath>

namespace core::baseline {
namespace {

namespace model = earth::model;

constexpr int perDay = 4;  // analyses
constexpr double disturbance =
    1e-5;  // s-1, of vorticity: half of what weather has, so that members part soon
constexpr double surfaceHpa = 1000;

Placed placesOf(const std::vector<double>& lat, const std::vector<double>& lon)
{
    Placed out;
    for (const double row : lat) {
        for (const double column : lon) {
            out.lat.push_back(row);
            out.lon.push_back(column);
        }
    }
    return out;
}

double logPressureOf(double levelHpa)
{
    return std::log((levelHpa > 0 ? levelHpa : surfaceHpa) / surfaceHpa);
}

/// [lat, lon, M, L] → [M, L, places]
Tensor byMember(const Tensor& field)
{
    return field.flatten(0, 1).permute({1, 2, 0});
}

/// Members' state, [M, 3 L + 1, places]: winds and temperature of each layer, ln of the surface pressure
Tensor flat(const model::GridState& air)
{
    return at::cat({byMember(air.u), byMember(air.v), byMember(air.temperature),
                    byMember(air.pressure.log().unsqueeze(-1))},
                   1)
        .contiguous();
}

model::GridState unflat(const Tensor& x, const model::Transform& transform)
{
    const auto lats = static_cast<std::int64_t>(transform.lat().size());
    const std::int64_t layers = (x.size(1) - 1) / 3;
    const auto part = [&](std::int64_t first, std::int64_t count) {
        return x.narrow(1, first, count).permute({2, 0, 1}).reshape({lats, -1, x.size(0), count});
    };
    return {.u = part(0, layers),
            .v = part(layers, layers),
            .temperature = part(2 * layers, layers),
            .pressure = part(3 * layers, 1).squeeze(-1).exp()};
}

}  // namespace

AtmosphereSmoother::AtmosphereSmoother(const AtmospherePlan& plan, const model::ShownGrid& grid,
                                       std::int64_t start, const std::function<void(double)>& told)
    : plan_(plan),
      earth_(model::earthModel(model::shippedWorld(), plan.truncation, at::kFloat)),
      shown_(earth_, grid),
      modelPlaces_(placesOf(earth_.atmosphere->transform().lat(), earth_.atmosphere->transform().lon())),
      shownPlaces_(placesOf(grid.lat, grid.lon))
{
    const model::Levels levels(earth_.atmosphere->plan().half);
    for (int variable = 0; variable < 3; ++variable) {
        for (const double sigma : levels.full()) {
            modelLogPressure_.push_back(std::log(sigma));
        }
    }
    modelLogPressure_.push_back(0);
    for (const Channel& channel : model::PressureLevels::channels()) {
        shownLogPressure_.push_back(logPressureOf(channel.levelHpa));
    }
    model::settle(*earth_.atmosphere,
                  {.seed = plan.seed,
                   .members = static_cast<int>(plan.members),
                   .start = start,
                   .settleDays = plan.settleDays,
                   .disturbance = disturbance},
                  told);
}

void AtmosphereSmoother::advance()
{
    earth_.atmosphere->advance(earth_.atmosphere->stepsPerDay() / perDay);
}

void AtmosphereSmoother::inflate()
{
    model::Atmosphere& air = *earth_.atmosphere;
    const auto grown = [&](const Tensor& x, std::int64_t members) {
        const Tensor mean = x.mean(members, true);
        return mean + (x - mean) * plan_.inflation;
    };
    constexpr std::int64_t upperMembers = 4, pressureMembers = 3;
    air.start({grown(air.state().upper, upperMembers), grown(air.state().pressure, pressureMembers)},
              air.seconds());
}

void AtmosphereSmoother::correct(const LocalAnalysis& analysis)
{
    model::Atmosphere& air = *earth_.atmosphere;
    const double reference = air.plan().referenceKelvin;
    const Tensor now = flat(model::gridded(air.state(), air.transform(), reference));
    const Tensor better = analysis.corrected(now, modelPlaces_, modelLogPressure_);
    air.start(model::spectral(unflat(better, air.transform()), air.transform(), reference), air.seconds());
}

void AtmosphereSmoother::assimilate(const AtmosphereSeen& seen, Keep keep)
{
    inflate();
    if (keep == Keep::fields) {
        kept_.push_back(shown_.fields(earth_.atmosphere->state()));
    }
    std::vector<double> logPressure;
    for (const double level : seen.levelHpa) {
        logPressure.push_back(logPressureOf(level));
    }
    if (logPressure.empty()) {
        return;
    }
    const Tensor fields = keep == Keep::fields ? kept_.back() : shown_.fields(earth_.atmosphere->state());
    const LocalAnalysis analysis({.values = seen.see(fields),
                                  .y = seen.y,
                                  .variance = seen.variance,
                                  .at = seen.at,
                                  .logPressure = logPressure},
                                 plan_.localisation);
    correct(analysis);
    smooth(analysis);
}

/// All kept times at once: the weights of a place are made once.
void AtmosphereSmoother::smooth(const LocalAnalysis& analysis)
{
    if (kept_.empty()) {
        return;
    }
    std::vector<double> logPressure;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        logPressure.insert(logPressure.end(), shownLogPressure_.begin(), shownLogPressure_.end());
    }
    const Tensor better = analysis.corrected(at::cat(kept_, 1).flatten(2), shownPlaces_, logPressure);
    const auto channels = static_cast<std::int64_t>(shownLogPressure_.size());
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        kept_[i] =
            better.narrow(1, static_cast<std::int64_t>(i) * channels, channels).reshape(kept_[i].sizes());
    }
}

}  // namespace core::baseline
