#include "core/prior/spectral_model.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/safetensors.h"

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

/// Arrays as a safetensors file: length of the header, JSON header, little-endian float64 data.
std::string weightsOf(const SpectralModel& model)
{
    Json header = Json::object();
    std::string data;
    for (const auto& [name, member] : arrays) {
        const Tensor values = (model.*member).to(at::kCPU, at::kDouble).contiguous();
        const auto bytes = static_cast<std::size_t>(values.numel()) * sizeof(double);
        header[name] = {{"dtype", "F64"}, {"shape", values.sizes().vec()}, {"data_offsets", {data.size(), data.size() + bytes}}};
        data.append(static_cast<const char*>(values.data_ptr()), bytes);
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');
    const auto length = static_cast<std::uint64_t>(text.size());
    return std::string(reinterpret_cast<const char*>(&length), sizeof length) + text + data;
}

void writeFile(const fs::path& path, const std::string& content)
{
    const fs::path temporary = path.string() + ".part";
    std::ofstream file(temporary, std::ios::binary);
    file << content;
    file.close();
    std::error_code failed;
    if (file) {
        fs::rename(temporary, path, failed);
    }
    if (!file || failed) {
        fs::remove(temporary, failed);
        throw Error(Cause::badFile, path.string() + " cannot be written (no permission, or the disk is full).",
                    "Choose another folder.");
    }
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
    writeFile(fs::path(folder) / "weights.safetensors", weightsOf(model));
    writeFile(fs::path(folder) / "prior.json", documentOf(model).dump(2) + "\n");
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
