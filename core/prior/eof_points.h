#pragma once

#include "core/observe/decoder.h"

#include <map>
#include <memory>
#include <tuple>
#include <vector>

namespace core::earth {
class Interpolation;
}

namespace core::prior {

using at::Tensor;

class Eof;

/// Values of a climate of EOFs at points: standardised fields interpolated bilinearly, times the scale there. Linear.
/// Where a window sees few distinct places, each is a row over the coefficients of a state; else states are decoded.
class EofPoints final : public observe::PointOperator {
public:
    /// prior must outlive this
    EofPoints(const Eof& prior, const std::vector<observe::Point>& points);
    ~EofPoints() override;

    [[nodiscard]] std::int64_t size() const override { return static_cast<std::int64_t>(place_.size()); }
    [[nodiscard]] bool linear() const override { return true; }
    [[nodiscard]] Tensor apply(const Tensor& x) const override;
    [[nodiscard]] observe::LinearisedOperator linearise(const Tensor& x) const override;
    [[nodiscard]] std::optional<Tensor> gram(const Tensor& x, const Tensor& v) const override;
    [[nodiscard]] const Tensor& background() const override { return background_; }
    [[nodiscard]] Tensor cross(const observe::PointOperator& others, const Tensor& v) const override;
    [[nodiscard]] Tensor variance(const Tensor& v) const override;
    [[nodiscard]] Tensor pairs(const Tensor& i, const Tensor& j, const Tensor& v) const override;

private:
    /// One channel at one place, whenever it is seen.
    struct Place {
        int channel;
        double lat, lon;
        auto operator<=>(const Place&) const = default;
    };
    /// Places seen together at several times: those times read them in one product.
    struct Cluster {
        Tensor rows;                      ///< [n, Q]; undefined where states are decoded
        std::vector<std::int64_t> times;
        Tensor points;                    ///< [times · n] index of the point
        /// the points' places by channel, where states are decoded
        struct Channel {
            int channel;
            Tensor within;                ///< [n'] index in 0 … n − 1
            std::shared_ptr<const earth::Interpolation> places;
        };
        std::vector<Channel> channels;
    };

    const Eof& prior_;
    std::vector<Place> places_;           // distinct
    std::vector<std::int64_t> place_;     // of each point, index into places_
    std::vector<int> time_;               // of each point
    std::vector<std::vector<std::int64_t>> byTime_;  // points of each time, rising
    std::vector<Cluster> clusters_;
    Tensor background_, scale_;           // [n]

    void makeScale();
    void makeClusters();
    /// rows over the coefficients of a state for some points, without their scale: [k, Q]
    [[nodiscard]] Tensor rowsOf(const std::vector<std::int64_t>& points) const;
    /// rows of each time's points, with their scale; undefined where there are none
    [[nodiscard]] std::vector<Tensor> scaledRows() const;
    [[nodiscard]] Tensor read(const Cluster& cluster, const Tensor& a) const;
    [[nodiscard]] Tensor written(const Cluster& cluster, const Tensor& w) const;
    [[nodiscard]] Tensor adjoint(const Tensor& w) const;
};

}  // namespace core::prior
