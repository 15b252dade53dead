#include "core/prior/latent_points.h"

#include "core/api/error.h"
#include "core/network/derivative.h"
#include "core/prior/latent_decoder.h"

#include <algorithm>
#include <map>
#include <utility>

namespace core::prior {

namespace {

constexpr double forwardBudget = 1e9;  // bytes that decoding several members at once may take

Tensor indices(const std::vector<std::int64_t>& list)
{
    return at::tensor(at::ArrayRef<std::int64_t>(list), at::kLong);
}

}  // namespace

/// Some members of one state, decoded together, with the derivative there.
struct LatentPoints::Piece {
    const State* state;
    std::int64_t first, end;  // members
    Tensor x;                 // their latent of the state
    std::function<network::Derivative()> derivative;
};

LatentPoints::LatentPoints(const LatentDecoder& decoder, const std::vector<observe::Point>& points)
    : decoder_(decoder)
{
    struct Listed {
        std::vector<std::int64_t> rows;
        std::vector<double> lat, lon;
    };
    std::map<int, std::map<int, Listed>> byState;
    std::vector<std::int64_t> channel;
    for (std::size_t i = 0; i < points.size(); ++i) {
        Listed& list = byState[points[i].time][points[i].channel];
        list.rows.push_back(static_cast<std::int64_t>(i));
        list.lat.push_back(points[i].lat);
        list.lon.push_back(points[i].lon);
        channel.push_back(points[i].channel);
    }
    const auto& shape = decoder.shape();
    for (const auto& [time, lists] : byState) {
        State state{time, {}};
        for (const auto& [c, list] : lists) {
            state.groups.push_back(
                {c, indices(list.rows).to(shape.options.device()),
                 std::make_shared<earth::Interpolation>(decoder.grid()->lat, decoder.grid()->lon, list.lat,
                                                        list.lon, shape.options)});
        }
        states_.push_back(std::move(state));
    }
    const Tensor channels = indices(channel);
    background_ = shape.fields.mean.index_select(0, channels).to(shape.options);
    scale_ = shape.fields.std.index_select(0, channels).to(shape.options);
}

/// fields [m, C, lat, lon] standardised → their points of out [m, n]
void LatentPoints::gather(const State& state, const Tensor& fields, Tensor out) const
{
    for (const Group& group : state.groups) {
        out.index_copy_(1, group.rows, group.places->apply(fields.select(1, group.channel).contiguous()));
    }
}

/// adjoint of gather: w [m, n] → [m, C, lat, lon]
Tensor LatentPoints::scatter(const State& state, const Tensor& w) const
{
    const auto& grid = *decoder_.grid();
    Tensor out = at::zeros(
        {w.size(0), static_cast<std::int64_t>(decoder_.shape().fields.channels.size()),
         static_cast<std::int64_t>(grid.lat.size()), static_cast<std::int64_t>(grid.lon.size())},
        w.options());
    for (const Group& group : state.groups) {
        out.select(1, group.channel).copy_(group.places->adjoint(w.index_select(1, group.rows)));
    }
    return out;
}

Tensor LatentPoints::apply(const Tensor& x) const
{
    const auto some = std::max<std::int64_t>(
        1, static_cast<std::int64_t>(forwardBudget / decoder_.bytes().forward));
    Tensor out = at::zeros({x.size(0), size()}, x.options());
    for (const State& state : states_) {
        const Tensor latent = decoder_.stateOf(x, state.time);
        for (std::int64_t first = 0; first < x.size(0); first += some) {
            gather(state, decoder_.decoded(latent.slice(0, first, first + some).contiguous()),
                   out.slice(0, first, first + some));
        }
    }
    return out * scale_;
}

std::vector<LatentPoints::Piece> LatentPoints::pieces(const Tensor& x) const
{
    const bool kept = decoder_.bytes().kept(x.size(0) * static_cast<std::int64_t>(states_.size()));
    const auto some = std::max<std::int64_t>(
        1, static_cast<std::int64_t>(forwardBudget / decoder_.bytes().derivative));
    std::vector<Piece> out;
    for (const State& state : states_) {
        const Tensor latent = decoder_.stateOf(x, state.time);
        for (std::int64_t first = 0; first < x.size(0); first += some) {
            Piece piece{&state,
                        first,
                        std::min(first + some, x.size(0)),
                        latent.slice(0, first, first + some).contiguous(),
                        {}};
            const auto make = [this, z = piece.x] {
                return network::differentiate([this](const Tensor& at) { return decoder_.decoded(at); }, z);
            };
            if (kept) {
                piece.derivative = [derivative = make()] { return derivative; };
            } else {
                piece.derivative = make;
            }
            out.push_back(std::move(piece));
        }
    }
    return out;
}

observe::LinearisedOperator LatentPoints::linearise(const Tensor& x) const
{
    const auto all = std::make_shared<const std::vector<Piece>>(pieces(x));
    Tensor value = at::zeros({x.size(0), size()}, x.options());
    for (const Piece& piece : *all) {
        gather(*piece.state, piece.derivative().value, value.slice(0, piece.first, piece.end));
    }
    auto jvp = [this, all](const Tensor& dx) {
        Tensor out = at::zeros({dx.size(0), size()}, dx.options());
        for (const Piece& piece : *all) {
            const Tensor d =
                decoder_.stateOf(dx, piece.state->time).slice(0, piece.first, piece.end).contiguous();
            gather(*piece.state, piece.derivative().jvp(d), out.slice(0, piece.first, piece.end));
        }
        return out * scale_;
    };
    auto vjp = [this, all](const Tensor& w) {
        const Tensor seeds = w * scale_;
        Tensor out = at::zeros({w.size(0), decoder_.shape().states, decoder_.stateSize()}, w.options());
        for (const Piece& piece : *all) {
            const Tensor seed = scatter(*piece.state, seeds.slice(0, piece.first, piece.end));
            out.select(1, piece.state->time)
                .slice(0, piece.first, piece.end)
                .copy_(piece.derivative().vjp(seed));
        }
        return out.flatten(1);
    };
    return {.value = value * scale_, .jvp = jvp, .vjp = vjp};
}

Tensor LatentPoints::cross(const observe::PointOperator&, const Tensor&) const
{
    throw Error(Cause::bug, "Points of decoded latents have no covariance.");
}

Tensor LatentPoints::variance(const Tensor&) const
{
    return scale_.to(at::kCPU, at::kDouble).square();
}

}  // namespace core::prior
