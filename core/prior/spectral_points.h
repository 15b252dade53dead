#pragma once

#include "core/observe/decoder.h"

#include <map>
#include <span>
#include <utility>
#include <vector>

namespace core::prior {

class Spectral;

/// Point values of the spectral prior's state, exact: rows scale(p) · Y_lm(p). Products with V have a closed form by
/// the addition theorem: cov(i, j) = Σ_l G_l P_l(cos γ_ij), so no D-sized matrix is ever formed.
class SpectralPoints final : public observe::PointOperator {
public:
    /// prior must outlive this
    SpectralPoints(const Spectral& prior, const std::vector<observe::Point>& points);

    [[nodiscard]] std::int64_t size() const override { return static_cast<std::int64_t>(points_.size()); }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] observe::LinearisedOperator linearise(const at::Tensor& x) const override;
    [[nodiscard]] at::Tensor apply(const at::Tensor& x) const override;
    [[nodiscard]] std::optional<at::Tensor> gram(const at::Tensor& x, const at::Tensor& v) const override;
    [[nodiscard]] const at::Tensor& background() const override { return background_; }
    [[nodiscard]] at::Tensor cross(const observe::PointOperator& others, const at::Tensor& v) const override;
    [[nodiscard]] at::Tensor variance(const at::Tensor& v) const override;
    [[nodiscard]] at::Tensor pairs(const at::Tensor& i, const at::Tensor& j, const at::Tensor& v) const override;

private:
    using Pair = std::pair<int, int>;  // time, channel
    /// Points of one list of places seen in several (time, channel) pairs.
    struct Cluster {
        at::Tensor harmonics;  ///< [places, N]
        at::Tensor rows;       ///< [places · K] index of the point
        /// Where few places are seen in each pair: the places of pair k are starts[k] … starts[k + 1] − 1, rows has
        /// one point a place, and each place is seen in its own pair only. Empty: every place in every pair.
        std::vector<std::int64_t> starts = {};
    };
    const Spectral& prior_;
    std::vector<observe::Point> points_;
    std::vector<double> xyz_;                            // unit vectors, 3 a point
    std::vector<double> scaleAt_;                        // scale at each point
    std::map<Pair, std::vector<std::size_t>> groups_;    // points of each (time, channel)
    std::vector<Cluster> clusters_;
    std::vector<at::Tensor> pairs_;                      // of each cluster, [K] index time · channels + channel
    at::Tensor background_, scale_;

    void interpolateMeanAndScale();
    void makeClusters();
    void addSparse(std::span<const Pair> pairs);
    [[nodiscard]] at::Tensor adjoint(const at::Tensor& w) const;

    /// Some rows of a covariance: degree covariances of groups of points.
    struct Block {
        std::vector<Pair> rows, columns;
        at::Tensor gram;        ///< [rows, columns, T+1]
        std::size_t first;      ///< index of rows.front() among all rows
    };
    /// Points of one of a block's row groups.
    struct Piece {
        std::size_t row;
        std::span<const std::size_t> points;
    };
    /// Points of any of its column groups whose sums are made side by side.
    struct Lanes {
        std::vector<std::size_t> points, groups;
        std::vector<double> coefficients, x, sums;
    };
    struct Filling {
        const SpectralPoints& far;
        const Block& block;
        double* values;
    };
    void fillRows(const SpectralPoints& far, const Block& block, at::Tensor& out) const;
    void fillPiece(const Filling& filling, const Piece& piece, Lanes& lanes) const;
};

}  // namespace core::prior
