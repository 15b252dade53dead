#pragma once

#include "core/guidance/guidance.h"
#include "core/run/problem.h"
#include "core/run/ranks/ranks.h"
#include "core/sampler/sampler.h"

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
/// States are [members of the run, D] on rank 0 and [members of this process, D] elsewhere; rank 0's own come first.
class Members {
public:
    explicit Members(const Share& share);

    void useSampler(const Selection& selection);
    /// The nodes of the run, for every chunk's sampler
    void begin(std::span<const denoiser::Node> nodes);
    void useGuidance(const Selection& selection);

    /// Noise of standard deviation sigma, like `like` [1, D]
    [[nodiscard]] Tensor start(const Tensor& like, double sigma, std::uint64_t seed) const;
    /// E[x | x_t] of every member
    [[nodiscard]] Tensor mean(const denoiser::Denoiser& denoiser, const Tensor& x_t, const denoiser::Node& at) const;
    /// throws Error{badInput} when a member diverges, on every process
    [[nodiscard]] sampler::Step step(const Problem& problem, const Tensor& x_t, const MemberStep& step);

    /// What samplers and guidance methods carry between steps, chunk after chunk
    [[nodiscard]] std::vector<Tensor> samplerMemory() const;
    [[nodiscard]] std::vector<Tensor> guidanceMemory() const;
    void restoreSampler(const std::vector<Tensor>& memory);
    void restoreGuidance(const std::vector<Tensor>& memory);

    /// Memories of this process's chunks by name, the chunks numbered through the whole run.
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
    /// throws Error{badInput} that tells where a step's result stopped being finite; first  member of its first row
    static void expectFinite(const Problem& problem, const MemberStep& step, const sampler::Step& result,
                             std::int64_t first);
    [[nodiscard]] Tensor rowsOf(const Chunk& chunk, const Tensor& x) const;
    Share share_;
    std::vector<Chunk> chunks_;
};

}  // namespace core::run
