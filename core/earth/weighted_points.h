#pragma once

#include <ATen/ATen.h>

namespace core::earth {

/// Places as weighted sums of field elements, see base::WeightedPoints.
struct PointWeights {
    at::Tensor index;   ///< [places · corners] int64
    at::Tensor weight;  ///< [places, corners], type of the fields
};

/// The pairs (place, corner) by the element they read, see base::Readers.
struct PointReaders {
    at::Tensor start;  ///< [elements + 1] int64
    at::Tensor pair;   ///< [places · corners] int64
};

/// fields [rows, elements] → values [rows, places]. Loops of core/base on the CPU, kernels of core/cuda on a GPU where
/// they are loaded, ATen's operations otherwise and for what is differentiated; all sum corners in the same order.
[[nodiscard]] at::Tensor gathered(const at::Tensor& fields, const PointWeights& points);

/// Its adjoint: values [rows, places] → fields [rows, elements]; ⟨gathered(f), v⟩ = ⟨f, scattered(v)⟩
[[nodiscard]] at::Tensor scattered(const at::Tensor& values, const PointWeights& points, const PointReaders& readers);

}  // namespace core::earth
