#pragma once

#include "core/denoiser/costed.h"
#include "core/network/appa_folder.h"
#include "core/observe/decoder.h"
#include "core/prior/appa_fields.h"

#include <memory>
#include <mutex>
#include <vector>

namespace core::prior {

/// What a latent decodes by.
struct LatentShape {
    std::shared_ptr<const network::Autoencoder> autoencoder;
    Tensor mean, scale;  ///< of the latent a channel, [c]: z = mean + scale · x
    AppaFields fields;
    std::int64_t states =
        1;  ///< in the latent x [M, states · h · w · c]; those from `shown` on only fill windows up
    std::int64_t shown = 1;
    Tensor sea;  ///< [lat, lon] bool, where sea surface temperature means something; undefined: everywhere
    at::TensorOptions options;
};

/// Bytes that decoding one state takes, or its derivative, about.
struct DecodingBytes {
    explicit DecodingBytes(const network::AutoencoderConfig& config);
    double forward = 0;
    double derivative = 0;  ///< of the graph that products are taken from
    /// Whether the graphs of so many states stay in memory between products; else each product decodes again.
    [[nodiscard]] bool kept(std::int64_t states) const;
};

/// Operations of decoding one state. A product takes twice its value, and the value again where its graph is not kept.
[[nodiscard]] denoiser::Flops flopsOfDecoding(const network::AutoencoderConfig& config);

/// A trajectory of standardised latents, each decoded by an autoencoder, seen at points bilinearly between its grid's.
/// Its products with derivatives keep the decoder's graphs where they fit into a fixed budget, else evaluate again.
class LatentDecoder final : public observe::Decoder, public denoiser::Costed {
public:
    explicit LatentDecoder(LatentShape shape);

    [[nodiscard]] const std::shared_ptr<const DisplayGrid>& grid() const override { return grid_; }
    [[nodiscard]] Tensor field(const Tensor& x, int channel, int time) const override;
    [[nodiscard]] Tensor fields(const Tensor& x, int time) const override;
    /// climatological mean: one number a channel
    [[nodiscard]] Tensor background(int channel, int time) const override;
    [[nodiscard]] Tensor scale(int channel) const override;
    [[nodiscard]] std::shared_ptr<const observe::PointOperator> points(
        const std::vector<observe::Point>& points) const override;
    [[nodiscard]] Tensor encode(const Tensor& fields) const override;
    /// of the latent itself, whose elements have unit variance
    [[nodiscard]] Tensor meanSquare(const Tensor& d) const override;
    /// throws Error{bug}: the decoder is not linear
    [[nodiscard]] Tensor channelSquares(const Tensor& d) const override;

    /// x [B, h · w · c] of one state → standardised fields [B, C, lat, lon]
    [[nodiscard]] Tensor decoded(const Tensor& x) const;
    /// one state of x [M, D], [M, h · w · c]
    [[nodiscard]] Tensor stateOf(const Tensor& x, int time) const;
    [[nodiscard]] const LatentShape& shape() const { return shape_; }
    /// elements of one state's latent
    [[nodiscard]] std::int64_t stateSize() const { return stateSize_; }
    [[nodiscard]] const DecodingBytes& bytes() const { return bytes_; }
    [[nodiscard]] double flops() const override { return flops_.mean; }
    /// where one state's graph is kept; those of more may not be
    [[nodiscard]] double productFlops() const override { return flops_.product; }

private:
    /// The last state that was decoded: panels and results ask for its channels one by one.
    struct Kept {
        std::mutex mutex;
        Tensor x, fields;
        int time = -1;
    };
    LatentShape shape_;
    std::shared_ptr<const DisplayGrid> grid_;
    std::int64_t stateSize_ = 0;
    DecodingBytes bytes_;
    denoiser::Flops flops_;
    Tensor mean_, std_;  // of the fields, [C, 1, 1]
    int seaChannel_ = -1;
    mutable Kept kept_;
};

}  // namespace core::prior
