#pragma once

#include "core/network/config.h"

#include <string>

namespace core::network {

/// An Appa model as its configurations describe it, without weights.
struct AppaShape {
    AutoencoderConfig autoencoder;
    VitConfig vit;
};

/// folder  the denoiser's, or one above it that holds no other. The autoencoder's config.yaml lies above the denoiser's, or
///         in a folder `ae` beside one of those.
/// throws  Error{badFile} that names what is missing
[[nodiscard]] AppaShape appaShape(const std::string& folder);

/// Whether the folder, or one below, holds a denoiser's config.yaml and no file of weights beside it.
[[nodiscard]] bool hasShapeOnly(const std::string& folder);

}  // namespace core::network
