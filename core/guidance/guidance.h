#pragma once

#include "core/api/catalogue.h"
#include "core/api/request.h"
#include "core/denoiser/denoiser.h"
#include "core/observe/operator.h"
#include "core/sampler/sampler.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace core::guidance {

using at::Tensor;
using denoiser::Denoiser;

/// What a guided step tells of itself, for the status line.
struct Report {
    int iterations = 0;     ///< of the linear solve
    double residual = 0;    ///< relative
};

/// A guidance method: turns a prior's denoiser and sampler into conditional ones.
/// `strength` is s·c(k) of the present step: R is replaced by R/strength (or the method's own step scaled).
/// strength 0 must return the unguided denoiser's own result bit for bit.
class Guidance {
public:
    virtual ~Guidance() = default;
    /// The denoiser to step with; lives as long as its arguments.
    [[nodiscard]] virtual std::unique_ptr<Denoiser> around(const Denoiser& prior, const observe::Observed& observed,
                                                           double strength) = 0;
    /// The sampler to step with: methods that act on the step (DPS) wrap `inner`, others return it.
    [[nodiscard]] virtual sampler::Step step(sampler::Sampler& inner, const Denoiser& prior,
                                             const observe::Observed& observed, double strength, const Tensor& x_t,
                                             const denoiser::Node& t, const denoiser::Node& s,
                                             sampler::Noise& noise);
    /// Whether the method acts on the sampler's step, so that around() alone guides nothing (DPS).
    [[nodiscard]] virtual bool actsOnSteps() const { return false; }
    /// Whether members act on each other, so that all must be stepped together.
    [[nodiscard]] virtual bool mixesMembers() const { return false; }
    [[nodiscard]] virtual Report report() const { return {}; }
    /// What the method carries between steps (warm starts), for resume and branches.
    [[nodiscard]] virtual std::vector<Tensor> memory() const { return {}; }
    virtual void restore(const std::vector<Tensor>& memory) { static_cast<void>(memory); }
};

struct Entry {
    Choice about;
    std::unique_ptr<Guidance> (*make)(const Selection&);
};
/// All entries of this folder, sorted by id.
[[nodiscard]] std::span<const Entry> entries();
/// throws Error{badInput} for an unknown kind or knob
[[nodiscard]] std::unique_ptr<Guidance> make(const Selection& selection);
/// The request's method, inside the windows of a composed prior where it says so.
/// throws Error{badInput}, also for a method that does not fit into windows
[[nodiscard]] std::unique_ptr<Guidance> requested(const GuidanceSpec& spec);

}  // namespace core::guidance
