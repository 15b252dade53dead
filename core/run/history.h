#pragma once

#include "core/api/event.h"
#include "core/api/request.h"
#include "core/denoiser/denoiser.h"

#include <ATen/ATen.h>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace core::run {

/// Where a run that rolls out stands; what one of its legs needs to go on.
struct KeptLeg {
    int number = 0, firstStep = 0;      ///< which leg, and the run's step where it began
    at::Tensor x, mean;                 ///< x_t and x̂₀ in the leg's latent; undefined where no run rolls out
    at::Tensor before;                  ///< coefficients of the states before it
    std::vector<double> played = {};    ///< σ/α of the legs before
};

/// A diffusion step as it is kept: immutable, so views read it while the engine goes on.
struct Kept {
    int step = 0;                       ///< steps done
    double t = 1, alpha = 1, sigma = 0; ///< node reached
    at::Tensor x;                       ///< x_t there, [M, D]
    at::Tensor mean;                    ///< x̂₀ of the step that led here, [M, D]; the prior's own at step 0
    std::vector<at::Tensor> samplerMemory, guidanceMemory;
    std::shared_ptr<const std::vector<denoiser::Node>> nodes;  ///< of the whole run, as of the next step
    Request settings;                   ///< as of the next step
    std::uint64_t settingsId = 0;
    double endSeconds = 0;              ///< steady clock
    Stepped scalars;
    KeptLeg leg = {};
};

/// Kept steps of a run, bounded in bytes: when full, every second one (but the first and newest) is let go.
/// Safe to read from another thread.
class History {
public:
    explicit History(std::size_t bytes) : budget_(bytes) {}

    void clear();
    void add(std::shared_ptr<const Kept> kept);
    /// drops the steps after `step`
    void cut(int step);
    /// Takes up a run that was broken off: scalars of its steps, and what is left of their estimates (denoised())
    void restore(std::vector<Stepped> log, std::map<int, at::Tensor> denoised);
    /// Scalars of every step, kept or not
    [[nodiscard]] std::vector<Stepped> log() const;
    /// x̂₀ of member 0 at a step, [1, D]; undefined where it is not kept
    [[nodiscard]] at::Tensor denoised(int step) const;
    /// the kept step nearest to `step` from above (more noise), or the newest for −1; null when there is none
    [[nodiscard]] std::shared_ptr<const Kept> at(int step) const;
    [[nodiscard]] bool has(int step) const;
    [[nodiscard]] std::vector<int> steps() const;
    [[nodiscard]] std::size_t bytes() const;

private:
    void thin();
    [[nodiscard]] std::size_t bytesLocked() const;
    std::size_t budget_;
    int stride_ = 1;
    mutable std::mutex mutex_;
    std::map<int, std::shared_ptr<const Kept>> kept_;
    std::map<int, Stepped> log_;
    std::map<int, at::Tensor> denoised_;  // of steps before a resume
};

}  // namespace core::run
