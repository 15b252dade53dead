#include "core/api/error.h"
#include "core/data/draft.h"
#include "core/data/safetensors.h"
#include "core/data/safetensors_write.h"
#include "core/prior/eof_model.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace core::prior {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kind = "eof";

struct Named {
    const char* name;
    Tensor EofModel::*tensor;
};
constexpr Named arrays[] = {{"mean", &EofModel::mean},
                            {"variance", &EofModel::variance},
                            {"patterns", &EofModel::patterns},
                            {"autocovariance", &EofModel::autocovariance},
                            {"unresolved", &EofModel::unresolved}};

Json documentIn(const std::string& folder)
{
    std::ifstream file(folder + "/prior.json");
    return Json::parse(file, nullptr, false);
}

[[noreturn]] void refuse(const std::string& folder, const std::string& why)
{
    throw Error(Cause::badFile, folder + " is not a climate of EOFs (" + why + ").", "Make one with embellie-cli fit --kind eof.");
}

void readDocument(const Json& document, EofModel& model)
{
    for (const Json& entry : document.at("variables")) {
        model.channels.push_back({entry.at("standardName"), entry.at("label"), entry.at("units"), entry.at("levelHpa")});
    }
    model.lat = document.at("lat").get<std::vector<double>>();
    model.lon = document.at("lon").get<std::vector<double>>();
    model.stepSeconds = document.at("stepSeconds");
    model.march = {.annual = document.at("annual"), .daily = document.at("daily")};
    model.modes = document.at("modes").get<std::vector<std::int64_t>>();
    model.source = document.at("source");
    model.notes = document.at("notes").get<std::vector<std::string>>();
}

bool fits(const EofModel& model)
{
    const auto c = static_cast<std::int64_t>(model.channels.size()), rows = static_cast<std::int64_t>(model.lat.size()),
               columns = static_cast<std::int64_t>(model.lon.size());
    std::int64_t modes = 0;
    for (const std::int64_t count : model.modes) {
        if (count < 1) {
            return false;
        }
        modes += count;
    }
    return c > 0 && rows > 1 && !model.modes.empty() && static_cast<std::int64_t>(model.modes.size()) <= columns / 2 &&
           model.stepSeconds > 0 && model.mean.sizes() == at::IntArrayRef({model.march.size(), c, rows, columns}) &&
           model.variance.sizes() == at::IntArrayRef({model.march.size(), c, rows}) &&
           model.patterns.sizes() == at::IntArrayRef({modes, 2, c, rows}) && model.autocovariance.dim() == 3 &&
           model.autocovariance.size(0) == modes && model.autocovariance.size(1) == 2 && model.autocovariance.size(2) > 0 &&
           model.unresolved.sizes() == at::IntArrayRef({c});
}

}  // namespace

void saveEofs(const EofModel& model, const std::string& folder)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) {
        throw Error(Cause::badFile, folder + " cannot be made (" + failed.message() + ").", "Choose another folder.");
    }
    std::vector<Tensor> held;
    std::map<std::string, data::ArrayView> views;
    for (const auto& [name, member] : arrays) {
        held.push_back((model.*member).to(at::kCPU, at::kFloat).contiguous());
        views[name] = {"F32", held.back().sizes().vec(), held.back().const_data_ptr()};
    }
    data::writeSafetensors(folder + "/climate.safetensors", views);
    Json channels = Json::array();
    for (const Channel& channel : model.channels) {
        channels.push_back({{"standardName", channel.standardName}, {"label", channel.label}, {"units", channel.units},
                            {"levelHpa", channel.levelHpa}});
    }
    const Json document = {{"kind", kind}, {"variables", channels}, {"lat", model.lat}, {"lon", model.lon},
                           {"stepSeconds", model.stepSeconds}, {"annual", model.march.annual}, {"daily", model.march.daily},
                           {"modes", model.modes}, {"source", model.source}, {"notes", model.notes},
                           {"version", EMBELLIE_VERSION}};
    data::writeWhole(folder + "/prior.json", document.dump(1) + "\n");
}

bool isEofs(const std::string& folder)
{
    const Json document = documentIn(folder);
    return document.is_object() && document.value("kind", "") == kind;
}

EofModel loadEofs(const std::string& folder)
{
    const Json document = documentIn(folder);
    if (!document.is_object() || document.value("kind", "") != kind) {
        refuse(folder, "its prior.json is missing or of another kind");
    }
    EofModel model;
    try {
        readDocument(document, model);
    } catch (const Json::exception& error) {
        refuse(folder, error.what());
    }
    const data::Safetensors file(folder + "/climate.safetensors");
    for (const auto& [name, member] : arrays) {
        const auto values = file.numbers(name);
        model.*member = at::tensor(at::ArrayRef<double>(values), at::kDouble).view(file.at(name).shape).to(at::kFloat);
    }
    if (!fits(model)) {
        refuse(folder, "its arrays do not have the shapes that prior.json announces");
    }
    return model;
}

}  // namespace core::prior
