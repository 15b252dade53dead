#include "core/data/interpreted.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/cf_coordinates.h"
#include "core/data/cf_names.h"
#include "core/data/draft.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>

namespace core::data {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// What was said in this program; NetCDF's mutex is not held everywhere it is asked for.
std::mutex saidMutex;
Interpretation& said()
{
    static Interpretation meanings;
    return meanings;
}

fs::path storePath()
{
    const char* settings = std::getenv("XDG_CONFIG_HOME");
    const char* home = std::getenv("HOME");
    const fs::path folder = settings != nullptr && *settings != '\0' ? fs::path(settings)
                            : home != nullptr                        ? fs::path(home) / ".config"
                                                                     : fs::path();
    return folder.empty() ? folder : folder / "embellie" / "interpretations.json";
}

json stored()
{
    constexpr std::uintmax_t longest = 1 << 24;
    std::error_code failed;
    const fs::path path = storePath();
    if (!fs::is_regular_file(path, failed) || fs::file_size(path, failed) > longest) {
        return json::object();
    }
    std::ifstream in(path);
    json document = json::parse(in, nullptr, false);
    return document.is_object() ? document : json::object();
}

// Files of one kind have the same variables in the same units (FNV-1a of both).
std::string kindOf(const Dataset& file)
{
    std::vector<std::string> lines;
    for (const Variable& variable : file.variables()) {
        lines.push_back(variable.path + "\t" + file.text(variable, "units") + "\n");
    }
    std::sort(lines.begin(), lines.end());
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const std::string& line : lines) {
        for (const char c : line) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
        }
    }
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

Interpretation fromJson(const json& document)
{
    Interpretation meanings;
    if (!document.is_object()) {
        return meanings;
    }
    for (const auto& [name, meaning] : document.items()) {
        if (meaning.is_object() && meaning.value("standardName", json()).is_string()) {
            const json units = meaning.value("units", json());
            meanings[name] = {meaning["standardName"], units.is_string() ? units.get<std::string>() : ""};
        }
    }
    return meanings;
}

// A folder that cannot be written forgets, and reads all the same.
void remember(const std::string& kind, const Interpretation& meanings)
{
    json all = stored();
    const json before = all;
    all.erase(kind);
    for (const auto& [name, meaning] : meanings) {
        all[kind][name] = {{"standardName", meaning.standardName}, {"units", meaning.units}};
    }
    const fs::path path = storePath();
    if (all == before || path.empty()) {
        return;
    }
    std::error_code failed;
    fs::create_directories(path.parent_path(), failed);
    try {
        writeWhole(path.string(), all.dump(1));
    } catch (const Error&) {
        failed.clear();
    }
}

}  // namespace

InterpretedDataset::InterpretedDataset(std::unique_ptr<Dataset> file, Interpretation meanings)
    : Dataset(file->path()), file_(std::move(file)), meanings_(std::move(meanings))
{
    variables_ = file_->variables();
}

std::string InterpretedDataset::text(const Variable& variable, const std::string& attribute) const
{
    const auto meaning = meanings_.find(variable.name);
    if (meaning != meanings_.end() && attribute == "standard_name") {
        return meaning->second.standardName;
    }
    if (meaning != meanings_.end() && attribute == "units" && !meaning->second.units.empty()) {
        return meaning->second.units;
    }
    return file_->text(variable, attribute);
}

std::string InterpretedDataset::globalText(const std::string& attribute) const
{
    return file_->globalText(attribute);
}

std::vector<double> InterpretedDataset::numbers(const Variable& variable, const std::string& attribute) const
{
    return file_->numbers(variable, attribute);
}

bool InterpretedDataset::has(const Variable& variable, const std::string& attribute) const
{
    return file_->has(variable, attribute) || !text(variable, attribute).empty();
}

std::vector<std::string> InterpretedDataset::treatment() const
{
    std::vector<std::string> done = file_->treatment();
    for (const auto& [name, meaning] : meanings_) {
        done.push_back(name + " is read as " + meaning.standardName +
                       (meaning.units.empty() ? "" : " in " + meaning.units) +
                       ", as you said of files of this kind");
    }
    return done;
}

