#pragma once

#include "core/task/words/tokens.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::task {

/// A part of the Earth; degrees, west may be greater than east across the date line.
struct Region {
    std::string_view name;                   ///< as it is told back
    std::vector<std::string_view> phrases;   ///< plain lower-case words, English and French
    double south, north, west, east;
};

/// Where a phenomenon's pseudo-observations lie in its region.
enum class Shape {
    centre,  ///< one point
    area,    ///< points spread over the region
    band,    ///< a line from west to east through its middle latitudes
};

/// A state variable that shows a phenomenon, and the level to look at first (0: the surface).
struct Sign {
    std::string_view variable;
    double levelHpa;
};

/// Something that weather can be described as.
struct Phenomenon {
    std::string_view name;
    std::vector<std::string_view> phrases;
    std::vector<Sign> signs;   ///< in order of preference; the first one that the prior has is taken
    double direction;          ///< +1 above the mean, −1 below, per unit of intensity
    Shape shape;
};

/// How many standard deviations a word asks for.
struct Intensity {
    double deviations;
    std::vector<std::string_view> phrases;
};

/// A part of the year by its middle day.
struct Season {
    std::string_view name;
    std::vector<std::string_view> phrases;
    int month, day;
};

/// A unit as people write it and as UDUNITS does.
struct Unit {
    std::string_view udunits;
    std::vector<std::string_view> phrases;
};

[[nodiscard]] std::span<const Region> regions();
[[nodiscard]] std::span<const Phenomenon> phenomena();
[[nodiscard]] std::span<const Intensity> intensities();
[[nodiscard]] std::span<const Season> seasons();
[[nodiscard]] std::span<const Unit> units();
/// Words that carry no meaning of their own.
[[nodiscard]] bool isFiller(std::string_view word);

/// The entry with the longest phrase at tokens[first…], and the number of tokens it takes.
template <class Entry>
struct Match {
    const Entry* entry = nullptr;
    std::size_t length = 0;
};

/// Number of tokens that `phrase` takes at the start of `rest`, 0 where it does not stand there.
[[nodiscard]] std::size_t phraseLength(std::string_view phrase, std::span<const Token> rest);

template <class Entry>
[[nodiscard]] Match<Entry> longest(std::span<const Entry> entries, std::span<const Token> rest)
{
    Match<Entry> best;
    for (const Entry& entry : entries) {
        for (const std::string_view phrase : entry.phrases) {
            if (const std::size_t length = phraseLength(phrase, rest); length > best.length) {
                best = {&entry, length};
            }
        }
    }
    return best;
}

}  // namespace core::task
