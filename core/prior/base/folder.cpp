#include "core/prior/spectral_model.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/draft.h"
#include "core/data/safetensors.h"
#include "core/data/safetensors_write.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace core::prior {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr const char* kind = "spectral";

struct Named {
    const char* name;
    Tensor SpectralModel::*tensor;
};
constexpr Named arrays[] = {{"mean", &SpectralModel::mean},
                            {"scale", &SpectralModel::scale},
                            {"degree_covariance", &SpectralModel::degreeCovariance},
                            {"time_scale_hours", &SpectralModel::timeScaleHours},
                            {"unresolved", &SpectralModel::unresolved}};

void writeWeights(const SpectralModel& model, const std::string& path)
{
    std::vector<Tensor> held;
    std::map<std::string, data::ArrayView> views;
    for (const auto& [name, member] : arrays) {
        held.push_back((model.*member).to(at::kCPU, at::kDouble).contiguous());
        views[name] = {"F64", held.back().sizes().vec(), held.back().const_data_ptr()};
    }
    data::writeSafetensors(path, views);
}

Json documentOf(const SpectralModel& model)
{
    Json channels = Json::array();
    for (const Channel& channel : model.channels) {
        channels.push_back({{"standardName", channel.standardName}, {"label", channel.label}, {"units", channel.units},
                            {"levelHpa", channel.levelHpa}});
    }
    Json times = Json::array();
    for (const std::int64_t time : model.meanTimes) {
        times.push_back(base::isoFromSeconds(time));
    }
    return {{"kind", kind}, {"truncation", model.truncation}, {"variables", channels}, {"lat", model.lat}, {"lon", model.lon},
            {"meanTimes", times}, {"source", model.source}, {"notes", model.notes}, {"version", EMBELLIE_VERSION}};
}

[[noreturn]] void refuse(const fs::path& file, const std::string& why)
{
    throw Error(Cause::badFile, file.string() + " is not a prior (" + why + ").", "Make one with embellie-cli fit.");
}

void readDocument(const Json& document, SpectralModel& model)
{
    for (const Json& entry : document.at("variables")) {
        model.channels.push_back({entry.at("standardName"), entry.at("label"), entry.at("units"), entry.at("levelHpa")});
    }
    model.truncation = document.at("truncation");
    model.lat = document.at("lat").get<std::vector<double>>();
    model.lon = document.at("lon").get<std::vector<double>>();
    model.source = document.at("source");
    model.notes = document.at("notes").get<std::vector<std::string>>();
    for (const Json& time : document.at("meanTimes")) {
        model.meanTimes.push_back(base::secondsFromIso(time.get<std::string>()));
    }
}

void checkShapes(const SpectralModel& model, const fs::path& file)
{
    const auto n = static_cast<std::int64_t>(model.truncation) + 1, c = static_cast<std::int64_t>(model.channels.size());
    const auto rows = static_cast<std::int64_t>(model.lat.size()), columns = static_cast<std::int64_t>(model.lon.size());
    const auto times = std::max<std::int64_t>(1, static_cast<std::int64_t>(model.meanTimes.size()));
    const bool right = n > 1 && c > 0 && model.mean.sizes() == at::IntArrayRef({times, c, rows, columns}) &&
                       model.scale.sizes() == at::IntArrayRef({c, rows, columns}) &&
                       model.degreeCovariance.sizes() == at::IntArrayRef({n, c, c}) &&
                       model.timeScaleHours.sizes() == at::IntArrayRef({n}) && model.unresolved.sizes() == at::IntArrayRef({c});
    if (!right) {
        refuse(file, "its arrays do not have the shapes that prior.json announces");
    }
}

}  // namespace

void savePrior(const SpectralModel& model, const std::string& folder)
{
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) {
        throw Error(Cause::badFile, folder + " cannot be made (" + failed.message() + ").", "Choose another folder.");
    }
    writeWeights(model, folder + "/weights.safetensors");
    data::writeWhole(folder + "/prior.json", documentOf(model).dump(2) + "\n");
}

SpectralModel loadPrior(const std::string& folder)
{
    const fs::path file = fs::path(folder) / "prior.json";
    std::ifstream stream(file);
    if (!stream) {
        refuse(file, "it is missing or cannot be read");
    }
    SpectralModel model;
    const Json document = Json::parse(std::istreambuf_iterator<char>(stream), {}, nullptr, false);
    if (!document.is_object() || document.value("kind", "") != kind) {
        refuse(file, "no JSON document of kind \"spectral\"");
    }
    try {
        readDocument(document, model);
    } catch (const Json::exception& error) {
        refuse(file, error.what());
    }
    const fs::path weights = fs::path(folder) / "weights.safetensors";
    const data::Safetensors tensors(weights.string());
    for (const auto& [name, member] : arrays) {
        const auto values = tensors.numbers(name);
        const auto& shape = tensors.at(name).shape;
        model.*member = at::tensor(at::ArrayRef<double>(values), at::kDouble).view(shape);
    }
    checkShapes(model, weights);
    return model;
}

}  // namespace core::prior
