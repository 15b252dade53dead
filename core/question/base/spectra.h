#pragma once

#include "core/earth/harmonics.h"
#include "core/question/base/fields.h"
#include "core/question/base/over_windows.h"

namespace core::question {

/// Degree spectra of fields on a grid, up to the degrees that its rows hold well.
class DegreeSpectra {
public:
    explicit DegreeSpectra(const DisplayGrid& grid);
    /// fields [..., lat, lon] float64 → power of degrees 0 … [..., L + 1]
    [[nodiscard]] at::Tensor of(const at::Tensor& fields) const;

private:
    earth::Harmonics harmonics_;
};

/// Highest degree that targets speak of.
inline constexpr int judgedDegree = 15;

/// Rows “degree spectrum / truth's”, of the degree 1 … 15 that is furthest from 1, each within ±20 %.
/// Figures: power of `made`@channel and `truth`@channel, a number a degree.
void addSpectra(std::vector<Row>& rows, const OverWindows& over, const std::string& made,
                const std::string& truth);

}  // namespace core::question
