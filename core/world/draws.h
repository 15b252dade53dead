#pragma once

#include "core/base/noise.h"

#include <ATen/ATen.h>

#include <cstdint>

namespace core::world {

using at::Tensor;

/// Random numbers in call order, counter-based: a seed makes one world whatever the number of threads.
class Draws {
public:
    /// stream  separates uses of one seed: start, noise of the model, noise of the observations …
    explicit Draws(std::uint64_t seed, std::uint32_t stream = 0) : place_{.seed = seed, .member = stream} {}
    /// draws that begin anywhere: those of one step of a training, whatever came before
    explicit Draws(const base::NoisePlace& place) : place_(place) {}
    /// standard normals, float64 with float32's resolution
    [[nodiscard]] Tensor normal(at::IntArrayRef shape);
    /// [count] float64 in [0, 1)
    [[nodiscard]] Tensor uniform(std::int64_t count);

private:
    base::NoisePlace place_;
};

}  // namespace core::world
