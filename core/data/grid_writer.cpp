#include "core/data/grid_writer.h"

#include "core/data/cf_names.h"

#include <algorithm>
#include <numeric>

namespace core::data {

GridWriter::GridWriter(NetcdfWriter& writer, const Gridded& grid, std::size_t members)
    : writer_(writer), grid_(grid)
{
    const int root = writer.root();
    if (members > 0) {
        member_ = writer.dimension(root, "member", members);
        std::vector<int> numbers(members);
        std::iota(numbers.begin(), numbers.end(), 0);
        writer.integers(root, "member", {member_}, {{"standard_name", "realization"}, {"units", "1"}},
                        numbers);
    }
    time_ = writer.dimension(root, "time", grid.times.size());
    lat_ = writer.dimension(root, "lat", grid.lat.size());
    lon_ = writer.dimension(root, "lon", grid.lon.size());
    writer.times(root, {time_}, {{"axis", "T"}}, grid.times);
    writer.doubles(root, "lat", {lat_},
                   {{"standard_name", "latitude"}, {"units", "degrees_north"}, {"axis", "Y"}}, grid.lat);
    writer.doubles(root, "lon", {lon_},
                   {{"standard_name", "longitude"}, {"units", "degrees_east"}, {"axis", "X"}}, grid.lon);
    for (std::size_t c = 0; c < grid.channels.size(); ++c) {
        const Channel& channel = grid.channels[c];
        const bool leveled = channel.levelHpa > 0;
        auto found = std::find_if(series_.begin(), series_.end(), [&](const Series& s) {
            return s.standardName == channel.standardName &&
                   (grid.channels[s.channels[0]].levelHpa > 0) == leveled;
        });
        if (found == series_.end()) {
            series_.push_back({.standardName = channel.standardName, .units = channel.units});
            found = series_.end() - 1;
        }
        found->channels.push_back(c);
    }
    for (Series& series : series_) {
        std::vector<double> levels;
        for (const std::size_t c : series.channels) {
            levels.push_back(grid.channels[c].levelHpa);
        }
        if (levels[0] > 0) {
            series.levelDimension = levelDimension(levels);
        }
    }
}

int GridWriter::levelDimension(const std::vector<double>& levels)
{
    for (const auto& [known, dimension] : levels_) {
        if (known == levels) {
            return dimension;
        }
    }
    const std::string name = levels_.empty() ? "level" : "level_" + std::to_string(levels_.size() + 1);
    const int dimension = writer_.dimension(writer_.root(), name, levels.size());
    writer_.doubles(
        writer_.root(), name, {dimension},
        {{"standard_name", "air_pressure"}, {"units", "hPa"}, {"positive", "down"}, {"axis", "Z"}}, levels);
    levels_.emplace_back(levels, dimension);
    return dimension;
}

std::vector<int> GridWriter::define(int group, const Kind& kind, std::optional<int> leading)
{
    std::vector<int> variables;
    for (std::size_t s = 0; s < series_.size(); ++s) {
        const Series& series = series_[s];
        const bool twin = std::any_of(series_.begin(), series_.end(), [&](const Series& other) {
            return &other != &series && other.standardName == series.standardName;
        });
        std::vector<int> dimensions;
        std::vector<std::size_t> chunk;
        const auto push = [&](int dimension, std::size_t size) {
            dimensions.push_back(dimension);
            chunk.push_back(size);
        };
        if (leading) {
            push(*leading, 1);
        }
        if (kind.members && member_ >= 0) {
            push(member_, 1);
        }
        push(time_, 1);
        if (series.levelDimension >= 0) {
            push(series.levelDimension, 1);
        }
        push(lat_, grid_.lat.size());
        push(lon_, grid_.lon.size());
        const std::string standard = series.standardName + (kind.modifier.empty() ? "" : " " + kind.modifier);
        const std::string label = humanLabel(series.standardName, 0) +
                                  (kind.words.empty() ? "" : ", " + kind.words);
        NetcdfWriter::Attributes attributes = {{"units", series.units}, {"long_name", label}};
        if (canonicalUnit(series.standardName)) {
            attributes.emplace_back("standard_name", standard);
        }
        const std::string name = series.standardName + (twin && series.levelDimension < 0 ? "_surface" : "");
        variables.push_back(writer_.floats(group, name + kind.suffix, dimensions, attributes, chunk));
    }
    return variables;
}

void GridWriter::put(int group, const std::vector<int>& variables, const std::vector<std::size_t>& leading,
                     const float* values)
{
    for (std::size_t t = 0; t < grid_.times.size(); ++t) {
        put(group, variables, leading, t, values + grid_.at(t, 0));
    }
}

void GridWriter::put(int group, const std::vector<int>& variables, const std::vector<std::size_t>& leading,
                     std::size_t time, const float* values)
{
    for (std::size_t s = 0; s < series_.size(); ++s) {
        for (std::size_t l = 0; l < series_[s].channels.size(); ++l) {
            std::vector<std::size_t> start = leading;
            start.push_back(time);
            if (series_[s].levelDimension >= 0) {
                start.push_back(l);
            }
            std::vector<std::size_t> count(start.size(), 1);
            start.insert(start.end(), {0, 0});
            count.insert(count.end(), {grid_.lat.size(), grid_.lon.size()});
            writer_.put(group, variables[s], start, count, values + grid_.at(0, series_[s].channels[l]));
        }
    }
}

void writeGridded(const std::string& path, const Gridded& series, const std::string& title)
{
    NetcdfWriter writer(path);
    writer.attribute("Conventions", cfConventions);
    writer.attribute("title", title);
    writer.attribute("source", "Embellie " EMBELLIE_VERSION);
    GridWriter grid(writer, series, 0);
    const std::vector<int> variables = grid.define(writer.root(), {});
    grid.put(writer.root(), variables, {}, series.values.data());
    writer.finish();
}

}  // namespace core::data
