#pragma once

#include "core/data/dataset.h"
#include "core/data/interpretations.h"

namespace core::data {

/// A dataset some of whose variables mean what the user says.
class InterpretedDataset final : public Dataset {
public:
    InterpretedDataset(std::unique_ptr<Dataset> file, Interpretation meanings);

    void rest() override { file_->rest(); }
    [[nodiscard]] bool classic() const override { return file_->classic(); }
    [[nodiscard]] std::string text(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::string globalText(const std::string& attribute) const override;
    [[nodiscard]] std::vector<double> numbers(const Variable& variable,
                                              const std::string& attribute) const override;
    [[nodiscard]] bool has(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::vector<std::string> oddities() const override { return file_->oddities(); }
    [[nodiscard]] std::vector<std::string> treatment() const override;
    [[nodiscard]] std::string unreadable(const Variable& variable) const override;
    [[nodiscard]] std::vector<std::size_t> chunks(const Variable& variable) const override;
    void read(const Variable& variable, const std::vector<std::size_t>& start,
              const std::vector<std::size_t>& count, double* out) const override;
    [[nodiscard]] std::vector<std::string> readTexts(const Variable& variable) const override;

private:
    std::unique_ptr<Dataset> file_;
    Interpretation meanings_;
};

/// What decides of which kind a file is; the same with and without an interpretation.
[[nodiscard]] DeclaredVariables declaredVariables(const Dataset& file);

/// The dataset, interpreted where something was said of files of its kind.
[[nodiscard]] std::unique_ptr<Dataset> interpreted(std::unique_ptr<Dataset> file);

}  // namespace core::data
