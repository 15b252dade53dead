#pragma once

#include "core/data/dataset.h"

#include <map>
#include <memory>
#include <optional>

namespace core::data {

/// How a file tells the pressure of its model levels: p = a·p0 + b·ps or p = ap + b·ps (hybrid), p = ptop + σ·(ps − ptop)
/// (sigma), or a variable that holds it.
/// source  CF conventions, appendix D; names and A_var, B_var … of CCM and CAM where formula_terms are missing
struct LevelPressure {
    std::vector<double> constant, slope;   ///< Pa and 1, one a level: p = constant + slope·ps
    const Variable* surface = nullptr;     ///< ps
    const Variable* whole = nullptr;       ///< the pressure itself; null with a formula
    std::string formula;                   ///< for a note
};
/// Nothing where the file does not tell it, or the surface pressure does not lie on the variable's dimensions.
/// leg  the dimension of the levels
[[nodiscard]] std::optional<LevelPressure> levelPressureOf(const Dataset& file, const Variable& variable, std::size_t leg,
                                                           const Variable* coordinate);

/// A dataset whose variables on model levels are interpolated to pressure levels, linearly in ln p. Below the lowest level
/// its value is kept, above the highest one values are missing.
class PressureLevelDataset final : public Dataset {
public:
    /// levelsHpa  what to interpolate to
    PressureLevelDataset(std::unique_ptr<Dataset> file, const std::vector<double>& levelsHpa);
    /// true where there is a variable to interpolate
    [[nodiscard]] bool any() const { return !converted_.empty(); }
    [[nodiscard]] std::unique_ptr<Dataset> release() { return std::move(file_); }

    void rest() override { file_->rest(); }
    [[nodiscard]] bool classic() const override { return file_->classic(); }
    [[nodiscard]] std::string text(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::string globalText(const std::string& attribute) const override { return file_->globalText(attribute); }
    [[nodiscard]] std::vector<double> numbers(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] bool has(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::vector<std::string> oddities() const override { return file_->oddities(); }
    [[nodiscard]] std::vector<std::string> treatment() const override;
    [[nodiscard]] std::string unreadable(const Variable& variable) const override;
    [[nodiscard]] std::vector<std::size_t> chunks(const Variable& variable) const override;
    void read(const Variable& variable, const std::vector<std::size_t>& start, const std::vector<std::size_t>& count,
              double* out) const override;
    [[nodiscard]] std::vector<std::string> readTexts(const Variable& variable) const override;

private:
    struct Converted {
        Variable own;  ///< as the file declares it
        std::size_t leg;
        LevelPressure pressure;
    };
    struct Block;
    [[nodiscard]] const Converted* convertedOf(const Variable& variable) const;
    [[nodiscard]] bool isLevels(const Variable& variable) const;
    [[nodiscard]] std::vector<double> pressureOf(const Converted& converted, const std::vector<std::size_t>& start,
                                                 const std::vector<std::size_t>& count) const;
    void readBlock(const Converted& converted, const Block& block, double* out) const;

    std::unique_ptr<Dataset> file_;
    std::vector<double> levelsHpa_;
    std::map<std::string, Converted> converted_;  // by path
    std::string levelsPath_;
};

/// A file as states are taken of it: model levels are brought to these pressure levels, or to 250, 500 and 850 hPa where
/// none are named. throws Error{badFile}
[[nodiscard]] std::unique_ptr<Dataset> openForStates(const std::string& path, const std::vector<double>& levelsHpa);

}  // namespace core::data
