#include "core/data/interpretations.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/cf_names.h"
#include "core/data/csv_table.h"
#include "core/data/draft.h"
#include "core/data/info.h"
#include "core/data/interpreted.h"
#include "core/data/observation_columns.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>

namespace core::data {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

// Guards what follows and the file of what is remembered. Nothing is read of data files while it is held.
std::mutex saidMutex;

// What was said in this program of variables in any file, and, where no file can be written, of kinds of files.
Interpretation& said()
{
    static Interpretation meanings;
    return meanings;
}
std::map<std::string, Interpretation>& saidOfKinds()
{
    static std::map<std::string, Interpretation> kinds;
    return kinds;
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
std::string kindOf(const DeclaredVariables& declared)
{
    std::vector<std::string> lines;
    for (const Declared& variable : declared) {
        lines.push_back(variable.path + "\t" + variable.units + "\n");
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

// A folder that cannot be written remembers as long as the program runs.
void remember(const std::string& kind, Interpretation meanings)
{
    std::erase_if(meanings, [](const auto& meaning) { return meaning.second.standardName.empty(); });
    saidOfKinds()[kind] = meanings;
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

Interpretation remembered(const std::string& kind)
{
    const auto now = saidOfKinds().find(kind);
    return now != saidOfKinds().end() ? now->second : fromJson(stored().value(kind, json::object()));
}

void expectFitting(const Meaning& meaning, const std::string& text, const std::string& hint)
{
    const auto bad = [&](const std::string& why) {
        return Error(Cause::badInput, "“" + text.substr(0, 80) + "” cannot be an interpretation (" + why + ").", hint);
    };
    const bool word = std::all_of(meaning.standardName.begin(), meaning.standardName.end(),
                                  [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
    if (!word) {
        throw bad("a standard name has letters, digits and _");
    }
    const auto canonical = canonicalUnit(meaning.standardName);
    if (!meaning.units.empty() && !base::unitMap(meaning.units, canonical.value_or(meaning.units))) {
        throw bad("the unit " + meaning.units + " does not fit");
    }
}

DeclaredVariables declaredIn(const std::string& file)
{
    if (!isTable(file)) {
        return declaredVariables(*openDeclared(file));
    }
    CsvTable table;
    readCsv(file, table);
    return declaredColumns(table);
}

}  // namespace

bool anyInterpretation()
{
    const std::lock_guard lock(saidMutex);
    return !said().empty() || !saidOfKinds().empty() || !stored().empty();
}

Interpretation interpretationOf(const DeclaredVariables& declared)
{
    const std::lock_guard lock(saidMutex);
    const std::string kind = kindOf(declared);
    Interpretation meanings = remembered(kind);
    bool fresh = false;
    for (const Declared& variable : declared) {
        if (const auto meaning = said().find(variable.name); meaning != said().end()) {
            meanings[variable.name] = meaning->second;
            fresh = true;
        }
    }
    std::erase_if(meanings, [](const auto& meaning) { return meaning.second.standardName.empty(); });
    if (fresh) {
        remember(kind, meanings);
    }
    return meanings;
}

void interpretKind(const DeclaredVariables& declared, const Interpretation& meanings)
{
    const std::lock_guard lock(saidMutex);
    const std::string kind = kindOf(declared);
    Interpretation all = remembered(kind);
    for (const auto& [name, meaning] : meanings) {
        all[name] = meaning;
    }
    remember(kind, std::move(all));
}

std::vector<std::string> notesOf(const Interpretation& meanings)
{
    std::vector<std::string> notes;
    for (const auto& [name, meaning] : meanings) {
        notes.push_back(name + " is read as " + meaning.standardName +
                        (meaning.units.empty() ? "" : " in " + meaning.units) + ", as you said of files of this kind");
    }
    return notes;
}

}  // namespace core::data

namespace core {

Interpretation interpretationFromText(const std::string& text)
{
    const std::string hint = "Write for example thing=air_temperature or thing=air_temperature,degC.";
    const auto equal = text.find('=');
    if (equal == std::string::npos || equal == 0) {
        throw Error(Cause::badInput,
                    "“" + text.substr(0, 80) + "” cannot be an interpretation (a variable’s name and = are needed).", hint);
    }
    const auto comma = text.find(',', equal);
    const Meaning meaning{text.substr(equal + 1, comma == std::string::npos ? comma : comma - equal - 1),
                          comma == std::string::npos ? "" : text.substr(comma + 1)};
    data::expectFitting(meaning, text, hint);
    return {{text.substr(0, equal), meaning}};
}

void interpret(const Interpretation& meanings)
{
    const std::lock_guard lock(data::saidMutex);
    for (const auto& [name, meaning] : meanings) {
        data::said()[name] = meaning;
    }
}

void interpret(const std::string& file, const Interpretation& meanings)
{
    for (const auto& [name, meaning] : meanings) {
        data::expectFitting(meaning, name + "=" + meaning.standardName + "," + meaning.units, "Choose a unit of this quantity.");
    }
    data::interpretKind(data::declaredIn(file), meanings);
}

std::vector<NamedVariable> namedVariables(const std::string& file)
{
    const data::DeclaredVariables declared = data::declaredIn(file);
    const Interpretation said = data::interpretationOf(declared);
    std::vector<NamedVariable> named;
    std::set<std::string> names;
    for (const data::Info::Variable& variable : data::info(file, false).variables) {
        const auto own = std::find_if(declared.begin(), declared.end(),
                                      [&](const data::Declared& each) { return each.path == variable.path; });
        const bool coordinate = variable.role == "coordinate" && !variable.meaning.empty();
        const bool values = variable.numeric || data::isTable(file);  // a column of dates is text
        if (own == declared.end() || !values || variable.dimensions.empty() || !names.insert(own->name).second) {
            continue;
        }
        const auto meaning = said.find(own->name);
        if (meaning != said.end() || (!coordinate && variable.role != "bounds" && variable.role != "quality")) {
            named.push_back({own->name, variable.longName, own->units, variable.meaning,
                             meaning == said.end() ? Meaning{} : meaning->second});
        }
    }
    return named;
}

std::map<std::string, KnownName> knownStandardNames()
{
    std::map<std::string, KnownName> names = data::knownStandardNames();
    names["latitude"] = {"Latitude", "degree"};
    names["longitude"] = {"Longitude", "degree"};
    names["altitude"] = {"Altitude", "m"};
    names["time"] = {"Time", ""};
    return names;
}

}  // namespace core
