#include "core/data/grid_files.h"

#include "core/api/error.h"
#include "core/data/cf_names.h"
#include "core/data/zarr_folder.h"

#include <fnmatch.h>

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

namespace {

void addFolder(const std::string& path, std::vector<std::string>& found)
{
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(path, failed)) {
        const std::string inside = entry.path().string();
        if (entry.is_directory(failed) ? isZarr(inside)
                                       : namedAsGrid(inside) || lowerCase(inside).ends_with(".zip")) {
            found.push_back(inside);
        }
    }
    if (found.empty()) {
        throw Error(Cause::badFile, path + " is a folder that holds no NetCDF, GRIB, Zarr or zip file",
                    "Choose another folder.");
    }
}

void addMatches(const fs::path& pattern, std::vector<std::string>& found)
{
    std::error_code failed;
    const fs::path parent = pattern.has_parent_path() ? pattern.parent_path() : fs::path(".");
    for (const auto& entry : fs::directory_iterator(parent, failed)) {
        if (fnmatch(pattern.filename().c_str(), entry.path().filename().c_str(), FNM_PERIOD) == 0) {
            found.push_back(entry.path().string());
        }
    }
    if (found.empty()) {
        throw Error(Cause::badFile, "No file matches " + pattern.string() + ".",
                    "Check the folder and the pattern.");
    }
}

}  // namespace

std::vector<std::string> gridFilesOf(const std::vector<std::string>& paths)
{
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code failed;
        std::vector<std::string> found;
        if (fs::is_directory(path, failed) && !isZarr(path)) {
            addFolder(path, found);
        } else if (!fs::exists(path, failed) && path.find_first_of("*?[") != std::string::npos) {
            addMatches(path, found);
        } else {
            found.push_back(path);
        }
        std::sort(found.begin(), found.end());
        files.insert(files.end(), found.begin(), found.end());
    }
    if (files.empty()) {
        throw Error(Cause::badInput, "no file is given to read fields from");
    }
    return files;
}

}  // namespace core::data
