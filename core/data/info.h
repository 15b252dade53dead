#pragma once

#include "core/api/event.h"

#include <optional>
#include <string>
#include <vector>

namespace core::data {

/// What `embellie-cli info` prints of a file (design: every numeric variable, text with null statistics).
struct Info {
    struct Variable {
        std::string path, standardName, longName, units, role;  ///< role: data, coordinate, bounds, quality
        std::vector<std::string> dimensions;
        std::vector<std::size_t> shape;
        bool numeric = true;
        bool drawable = false;  ///< has latitude and longitude on a regular grid
        std::size_t valid = 0;  ///< statistics: only with `stats`
        double min = 0, max = 0, mean = 0;
        std::string meaning = {};  ///< standard name that it is taken for, or its own where it needs none; "": nobody knows
    };
    std::string file, kind;  ///< kind: grid, observations, result, prior, request
    bool usable = true;
    std::string refusal;     ///< one sentence when not usable
    std::vector<Variable> variables;
    std::string firstTime, lastTime, calendar;
    std::size_t timeCount = 0;
    std::vector<std::string> notes;
};

/// Looks into a file. Never throws for a readable container; throws Error{badFile} when there is none.
/// stats  also count valid values, min, max and mean of each numeric variable, streamed in bounded memory
[[nodiscard]] Info info(const std::string& path, bool stats);

/// true when the file is readable and none of its data has a known meaning
[[nodiscard]] bool unclear(const Info& info);

/// What the window shows of an opened file: drawable variables with their other dimensions.
[[nodiscard]] Opened openForView(const std::string& path);

/// One latitude–longitude slice of a file's variable, decimated to at most 1440 × 721 cells.
/// variable  index into Opened::variables; extra: indices of its other dimensions
[[nodiscard]] Field readField(const std::string& path, int variable, const std::vector<int>& extra);

/// Range of a field's colours: 1st to 99th percentile of its values, a tenth wider at both ends and not beyond them all;
/// symmetric for what has a sign.
void suggestRange(Field& field);

}  // namespace core::data
