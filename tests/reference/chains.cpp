#include "core/world/linear.h"
#include "core/world/lorenz63.h"
#include "tests/reference/compare.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdio>

namespace reference {
namespace {

using namespace core;
using at::Tensor;
using Json = nlohmann::json;

constexpr double wide = 1e-10, narrow = 1e-5;

/// What the file says of a case, else the value the reference code takes by itself.
class Settings {
public:
    explicit Settings(const File& file)
    {
        const auto text = file.raw().metadata().find("info");
        info_ = text == file.raw().metadata().end() ? Json::object()
                                                    : Json::parse(text->second, nullptr, false);
    }
    [[nodiscard]] double number(const std::string& entry, const std::string& key, double otherwise) const
    {
        const auto found = info_.find(entry);
        return found != info_.end() && found->is_object() ? found->value(key, otherwise) : otherwise;
    }

private:
    Json info_;
};

/// Trajectories are kept as [state, chain, number].
Tensor withoutNoise(const Tensor& x, std::int64_t states, const world::Stepping& stepping)
{
    const world::DynamicChain chain(world::Lorenz63{}, stepping, at::zeros({3}, at::kDouble),
                                    at::eye(3, at::kDouble));
    world::Draws draws(0);
    return chain.trajectories(x, states, draws).transpose(0, 1);
}

void lorenz63(Report& report, File& file, const Settings& settings)
{
    if (!file.has("lorenz63.x")) {
        return;
    }
    const double step = settings.number("lorenz63.mean", "dt", 0.025);
    const Tensor x = file.get("lorenz63.x").to(at::kDouble);
    const world::DynamicChain chain = world::noisyLorenz63(step);
    const Tensor mean = chain.mean(x);
    report.compare(file, "lorenz63.f", world::Lorenz63{}(x), narrow);
    report.compare(file, "lorenz63.mean", mean, narrow);
    report.compare("sda/chains:lorenz63.mean std", chain.noiseFactor()[0][0],
                   at::scalar_tensor(settings.number("lorenz63.mean", "std", std::sqrt(step)), at::kDouble),
                   wide);
    // recorded for states one tenth from the mean
    report.compare(file, "lorenz63.log_prob", chain.logProbability(x, mean + 0.1), narrow);
    report.compare(file, "lorenz63.preprocess", world::standardised(x), narrow);
    report.compare(file, "lorenz63.postprocess", world::destandardised(x), narrow);
    if (file.has("lorenz63.det_traj64")) {
        const Tensor reference = file.get("lorenz63.det_traj64");
        report.compare(file, "lorenz63.det_traj64", withoutNoise(x, reference.size(0), {.step = step}), wide);
    }
    if (file.has("lorenz63.det_traj_steps4")) {
        const Tensor reference = file.get("lorenz63.det_traj_steps4");
        const double longer = settings.number("lorenz63.det_traj_steps4", "dt", 0.1);
        report.compare(file, "lorenz63.det_traj_steps4",
                       withoutNoise(x, reference.size(0), {.step = longer, .substeps = 4}), wide);
    }
    if (file.has("lorenz63.noisy_traj")) {
        const Tensor trajectories = file.get("lorenz63.noisy_traj");
        report.compare(file, "lorenz63.noisy_traj_norm", world::standardised(trajectories), narrow);
        // as draws of the chain: the squared steps beyond the mean are χ² of 3 n degrees, five standard deviations wide
        const Tensor from = trajectories.to(at::kDouble).narrow(1, 0, trajectories.size(1) - 1);
        const Tensor beyond = trajectories.to(at::kDouble).narrow(1, 1, trajectories.size(1) - 1) -
                              chain.mean(from);
        report.compare("sda/chains:lorenz63.noisy_traj variance", beyond.square().mean() / step,
                       at::ones({}, at::kDouble), 2.5 * std::sqrt(2.0 / static_cast<double>(beyond.numel())));
    }
}

void otherDynamics(Report& report, File& file, const Settings& settings)
{
    const auto compare = [&](const std::string& name, const world::Tendency& tendency) {
        if (!file.has(name + ".x")) {
            return;
        }
        const Tensor x = file.get(name + ".x").to(at::kDouble);
        if (file.has(name + ".f")) {
            report.compare(file, name + ".f", tendency(x), narrow);
        }
        const double step = settings.number(name + ".step", "dt", 0.01);
        report.compare(file, name + ".step", world::rungeKutta(tendency, x, step), narrow);
    };
    compare("lorenz96",
            world::Lorenz96{settings.number("lorenz96.step", "F", 16), world::Lorenz96::Ring::mirrored});
    compare("lv", world::LotkaVolterra{});
}

void spring(Report& report, File& file, const Settings& settings)
{
    if (!file.has("spring.A")) {
        return;
    }
    const world::LinearChain chain = world::dampedSpring(settings.number("spring.A", "dt", 0.01));
    const world::LinearModel& model = chain.model();
    report.compare(file, "spring.A", model.transition, narrow);
    report.compare(file, "spring.b", model.offset, narrow);
    report.compare(file, "spring.mu_0", model.firstMean, narrow);
    report.compare(file, "spring.Sigma_0", model.firstCovariance, narrow);
    report.compare(file, "spring.Sigma_x", model.noiseCovariance, narrow);
}

void kolmogorov(Report& report, File& file)
{
    if (!file.has("kolmogorov.x")) {
        return;
    }
    const Tensor x = file.get("kolmogorov.x").to(at::kDouble);
    report.compare(file, "kolmogorov.vorticity", world::vorticity(x), narrow);
    for (const auto& [key, tensor] : file.raw().tensors()) {
        int factor = 0;
        if (std::sscanf(key.c_str(), "kolmogorov.coarsen%d", &factor) == 1) {
            report.compare(file, key, world::coarsen(x, factor), narrow);
        } else if (std::sscanf(key.c_str(), "kolmogorov.upsample%d", &factor) == 1) {
            report.compare(file, key, world::upsample(x, factor), narrow);
        }
    }
}

}  // namespace

void compareChains(Report& report)
{
    const auto file = report.open("sda/chains.safetensors");
    if (!file) {
        return;
    }
    const Settings settings(*file);
    lorenz63(report, *file, settings);
    otherDynamics(report, *file, settings);
    spring(report, *file, settings);
    kolmogorov(report, *file);
    report.close(*file);
}

}  // namespace reference
