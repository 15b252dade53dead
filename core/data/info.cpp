#include "core/data/info.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/bufr.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"
#include "core/data/csv_table.h"
#include "core/data/grid_axes.h"
#include "core/data/grib_messages.h"
#include "core/data/info_checks.h"
#include "core/data/ioda.h"
#include "core/data/observation_frame.h"
#include "core/data/observation_summary.h"
#include "core/data/ragged.h"
#include "core/data/versions.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

namespace core::data {
namespace {

// Gathers what a NetCDF file holds.
class Inspection {
public:
    Inspection(const std::string& path, bool stats)
        : opened_(openDataset(path)), file_(*opened_), stats_(stats), marine_(isMarine(file_))
    {
        info_.file = path;
    }
    Info inspect();

private:
    void note(const std::string& text)
    {
        if (std::find(info_.notes.begin(), info_.notes.end(), text) == info_.notes.end()) {
            info_.notes.push_back(text);
        }
    }
    [[nodiscard]] bool isIoda() const { return IodaFile::is(file_); }
    [[nodiscard]] std::string meaningOf(const Variable& variable, const std::string& role) const;
    void describe(const Variable& variable);
    std::string whyNotDrawable(const Variable& variable);
    void findKind();
    void findTime();
    void checkStations();
    void judge();

