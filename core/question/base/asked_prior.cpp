#include "core/question/base/asked_prior.h"

#include "core/prior/prior.h"
#include "core/run/paths.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace core::question {
namespace {

namespace fs = std::filesystem;

/// Empty for a kind that needs none.
fs::path folderOf(const PriorSpec& prior)
{
    return fs::is_directory(prior.name) ? prior.name : run::shippedPrior(prior.name);
}

std::string bytesOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::uint64_t hashOf(std::span<const char> bytes, std::uint64_t seed)
{
    constexpr std::uint64_t prime = 1099511628211ULL;
    for (const char byte : bytes) {
        seed = (seed ^ static_cast<unsigned char>(byte)) * prime;
    }
    return seed;
}

std::string identityOf(const PriorSpec& prior)
{
    const fs::path folder = folderOf(prior);
    if (folder.empty()) {
        return prior.name;
    }
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        const std::string kind = entry.path().extension();
        if (entry.is_regular_file() && (kind == ".json" || kind == ".safetensors" || kind == ".yaml" || kind == ".pth")) {
            files.insert(entry.path());
        }
    }
    std::uint64_t hash = hashOf({});
    for (const fs::path& file : files) {
        hash = hashOf(bytesOf(file), hash);
    }
    return std::to_string(hash);
}

std::optional<PriorSpec> gaussianPart(const PriorSpec& prior)
{
    constexpr const char* learnt = "network";
    const std::string folder = folderOf(prior);
    const auto set = prior.knobs.find(learnt);
    if (folder.empty() || (set != prior.knobs.end() && set->second == 0)) {
        return std::nullopt;
    }
    for (const prior::Entry& entry : prior::entries()) {
        const auto& knobs = entry.about.knobs;
        const bool has = std::any_of(knobs.begin(), knobs.end(), [](const Knob& knob) { return knob.id == learnt; });
        if (has && entry.recognises != nullptr && entry.recognises(folder)) {
            PriorSpec out = prior;
            out.knobs[learnt] = 0;
            return out;
        }
    }
    return std::nullopt;
}

}  // namespace core::question
