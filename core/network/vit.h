#pragma once

#include "core/network/attention.h"
#include "core/network/config.h"

#include <memory>
#include <vector>

namespace core::network {

/// Appa's ViDiT backbone (state-dict names of appa/nn/vit.py). A window of K latent states, its dates and the noise
/// level in, the scaled estimate out.
///     x = W (patches, dates) + b,  skip = x,  x += embedding of positions
///     per block: y = (a + 1) LN(x) + b;  y += MSA(y);  y = MLP(y);  x = (x + c y)/√(1 + c²);  x = (x + d skip)/√(1 + d²)
/// What depends on the network alone is computed once; what depends on the noise level or the dates alone can be made
/// once a step and handed in. Made of weights that record gradients it records too.
class Vit {
public:
    /// What windows are evaluated under, on the network's device and of its type.
    struct Conditions {
        Tensor levels;    ///< [blocks, 5, 1 or (B, 1), hidden], see levels()
        Tensor calendar;  ///< [B or 1, 4·K], see calendar()
    };

    /// weights  named tensors; their options give dtype and device of the whole computation
    /// Does not call weights.finish(): several networks may share a file.
    Vit(const VitConfig& config, const Scope& scope);

    /// x      [B, K·H·W·C], order time, row, column, channel
    /// noise  scalar or [B], 10 ln σ in Appa's denoiser
    /// dates  [B or 1, K, 4], see dates.h
    /// return [B, K·H·W·C] of x's dtype
    [[nodiscard]] Tensor operator()(const Tensor& x, const Tensor& noise, const Tensor& dates) const;
    /// The same from what was made before. Waits for nothing, so a GPU's work can be recorded.
    [[nodiscard]] Tensor operator()(const Tensor& x, const Conditions& under) const;
    /// a, b, c, d of a noise level in each block as they are used: a + 1, b, and the factors of x, y and skip in
    ///     ((x + c y)/√(1 + c²) + d skip)/√(1 + d²)
    [[nodiscard]] Tensor levels(const Tensor& noise) const;
    /// Dates as the first layer reads them.
    [[nodiscard]] Tensor calendar(const Tensor& dates) const;

    [[nodiscard]] const VitConfig& config() const { return config_; }
    [[nodiscard]] at::ScalarType type() const { return options_.dtype().toScalarType(); }  ///< computed in
    [[nodiscard]] std::int64_t size() const;  ///< elements of a window
    [[nodiscard]] const Tensor& mask() const
    {
        return mask_;
    }  ///< [L, L] bool; undefined with full attention

private:
    struct Block {
        Perceptron adaptation, ffn;
        SelfAttention attention;
        Tensor theta;  ///< undefined without rotary embedding
    };
    /// what follows from the weights once for all windows; projection [hidden, channels, patch], bias [hidden]
    void prepare(const Tensor& projection, const Tensor& bias, const Linear& embedding,
                 const Tensor& frequencies);
    [[nodiscard]] Tensor tokens(const Tensor& x, const Tensor& calendar) const;
    [[nodiscard]] Tensor states(const Tensor& tokens) const;
    /// level  the block's part of levels()
    [[nodiscard]] Tensor through(const Block& block, const Tensor& x, const std::vector<Tensor>& level,
                                 const Rotation* rotation) const;

    VitConfig config_;
    at::TensorOptions options_, exact_;
    Tensor timeFrequencies_;
    Linear in_, out_, dates_;
    std::vector<Block> blocks_;
    Tensor coordinates_, position_, mask_;
    std::vector<Rotation> rotations_;  ///< empty where they would take too much memory
};

/// Names and shapes of its parameters, and of the frequencies (`freqs`) of its encodings.
[[nodiscard]] std::map<std::string, std::vector<std::int64_t>> vitShapes(const VitConfig& config);

}  // namespace core::network
