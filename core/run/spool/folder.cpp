#include "core/run/spool/folder.h"

#include "core/api/error.h"
#include "core/data/draft.h"

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>

namespace core::run::spool {
namespace {

std::string numbered(int step, const char* ending)
{
    char name[32];
    std::snprintf(name, sizeof name, "/%04d%s", step, ending);
    return name;
}

/// JSON has no NaN: it is null there.
Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

double numberOf(const Json& json)
{
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

Json numbers(const std::vector<double>& values)
{
    Json list = Json::array();
    for (const double value : values) {
        list.push_back(number(value));
    }
    return list;
}

std::vector<double> numbersOf(const Json& list)
{
    std::vector<double> values;
    for (const Json& one : list) {
        values.push_back(numberOf(one));
    }
    return values;
}

}  // namespace

std::string Folder::field(int step) const { return steps() + numbered(step, ".nc"); }
std::string Folder::scalars(int step) const { return steps() + numbered(step, ".json"); }

bool isSpool(const std::string& path)
{
    std::error_code error;
    return std::filesystem::is_regular_file(Folder{path}.run(), error) &&
           std::filesystem::is_directory(Folder{path}.steps(), error);
}

void writeJson(const std::string& path, const Json& json)
{
    data::writeWhole(path, json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::optional<Json> readJson(const std::string& path)
{
    std::ifstream file(path);
    if (!file) {
        return std::nullopt;
    }
    Json json = Json::parse(file, nullptr, false);
    if (json.is_discarded()) {
        throw Error(Cause::badFile, path + " is not JSON.", "Is this the folder of a spooled run?");
    }
    return json;
}

Json jsonOf(const Started& run, const std::vector<Range>& ranges)
{
    Json colours = Json::array();
    for (const Range& range : ranges) {
        colours.push_back({range.low, range.high, range.diverging});
    }
    Json channels = Json::array();
    for (const Channel& channel : run.channels) {
        channels.push_back({{"standardName", channel.standardName}, {"label", channel.label}, {"units", channel.units},
                            {"level", channel.levelHpa}});
    }
    Json observations = Json::array();
    if (run.observations) {
        for (const ObservationPoint& o : *run.observations) {
            observations.push_back({o.id, o.lat, o.lon, o.time, o.channel, o.variable, o.levelHpa, number(o.value),
                                    number(o.error), number(o.background), static_cast<int>(o.use), o.reason});
        }
    }
    return {{"format", 1}, {"request", printRequest(run.request)}, {"folder", run.request.folder}, {"channels", channels},
            {"times", run.times}, {"observations", observations}, {"sigmas", numbers(run.sigmas)}, {"notes", run.notes},
            {"device", run.device}, {"firstStep", run.firstStep}, {"ranges", colours}};
}

Started startedOf(const Json& json)
{
    Started run;
    run.request = parseRequest(json.at("request").get<std::string>(), json.at("folder").get<std::string>());
    for (const Json& c : json.at("channels")) {
        run.channels.push_back({c.at("standardName"), c.at("label"), c.at("units"), c.at("level")});
    }
    run.times = json.at("times").get<std::vector<std::string>>();
    auto points = std::make_shared<std::vector<ObservationPoint>>();
    for (const Json& o : json.at("observations")) {
        points->push_back({.id = o.at(0), .lat = o.at(1), .lon = o.at(2), .time = o.at(3), .channel = o.at(4), .variable = o.at(5),
                           .levelHpa = o.at(6), .value = numberOf(o.at(7)), .error = numberOf(o.at(8)),
                           .background = numberOf(o.at(9)), .use = static_cast<Use>(o.at(10).get<int>()), .reason = o.at(11)});
    }
    run.observations = std::move(points);
    run.sigmas = numbersOf(json.at("sigmas"));
    run.notes = json.at("notes").get<std::vector<std::string>>();
    run.device = json.at("device");
    run.firstStep = json.at("firstStep");
    return run;
}

std::vector<Range> rangesOf(const Json& json)
{
    std::vector<Range> ranges;
    for (const Json& one : json.at("ranges")) {
        ranges.push_back({one.at(0), one.at(1), one.at(2)});
    }
    return ranges;
}

Json jsonOf(const Stepped& s)
{
    return {{"step", s.step}, {"steps", s.steps}, {"t", s.t}, {"sigma", s.sigma}, {"strength", s.strength}, {"seconds", s.seconds},
            {"omaRms", number(s.omaRms)}, {"ombRms", number(s.ombRms)}, {"chi2", number(s.chi2)},
            {"heldOutRms", number(s.heldOutRms)}, {"rmse", number(s.rmse)}, {"spread", number(s.spread)},
            {"rmsePerTime", numbers(s.rmsePerTime)}};
}

Stepped steppedOf(const Json& json)
{
    Stepped s;
    s.step = json.at("step");
    s.steps = json.at("steps");
    s.t = json.at("t");
    s.sigma = json.at("sigma");
    s.strength = json.at("strength");
    s.seconds = json.at("seconds");
    s.omaRms = numberOf(json.at("omaRms"));
    s.ombRms = numberOf(json.at("ombRms"));
    s.chi2 = numberOf(json.at("chi2"));
    s.heldOutRms = numberOf(json.at("heldOutRms"));
    s.rmse = numberOf(json.at("rmse"));
    s.spread = numberOf(json.at("spread"));
    s.rmsePerTime = numbersOf(json.at("rmsePerTime"));
    return s;
}

Json jsonOf(const State& state)
{
    return {{"is", state.is}, {"step", state.step}, {"message", state.message}, {"hint", state.hint}};
}

State stateOf(const Json& json)
{
    return {json.at("is"), json.at("step"), json.at("message"), json.at("hint")};
}

Json jsonOf(const Order& order)
{
    Json json = Json::object();
    if (!order.verb.empty()) {
        json["verb"] = order.verb;
    }
    if (order.strength) {
        json["strength"] = *order.strength;
    }
    if (order.curve) {
        json["curve"] = *order.curve;
    }
    return json;
}

Order orderOf(const Json& json)
{
    Order order;
    order.verb = json.value("verb", "");
    if (json.contains("strength")) {
        order.strength = json.at("strength").get<double>();
    }
    if (json.contains("curve")) {
        order.curve = json.at("curve").get<std::vector<std::pair<double, double>>>();
    }
    return order;
}

}  // namespace core::run::spool
