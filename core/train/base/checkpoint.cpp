#include "core/api/error.h"
#include "core/data/safetensors.h"
#include "core/train/base/parameters.h"
#include "core/train/base/trainer.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

namespace core::train {
namespace {

/// doubles and counts of a progression as one array of doubles, in this order
std::vector<double> packed(const Progression& at)
{
    return {static_cast<double>(at.step), at.best,    static_cast<double>(at.bestStep),
            static_cast<double>(at.waited), at.mean,  at.leastMean,
            at.rowLoss,                     at.rowNorm, static_cast<double>(at.rowSteps)};
}

Progression unpacked(const std::vector<double>& n)
{
    return {.step = static_cast<std::int64_t>(n[0]),
            .best = n[1],
            .bestStep = static_cast<std::int64_t>(n[2]),
            .waited = static_cast<std::int64_t>(n[3]),
            .mean = n[4],
            .leastMean = n[5],
            .rowLoss = n[6],
            .rowNorm = n[7],
            .rowSteps = static_cast<std::int64_t>(n[8])};
}

/// Moves arrays of the same names and shapes into others.
void take(const StateDict& from, StateDict& into, const std::string& path)
{
    const c10::NoGradGuard quiet;
    for (auto& [name, tensor] : into) {
        const auto found = from.find(name);
        if (found == from.end() || found->second.sizes() != tensor.sizes()) {
            throw Error(Cause::badFile, "“" + path + "” is the checkpoint of another network: its “" + name +
                                            "” is missing or of another shape.",
                        "Start the training anew, without --resume.");
        }
        tensor.copy_(found->second);
    }
}

}  // namespace

void Trainer::save(const std::string& path) const
{
    StateDict all;
    for (const auto& [name, tensor] : parameters_) {
        all["weights." + name] = tensor;
    }
    for (const auto& [name, tensor] : average_) {
        all["average." + name] = tensor;
    }
    for (const auto& [name, tensor] : optimiser_.state()) {
        all["optimiser." + name] = tensor;
    }
    const auto numbers = packed(at_);
    all["progression"] = at::tensor(at::ArrayRef<double>(numbers), at::kDouble);
    network::writeState(path, all, {{"training", printTrainRequest(request_)}, {"version", EMBELLIE_VERSION}});
}

void Trainer::restore(const std::string& path)
{
    const c10::InferenceMode plain(false);
    const data::Safetensors file(path);
    const auto told = file.metadata().find("training");
    if (told == file.metadata().end() || !file.contains("progression") ||
        file.numbers("progression").size() != packed(at_).size()) {
        throw Error(Cause::badFile, "“" + path + "” is no checkpoint of a training.", "Start without --resume.");
    }
    const TrainRequest theirs = parseTrainRequest(told->second);
    if (!(theirs.training == request_.training) || theirs.seed != request_.seed || theirs.batch != request_.batch ||
        theirs.optimiser.kind != request_.optimiser.kind) {
        throw Error(Cause::badInput,
                    "“" + path + "” was made by another training: training, seed, batch and optimiser.kind must stay.",
                    "Start anew in another folder, or ask for what was asked for there.");
    }
    take(network::stateDict(file, "weights."), parameters_, path);
    take(network::stateDict(file, "average."), average_, path);
    optimiser_.restore(network::stateDict(file, "optimiser."));
    at_ = unpacked(file.numbers("progression"));
}

}  // namespace core::train
