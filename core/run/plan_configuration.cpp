#include "core/denoiser/composed.h"
#include "core/network/appa_shape.h"
#include "core/network/flops.h"
#include "core/prior/latent_decoder.h"
#include "core/prior/latent_windows.h"
#include "core/run/device.h"
#include "core/run/memory.h"
#include "core/run/paths.h"
#include "core/run/plan.h"
#include "core/run/ranks/ranks.h"
#include "core/run/rehearsal.h"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>

namespace core::run {
namespace {

constexpr double bytesPerNumber = sizeof(float);

/// Operations a second that a product of two large matrices reaches here.
double speed(at::Device device)
{
    const std::int64_t size = device.is_cpu() ? 1024 : 8192;  // a GPU is done with the smaller one before it is asked again
    const at::Tensor a = at::ones({size, size}, device), b = at::ones({size, size}, device);
    static_cast<void>(a.matmul(b));
    waitFor(device);
    constexpr int repeats = 3;
    double best = 1e9;
    for (int i = 0; i < repeats; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        static_cast<void>(a.matmul(b));
        waitFor(device);
        best = std::min(best,
                        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    return 2.0 * std::pow(static_cast<double>(size), 3) / best;
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

/// The folder that a prior names, alone or as Appa's; empty where it names none.
std::string appaFolder(const PriorSpec& prior, const std::string& folder)
{
    const auto word = prior.words.find("folder");
    const std::string& name = prior.kind == "appa" && word != prior.words.end() ? word->second : prior.name;
    return name.empty() || name == "spectral" ? std::string() : resolved(name, folder);
}

/// What is known of a model without its weights.
struct Known {
    network::AppaShape shape;
    denoiser::Windows windows;
    std::int64_t wanted;  ///< states; those beyond only fill windows up
    bool guided;
    [[nodiscard]] bool keepsWindows() const { return windows.count() <= denoiser::Batching{}.derivatives; }
};

Known knownOf(const Request& request)
{
    network::AppaShape shape = network::appaShape(appaFolder(request.prior, request.folder));
    const std::int64_t wanted = request.window ? request.window->length : shape.vit.states;
    const auto knob = request.prior.knobs.find("overlap");
    const auto overlap = knob == request.prior.knobs.end() ? 0 : static_cast<std::int64_t>(knob->second);
    const auto windows = denoiser::Windows::covering(wanted, shape.vit.states,
                                                     overlap > 0 ? overlap : shape.vit.states / 2);
    return {std::move(shape), windows, wanted, !request.observations.empty()};
}

/// Every window is asked alone, and every state decoded wherever observations are looked at.
void addCounts(Plan& plan, const Known& known, const Calls& calls)
{
    const double all = static_cast<double>(plan.windows) * plan.members, chunks = static_cast<double>(plan.chunks);
    const double again = known.keepsWindows() ? 0 : 1;  // whether a product evaluates its window first
    plan.evaluations = all * (calls.means + again * calls.products);
    plan.products = all * calls.products;
    plan.seen = chunks * calls.seen;
    plan.pulled = chunks * calls.pulled;
    plan.pushed = chunks * calls.pushed;
    const denoiser::Flops window = prior::flopsOfWindow(known.shape.vit);
    const denoiser::Flops state = prior::flopsOfDecoding(known.shape.autoencoder);
    plan.flop = window.mean * plan.evaluations + window.product * plan.products +
                static_cast<double>(known.wanted * plan.members) *
                    (state.mean * (calls.seen + 1) + state.product * (calls.pulled + calls.pushed));  // 1: the result
}

void addMemory(Plan& plan, const Known& known, const Planning& planning, at::Device device)
{
    const auto latent = known.shape.autoencoder.latentShape();
    auto& memory = plan.memory;
    memory.trajectory = static_cast<double>(plan.members * plan.states * latent[0] * latent[1] * latent[2]) *
                        bytesPerNumber;
    memory.prior = static_cast<double>(parameters(known.shape.vit) + parameters(known.shape.autoencoder)) *
                   bytesPerNumber;
    const prior::WindowBytes window(known.shape.vit);
    const prior::DecodingBytes decoding(known.shape.autoencoder);
    if (known.guided) {
        const std::int64_t rows = plan.together * (known.keepsWindows() ? plan.windows : 1);
        const std::int64_t decoded = plan.together * known.wanted;
        memory.working = window.derivative * static_cast<double>(window.kept(plan.together) ? rows : 1) +
                         decoding.derivative * static_cast<double>(decoding.kept(decoded) ? decoded : 1);
    } else {
        memory.working = window.forward;
    }
    constexpr double held = 6;  // x_t, x̂₀ and the sampler's memory, before and after a step
    memory.states = held * memory.trajectory;
    memory.kept = std::min(planning.keptBytes + 2 * memory.trajectory, 2 * memory.trajectory * (plan.steps + 1));
    memory.available = availableBytes(device);
    memory.from = "estimated";
    plan.disk.partial = held / 2 * memory.trajectory;
}

}  // namespace

bool isConfigurationOnly(const PriorSpec& prior, const std::string& folder)
{
    const std::string path = appaFolder(prior, folder);
    return !path.empty() && std::filesystem::is_directory(path) && network::hasShapeOnly(path);
}

Plan plannedFromConfiguration(const Request& given, const Planning& planning)
{
    const Known known = knownOf(given);
    const Request request = completed(given);
    const ChosenDevice device = chooseDevice(given.device, presentRanks().rank);
    Plan plan{.steps = request.steps,
              .members = request.ensemble.members,
              .states = known.windows.length(),
              .windows = known.windows.count(),
              .windowStates = known.windows.window(),
              .windowStride = known.windows.stride(),
              .prior = appaFolder(given.prior, given.folder),
              .device = device.name};
    shareOut(plan, planning, plan.windows);
    addCounts(plan, known, callsOf(request));
    addMemory(plan, known, planning, device.device);
    plan.countsFrom = known.guided && choosesIterations(request.guidance.choice)
                          ? "evaluations counted; products as a small Gaussian needs them"
                          : "counted, one a window and member";
    const double rate = speed(device.device) / plan.fraction;
    plan.seconds = plan.flop / rate;
    plan.secondsFrom = "not measured: operations at the speed of a matrix product here, " +
                       std::to_string(std::lround(rate / 1e9)) + " GFLOP/s " +
                       (device.device.is_cpu() ? "with " + std::to_string(at::get_num_threads()) + " threads a process"
                                               : "on " + device.name);
    const auto& shape = known.shape.autoencoder;
    const double field = static_cast<double>(shape.shape[0] * shape.shape[1] * shape.channels);
    plan.disk.result = field * static_cast<double>(known.wanted) * (plan.members + 1) * bytesPerNumber;
    plan.notes.push_back("Planned from the configuration alone: weights are neither needed nor read.");
    if (known.guided) {
        plan.notes.emplace_back("Every state is taken to hold observations, seen through the decoder.");
    }
    return plan;
}

}  // namespace core::run
