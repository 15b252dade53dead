#pragma once

#include "core/data/observation_gathering.h"

#include <cmath>
#include <map>
#include <string>

namespace core::data {

/// One report (subset) of a BUFR message: told element by element in the message's order, by ecCodes' names; from a
/// pressure, or a height aloft, on the elements belong to that level.
class BufrReport {
public:
    /// category  of the message (WMO table A)
    explicit BufrReport(long category) : category_(category) {}
    void take(const std::string& key, double value);  ///< NaN missing
    void take(const std::string& key, const std::string& text);
    /// Adds what the report observed.
    void finish(ObservationGathering& gathering);

private:
    [[nodiscard]] bool aloft() const { return category_ == 2 || category_ == 4; }
    [[nodiscard]] double first(std::initializer_list<const char*> keys) const;
    [[nodiscard]] bool place(ObservationGathering& gathering);
    [[nodiscard]] std::string name() const;
    void addLevel(ObservationGathering& gathering);
    void addValues(const std::map<std::string, double>& values, const Observation& at,
                   ObservationGathering& gathering);

    long category_;
    std::map<std::string, double> header_;  ///< first value of each element
    std::map<std::string, std::string> texts_;
    std::map<std::string, double> level_;  ///< elements since the last pressure or height
    std::vector<std::map<std::string, double>> levels_;
    Observation station_;
};

}  // namespace core::data
