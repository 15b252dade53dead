#pragma once

#include "core/network/config.h"
#include "core/network/weights.h"

#include <string>
#include <vector>

namespace tests {

/// A model of Appa with made-up weights, as its training would write it.
struct AppaTree {
    core::network::AutoencoderConfig autoencoder;
    core::network::VitConfig denoiser;
    std::vector<double> levels;  ///< of the fields: 6 + 5 · levels channels

    /// 6 surface fields and five at two levels, on 17 × 32 points, windows of 4 states
    [[nodiscard]] static AppaTree small();
    /// the widths that science knows of the published one: 721 × 1440 points, 71 fields, windows of 24 states
    [[nodiscard]] static AppaTree whole();

    /// autoencoders/made/0/{config.yaml, latents/dump/{ae/…, stats.pth, denoisers/run/0/…}}
    void write(const std::string& folder) const;
    /// Zarr folder of mean and standard deviation a variable and level, uncompressed
    void writeStatistics(const std::string& folder) const;
    /// The same table as a NetCDF file, levels falling and before the statistic.
    void writeStatisticsNetcdf(const std::string& path) const;

    static constexpr const char* denoiserFolder = "/autoencoders/made/0/latents/dump/denoisers/run/0";
    static constexpr const char* autoencoderFolder = "/autoencoders/made/0/latents/dump/ae";
    static constexpr const char* latentFile = "/autoencoders/made/0/latents/dump/stats.pth";
};

/// Writes tensors as torch.save does a state dictionary.
void writeState(const std::string& path, const core::network::StateDict& state);

/// The state dictionary of an autoencoder with made-up weights.
[[nodiscard]] core::network::StateDict hashAutoencoder(const core::network::AutoencoderConfig& config, double gain);

}  // namespace tests
