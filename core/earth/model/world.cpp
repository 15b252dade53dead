#include "core/earth/model/world.h"

#include "core/api/error.h"
#include "core/data/safetensors.h"
#include "core/data/safetensors_write.h"

#include <cmath>
#include <cstring>

extern "C" const std::byte embellieWorldBegin[], embellieWorldEnd[];

namespace core::earth::model {
namespace {

constexpr double yearSeconds = 365.2425 * secondsPerDay;
constexpr double dryMeanPascal = 98500;  // mean of the pressure at the ground

/// Which elements of [2, M, N] are coefficients, row-major.
Tensor used(int truncation)
{
    const Tensor l = at::arange(truncation + 1);
    const Tensor cosines = l.unsqueeze(0).ge(l.unsqueeze(1));
    Tensor sines = cosines.clone();
    sines[0].fill_(false);
    return at::stack({cosines, sines}).flatten().nonzero().squeeze(1);
}

Tensor numbers(const data::NamedArrays& file, const std::string& name)
{
    const std::vector<double> values = file.numbers(name);
    return at::tensor(at::ArrayRef<double>(values), at::kDouble).view(file.at(name).shape).to(at::kFloat);
}

World worldOf(const data::NamedArrays& file)
{
    const Tensor land = numbers(file, "land"), upper = numbers(file, "upper"),
                 pressure = numbers(file, "pressure");
    const std::int64_t starts = pressure.size(0), layers = upper.size(2), coefficients = pressure.size(1);
    World world{.truncation = static_cast<int>(std::lround(std::sqrt(double(coefficients)))) - 1,
                .days = file.numbers("days")};
    const Tensor place = used(world.truncation);
    const bool fits = upper.dim() == 4 && upper.size(3) == coefficients && upper.size(1) == starts &&
                      place.numel() == coefficients && std::int64_t(world.days.size()) == starts &&
                      land.dim() == 2;
    if (!fits) {
        throw Error(Cause::badFile,
                    "“" + file.path() + "” holds no simulated earth (its arrays do not fit together).",
                    "Make it anew with embellie-cli simulate --spin-up.");
    }
    world.land = {static_cast<int>(land.size(0)),
                  static_cast<int>(land.size(1)),
                  {land.data_ptr<float>(), land.data_ptr<float>() + land.numel()}};
    const std::int64_t n = world.truncation + 1;
    const Tensor wide = at::zeros({3, starts, layers, 2 * n * n}, at::kFloat).index_copy(3, place, upper);
    const Tensor ground = at::zeros({starts, 2 * n * n}, at::kFloat).index_copy(1, place, pressure);
    world.starts.upper = wide.view({3, starts, layers, 2, n, n}).permute({0, 3, 4, 5, 1, 2}).contiguous();
    world.starts.pressure = ground.view({starts, 2, n, n}).permute({1, 2, 3, 0}).contiguous();
    const auto about = file.metadata().find("about");
    world.about = about == file.metadata().end() ? "" : about->second;
    return world;
}

}  // namespace

const World& shippedWorld()
{
    static const World world = worldOf(
        data::Safetensors("the shipped world", {embellieWorldBegin, embellieWorldEnd}));
    return world;
}

World readWorld(const std::string& path)
{
    return worldOf(data::Safetensors(path));
}

void writeWorld(const std::string& path, const World& world)
{
    const Tensor place = used(world.truncation);
    const std::int64_t layers = world.starts.upper.size(5), starts = world.starts.members();
    const Tensor upper = world.starts.upper.to(at::kFloat)
                             .permute({0, 4, 5, 1, 2, 3})
                             .reshape({3, starts, layers, -1})
                             .index_select(3, place)
                             .contiguous();
    const Tensor pressure = world.starts.pressure.to(at::kFloat)
                                .permute({3, 0, 1, 2})
                                .reshape({starts, -1})
                                .index_select(1, place)
                                .contiguous();
    data::writeSafetensors(path,
                           {{"land", {"F32", {world.land.rows, world.land.columns}, world.land.share.data()}},
                            {"days", {"F64", {starts}, world.days.data()}},
                            {"upper", {"F32", upper.sizes().vec(), upper.data_ptr()}},
                            {"pressure", {"F32", pressure.sizes().vec(), pressure.data_ptr()}}},
                           {{"about", world.about}});
}

std::size_t nearestStart(const World& world, double seconds)
{
    double best = yearSeconds;
    std::size_t nearest = 0;
    for (std::size_t i = 0; i < world.days.size(); ++i) {
        const double apart = std::abs(std::remainder(seconds - world.days[i] * secondsPerDay, yearSeconds));
        if (apart < best) {
            best = apart;
            nearest = i;
        }
    }
    return nearest;
}

State truncated(const State& state, int truncation)
{
    const std::int64_t n = truncation + 1, kept = std::min(n, state.upper.size(2));
    auto sizes = state.upper.sizes().vec();
    sizes[2] = sizes[3] = n;
    State result{at::zeros(sizes, state.upper.options()),
                 at::zeros({2, n, n, state.members()}, state.pressure.options())};
    result.upper.narrow(2, 0, kept)
        .narrow(3, 0, kept)
        .copy_(state.upper.narrow(2, 0, kept).narrow(3, 0, kept));
    result.pressure.narrow(1, 0, kept)
        .narrow(2, 0, kept)
        .copy_(state.pressure.narrow(1, 0, kept).narrow(2, 0, kept));
    return result;
}

EarthModel earthModel(const World& world, int truncation, const at::TensorOptions& options)
{
    const Plan plan{.truncation = truncation, .meanPascal = dryMeanPascal};
    const Levels levels(plan.half);
    const GaussianTransform transform(truncation, options);
    EarthModel model{.map = mapOf(world.land, transform)};
    const auto forcing = std::make_shared<Relaxation>(earthly(levels, transform, model.map.land), levels,
                                                      transform, plan.referenceKelvin);
    model.atmosphere = std::make_unique<Atmosphere>(plan, forcing, model.map.ground, options);
    return model;
}

World spunUp(const LandShare& land, const SpinUp& plan, const std::function<void(double)>& told)
{
    constexpr double coldKelvin = 265, noise = 2e-6;
    World world{.truncation = plan.truncation, .land = land};
    const EarthModel model = earthModel(world, plan.truncation, at::TensorOptions(at::kFloat));
    Atmosphere& air = *model.atmosphere;
    State rest = resting(air, 1, coldKelvin, model.map.ground);
    disturb(rest, noise, 0);
    const double first = yearSeconds, span = yearSeconds / plan.starts;
    const double begin = first - plan.days * secondsPerDay;
    const double end = first + (plan.starts - 1) * span;
    air.start(rest, begin);
    std::vector<Tensor> upper, pressure;
    for (int i = 0; i < plan.starts; ++i) {
        const double until = first + i * span;
        while (air.seconds() < until) {
            air.advance(air.stepsPerDay());
            told((air.seconds() - begin) / (end - begin));
        }
        upper.push_back(air.state().upper);
        pressure.push_back(air.state().pressure);
        world.days.push_back((air.seconds() - yearSeconds) / secondsPerDay);
    }
    world.starts = {at::cat(upper, 4), at::cat(pressure, 3)};
    world.about =
        std::to_string(plan.days) + " days from rest, then " + std::to_string(plan.starts) +
        " starts through a year, T" + std::to_string(plan.truncation) +
        " of Embellie's own atmosphere; land from GSHHG (Wessel and Smith 1996, doi:10.1029/96JB00104, LGPL)";
    return world;
}

}  // namespace core::earth::model
