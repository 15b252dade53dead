#pragma once

#include "core/denoiser/composed.h"
#include "core/guidance/guidance.h"

#include <memory>
#include <vector>

namespace core::guidance {

/// A guidance method inside each window of a composed trajectory, with that window's own observations: the window's
/// guided mean is what is folded. An observation in an overlap counts in each window that holds it, and what the
/// fold leaves out loses its own. The same as guiding the block-diagonal problem whose blocks are the windows.
/// Methods that act on the sampler's step (DPS …) do not fit into windows: they are refused by name.
/// Where the prior's windows are shared out, so are the guided ones: who evaluates a window solves there too. Then all
/// of the company ask for memory() together; report() is of this process's own windows.
/// source  Appa, arXiv:2504.18720 (code): MMPS inside TrajectoryDenoiser
class WindowGuidance final : public Guidance {
public:
    /// method    a catalogue entry, made once for each window (warm starts stay apart)
    /// throws    Error{badInput} for an unknown method, or one that acts on the sampler's step
    explicit WindowGuidance(Selection method);

    /// prior     a Composed
    /// observed  of the whole trajectory, and of as many windows as the prior has
    /// throws    Error{badInput} when the prior is not composed of as many windows
    [[nodiscard]] std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                   double strength) override;
    [[nodiscard]] Report report() const override;
    [[nodiscard]] std::vector<Tensor> memory() const override;
    void restore(const std::vector<Tensor>& memory) override;

private:
    Selection method_;
    std::shared_ptr<const std::vector<observe::Observed>> observed_;  // of the last call of around()
    std::vector<std::unique_ptr<Guidance>> methods_;
    std::shared_ptr<const denoiser::Company> company_;  // of the last prior; null: alone

    /// One method a window; those that are there keep what they remember.
    void provide(std::size_t windows);
};

}  // namespace core::guidance