    const std::unique_ptr<Dataset> opened_;
    const Dataset& file_;
    bool stats_;
    bool marine_;
    Info info_;
    std::vector<const Variable*> drawable_;
    std::string whyNot_;       ///< of the first data variable that cannot be drawn
    std::string whyNotField_;  ///< of the first that has two dimensions or more
};

// One sentence; empty when the variable can be drawn.
std::string Inspection::whyNotDrawable(const Variable& variable)
{
    if (const std::string why = file_.unreadable(variable); !why.empty()) {
        return variable.path + " " + why;
    }
    const Placement placement = placementOf(file_, variable);
    if (!placement.onLatLon()) {
        for (const std::string& word : wordsOf(file_.text(variable, "coordinates").substr(0, 10000))) {
            const Variable* other = file_.find(word, &variable);
            const Axis axis = other != nullptr ? axisOf(file_, *other) : Axis::none;
            const bool place = axis == Axis::lat || axis == Axis::lon;
            const bool fits = other == nullptr ||
                              std::all_of(other->dimensions.begin(), other->dimensions.end(),
                                          [&](const Dimension& d) {
                                              return std::find(variable.dimensions.begin(),
                                                               variable.dimensions.end(),
                                                               d) != variable.dimensions.end();
                                          });
            if (place && !fits) {
                return variable.path + " and its " + other->path + " differ in shape";
            }
        }
        return variable.path + " " + whyNotLatLon(file_, variable);
    }
    if (packingOf(file_, variable).unusable) {
        return variable.path + " cannot be unpacked: " + packingOf(file_, variable).trouble;
    }
    try {
        const GridAxes axes = gridAxesOf(file_, placement);
        if (axes.lat.size() < 2 || axes.lon.size() < 2) {
            note(variable.path + " " + axes.whyNotGlobal);
        }
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

// "" where nobody knows.
std::string Inspection::meaningOf(const Variable& variable, const std::string& role) const
{
    if (role != "data") {
        return role == "coordinate" && axisOf(file_, variable) == Axis::none ? "" : variable.name;
    }
    const std::optional<CfName> name = isIoda() ? IodaFile::observed(file_, variable) : measured(file_, variable, marine_);
    if (!name) {
        return variable.name;
    }
    const auto unit = canonicalUnit(name->standardName);
    return unit && *unit == name->units ? name->standardName : "";
}

void Inspection::describe(const Variable& variable)
{
    Info::Variable out{.path = variable.path,
                       .standardName = file_.text(variable, "standard_name"),
                       .longName = utf8(file_.text(variable, "long_name").substr(0, 1000)),
                       .units = file_.text(variable, "units").substr(0, 200),
                       .role = roleOf(file_, variable),
                       .numeric = variable.numeric()};
    out.meaning = meaningOf(variable, out.role);
    for (const Dimension& dimension : variable.dimensions) {
        out.dimensions.push_back(dimension.name);
        out.shape.push_back(dimension.size);
    }
    if (const std::string why = file_.unreadable(variable); !why.empty()) {
        note(variable.path + " " + why);
    }
    for (const std::string& text : attributeNotes(file_, variable, out.role)) {
        note(text);
    }
    if (variable.numeric() && out.role == "data" && !variable.dimensions.empty()) {
        const std::string why = whyNotDrawable(variable);
        out.drawable = why.empty();
        if (const std::string version = versionNote(file_, variable); out.drawable && !version.empty()) {
            note(variable.path + " " + version);
        }
        if (out.drawable) {
            drawable_.push_back(&variable);
        } else {
            whyNot_ = whyNot_.empty() ? why : whyNot_;
            whyNotField_ = whyNotField_.empty() && variable.dimensions.size() > 1 ? why : whyNotField_;
        }
    }
    if (variable.numeric() && stats_) {
        Statistics statistics{.min = NAN, .max = NAN, .mean = NAN};
        try {
            statistics = statisticsOf(file_, variable);
        } catch (const Error& error) {
            note(error.what());
        }
        out.valid = statistics.valid;
        out.min = statistics.min;
        out.max = statistics.max;
        out.mean = statistics.mean;
        for (const std::string& text : valueNotes(file_, variable, out.role, statistics)) {
            note(text);
        }
    } else if (!variable.numeric() && !variable.text()) {
        note(variable.path + " is of a compound kind, which is not read");
    }
    info_.variables.push_back(std::move(out));
}

// Data along the dimension of time alone.
bool isSeriesOfOnePlace(const Dataset& file)
{
    const auto& all = file.variables();
    return std::any_of(all.begin(), all.end(), [&](const Variable& time) {
        return axisOf(file, time) == Axis::time && time.dimensions.size() == 1 &&
               std::any_of(all.begin(), all.end(), [&](const Variable& data) {
                   return data.numeric() && data.dimensions == time.dimensions && roleOf(file, data) == "data";
               });
    });
}

// Positions one beside the other along the same dimension, or row sizes, mean observations.
void Inspection::findKind()
{
    const bool stations = std::any_of(file_.variables().begin(), file_.variables().end(),
                                      [&](const Variable& v) { return file_.has(v, "sample_dimension"); });
    const Variable* lat = nullptr;
    const Variable* lon = nullptr;
    for (const Variable& variable : file_.variables()) {
        const Axis axis = axisOf(file_, variable);
        lat = axis == Axis::lat && lat == nullptr ? &variable : lat;
        lon = axis == Axis::lon && lon == nullptr ? &variable : lon;
    }
    const bool beside = lat != nullptr && lon != nullptr && drawable_.empty() && !lat->dimensions.empty() &&
                        lat->dimensions.size() == lon->dimensions.size() &&
                        std::equal(lat->dimensions.begin(), lat->dimensions.end(), lon->dimensions.begin());
    const bool track = beside && (lat->dimensions.size() == 1 || file_.text(*lat, "coordinates") != "" ||
                                  whyNot_.find("has no latitude") != std::string::npos);
    // one station whose place stands by itself
    const bool fixed = lat != nullptr && lon != nullptr && drawable_.empty() && lat->size() == 1 &&
                       lon->size() == 1 && isSeriesOfOnePlace(file_);
    const std::string feature = " " + lowerCase(file_.globalText("featureType")) + " ";
    const std::string features = " point timeseries trajectory profile timeseriesprofile trajectoryprofile ";
    const bool sampled = feature.size() > 2 && features.find(feature) != std::string::npos;
    if (!file_.globalText("embellie_channels").empty()) {
        info_.kind = "result";
    } else if (sampled || stations || track || fixed || isIoda()) {
        info_.kind = "observations";
    } else {
        info_.kind = "grid";
    }
}

void Inspection::findTime()
{
    const Variable* time = nullptr;
    if (!drawable_.empty()) {
        time = timeOf(placementOf(file_, *drawable_.front()));
    }
    for (const Variable& variable : file_.variables()) {
        const bool better = time == nullptr || (drawable_.empty() && variable.size() > time->size());
        if (better && axisOf(file_, variable) == Axis::time && variable.numeric()) {
            time = &variable;
        }
    }
    if (time == nullptr || time->size() > (std::size_t{1} << 26)) {
        return;
    }
    std::size_t first = 0, last = 0, known = 0;
    TimeAxis axis;
    try {
        axis = timeAxisOf(file_, time);
    } catch (const Error& error) {
        note(time->path + ": " + error.what());
        return;
    }
    if (!axis.trouble.empty() && (info_.kind != "observations" || !axis.known)) {
        note(time->path + ": " + axis.trouble);
    }
    info_.timeCount = axis.seconds.size();
    info_.calendar = axis.calendar;
    for (std::size_t i = 0; i < axis.seconds.size(); ++i) {
        if (axis.iso[i].empty()) {
            continue;
        }
        first = known == 0 || axis.seconds[i] < axis.seconds[first] ? i : first;
        last = known == 0 || axis.seconds[i] > axis.seconds[last] ? i : last;
        ++known;
    }
    if (known > 0) {
        info_.firstTime = axis.iso[first];
        info_.lastTime = axis.iso[last];
    }
}

void Inspection::checkStations()
{
    const Variable* lat = nullptr;
    for (const Variable& variable : file_.variables()) {
        if (axisOf(file_, variable) == Axis::lat && (lat == nullptr || variable.size() > lat->size())) {
            lat = &variable;
        }
    }
    if (lat == nullptr && !isIoda()) {
        info_.usable = false;
        info_.refusal = file_.path() + " cannot be used: its observations have no latitude and longitude";
        return;
    }
    if (isGrib(file_.path())) {
        info_.usable = false;
        info_.refusal = file_.path() + " cannot be used: it holds values of single places, not fields";
        return;
    }
    try {
        expectRowsToFit(file_);
    } catch (const Error& error) {
        info_.usable = false;
        info_.refusal = error.what();
        return;
    }
    for (const Variable& variable : file_.variables()) {
        const Axis axis = axisOf(file_, variable);
        if ((axis != Axis::lat && axis != Axis::lon) || roleOf(file_, variable) != "coordinate" ||
            variable.size() > (std::size_t{1} << 26)) {
            continue;
        }
        std::size_t wrong = 0, missing = 0;
        const auto values = readAll(file_, variable);
        for (const double value : values) {
            missing += std::isfinite(value) ? 0 : 1;
            wrong += std::isfinite(value) &&
                             (axis == Axis::lat ? std::abs(value) <= 90 : value >= -180 && value <= 360)
                         ? 0
                         : 1;
        }
        if (wrong > 0 && missing == values.size()) {
            info_.usable = false;
            info_.refusal = file_.path() + " cannot be used alone: all " + std::to_string(missing) +
                            " positions in " + variable.path +
                            " are missing; name the file that holds the track as " +
                            "\"positions\" beside it in the request";
        } else if (wrong > 0) {
            note(variable.path + " has " + std::to_string(wrong) + " of " + std::to_string(values.size()) +
                 " positions missing or out of range");
        }
    }
}

void Inspection::judge()
{
    if (info_.kind == "observations") {
        checkStations();
    } else if (drawable_.empty()) {
        info_.usable = false;
        info_.refusal = file_.path() + " cannot be used: " +
                        (whyNot_.empty() ? "it holds no variable on latitude and longitude" : whyNot_);
    } else if (!whyNotField_.empty() && info_.kind == "grid") {
        note("not drawn: " + whyNotField_);
    }
}

Info Inspection::inspect()
{
    for (const auto& clauses : {file_.treatment(), file_.oddities()}) {
        for (const std::string& clause : clauses) {
            note(clause);
        }
    }
    const auto& variables = file_.variables();
    if (!variables.empty() &&
        std::all_of(variables.begin(), variables.end(), [](const Variable& v) { return v.path != v.name; })) {
        note("all variables lie in groups, the first is " + variables.front().path);
    }
    for (const Variable& variable : variables) {
        try {
            describe(variable);
        } catch (const Error& error) {
            note(error.what());
            whyNot_ = whyNot_.empty() ? error.what() : whyNot_;
        }
    }
    findKind();
    findTime();
    judge();
    return std::move(info_);
}

// What its reports observed, by quantity.
Info bufrInfo(const std::string& path, bool stats)
{
    const ObservationSet set = readBufrObservations(path);
    Info info{.file = path, .kind = "observations", .calendar = "standard", .notes = set.notes};
    for (const ObservedQuantity& quantity : summaryOf(set)) {
        Info::Variable variable{.path = quantity.variable, .standardName = quantity.variable, .units = quantity.units, .role = "data",
                                .dimensions = {"report"}, .shape = {quantity.count}};
        if (stats) {
            variable.valid = quantity.count;
            variable.min = quantity.min;
            variable.max = quantity.max;
            variable.mean = quantity.mean;
        }
        info.variables.push_back(std::move(variable));
    }
    for (const Observation& o : set.all) {
        const std::string iso = base::isoFromSeconds(o.time);
        info.firstTime = info.firstTime.empty() ? iso : std::min(info.firstTime, iso);
        info.lastTime = std::max(info.lastTime, iso);
    }
    info.timeCount = set.all.size();
    return info;
}

Info requestInfo(const std::string& path)
{
    Info info{.file = path, .kind = "request"};
    std::ifstream in(path);
    const auto document = nlohmann::json::parse(in, nullptr, false);
    if (!document.is_object()) {
        info.usable = false;
        info.refusal = path + " is not a request: it is not a JSON object";
    }
    return info;
}

}  // namespace

bool unclear(const Info& info)
{
    bool any = false;
    for (const Info::Variable& variable : info.variables) {
        if (variable.numeric && variable.role == "data" && !variable.dimensions.empty() &&
            (variable.drawable || info.kind == "observations")) {
            any = true;
            if (!variable.meaning.empty()) {
                return false;
            }
        }
    }
    return any;
}

Info info(const std::string& path, bool stats)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error) && std::filesystem::exists(path + "/prior.json", error)) {
        return {.file = path, .kind = "prior"};
    }
    const std::string extension = lowerCase(std::filesystem::path(path).extension().string());
    if (extension == ".json" && std::filesystem::is_regular_file(path, error)) {
        return requestInfo(path);
    }
    if (isBufr(path)) {
        return bufrInfo(path, stats);
    }
    if (isTable(path)) {
        return tableInfo(path, stats);
    }
    return Inspection(path, stats).inspect();
}

}  // namespace core::data
