#include "core/api/scoring.h"

#include "core/api/error.h"
#include "core/api/json/object.h"

#include <fstream>
#include <iterator>

namespace core {

using json::Json;
using json::Object;
using json::Range;

namespace {

constexpr double many = 1e6;

Simulation simulation(const Json& value)
{
    Simulation out;
    Object object(value, "simulate");
    object.read("start", out.start);
    object.read("days", out.days, {.low = 1, .high = many});
    object.read("members", out.members, {.low = 1, .high = many});
    object.read("seed", out.seed);
    object.done();
    return out;
}

SmootherKnobs smoother(const Json& value)
{
    SmootherKnobs out;
    Object object(value, "smoother");
    object.read("members", out.members, {.low = 2, .high = many});
    object.read("lengthKm", out.lengthKm, {.low = 1, .high = many});
    object.read("levels", out.levels, {.low = 0, .high = many});
    object.read("inflation", out.inflation, {.low = 1, .high = 10});
    object.done();
    return out;
}

}  // namespace

PriorScoring parseScoring(const std::string& text)
{
    const Json document = Json::parse(text, nullptr, false);
    if (document.is_discarded()) {
        throw Error(Cause::badInput, "The scoring is no JSON.", "Check its commas and brackets.");
    }
    PriorScoring out;
    Object object(document, "");
    object.read("only", out.only);
    object.read("windows", out.windows, {.low = 0, .high = many});
    object.read("members", out.members, {.low = 0, .high = many});
    object.read("steps", out.steps, {.low = 1, .high = many});
    object.read("seed", out.seed);
    if (object.has("simulate")) {
        out.simulation = simulation(object.at("simulate"));
    }
    if (object.has("smoother")) {
        out.smoother = smoother(object.at("smoother"));
    }
    object.done();
    return out;
}

PriorScoring readScoring(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw Error(Cause::badFile, path + " cannot be read.", "Give a file of a scoring.");
    }
    return parseScoring({std::istreambuf_iterator<char>(file), {}});
}

}  // namespace core
