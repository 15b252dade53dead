#include "core/data/grid_sources.h"

#include "core/api/error.h"
#include "core/data/versions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace core::data {
namespace {

bool contains(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

bool sameLevel(double a, double b)
{
    return std::abs(a - b) < 1e-3 * (1 + b);
}

// Why a variable on latitude and longitude still cannot be taken, one clause; empty when it can.
std::string obstacle(const Dataset& file, const GridSource& source)
{
    for (std::size_t d = 0; d < source.placement.legs.size(); ++d) {
        const Placement::Leg& leg = source.placement.legs[d];
        const Dimension& dimension = source.variable->dimensions[d];
        if (dimension.size == 0) {
            return "has an empty dimension " + dimension.name;
        }
        if (leg.axis == Axis::hybrid && dimension.size > 1) {
            return "lies on hybrid model levels, and the file does not tell their pressures";
        }
        if (leg.axis == Axis::height && dimension.size > 1) {
            return "lies on heights, and the file does not tell their pressures";
        }
        if (leg.axis == Axis::level && !levelsHpaOf(file, *leg.coordinate)) {
            return "lies on levels that are no pressures";
        }
        const bool plain = leg.axis == Axis::lat || leg.axis == Axis::lon || leg.axis == Axis::time ||
                           leg.axis == Axis::level || leg.axis == Axis::member || leg.axis == Axis::version;
        if (!plain && dimension.size > 1) {
            return "has the further dimension " + dimension.name;
        }
    }
    return {};
}

void findLevels(const Dataset& file, GridSource& source)
{
    const int dimension = source.placement.dimensionOf(Axis::level);
    source.levels = {0};
    if (dimension >= 0) {
        source.levels = *levelsHpaOf(file,
                                     *source.placement.legs[static_cast<std::size_t>(dimension)].coordinate);
        source.leveled = true;
    } else if (source.placement.scalarLevel != nullptr) {
        if (const auto levels = levelsHpaOf(file, *source.placement.scalarLevel);
            levels && std::isfinite((*levels)[0])) {
            source.levels = *levels;
            source.leveled = true;
        }
    }
}

}  // namespace

std::string commaList(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

std::size_t GridSource::sizeOf(Axis axis) const
{
    const int dimension = placement.dimensionOf(axis);
    return dimension < 0 ? 1 : variable->dimensions[static_cast<std::size_t>(dimension)].size;
}

void GridSources::note(const std::string& text)
{
    if (!contains(notes_, text)) {
        notes_.push_back(text);
    }
}

std::vector<GridSource> GridSources::of(const Dataset& file)
{
    std::vector<GridSource> sources;
    std::string refusal;
    for (const std::string& clause : file.treatment()) {
        note(file.path() + ": " + clause);
    }
    for (const Variable& variable : file.variables()) {
        if (!variable.numeric() || variable.dimensions.size() < 2 || roleOf(file, variable) != "data") {
            continue;
        }
        GridSource source{
            .variable = &variable,
            .name = cfName(file.text(variable, "standard_name"), variable.name, file.text(variable, "units")),
            .placement = placementOf(file, variable)};
        const bool asked = contains(wanted_.variables, source.name.standardName) ||
                           contains(wanted_.variables, variable.name);
        if (!wanted_.variables.empty() && !asked) {
            if (source.placement.onLatLon()) {
                present_.insert(source.name.standardName);
            }
            continue;
        }
        std::string why = file.unreadable(variable);
        if (why.empty()) {
            why = source.placement.onLatLon() ? obstacle(file, source) : whyNotLatLon(file, variable);
        }
        if (!why.empty()) {
            const std::string sentence = file.path() + " cannot be used: " + variable.path + " " + why;
            if (why.find("hybrid") != std::string::npos || asked) {
                throw Error(Cause::badFile, sentence,
                            "Choose other variables, or bring it to pressure levels and a "
                            "global latitude-longitude grid first.");
            }
            refusal = refusal.empty() ? sentence : refusal;
            note(variable.path + " is left out: it " + why);
            continue;
        }
        if (const std::string version = versionNote(file, variable); !version.empty()) {
            note(file.path() + ": " + variable.path + " " + version);
        }
        findLevels(file, source);
        present_.insert(source.name.standardName);
        fileNames_[source.name.standardName] = variable.name;
        sources.push_back(std::move(source));
    }
    if (sources.empty() && !refusal.empty()) {
        throw Error(Cause::badFile, refusal, "Use files on a global latitude-longitude grid.");
    }
    if (sources.empty() && wanted_.variables.empty()) {
        throw Error(Cause::badFile, file.path() + " holds no variable on latitude and longitude");
    }
    return sources;
}

GridAxes GridSources::axesOf(const Dataset& file, const GridSource& source)
{
    GridAxes axes = gridAxesOf(file, source.placement);
    const bool asPart = wanted_.regional && axes.regular && axes.lat.size() > 1 && axes.lon.size() > 1;
    if (!axes.whyNotGlobal.empty() && !asPart) {
        throw Error(Cause::badFile, file.path() + " cannot be used: " + source.variable->path + " " +
                                        axes.whyNotGlobal +
                                        ", but a regular grid around the whole globe is needed");
    }
    if (axes.cyclicColumn) {
        note(file.path() + " repeats its first meridian; it is taken once");
    }
    if (axes_ && !axes_->sameAs(axes)) {
        throw Error(Cause::badFile, file.path() + " cannot be joined: " + source.variable->path +
                                        " lies on another grid than the variables before it");
    }
    axes_ = axes_ ? axes_ : axes;
    return axes;
}

std::optional<std::size_t> GridSources::channelOf(const GridSource& source, double level)
{
    if (source.leveled) {
        levels_.insert(level);
    }
    if (source.leveled && !wanted_.levelsHpa.empty() &&
        std::none_of(wanted_.levelsHpa.begin(), wanted_.levelsHpa.end(),
                     [&](double wanted) { return sameLevel(level, wanted); })) {
        return std::nullopt;
    }
    const auto found = std::find_if(channels_.begin(), channels_.end(), [&](const Channel& c) {
        return c.standardName == source.name.standardName && c.levelHpa == level;
    });
    if (found != channels_.end()) {
        return static_cast<std::size_t>(found - channels_.begin());
    }
    channels_.push_back({.standardName = source.name.standardName,
                         .label = humanLabel(source.name.standardName, level),
                         .units = source.name.units,
                         .levelHpa = level});
    return channels_.size() - 1;
}

// Where a variable stands among those asked for.
std::size_t GridSources::rankOf(const std::string& standardName) const
{
    const auto own = fileNames_.find(standardName);
    std::size_t rank = 0;
    while (rank < wanted_.variables.size() && wanted_.variables[rank] != standardName &&
           (own == fileNames_.end() || wanted_.variables[rank] != own->second)) {
        ++rank;
    }
    return rank;
}

std::vector<std::size_t> GridSources::order() const
{
    const auto key = [&](std::size_t i) {
        const Channel& channel = channels_[i];
        const auto first = std::find_if(channels_.begin(), channels_.end(), [&](const Channel& c) {
            return c.standardName == channel.standardName;
        });
        const auto level = std::find_if(wanted_.levelsHpa.begin(), wanted_.levelsHpa.end(),
                                        [&](double wanted) { return sameLevel(wanted, channel.levelHpa); });
        return std::tuple(rankOf(channel.standardName), first - channels_.begin(),
                          level - wanted_.levelsHpa.begin());
    };
    std::vector<std::size_t> order(channels_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    return order;
}

void GridSources::expectWanted(const std::vector<std::string>& files) const
{
    const std::string where = files.size() == 1 ? files[0]
                                                : "none of the " + std::to_string(files.size()) + " files";
    for (const std::string& name : wanted_.variables) {
        const bool found = std::any_of(channels_.begin(), channels_.end(), [&](const Channel& c) {
            return c.standardName == name || fileNames_.at(c.standardName) == name;
        });
        if (!found && present_.count(name) == 0) {
            throw Error(Cause::badFile, where + (files.size() == 1 ? " does not hold " : " holds ") + name,
                        "There is: " + commaList({present_.begin(), present_.end()}) + ".");
        }
    }
    for (const double level : wanted_.levelsHpa) {
        if (!levels_.empty() && std::none_of(levels_.begin(), levels_.end(),
                                             [&](double held) { return sameLevel(level, held); })) {
            char text[32];
            std::snprintf(text, sizeof text, "%g hPa", level);
            throw Error(
                Cause::badFile,
                where + (files.size() == 1 ? " does not hold the level " : " holds the level ") + text);
        }
    }
    if (channels_.empty()) {
        throw Error(Cause::badFile, where + " has no variable that was asked for");
    }
}

}  // namespace core::data
