#include "tests/reference/hash_weights.h"

#include "core/network/layers.h"

#include <cmath>
#include <cstdint>

namespace reference {
namespace {

/// uniform on [−1, 1)
class Stream {
public:
    explicit Stream(const std::string& name)
    {
        for (const char c : name) {
            key_ = (key_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        }
    }
    [[nodiscard]] double at(std::uint64_t i) const
    {
        std::uint64_t z = key_ + (i + 1) * 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        z ^= z >> 31;
        return 2 * (static_cast<double>(z >> 40) / 16777216.0) - 1;
    }

private:
    std::uint64_t key_ = 0xcbf29ce484222325ULL;
};

}  // namespace

at::Tensor hashWeight(const std::string& name, at::IntArrayRef shape, double gain)
{
    at::Tensor out = at::empty(shape, at::kFloat);
    const auto fan = static_cast<double>(out.numel()) / static_cast<double>(shape.empty() ? 1 : shape[0]);
    const double scale = name.ends_with("theta") ? 1 : shape.size() < 2 ? 0.1 : gain * std::sqrt(3 / fan);
    const Stream stream(name);
    auto* to = out.data_ptr<float>();
    for (std::int64_t i = 0; i < out.numel(); ++i) {
        to[i] = static_cast<float>(scale * stream.at(static_cast<std::uint64_t>(i)));
    }
    return out;
}

at::Tensor hashNormal(const std::string& name, at::IntArrayRef shape)
{
    at::Tensor out = at::empty(shape, at::kFloat);
    const Stream stream(name);
    auto* to = out.data_ptr<float>();
    for (std::int64_t j = 0; j < out.numel(); ++j) {
        double sum = -6;
        for (std::int64_t i = 12 * j; i < 12 * j + 12; ++i) {
            sum += (stream.at(static_cast<std::uint64_t>(i)) + 1) / 2;
        }
        to[j] = static_cast<float>(sum);
    }
    return out;
}

core::network::StateDict hashVit(const core::network::VitConfig& config, double gain)
{
    const std::int64_t hidden = config.hidden, mod = config.modulation, wide = config.ffnFactor * hidden;
    const std::int64_t patch = config.patch[0] * config.patch[1] * config.patch[2];
    core::network::StateDict out;
    const auto put = [&](const std::string& name, at::IntArrayRef shape) {
        out[name] = hashWeight(name, shape, gain);
    };
    const auto layer = [&](const std::string& name, std::int64_t in, std::int64_t to) {
        put(name + ".weight", {to, in});
        put(name + ".bias", {to});
    };
    layer("in_proj", patch * (config.channels + 4 * config.states), hidden);
    layer("out_proj", hidden, patch * config.channels);
    layer("positional_embedding.2", 3 * hidden, hidden);
    out["positional_embedding.0.freqs"] = core::network::sineFrequencies(hidden / 2);
    out["diffusion_time_encoder.freqs"] = core::network::sineFrequencies(mod / 2);
    for (std::int64_t i = 0; i < config.blocks; ++i) {
        const std::string at = std::string("blocks.").append(std::to_string(i)).append(".");
        layer(at + "ada_zero.0", mod, mod);
        layer(at + "ada_zero.2", mod, 4 * hidden);
        put(at + "msa.qkv_proj.weight", {3 * hidden, hidden});
        layer(at + "msa.y_proj", hidden, hidden);
        layer(at + "ffn.0", hidden, wide);
        layer(at + "ffn.3", wide, hidden);
        put(at + "theta", {3, hidden / 2});
    }
    return out;
}

}  // namespace reference
