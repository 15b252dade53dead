#pragma once

#include "core/data/netcdf_file.h"

#include <map>
#include <string>
#include <vector>

namespace core::data {

/// The samples of a discrete sampling geometry (CF 1.8, chapter 9): points, contiguous and indexed ragged arrays,
/// one- and two-level, and swaths. Says for each sample which value of a variable belongs to it.
class Samples {
public:
    /// position  a latitude variable: of the samples or of their stations
    /// throws Error{badFile} when row sizes are negative or do not fit
    Samples(const NetcdfFile& file, const Variable& position);

    [[nodiscard]] std::size_t count() const { return count_; }
    /// true when each sample has its own value
    [[nodiscard]] bool covers(const Variable& variable) const;
    /// true when each sample has a value: its own, its station's, or the file's only one
    [[nodiscard]] bool reaches(const Variable& variable) const;
    /// Index into the variable's values (strings for text) of a sample; the variable must be reached.
    [[nodiscard]] std::size_t index(const Variable& variable, std::size_t sample) const;
    /// Values one a sample.
    [[nodiscard]] std::vector<double> of(const Variable& variable, const std::vector<double>& values) const;

private:
    [[nodiscard]] std::vector<int> key(const Variable& variable) const;
    void expandRows(const NetcdfFile& file, const Variable& rowSize);
    void followIndices(const NetcdfFile& file);

    std::size_t count_ = 0;
    std::vector<int> own_;                                        ///< dimensions of the samples
    std::map<std::vector<int>, std::vector<std::size_t>> index_;  ///< dimensions → index of each sample
};

}  // namespace core::data
