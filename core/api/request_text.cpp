#include "core/api/json/document.h"
#include "core/api/json/words.h"

#include "core/api/error.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace core {

using json::Json;

namespace {

Json plainNumber(double value)
{
    constexpr double exact = 9007199254740992.0;  // 2^53
    return std::trunc(value) == value && std::abs(value) < exact ? Json(static_cast<std::int64_t>(value)) : Json(value);
}

/// A knob's value by name where it has one.
Json knobText(std::span<const Choice> choices, const std::string& entry, const std::string& id, double value)
{
    for (const Choice& choice : choices) {
        for (const Knob& knob : choice.knobs) {
            if (choice.id != entry || knob.id != id) {
                continue;
            }
            if (value == 0 && !knob.zeroName.empty()) {
                return knob.zeroName;
            }
            const auto index = static_cast<std::size_t>(std::max(0.0, value - knob.low));
            if (index < knob.options.size()) {
                return knob.options[index];
            }
        }
    }
    return plainNumber(value);
}

Json selection(Kind kind, const Selection& chosen)
{
    Json result = Json::object();
    if (!chosen.kind.empty()) {
        result["kind"] = chosen.kind;
    }
    for (const auto& [id, value] : chosen.knobs) {
        result[id] = knobText(catalogue(kind), chosen.kind, id, value);
    }
    return result;
}

Json prior(const PriorSpec& spec)
{
    if (!spec.kind.empty() && spec.kind != "spectral") {
        Json chosen = selection(Kind::prior, {.kind = spec.kind, .knobs = spec.knobs});
        for (const auto& [key, text] : spec.words) {
            chosen[key] = text;
        }
        return chosen;
    }
    if (spec.fit.empty() && spec.background.empty() && spec.variables.empty() && spec.levels.empty()) {
        return spec.name;
    }
    Json result = Json::object();
    const PriorSpec initial;
    if (!spec.fit.empty()) {
        result["kind"] = spec.kind;
        result["fit"] = spec.fit;
    } else if (!spec.background.empty()) {
        result["kind"] = spec.kind;
        result["background"] = spec.background;
        result["error"] = spec.error;
        for (const auto& [variable, error] : spec.errors) {
            result["errors"][variable] = error;
        }
        result["length"] = spec.length;
    } else {
        result["name"] = spec.name;
    }
    if (!spec.variables.empty()) {
        result["variables"] = spec.variables;
    }
    if (!spec.levels.empty()) {
        result["levels"] = spec.levels;
    }
    if (spec.truncation != initial.truncation) {
        result["truncation"] = spec.truncation;
    }
    if (spec.correlationTime != initial.correlationTime) {
        result["correlationTime"] = spec.correlationTime;
    }
    return result;
}

Json task(const TaskSpec& spec)
{
    Json result = selection(Kind::task, {.kind = spec.kind, .knobs = spec.numbers});
    for (const auto& [key, text] : spec.words) {
        result[key] = text;
    }
    return result;
}

Json window(const WindowSpec& spec)
{
    Json result = Json::object();
    if (!spec.start.empty()) {
        result["start"] = spec.start;
    }
    result["step"] = json::durationOfSeconds(spec.stepSeconds);
    result["length"] = spec.length;
    return result;
}

Json observedValue(const ValueSpec& spec)
{
    Json result = Json::object();
    if (!spec.id.empty()) {
        result["id"] = spec.id;
    }
    if (!spec.time.empty()) {
        result["time"] = spec.time;
    }
    result["lat"] = spec.lat;
    result["lon"] = spec.lon;
    result["variable"] = spec.variable;
    if (spec.levelHpa) {
        result["level"] = *spec.levelHpa;
    }
    result["value"] = spec.value;
    if (spec.error) {
        result["error"] = *spec.error;
    }
    if (!spec.use) {
        result["use"] = false;
    }
    return result;
}

void addErrors(Json& result, const ObservationSpec& spec)
{
    for (const auto& [name, text] : spec.errors) {
        if (name == "*") {
            result["error"] = text;
        } else {
            result["errors"][name] = text;
        }
    }
}

void addExclusions(Json& result, const ObservationSpec& spec)
{
    for (const std::string& id : spec.excludeIds) {
        result["exclude"].push_back(id);
    }
    for (const Box& box : spec.excludeBoxes) {
        result["exclude"].push_back(
            {{"south", box.south}, {"north", box.north}, {"west", box.west}, {"east", box.east}});
    }
}

void addPlaces(Json& result, const ObservationSpec& spec)
{
    const ObservationSpec initial;
    const auto add = [&](const char* key, const std::string& text, const std::string& usual) {
        if (text != usual) {
            result[key] = text;
        }
    };
    add("positions", spec.positions, initial.positions);
    add("orography", spec.orography, initial.orography);
    if (spec.lapseRate != initial.lapseRate) {
        result["lapseRate"] = plainNumber(spec.lapseRate);
    }
    add("heightLimit", spec.heightLimit, initial.heightLimit);
    add("thin", spec.thin, initial.thin);
    add("average", spec.average, initial.average);
}

void addChecks(Json& result, const ObservationSpec& spec)
{
    const ObservationSpec initial;
    if (!spec.grossCheck) {
        result["grossCheck"] = false;
    }
    for (const auto& [name, ends] : spec.limits) {
        result["limits"][name] = ends;
    }
    if (spec.backgroundCheck != initial.backgroundCheck) {
        result["backgroundCheck"] = plainNumber(spec.backgroundCheck);
    }
}

Json observation(const ObservationSpec& spec)
{
    Json result = Json::object();
    const ObservationSpec initial;
    if (!spec.file.empty()) {
        result["file"] = spec.file;
    } else if (!spec.network.empty()) {
        result["network"] = spec.network;
        result["of"] = spec.of;
        result["count"] = spec.count;
        for (const auto& [id, value] : spec.knobs) {
            result[id] = knobText(networks(), spec.network, id, value);
        }
        if (!spec.places.empty()) {
            result["places"] = spec.places;
        }
    } else {
        result["values"] = Json::array();
        for (const ValueSpec& value : spec.values) {
            result["values"].push_back(observedValue(value));
        }
    }
    if (spec.seed != initial.seed || !spec.network.empty()) {
        result["seed"] = spec.seed;
    }
    if (!spec.variables.empty()) {
        result["variables"] = spec.variables;
    }
    addErrors(result, spec);
    if (spec.holdOut != 0) {
        result["holdOut"] = spec.holdOut;
    }
    addExclusions(result, spec);
    if (!spec.footprint.empty()) {
        result["footprint"] = spec.footprint;
    }
    addPlaces(result, spec);
    addChecks(result, spec);
    if (spec.correlation) {
        Json& table = result["correlation"];
        table = Json::object();
        if (!spec.correlation->length.empty()) {
            table["length"] = spec.correlation->length;
        }
        if (spec.correlation->levels > 0) {
            table["levels"] = plainNumber(spec.correlation->levels);
        }
    }
    return result;
}

Json guidance(const GuidanceSpec& spec)
{
    Json result = selection(Kind::guidance, spec.choice);
    result["strength"] = plainNumber(spec.strength);
    if (spec.inWindows) {
        result["windows"] = "each";
    }
    result["curve"] = Json::array();
    for (const auto& [x, factor] : spec.curve) {
        result["curve"].push_back({plainNumber(x), plainNumber(factor)});
    }
    return result;
}

Json changes(const std::vector<ChangeSpec>& list)
{
    Json result = Json::array();
    for (const ChangeSpec& change : list) {
        Json set = Json::object();
        for (const auto& [path, text] : change.set) {
            set[path] = Json::parse(text);
        }
        result.push_back({{"step", change.step}, {"set", set}});
    }
    return result;
}

/// The node at a dotted path, made where it is missing; what stands in the way is replaced by an object.
Json& nodeAt(Json& document, const std::string& path)
{
    Json* node = &document;
    std::istringstream parts(path);
    for (std::string part; std::getline(parts, part, '.');) {
        if (node->is_array()) {
            const bool index = !part.empty() && part.size() < 7 && std::all_of(part.begin(), part.end(), ::isdigit);
            if (!index || std::stoul(part) > node->size()) {
                throw Error(Cause::badInput,
                            path + " is not in the request: \"" + part + "\" is no index from 0 to " +
                                std::to_string(node->size()) + ".",
                            "Count list entries from 0, as in observations.0.file.");
            }
            node = &(*node)[std::stoul(part)];
            continue;
        }
        if (!node->is_object()) {
            *node = Json::object();
        }
        node = &(*node)[part];
    }
    return *node;
}

}  // namespace

