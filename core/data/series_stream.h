#pragma once

#include "core/data/gridded.h"

#include <map>
#include <string>
#include <vector>

namespace core::data {

/// What a streamed file holds.
struct StreamedSeries {
    Gridded grid;  ///< coordinates, channels and all times; its values are not used
    std::size_t members = 1;
    std::map<std::string, std::string> attributes;
};

/// A series of an ensemble that is written time by time while it is computed: CF NetCDF of the classic
/// 64-bit format, in which a value's place is fixed, so a process that dies leaves a file that another can
/// go on with. Written to `path`.part, which finish() renames. All calls throw Error{badFile} naming the
/// path.
class SeriesStream {
public:
    /// again: goes on with the .part file that is there
    enum class Opening { anew, again };
    /// One variable a standard name, (member, time, [level,] lat, lon); without `member` where there is but
    /// one
    SeriesStream(const std::string& path, const StreamedSeries& series, Opening opening);
    ~SeriesStream();
    SeriesStream(const SeriesStream&) = delete;
    SeriesStream& operator=(const SeriesStream&) = delete;

    [[nodiscard]] static std::string partOf(const std::string& path) { return path + ".part"; }

    /// values  [member, channel, lat, lon] of one time
    void put(std::size_t time, const float* values);
    /// What was put is on the disk when this returns.
    void flush();
    void finish();

private:
    struct Series {
        std::string name, standardName, units;
        std::vector<std::size_t> channels;
        bool leveled = false;
        int variable = -1;
    };
    void list(const Gridded& grid);
    void define(const StreamedSeries& series);
    void putCoordinates(const Gridded& grid);
    [[nodiscard]] int coordinate(const std::string& name, int type, std::size_t size,
                                 const std::vector<std::pair<std::string, std::string>>& attributes);
    void check(int status) const;

    std::string path_;
    std::size_t members_, rows_, columns_, channels_;
    std::vector<double> levels_;
    std::vector<Series> series_;
    int id_ = -1;
};

}  // namespace core::data
