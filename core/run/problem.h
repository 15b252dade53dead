#pragma once

#include "core/api/event.h"
#include "core/data/observations.h"
#include "core/observe/observe.h"
#include "core/prior/exact.h"
#include "core/prior/spectral.h"
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

/// A request made ready: prior over its window, observations, truth, exact answer. Immutable once made.
struct Problem {
    Request request;                             ///< completed
    Window window;                               ///< of all states, the forecast ones included
    int observedStates = 0;                      ///< states that observations may be used of
    std::shared_ptr<const prior::Spectral> prior;
    Observations observations;
    std::optional<Tensor> truth;                 ///< latent [D]
    std::optional<data::Gridded> truthFields;    ///< as read, for views
    Tensor truthFieldsOnGrid;                    ///< [time, channel, lat, lon] on the prior's grid, with truth
    std::vector<double> truthRemainder;          ///< mean square a time that the latent cannot hold, std units
    std::optional<prior::ExactPosterior> exact;
    std::vector<std::string> notes;
    std::string device;
    Residence residence = Residence::memory;
};

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

/// All observations a request names, before any check. window is null while it is still to be found.
[[nodiscard]] std::vector<data::Observation> findObservations(const Request& request, const Window* window,
                                                              std::vector<std::string>& notes);

}  // namespace core::run
