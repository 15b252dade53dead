#include "core/run/rollout.h"

#include "core/api/error.h"
#include "core/denoiser/composed.h"
#include "core/earth/harmonics.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace core::run {
namespace {

/// The run of the observed states alone.
std::shared_ptr<const Problem> observedPart(const Problem& whole, const std::shared_ptr<const prior::Spectral>& prior,
                                            const std::vector<data::Observation>& found)
{
    auto part = std::make_shared<Problem>();
    part->request = whole.request;
    part->window = whole.window;
    part->window.length = part->observedStates = whole.observedStates;
    part->prior = prior;
    std::vector<std::string> saidByTheWhole;
    part->observations = gatherObservations(*part, found, saidByTheWhole);
    return part;
}

Tensor givenStates(const Problem& problem, const prior::Spectral& prior, const data::Gridded& input)
{
    Window window = problem.window;
    window.length = problem.observedStates;
    const Tensor fields = statesOnGrid({"The file of starting states", input}, prior, window);
    if (at::isnan(fields).any().item<bool>()) {
        throw Error(Cause::badInput, "The file of starting states has missing values.",
                    "Give a file whose fields are complete, or start from observations.");
    }
    return prior.coefficientsOf(fields);
}

}  // namespace

std::shared_ptr<const Rollout> rolledOut(const Problem& problem, const RolloutPlan& plan,
                                         const std::vector<data::Observation>& found)
{
    auto rollout = std::make_shared<Rollout>();
    rollout->whole = std::dynamic_pointer_cast<const prior::Spectral>(problem.prior);
    if (!rollout->whole) {
        throw Error(Cause::badInput, "This prior cannot go on from given states: its law given them is not known.",
                    "Choose a spectral prior, or the task forecast.");
    }
    const prior::SpectralModel& model = rollout->whole->model();
    const auto times = problem.window.times();
    if (plan.input == nullptr) {
        rollout->observed = std::make_shared<prior::Spectral>(
            model, std::vector<std::int64_t>(times.begin(), times.begin() + problem.observedStates), problem.prior->options());
        rollout->start = observedPart(problem, rollout->observed, found);
    } else {
        rollout->given = givenStates(problem, *rollout->whole, *plan.input);
    }
    const auto at = [&](int state) { return times.begin() + state; };
    std::map<std::pair<int, int>, std::shared_ptr<const prior::Transition>> laws;  // equal steps: equal lags, one law
    for (int first = problem.observedStates; first < problem.window.length; first += plan.next) {
        Rollout::Leg leg{.past = std::min(plan.past, first), .first = first,
                         .end = std::min(first + plan.next, problem.window.length), .law = {}};
        auto& law = laws[{leg.past, leg.end - leg.first}];
        if (!law) {
            law = std::make_shared<prior::Transition>(
                model, std::vector<std::int64_t>(at(first - leg.past), at(first)),
                std::vector<std::int64_t>(at(first), at(leg.end)), problem.prior->options());
        }
        leg.law = law;
        rollout->legs.push_back(std::move(leg));
    }
    if (times.size() > 1) {
        rollout->decay = prior::timeCorrelation({at(1), times.end()}, {times.front()}, model.timeScaleHours)
                             .index_select(0, earth::degrees(model.truncation)).to(problem.prior->options());
    }
    if (rollout->count() == 0) {
        throw Error(Cause::badInput, "Nothing is left to sample: the starting states are given and the lead time is 0.",
                    "Give a lead time of a step or more.");
    }
    return rollout;
}

Sampled sampledFirst(const Problem& problem)
{
    const Rollout* rollout = problem.rollout.get();
    if (rollout != nullptr && !rollout->start) {
        const prior::Transition& law = *rollout->legs.front().law;
        return {&law.denoiser(), nullptr, law.size()};
    }
    const Problem& first = rollout != nullptr ? *rollout->start : problem;
    return {&first.prior->denoiser(), first.observations.usedNetwork ? &first.observations.observed : nullptr,
            first.prior->size()};
}

std::int64_t windowsToShare(const Problem& problem)
{
    // legs of a rollout have laws of their own
    const auto* composed = problem.rollout ? nullptr
                                           : dynamic_cast<const denoiser::Composed*>(&problem.prior->denoiser());
    return composed == nullptr ? 1 : composed->batches();
}

double forgettingNoise(const Problem& problem)
{
    if (!problem.rollout) {
        return problem.prior->forgettingNoise();
    }
    constexpr double times = 10;  // σ must be ≫ √λ_max
    return times * std::sqrt(sampledFirst(problem).denoiser->covariance()->largest());
}

std::uint64_t evaluations(const Problem& problem)
{
    std::set<const denoiser::Denoiser*> all{&problem.prior->denoiser()};
    if (problem.rollout) {
        all.insert(sampledFirst(problem).denoiser);
        for (const Rollout::Leg& leg : problem.rollout->legs) {
            all.insert(&leg.law->denoiser());
        }
    }
    std::uint64_t sum = 0;
    for (const denoiser::Denoiser* one : all) {
        sum += one->evaluations();
    }
    return sum;
}

}  // namespace core::run
