#pragma once

#include "core/api/event.h"
#include "core/api/request.h"
#include "core/denoiser/denoiser.h"
#include "core/run/history.h"

#include <ATen/ATen.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace core::run {

/// A run between two steps: what a resumable file holds. Noise is a function of the step, so it has no state.
struct Partial {
    Request request;            ///< what repeats the run: as it began, with every change since
    Request settings;           ///< as of the next step
    int step = 0;               ///< steps done
    std::int64_t together = 1;  ///< members stepped at a time; bits depend on it
    int threads = 1;            ///< of the engine; bits depend on them
    double seconds = 0;         ///< stepped so far
    std::uint64_t evaluations = 0;
    std::uint64_t origin = 0;  ///< hashOf the first estimate
    bool keepsFields = false;  ///< whether the estimates of earlier steps go with it
    std::vector<denoiser::Node> nodes;
    at::Tensor x, mean;  ///< x_t and x̂₀ of the whole trajectory, [M, D]
    KeptLeg leg;         ///< of a run that rolls out; nodes are this leg's
    std::map<std::string, at::Tensor>
        memories;                        ///< of samplers and guidance methods, as Members::named has them
    std::vector<Stepped> log;            ///< scalars of the steps so far, rmsePerTime left out
    std::map<int, at::Tensor> denoised;  ///< x̂₀ of member 0 at earlier steps, [1, D]
};

/// Hash of a tensor's bytes, the same on every machine.
[[nodiscard]] std::uint64_t hashOf(const at::Tensor& tensor);

/// Writes a resumable file, in the layout of safetensors: temporary name, then renamed, so that an earlier one stays whole
/// until then. Tensors are written from where they lie.
/// throws Error{badFile}
void writePartial(const std::string& path, const Partial& partial);

/// Reads a resumable file; tensors come into this thread's allocator (MappedTensors) one by one.
/// throws Error{badFile} in one sentence for whatever is not whole
[[nodiscard]] Partial readPartial(const std::string& path);

/// The same without its tensors: nodes, x, mean, memories, log and denoised stay empty, and the data are not checked.
[[nodiscard]] Partial readPartialHeader(const std::string& path);

/// throws Error{badInput} naming the first difference of a completed request to the file's, changes aside
void expectSameRequest(const std::string& path, const Request& now);

/// How a run that wants to go on began.
struct Beginning {
    std::uint64_t origin = 0;
    std::vector<std::int64_t> shape;  ///< of x
    std::int64_t together = 1;
};
/// throws Error{badInput} naming what differs from the broken run
void expectSameStart(const std::string& path, const Partial& partial, const Beginning& now);

}  // namespace core::run
