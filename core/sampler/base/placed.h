#pragma once

#include "core/sampler/sampler.h"

namespace core::sampler {

/// A state with the node it is at.
struct Placed {
    Tensor x;
    Node at;
};

}  // namespace core::sampler
