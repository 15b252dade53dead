#include "core/sampler/base/combine.h"

#include "core/base/accelerator.h"

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

#include <algorithm>

namespace core::sampler {
namespace {

using at::Tensor;

constexpr std::int64_t grain = 32768;  // elements a thread takes at a time: below that one is faster alone

template <class Real>
void combineOnCpu(Tensor& out, std::span<const Term> terms)
{
    const auto pointers = pointersTo<Real>(terms);
    Real* data = out.data_ptr<Real>();
    at::parallel_for(0, out.numel(), grain, [&](std::int64_t begin, std::int64_t end) {
        base::combine(data, pointers, {begin, end});
    });
}

}  // namespace

bool fusible(std::span<const Term> terms)
{
    const Tensor& first = terms.front().value;
    const bool here = first.is_cpu() && (first.scalar_type() == at::kFloat || first.scalar_type() == at::kDouble);
    const bool there = first.is_cuda() && first.scalar_type() == at::kFloat && base::accelerator() != nullptr;
    return (here || there) && terms.size() <= static_cast<std::size_t>(base::mostTerms) &&
           std::all_of(terms.begin(), terms.end(), [&](const Term& term) {
               const Tensor& value = term.value;
               return value.is_contiguous() && value.sizes() == first.sizes() && value.device() == first.device() &&
                      value.scalar_type() == first.scalar_type() &&
                      !(c10::GradMode::is_enabled() && value.requires_grad());
           });
}

Tensor combined(std::span<const Term> terms)
{
    if (fusible(terms)) {
        Tensor out = at::empty_like(terms.front().value);
        combineInto(out, terms);
        return out;
    }
    Tensor sum = terms.front().value * terms.front().factor;
    for (const Term& term : terms.subspan(1)) {
        sum = sum.add(term.value, term.factor);
    }
    return sum;
}

void combineInto(Tensor& out, std::span<const Term> terms)
{
    const bool fits = fusible(terms) && out.is_contiguous() && out.sizes() == terms.front().value.sizes() &&
                      out.scalar_type() == terms.front().value.scalar_type();
    if (!fits) {
        out.copy_(combined(terms));
    } else if (out.is_cuda()) {
        base::accelerator()->combine(out.get_device(), out.data_ptr<float>(), pointersTo<float>(terms),
                                     {.rows = 1, .columns = out.numel(), .factor = 0, .place = {}});
    } else if (out.scalar_type() == at::kFloat) {
        combineOnCpu<float>(out, terms);
    } else {
        combineOnCpu<double>(out, terms);
    }
}

}  // namespace core::sampler
