#include "core/api/request.h"

#include "core/api/error.h"
#include "core/api/json/document.h"
#include "core/api/json/object.h"
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

constexpr Range positive{.low = 1e-6};

double knobValue(const Knob& knob, const Json& value, const std::string& path)
{
    if (!value.is_string()) {
        return json::number(value, path, {});
    }
    const auto text = value.get<std::string>();
    if (!knob.zeroName.empty() && text == knob.zeroName) {
        return 0;
    }
    const auto found = std::find(knob.options.begin(), knob.options.end(), text);
    if (found == knob.options.end()) {
        std::vector<std::string> names = knob.options;
        if (!knob.zeroName.empty()) {
            names.push_back(knob.zeroName);
        }
        const std::string number = knob.options.empty() ? "a number" : "";
        json::refuse(path, value, number + (names.empty() || number.empty() ? "" : " or ") + json::oneOf(names));
    }
    return knob.low + static_cast<double>(found - knob.options.begin());
}

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
                result.knobs[knob.id] = knobValue(knob, object.at(knob.id), object.pathOf(knob.id));
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

ValueSpec observedValue(const Json& value, const std::string& path)
{
    ValueSpec spec;
    Object object(value, path);
    object.read("id", spec.id);
    spec.lat = json::number(object.at("lat"), object.pathOf("lat"), {.low = -90, .high = 90});
    spec.lon = json::number(object.at("lon"), object.pathOf("lon"), {.low = -360, .high = 360});
    spec.value = json::number(object.at("value"), object.pathOf("value"), {});
    static_cast<void>(object.at("variable"));
    object.read("variable", spec.variable);
    object.read("time", spec.time);
    if (!spec.time.empty()) {
        json::expectTime(spec.time, object.pathOf("time"));
    }
    if (object.has("level")) {
        spec.levelHpa = json::number(object.at("level"), object.pathOf("level"), {.low = 0, .high = 1100});
    }
    if (object.has("error")) {
        spec.error = json::number(object.at("error"), object.pathOf("error"), {.low = 1e-30});
    }
    object.read("use", spec.use);
    object.done();
    return spec;
}

Box box(const Json& value, const std::string& path)
{
    Object object(value, path);
    const auto side = [&](const char* key, double limit) {
        return json::number(object.at(key), object.pathOf(key), {.low = -limit, .high = limit});
    };
    const Box result{side("south", 90), side("north", 90), side("west", 360), side("east", 360)};
    object.done();
    if (result.south > result.north) {
        json::refuse(path, value, "a box with south below north");
    }
    return result;
}

void exclusions(Object& object, ObservationSpec& spec)
{
    if (!object.has("exclude")) {
        return;
    }
    const Json& list = object.at("exclude");
    if (!list.is_array()) {
        json::refuse(object.pathOf("exclude"), list, "a list of station ids and boxes");
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (list[i].is_string()) {
            spec.excludeIds.push_back(list[i].get<std::string>());
        } else {
            spec.excludeBoxes.push_back(box(list[i], object.pathOf("exclude") + "." + std::to_string(i)));
        }
    }
}

void errors(Object& object, ObservationSpec& spec)
{
    if (object.has("error")) {
        object.read("error", spec.errors["*"]);
        json::expectQuantity(spec.errors["*"], object.pathOf("error"));
    }
    if (!object.has("errors")) {
        return;
    }
    Object table(object.at("errors"), object.pathOf("errors"));
    for (const std::string& name : table.keys()) {
        table.read(name, spec.errors[name]);
        json::expectQuantity(spec.errors[name], table.pathOf(name));
    }
}

/// What only a simulated network has: series, number of places, and its own knobs.
void network(Object& object, ObservationSpec& spec)
{
    static_cast<void>(object.at("of"));
    object.read("network", spec.network);
    object.read("of", spec.of);
    constexpr double most = 1e6;
    object.read("count", spec.count, {.low = 1, .high = most});
    const auto all = networks();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Choice& c) { return c.id == spec.network; });
    if (found == all.end()) {
        json::refuse(object.pathOf("network"), spec.network, json::oneOf(networkNames()));
    }
    for (const Knob& knob : found->knobs) {
        if (object.has(knob.id)) {
            const std::string at = object.pathOf(knob.id);
            const double given = knobValue(knob, object.at(knob.id), at);
            if (knob.integer && given != std::trunc(given)) {
                json::refuse(at, given, "a whole number");
            }
            spec.knobs[knob.id] = json::number(given, at, {.low = knob.low, .high = knob.high});
        }
    }
    if (spec.network == "mask") {
        static_cast<void>(object.at("places"));
        object.read("places", spec.places);
    }
}

void correlation(Object& object, ObservationSpec& spec)
{
    if (!object.has("correlation")) {
        return;
    }
    Object table(object.at("correlation"), object.pathOf("correlation"));
    CorrelationSpec given;
    table.read("length", given.length);
    constexpr Range scales{.low = 1e-3, .high = 100};
    table.read("levels", given.levels, scales);
    table.done();
    if (given.length.empty() && given.levels == 0) {
        json::refuse(table.path(), object.at("correlation"), "a length (\"100 km\"), a scale in levels (0.3), or both");
    }
    if (!given.length.empty()) {
        json::expectQuantity(given.length, table.pathOf("length"));
    }
    spec.correlation = given;
}

ObservationSpec observation(const Json& value, const std::string& path)
{
    ObservationSpec spec;
    Object object(value, path);
    if (int(object.has("file")) + int(object.has("network")) + int(object.has("values")) != 1) {
        json::refuse(path, value, "exactly one of file, network (with of) and values");
    }
    object.read("file", spec.file);
    if (object.has("network")) {
        network(object, spec);
    }
    object.read("seed", spec.seed);
    if (object.has("values")) {
        const Json& list = object.at("values");
        if (!list.is_array()) {
            json::refuse(object.pathOf("values"), list, "a list of observations");
        }
        for (std::size_t i = 0; i < list.size(); ++i) {
            spec.values.push_back(observedValue(list[i], object.pathOf("values") + "." + std::to_string(i)));
        }
    }
    object.read("variables", spec.variables);
    errors(object, spec);
    constexpr double mostHeldOut = 0.9;
    object.read("holdOut", spec.holdOut, {.low = 0, .high = mostHeldOut});
    exclusions(object, spec);
    object.read("footprint", spec.footprint);
    if (!spec.footprint.empty()) {
        json::expectQuantity(spec.footprint, object.pathOf("footprint"));
    }
    correlation(object, spec);
    object.done();
    return spec;
}

std::vector<ObservationSpec> observations(const Json& value)
{
    if (!value.is_array()) {
        json::refuse("observations", value, "a list");
    }
    std::vector<ObservationSpec> result;
    for (std::size_t i = 0; i < value.size(); ++i) {
        result.push_back(observation(value[i], "observations." + std::to_string(i)));
    }
    return result;
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
