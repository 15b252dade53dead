#pragma once

#include "core/data/dataset.h"

#include <map>
#include <string>
#include <vector>

namespace core::data {

/// The samples of a discrete sampling geometry (CF 1.8, chapter 9): points, orthogonal and incomplete
/// multidimensional arrays, contiguous and indexed ragged arrays, one- and two-level, and swaths.
/// Says for each sample which value of a variable belongs to it.
class Samples {
public:
    /// like  a variable that has a value for each sample: its dimensions are theirs
    /// throws Error{badFile} when row sizes are negative or do not fit, or there are more samples than are read
    Samples(const Dataset& file, const Variable& like);

    [[nodiscard]] std::size_t count() const { return count_; }
    /// true when each sample has its own value
    [[nodiscard]] bool covers(const Variable& variable) const;
    /// true when each sample has a value: its own, its station's or level's, or the file's only one
    [[nodiscard]] bool reaches(const Variable& variable) const;
    /// Index into the variable's values (strings for text) of a sample; the variable must be reached.
    [[nodiscard]] std::size_t index(const Variable& variable, std::size_t sample) const;
    /// Values one a sample.
    [[nodiscard]] std::vector<double> of(const Variable& variable, const std::vector<double>& values) const;

    /// Dimensions that tell a variable's values apart: without those of length 1 and without a text's length.
    [[nodiscard]] static std::vector<int> key(const Variable& variable);

private:
    bool expandRows(const Dataset& file);
    void spanDimensions(const Dataset& file, const Variable& like);
    void followIndices(const Dataset& file);

    std::size_t count_ = 1;
    std::vector<int> own_;                                        ///< dimensions of the samples
    std::map<std::vector<int>, std::vector<std::size_t>> index_;  ///< dimensions → index of each sample
};

/// throws Error{badFile} where row sizes of the file are negative or do not fit
void expectRowsToFit(const Dataset& file);

}  // namespace core::data
