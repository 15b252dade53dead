#include "core/api/error.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"
#include "core/data/feedback.h"
#include "core/data/grid_axes.h"
#include "core/data/info.h"
#include "core/data/observations.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>

namespace core::data {
namespace {

constexpr std::size_t mostColumns = 1440, mostRows = 721;

CfName nameOf(const Dataset& file, const Variable& variable)
{
    return cfName(file.text(variable, "standard_name"), variable.name, file.text(variable, "units"));
}

// "Temperature", or the file's own long name for what CF does not name.
std::string labelOf(const Dataset& file, const Variable& variable, double levelHpa)
{
    const CfName name = nameOf(file, variable);
    const std::string own = file.text(variable, "long_name").substr(0, 80);
    if (canonicalUnit(name.standardName) && variable.name == name.standardName) {
        return humanLabel(name.standardName, levelHpa);
    }
    if (!own.empty() &&
        (!canonicalUnit(name.standardName) || variable.name.starts_with(name.standardName + "_"))) {
        return own + (levelHpa > 0 ? humanLabel("", levelHpa) : "");
    }
    return humanLabel(name.standardName, levelHpa);
}

std::vector<std::string> legValues(const Dataset& file, const Placement::Leg& leg, const Dimension& dimension)
{
    std::vector<std::string> texts;
    if (leg.coordinate != nullptr && leg.axis == Axis::time) {
        texts = timeAxisOf(file, leg.coordinate).iso;
    } else if (const auto levels = leg.coordinate != nullptr && leg.axis == Axis::level
                                       ? levelsHpaOf(file, *leg.coordinate)
                                       : std::nullopt) {
        for (const double level : *levels) {
            char text[32];
            std::snprintf(text, sizeof text, "%g hPa", level);
            texts.emplace_back(text);
        }
    } else if (leg.coordinate != nullptr) {
        for (const double value : readAll(file, *leg.coordinate)) {
            char text[32];
            std::snprintf(text, sizeof text, "%g", value);
            texts.emplace_back(text);
        }
    }
    texts.resize(dimension.size);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        texts[i] = texts[i].empty() ? std::to_string(i + 1) : texts[i];
    }
    return texts;
}

std::string legName(const Placement::Leg& leg, const Dimension& dimension)
{
    return leg.axis == Axis::time     ? "time"
           : leg.axis == Axis::level  ? "level"
           : leg.axis == Axis::member ? "member"
                                      : dimension.name;
}

bool onMap(const Placement::Leg& leg)
{
    return leg.axis == Axis::lat || leg.axis == Axis::lon;
}

std::vector<ObservationPoint> pointsOf(const ObservationSet& set)
{
    std::vector<ObservationPoint> points;
    for (const Observation& o : set.all) {
        points.push_back({.id = o.id,
                          .lat = o.lat,
                          .lon = o.lon,
                          .time = 0,
                          .channel = -1,
                          .variable = o.variable,
                          .levelHpa = o.levelHpa,
                          .value = o.value,
                          .error = o.error,
                          .background = std::numeric_limits<double>::quiet_NaN(),
                          .use = o.use,
                          .reason = o.reason});
    }
    return points;
}

// Every stride-th of the coordinates.
std::vector<double> thinned(const std::vector<double>& values, std::size_t stride)
{
    std::vector<double> out;
    for (std::size_t i = 0; i < values.size(); i += stride) {
        out.push_back(values[i]);
    }
    return out;
}

// Indices of all dimensions, from those the view gives for the extras.
std::vector<std::size_t> indicesOf(const Variable& variable, const Placement& placement,
                                   const std::vector<int>& extra)
{
    std::vector<std::size_t> at(placement.legs.size(), 0);
    std::size_t k = 0;
    for (std::size_t d = 0; d < at.size(); ++d) {
        if (!onMap(placement.legs[d])) {
            const int index = k < extra.size() ? extra[k] : 0;
            const auto last = static_cast<int>(variable.dimensions[d].size) - 1;
            at[d] = static_cast<std::size_t>(std::clamp(index, 0, std::max(last, 0)));
            ++k;
        }
    }
    return at;
}

double levelAt(const Dataset& file, const Placement& placement, const std::vector<std::size_t>& at)
{
    const int d = placement.dimensionOf(Axis::level);
    const Variable* coordinate = d >= 0 ? placement.legs[static_cast<std::size_t>(d)].coordinate
                                        : placement.scalarLevel;
    const auto levels = coordinate != nullptr ? levelsHpaOf(file, *coordinate) : std::nullopt;
    const std::size_t index = d >= 0 ? at[static_cast<std::size_t>(d)] : 0;
    return levels && index < levels->size() ? (*levels)[index] : 0;
}

std::string timeAt(const Dataset& file, const Placement& placement, const std::vector<std::size_t>& at)
{
    const int d = placement.dimensionOf(Axis::time);
    const TimeAxis axis = timeAxisOf(file, timeOf(placement));
    const std::size_t index = d >= 0 ? at[static_cast<std::size_t>(d)] : 0;
    return index < axis.iso.size() ? axis.iso[index] : "";
}


/// Feedback of an assimilation: its diagnostics are another's work, its observations are shown where they can be.
Opened feedbackForView(const std::string& path)
{
    Opened opened{.path = path, .kind = "feedback"};
    if (std::filesystem::is_directory(path)) {
        return opened;
    }
    try {
        const ObservationSet set = readObservations(path);
        opened.observations = std::make_shared<const std::vector<ObservationPoint>>(pointsOf(set));
        opened.notes = set.notes;
    } catch (const Error&) {
        // radiances and tables without places have departures all the same
    }
    return opened;
}

}  // namespace

