#pragma once

#include "core/network/layers.h"

#include <functional>
#include <memory>
#include <string>

namespace core::network {

/// What SDA's networks are made of; most of it can be read off a state dictionary.
struct ScoreConfig {
    std::int64_t channels = 0;    ///< C of one state
    std::int64_t order = 0;       ///< k of a local network, which sees 2k + 1 states; 0: all states at once
    std::int64_t embedding = 16;  ///< features of the time embedding
    std::vector<std::int64_t> hidden;  ///< widths of the residual layers, or channels a depth
    std::vector<std::int64_t> blocks;  ///< blocks a depth of a U-Net; empty: residual perceptron
    std::int64_t kernel = 3, spatial = 0;
    std::array<std::int64_t, 2> forcing{0,
                                        0};  ///< shape of the forcing channel of the Kolmogorov network, or 0
    std::string activation = "SiLU";         ///< ReLU, ELU, GELU, SELU or SiLU
};

/// SDA's noise estimator ε(x(t), t) of a trajectory (state-dict names of sda/score.py and sda/nn.py).
/// A local network slides over windows of 2k + 1 states, stride 1: the result takes the windows' centres, and the first k
/// and last k states from the first and last window.
/// source  Rozet, Louppe 2023, arXiv:2306.10574, algorithm 2
class ScoreNetwork {
public:
    /// throws Error{badFile} where names or shapes do not belong together
    ScoreNetwork(const ScoreConfig& config, const Scope& scope);

    /// x [B, L, C] or [B, L, C, H, W]; t scalar or [B] → shape of x
    [[nodiscard]] Tensor operator()(const Tensor& x, const Tensor& t) const;
    /// The network on flattened windows, as it is trained: x [B, (2k + 1)·C, …], t [B]
    [[nodiscard]] Tensor kernel(const Tensor& x, const Tensor& t) const { return kernel_(x, t); }
    [[nodiscard]] const ScoreConfig& config() const { return config_; }

private:
    ScoreConfig config_;
    std::function<Tensor(const Tensor&, const Tensor&)> kernel_;
};

/// Reads the architecture off the names and shapes. channels  C of one state. throws Error{badFile}
[[nodiscard]] ScoreConfig scoreConfig(const StateDict& weights, std::int64_t channels);

/// A network from SDA's run folder: config.json and state.pth.
/// channels  C of one state, which the folder does not say
/// throws    Error{badFile} where configuration and weights differ
[[nodiscard]] std::shared_ptr<const ScoreNetwork> loadScoreNetwork(
    const std::string& folder, std::int64_t channels, const at::TensorOptions& options = at::kFloat);

/// Time embedding: [cos, sin](f t), f = π, 2π … 16π, then Linear 32–256, SiLU, Linear 256–features.
struct TimeEmbedding {
    Tensor frequencies;
    Perceptron layers;
};
[[nodiscard]] TimeEmbedding takeTimeEmbedding(const Scope& scope, std::int64_t features);
/// t [...] → [..., features]
[[nodiscard]] Tensor embedded(const TimeEmbedding& embedding, const Tensor& t);

/// All windows of 2k + 1 states: x [B, L, C, …] → [B, L − 2k, (2k + 1)·C, …]
[[nodiscard]] Tensor unfolded(const Tensor& x, std::int64_t order);
/// Back to a trajectory: [B, W, (2k + 1)·C, …] → [B, W + 2k, C, …]
[[nodiscard]] Tensor folded(const Tensor& x, std::int64_t order);

}  // namespace core::network
