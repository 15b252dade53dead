#include "core/api/request.h"

#include "core/api/error.h"
#include "core/api/json/document.h"
#include "core/api/json/object.h"
#include "core/api/json/observations.h"
#include "core/api/json/words.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

namespace core {

using json::Json;
using json::Object;
using json::Range;

namespace {


/// Kind and knobs of a catalogue entry; keys that are not its knobs are left for `object`'s own reader.
Selection selection(Kind kind, Object& object)
{
    Selection result;
    object.read("kind", result.kind);
    if (result.kind.empty()) {
        return result;
    }
    const auto all = catalogue(kind);
    const auto entry = std::find_if(all.begin(), all.end(), [&](const Choice& c) { return c.id == result.kind; });
    if (entry != all.end()) {
        for (const Knob& knob : entry->knobs) {
            if (object.has(knob.id)) {
                result.knobs[knob.id] = json::knobValue(knob, object.at(knob.id), object.pathOf(knob.id));
            }
        }
    }
    static_cast<void>(complete(kind, result, object.path()));
    return result;
}

Selection wholeSelection(Kind kind, const Json& value, const std::string& path)
{
    Object object(value, path);
    static_cast<void>(object.at("kind"));
    Selection result = selection(kind, object);
    object.done();
    return result;
}

/// A kind of prior that tells by words and knobs what it needs.
PriorSpec chosenPrior(Object& object)
{
    PriorSpec spec{.name = {}};
    const Selection chosen = selection(Kind::prior, object);
    spec.kind = chosen.kind;
    spec.knobs = chosen.knobs;
    for (const Word& word : choice(Kind::prior, chosen.kind).words) {
        if (object.has(word.id)) {
            object.read(word.id, spec.words[word.id]);
        }
    }
    object.done();
    return spec;
}

PriorSpec prior(const Json& value)
{
    PriorSpec spec;
    if (value.is_string()) {
        spec.name = value.get<std::string>();
        return spec;
    }
    Object object(value, "prior");
    if (object.has("kind") && object.at("kind") != "spectral") {
        return chosenPrior(object);
    }
    object.read("kind", spec.kind);
    object.read("name", spec.name);
    object.read("fit", spec.fit);
    object.read("background", spec.background);
    object.read("error", spec.error);
    json::readErrors(object, spec.errors);
    object.read("length", spec.length);
    object.read("variables", spec.variables);
    object.read("levels", spec.levels, {.low = 1e-3, .high = 1100});
    constexpr double finest = 1023;
    object.read("truncation", spec.truncation, {.low = 0, .high = finest});
    constexpr double decade = 87600;
    object.read("correlationTime", spec.correlationTime, {.low = 0, .high = decade});
    object.done();
    const int sources = int(object.has("name")) + int(object.has("fit")) + int(object.has("background"));
    if (sources != 1 || (object.has("fit") && spec.fit.empty())) {
        json::refuse("prior", value, "exactly one of name, fit (a list of files) and background (a file)");
    }
    if (object.has("name")) {
        return spec;
    }
    spec.name.clear();
    spec.kind = "spectral";
    json::expectQuantity(spec.error, "prior.error");
    json::expectQuantity(spec.length, "prior.length");
    return spec;
}

TaskSpec task(const Json& value)
{
    TaskSpec spec;
    Object object(value, "task");
    object.read("kind", spec.kind);
    static_cast<void>(complete(Kind::task, {.kind = spec.kind}, "task"));
    for (const Word& word : choice(Kind::task, spec.kind).words) {
        std::string text;
        object.read(word.id, text);
        if (!text.empty()) {
            spec.words[word.id] = text;
        } else if (!word.optional) {
            throw Error(Cause::badInput, object.pathOf(word.id) + " is missing: the task " + spec.kind + " needs it.",
                        "Give the text in " + object.pathOf(word.id) + ".");
        }
    }
    const Selection chosen = selection(Kind::task, object);
    object.done();
    spec.numbers = chosen.knobs;
    return spec;
}

WindowSpec window(const Json& value)
{
    WindowSpec spec;
    Object object(value, "window");
    object.read("start", spec.start);
    if (!spec.start.empty()) {
        json::expectTime(spec.start, "window.start");
    }
    std::string step = json::durationOfSeconds(spec.stepSeconds);
    object.read("step", step);
    spec.stepSeconds = json::secondsOfDuration(step, "window.step");
    object.read("length", spec.length, {.low = 1, .high = longestWindow});
    object.done();
    return spec;
}

GuidanceSpec guidance(const Json& value)
{
    GuidanceSpec spec;
    Object object(value, "guidance");
    spec.choice = selection(Kind::guidance, object);
    constexpr double strongest = 1000;
    object.read("strength", spec.strength, {.low = 0, .high = strongest});
    std::string windows = "together";
    object.read("windows", windows);
    if (windows != "together" && windows != "each") {
        json::refuse(object.pathOf("windows"), windows, json::oneOf({"together", "each"}));
    }
    spec.inWindows = windows == "each";
    if (object.has("curve")) {
        const Json& list = object.at("curve");
        const std::string path = object.pathOf("curve");
        spec.curve.clear();
        for (const Json& handle : list) {
            if (!handle.is_array() || handle.size() != 2) {
                break;
            }
            const std::string at = path + "." + std::to_string(spec.curve.size());
            spec.curve.emplace_back(json::number(handle[0], at + ".0", {.low = 0, .high = 1}),
                                    json::number(handle[1], at + ".1", {.low = 0, .high = strongest}));
        }
        const bool ordered = std::is_sorted(spec.curve.begin(), spec.curve.end(),
                                            [](const auto& a, const auto& b) { return a.first < b.first; });
        if (!list.is_array() || spec.curve.size() != list.size() || spec.curve.empty() || !ordered) {
            json::refuse(path, list, "a list of [k/K, factor] pairs with k/K rising from 0 to 1");
        }
    }
    object.done();
    return spec;
}

EnsembleSpec ensemble(const Json& value)
{
    EnsembleSpec spec;
    Object object(value, "ensemble");
    constexpr double most = 65536;
    object.read("members", spec.members, {.low = 1, .high = most});
    object.read("seed", spec.seed);
    object.done();
    return spec;
}

std::vector<ChangeSpec> changes(const Json& value, const Request& request)
{
    if (!value.is_array()) {
        json::refuse("changes", value, "a list of {\"step\", \"set\"}");
    }
    std::vector<ChangeSpec> result;
    Request changed = request;
    for (std::size_t i = 0; i < value.size(); ++i) {
        ChangeSpec change;
        Object object(value[i], "changes." + std::to_string(i));
        change.step = static_cast<int>(json::number(object.at("step"), object.pathOf("step"), {.low = 0, .high = 1e6}));
        Object set(object.at("set"), object.pathOf("set"));
        for (const std::string& path : set.keys()) {
            static const std::regex live(R"((guidance|schedule|grid|sampler)(\..+)?)");
            if (!std::regex_match(path, live)) {
                throw Error(Cause::badInput,
                            set.pathOf(path) + " cannot change during a run: only guidance, schedule, grid and "
                                               "sampler can.",
                            "Set " + path + " in the request itself, which starts the run from the top.");
            }
            change.set[path] = set.at(path).dump();
            try {
                changed = withSetting(changed, path, change.set[path]);
            } catch (const Error& error) {
                throw Error(error.cause(), "changes." + std::to_string(i) + ".set: " + error.what(), error.hint());
            }
        }
        object.done();
        result.push_back(change);
    }
    return result;
}

void device(const std::string& text)
{
    static const std::regex known("auto|cpu|cuda(:[0-9]{1,2})?");
    if (!std::regex_match(text, known)) {
        json::refuse("device", text, "auto, cpu, cuda or cuda:N");
    }
}

Json parsed(const std::string& text)
{
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
        const auto line = 1 + std::count(text.begin(), end, '\n');
        throw Error(Cause::badInput, "The request is not JSON (line " + std::to_string(line) + " cannot be read).",
                    "Look for a missing quote, comma or bracket there.");
    } catch (const Json::exception&) {
        throw Error(Cause::badInput, "The request holds a number that is too large for a computer.",
                    "Look for an exponent such as e999.");
    }
}

}  // namespace

