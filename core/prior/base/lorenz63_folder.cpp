#include "core/prior/lorenz63_folder.h"

#include "core/api/error.h"
#include "core/data/draft.h"
#include "core/data/safetensors.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace core::prior {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t components = 3;
constexpr const char* kind = "lorenz63";

Json documentIn(const std::string& folder)
{
    std::ifstream file(folder + "/prior.json");
    return Json::parse(file, nullptr, false);
}

}  // namespace

Selection lorenz63Schedule()
{
    return {"sda", {{"form", 0}, {"signal", 0}}};
}

void saveLorenz63(const std::string& folder)
{
    constexpr double step = 0.025;
    const Json document = {{"kind", kind},
                           {"step", step},
                           {"noiseVariance", step},
                           {"centre", {0, 0, 25}},
                           {"scale", {8, 9, 8.6}},
                           {"schedule", "sda"},
                           {"source", "embellie-cli train, noisy Lorenz-63 (arXiv:2306.10574)"},
                           {"version", EMBELLIE_VERSION}};
    data::writeWhole(folder + "/prior.json", document.dump(2) + "\n");
}

bool isLorenz63(const std::string& folder)
{
    const Json document = documentIn(folder);
    return document.is_object() && document.value("kind", "") == kind;
}

std::shared_ptr<const ScoreDenoiser> loadLorenz63(const std::string& folder)
{
    if (!isLorenz63(folder)) {
        throw Error(Cause::badFile, folder + " is not a Lorenz-63 prior (its prior.json is missing or of another kind).",
                    "Make one with embellie-cli train.");
    }
    const data::Safetensors file(folder + "/weights.safetensors");
    network::StateDict weights = network::stateDict(file);
    const network::ScoreConfig config = network::scoreConfig(weights, components);
    network::Weights taken(std::move(weights));
    const auto network = std::make_shared<network::ScoreNetwork>(config, network::Scope(taken, "kernel."));
    taken.finish("the score network in “" + folder + "”");
    return std::make_shared<ScoreDenoiser>(network, schedule::make(lorenz63Schedule()),
                                           std::vector<std::int64_t>{components});
}

}  // namespace core::prior
