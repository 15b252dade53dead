#include "core/denoiser/windows.h"
#include "core/network/appa_shape.h"
#include "core/network/flops.h"
#include "core/run/memory.h"
#include "core/run/paths.h"
#include "core/run/plan.h"
#include "core/run/rehearsal.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace core::run {
namespace {

constexpr double bytesPerNumber = sizeof(float);
constexpr double derivative = 2;  // a product with a network's derivative takes twice its value

/// Operations a second that a product of two large matrices reaches here.
double speed()
{
    constexpr std::int64_t size = 1024;
    const at::Tensor a = at::ones({size, size}), b = at::ones({size, size});
    static_cast<void>(a.matmul(b));
    constexpr int repeats = 3;
    double best = 1e9;
    for (int i = 0; i < repeats; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        static_cast<void>(a.matmul(b));
        best = std::min(best,
                        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return 2.0 * size * size * size / best;
}

/// Defaults for what a request leaves out, as a learned prior has them.
Request completed(Request request)
{
    const auto orElse = [](Selection& selection, const char* kind) {
        selection.kind = selection.kind.empty() ? kind : selection.kind;
    };
    orElse(request.sampler, "ddim");
    orElse(request.grid, "uniform");
    orElse(request.guidance.choice, "mmps");
    request.schedule = complete(Kind::schedule, request.schedule, "schedule");
    request.grid = complete(Kind::grid, request.grid, "grid");
    request.sampler = complete(Kind::sampler, request.sampler, "sampler");
    request.guidance.choice = complete(Kind::guidance, request.guidance.choice, "guidance");
    return request;
}

/// What one member of the trajectory is asked in all steps.
struct Calls {
    double means = 0, products = 0, seen = 0, pulled = 0, pushed = 0;
};

Calls callsOf(const Request& request)
{
    Calls out{.means = 1};  // the first estimate
    for (const Asked& step :
         rehearsed({.request = request, .rows = 1, .observed = !request.observations.empty()})) {
        out.means += static_cast<double>(step.denoiser.evaluations());
        out.products += static_cast<double>(step.denoiser.products);
        out.seen += static_cast<double>(step.seen);
        out.pulled += static_cast<double>(step.pulled);
        out.pushed += static_cast<double>(step.pushed);
    }
    return out;
}

/// Activations of one window: the values of each layer where a derivative is to follow, of one block where not.
double activationsOf(const network::VitConfig& vit, bool derived)
{
    const double tokens = static_cast<double>(vit.states / vit.patch[0] * (vit.shape[0] / vit.patch[1]) *
                                              (vit.shape[1] / vit.patch[2]));
    constexpr double widths =
        12;  // of a block beside its inner layer: modulated, q, k, v, rotated, attended, sums
    const double block = tokens * static_cast<double>(vit.hidden) *
                         (widths + 2 * static_cast<double>(vit.ffnFactor)) * bytesPerNumber;
    return block * (derived ? static_cast<double>(vit.blocks) : 1);
}

/// The folder that a prior names, alone or as Appa's; empty where it names none.
std::string appaFolder(const PriorSpec& prior, const std::string& folder)
{
    const auto word = prior.words.find("folder");
    const std::string& name = prior.kind == "appa" && word != prior.words.end() ? word->second : prior.name;
    return name.empty() || name == "spectral" ? std::string() : resolved(name, folder);
}

}  // namespace

bool isConfigurationOnly(const PriorSpec& prior, const std::string& folder)
{
    const std::string path = appaFolder(prior, folder);
    return !path.empty() && std::filesystem::is_directory(path) && network::hasShapeOnly(path);
}

Plan plannedFromConfiguration(const Request& given, const Planning& planning)
{
    const network::AppaShape shape = network::appaShape(appaFolder(given.prior, given.folder));
    const Request request = completed(given);
    const std::int64_t wanted = request.window ? request.window->length : shape.vit.states;
    const auto windows = denoiser::Windows::covering(wanted, shape.vit.states, shape.vit.states / 2);
    Plan plan{.steps = request.steps,
              .members = request.ensemble.members,
              .states = windows.length(),
              .windows = windows.count(),
              .windowStates = windows.window(),
              .windowStride = windows.stride(),
              .prior = appaFolder(given.prior, given.folder),
              .device = "cpu"};
    Planning apart = planning;
    apart.together = std::max<std::int64_t>(planning.together, 1);
    shareOut(plan, apart, plan.windows);
    const Calls calls = callsOf(request);
    const double all = static_cast<double>(plan.windows) * plan.members;
    plan.evaluations = all * calls.means;
    plan.products = all * calls.products;
    plan.seen = all * calls.seen;
    plan.pulled = all * calls.pulled;
    plan.pushed = all * calls.pushed;
    const bool guided = !request.observations.empty();
    plan.countsFrom = guided && choosesIterations(request.guidance.choice)
                          ? "evaluations counted; products as a small Gaussian needs them"
                          : "counted, one a window and member";
    const double decode = static_cast<double>(plan.windowStates) * flops(shape.autoencoder).decode;
    plan.flop = flops(shape.vit) * (plan.evaluations + derivative * plan.products) +
                decode * (plan.seen + derivative * (plan.pulled + plan.pushed)) +
                flops(shape.autoencoder).decode * static_cast<double>(plan.members * wanted);
    const double rate = speed() / plan.fraction;
    plan.seconds = plan.flop / rate;
    plan.secondsFrom = "not measured: operations at the speed of a matrix product here, " +
                       std::to_string(std::lround(rate / 1e9)) + " GFLOP/s with " +
                       std::to_string(at::get_num_threads()) + " threads a process";
    const auto latent = shape.autoencoder.latentShape();
    plan.memory.trajectory = static_cast<double>(plan.members * plan.states * latent[0] * latent[1] *
                                                 latent[2]) *
                             bytesPerNumber;
    plan.memory.prior = static_cast<double>(parameters(shape.vit) + parameters(shape.autoencoder)) *
                        bytesPerNumber;
    plan.memory.working = static_cast<double>(plan.together) * activationsOf(shape.vit, guided);
    constexpr double held = 6;  // x_t, x̂₀ and the sampler's memory, before and after a step
    plan.memory.states = held * plan.memory.trajectory;
    plan.memory.kept = std::min(planning.keptBytes + 2 * plan.memory.trajectory,
                                2 * plan.memory.trajectory * (plan.steps + 1));
    plan.memory.available = availableBytes();
    plan.memory.from = "estimated";
    const double field = static_cast<double>(shape.autoencoder.shape[0] * shape.autoencoder.shape[1] *
                                             shape.autoencoder.channels);
    plan.disk.result = field * static_cast<double>(wanted) * (plan.members + 1) * bytesPerNumber;
    plan.disk.partial = held / 2 * plan.memory.trajectory;
    plan.notes.push_back("Planned from the configuration alone: weights are neither needed nor read.");
    if (guided) {
        plan.notes.emplace_back("Every window is taken to hold observations, seen through the decoder.");
    }
    return plan;
}

}  // namespace core::run
