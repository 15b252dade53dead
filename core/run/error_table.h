#pragma once

#include "core/api/request.h"
#include "core/data/observations.h"

#include <map>
#include <string>
#include <vector>

namespace core::run {

/// Observation errors that an entry of a request gives, by what its keys name: a standard name, of one type of observation
/// ("aircraft/air_temperature"), at a level ("air_temperature@500"), or both; "*" stands for all names that the unit fits.
/// The type's own count before all others', then a name before "*", then those of a level: the nearest given in ln p.
/// Not for several threads: it remembers what it has read.
class ErrorTable {
public:
    /// throws Error{badInput} for texts that are no errors of what their key names
    explicit ErrorTable(const std::map<std::string, std::string>& errors);

    /// Canonical unit of the variable; 0 where the entry gives none. throws as the constructor, of "*"
    [[nodiscard]] double of(const data::Observation& observation);

private:
    struct Entry {
        std::string type, variable;  ///< type "": all
        double levelHpa = 0;         ///< 0: all
        std::string text;
    };
    [[nodiscard]] double bestFor(const data::Observation& observation, const std::string& type);
    [[nodiscard]] double valueOf(std::size_t entry, const std::string& variable);

    std::vector<Entry> entries_;
    std::map<std::string, std::vector<double>> values_;  ///< by variable, one an entry: read once, 0 where it does not fit
};

}  // namespace core::run
