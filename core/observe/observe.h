#pragma once

#include "core/api/catalogue.h"
#include "core/api/event.h"
#include "core/data/observations.h"
#include "core/observe/decoder.h"
#include "core/observe/operator.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::observe {

/// h and its derivative for observations of one kind at the same time.
struct Pointwise {
    Tensor value;     ///< [M, n]
    Tensor gradient;  ///< ∂h/∂values, [M, n, k] (or [1, n, k] when constant)
};

/// What a state variable near an observation adds to one of the values its entry evaluates.
struct Share {
    int needed = 0;           ///< index of the state variable in `needs`
    double lat = 0, lon = 0;  ///< where, degrees
    double weight = 1;
    int value = 0;  ///< index of the value that it adds to
};

/// What an entry sees: values at a place, means over an area, or either (its values are then averaged first).
enum class Extent { place, area, either };

/// A catalogue entry: how an observed quantity follows from state variables at, or near, its place.
///     y = h(z),  z_j = Σ weight · state(variable, lat, lon)
struct Entry {
    Choice about;
    bool linear;
    /// CF names of the state variables that `variable` is computed from, in order; empty when it is not this
    /// entry's. `channels` are the names the state has at the observation's level.
    std::vector<std::string> (*needs)(const std::string& variable, const std::vector<std::string>& channels);
    /// z = values [M, n, k], physical units
    Pointwise (*evaluate)(const Tensor& values);
    /// What z is made of, by rising value. Null: each needed variable at the place itself is one value.
    std::vector<Share> (*shares)(const std::string& variable, double lat, double lon) = nullptr;
    Extent extent = Extent::either;
};
[[nodiscard]] std::span<const Entry> entries();

/// One observation: an entry and the state values it needs.
struct Sight {
    const Entry* entry;
    std::vector<Point> points;
    std::vector<double> weights = {};  ///< one a point; empty: all 1
    std::vector<int> values =
        {};  ///< which of the entry's values each point adds to, rising; empty: one a point
};

/// How a state with these channels expresses an observation, at state `time`; nothing where it cannot.
/// Between two levels, state variables are interpolated in ln p; beyond the last ones nothing is.
/// Areas are sums over the nodes of core/earth/area.h.
[[nodiscard]] std::optional<Sight> sightOf(const data::Observation& observation, int time,
                                           const std::vector<Channel>& channels);

/// True for quantities that are no state variables but computed from some, such as wind_speed.
[[nodiscard]] bool derived(const std::string& variable);

/// What sights are made of, as indices: which points give which values, which values which observations.
struct Wiring {
    explicit Wiring(const std::vector<Sight>& sights);
    std::vector<Point> points;
    std::vector<std::int64_t> valueOfPoint, rowOfValue;
    std::vector<double> weightOfPoint;
    std::vector<std::pair<std::int64_t, std::int64_t>> pointsOfValue;  ///< first and one past the last
    bool plain = true;                                                 ///< every value is one point, in order
};

/// The operator of a list of observations: gathers all points from the decoder, then evaluates each kind.
///     A(x) = h(W (b + P x)),  W linear; P too for linear decoders, with closed-form P V Pᵀ
class Network final : public Operator {
public:
    Network(const Decoder& decoder, const std::vector<Sight>& sights);
    [[nodiscard]] std::int64_t size() const override { return size_; }
    [[nodiscard]] bool linear() const override { return linear_; }
    [[nodiscard]] Tensor apply(const Tensor& x) const override;
    [[nodiscard]] LinearisedOperator linearise(const Tensor& x) const override;
    /// What would be seen of the decoder's background, [n]
    [[nodiscard]] Tensor background() const;
    /// Nothing where the observations are made of too many points for a dense matrix, or the decoder is not linear.
    [[nodiscard]] std::optional<Tensor> gram(const Tensor& x, const Tensor& v) const override;
    /// G V Aᵀ between other points (state values, linear) and these observations at x = 0; [points, n]
    [[nodiscard]] Tensor cross(const PointOperator& points, const Tensor& v) const;
    /// diagonal of A V Aᵀ linearised at the prior mean, [n] float64; of a step of one standard deviation without v
    [[nodiscard]] Tensor variance(const Tensor& v) const;

private:
    struct Group {
        const Entry* entry;
        Tensor rows;    ///< [n_g] index of the observation
        Tensor values;  ///< [n_g · k] index of the value
        std::int64_t width;
    };
    std::shared_ptr<const PointOperator> points_;
    std::vector<Group> groups_;
    std::int64_t size_ = 0, values_ = 0;
    bool linear_ = true;
    bool identity_ = true;   ///< every observation is one point, in order
    bool plain_ = true;      ///< every value is one point, in order
    Tensor gather_, share_;  ///< [values, most points] index and weight of a value's points, weight 0 beyond
    Tensor valueOfPoint_, weight_;  ///< [points]
    Tensor rowOfPoint_;             ///< [points] observation, on the CPU

    struct Evaluated;
    void wire(const Wiring& wiring, const at::TensorOptions& options);
    void groupByEntry(const std::vector<Sight>& sights, const at::Device& device);
    [[nodiscard]] Tensor valuesOf(const Tensor& points) const;
    [[nodiscard]] Tensor pointsOf(const Tensor& values) const;
    [[nodiscard]] Evaluated evaluate(const Tensor& x) const;
    [[nodiscard]] Evaluated evaluateAt(const Tensor& state) const;
    [[nodiscard]] Tensor slopes(const std::vector<Tensor>& gradients, std::int64_t member) const;
};

}  // namespace core::observe
