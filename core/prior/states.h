#pragma once

#include "core/prior/prior.h"
#include "core/prior/state_vectors.h"

#include <memory>
#include <string>
#include <vector>

namespace core::prior {

/// A small world: trajectories of states of a few numbers, with a denoiser of them.
struct StatesModel {
    std::vector<std::string> names;  ///< of the d numbers of a state: what observations and results call them
    std::vector<std::int64_t> times;  ///< L states
    Tensor mean;                      ///< [L or 1, d] physical, of any float type
    Tensor scale;                     ///< [d] physical; x = mean + scale · z
    /// of z [M, L · d], state by state
    std::shared_ptr<const denoiser::Denoiser> denoiser;
    std::vector<std::string> notes;
    std::string source;
    at::TensorOptions options;
};

/// A prior whose states lie nowhere on Earth. Each number of a state is a channel of its own, without a level, on a grid
/// of the one point 0° N 0° E: so it runs, is observed (with lat = lon = 0), scored and written like any other, and a
/// result holds x(member, time, 1, 1) by the number's name.
class States final : public Prior, public observe::Decoder, public StateVectors {
public:
    /// throws Error{bug} where shapes do not fit
    explicit States(StatesModel model);

    [[nodiscard]] const std::vector<Channel>& channels() const override { return channels_; }
    [[nodiscard]] std::int64_t size() const override;
    [[nodiscard]] const denoiser::Denoiser& denoiser() const override { return *model_.denoiser; }
    [[nodiscard]] const observe::Decoder& decoder() const override { return *this; }
    [[nodiscard]] const std::vector<std::string>& notes() const override { return model_.notes; }
    [[nodiscard]] const std::string& source() const override { return model_.source; }
    [[nodiscard]] at::TensorOptions options() const override { return model_.options; }
    [[nodiscard]] double representativeness(int) const override { return 0; }

    [[nodiscard]] const std::shared_ptr<const DisplayGrid>& grid() const override { return grid_; }
    [[nodiscard]] Tensor field(const Tensor& x, int channel, int time) const override;
    [[nodiscard]] Tensor fields(const Tensor& x, int time) const override;
    [[nodiscard]] Tensor background(int channel, int time) const override;
    [[nodiscard]] Tensor scale(int channel) const override;
    [[nodiscard]] std::shared_ptr<const observe::PointOperator> points(
        const std::vector<observe::Point>& points) const override;
    [[nodiscard]] Tensor encode(const Tensor& fields) const override;
    [[nodiscard]] Tensor meanSquare(const Tensor& d) const override;
    [[nodiscard]] Tensor channelSquares(const Tensor& d) const override;

    [[nodiscard]] const StateVectors& stateVectors() const override { return *this; }
    /// physical numbers, [M, L, d]
    [[nodiscard]] Tensor states(const Tensor& x) const override;
    [[nodiscard]] Tensor latent(const Tensor& states) const override;
    [[nodiscard]] observe::Observed given(const Tensor& states) const override;

    [[nodiscard]] const StatesModel& model() const { return model_; }
    /// index of a number in z
    [[nodiscard]] std::int64_t element(int channel, int time) const;

private:
    StatesModel model_;
    std::vector<Channel> channels_;
    std::shared_ptr<const DisplayGrid> grid_;
    Tensor mean_, scale_;  // [L, d], [d] in the latent's options

    [[nodiscard]] Tensor unfolded(const Tensor& x) const;
};

}  // namespace core::prior
