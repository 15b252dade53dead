#pragma once

#include "core/sampler/sampler.h"

#include <cstdint>

namespace core::run {

/// Counter-based draws of one step for all members: member m's numbers do not depend on how many members there are.
class CounterNoise final : public sampler::Noise {
public:
    /// first  number of the first row's member, where a process or a chunk has not all of them
    CounterNoise(std::uint64_t seed, std::uint32_t step, std::uint32_t first = 0)
        : seed_(seed), step_(step), first_(first)
    {
    }
    [[nodiscard]] at::Tensor normal(const at::Tensor& like) override;
    [[nodiscard]] at::Tensor combined(std::span<const sampler::Term> terms, double factor) override;

private:
    std::uint64_t seed_;
    std::uint32_t step_, first_, draw_ = 0;
};

}  // namespace core::run
