#include "core/run/rollout.h"

#include "core/api/error.h"
#include "core/denoiser/composed.h"
#include "core/prior/spectral.h"
#include "core/prior/state_vectors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace core::run {
namespace {

using Times = std::vector<std::int64_t>;

/// The run of the observed states alone.
std::shared_ptr<const Problem> observedPart(const Problem& whole, const prior::Model& model,
                                            const std::vector<data::Observation>& found)
{
    auto part = std::make_shared<Problem>();
    part->request = whole.request;
    part->window = whole.window;
    part->window.length = part->observedStates = whole.observedStates;
    part->prior = model.over(part->window.times(), whole.prior->options());
    std::vector<std::string> saidByTheWhole;
    part->observations = gatherObservations(*part, found, saidByTheWhole);
    return part;
}

/// Vectors of the file's states, [1, states, n]
Tensor givenStates(const Problem& problem, const data::Gridded& input, std::vector<std::string>& notes)
{
    Window window = problem.window;
    window.length = problem.observedStates;
    const Tensor fields = statesOnGrid({"The file of starting states", input}, *problem.prior, window, notes);
    if (at::isnan(fields).any().item<bool>()) {
        throw Error(Cause::badInput, "The file of starting states has missing values.",
                    "Give a file whose fields are complete, or start from observations.");
    }
    const std::int64_t more = problem.window.length - window.length;  // the latent wants all; these are not looked at
    const Tensor all = at::cat({fields, fields.narrow(0, window.length - 1, 1).expand({more, -1, -1, -1})});
    return problem.prior->stateVectors().states(problem.prior->decoder().encode(all).unsqueeze(0)).narrow(1, 0, window.length);
}

/// The laws of a problem's legs.
class Laws {
public:
    Laws(const Problem& problem, const prior::Model& model) : problem_(problem), model_(model), times_(problem.window.times())
    {
        if (spectral() == nullptr && problem.request.guidance.choice.kind == "none") {
            throw Error(Cause::badInput, "Without guidance a leg of this forecast would not know the states before it.",
                        "Choose a guidance, for example mmps.");
        }
    }
    [[nodiscard]] std::shared_ptr<const Following> of(const Rollout::Leg& leg)
    {
        return spectral() != nullptr ? exact(leg) : guided(leg);
    }

private:
    [[nodiscard]] const prior::Spectral* spectral() const { return dynamic_cast<const prior::Spectral*>(problem_.prior.get()); }
    /// equal steps: equal lags, one law
    [[nodiscard]] std::shared_ptr<const Following> exact(const Rollout::Leg& leg)
    {
        auto& law = exact_[{leg.past, leg.end - leg.first}];
        if (!law) {
            const prior::SpectralModel& model = spectral()->model();
            const auto at = [&](int state) { return times_.begin() + state; };
            law = std::make_shared<ExactFollowing>(prior::Transition(model, Times(at(leg.first - leg.past), at(leg.first)),
                                                                     Times(at(leg.first), at(leg.end)), problem_.prior->options()),
                                                   static_cast<std::int64_t>(model.channels.size()));
        }
        return law;
    }
    /// Windows know their dates, so each leg has its own.
    [[nodiscard]] std::shared_ptr<const Following> guided(const Rollout::Leg& leg) const
    {
        const int begin = leg.first - leg.past, length = std::max(leg.end - begin, model_.shortest());
        Times times;
        for (int state = begin; state < begin + length; ++state) {
            times.push_back(problem_.window.start + state * problem_.window.stepSeconds);
        }
        return std::make_shared<GuidedFollowing>(model_.over(times, problem_.prior->options()), leg.past, leg.end - leg.first);
    }

    const Problem& problem_;
    const prior::Model& model_;
    Times times_;
    std::map<std::pair<int, int>, std::shared_ptr<const Following>> exact_;
};

}  // namespace

std::shared_ptr<const Rollout> rolledOut(const Problem& problem, const RolloutPlan& plan,
                                         const std::vector<data::Observation>& found,
                                         std::vector<std::string>& notes)
{
    auto rollout = std::make_shared<Rollout>();
    if (plan.input == nullptr) {
        rollout->start = observedPart(problem, *plan.model, found);
    } else {
        rollout->given = givenStates(problem, *plan.input, notes);
    }
    Laws laws(problem, *plan.model);
    for (int first = problem.observedStates; first < problem.window.length; first += plan.next) {
        Rollout::Leg leg{.past = std::min(plan.past, first), .first = first,
                         .end = std::min(first + plan.next, problem.window.length), .law = {}};
        leg.law = laws.of(leg);
        rollout->legs.push_back(std::move(leg));
    }
    if (rollout->count() == 0) {
        throw Error(Cause::badInput, "Nothing is left to sample: the starting states are given and the lead time is 0.",
                    "Give a lead time of a step or more.");
    }
    if (!rollout->start) {
        const Rollout::Leg& leg = rollout->legs.front();
        rollout->givenToFirst = leg.law->given(rollout->given.narrow(1, leg.first - leg.past, leg.past));
    }
    return rollout;
}

Sampled sampledFirst(const Problem& problem)
{
    const Rollout* rollout = problem.rollout.get();
    if (rollout != nullptr && !rollout->start) {
        const Following& law = *rollout->legs.front().law;
        const bool guided = rollout->givenToFirst.op != nullptr;
        return {&law.denoiser(), guided ? &rollout->givenToFirst : nullptr, law.size(), guided};
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
    const denoiser::Covariance* covariance = sampledFirst(problem).denoiser->covariance();
    return covariance == nullptr ? problem.prior->forgettingNoise() : times * std::sqrt(covariance->largest());
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
