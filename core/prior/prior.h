#pragma once

#include "core/api/event.h"
#include "core/api/request.h"
#include "core/denoiser/denoiser.h"
#include "core/observe/decoder.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace core::prior {

using at::Tensor;

class StateVectors;  // core/prior/state_vectors.h

/// Tells what goes on and how far it is, 0…1.
using Tell = std::function<void(const std::string& what, double fraction)>;

/// The noise that a network was trained with.
struct Trained {
    Selection schedule;            ///< of the training, for requests that name none
    double least = 0, most = 0;    ///< u between which it was
};

/// A distribution of trajectories over one window, with its denoiser and decoder.
/// Where the denoiser carries a covariance and observations are linear, its posterior is known exactly (exact.h).
class Prior {
public:
    virtual ~Prior() = default;
    [[nodiscard]] virtual const std::vector<Channel>& channels() const = 0;
    [[nodiscard]] virtual std::int64_t size() const = 0;  ///< D, elements of the latent
    [[nodiscard]] virtual const denoiser::Denoiser& denoiser() const = 0;
    [[nodiscard]] virtual const observe::Decoder& decoder() const = 0;
    /// Of one window's latent [M, K · n], where the denoiser is composed of windows; else null.
    [[nodiscard]] virtual const observe::Decoder* windowDecoder() const { return nullptr; }
    [[nodiscard]] virtual const std::vector<std::string>& notes() const = 0;
    [[nodiscard]] virtual const std::string& source() const = 0;
    [[nodiscard]] virtual at::TensorOptions options() const = 0;
    /// Variance of what the state cannot resolve, as a share of the field's variance; 0 where nothing is known of it.
    [[nodiscard]] virtual double representativeness(int channel) const = 0;
    /// Noise level u = σ/α from which on x_t has forgotten the state: where a run may begin. Default: 10·√λ_max of the
    /// covariance, 10 without one (a latent of unit variance).
    [[nodiscard]] virtual double forgettingNoise() const;
    /// Bytes that one denoised batch takes beside the states, with its derivative where a run is guided.
    [[nodiscard]] virtual double workingBytes(bool guided) const { return static_cast<void>(guided), 0; }
    /// Whether denoising takes, beside tensors as large as the trajectory, memory that does not grow with it: its states
    /// may then lie in mapped files. Default: where the covariance is a chain's.
    [[nodiscard]] virtual bool streams() const;
    /// The states of the latent one by one, for runs that go on from states.
    [[nodiscard]] virtual const StateVectors& stateVectors() const = 0;
    /// Nothing where the denoiser is exact or says nothing of its training.
    [[nodiscard]] virtual std::optional<Trained> trained() const { return std::nullopt; }

    /// Covariance of the prior itself as PointOperator::variance() takes it; undefined without one, when points answer
    /// from what they know of single values.
    [[nodiscard]] Tensor ownCovariance() const;
};

/// What a request's prior names, read or fitted, before there is a window.
class Model {
public:
    virtual ~Model() = default;
    /// Where a window begins that nothing else places, seconds since 1970.
    [[nodiscard]] virtual std::optional<std::int64_t> start() const { return std::nullopt; }
    /// Seconds between states where the prior knows only one spacing; else 0.
    [[nodiscard]] virtual std::int64_t stepSeconds() const { return 0; }
    /// States of a window that nothing else names.
    [[nodiscard]] virtual int length() const { return 1; }
    /// The fewest states of a window.
    [[nodiscard]] virtual int shortest() const { return 1; }
    /// The prior of the states at these times.
    /// times    seconds since 1970, equally spaced where they are many
    /// options  dtype and device of the latent
    [[nodiscard]] virtual std::shared_ptr<const Prior> over(const std::vector<std::int64_t>& times,
                                                            const at::TensorOptions& options) const = 0;
};

/// A catalogue entry: a kind of prior.
struct Entry {
    Choice about;
    /// spec  as the request has it, but with all knobs and with paths resolved; a folder named alone is its word "folder"
    /// throws Error{badInput, badFile}
    std::shared_ptr<const Model> (*open)(const PriorSpec& spec, const Tell& tell);
    /// Whether a folder that a request names alone is of this kind. Null: never.
    bool (*recognises)(const std::string& folder) = nullptr;
};

[[nodiscard]] std::span<const Entry> entries();

/// throws Error{badInput} for an unknown kind
[[nodiscard]] const Entry& find(const std::string& kind);

}  // namespace core::prior
