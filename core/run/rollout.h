#pragma once

#include "core/run/following.h"
#include "core/run/problem.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace core::run {

/// A trajectory made by diffusion runs that follow each other: each leg samples its states given the last `past`
/// states before them, p(x_first:end | x_first−past:first), and the legs are joined.
///     leg 0   the observed states, as a reanalysis; or states that are given, which nothing samples
///     leg w   of a spectral prior a departure from what it expects after the given states (prior::Transition); of any
///             other a window that holds the given states too, guided to them (prior::StateVectors::given)
/// source  GenCast, arXiv:2312.15796; Appa, arXiv:2504.18720 (autoregressive forecast)
struct Rollout {
    struct Leg {
        int past = 1, first = 0, end = 0;  ///< states given, first and one past the last state sampled
        std::shared_ptr<const Following> law;
    };
    std::shared_ptr<const Problem> start;  ///< the run of the observed states; null where states are given
    Tensor given;                          ///< vectors of given states, [1, states, n]; undefined with `start`
    observe::Observed givenToFirst;        ///< what guides a first leg that follows given states
    std::vector<Leg> legs;                 ///< after the starting states
    [[nodiscard]] int count() const { return static_cast<int>(legs.size()) + (start ? 1 : 0); }
};

/// What a leg samples: its denoiser, and the observations that guide it.
struct Sampled {
    const denoiser::Denoiser* denoiser = nullptr;
    const observe::Observed* observed = nullptr;  ///< null: unguided
    std::int64_t size = 0;                        ///< D of the leg's latent
    /// What is observed are states that the leg goes on from: they hold whatever the strength of guidance.
    bool given = false;
};

/// How a task rolls out, and from what.
struct RolloutPlan {
    int past = 1, next = 1;   ///< states each leg is given and samples
    const data::Gridded* input = nullptr;  ///< the starting states; null: a reanalysis of `found`
    const prior::Model* model = nullptr;   ///< of the problem's prior
};

/// The legs of a problem whose window and prior are set, up to the window's end.
/// notes   takes what was done to the file of starting states
/// found   the request's observations, those in the observed states start the rollout
/// throws  Error{badInput} when the file lacks a state, or nothing would be sampled or guided
[[nodiscard]] std::shared_ptr<const Rollout> rolledOut(const Problem& problem, const RolloutPlan& plan,
                                                       const std::vector<data::Observation>& found,
                                                       std::vector<std::string>& notes);

/// What the run samples first: its own prior, or the first leg of its rollout.
[[nodiscard]] Sampled sampledFirst(const Problem& problem);

/// Batches of windows that processes can share out; 1 where what is sampled is not composed of windows.
[[nodiscard]] std::int64_t windowsToShare(const Problem& problem);

/// Noise from which on what the run samples first has forgotten its state, as Prior::forgettingNoise has it.
[[nodiscard]] double forgettingNoise(const Problem& problem);

/// Evaluations of all denoisers of the run so far.
[[nodiscard]] std::uint64_t evaluations(const Problem& problem);

}  // namespace core::run