Opened openForView(const std::string& path)
{
    if (holdsFeedback(path)) {
        return feedbackForView(path);
    }
    const Info found = info(path, false);
    if (!found.usable) {
        throw Error(Cause::badFile, found.refusal, "Open another file.");
    }
    Opened opened{.path = path, .kind = found.kind, .notes = found.notes, .unclear = unclear(found)};
    if (found.kind == "observations") {
        const ObservationSet set = readObservations(path);
        opened.observations = std::make_shared<const std::vector<ObservationPoint>>(pointsOf(set));
        opened.notes.insert(opened.notes.end(), set.notes.begin(), set.notes.end());
        return opened;
    }
    if (found.kind == "request" || found.kind == "prior") {
        return opened;
    }
    const auto dataset = openDataset(path);
    const Dataset& file = *dataset;
    for (const Info::Variable& entry : found.variables) {
        const Variable* variable = entry.drawable ? file.find(entry.path) : nullptr;
        if (variable == nullptr) {
            continue;
        }
        Opened::Variable out{
            .path = entry.path, .label = labelOf(file, *variable, 0), .units = nameOf(file, *variable).units};
        const Placement placement = placementOf(file, *variable);
        for (std::size_t d = 0; d < placement.legs.size(); ++d) {
            if (!onMap(placement.legs[d])) {
                const Dimension& dimension = variable->dimensions[d];
                out.extras.push_back(
                    {legName(placement.legs[d], dimension), legValues(file, placement.legs[d], dimension)});
            }
        }
        opened.variables.push_back(std::move(out));
    }
    return opened;
}

void suggestRange(Field& field)
{
    std::vector<float> sample;
    const std::size_t step = std::max<std::size_t>(field.values.size() / 20000, 1);
    for (std::size_t i = 0; i < field.values.size(); i += step) {
        if (std::isfinite(field.values[i])) {
            sample.push_back(field.values[i]);
        }
    }
    if (sample.empty()) {
        return;
    }
    std::sort(sample.begin(), sample.end());
    constexpr float wider = 0.1F;  // so that what weather has now and then is not drawn as beyond the scale
    const float first = sample[sample.size() / 100], last = sample[sample.size() - 1 - sample.size() / 100];
    field.low = std::max(sample.front(), first - wider * (last - first));
    field.high = std::min(sample.back(), last + wider * (last - first));
    field.diverging = field.name == "eastward_wind" || field.name == "northward_wind" ||
                      field.name == "lagrangian_tendency_of_air_pressure";
    if (field.diverging) {
        field.high = std::max(std::abs(field.low), std::abs(field.high));
        field.low = -field.high;
    }
    if (!(field.high > field.low)) {
        const float around = std::max(std::abs(field.low) * 0.01F, 0.5F);
        field.low -= around;
        field.high += around;
    }
}

Field readField(const std::string& path, int variable, const std::vector<int>& extra)
{
    const Info found = info(path, false);
    std::string name;
    int k = 0;
    for (const Info::Variable& entry : found.variables) {
        if (entry.drawable && k++ == variable) {
            name = entry.path;
        }
    }
    const auto dataset = openDataset(path);
    const Dataset& file = *dataset;
    const Variable* source = name.empty() ? nullptr : file.find(name);
    if (source == nullptr) {
        throw Error(Cause::badInput,
                    path + " has no variable number " + std::to_string(variable) + " that can be drawn");
    }
    const Placement placement = placementOf(file, *source);
    const GridAxes axes = gridAxesOf(file, placement);
    const std::size_t latStride = (axes.lat.size() + mostRows - 1) / mostRows;
    const std::size_t lonStride = (axes.lon.size() + mostColumns - 1) / mostColumns;
    const std::vector<std::size_t> at = indicesOf(*source, placement, extra);
    std::vector<double> values;
    Slab{file, *source, placement, axes, latStride, lonStride}.read(at, values);
    const CfName cf = nameOf(file, *source);
    Field field{
        .grid = std::make_shared<const DisplayGrid>(DisplayGrid{
            .lat = thinned(axes.lat, latStride), .lon = thinned(axes.lon, lonStride), .global = axes.global}),
        .name = cf.standardName,
        .label = labelOf(file, *source, levelAt(file, placement, at)),
        .units = cf.units,
        .time = timeAt(file, placement, at)};
    field.values.reserve(values.size());
    for (const double value : values) {
        field.values.push_back(static_cast<float>(cf.scale * value + cf.offset));
    }
    suggestRange(field);
    return field;
}

}  // namespace core::data
