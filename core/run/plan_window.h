#pragma once

#include "core/denoiser/composed.h"
#include "core/run/rollout.h"

#include <memory>

namespace core::run {

/// What a plan measures in the place of a trajectory composed of windows: a batch of them, with the observations of the
/// window that holds most.
struct WindowPart {
    std::unique_ptr<denoiser::Composed> denoiser;
    observe::Observed observed;  ///< of the window's own latent; no operator where nothing is observed
    Sampled sampled;             ///< both of them
    double batches = 1;          ///< of the whole trajectory
    double looks = 1;            ///< observed states of the whole for one of the window: each is decoded once
};

/// whole  of the problem's prior; must outlive the part, as the problem must
[[nodiscard]] std::unique_ptr<WindowPart> windowPartOf(const Problem& problem, const denoiser::Composed& whole);

}  // namespace core::run
