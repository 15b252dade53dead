#pragma once

#include "core/data/ragged.h"

#include <functional>
#include <string>
#include <vector>

namespace core::data {

/// What a file itself says about the quality of a variable's values: CF flags (flag_masks, flag_values), ARM's qc_
/// bits with their assessments, MADIS' descriptors (X, Q, B), letters that units explain ("good= p ,bad= W or C").
class QualityFlags {
public:
    QualityFlags(const Dataset& file, const Samples& samples, const Variable& variable);
    /// "" where nothing is said against a sample's value, else "flagged in the file: name value"
    [[nodiscard]] std::string against(std::size_t sample) const;

private:
    struct Flag {
        std::string name;
        std::vector<double> values;  ///< one a sample
        std::function<bool(long long)> bad;
    };
    std::vector<Flag> flags_;
};

}  // namespace core::data