std::string InterpretedDataset::unreadable(const Variable& variable) const
{
    return file_->unreadable(variable);
}

std::vector<std::size_t> InterpretedDataset::chunks(const Variable& variable) const
{
    return file_->chunks(variable);
}

void InterpretedDataset::read(const Variable& variable, const std::vector<std::size_t>& start,
                              const std::vector<std::size_t>& count, double* out) const
{
    file_->read(variable, start, count, out);
}

std::vector<std::string> InterpretedDataset::readTexts(const Variable& variable) const
{
    return file_->readTexts(variable);
}

std::unique_ptr<Dataset> interpreted(std::unique_ptr<Dataset> file)
{
    const std::lock_guard lock(saidMutex);
    const json all = stored();
    if (all.empty() && said().empty()) {
        return file;
    }
    const std::string kind = kindOf(*file);
    Interpretation meanings = fromJson(all.value(kind, json::object()));
    bool fresh = false;
    for (const Variable& variable : file->variables()) {
        if (const auto meaning = said().find(variable.name); meaning != said().end()) {
            meanings[variable.name] = meaning->second;
            fresh = true;
        }
    }
    std::erase_if(meanings, [](const auto& meaning) { return meaning.second.standardName.empty(); });
    if (fresh) {
        remember(kind, meanings);
    }
    if (meanings.empty()) {
        return file;
    }
    return std::make_unique<InterpretedDataset>(std::move(file), std::move(meanings));
}

}  // namespace core::data

namespace core {

Interpretation interpretationFromText(const std::string& text)
{
    const auto equal = text.find('=');
    const auto comma = text.find(',', equal == std::string::npos ? 0 : equal);
    const auto bad = [&](const std::string& why) {
        return Error(Cause::badInput,
                     "“" + text.substr(0, 80) + "” cannot be an interpretation (" + why + ").",
                     "Write for example thing=air_temperature or thing=air_temperature,degC.");
    };
    if (equal == std::string::npos || equal == 0) {
        throw bad("a variable’s name and = are needed");
    }
    const Meaning meaning{text.substr(equal + 1, comma == std::string::npos ? comma : comma - equal - 1),
                          comma == std::string::npos ? "" : text.substr(comma + 1)};
    const bool word = std::all_of(meaning.standardName.begin(), meaning.standardName.end(),
                                  [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    if (!word) {
        throw bad("a standard name has letters, digits and _");
    }
    const auto canonical = data::canonicalUnit(meaning.standardName);
    if (!meaning.units.empty() && !base::unitMap(meaning.units, canonical.value_or(meaning.units))) {
        throw bad("the unit " + meaning.units + " does not fit");
    }
    return {{text.substr(0, equal), meaning}};
}

void interpret(const Interpretation& meanings)
{
    const std::lock_guard lock(data::saidMutex);
    for (const auto& [name, meaning] : meanings) {
        data::said()[name] = meaning;
    }
}

Interpretation rememberedInterpretation(const std::string& file)
{
    const auto dataset = data::openDataset(file);
    return data::fromJson(data::stored().value(data::kindOf(*dataset), data::json::object()));
}

std::vector<UnclearVariable> unclearVariables(const std::string& file)
{
    const auto dataset = data::openDataset(file);
    std::vector<UnclearVariable> unclear;
    for (const data::Variable& variable : dataset->variables()) {
        const std::string units = dataset->text(variable, "units");
        const data::CfName name = data::cfName(dataset->text(variable, "standard_name"), variable.name,
                                               units);
        if (variable.numeric() && variable.dimensions.size() > 1 && !data::canonicalUnit(name.standardName) &&
            data::roleOf(*dataset, variable) == "data" && data::placementOf(*dataset, variable).onLatLon()) {
            unclear.push_back({variable.name, dataset->text(variable, "long_name").substr(0, 200), units});
        }
    }
    return unclear;
}

std::map<std::string, std::string> knownStandardNames()
{
    return data::knownStandardNames();
}

}  // namespace core
