#pragma once

#include "core/question/question.h"

namespace core::question {

/// Super-resolution of a window whose fields are known as means over cells of factor × factor points, beside bicubic
/// interpolation and the Gaussian that the prior carries.
[[nodiscard]] Figures refined(const Case& asked, int factor);
[[nodiscard]] std::vector<Row> refinedRows(std::span<const Figures> windows);

}  // namespace core::question
