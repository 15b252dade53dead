#pragma once

#include "core/network/sphere_unet.h"
#include "core/prior/eof_modes.h"

#include <memory>
#include <string>
#include <vector>

namespace core::prior {

/// How the network that corrects a climate of EOFs looks at trajectories.
struct CorrectionConfig {
    std::int64_t states = 8;  ///< corrected at a time
    std::int64_t halo = 2;    ///< states seen before and after them
    std::vector<std::int64_t> widths = {96, 160, 256};
    std::vector<std::int64_t> blocks = {1, 1, 1};
    double least = 0.05, most = 100;  ///< noise u between which it was trained; beyond, W stands alone
};

/// What makes a Gaussian climate real: the network F in D = W + e(u) F, where W is the Wiener denoiser of the climate and
/// e² its mean error. F sees W and what W removed, both as standardised fields, of 2·halo + states states at a time; it is
/// told the noise level and, if wanted, the date.
class EofCorrection {
public:
    /// model  whose fields are corrected
    EofCorrection(const EofModel& model, const CorrectionConfig& config, const network::Scope& scope);

    /// What of a trajectory's date the network is told: times → [T, 4] cosine and sine of year and hour
    [[nodiscard]] static Tensor dates(const std::vector<std::int64_t>& times);
    /// What it sees.
    struct Seen {
        Tensor removed, kept;  ///< (y − W)/ρ and W as coefficients, [M, T, Q]
        Tensor logNoise;       ///< ln u, [M]
        Tensor dates;          ///< [M, T, 4], or undefined: without a date
    };
    /// F as coefficients of standardised fields, [M, T, Q]
    [[nodiscard]] Tensor operator()(const EofModes& modes, const Seen& seen) const;
    /// The same of the states `first` … first + states − 1 alone, a multiple of states: [M, fewer or states, Q]
    [[nodiscard]] Tensor window(const EofModes& modes, const Seen& seen, std::int64_t first) const;
    /// of a trajectory of so many states
    [[nodiscard]] double flops(std::int64_t states) const;
    [[nodiscard]] const CorrectionConfig& config() const { return config_; }

    [[nodiscard]] static network::SphereUnetConfig unet(const EofModel& model, const CorrectionConfig& config);

private:
    CorrectionConfig config_;
    network::SphereUnet unet_;
    [[nodiscard]] Tensor condition(const Tensor& logNoise, const Tensor& dates, std::int64_t first, std::int64_t times) const;
};

/// Root mean squares of the climate's Wiener denoiser for a standardised value at noise level u, σ of the latent:
///     error e² = mean λu²/(λ + u²),   removed ρ² = mean u⁴/(λ + u²)
struct WienerLevels {
    Tensor error, removed;  ///< [n]
};
/// eigenvalues [D], u [n]
[[nodiscard]] WienerLevels wienerLevels(const Tensor& eigenvalues, const Tensor& u);

/// Writes the network beside the climate: correction.json, correction.safetensors (half precision). throws Error{badFile}
void saveCorrection(const network::StateDict& weights, const CorrectionConfig& config, const std::string& folder);
/// Null where the folder holds a climate alone. throws Error{badFile}
[[nodiscard]] std::shared_ptr<const EofCorrection> loadCorrection(const EofModel& model, const std::string& folder,
                                                                  const at::TensorOptions& options);

}  // namespace core::prior
