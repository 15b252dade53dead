#pragma once

#include "core/data/dataset.h"
#include "core/data/grib_index.h"

#include <list>
#include <map>

namespace core::data {

/// A GRIB file of edition 1 or 2 as a dataset: fields of one kind, level type and grid are a variable
/// [number, time, level, latitude, longitude], `time` the one that they are valid at. Opening reads what the messages say
/// of themselves; a message's values are unpacked when they are asked for.
class GribFile final : public Dataset {
public:
    /// name  what errors call it, where that is not its path. throws Error{badFile} naming file and cause
    explicit GribFile(const std::string& path, const std::string& name = {});

    [[nodiscard]] std::string text(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::string globalText(const std::string& attribute) const override;
    [[nodiscard]] std::vector<double> numbers(const Variable& variable,
                                              const std::string& attribute) const override;
    [[nodiscard]] bool has(const Variable& variable, const std::string& attribute) const override;
    [[nodiscard]] std::vector<std::string> treatment() const override { return treatment_; }
    [[nodiscard]] std::string unreadable(const Variable& variable) const override;
    [[nodiscard]] std::vector<std::size_t> chunks(const Variable& variable) const override;
    void read(const Variable& variable, const std::vector<std::size_t>& start,
              const std::vector<std::size_t>& count, double* out) const override;
    [[nodiscard]] std::vector<std::string> readTexts(const Variable& variable) const override;

private:
    using Attributes = std::map<std::string, std::string>;
    static constexpr std::size_t none = static_cast<std::size_t>(-1);
    /// What a variable holds: coordinates, or fields.
    struct Content {
        Attributes attributes;
        std::vector<double> values;       ///< of a coordinate
        std::size_t grid = none;          ///< of fields
        std::vector<std::size_t> fields;  ///< message of each [number, time, level]; none where there is none
    };
    struct Kept {
        std::size_t field;
        std::shared_ptr<const std::vector<double>> values;
    };

    [[nodiscard]] Dimension coordinate(const std::string& name, const std::vector<double>& values,
                                       const Attributes& attributes);
    void addVariable(const std::string& name, const std::vector<std::size_t>& entries);
    [[nodiscard]] std::vector<Dimension> mapOf(const GribGrid& grid);
    [[nodiscard]] std::shared_ptr<const std::vector<double>> field(std::size_t number) const;
    [[nodiscard]] const Content& contentOf(const Variable& variable) const
    {
        return contents_[static_cast<std::size_t>(variable.id)];
    }

    std::shared_ptr<const GribTable> table_;
    const GribIndex& index_;
    std::vector<Content> contents_;  // as variables_
    std::vector<std::string> treatment_;
    mutable std::list<Kept> kept_;  // the newest first
};

}  // namespace core::data
