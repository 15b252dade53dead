#pragma once

#include "core/api/event.h"
#include "core/api/request.h"
#include "core/denoiser/denoiser.h"
#include "core/observe/decoder.h"

#include <memory>
#include <string>
#include <vector>

namespace core::prior {

using at::Tensor;

/// What a user picks: a distribution of trajectories with its denoiser and decoder.
class Prior {
public:
    virtual ~Prior() = default;
    [[nodiscard]] virtual const std::vector<Channel>& channels() const = 0;
    [[nodiscard]] virtual std::int64_t size() const = 0;  ///< D, elements of the latent
    [[nodiscard]] virtual const denoiser::Denoiser& denoiser() const = 0;
    [[nodiscard]] virtual const observe::Decoder& decoder() const = 0;
    [[nodiscard]] virtual const std::vector<std::string>& notes() const = 0;
    [[nodiscard]] virtual const std::string& source() const = 0;
    [[nodiscard]] virtual at::TensorOptions options() const = 0;
    /// Variance of what the state cannot resolve, as a share of the field's variance.
    [[nodiscard]] virtual double representativeness(int channel) const = 0;
};

}  // namespace core::prior
