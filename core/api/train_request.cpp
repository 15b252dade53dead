#include "core/api/train_request.h"

#include "core/api/error.h"
#include "core/api/json/object.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

namespace core {

using json::Json;
using json::Object;
using json::Range;

namespace {

constexpr int most = std::numeric_limits<int>::max();

/// A text out of a list. throws Error{badInput}
void readName(Object& object, const std::string& key, std::string& out, const std::vector<std::string>& names)
{
    object.read(key, out);
    if (std::find(names.begin(), names.end(), out) == names.end()) {
        json::refuse(object.pathOf(key), out, json::oneOf(names));
    }
}

void readTraining(const Json& value, TrainRequest& request)
{
    Object object(value, "training");
    Selection& result = request.training;
    static_cast<void>(object.at("kind"));
    object.read("kind", result.kind);
    const auto known = trainings();
    const auto entry = std::find_if(known.begin(), known.end(), [&](const Choice& c) { return c.id == result.kind; });
    if (entry == known.end()) {
        std::vector<std::string> names;
        std::transform(known.begin(), known.end(), std::back_inserter(names), [](const Choice& c) { return c.id; });
        json::refuse("training.kind", result.kind, json::oneOf(names));
    }
    for (const Knob& knob : entry->knobs) {
        double& number = result.knobs[knob.id] = knob.initial;
        if (knob.integer) {
            int whole = static_cast<int>(number);
            object.read(knob.id, whole, {.low = knob.low, .high = knob.high});
            number = whole;
        } else {
            object.read(knob.id, number, {.low = knob.low, .high = knob.high});
        }
    }
    for (const Word& word : entry->words) {
        std::string text;
        object.read(word.id, text);
        if (!text.empty()) {
            request.words[word.id] = text;
        } else if (!word.optional) {
            throw Error(Cause::badInput, object.pathOf(word.id) + " is missing: the training " + result.kind + " needs it.",
                        "Give the " + word.label + " in " + object.pathOf(word.id) + ".");
        }
    }
    object.done();
}

OptimiserSpec optimiser(const Json& value)
{
    OptimiserSpec spec;
    Object object(value, "optimiser");
    readName(object, "kind", spec.kind, {"adam", "adamw"});
    constexpr double nearlyOne = 1 - 1e-9;
    object.read("rate", spec.rate, {.low = 1e-12, .high = 1});
    object.read("beta1", spec.beta1, {.low = 0, .high = nearlyOne});
    object.read("beta2", spec.beta2, {.low = 0, .high = nearlyOne});
    object.read("weightDecay", spec.weightDecay, {.low = 0, .high = 1});
    object.read("clip", spec.clip, {.low = 0});
    object.done();
    return spec;
}

RateSpec rate(const Json& value)
{
    RateSpec spec;
    Object object(value, "rate");
    readName(object, "kind", spec.kind, {"constant", "cosine", "linear"});
    object.read("warmUp", spec.warmUp, {.low = 0, .high = most});
    object.done();
    return spec;
}

ValidationSpec validation(const Json& value)
{
    ValidationSpec spec;
    Object object(value, "validation");
    object.read("every", spec.every, {.low = 1, .high = most});
    object.read("patience", spec.patience, {.low = 0, .high = most});
    object.done();
    return spec;
}

}  // namespace

TrainRequest parseTrainRequest(const std::string& text)
{
    const Json document = Json::parse(text, nullptr, false);
    if (document.is_discarded()) {
        throw Error(Cause::badInput, "The training is no JSON document.", "Check its commas and braces.");
    }
    TrainRequest request;
    Object object(document, "");
    readTraining(object.at("training"), request);
    if (object.has("optimiser")) {
        request.optimiser = optimiser(object.at("optimiser"));
    }
    if (object.has("rate")) {
        request.rate = rate(object.at("rate"));
    }
    if (object.has("validation")) {
        request.validation = validation(object.at("validation"));
    }
    object.read("steps", request.steps, {.low = 1, .high = most});
    object.read("batch", request.batch, {.low = 1, .high = 1 << 20});
    object.read("average", request.average, {.low = 0, .high = 1 - 1e-9});
    object.read("checkpointEvery", request.checkpointEvery, {.low = 1, .high = most});
    object.read("divergence", request.divergence, {.low = 1});
    object.read("seed", request.seed);
    object.done();
    return request;
}

TrainRequest readTrainRequest(const std::string& path)
{
    std::ifstream file(path);
    if (!file) {
        throw Error(Cause::badFile, path + " cannot be read.", "Check the name and the permissions.");
    }
    TrainRequest request = parseTrainRequest({std::istreambuf_iterator<char>(file), {}});
    const auto known = trainings();
    const auto entry = std::ranges::find(known, request.training.kind, &Choice::id);
    for (const Word& word : entry->words) {
        const auto found = request.words.find(word.id);
        if (word.holds == Word::Holds::path && found != request.words.end()) {
            found->second = (std::filesystem::absolute(path).parent_path() / found->second).lexically_normal().string();
        }
    }
    return request;
}

std::string printTrainRequest(const TrainRequest& request)
{
    Json training = {{"kind", request.training.kind}};
    for (const auto& [id, value] : request.training.knobs) {
        const bool whole = std::trunc(value) == value;
        training[id] = whole ? Json(static_cast<std::int64_t>(value)) : Json(value);
    }
    for (const auto& [id, text] : request.words) {
        training[id] = text;
    }
    const OptimiserSpec& o = request.optimiser;
    const Json document = {
        {"training", training},
        {"optimiser",
         {{"kind", o.kind}, {"rate", o.rate}, {"beta1", o.beta1}, {"beta2", o.beta2}, {"weightDecay", o.weightDecay},
          {"clip", o.clip}}},
        {"rate", {{"kind", request.rate.kind}, {"warmUp", request.rate.warmUp}}},
        {"steps", request.steps},
        {"batch", request.batch},
        {"average", request.average},
        {"validation", {{"every", request.validation.every}, {"patience", request.validation.patience}}},
        {"checkpointEvery", request.checkpointEvery},
        {"divergence", request.divergence},
        {"seed", request.seed}};
    return document.dump(2);
}

}  // namespace core
