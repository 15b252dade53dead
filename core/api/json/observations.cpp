#include "core/api/json/observations.h"

#include "core/api/json/words.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace core::json {

double knobValue(const Knob& knob, const Json& value, const std::string& path)
{
    if (!value.is_string()) {
        return number(value, path, {});
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
        refuse(path, value, number + (names.empty() || number.empty() ? "" : " or ") + oneOf(names));
    }
    return knob.low + static_cast<double>(found - knob.options.begin());
}

namespace {

ValueSpec observedValue(const Json& value, const std::string& path)
{
    ValueSpec spec;
    Object object(value, path);
    object.read("id", spec.id);
    spec.lat = number(object.at("lat"), object.pathOf("lat"), {.low = -90, .high = 90});
    spec.lon = number(object.at("lon"), object.pathOf("lon"), {.low = -360, .high = 360});
    spec.value = number(object.at("value"), object.pathOf("value"), {});
    static_cast<void>(object.at("variable"));
    object.read("variable", spec.variable);
    object.read("time", spec.time);
    if (!spec.time.empty()) {
        expectTime(spec.time, object.pathOf("time"));
    }
    if (object.has("level")) {
        spec.levelHpa = number(object.at("level"), object.pathOf("level"), {.low = 0, .high = 1100});
    }
    if (object.has("error")) {
        spec.error = number(object.at("error"), object.pathOf("error"), {.low = 1e-30});
    }
    object.read("use", spec.use);
    object.done();
    return spec;
}

Box box(const Json& value, const std::string& path)
{
    Object object(value, path);
    const auto side = [&](const char* key, double limit) {
        return number(object.at(key), object.pathOf(key), {.low = -limit, .high = limit});
    };
    const Box result{side("south", 90), side("north", 90), side("west", 360), side("east", 360)};
    object.done();
    if (result.south > result.north) {
        refuse(path, value, "a box with south below north");
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
        refuse(object.pathOf("exclude"), list, "a list of station ids and boxes");
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
        expectQuantity(spec.errors["*"], object.pathOf("error"));
    }
    readErrors(object, spec.errors);
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
        refuse(object.pathOf("network"), spec.network, oneOf(networkNames()));
    }
    for (const Knob& knob : found->knobs) {
        if (object.has(knob.id)) {
            const std::string at = object.pathOf(knob.id);
            const double given = knobValue(knob, object.at(knob.id), at);
            if (knob.integer && given != std::trunc(given)) {
                refuse(at, given, "a whole number");
            }
            spec.knobs[knob.id] = number(given, at, {.low = knob.low, .high = knob.high});
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
        refuse(table.path(), object.at("correlation"), "a length (\"100 km\"), a scale in levels (0.3), or both");
    }
    if (!given.length.empty()) {
        expectQuantity(given.length, table.pathOf("length"));
    }
    spec.correlation = given;
}

/// Where observations of a file are, how they are brought to the model's heights, and how dense ones are thinned.
void places(Object& object, ObservationSpec& spec)
{
    object.read("positions", spec.positions);
    object.read("orography", spec.orography);
    constexpr double steepest = 20;  // K/km
    object.read("lapseRate", spec.lapseRate, {.low = 0, .high = steepest});
    for (const auto& [key, text] : {std::pair{"heightLimit", &spec.heightLimit}, std::pair{"thin", &spec.thin},
                                    std::pair{"average", &spec.average}}) {
        object.read(key, *text);
        if (!text->empty()) {
            expectQuantity(*text, object.pathOf(key));
        }
    }
}

/// What speaks against an observation before a run takes it.
void checks(Object& object, ObservationSpec& spec)
{
    object.read("grossCheck", spec.grossCheck);
    object.read("backgroundCheck", spec.backgroundCheck, {.low = 0});
    if (!object.has("limits")) {
        return;
    }
    Object table(object.at("limits"), object.pathOf("limits"));
    for (const std::string& name : table.keys()) {
        std::vector<std::string> ends;
        table.read(name, ends);
        if (ends.size() != 2) {
            refuse(table.pathOf(name), table.at(name), "the lowest and the highest value, [\"-40 degC\", \"45 degC\"]");
        }
        spec.limits[name] = {ends[0], ends[1]};
    }
}

ObservationSpec observation(const Json& value, const std::string& path)
{
    ObservationSpec spec;
    Object object(value, path);
    if (int(object.has("file")) + int(object.has("network")) + int(object.has("values")) != 1) {
        refuse(path, value, "exactly one of file, network (with of) and values");
    }
    object.read("file", spec.file);
    if (object.has("network")) {
        network(object, spec);
    }
    object.read("seed", spec.seed);
    if (object.has("values")) {
        const Json& list = object.at("values");
        if (!list.is_array()) {
            refuse(object.pathOf("values"), list, "a list of observations");
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
        expectQuantity(spec.footprint, object.pathOf("footprint"));
    }
    correlation(object, spec);
    places(object, spec);
    checks(object, spec);
    object.done();
    return spec;
}

}  // namespace

void readErrors(Object& object, std::map<std::string, std::string>& errors)
{
    if (!object.has("errors")) {
        return;
    }
    Object table(object.at("errors"), object.pathOf("errors"));
    for (const std::string& name : table.keys()) {
        table.read(name, errors[name]);
        expectQuantity(errors[name], table.pathOf(name));
    }
}

std::vector<ObservationSpec> observations(const Json& value)
{
    if (!value.is_array()) {
        refuse("observations", value, "a list");
    }
    std::vector<ObservationSpec> result;
    for (std::size_t i = 0; i < value.size(); ++i) {
        result.push_back(observation(value[i], "observations." + std::to_string(i)));
    }
    return result;
}

}  // namespace core::json
