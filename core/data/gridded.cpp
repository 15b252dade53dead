#include "core/data/gridded.h"

#include "core/api/error.h"
#include "core/data/cf_names.h"
#include "core/data/grid_axes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace core::data {
namespace {

constexpr std::size_t mostValues = std::size_t{1} << 31;  // 8 GB of float32

// A variable of one file that can become channels.
struct Source {
    const Variable* variable;
    CfName name;
    Placement placement;
    std::vector<double> levels;  ///< hPa; {0} without a level dimension
    bool leveled = false;
};

bool contains(const std::vector<std::string>& list, const std::string& item)
{
    return std::find(list.begin(), list.end(), item) != list.end();
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

// Why a variable on latitude and longitude still cannot be taken, one clause; empty when it can.
std::string obstacle(const NetcdfFile& file, const Source& source)
{
    for (std::size_t d = 0; d < source.placement.legs.size(); ++d) {
        const Placement::Leg& leg = source.placement.legs[d];
        const Dimension& dimension = source.variable->dimensions[d];
        if (dimension.size == 0) {
            return "has an empty dimension " + dimension.name;
        }
        if (leg.axis == Axis::hybrid && dimension.size > 1) {
            return "lies on hybrid model levels, not on pressure levels";
        }
        if (leg.axis == Axis::level && !levelsHpaOf(file, *leg.coordinate)) {
            return "lies on levels that are no pressures";
        }
        const bool plain = leg.axis == Axis::lat || leg.axis == Axis::lon || leg.axis == Axis::time ||
                           leg.axis == Axis::level || leg.axis == Axis::member;
        if (!plain && dimension.size > 1) {
            return "has the further dimension " + dimension.name;
        }
    }
    return {};
}

void findLevels(const NetcdfFile& file, Source& source)
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

// The variables of a file that are asked for. throws Error{badFile} when none can be read
std::vector<Source> sourcesOf(const NetcdfFile& file, const Wanted& wanted, std::vector<std::string>& notes,
                              std::set<std::string>& present)
{
    std::vector<Source> sources;
    std::string refusal;
    for (const Variable& variable : file.variables()) {
        if (!variable.numeric() || variable.dimensions.size() < 2 || roleOf(file, variable) != "data") {
            continue;
        }
        Source source{
            .variable = &variable,
            .name = cfName(file.text(variable, "standard_name"), variable.name, file.text(variable, "units")),
            .placement = placementOf(file, variable)};
        const bool asked = contains(wanted.variables, source.name.standardName) ||
                           contains(wanted.variables, variable.name);
        if (!wanted.variables.empty() && !asked) {
            if (source.placement.onLatLon()) {
                present.insert(source.name.standardName);
            }
            continue;
        }
        const std::string why = source.placement.onLatLon() ? obstacle(file, source)
                                                            : whyNotLatLon(file, variable);
        if (!why.empty()) {
            const std::string sentence = file.path() + " cannot be used: " + variable.path + " " + why;
            if (why.find("hybrid") != std::string::npos || asked) {
                throw Error(Cause::badFile, sentence,
                            "Choose other variables, or bring it to pressure levels and a "
                            "global latitude-longitude grid first.");
            }
            refusal = refusal.empty() ? sentence : refusal;
            notes.push_back(variable.path + " is left out: it " + why);
            continue;
        }
        findLevels(file, source);
        present.insert(source.name.standardName);
        sources.push_back(std::move(source));
    }
    if (sources.empty() && !refusal.empty()) {
        throw Error(Cause::badFile, refusal, "Use files on a global latitude-longitude grid.");
    }
    if (sources.empty() && wanted.variables.empty()) {
        throw Error(Cause::badFile, file.path() + " holds no variable on latitude and longitude");
    }
    return sources;
}

// Gathers slabs keyed by time and channel, then lays them out.
class Gathering {
public:
    explicit Gathering(const Wanted& wanted) : wanted_(wanted) {}

    void add(const std::string& path);
    Gridded finish(const std::vector<std::string>& files);

private:
    struct Key {
        std::int64_t time;
        std::size_t channel;
        bool operator<(const Key& o) const { return time != o.time ? time < o.time : channel < o.channel; }
    };

    void addSource(const NetcdfFile& file, const Source& source);
    void checkGrid(const NetcdfFile& file, const Source& source);
    std::size_t channelIndex(const Source& source, double level);
    bool levelWanted(const Source& source, double level) const;
    void sortChannels(Gridded& out, std::map<Key, std::vector<float>>& slabs) const;
    void note(const std::string& text);

    const Wanted& wanted_;
    Gridded out_;
    std::optional<GridAxes> axes_;
    std::map<Key, std::vector<float>> slabs_;
    std::map<std::string, std::string> fileNames_;  // canonical name → name in the file
    std::set<std::string> present_;
    std::set<double> levels_;
    std::size_t values_ = 0;
};

void Gathering::note(const std::string& text)
{
    if (!contains(out_.notes, text)) {
        out_.notes.push_back(text);
    }
}

void Gathering::checkGrid(const NetcdfFile& file, const Source& source)
{
    GridAxes axes = gridAxesOf(file, source.placement);
    if (!axes.whyNotGlobal.empty()) {
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
    if (!axes_) {
        out_.lat = axes.lat;
        out_.lon = axes.lon;
    }
    axes_ = std::move(axes);  // the file's own order of rows and columns
}

bool Gathering::levelWanted(const Source& source, double level) const
{
    return !source.leveled || wanted_.levelsHpa.empty() ||
           std::any_of(wanted_.levelsHpa.begin(), wanted_.levelsHpa.end(),
                       [&](double w) { return std::abs(w - level) < 1e-3 * (1 + w); });
}

std::size_t Gathering::channelIndex(const Source& source, double level)
{
    const auto found = std::find_if(out_.channels.begin(), out_.channels.end(), [&](const Channel& c) {
        return c.standardName == source.name.standardName && c.levelHpa == level;
    });
    if (found != out_.channels.end()) {
        return static_cast<std::size_t>(found - out_.channels.begin());
    }
    out_.channels.push_back({.standardName = source.name.standardName,
                             .label = humanLabel(source.name.standardName, level),
                             .units = source.name.units,
                             .levelHpa = level});
    return out_.channels.size() - 1;
}

void Gathering::addSource(const NetcdfFile& file, const Source& source)
{
    checkGrid(file, source);
    fileNames_[source.name.standardName] = source.variable->name;
    const int timeDimension = source.placement.dimensionOf(Axis::time);
    const int levelDimension = source.placement.dimensionOf(Axis::level);
    const int memberDimension = source.placement.dimensionOf(Axis::member);
    if (memberDimension >= 0 &&
        source.variable->dimensions[static_cast<std::size_t>(memberDimension)].size > 1) {
        note(file.path() + " holds an ensemble: only its first member is read");
    }
    const TimeAxis time = timeAxisOf(
        file, timeDimension >= 0 ? source.placement.legs[static_cast<std::size_t>(timeDimension)].coordinate
                                 : source.placement.scalarTime);
    if (!time.trouble.empty()) {
        note(file.path() + ": " + time.trouble);
    }
    if (!time.known) {
        note(file.path() + " has no usable time; its states are numbered from 1970-01-01, six hours apart");
    }
    std::vector<double> slab;
    for (std::size_t t = 0; t < time.seconds.size(); ++t) {
        for (std::size_t l = 0; l < source.levels.size(); ++l) {
            if (source.leveled) {
                levels_.insert(source.levels[l]);
            }
            if (!levelWanted(source, source.levels[l])) {
                continue;
            }
            const Key key{time.seconds[t], channelIndex(source, source.levels[l])};
            if (slabs_.count(key) > 0) {
                note(file.path() + ": " + source.variable->path +
                     " comes twice for the same time and level; the first is kept");
                continue;
            }
            std::vector<std::size_t> at(source.variable->dimensions.size(), 0);
            if (timeDimension >= 0) {
                at[static_cast<std::size_t>(timeDimension)] = t;
            }
            if (levelDimension >= 0) {
                at[static_cast<std::size_t>(levelDimension)] = l;
            }
            Slab{file, *source.variable, source.placement, *axes_}.read(at, slab);
            values_ += slab.size();
            if (values_ > mostValues) {
                throw Error(Cause::outOfMemory, file.path() + " holds more than fits in memory",
                            "Name the variables and levels that are needed.");
            }
            std::vector<float>& stored = slabs_[key];
            stored.resize(slab.size());
            for (std::size_t i = 0; i < slab.size(); ++i) {
                stored[i] = static_cast<float>(source.name.scale * slab[i] + source.name.offset);
            }
        }
    }
}

void Gathering::add(const std::string& path)
{
    const NetcdfFile file(path);
    for (const Source& source : sourcesOf(file, wanted_, out_.notes, present_)) {
        addSource(file, source);
    }
}

// Puts channels into the order asked for.
void Gathering::sortChannels(Gridded& out, std::map<Key, std::vector<float>>& slabs) const
{
    const auto rank = [&](const Channel& c) {
        std::size_t v = 0, l = 0;
        for (; v < wanted_.variables.size(); ++v) {
            const auto own = fileNames_.find(c.standardName);
            if (wanted_.variables[v] == c.standardName ||
                (own != fileNames_.end() && wanted_.variables[v] == own->second)) {
                break;
            }
        }
        while (l < wanted_.levelsHpa.size() &&
               std::abs(wanted_.levelsHpa[l] - c.levelHpa) >= 1e-3 * (1 + c.levelHpa)) {
            ++l;
        }
        return std::pair(v, l);
    };
    std::vector<std::size_t> order(out.channels.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    const auto firstOf = [&](std::size_t i) {
        return std::find_if(
                   out.channels.begin(), out.channels.end(),
                   [&](const Channel& c) { return c.standardName == out.channels[i].standardName; }) -
               out.channels.begin();
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto [va, la] = rank(out.channels[a]);
        const auto [vb, lb] = rank(out.channels[b]);
        return std::tuple(va, firstOf(a), la) < std::tuple(vb, firstOf(b), lb);
    });
    std::vector<Channel> channels;
    std::vector<std::size_t> place(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        channels.push_back(out.channels[order[i]]);
        place[order[i]] = i;
    }
    out.channels = std::move(channels);
    std::map<Key, std::vector<float>> moved;
    for (auto& [key, slab] : slabs) {
        moved[{key.time, place[key.channel]}] = std::move(slab);
    }
    slabs = std::move(moved);
}

Gridded Gathering::finish(const std::vector<std::string>& files)
{
    const std::string where = files.size() == 1 ? files[0]
                                                : "none of the " + std::to_string(files.size()) + " files";
    for (const std::string& name : wanted_.variables) {
        const bool found = std::any_of(out_.channels.begin(), out_.channels.end(), [&](const Channel& c) {
            return c.standardName == name || fileNames_[c.standardName] == name;
        });
        if (!found && present_.count(name) == 0) {
            throw Error(Cause::badFile, where + (files.size() == 1 ? " does not hold " : " holds ") + name,
                        "There is: " + joined({present_.begin(), present_.end()}) + ".");
        }
    }
    for (const double level : wanted_.levelsHpa) {
        if (!levels_.empty() && std::none_of(levels_.begin(), levels_.end(), [&](double l) {
                return std::abs(l - level) < 1e-3 * (1 + l);
            })) {
            char text[32];
            std::snprintf(text, sizeof text, "%g hPa", level);
            throw Error(
                Cause::badFile,
                where + (files.size() == 1 ? " does not hold the level " : " holds the level ") + text);
        }
    }
    if (out_.channels.empty()) {
        throw Error(Cause::badFile, where + " has no variable that was asked for");
    }
    sortChannels(out_, slabs_);
    std::set<std::int64_t> times;
    for (const auto& [key, slab] : slabs_) {
        times.insert(key.time);
    }
    out_.times.assign(times.begin(), times.end());
    const std::size_t plane = out_.lat.size() * out_.lon.size();
    const std::size_t all = out_.times.size() * out_.channels.size();
    out_.values.assign(all * plane, std::numeric_limits<float>::quiet_NaN());
    for (auto& [key, slab] : slabs_) {
        const auto t = static_cast<std::size_t>(
            std::lower_bound(out_.times.begin(), out_.times.end(), key.time) - out_.times.begin());
        std::copy(slab.begin(), slab.end(),
                  out_.values.begin() + static_cast<std::ptrdiff_t>(out_.at(t, key.channel)));
        slab = {};
    }
    if (slabs_.size() < all) {
        note(std::to_string(all - slabs_.size()) + " of " + std::to_string(all) +
             " fields are missing, because the variables do not have the same times");
    }
    return std::move(out_);
}

}  // namespace

Gridded readGridded(const std::vector<std::string>& files, const Wanted& wanted)
{
    if (files.empty()) {
        throw Error(Cause::badInput, "no file is given to read fields from");
    }
    Gathering gathering(wanted);
    for (const std::string& path : files) {
        gathering.add(path);
    }
    return gathering.finish(files);
}

}  // namespace core::data
