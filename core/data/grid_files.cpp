#include "core/data/grid_files.h"

#include "core/api/error.h"
#include "core/data/cf_names.h"
#include "core/data/zarr_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>

namespace core::data {

namespace fs = std::filesystem;

bool namedAsGrid(const std::string& name)
{
    static constexpr std::array ends = {".nc",  ".nc4",   ".cdf",  ".netcdf", ".grib",
                                        ".grb", ".grib1", ".grb1", ".grib2",  ".grb2"};
    const std::string low = lowerCase(name);
    return std::any_of(ends.begin(), ends.end(), [&](const char* end) { return low.ends_with(end); });
}

std::vector<std::string> gridFilesOf(const std::vector<std::string>& paths)
{
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code failed;
        if (!fs::is_directory(path, failed) || isZarr(path)) {
            files.push_back(path);
            continue;
        }
        const auto before = static_cast<std::ptrdiff_t>(files.size());
        for (const auto& entry : fs::directory_iterator(path, failed)) {
            const std::string inside = entry.path().string();
            const bool folder = entry.is_directory(failed);
            if (folder ? isZarr(inside) : namedAsGrid(inside) || lowerCase(inside).ends_with(".zip")) {
                files.push_back(inside);
            }
        }
        if (files.begin() + before == files.end()) {
            throw Error(Cause::badFile, path + " is a folder that holds no NetCDF, GRIB, Zarr or zip file",
                        "Choose another folder.");
        }
        std::sort(files.begin() + before, files.end());
    }
    if (files.empty()) {
        throw Error(Cause::badInput, "no file is given to read fields from");
    }
    return files;
}

}  // namespace core::data
