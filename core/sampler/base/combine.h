#pragma once

#include "core/base/combine.h"

#include <ATen/ATen.h>

#include <initializer_list>
#include <span>

namespace core::sampler {

/// One term of a combination of states; the tensor must outlive the call.
struct Term {
    double factor;
    const at::Tensor& value;
};

/// Σ_j factor_j · value_j of tensors of one shape, type and device, in one pass over memory and without temporaries
/// (ATen's chain of mul and add_ makes a pass for each). Terms are added in their order.
/// On a GPU it is the kernel of core/cuda where that is loaded. Differentiable inputs take ATen's operations.
[[nodiscard]] at::Tensor combined(std::span<const Term> terms);
[[nodiscard]] inline at::Tensor combined(std::initializer_list<Term> terms)
{
    return combined(std::span(terms.begin(), terms.size()));
}

/// The same into `out`, which may be one of the values: nothing is allocated.
void combineInto(at::Tensor& out, std::span<const Term> terms);

/// Whether terms are plain memory that core/base's loops or an accelerator's kernels take.
[[nodiscard]] bool fusible(std::span<const Term> terms);

/// Fusible terms as core/base and the kernels want them.
template <class Real>
[[nodiscard]] base::Combination<Real> pointersTo(std::span<const Term> terms)
{
    base::Combination<Real> out{};
    out.terms = static_cast<int>(terms.size());
    for (std::size_t j = 0; j < terms.size(); ++j) {
        out.value[j] = terms[j].value.const_data_ptr<Real>();
        out.factor[j] = static_cast<Real>(terms[j].factor);
    }
    return out;
}

}  // namespace core::sampler
