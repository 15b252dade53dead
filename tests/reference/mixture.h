#pragma once

#include "core/denoiser/mixture.h"

namespace reference {

using core::denoiser::Mixture;

}  // namespace reference
