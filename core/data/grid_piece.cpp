#include "core/data/grid_piece.h"

#include "core/data/pressure_levels.h"

#include "core/api/error.h"
#include "core/data/versions.h"

#include <algorithm>

namespace core::data {

GridPiece::GridPiece(const Dataset& file, const GridSource& source, std::shared_ptr<const GridAxes> axes)
    : variable_(source.variable->path),
      scale_(source.name.scale),
      offset_(source.name.offset),
      packing_(packingOf(file, *source.variable)),
      axes_(std::move(axes)),
      legs_{source.placement.dimensionOf(Axis::member), source.placement.dimensionOf(Axis::time),
            source.placement.dimensionOf(Axis::level),  source.placement.dimensionOf(Axis::lat),
            source.placement.dimensionOf(Axis::lon),    source.placement.dimensionOf(Axis::version)}
{
    for (const Dimension& dimension : source.variable->dimensions) {
        shape_.push_back(dimension.size);
    }
}

void GridPiece::read(const Dataset& file, const Span& span, std::vector<Field> fields,
                     const Target& target) const
{
    std::sort(fields.begin(), fields.end(), [](const Field& a, const Field& b) { return a.level < b.level; });
    for (std::size_t i = 0, n = 1; i < fields.size(); i += n) {
        n = 1;
        while (i + n < fields.size() && fields[i + n].level == fields[i].level + n) {
            ++n;
        }
        readLevels(file, span, {&fields[i], n}, target);
    }
}

// Levels that follow each other are one hyperslab, in pieces that fit into memory.
void GridPiece::readLevels(const Dataset& file, const Span& span, const Levels& levels,
                           const Target& target) const
{
    constexpr std::size_t mostValues = std::size_t{1} << 22;
    const Variable* variable = file.find(variable_);
    if (variable == nullptr || variable->dimensions.size() != shape_.size()) {
        throw Error(Cause::badFile, file.path() + " has changed: " + variable_ + " is no longer as it was",
                    "Start again.");
    }
    std::vector<std::size_t> start(shape_.size(), 0), count(shape_.size(), 1);
    const auto set = [&](int leg, std::size_t first, std::size_t number) {
        if (leg >= 0) {
            start[static_cast<std::size_t>(leg)] = first;
            count[static_cast<std::size_t>(leg)] = number;
        }
    };
    set(legs_.member, span.member, 1);
    set(legs_.level, levels.first->level, levels.count);
    set(legs_.lat, 0, shape_[static_cast<std::size_t>(legs_.lat)]);
    set(legs_.lon, 0, shape_[static_cast<std::size_t>(legs_.lon)]);
    const std::size_t plane = count[static_cast<std::size_t>(legs_.lat)] *
                              count[static_cast<std::size_t>(legs_.lon)];
    const std::size_t step = std::max<std::size_t>(mostValues / (levels.count * plane), 1);
    const std::size_t state = target.channels * axes_->lat.size() * axes_->lon.size();
    for (std::size_t t = 0; t < span.count; t += step) {
        const std::size_t times = std::min(step, span.count - t);
        set(legs_.time, span.time + t, times);
        target.scratch.resize(times * levels.count * plane);
        readVersions(file, {*variable, start, count}, target.scratch);
        lay(count, levels, {target.values + t * state, target.channels, target.scratch});
    }
}

void GridPiece::readVersions(const Dataset& file, const Slice& slice, std::vector<double>& values) const
{
    file.read(slice.variable, slice.start, slice.count, values.data());
    packing_.apply(values.data(), values.size());
    std::vector<std::size_t> start = slice.start;
    std::vector<double> other;
    for (std::size_t v = 1; legs_.version >= 0 && v < shape_[static_cast<std::size_t>(legs_.version)]; ++v) {
        start[static_cast<std::size_t>(legs_.version)] = v;
        other.resize(values.size());
        file.read(slice.variable, start, slice.count, other.data());
        packing_.apply(other.data(), other.size());
        fillFrom(other.data(), other.size(), values.data());
    }
}

// From the file's own order of dimensions, rows and columns into the target's.
void GridPiece::lay(const std::vector<std::size_t>& count, const Levels& levels, const Target& target) const
{
    std::vector<std::size_t> strides(count.size(), 1);
    for (std::size_t d = count.size() - 1; d > 0; --d) {
        strides[d - 1] = strides[d] * count[d];
    }
    const auto stride = [&](int leg) { return leg < 0 ? 0 : strides[static_cast<std::size_t>(leg)]; };
    const std::size_t rows = axes_->lat.size(), columns = axes_->lon.size(), east = stride(legs_.lon);
    const std::size_t times = legs_.time < 0 ? 1 : count[static_cast<std::size_t>(legs_.time)];
    for (std::size_t t = 0; t < times; ++t) {
        for (std::size_t l = 0; l < levels.count; ++l) {
            const double* field = target.scratch.data() + t * stride(legs_.time) + l * stride(legs_.level);
            float* out = target.values + (t * target.channels + levels.first[l].channel) * rows * columns;
            for (std::size_t i = 0; i < rows; ++i) {
                const double* row = field + axes_->latIndex[i] * stride(legs_.lat);
                for (std::size_t j = 0; j < columns; ++j) {
                    *out++ = static_cast<float>(scale_ * row[axes_->lonIndex[j] * east] + offset_);
                }
            }
        }
    }
}

const Dataset& OpenFiles::at(const std::string& path)
{
    constexpr std::size_t most = 8;  // each NetCDF-4 file keeps chunks of its variables in memory
    const auto found = std::find_if(files_.begin(), files_.end(),
                                    [&](const auto& file) { return file->path() == path; });
    if (found != files_.end()) {
        files_.splice(files_.begin(), files_, found);
        return *files_.front();
    }
    if (files_.size() == most) {
        files_.pop_back();
    }
    files_.push_front(openForStates(path, levelsHpa_));
    files_.front()->rest();
    return *files_.front();
}

}  // namespace core::data
