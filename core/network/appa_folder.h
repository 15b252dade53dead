#pragma once

#include "core/network/autoencoder.h"
#include "core/network/vit.h"

#include <memory>
#include <string>

namespace core::network {

/// Where the parts of a published Appa model lie.
struct AppaPlaces {
    std::string denoiser;     ///< folder with the denoiser's config.yaml and model_best.pth
    std::string autoencoder;  ///< folder with the autoencoder's config.yaml and model
    std::string statistics;   ///< stats.pth or stats.safetensors: mean and standard deviation of the latent
};

/// Finds the parts from any folder of the tree that Appa's training writes (autoencoders/<ae>/<lap>/latents/<dump>/
/// denoisers/<run>/<lap>): from a denoiser's folder upwards, else the one denoiser below. Links are followed as they are
/// named, so snapshots made of links work too.
/// throws Error{badFile} that names what is missing, or the denoisers among which to choose
[[nodiscard]] AppaPlaces findAppa(const std::string& folder);

/// Whether a folder is, or holds somewhere below, an Appa denoiser.
[[nodiscard]] bool holdsAppa(const std::string& folder);
/// The folder of the denoiser's config.yaml: `folder` itself, else the one denoiser below.
/// throws Error{badFile} where there is none, or several
[[nodiscard]] std::string findAppaDenoiser(const std::string& folder);

/// An autoencoder as published, with the configuration it was trained with.
struct AppaAutoencoder {
    AutoencoderConfig config;
    std::shared_ptr<const Autoencoder> network;
};
/// folder   with config.yaml and model.pth, model_best.pth or model_last.pth (the first there is)
/// options  dtype and device
/// throws   Error{badFile}
[[nodiscard]] AppaAutoencoder loadAutoencoder(const std::string& folder,
                                              const at::TensorOptions& options = at::kFloat);

/// A latent denoiser as published.
struct AppaDenoiser {
    VitConfig config;
    std::shared_ptr<const Vit> network;
    std::string schedule;  ///< "rectified", "loglinear" or "loglogit"
    double sigmaMin = 1e-3, sigmaMax = 1e3;
    std::int64_t stepHours = 1;    ///< between the states of a window
    bool autoencoderNoise = true;  ///< whether the latent was standardised with the autoencoder's noise in it

    /// E[x | x_t] of windows: x [B, K·H·W·C] in the standardised latent, sigma [1] or [B, 1], dates [B or 1, K, 4]
    [[nodiscard]] Tensor denoised(const Tensor& x, const Tensor& sigma, const Tensor& dates) const;
    [[nodiscard]] Tensor denoised(const Tensor& x, const Tensor& sigma, const Vit::Conditions& under) const;
};
/// latent  [H, W, C], from the autoencoder. options with kBFloat16 or kHalf compute the
/// backbone, and it alone, in that.
[[nodiscard]] AppaDenoiser loadDenoiser(const std::string& folder, const std::array<std::int64_t, 3>& latent,
                                        const at::TensorOptions& options = at::kFloat);

/// Mean and standard deviation of the latent per channel, [C] float32.
struct LatentStatistics {
    Tensor mean, std;
    /// √(std² + noise²): what a denoiser trained on latents with noise is standardised by
    [[nodiscard]] Tensor scale(double noise) const { return (std.square() + noise * noise).sqrt(); }
};
[[nodiscard]] LatentStatistics loadStatistics(const std::string& path, std::int64_t channels);

/// Writes config.yaml and model.safetensors, as loadAutoencoder() reads them. throws Error{badFile}
void saveAutoencoder(const AutoencoderConfig& config, const StateDict& weights, const std::string& folder);
/// Writes config.yaml and model.safetensors, as loadDenoiser() reads them; model.network is not asked. throws Error{badFile}
void saveDenoiser(const AppaDenoiser& model, const StateDict& weights, const std::string& folder);
/// Writes stats.safetensors, as loadStatistics() reads it. throws Error{badFile}
void saveStatistics(const LatentStatistics& statistics, const std::string& folder);

}  // namespace core::network
