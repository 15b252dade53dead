#pragma once

#include "core/metric/metric.h"

namespace at {
class Tensor;
}

namespace core::metric {

/// Mean over members of a power made of spherical-harmonic coefficients [(T+1)²] → [T+1];
/// nothing for points, regional or incomplete fields. truncation  most degrees; less where the grid holds less
[[nodiscard]] std::unique_ptr<Metric> spectralPower(at::Tensor (*power)(const at::Tensor&), int truncation);

}  // namespace core::metric
