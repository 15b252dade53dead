#pragma once

#include "core/data/named_arrays.h"

#include <ATen/ATen.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace core::network {

using at::Tensor;

/// Parameters and buffers of a network by the reference's names.
using StateDict = std::map<std::string, Tensor>;

/// The arrays of a file as tensors over the file's own bytes: nothing is copied.
/// prefix  only names that begin so, without it: "sd." → "in_proj.weight"
[[nodiscard]] StateDict stateDict(const data::NamedArrays& arrays, const std::string& prefix = "");

/// Writes float32, float64 and int64 tensors as safetensors, whole or not at all.
/// metadata  text that goes with them. throws Error{badFile}
void writeState(const std::string& path, const StateDict& state, const std::map<std::string, std::string>& metadata = {});

/// Hands a network's tensors out while it is built, and knows at the end which were missing, of another shape or left
/// over, so that one error names them all.
class Weights {
public:
    /// options  dtype and device of what is handed out
    explicit Weights(StateDict tensors, at::TensorOptions options = at::kFloat);

    /// The tensor of that name. Where it is missing or of another shape that is noted and a stand-in returned.
    [[nodiscard]] Tensor take(const std::string& name, at::IntArrayRef shape);
    /// take() in float32 or float64, whatever the options say: tables that half precision would spoil
    [[nodiscard]] Tensor takeExact(const std::string& name, at::IntArrayRef shape);
    [[nodiscard]] bool has(const std::string& name) const { return tensors_.contains(name); }
    /// whether all that was taken so far was there: what is derived from weights waits for that
    [[nodiscard]] bool sound() const { return faults_.empty(); }
    [[nodiscard]] const at::TensorOptions& options() const { return options_; }
    /// Shapes of all that was asked for, by name. Weights without tensors tell so what a network is made of.
    [[nodiscard]] const std::map<std::string, std::vector<std::int64_t>>& asked() const { return asked_; }
    /// options() with at least float32
    [[nodiscard]] at::TensorOptions exact() const;
    /// network  what was built, for the message
    /// throws   Error{badFile} that lists all missing, wrong and unused names
    void finish(const std::string& network) const;

private:
    [[nodiscard]] Tensor find(const std::string& name, at::IntArrayRef shape);
    StateDict tensors_;
    at::TensorOptions options_;
    std::map<std::string, std::vector<std::int64_t>> asked_;
    std::vector<std::string> faults_;
};

/// A part of a state dictionary: every name is asked for with the part's prefix before it.
class Scope {
public:
    Scope(Weights& weights, std::string prefix = "") : weights_(weights), prefix_(std::move(prefix)) {}
    [[nodiscard]] Scope operator/(const std::string& name) const { return {weights_, prefix_ + name + "."}; }
    [[nodiscard]] Scope operator/(std::int64_t number) const { return *this / std::to_string(number); }
    [[nodiscard]] Tensor take(const std::string& name, at::IntArrayRef shape) const
    {
        return weights_.take(prefix_ + name, shape);
    }
    [[nodiscard]] Tensor takeExact(const std::string& name, at::IntArrayRef shape) const
    {
        return weights_.takeExact(prefix_ + name, shape);
    }
    [[nodiscard]] bool has(const std::string& name) const { return weights_.has(prefix_ + name); }
    [[nodiscard]] const Weights& weights() const { return weights_; }

private:
    Weights& weights_;
    std::string prefix_;
};

}  // namespace core::network
