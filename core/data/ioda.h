#pragma once

#include "core/data/cf_names.h"
#include "core/data/dataset.h"
#include "core/data/observations.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace core::data {

/// A file of the Interface for Observation Data Access of JEDI: versions 2 and 3 (groups ObsValue, MetaData …) and 1
/// (variables such as air_temperature@ObsValue).
/// source  JEDI documentation, ioda/convention-tables
class IodaFile {
public:
    /// throws Error{badFile} where it has no positions
    explicit IodaFile(const Dataset& file);
    [[nodiscard]] static bool is(const Dataset& file);
    /// What a variable of a file of observations measures; nothing for what is none.
    [[nodiscard]] static std::optional<CfName> observed(const Dataset& file, const Variable& variable);

    /// One observed quantity: all channels of a radiometer are one.
    struct Quantity {
        std::string own;  ///< its name in the file
        CfName name;
        bool radiance = false;
        std::vector<int> channels{};  ///< numbers along the second dimension; empty without one
    };
    [[nodiscard]] const std::vector<Quantity>& quantities() const { return quantities_; }
    [[nodiscard]] std::size_t locations() const { return locations_; }
    /// Values of a group's variable, [location, channel], NaN missing; empty where the group lacks it.
    [[nodiscard]] std::vector<double> values(const std::string& group, const Quantity& quantity) const;
    /// Names of groups that begin so, in file order ("hofx" → hofx0, hofx1).
    [[nodiscard]] std::vector<std::string> groupsLike(const std::string& beginning) const;
    /// A location as an observation without variable and value; false where its place or time is not known.
    [[nodiscard]] bool place(std::size_t location, Observation& observation) const;

private:
    struct Part {
        std::string group, name;
        const Variable* variable;
    };
    [[nodiscard]] static Part partOf(const Variable& variable);
    [[nodiscard]] static CfName nameOf(const Dataset& file, const Part& part);
    [[nodiscard]] const Variable* find(const std::string& group, const std::string& name) const;
    [[nodiscard]] const Variable* metaData(std::initializer_list<const char*> names) const;
    [[nodiscard]] std::vector<double> coordinate(std::initializer_list<const char*> names,
                                                 const char* unit) const;
    void readTimes();
    void readNames();
    void listQuantities();

    const Dataset& file_;
    std::vector<Part> parts_;
    std::vector<Quantity> quantities_;
    std::size_t locations_ = 0;
    std::vector<double> lat_, lon_, altitude_, pressure_;
    std::vector<std::int64_t> time_;
    std::vector<bool> timeKnown_;
    std::vector<std::string> id_;
};

/// Observations of an IODA file: PreQC above 3 rejects (what JEDI's own filter takes), errors are those of ObsError.
/// Radiances are listed in a note, never assimilated.
[[nodiscard]] ObservationSet readIodaObservations(const Dataset& file);

}  // namespace core::data
