#include "core/api/log.h"
#include "core/api/session.h"

#include <netcdf.h>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

// GSHHG (Wessel and Smith 1996, doi:10.1029/96JB00104) in the binned NetCDF form that GMT reads. The world is cut
// into bins of Bin_size_in_minutes, row by row from the north, each row eastward from 0°. A bin has N_segments_in_a_bin
// segments from Id_of_first_segment_in_a_bin on. A segment's points begin at Id_of_first_point_in_a_segment; its word
// "Embedded_npts_levels_exit_entry" holds the number of points from bit 9 on, the level in bits 6 to 8 (1 coast, with the
// front of Antarctica's ice, 2 lake, 3 island in a lake, 4 pond in it, 6 Antarctica's ground under the ice), and in
// bits 3 to 5 and 0 to 2 where it leaves and enters the bin. Id_of_GSHHS_ID is its polygon, whose area is known.
// Coordinates are unsigned 16-bit fractions of the bin from its south-west corner.

namespace core {
namespace {

using Lines = std::vector<std::vector<std::pair<float, float>>>;

/// One NetCDF file, closed at the end.
class BinnedFile {
public:
    explicit BinnedFile(const std::string& path)
    {
        open_ = nc_open(path.c_str(), NC_NOWRITE, &id_) == NC_NOERR;
    }
    ~BinnedFile()
    {
        if (open_) {
            nc_close(id_);
        }
    }
    BinnedFile(const BinnedFile&) = delete;
    BinnedFile& operator=(const BinnedFile&) = delete;

    /// All values of a one-dimensional variable; empty when it is not there.
    [[nodiscard]] std::vector<int> values(const char* name) const
    {
        int variable = 0;
        int dimension = 0;
        int dimensions = 0;
        std::size_t length = 0;
        if (!open_ || nc_inq_varid(id_, name, &variable) != NC_NOERR ||
            nc_inq_varndims(id_, variable, &dimensions) != NC_NOERR || dimensions != 1 ||
            nc_inq_vardimid(id_, variable, &dimension) != NC_NOERR ||
            nc_inq_dimlen(id_, dimension, &length) != NC_NOERR) {
            return {};
        }
        std::vector<int> result(length);
        return nc_get_var_int(id_, variable, result.data()) == NC_NOERR ? result : std::vector<int>();
    }

private:
    int id_ = 0;
    bool open_ = false;
};

/// What a binned file holds, as far as coastlines need it.
struct Bins {
    std::vector<int> size, columns, firstSegment, segments, words, firstPoint, polygon, lon, lat, area;

    explicit Bins(const BinnedFile& file)
        : size(file.values("Bin_size_in_minutes")),
          columns(file.values("N_bins_in_360_longitude_range")),
          firstSegment(file.values("Id_of_first_segment_in_a_bin")),
          segments(file.values("N_segments_in_a_bin")),
          words(file.values("Embedded_npts_levels_exit_entry_for_a_segment")),
          firstPoint(file.values("Id_of_first_point_in_a_segment")),
          polygon(file.values("Id_of_GSHHS_ID")),
          lon(file.values("Relative_longitude_from_SW_corner_of_bin")),
          lat(file.values("Relative_latitude_from_SW_corner_of_bin")),
          area(file.values("The_km_squared_area_of_polygons"))
    {
    }

    /// Coasts, and the shores of lakes that are seen from afar.
    [[nodiscard]] bool drawn(std::size_t segment) const
    {
        constexpr int largeLake = 8000;  // km²
        const int level = (words[segment] >> 6) & 7;
        const auto id = std::size_t(polygon[segment]);
        return level == 1 || (level == 2 && id < area.size() && area[id] >= largeLake);
    }

    [[nodiscard]] bool sound() const
    {
        return size.size() == 1 && columns.size() == 1 && size[0] > 0 && columns[0] > 0 &&
               firstSegment.size() == segments.size() && words.size() == firstPoint.size() &&
               words.size() == polygon.size() && !words.empty() && lon.size() == lat.size() && !lon.empty();
    }
};

/// The points of one segment; empty where it is not drawn, and for damaged numbers.
std::vector<std::pair<float, float>> segmentOf(const Bins& bins, std::size_t bin, std::size_t segment)
{
    const auto count = std::size_t(std::uint32_t(bins.words[segment]) >> 9);
    const auto first = std::size_t(bins.firstPoint[segment]);
    if (!bins.drawn(segment) || first + count > bins.lon.size() || count < 2) {
        return {};
    }
    const double size = bins.size[0] / 60.0;
    const auto columns = std::size_t(bins.columns[0]);
    const double west = size * double(bin % columns);
    const double south = 90 - size * double(bin / columns + 1);
    std::vector<std::pair<float, float>> line(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double x = west + size * std::uint16_t(bins.lon[first + i]) / 65535.0;
        const double y = south + size * std::uint16_t(bins.lat[first + i]) / 65535.0;
        line[i] = {float(x > 180 ? x - 360 : x), float(y)};
    }
    // a bin never crosses the date line, yet a point on it may get the other sign
    for (auto& [lon, lat] : line) {
        if (std::abs(lon - line[count / 2].first) > 180) {
            lon += lon < 0 ? 360.0F : -360.0F;
        }
    }
    return line;
}

std::optional<Lines> readCoast(const std::string& path)
{
    const BinnedFile file(path);
    const Bins bins(file);
    if (!bins.sound()) {
        return std::nullopt;
    }
    Lines lines;
    for (std::size_t bin = 0; bin < bins.segments.size(); ++bin) {
        for (int i = 0; i < bins.segments[bin]; ++i) {
            const auto segment = std::size_t(bins.firstSegment[bin] + i);
            if (segment < bins.words.size()) {
                if (auto line = segmentOf(bins, bin, segment); !line.empty()) {
                    lines.push_back(std::move(line));
                }
            }
        }
    }
    return lines;
}

}  // namespace

Lines coastlines()
{
    const char* chosen = std::getenv("GSHHGDIR");
    for (const std::string& folder :
         {std::string(chosen ? chosen : ""), std::string("/usr/share/gmt-gshhg"),
          std::string("/usr/share/gmt/coast"), std::string("/usr/share/gshhg-gmt-nc4")}) {
        for (const char* resolution : {"l", "c"}) {
            const std::string path = folder + "/binned_GSHHS_" + resolution + ".nc";
            if (!folder.empty() && std::filesystem::exists(path)) {
                if (auto lines = readCoast(path)) {
                    return std::move(*lines);
                }
            }
        }
    }
    log(LogLevel::warning, "No coastlines: the package gmt-gshhg-low is not installed.");
    return {};
}

}  // namespace core
