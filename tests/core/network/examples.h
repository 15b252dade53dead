#pragma once

#include "core/data/safetensors.h"
#include "core/network/autoencoder.h"
#include "core/network/vit.h"
#include "tests/reference/hash_weights.h"

#include <nlohmann/json.hpp>

#include <string>

namespace tests {

inline const std::string referenceFolder = EMBELLIE_SOURCE_DIR "/tests/reference/";

inline core::network::VitConfig smallVitConfig()
{
    core::network::VitConfig config;
    config.channels = 3;
    config.states = 4;
    config.shape = {4, 6};
    config.modulation = 16;
    config.hidden = 32;
    config.blocks = 2;
    config.heads = 4;
    config.ffnFactor = 2;
    config.patch = {2, 1, 1};
    return config;
}

inline core::network::Vit smallVit(at::ScalarType type,
                                   const core::network::VitConfig& config = smallVitConfig())
{
    core::network::Weights weights(reference::hashVit(config, 1), type);
    return {config, weights};
}

inline core::network::Autoencoder smallAutoencoder(at::ScalarType type, const std::string& name = "base")
{
    const core::data::Safetensors file(referenceFolder + "appa/cae/" + name + ".safetensors");
    core::network::Weights weights(core::network::stateDict(file, "sd."), type);
    return {core::network::autoencoderConfig(nlohmann::json::parse(file.metadata().at("info")).at("config")),
            weights};
}

/// two windows' dates, a year and a bit apart
inline at::Tensor someDates()
{
    at::Tensor dates = at::zeros({2, 4, 4}, at::kLong);
    for (std::int64_t i = 0; i < 8; ++i) {
        dates.view({8, 4})[i] = at::tensor({2019 + i / 4, 3 + i / 4, 5 + i % 4, 6 * (i % 4)}, at::kLong);
    }
    return dates;
}

}  // namespace tests