namespace json {

Json documentOf(const Request& request)
{
    Json result = {{"prior", prior(request.prior)}, {"task", task(request.task)}};
    if (request.window) {
        result["window"] = window(*request.window);
    }
    result["observations"] = Json::array();
    for (const ObservationSpec& spec : request.observations) {
        result["observations"].push_back(observation(spec));
    }
    result["schedule"] = selection(Kind::schedule, request.schedule);
    if (!request.grid.kind.empty()) {
        result["grid"] = selection(Kind::grid, request.grid);
    }
    result["sampler"] = selection(Kind::sampler, request.sampler);
    result["sampler"]["steps"] = request.steps;
    result["guidance"] = guidance(request.guidance);
    result["ensemble"] = {{"members", request.ensemble.members}, {"seed", request.ensemble.seed}};
    result["device"] = request.device;
    if (!request.truth.empty()) {
        result["truth"] = request.truth;
    }
    if (!request.changes.empty()) {
        result["changes"] = changes(request.changes);
    }
    return result;
}

}  // namespace json

std::string printRequest(const Request& request)
{
    return json::documentOf(request).dump(2, ' ', false, Json::error_handler_t::replace);
}

Request withSetting(const Request& request, const std::string& path, const std::string& value)
{
    if (path.empty()) {
        throw Error(Cause::badInput, "A setting without a path was given.", "Write it as guidance.strength=4.");
    }
    Json document = json::documentOf(request);
    Json given = Json::parse(value, nullptr, false);
    if (given.is_discarded()) {
        given = value;
    }
    Json& node = nodeAt(document, path);
    const bool kindChanged = path.ends_with(".kind") && node != given;
    node = given;
    // knobs belong to the kind they were given for
    if (kindChanged && path.find('.') == path.rfind('.') && (path != "prior.kind" || given != "spectral")) {
        Json& parent = document[path.substr(0, path.find('.'))];
        Json kept = Json::object();
        for (const auto& item : parent.items()) {
            if (item.key() == "kind" || item.key() == "steps" || item.key() == "strength" || item.key() == "curve") {
                kept[item.key()] = item.value();
            }
        }
        parent = kept;
    }
    return json::requestOf(document, request.folder);
}

std::string settingText(const Request& request, const std::string& key)
{
    return json::documentOf(request)[key].dump(-1, ' ', false, Json::error_handler_t::replace);
}

double curveAt(const std::vector<std::pair<double, double>>& curve, double x)
{
    if (curve.empty()) {
        return 1;
    }
    if (x <= curve.front().first) {
        return curve.front().second;
    }
    for (std::size_t i = 1; i < curve.size(); ++i) {
        const auto& [x0, y0] = curve[i - 1];
        const auto& [x1, y1] = curve[i];
        if (x <= x1) {
            return x1 == x0 ? y1 : y0 + (y1 - y0) * (x - x0) / (x1 - x0);
        }
    }
    return curve.back().second;
}

}  // namespace core
