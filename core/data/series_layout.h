#pragma once

#include "core/data/grid_piece.h"

#include <cstdint>

namespace core::data {

/// Where every channel of every state of a series lies: nothing of it is in memory but where to find it.
struct SeriesLayout {
    /// A variable of a file, and the channels that its levels are.
    struct Part {
        std::size_t file;
        GridPiece piece;
        std::vector<GridPiece::Field> fields;
    };
    /// Where one channel of one state lies: in a part, at one of the times of its file.
    struct Place {
        std::uint32_t part, time;
    };

    std::vector<std::string> files;
    std::vector<Part> parts;
    std::vector<double> lat, lon;
    std::vector<Channel> channels;
    std::vector<std::int64_t> times;  ///< that all channels have, rising
    std::vector<Place> places;        ///< [time, channel]
    std::size_t members = 1;
    std::vector<std::string> notes;

    [[nodiscard]] const Place& at(std::size_t time, std::size_t channel) const
    {
        return places[time * channels.size() + channel];
    }
    [[nodiscard]] const std::string& fileOf(const Place& place) const
    {
        return files[parts[place.part].file];
    }
};

/// Opens each file once; folders stand for all gridded files in them, sorted. throws Error{badFile}
[[nodiscard]] SeriesLayout seriesLayout(const std::vector<std::string>& paths, const Wanted& wanted);

}  // namespace core::data
