#include "core/run/members.h"

#include "core/api/error.h"
#include "core/denoiser/composed.h"
#include "core/run/counter_noise.h"
#include "core/run/finite.h"

#include <algorithm>

namespace core::run {
namespace {

/// Rows of chunks under each other; a single chunk is not copied.
Tensor joined(const std::vector<Tensor>& parts)
{
    return parts.size() == 1 ? parts.front() : at::cat(parts);
}

/// Memories of several chunks in one list: how many each has, then all. One chunk's stays as it is.
std::vector<Tensor> packed(const std::vector<std::vector<Tensor>>& memories)
{
    if (memories.size() == 1) {
        return memories.front();
    }
    std::vector<std::int64_t> counts;
    std::vector<Tensor> out(1);
    for (const auto& memory : memories) {
        counts.push_back(static_cast<std::int64_t>(memory.size()));
        out.insert(out.end(), memory.begin(), memory.end());
    }
    out.front() = at::tensor(at::ArrayRef<std::int64_t>(counts));
    return out;
}

/// What acts across members sees all of them, or it is another method.
void expectTogether(const Share& share, const std::string& method)
{
    if (share.chunk < share.members) {
        throw Error(Cause::badInput,
                    "Under " + method + " members act on each other, but the " + std::to_string(share.members) +
                        " of them are stepped " + std::to_string(share.chunk) + " at a time.",
                    "Step all together (--together " + std::to_string(share.members) +
                        "), or choose another method.");
    }
}

constexpr const char* onDevice = "@device";  // ends the name of what did not lie in the processor's memory

std::string memoryName(const std::string& of, std::int64_t chunk, std::size_t index)
{
    return "chunk." + std::to_string(chunk) + "." + of + "." + std::to_string(index);
}

std::vector<std::vector<Tensor>> unpacked(const std::vector<Tensor>& memory, std::size_t chunks)
{
    if (chunks == 1) {
        return {memory};
    }
    std::vector<std::vector<Tensor>> out;
    auto next = memory.begin() + 1;
    for (std::size_t i = 0; i < chunks; ++i) {
        const auto count = memory.front()[static_cast<std::int64_t>(i)].item<std::int64_t>();
        out.emplace_back(next, next + count);
        next += count;
    }
    return out;
}

}  // namespace

Members::Members(const Share& share, const at::Device& device) : share_(share), group_(companyOf(share, device))
{
    for (std::int64_t first = 0; first < share.count; first += share.chunk) {
        chunks_.push_back({first, std::min(share.chunk, share.count - first), nullptr, nullptr});
    }
}

void Members::useSampler(const Selection& selection)
{
    sampler_ = selection.kind;
    for (Chunk& chunk : chunks_) {
        chunk.sampler = sampler::make(selection);
        if (chunk.sampler->mixesMembers()) {
            expectTogether(share_, selection.kind);
        }
    }
}

void Members::begin(std::span<const denoiser::Node> nodes)
{
    for (Chunk& chunk : chunks_) {
        chunk.sampler->begin(nodes);
    }
}

void Members::useGuidance(const GuidanceSpec& spec)
{
    guidance_ = spec.choice.kind;
    for (Chunk& chunk : chunks_) {
        chunk.guidance = guidance::requested(spec);
        if (chunk.guidance->mixesMembers()) {
            expectTogether(share_, spec.choice.kind);
        }
    }
}

Tensor Members::rowsOf(const Chunk& chunk, const Tensor& x) const
{
    return chunk.count == x.size(0) ? x : x.slice(0, chunk.first, chunk.first + chunk.count);
}

observe::Observed Members::seenBy(const Chunk& chunk, const observe::Observed& all) const
{
    observe::Observed out = all;
    if (all.y.dim() < 2) {
        return out;
    }
    out.y = rowsOf(chunk, all.y);
    if (all.inWindows) {
        std::vector<observe::Observed> windows;
        for (const observe::Observed& window : *all.inWindows) {
            windows.push_back(seenBy(chunk, window));
        }
        out.inWindows = std::make_shared<const std::vector<observe::Observed>>(std::move(windows));
    }
    return out;
}

Tensor Members::start(const Tensor& like, const MemberStep& step) const
{
    Tensor x;
    agree([&] {
        CounterNoise noise(step.seed, step.number, static_cast<std::uint32_t>(share_.first));
        x = noise.normal(like.expand({share_.count, -1})).mul_(step.t.sigma);
    });
    return gatherMembers(x, share_);
}

void Members::together(const denoiser::Denoiser& alone,
                       const std::function<void(const denoiser::Denoiser&)>& work) const
{
    const auto* composed = dynamic_cast<const denoiser::Composed*>(&alone);
    agree([&] {
        if (group_ && composed != nullptr) {
            const denoiser::Composed shared = composed->sharedBy(group_);
            // who fails on the way tells those of the group that wait for its windows
            group_->agree(0, [&] { work(shared); });
        } else {
            work(alone);
        }
    });
}

Tensor Members::mean(const denoiser::Denoiser& denoiser, const Tensor& x_t, const denoiser::Node& at) const
{
    std::vector<Tensor> parts;
    together(denoiser, [&](const denoiser::Denoiser& shared) {
        for (const Chunk& chunk : chunks_) {
            parts.push_back(shared.mean(rowsOf(chunk, x_t), at));
        }
    });
    return gatherMembers(joined(parts), share_);
}

sampler::Step Members::step(const Sampled& sampled, const Tensor& x_t, const MemberStep& step)
{
    std::vector<Tensor> states, means;
    together(*sampled.denoiser, [&](const denoiser::Denoiser& denoiser) {
        for (const Chunk& chunk : chunks_) {
            CounterNoise noise(step.seed, step.number, static_cast<std::uint32_t>(share_.first + chunk.first));
            const Tensor rows = rowsOf(chunk, x_t);
            const auto observed = sampled.observed != nullptr ? seenBy(chunk, *sampled.observed) : observe::Observed{};
            sampler::Step result = sampled.observed != nullptr
                ? chunk.guidance->step(*chunk.sampler, denoiser, observed, step.strength, rows,
                                       step.t, step.s, noise)
                : chunk.sampler->step(denoiser, rows, step.t, step.s, noise);
            expectFinite(result, {.prior = denoiser, .x_t = rows, .at = step.t, .step = step.number,
                                  .firstMember = share_.first + chunk.first, .sampler = sampler_,
                                  .guidance = sampled.observed != nullptr ? guidance_ : ""});
            states.push_back(std::move(result.x));
            means.push_back(std::move(result.mean));
        }
    });
    return {gatherMembers(joined(states), share_), gatherMembers(joined(means), share_)};
}

Tensor Members::own(const Tensor& all) const
{
    // rank 0 holds the states of all
    return presentRanks().rank == 0 ? all : all.slice(0, share_.first, share_.first + share_.count).clone();
}

std::map<std::string, Tensor> Members::named(const Memories& memories) const
{
    std::map<std::string, Tensor> out;
    if (group_ && group_->rank() != 0) {
        return out;
    }
    const auto add = [&](const std::string& of, const std::vector<Tensor>& packedOnes) {
        const auto each = unpacked(packedOnes, chunks_.size());
        for (std::size_t i = 0; i < chunks_.size(); ++i) {
            for (std::size_t k = 0; k < each[i].size(); ++k) {
                const Tensor& one = each[i][k];
                out[memoryName(of, (share_.first + chunks_[i].first) / share_.chunk, k) +
                    (one.is_cpu() ? "" : onDevice)] = one;
            }
        }
    };
    add("sampler", memories.sampler);
    add("guidance", memories.guidance);
    return out;
}

Memories Members::memories(const std::map<std::string, Tensor>& named, const at::Device& device) const
{
    const auto taken = [&](const std::string& name) {
        if (const auto at = named.find(name); at != named.end()) {
            return at->second;
        }
        const auto at = named.find(name + onDevice);
        return at == named.end() ? Tensor() : at->second.to(device);
    };
    const auto collected = [&](const std::string& of) {
        std::vector<std::vector<Tensor>> each;
        for (const Chunk& chunk : chunks_) {
            std::vector<Tensor> mine;
            const std::int64_t number = (share_.first + chunk.first) / share_.chunk;
            for (Tensor one = taken(memoryName(of, number, 0)); one.defined();
                 one = taken(memoryName(of, number, mine.size()))) {
                mine.push_back(std::move(one));
            }
            each.push_back(std::move(mine));
        }
        return packed(each);
    };
    return {collected("sampler"), collected("guidance")};
}

std::vector<Tensor> Members::samplerMemory() const
{
    std::vector<std::vector<Tensor>> memories;
    for (const Chunk& chunk : chunks_) {
        memories.push_back(chunk.sampler->memory());
    }
    return packed(memories);
}

std::vector<Tensor> Members::guidanceMemory() const
{
    std::vector<std::vector<Tensor>> memories;
    for (const Chunk& chunk : chunks_) {
        memories.push_back(chunk.guidance->memory());
    }
    return packed(memories);
}

void Members::restoreSampler(const std::vector<Tensor>& memory)
{
    const auto memories = unpacked(memory, chunks_.size());
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
        chunks_[i].sampler->restore(memories[i]);
    }
}

void Members::restoreGuidance(const std::vector<Tensor>& memory)
{
    const auto memories = unpacked(memory, chunks_.size());
    for (std::size_t i = 0; i < chunks_.size(); ++i) {
        chunks_[i].guidance->restore(memories[i]);
    }
}

}  // namespace core::run
