#pragma once

#include "core/data/cf_values.h"
#include "core/data/grid_sources.h"

#include <array>
#include <list>
#include <memory>
#include <string>
#include <vector>

namespace core::data {

/// One variable of one file, with all that reading it again and again needs: states are hyperslabs of it.
class GridPiece {
public:
    /// A level of the variable, and the channel it is.
    struct Field {
        std::size_t level, channel;
    };
    /// Which part of the file: consecutive times of one member.
    struct Span {
        std::size_t member, time, count;
    };
    /// Where values go: [count, channels, lat, lon]. scratch  for packed values, kept from call to call
    struct Target {
        float* values;
        std::size_t channels;
        std::vector<double>& scratch;
    };

    GridPiece(const Dataset& file, const GridSource& source, std::shared_ptr<const GridAxes> axes);

    /// fields  of this variable; in canonical units, NaN missing. The file is this piece's, and netcdfMutex() is held.
    /// throws Error{badFile}
    void read(const Dataset& file, const Span& span, std::vector<Field> fields, const Target& target) const;
    [[nodiscard]] const std::string& variable() const { return variable_; }

private:
    struct Levels {
        const Field* first;
        std::size_t count;
    };
    /// A hyperslab of the variable.
    struct Slice {
        const Variable& variable;
        std::vector<std::size_t> start, count;
    };
    /// where a leg of the six kinds is among the variable's dimensions, −1: nowhere
    struct Legs {
        int member, time, level, lat, lon, version;
    };
    void readLevels(const Dataset& file, const Span& span, const Levels& levels, const Target& target) const;
    /// One hyperslab, unpacked; what the first version of the data does not have is taken from the next.
    void readVersions(const Dataset& file, const Slice& slice, std::vector<double>& values) const;
    void lay(const std::vector<std::size_t>& count, const Levels& levels, const Target& target) const;

    std::string variable_;
    double scale_, offset_;
    Packing packing_;
    std::shared_ptr<const GridAxes> axes_;
    std::vector<std::size_t> shape_;
    Legs legs_;
};

/// Files that stay open from read to read, the last few. Whoever uses them holds netcdfMutex().
class OpenFiles {
public:
    /// levelsHpa  see openForStates()
    explicit OpenFiles(std::vector<double> levelsHpa) : levelsHpa_(std::move(levelsHpa)) {}

    /// throws Error{badFile}
    [[nodiscard]] const Dataset& at(const std::string& path);

private:
    std::vector<double> levelsHpa_;
    std::list<std::unique_ptr<Dataset>> files_;  // the newest first
};

}  // namespace core::data
