#pragma once

#include "core/api/catalogue.h"
#include "core/network/weights.h"
#include "core/world/draws.h"

#include <memory>
#include <span>
#include <string>

namespace core::train {

using at::Tensor;
using network::StateDict;
using world::Draws;

/// Where batches come from.
class Source {
public:
    virtual ~Source() = default;
    /// samples of one epoch; each is drawn once in it
    [[nodiscard]] virtual std::int64_t samples() const = 0;
    /// The samples with these numbers (rising or not), [B, …] float32; draws choose what is random about a sample.
    [[nodiscard]] virtual Tensor batch(const std::vector<std::int64_t>& numbers, Draws& draws) const = 0;
    /// Batches that will be asked for next, in order: who reads slowly may read them ahead. What is returned stays the
    /// same.
    virtual void announce(const std::vector<std::vector<std::int64_t>>& /*next*/) const {}
};

/// What a training makes small, as a function of the parameters.
class Objective {
public:
    virtual ~Objective() = default;
    /// Parameters to begin with, float32, by the reference's names: what is trained, and nothing else.
    [[nodiscard]] virtual StateDict initial(Draws& draws) const = 0;
    /// Mean loss of a batch, a scalar with its graph in the parameters. Noise comes from `draws` alone.
    [[nodiscard]] virtual Tensor loss(const StateDict& parameters, const Tensor& batch, Draws& draws) const = 0;
    /// Writes parameters as what they are trained for, a prior's folder that is there already. throws Error{badFile}
    virtual void save(const StateDict& parameters, const std::string& folder) const = 0;
};

/// One kind of training with its data.
struct Training {
    std::unique_ptr<Objective> objective;
    std::unique_ptr<Source> training, validation;
};

/// Texts and paths that a training takes, by the ids of its words.
using Words = std::map<std::string, std::string>;

struct Entry {
    Choice about;
    /// simulates or reads the data, which may take a while
    Training (*make)(const Selection&, const Words&);
};
/// All entries of this folder, sorted by id.
[[nodiscard]] std::span<const Entry> entries();
/// throws Error{badInput} for an unknown kind
[[nodiscard]] Training make(const Selection& selection, const Words& words = {});

}  // namespace core::train
