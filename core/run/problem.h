#pragma once

#include "core/api/event.h"
#include "core/data/observations.h"
#include "core/observe/observe.h"
#include "core/prior/exact.h"
#include "core/prior/prior.h"
#include "core/run/datasets.h"

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core::run {

using at::Tensor;

/// All observations that the state can express, whatever their use, and the ones the run conditions on.
struct Observations {
    std::vector<data::Observation> all;          ///< in the window, expressible
    std::vector<int> time;                       ///< index of the state
    std::vector<int> channel;                    ///< −1 for derived quantities
    std::unique_ptr<observe::Network> network;   ///< of all; null without any
    std::vector<double> background, sigmaB;      ///< H(prior mean) and prior standard deviation, physical units
    std::vector<double> errors;                  ///< σ_o with what the state cannot resolve
    std::vector<std::size_t> used, heldOut;      ///< indices into all
    std::shared_ptr<const observe::Network> usedNetwork;  ///< null without used ones
    observe::Observed observed;                  ///< what guidance sees
};

/// Where a run's states lie.
enum class Residence { memory, mappedFiles };

struct Rollout;  // core/run/rollout.h

/// A request made ready: prior over its window, observations, truth, exact answer. Immutable once made.
struct Problem {
    Request request;                             ///< completed
    Window window;                               ///< of all states, the forecast ones included
    int observedStates = 0;                      ///< states that observations may be used of
    std::shared_ptr<const prior::Prior> prior;
    Observations observations;
    std::optional<Tensor> truth;                 ///< latent [D]
    std::optional<data::Gridded> truthFields;    ///< as read, for views
    Tensor truthFieldsOnGrid;                    ///< [time, channel, lat, lon] on the prior's grid, with truth
    std::vector<double> truthRemainder;          ///< mean square a time that the latent cannot hold, std units
    std::optional<prior::ExactPosterior> exact;  ///< where the prior's answer is known
    std::vector<std::string> notes;              ///< what a user should know before believing the run
    std::vector<std::string> facts;              ///< what was taken where the request left it out
    std::string device;
    Residence residence = Residence::memory;
    std::shared_ptr<const Rollout> rollout;      ///< how the states are sampled leg by leg; null: all together
};

/// Fields of a series by name of what it is to the run ("The truth"), for what its errors say.
struct Named {
    std::string name;
    const data::Gridded& series;
};

/// Fields of a series at the window's times on the prior's grid in the order of its channels, [time, channel, lat, lon].
/// notes  takes one of how they were brought to that grid, if they were
/// throws Error{badInput} when it lacks a time or a channel
[[nodiscard]] Tensor statesOnGrid(const Named& named, const prior::Prior& prior, const Window& window,
                                  std::vector<std::string>& notes);

/// What a request is made ready for.
struct Preparing {
    /// plan: neither truth nor exact answer is made, and what does not fit into memory is not refused
    enum class For { run, plan } purpose = For::run;
    /// that a run may take at most; states beyond half of it, or of what is free, go to mapped files where they can
    double memoryBytes = std::numeric_limits<double>::infinity();
};

/// Reads, fits and checks everything a request names.
/// throws Error
[[nodiscard]] std::shared_ptr<const Problem> prepare(const Request& request, const Tell& tell,
                                                     const Preparing& how = {});

/// Gathers, checks and sorts observations against a prior (used by prepare). Those after the window's first
/// `observedStates` states only verify.
[[nodiscard]] Observations gatherObservations(const Problem& problem, const std::vector<data::Observation>& found,
                                              std::vector<std::string>& notes);

/// All observations a request names, before any check, and what reading them said.
struct Found {
    std::vector<data::Observation> all;
    std::vector<std::string> notes, facts;
};

/// window  null while it is still to be found
[[nodiscard]] Found findObservations(const Request& request, const Window* window);

/// What a run says at its end and in its file: notes, then facts.
[[nodiscard]] std::vector<std::string> everythingSaid(const Problem& problem);

}  // namespace core::run
