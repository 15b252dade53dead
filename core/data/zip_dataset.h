#pragma once

#include "core/data/dataset.h"
#include "core/data/zip_members.h"

namespace core::data {

/// The gridded files of a zip archive as one dataset: the climate data store packs instantaneous and accumulated fields
/// apart. Each file is a group; a single one is none.
class ZipDataset final : public Dataset {
public:
    /// throws Error{badFile} naming file and cause
    explicit ZipDataset(const std::string& path);

    void rest() override;
    [[nodiscard]] std::string text(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::string globalText(const std::string& attribute) const override;
    [[nodiscard]] std::vector<double> numbers(const Variable& variable,
                                              const std::string& attribute) const override;
    [[nodiscard]] bool has(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::vector<std::string> oddities() const override;
    [[nodiscard]] std::vector<std::string> treatment() const override;
    [[nodiscard]] std::string unreadable(const Variable& variable) const override;
    [[nodiscard]] std::vector<std::size_t> chunks(const Variable& variable) const override;
    void read(const Variable& variable, const std::vector<std::size_t>& start,
              const std::vector<std::size_t>& count, double* out) const override;
    [[nodiscard]] std::vector<std::string> readTexts(const Variable& variable) const override;

private:
    /// A variable in its own file.
    struct Origin {
        const Dataset* file;
        const Variable* variable;
    };
    [[nodiscard]] const Origin& origin(const Variable& variable) const
    {
        return origins_[static_cast<std::size_t>(variable.id)];
    }

    ZipMembers members_;
    std::vector<std::unique_ptr<Dataset>> files_;
    std::vector<Origin> origins_;  // as variables_
};

}  // namespace core::data
