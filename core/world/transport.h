#pragma once

#include <ATen/ATen.h>

namespace core::world {

using at::Tensor;

/// Wasserstein-1 distance of two samples of equal size under the Euclidean norm, exact: the least mean cost of a
/// one-to-one assignment, by shortest augmenting paths, O(n³).
/// a, b  [n, d]; two samples of one law are apart by more than 0
/// throws Error{badInput} for samples of different size
/// source Jonker and Volgenant 1987, doi:10.1007/BF02278710
[[nodiscard]] double earthMover(const Tensor& a, const Tensor& b);

}  // namespace core::world
