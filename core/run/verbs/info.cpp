#include "core/api/verbs.h"
#include "core/api/error.h"
#include "core/data/info.h"
#include "core/data/observation_summary.h"
#include "core/run/verbs/table.h"

#include <limits>

namespace core {

namespace {

using run::Json;

Json variableJson(const data::Info::Variable& variable, bool stats)
{
    Json result = {{"name", variable.path},   {"standardName", variable.standardName}, {"units", variable.units},
                   {"role", variable.role},   {"dimensions", variable.dimensions},     {"shape", variable.shape}};
    if (!stats) {
        return result;
    }
    const bool any = variable.numeric && variable.valid > 0;
    const auto orNull = [](bool known, auto value) { return known ? Json(value) : Json(nullptr); };
    result["valid"] = orNull(variable.numeric, variable.valid);
    result["min"] = orNull(any, variable.min);
    result["max"] = orNull(any, variable.max);
    result["mean"] = orNull(any, variable.mean);
    return result;
}

Json infoJson(const data::Info& info, bool stats)
{
    Json result = {{"file", info.file}, {"kind", info.kind}, {"usable", info.usable}};
    if (!info.usable) {
        result["refusal"] = info.refusal;
    }
    result["variables"] = Json::array();
    for (const data::Info::Variable& variable : info.variables) {
        result["variables"].push_back(variableJson(variable, stats));
    }
    const auto orNull = [](const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); };
    result["time"] = {{"first", orNull(info.firstTime)},
                      {"last", orNull(info.lastTime)},
                      {"count", info.timeCount},
                      {"calendar", orNull(info.calendar)}};
    result["notes"] = info.notes;
    return result;
}

/// What a run would be given of an observation file.
Json observedJson(const data::ObservationSet& set)
{
    Json all = Json::array();
    for (const data::ObservedQuantity& one : data::summaryOf(set)) {
        all.push_back({{"variable", one.variable}, {"units", one.units}, {"count", one.count}, {"rejected", one.rejected},
                       {"min", one.min}, {"max", one.max}, {"mean", one.mean}, {"levels", {one.lowestHpa, one.highestHpa}}});
    }
    return all;
}

std::string observedText(const data::ObservationSet& set)
{
    std::vector<std::vector<std::string>> rows = {{"observed", "unit", "count", "rejected", "min", "max", "mean", "levels (hPa)"}};
    for (const data::ObservedQuantity& one : data::summaryOf(set)) {
        const std::string levels = one.highestHpa == 0 ? "surface" : run::shortNumber(one.lowestHpa, 5) + " to " + run::shortNumber(one.highestHpa, 5);
        rows.push_back({one.variable, one.units, std::to_string(one.count), std::to_string(one.rejected),
                        run::shortNumber(one.min, 6), run::shortNumber(one.max, 6), run::shortNumber(one.mean, 6), levels});
    }
    std::string text = rows.size() > 1 ? run::table(rows) : "no observations that the program knows\n";
    for (const std::string& note : set.notes) {
        text += "reading: " + note + "\n";
    }
    return text;
}

std::string shapeText(const data::Info::Variable& variable)
{
    std::string text;
    for (std::size_t i = 0; i < variable.shape.size(); ++i) {
        text += i == 0 ? "" : " × ";
        text += (i < variable.dimensions.size() ? variable.dimensions[i] + " " : "") + std::to_string(variable.shape[i]);
    }
    return text;
}

std::string infoText(const data::Info& info, bool stats)
{
    std::string text = info.file + ": " + info.kind + "\n";
    if (info.timeCount > 0) {
        const std::string calendar = info.calendar.empty() || info.calendar == "standard" ? "" : " (" + info.calendar + ")";
        text += std::to_string(info.timeCount) + (info.timeCount == 1 ? " time: " : " times: ") + info.firstTime +
                (info.timeCount == 1 ? "" : " to " + info.lastTime) + calendar + "\n";
    }
    std::vector<std::vector<std::string>> rows = {{"variable", "standard name", "unit", "role", "shape"}};
    if (stats) {
        rows.front().insert(rows.front().end(), {"valid", "min", "max", "mean"});
    }
    for (const data::Info::Variable& variable : info.variables) {
        rows.push_back({variable.path, variable.standardName, variable.units, variable.role, shapeText(variable)});
        if (stats && variable.numeric) {
            const double none = std::numeric_limits<double>::quiet_NaN();
            const bool any = variable.valid > 0;
            rows.back().insert(rows.back().end(),
                               {std::to_string(variable.valid), run::shortNumber(any ? variable.min : none, 6),
                                run::shortNumber(any ? variable.max : none, 6),
                                run::shortNumber(any ? variable.mean : none, 6)});
        }
    }
    text += run::table(rows);
    for (const std::string& note : info.notes) {
        text += "note: " + note + "\n";
    }
    return text;
}

}  // namespace

InfoAnswer infoOf(const std::string& path, bool stats)
{
    const data::Info info = data::info(path, stats);
    InfoAnswer answer;
    answer.text = infoText(info, stats);
    Json json = infoJson(info, stats);
    if (info.kind == "observations" && info.usable) {
        try {
            const data::ObservationSet set = data::readObservations(path);
            answer.text += observedText(set);
            json["observations"] = observedJson(set);
            json["observationNotes"] = set.notes;
        } catch (const Error& error) {  // the container is sound, but what it means stays unknown
            answer.text += std::string("reading: ") + error.what() + "\n";
            json["observationNotes"] = {error.what()};
        }
    }
    answer.json = run::pretty(json);
    answer.refusal = info.usable ? "" : info.refusal;
    return answer;
}

}  // namespace core
