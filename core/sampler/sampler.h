#pragma once

#include "core/api/catalogue.h"
#include "core/denoiser/denoiser.h"
#include "core/sampler/base/combine.h"

#include <memory>
#include <span>
#include <vector>

namespace core::sampler {

using at::Tensor;
using denoiser::Denoiser;
using denoiser::Node;

/// Standard normal draws of one step, numbered in call order: counter-based in runs, recorded in tests.
class Noise {
public:
    virtual ~Noise() = default;
    /// the next draw, shape, dtype and device of `like` [M, D]
    [[nodiscard]] virtual Tensor normal(const Tensor& like) = 0;
    /// Σ_j factor_j · value_j + factor · the next draw, without a tensor for the draw where the source allows it
    [[nodiscard]] virtual Tensor combined(std::span<const Term> terms, double factor)
    {
        return sampler::combined(terms).add_(normal(terms.front().value), factor);
    }
};

/// What a step leaves: the new state and the denoiser mean it was made from.
struct Step {
    Tensor x;     ///< x_s, [M, D]
    Tensor mean;  ///< x̂₀, [M, D]
};

/// One reverse step from node t to node s (less noise). Multi-step samplers keep their history.
class Sampler {
public:
    virtual ~Sampler() = default;
    [[nodiscard]] virtual Step step(const Denoiser& denoiser, const Tensor& x_t, const Node& t, const Node& s,
                                    Noise& noise) = 0;
    /// What the sampler carries between steps, for resume and branches; restore(memory()) changes nothing.
    [[nodiscard]] virtual std::vector<Tensor> memory() const { return {}; }
    virtual void restore(const std::vector<Tensor>& memory) { static_cast<void>(memory); }
};

struct Entry {
    Choice about;
    std::unique_ptr<Sampler> (*make)(const Selection&);
};
/// All entries of this folder, sorted by id.
[[nodiscard]] std::span<const Entry> entries();
/// throws Error{badInput} for an unknown kind or knob
[[nodiscard]] std::unique_ptr<Sampler> make(const Selection& selection);

}  // namespace core::sampler
