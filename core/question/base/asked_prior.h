#pragma once

#include "core/api/request.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace core::question {

/// Hash of bytes, the same on every machine; of several in turn with the last one's as `seed`.
/// source  Fowler, Noll and Vo's 1a, 64 bits
[[nodiscard]] std::uint64_t hashOf(std::span<const char> bytes, std::uint64_t seed = 14695981039346656037ULL);

/// What makes a prior what it is: a hash of its folder's weights and settings, or its name where it has none.
[[nodiscard]] std::string identityOf(const PriorSpec& prior);

/// The same prior without what was learnt, its Gaussian part; nothing where it has no such knob, or it is off already.
[[nodiscard]] std::optional<PriorSpec> gaussianPart(const PriorSpec& prior);

}  // namespace core::question