namespace json {

Request requestOf(const Json& document, const std::string& folder)
{
    Request request;
    request.folder = folder;
    Object object(document, "");
    const auto take = [&](const char* key, auto reader, auto& out) {
        if (object.has(key)) {
            out = reader(object.at(key));
        }
    };
    const auto whole = [](Kind kind, const char* path) {
        return [=](const Json& value) { return wholeSelection(kind, value, path); };
    };
    take("prior", prior, request.prior);
    take("task", task, request.task);
    take("window", window, request.window);
    take("observations", observations, request.observations);
    take("schedule", whole(Kind::schedule, "schedule"), request.schedule);
    take("grid", whole(Kind::grid, "grid"), request.grid);
    take("guidance", guidance, request.guidance);
    take("ensemble", ensemble, request.ensemble);
    if (object.has("sampler")) {
        Object sampler(object.at("sampler"), "sampler");
        request.sampler = selection(Kind::sampler, sampler);
        constexpr double most = 10000;
        sampler.read("steps", request.steps, {.low = 1, .high = most});
        sampler.done();
    }
    object.read("device", request.device);
    device(request.device);
    object.read("truth", request.truth);
    take("changes", [&](const Json& value) { return changes(value, request); }, request.changes);
    object.done();
    return request;
}

}  // namespace json

const std::vector<std::string>& networkNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> result;
        for (const Choice& choice : networks()) {
            result.push_back(choice.id);
        }
        return result;
    }();
    return names;
}

Request parseRequest(const std::string& text, const std::string& folder)
{
    return json::requestOf(parsed(text), folder);
}

Request readRequest(const std::string& path)
{
    std::ifstream file(path);
    if (!file || std::filesystem::is_directory(path)) {
        throw Error(Cause::badFile, "The request " + path + " cannot be read (there is no such file).", "Check the path.");
    }
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    return parseRequest(text, std::filesystem::absolute(path).parent_path().string());
}

}  // namespace core
