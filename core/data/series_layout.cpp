#include "core/data/series_layout.h"

#include "core/api/error.h"
#include "core/data/grid_files.h"
#include "core/data/pressure_levels.h"

#include <algorithm>
#include <optional>

namespace core::data {
namespace {

/// Gathers what the files hold, channel by channel as they are met, then keeps the times that all have.
class Gathering {
public:
    Gathering(const std::vector<std::string>& paths, const Wanted& wanted)
        : sources_(wanted), named_(!wanted.variables.empty())
    {
        out_.files = gridFilesOf(paths);
    }
    [[nodiscard]] SeriesLayout layout();

private:
    struct Entry {
        std::int64_t time;
        SeriesLayout::Place place;
    };

    void add(std::size_t number);
    void addSource(const Dataset& file, const GridSource& source, std::size_t number);
    [[nodiscard]] std::vector<std::int64_t> timesOf(const Dataset& file, const GridSource& source);
    void countMembers(const Dataset& file, const GridSource& source);
    [[nodiscard]] std::shared_ptr<const GridAxes> axesOf(const Dataset& file, const GridSource& source);
    void sortInTime();
    [[nodiscard]] std::vector<std::size_t> chosen();
    void keepCommonTimes(const std::vector<std::size_t>& channels);

    GridSources sources_;
    bool named_;
    SeriesLayout out_;
    std::vector<std::vector<Entry>> entries_;  ///< of each channel as met
    std::shared_ptr<const GridAxes> axes_;     ///< the last file's
};

void Gathering::countMembers(const Dataset& file, const GridSource& source)
{
    const std::size_t members = source.sizeOf(Axis::member);
    if (!out_.parts.empty() && members != out_.members) {
        throw Error(Cause::badFile,
                    file.path() + " cannot be joined: the ensemble of " + source.variable->path + " has " +
                        std::to_string(members) + " members, that of the variables before it " +
                        std::to_string(out_.members),
                    "Take files of one ensemble.");
    }
    out_.members = members;
}

// Files mostly agree in their order of rows and columns: then they share one copy of it.
std::shared_ptr<const GridAxes> Gathering::axesOf(const Dataset& file, const GridSource& source)
{
    GridAxes axes = sources_.axesOf(file, source);
    if (!axes_ || axes_->latIndex != axes.latIndex || axes_->lonIndex != axes.lonIndex) {
        axes_ = std::make_shared<const GridAxes>(std::move(axes));
    }
    return axes_;
}

// Times of a variable; none for one that has no time at all, which is no part of a series.
std::vector<std::int64_t> Gathering::timesOf(const Dataset& file, const GridSource& source)
{
    const Variable* coordinate = timeOf(source.placement);
    if (coordinate == nullptr && !named_) {
        sources_.note(source.variable->path + " is left out: it has no time");
        return {};
    }
    const TimeAxis time = timeAxisOf(file, coordinate);
    if (!time.known) {
        throw Error(Cause::badFile,
                    file.path() + " cannot be used: " + source.variable->path + " has no usable time",
                    "Give each state its time, by CF's units such as “hours since 2020-01-01”.");
    }
    if (!time.trouble.empty()) {
        sources_.note(file.path() + ": " + time.trouble);
    }
    return time.seconds;
}

void Gathering::addSource(const Dataset& file, const GridSource& source, std::size_t number)
{
    const std::vector<std::int64_t> times = timesOf(file, source);
    std::vector<GridPiece::Field> fields;
    for (std::size_t l = 0; l < source.levels.size() && !times.empty(); ++l) {
        if (const auto channel = sources_.channelOf(source, source.levels[l])) {
            fields.push_back({.level = l, .channel = *channel});
        }
    }
    if (fields.empty()) {
        return;
    }
    const auto axes = axesOf(file, source);
    countMembers(file, source);
    entries_.resize(sources_.channels().size());
    const auto part = static_cast<std::uint32_t>(out_.parts.size());
    for (const GridPiece::Field& field : fields) {
        for (std::size_t t = 0; t < times.size(); ++t) {
            entries_[field.channel].push_back({times[t], {part, static_cast<std::uint32_t>(t)}});
        }
    }
    out_.parts.push_back({number, GridPiece(file, source, axes), std::move(fields)});
}

void Gathering::add(std::size_t number)
{
    const auto file = openForStates(out_.files[number], sources_.wanted().levelsHpa);
    for (const GridSource& source : sources_.of(*file)) {
        addSource(*file, source, number);
    }
}

void Gathering::sortInTime()
{
    for (std::vector<Entry>& entries : entries_) {
        std::stable_sort(entries.begin(), entries.end(),
                         [](const Entry& a, const Entry& b) { return a.time < b.time; });
        const auto twice = std::unique(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
            if (a.time == b.time) {
                sources_.note(out_.fileOf(b.place) + ": " + out_.parts[b.place.part].piece.variable() +
                              " comes twice for the same time and level; the first is kept");
            }
            return a.time == b.time;
        });
        entries.erase(twice, entries.end());
    }
}

// The channels in their order. Where none were named, a variable that only some files hold must not take the times of
// all others away.
std::vector<std::size_t> Gathering::chosen()
{
    std::size_t most = 0;
    for (const std::vector<Entry>& entries : entries_) {
        most = std::max(most, entries.size());
    }
    std::vector<std::size_t> kept;
    for (const std::size_t channel : sources_.order()) {
        const std::size_t times = entries_[channel].size();
        if (!named_ && times < most / 2) {
            sources_.note(sources_.channels()[channel].key() + " is left out: only " + std::to_string(times) +
                          " of " + std::to_string(most) + " times have it");
        } else {
            kept.push_back(channel);
        }
    }
    return kept;
}

void Gathering::keepCommonTimes(const std::vector<std::size_t>& channels)
{
    std::vector<std::size_t> next(channels.size(), 0);
    for (const Entry& first : entries_[channels[0]]) {
        bool whole = true;
        for (std::size_t c = 0; c < channels.size(); ++c) {
            const std::vector<Entry>& entries = entries_[channels[c]];
            while (next[c] < entries.size() && entries[next[c]].time < first.time) {
                ++next[c];
            }
            whole = whole && next[c] < entries.size() && entries[next[c]].time == first.time;
        }
        if (!whole) {
            continue;
        }
        out_.times.push_back(first.time);
        for (std::size_t c = 0; c < channels.size(); ++c) {
            out_.places.push_back(entries_[channels[c]][next[c]].place);
        }
    }
}

SeriesLayout Gathering::layout()
{
    for (std::size_t number = 0; number < out_.files.size(); ++number) {
        add(number);
    }
    sources_.expectWanted(out_.files);
    sortInTime();
    const std::vector<std::size_t> channels = chosen();
    keepCommonTimes(channels);
    std::vector<std::optional<std::size_t>> place(entries_.size());
    std::vector<std::string> names;
    for (const std::size_t channel : channels) {
        place[channel] = out_.channels.size();
        out_.channels.push_back(sources_.channels()[channel]);
        names.push_back(out_.channels.back().key());
    }
    if (out_.times.empty()) {
        throw Error(Cause::badFile, "No time has all of " + commaList(names),
                    "Name variables that the files have at the same times.");
    }
    for (SeriesLayout::Part& part : out_.parts) {
        std::erase_if(part.fields, [&](const GridPiece::Field& field) { return !place[field.channel]; });
        for (GridPiece::Field& field : part.fields) {
            field.channel = *place[field.channel];
        }
    }
    out_.lat = sources_.lat();
    out_.lon = sources_.lon();
    out_.notes = sources_.notes();
    return std::move(out_);
}

}  // namespace

SeriesLayout seriesLayout(const std::vector<std::string>& paths, const Wanted& wanted)
{
    return Gathering(paths, wanted).layout();
}

}  // namespace core::data
