#include "core/run/counter_noise.h"
#include "core/run/verbs/bench_parts.h"
#include "core/sampler/base/combine.h"

#include <ATen/ATen.h>

namespace core::run {

using at::Tensor;

std::vector<Row> algebraRows(int repeats)
{
    constexpr std::int64_t elements = 10'000'000;
    const Tensor x = at::rand({1, elements}, at::kFloat), mean = at::rand({1, elements}, at::kFloat);
    Tensor out = at::rand({1, elements}, at::kFloat);
    // two arrays read and one written: a copy that reads 1½ and writes 1½ moves as much
    const Tensor from = at::rand({elements / 2 * 3}, at::kFloat);
    Tensor to = at::empty_like(from);
    const sampler::Term terms[] = {{0.9, x}, {0.1, mean}}, again[] = {{0.9, out}, {0.1, mean}};
    return againstFirst({{"copy of as many bytes, 10⁷ elements", [&] { to.copy_(from); }},
                         {"x ← a x + b D in place", [&] { sampler::combineInto(out, again); }},
                         {"a x + b D", [&] { out = sampler::combined(terms); }},
                         {"a x + b D + c ε", [&] { out = CounterNoise(1, 1).combined(terms, 0.1); }},
                         {"a x + b D with one operation a term", [&] { out = (x * 0.9).add_(mean, 0.1); }}},
                        repeats);
}

}  // namespace core::run
