#include "core/network/flops.h"

namespace core::network {

std::int64_t tokensOf(const VitConfig& config)
{
    return config.states / config.patch[0] * (config.shape[0] / config.patch[1]) *
           (config.shape[1] / config.patch[2]);
}

Flops flops(const VitConfig& config)
{
    const auto tokens = static_cast<double>(tokensOf(config)), hidden = static_cast<double>(config.hidden);
    const auto blocks = static_cast<double>(config.blocks);
    const auto patch = static_cast<double>(config.patch[0] * config.patch[1] * config.patch[2] *
                                           config.channels);
    const double inBlock = hidden * (4 + 2 * static_cast<double>(config.ffnFactor));
    return {.products = 2 * tokens * hidden * (2 * patch + blocks * inBlock),
            .attention = 4 * tokens * tokens * hidden * blocks};
}

}  // namespace core::network
