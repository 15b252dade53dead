#include "core/data/gridded.h"

#include "core/api/error.h"
#include "core/data/grid_files.h"
#include "core/data/grid_sources.h"
#include "core/data/pressure_levels.h"
#include "core/data/versions.h"

#include <algorithm>
#include <limits>
#include <map>

namespace core::data {
namespace {

constexpr std::size_t mostValues = std::size_t{1} << 31;  // 8 GB of float32

// Gathers slabs keyed by time and channel, then lays them out.
class Gathering {
public:
    explicit Gathering(const Wanted& wanted) : sources_(wanted) {}

    void add(const std::string& path);
    Gridded finish(const std::vector<std::string>& files);

private:
    struct Key {
        std::int64_t time;
        std::size_t channel;
        bool operator<(const Key& o) const { return time != o.time ? time < o.time : channel < o.channel; }
    };

    void addSource(const Dataset& file, const GridSource& source);
    [[nodiscard]] TimeAxis timesOf(const Dataset& file, const GridSource& source);

    GridSources sources_;
    std::map<Key, std::vector<float>> slabs_;
    std::size_t values_ = 0;
};

// What the first version does not have is taken from the next.
void readVersions(const Slab& source, std::vector<std::size_t> at, std::vector<double>& slab)
{
    source.read(at, slab);
    const int leg = source.placement.dimensionOf(Axis::version);
    std::vector<double> other;
    for (std::size_t v = 1; leg >= 0 && v < source.variable.dimensions[static_cast<std::size_t>(leg)].size;
         ++v) {
        at[static_cast<std::size_t>(leg)] = v;
        source.read(at, other);
        fillFrom(other.data(), other.size(), slab.data());
    }
}

TimeAxis Gathering::timesOf(const Dataset& file, const GridSource& source)
{
    TimeAxis time = timeAxisOf(file, timeOf(source.placement));
    if (!time.trouble.empty()) {
        sources_.note(file.path() + ": " + time.trouble);
    }
    if (!time.known) {
        sources_.note(file.path() +
                      " has no usable time; its states are numbered from 1970-01-01, six hours apart");
    }
    return time;
}

void Gathering::addSource(const Dataset& file, const GridSource& source)
{
    const GridAxes axes = sources_.axesOf(file, source);
    const int timeDimension = source.placement.dimensionOf(Axis::time);
    const int levelDimension = source.placement.dimensionOf(Axis::level);
    if (source.sizeOf(Axis::member) > 1) {
        sources_.note(file.path() + " holds an ensemble: only its first member is read");
    }
    const TimeAxis time = timesOf(file, source);
    std::vector<double> slab;
    for (std::size_t t = 0; t < time.seconds.size(); ++t) {
        for (std::size_t l = 0; l < source.levels.size(); ++l) {
            const auto channel = sources_.channelOf(source, source.levels[l]);
            if (!channel) {
                continue;
            }
            const Key key{time.seconds[t], *channel};
            if (slabs_.count(key) > 0) {
                sources_.note(file.path() + ": " + source.variable->path +
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
            readVersions({file, *source.variable, source.placement, axes}, at, slab);
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
    const auto file = openForStates(path, sources_.wanted().levelsHpa);
    for (const GridSource& source : sources_.of(*file)) {
        addSource(*file, source);
    }
}

Gridded Gathering::finish(const std::vector<std::string>& files)
{
    sources_.expectWanted(files);
    Gridded out{.lat = sources_.lat(), .lon = sources_.lon()};
    std::vector<std::size_t> place(sources_.channels().size());
    for (const std::size_t channel : sources_.order()) {
        place[channel] = out.channels.size();
        out.channels.push_back(sources_.channels()[channel]);
    }
    for (const auto& [key, slab] : slabs_) {
        if (out.times.empty() || out.times.back() != key.time) {
            out.times.push_back(key.time);
        }
    }
    const std::size_t all = out.times.size() * out.channels.size();
    out.values.assign(all * out.lat.size() * out.lon.size(), std::numeric_limits<float>::quiet_NaN());
    for (auto& [key, slab] : slabs_) {
        const auto t = static_cast<std::size_t>(
            std::lower_bound(out.times.begin(), out.times.end(), key.time) - out.times.begin());
        std::copy(slab.begin(), slab.end(),
                  out.values.begin() + static_cast<std::ptrdiff_t>(out.at(t, place[key.channel])));
        slab = {};
    }
    if (slabs_.size() < all) {
        sources_.note(std::to_string(all - slabs_.size()) + " of " + std::to_string(all) +
                      " fields are missing, because the variables do not have the same times");
    }
    out.notes = sources_.notes();
    return out;
}

}  // namespace

Gridded readGridded(const std::vector<std::string>& files, const Wanted& wanted)
{
    const std::vector<std::string> all = gridFilesOf(files);
    Gathering gathering(wanted);
    for (const std::string& path : all) {
        gathering.add(path);
    }
    return gathering.finish(all);
}

}  // namespace core::data
