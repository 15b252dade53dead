#pragma once

#include "core/data/dataset.h"
#include "core/data/zarr_array.h"

#include <list>

namespace core::data {

/// A Zarr store of format 2 or 3 in a folder: arrays of all its groups, with consolidated metadata or without.
/// Chunks are read when values are asked for; the last ones are kept.
class ZarrFolder final : public Dataset {
public:
    /// throws Error{badFile} naming file and cause: no store, damaged metadata, too many arrays
    explicit ZarrFolder(const std::string& path);

    [[nodiscard]] std::string text(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::string globalText(const std::string& attribute) const override;
    [[nodiscard]] std::vector<double> numbers(const Variable& variable,
                                              const std::string& attribute) const override;
    [[nodiscard]] bool has(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::string unreadable(const Variable& variable) const override;
    [[nodiscard]] std::vector<std::size_t> chunks(const Variable& variable) const override;
    void read(const Variable& variable, const std::vector<std::size_t>& start,
              const std::vector<std::size_t>& count, double* out) const override;
    [[nodiscard]] std::vector<std::string> readTexts(const Variable& variable) const override;

private:
    using Json = nlohmann::json;
    using Bytes = std::vector<char>;
    struct Kept {
        std::string name;  // of variable and chunk
        std::shared_ptr<const Bytes> bytes;
    };

    void listConsolidated(const Json& metadata);
    void listFolder(const std::string& group, int depth);
    void add(const std::string& path, ZarrArray array);
    void checkWritten(const Variable& variable, const ZarrArray& array) const;
    [[nodiscard]] const ZarrArray& arrayOf(const Variable& variable) const;
    [[nodiscard]] const ZarrArray& readable(const Variable& variable) const;
    [[nodiscard]] std::shared_ptr<const Bytes> chunk(const Variable& variable,
                                                     const std::vector<std::size_t>& index) const;

    Json attributes_ = Json::object();
    std::vector<ZarrArray> arrays_;                                  // as variables_
    std::map<std::pair<std::string, std::size_t>, int> dimensions_;  // name and size → id
    mutable std::list<Kept> kept_;                                   // the newest first
    mutable std::size_t keptBytes_ = 0;
};

/// Whether the path is a Zarr store in a folder.
[[nodiscard]] bool isZarr(const std::string& path);

}  // namespace core::data
