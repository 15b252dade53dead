#pragma once

#include "core/data/dataset.h"

#include <optional>

namespace core::data {

/// An open NetCDF file. Holds netcdfMutex() as long as it lives or until it rests, so keep that short.
class NetcdfFile final : public Dataset {
public:
    /// throws Error{badFile} naming file and cause: missing, a folder, empty, another kind of file, truncated,
    ///        more data declared than the file can hold
    /// name  what errors call it, where that is not its path
    explicit NetcdfFile(const std::string& path, const std::string& name = {});
    ~NetcdfFile() override;

    void rest() override { lock_.unlock(); }
    [[nodiscard]] bool classic() const override;
    [[nodiscard]] std::vector<std::string> globalNames() const;
    [[nodiscard]] std::string text(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::string globalText(const std::string& attribute) const override;
    [[nodiscard]] std::vector<double> numbers(const Variable& variable,
                                              const std::string& attribute) const override;
    [[nodiscard]] bool has(const Variable& variable, const std::string& attribute) const override;
    /// Names of attributes that are not UTF-8, or longer than 64 kB, as "variable:attribute".
    [[nodiscard]] std::vector<std::string> oddities() const override;
    [[nodiscard]] std::vector<std::size_t> chunks(const Variable& variable) const override;
    void read(const Variable& variable, const std::vector<std::size_t>& start,
              const std::vector<std::size_t>& count, double* out) const override;
    [[nodiscard]] std::vector<std::string> readTexts(const Variable& variable) const override;

private:
    void list(int group, const std::string& prefix);
    void checkSizes(std::size_t fileBytes) const;
    [[nodiscard]] std::optional<std::string> rawText(int group, int variable,
                                                     const std::string& attribute) const;

    std::unique_lock<std::recursive_mutex> lock_;
    int id_ = -1;
};

}  // namespace core::data
