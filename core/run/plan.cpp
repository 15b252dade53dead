#include "core/run/plan.h"

#include "core/denoiser/composed.h"
#include "core/grid/grid.h"
#include "core/guidance/guidance.h"
#include "core/prior/state_vectors.h"
#include "core/run/changes.h"
#include "core/run/counter_noise.h"
#include "core/run/device.h"
#include "core/run/loop.h"
#include "core/run/mapped.h"
#include "core/run/memory.h"
#include "core/run/plan_window.h"
#include "core/run/problem.h"
#include "core/run/ranks/ranks.h"
#include "core/run/rehearsal.h"
#include "core/run/resident.h"
#include "core/run/rollout.h"
#include "core/schedule/schedule.h"
#include "core/task/task.h"

#include <chrono>
#include <cmath>
#include <map>
#include <set>

namespace core::run {
namespace {

using at::Tensor;

double secondsOf(at::Device device, const std::function<void()>& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    waitFor(device);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// One step of one chunk, as it was.
struct Measured {
    Asked asked;
    double evaluations = 0;  ///< as the denoiser itself counts them
    double perCall = 1;      ///< of these, for each mean that is asked of it
    int step = 0;
    double sigma = 0, seconds = 0;
    double took = 0;          ///< seconds, before a batch of windows was multiplied
    double peakBytes = 0;     ///< beyond what was there before it
    double algebraBytes = 0;  ///< of these, what sampler and guidance take; known where a window was measured
    double passingBytes = 0;  ///< of these, what an evaluation takes and gives back
    double keptBytes = 0;     ///< of what a step leaves: x, mean and memories
    double meanSeconds = 0;   ///< of an evaluation that is not guided
};

/// Bytes of tensors that do not lie where `others` do.
double bytesOf(const std::vector<Tensor>& tensors, const std::vector<Tensor>& others)
{
    std::set<const void*> counted;
    for (const Tensor& tensor : others) {
        counted.insert(tensor.defined() ? tensor.storage().data() : nullptr);
    }
    double out = 0;
    for (const Tensor& tensor : tensors) {
        if (tensor.defined() && counted.insert(tensor.storage().data()).second) {
            out += static_cast<double>(tensor.storage().nbytes());
        }
    }
    return out;
}

/// Diffusion runs of one kind: legs of a rollout that cost the same, or the run itself.
struct Alike {
    Sampled sampled;
    int count = 1;
    std::shared_ptr<const WindowPart> part = {};  ///< what is measured where the trajectory has several windows
    std::shared_ptr<const observe::Observed> given = {};  ///< what a leg is guided to, held for `sampled`
    [[nodiscard]] const Sampled& measured() const { return part ? part->sampled : sampled; }
};

/// Legs as this one is, none of them counted yet. What it is given is the prior's mean.
Alike alikeLegs(const Problem& problem, const Rollout::Leg& leg)
{
    const prior::Prior& whole = *problem.prior;
    const Tensor mean = whole.stateVectors().states(at::zeros({1, whole.size()}, whole.options()));
    const auto given = std::make_shared<const observe::Observed>(leg.law->given(mean.narrow(1, leg.first - leg.past, leg.past)));
    const bool guided = given->op != nullptr;
    return {{&leg.law->denoiser(), guided ? given.get() : nullptr, leg.law->size(), guided}, 0, {}, given};
}

/// The request as such diffusion runs follow it: given states hold at full strength.
Request followed(const Request& request, const Alike& alike)
{
    Request out = request;
    if (alike.sampled.given) {
        out.guidance.strength = 1;
        out.guidance.curve = GuidanceSpec{}.curve;
    }
    return out;
}

std::vector<Alike> kindsOf(const Problem& problem)
{
    std::vector<Alike> out;
    if (!problem.rollout || problem.rollout->start) {
        out.push_back({sampledFirst(problem)});
        const auto* composed = dynamic_cast<const denoiser::Composed*>(out.back().sampled.denoiser);
        if (composed != nullptr && composed->batches() > 1) {
            out.back().part = windowPartOf(problem.rollout ? *problem.rollout->start : problem, *composed);
        }
    }
    std::map<std::pair<int, int>, std::size_t> place;  // by states given and sampled
    for (const Rollout::Leg& leg : problem.rollout ? problem.rollout->legs : std::vector<Rollout::Leg>()) {
        const auto [at, fresh] = place.try_emplace({leg.past, leg.end - leg.first}, out.size());
        if (fresh) {
            out.push_back(alikeLegs(problem, leg));
        }
        ++out[at->second].count;
    }
    return out;
}

/// What measuring takes.
struct Effort {
    std::int64_t rows = 1;
    double mostSeconds = 60;
};

/// Where a measured step goes from and to.
struct Place {
    const Sampled& sampled;
    const Tensor& x;
    const denoiser::Node& t;
    const denoiser::Node& s;
};

/// What steps are taken with.
struct Means {
    std::unique_ptr<sampler::Sampler> sampler;
    std::unique_ptr<guidance::Guidance> guidance;  ///< of the whole trajectory; inside windows it asks as often

    Means(const Request& request, const std::vector<denoiser::Node>& nodes)
        : sampler(sampler::make(request.sampler)), guidance(guidance::make(request.guidance.choice))
    {
        sampler->begin(nodes);
    }
    [[nodiscard]] std::vector<Tensor> memory() const
    {
        std::vector<Tensor> out = sampler->memory();
        const auto warm = guidance->memory();
        out.insert(out.end(), warm.begin(), warm.end());
        return out;
    }
};

/// Takes a step, and returns the state that it leads to.
Tensor take(const Problem& problem, const Place& at, Means& means, Measured& out)
{
    const auto& denoiser = *at.sampled.denoiser;
    const Request& request = problem.request;
    const auto& [sampler, guidance] = means;
    const double strength = at.sampled.given ? 1 : strengthAt(request, out.step);
    sampler::Step result;
    out.asked = {};
    const std::uint64_t evaluations = denoiser.evaluations();
    const std::vector<Tensor> before = means.memory();
    const at::Device device = at.x.device();
    const Watermark mark(device);
    out.seconds = secondsOf(device, [&] {
        CounterNoise noise(request.ensemble.seed, static_cast<std::uint32_t>(out.step + 1));
        const denoiser::Counting counted(denoiser, out.asked.denoiser);
        if (at.sampled.observed != nullptr) {
            const observe::Observed observed = counting(*at.sampled.observed, out.asked);
            result = guidance->step(*sampler, counted, observed, strength, at.x, at.t, at.s, noise);
        } else {
            result = sampler->step(counted, at.x, at.t, at.s, noise);
        }
    });
    out.evaluations = static_cast<double>(denoiser.evaluations() - evaluations);
    out.peakBytes = mark.most();
    std::vector<Tensor> left = means.memory();
    left.insert(left.end(), {result.x, result.mean});
    out.keptBytes = bytesOf(left, before);  // steps share what memories carry on
    return result.x;
}

/// What one batch of windows took, as the whole trajectory takes it: its states are longer, its networks go through one
/// batch after the other, and their derivatives add up only where all are kept.
void widen(Measured& out, const Alike& alike)
{
    const auto& batch = *alike.part->denoiser;
    const double batches = alike.part->batches, looking = out.asked.looking;
    const double length = static_cast<double>(alike.sampled.size) / static_cast<double>(alike.part->sampled.size);
    out.evaluations *= batches;
    out.perCall *= batches;
    out.meanSeconds *= batches;
    out.seconds = (out.seconds - looking) * batches + looking * alike.part->looks;
    const double networks = std::max(0.0, out.peakBytes - out.algebraBytes);
    const double passing = std::min(networks, out.passingBytes);
    out.algebraBytes *= length;
    out.peakBytes = out.algebraBytes + passing +
                    (networks - passing) * (batch.batching().derivatives > 0 ? batches : 1);
    out.keptBytes *= length;
}

/// The step in the middle of the run, where solves need most, from a state as the run would have it there.
Measured measured(const Problem& problem, const Alike& alike, const Effort& effort)
{
    const Sampled& sampled = alike.measured();
    const auto& denoiser = *sampled.denoiser;
    const Request& request = problem.request;
    const auto nodes = grid::make(request.grid)
                           ->nodes(*schedule::make(request.schedule), request.steps, 1,
                                   denoiser.covariance());
    Measured out{.step = request.steps / 2};
    const auto node = [&](int step) -> const denoiser::Node& { return nodes[static_cast<std::size_t>(step)]; };
    const int before = std::max(0, out.step - 1);
    out.sigma = node(out.step).u();
    CounterNoise start(request.ensemble.seed, 0);
    Tensor x = start.normal(
        at::empty({1, sampled.size}, problem.prior->options()).expand({effort.rows, -1}));
    Tensor mean;
    const std::uint64_t evaluations = denoiser.evaluations();
    const Watermark mark(x.device());
    out.meanSeconds = secondsOf(x.device(), [&] { mean = denoiser.mean(x * nodes.front().sigma, nodes.front()); });
    out.passingBytes = mark.most();
    out.perCall = static_cast<double>(denoiser.evaluations() - evaluations);
    x.mul_(node(before).sigma).add_(mean, node(before).alpha);
    // the first step pays for what is made once, and solves from nothing; those that follow take less time, yet need the
    // same memory, which is told from the first: a second one finds the allocator's leavings of the first
    Means means(request, nodes);
    const Tensor next = take(problem, {sampled, x, node(before), node(before + 1)}, means, out);
    if (before < out.step && out.seconds < effort.mostSeconds / 2) {
        const double peak = out.peakBytes;
        static_cast<void>(take(problem, {sampled, next, node(out.step), node(out.step + 1)}, means, out));
        out.peakBytes = peak;
    }
    out.took = out.seconds;
    if (alike.part) {
        out.algebraBytes = algebraBytes(
            {.request = request, .rows = effort.rows, .observed = sampled.observed != nullptr}, sampled.size);
        widen(out, alike);
    }
    return out;
}

/// Calls of all steps of one chunk. What a solve decides itself is taken from the measured step.
struct Total {
    double calls = 0, evaluations = 0, products = 0, seen = 0, pulled = 0, pushed = 0, seconds = 0;
};

double callsOf(const Asked& asked)
{
    return static_cast<double>(asked.denoiser.evaluations());
}

Total totalOf(const std::vector<Asked>& steps, const Measured& one)
{
    const double calls = std::max(1.0, callsOf(one.asked));
    Total out;
    for (const Asked& step : steps) {
        const bool alike = step.guided == steps[static_cast<std::size_t>(one.step)].guided;
        const double share = callsOf(step) / calls;
        const auto taken = [&](std::uint64_t measured, std::uint64_t rehearsed) {
            return alike ? share * static_cast<double>(measured) : static_cast<double>(rehearsed);
        };
        out.calls += callsOf(step);
        out.evaluations += alike ? share * one.evaluations : callsOf(step) * one.perCall;
        out.products += taken(one.asked.denoiser.products, step.denoiser.products);
        out.seen += taken(one.asked.seen, step.seen);
        out.pulled += taken(one.asked.pulled, step.pulled);
        out.pushed += taken(one.asked.pushed, step.pushed);
        out.seconds += alike ? share * one.seconds : callsOf(step) * one.meanSeconds;
    }
    return out;
}

std::string number(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

void addMemory(Plan& plan, const Problem& problem, const Measured& one, const Planning& planning)
{
    const double chunks = std::ceil(static_cast<double>(plan.chunks) / static_cast<double>(plan.groups));
    const auto elements = static_cast<double>(problem.prior->size()) * sizeof(float);
    const bool mapped = problem.residence == Residence::mappedFiles;
    plan.memory.trajectory = plan.members * elements;
    // gathering the chunks' parts into the states of all takes both for a moment
    const double statesHeld = plan.chunks > 1 ? 6 : 2;
    const double perStep = one.keptBytes * chunks + (plan.processes > 1 ? 2 * plan.memory.trajectory : 0);
    const double kept = std::min(planning.keptBytes + perStep, perStep * (plan.steps + 1));
    plan.memory.working = mapped ? one.peakBytes - one.algebraBytes : one.peakBytes;
    plan.memory.states = mapped ? 0 : statesHeld * plan.memory.trajectory;
    plan.memory.kept = mapped ? 0 : kept;
    plan.memory.available = availableBytes(problem.prior->options().device());
    plan.memory.from = "measured";
    plan.disk.mapped = mapped ? statesHeld * plan.memory.trajectory + kept + one.keptBytes * chunks + one.algebraBytes : 0;
    plan.disk.partial = one.keptBytes * static_cast<double>(plan.chunks);
}

void addResult(Plan& plan, const Problem& problem)
{
    const auto& grid = *problem.prior->decoder().grid();
    const double field = static_cast<double>(grid.lat.size() * grid.lon.size()) * sizeof(float);
    const bool last = task::find(problem.request.task.kind).result == task::Holds::lastState;
    const double fields = static_cast<double>(problem.prior->channels().size()) *
                          (last ? 1.0 : static_cast<double>(plan.states));
    constexpr double others = 3;  // background, exact mean and its spread
    plan.disk.result = field * fields * (plan.members + (problem.observations.usedNetwork ? others : 1));
}

Plan begun(const Problem& problem, const Planning& planning)
{
    Plan plan{.steps = problem.request.steps,
              .members = problem.request.ensemble.members,
              .states = problem.window.length,
              .windowStates = problem.window.length,
              .windowStride = problem.window.length,
              .prior = problem.prior->source(),
              .device = problem.device,
              .notes = problem.notes};
    for (const ChangeSpec& change : problem.request.changes) {
        Request now = changed(problem.request, change);
        plan.steps = now.steps;
    }
    if (const auto* composed = dynamic_cast<const denoiser::Composed*>(&problem.prior->denoiser())) {
        plan.windows = composed->windows().count();
        plan.windowStates = composed->windows().window();
        plan.windowStride = composed->windows().stride();
    }
    shareOut(plan, planning, windowsToShare(problem));
    return plan;
}

/// Operations of all members in so many calls; of looking at observations only where a network decodes their states.
double flopOf(const Plan& plan, const Problem& problem, const Alike& alike, const Total& calls)
{
    const denoiser::Flops one = denoiser::flopsOf(*alike.sampled.denoiser);
    const denoiser::Flops state = denoiser::flopsOf(problem.prior->decoder());
    double out = one.mean * calls.calls + one.product * calls.products;
    if (std::isfinite(state.mean) && !alike.sampled.given) {
        std::set<int> states;
        for (const std::size_t i : problem.observations.used) {
            states.insert(problem.observations.time[i]);
        }
        out += static_cast<double>(states.size()) *
               (state.mean * calls.seen + state.product * (calls.pulled + calls.pushed));
    }
    return out * static_cast<double>(plan.members) / static_cast<double>(plan.chunks);
}

/// Adds what diffusion runs of one kind ask; returns one step of them as it was measured.
Measured addRuns(Plan& plan, const Problem& problem, const Alike& alike, double mostSeconds)
{
    const auto* covariance = alike.sampled.denoiser->covariance();
    const auto steps = rehearsed({.request = followed(problem.request, alike),
                                  .rows = plan.together,
                                  .observed = alike.sampled.observed != nullptr,
                                  .covariance = covariance});
    const Measured one = measured(problem, alike, {plan.together, mostSeconds});
    Total total = totalOf(steps, one);
    if (plan.evaluations == 0) {  // the first estimate of all, before the first step
        total.calls += 1.0 / alike.count;
        total.evaluations += one.perCall / alike.count;
    }
    const double runs = static_cast<double>(plan.chunks) * alike.count;
    plan.steps += static_cast<int>(steps.size()) * alike.count;
    plan.evaluations += runs * total.evaluations;
    plan.products += runs * total.products * one.perCall;
    plan.seen += runs * total.seen;
    plan.pulled += runs * total.pulled;
    plan.pushed += runs * total.pushed;
    plan.flop += runs * flopOf(plan, problem, alike, total);
    plan.seconds += plan.fraction * runs * total.seconds;
    return one;
}

}  // namespace

void shareOut(Plan& plan, const Planning& planning, std::int64_t windows)
{
    const Ranks ranks{.count = planning.processes, .launched = planning.processes > 1};
    const Share share = shareOf(plan.members, planning.together, ranks, windows);
    plan.processes = planning.processes;
    plan.together = share.chunk;
    plan.chunks = share.chunks();
    plan.groups = share.groups;
    const auto most = [](std::int64_t all, std::int64_t parts) {
        return std::ceil(static_cast<double>(all) / static_cast<double>(parts)) / static_cast<double>(all);
    };
    plan.fraction = most(plan.chunks, plan.groups) * most(windows, plan.sharing());
}

Plan planned(const Request& request, const Planning& planning, const Tell& tell)
{
    if (isConfigurationOnly(request.prior, request.folder)) {
        return plannedFromConfiguration(request, planning);
    }
    const Watermark mark(chooseDevice(request.device, presentRanks().rank).device);
    const auto problem = prepare(request, tell, {.purpose = Preparing::For::plan});
    Plan plan = begun(*problem, planning);
    plan.memory.preparing = mark.most();
    plan.memory.prior = mark.now();
    tell("Measuring a step", 0.5);
    const auto kinds = kindsOf(*problem);
    plan.steps = 0;
    plan.flop = 0;
    Measured one = addRuns(plan, *problem, kinds.front(), planning.mostSeconds);
    const int stepsOfOne = plan.steps / kinds.front().count;
    for (auto kind = kinds.begin() + 1; kind != kinds.end(); ++kind) {
        one.peakBytes = std::max(one.peakBytes, addRuns(plan, *problem, *kind, planning.mostSeconds).peakBytes);
    }
    const std::string where = "step " + std::to_string(one.step) + " of " + std::to_string(stepsOfOne) +
                              " at sigma " + number(one.sigma) +
                              (kinds.front().part ? " in one window of " + std::to_string(plan.windows) : "");
    const bool guided = kinds.front().sampled.observed != nullptr;
    plan.countsFrom = guided && choosesIterations(problem->request.guidance.choice)
                          ? "evaluations counted; products as the solve of " + where + " took them"
                          : "counted";
    plan.secondsFrom = "measured: " + where + " of " + std::to_string(plan.together) +
                       (plan.together == 1 ? " member" : " members together") + " took " +
                       number(one.took) + " s" +
                       (plan.sharing() == 1 ? "" : ", all of it taken to be windows that are shared out");
    addMemory(plan, *problem, one, planning);
    addResult(plan, *problem);
    return plan;
}

}  // namespace core::run
