#pragma once

#include "core/guidance/guidance.h"
#include "core/run/ranks/ranks.h"
#include "core/run/rollout.h"
#include "core/sampler/sampler.h"

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace core::run {

/// One step of the whole ensemble.
struct MemberStep {
    denoiser::Node t, s;
    double strength = 1;      ///< of guidance
    std::uint64_t seed = 0;
    std::uint32_t number = 0; ///< of the step, as noise counts it
};

/// What samplers and guidance methods carry between steps, as samplerMemory() and guidanceMemory() have it.
struct Memories {
    std::vector<Tensor> sampler, guidance;
};

/// The members that this process steps, chunk by chunk, each chunk with a sampler and a guidance method of its own.
/// A denoiser composed of windows is shared out within the process's group.
/// States are [members of the run, D] on rank 0 and [members of this process, D] elsewhere; rank 0's own come first.
class Members {
public:
    /// device  that the states lie on. All processes make theirs together
    Members(const Share& share, const at::Device& device);

    void useSampler(const Selection& selection);
    /// The nodes of the run, for every chunk's sampler
    void begin(std::span<const denoiser::Node> nodes);
    void useGuidance(const GuidanceSpec& spec);

    /// Noise of standard deviation step.t.sigma, like `like` [1, D], by the step's seed and number
    [[nodiscard]] Tensor start(const Tensor& like, const MemberStep& step) const;
    /// E[x | x_t] of every member
    [[nodiscard]] Tensor mean(const denoiser::Denoiser& denoiser, const Tensor& x_t, const denoiser::Node& at) const;
    /// throws Error{badInput} where a member's values are no numbers any more, on every process
    [[nodiscard]] sampler::Step step(const Sampled& sampled, const Tensor& x_t, const MemberStep& step);

    /// What samplers and guidance methods carry between steps, chunk after chunk
    [[nodiscard]] std::vector<Tensor> samplerMemory() const;
    [[nodiscard]] std::vector<Tensor> guidanceMemory() const;
    void restoreSampler(const std::vector<Tensor>& memory);
    void restoreGuidance(const std::vector<Tensor>& memory);

    /// Memories of this process's chunks by name, the chunks numbered through the whole run; nothing where another process
    /// of the group gives them.
    [[nodiscard]] std::map<std::string, Tensor> named(const Memories& memories) const;
    /// Inverse; other names are passed over. Whoever steps a chunk finds its memory, however many processes there are.
    [[nodiscard]] Memories memories(const std::map<std::string, Tensor>& named,
                                    const at::Device& device) const;
    /// This process's rows of a tensor of all members
    [[nodiscard]] Tensor own(const Tensor& all) const;

    [[nodiscard]] std::int64_t together() const { return share_.chunk; }

private:
    struct Chunk {
        std::int64_t first, count;  // rows of this process
        std::unique_ptr<sampler::Sampler> sampler;
        std::unique_ptr<guidance::Guidance> guidance;
    };
    [[nodiscard]] Tensor rowsOf(const Chunk& chunk, const Tensor& x) const;
    /// What the chunk's members see, where each sees its own
    [[nodiscard]] observe::Observed seenBy(const Chunk& chunk, const observe::Observed& all) const;
    /// Does work on all processes, with the denoiser as this one's group evaluates it; what fails on one is thrown on all.
    void together(const denoiser::Denoiser& alone, const std::function<void(const denoiser::Denoiser&)>& work) const;
    Share share_;
    std::shared_ptr<const denoiser::Company> group_;  // null: no group has more than one process
    std::vector<Chunk> chunks_;
    std::string sampler_, guidance_;  // ids, for messages
};

}  // namespace core::run
