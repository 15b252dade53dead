#include "core/run/paths.h"

#include "core/api/error.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace core::run {

namespace fs = std::filesystem;

namespace {

bool matches(const char* pattern, const char* name)
{
    for (; *pattern != '\0'; ++pattern, ++name) {
        if (*pattern == '*') {
            for (const char* rest = name;; ++rest) {
                if (matches(pattern + 1, rest)) {
                    return true;
                }
                if (*rest == '\0') {
                    return false;
                }
            }
        }
        if (*name == '\0' || (*pattern != '?' && *pattern != *name)) {
            return false;
        }
    }
    return *name == '\0';
}

}  // namespace

std::string resolved(const std::string& path, const std::string& folder)
{
    return fs::path(path).is_absolute() || folder.empty() ? path : (fs::path(folder) / path).lexically_normal().string();
}

std::vector<std::string> expanded(const std::vector<std::string>& patterns, const std::string& folder)
{
    std::vector<std::string> result;
    for (const std::string& pattern : patterns) {
        const fs::path path = resolved(pattern, folder);
        const std::string name = path.filename().string();
        if (fs::exists(path) || name.find_first_of("*?") == std::string::npos) {
            result.push_back(path.string());
            continue;
        }
        std::vector<std::string> found;
        std::error_code none;
        const fs::path parent = path.has_parent_path() ? path.parent_path() : fs::path(".");
        for (const auto& entry : fs::directory_iterator(parent, none)) {
            if (matches(name.c_str(), entry.path().filename().c_str())) {
                found.push_back(entry.path().string());
            }
        }
        if (found.empty()) {
            throw Error(Cause::badFile, "No file matches " + path.string() + ".", "Check the folder and the pattern.");
        }
        std::sort(found.begin(), found.end());
        result.insert(result.end(), found.begin(), found.end());
    }
    return result;
}

namespace {

/// Where shipped priors lie: beside an installed program, or in the tree it was built from.
std::vector<fs::path> priorFolders()
{
    std::error_code none;
    const fs::path program = fs::read_symlink("/proc/self/exe", none).parent_path();
    return {program.parent_path() / "share" / "embellie" / "priors", EMBELLIE_PRIORS};
}

}  // namespace

std::string shippedPrior(const std::string& name)
{
    const auto names = shippedPriors();
    if (std::find(names.begin(), names.end(), name) != names.end()) {
        for (const fs::path& folder : priorFolders()) {
            if (fs::exists(folder / name / "prior.json")) {
                return (folder / name).string();
            }
        }
    }
    return {};
}

std::vector<std::string> shippedPriors()
{
    std::set<std::string> names;
    for (const fs::path& folder : priorFolders()) {
        std::error_code none;
        for (const auto& entry : fs::directory_iterator(folder, none)) {
            if (fs::exists(entry.path() / "prior.json", none)) {
                names.insert(entry.path().filename().string());
            }
        }
    }
    return {names.begin(), names.end()};
}

}  // namespace core::run
