#pragma once

#include "core/network/score.h"

namespace core::network {

using Activation = Tensor (*)(const Tensor&);
/// throws Error{badFile} for a name that none of SDA's configurations has
[[nodiscard]] Activation activationNamed(const std::string& name);

/// Residual perceptron on [x, embedding of t]: a Linear where the width changes, then x + Linear(act(Linear(LN(x)))).
class ScorePerceptron {
public:
    ScorePerceptron(const ScoreConfig& config, const Scope& scope);
    [[nodiscard]] Tensor operator()(const Tensor& x, const Tensor& t) const;

private:
    struct Layer {
        Linear widen;  ///< undefined where the width stays
        Linear first, last;
    };
    TimeEmbedding embedding_;
    std::vector<Layer> layers_;
    Activation activation_;
};

/// U-Net with additive skips: block x + Conv(act(Conv(LN(x + Linear(t))))), down by strided convolution, up by LN, nearest
/// neighbour and convolution.
class ScoreUnet {
public:
    ScoreUnet(const ScoreConfig& config, const Scope& scope);
    /// x [..., C, L] or [..., C, H, W]
    [[nodiscard]] Tensor operator()(const Tensor& x, const Tensor& t) const;

private:
    struct Block {
        Linear project;
        Convolution first, last;
    };
    struct Depth {
        Convolution head, tail;
        std::vector<Block> descent, ascent;
    };
    [[nodiscard]] Tensor through(const std::vector<Block>& blocks, Tensor x, const Tensor& t) const;

    TimeEmbedding embedding_;
    Tensor forcing_;
    std::vector<Depth> depths_;
    Activation activation_;
    std::int64_t spatial_;
};

}  // namespace core::network
