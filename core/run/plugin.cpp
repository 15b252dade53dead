#include "core/run/plugin.h"

#include <dlfcn.h>

#include <filesystem>

namespace core::run {

Plugin loadPlugin(const std::string& name, const char* function, Symbols symbols)
{
    namespace fs = std::filesystem;
    std::error_code none;
    const fs::path folder = fs::read_symlink("/proc/self/exe", none).parent_path();
    const fs::path file = "lib" + name + ".so";
    for (const fs::path& path : {folder / file, folder.parent_path() / "bin" / file, folder.parent_path() / "lib" / file}) {
        if (!fs::exists(path, none)) {
            continue;
        }
        void* library = dlopen(path.c_str(), RTLD_NOW | (symbols == Symbols::shared ? RTLD_GLOBAL : RTLD_LOCAL));
        if (library == nullptr) {
            const char* cause = dlerror();
            return {nullptr, cause != nullptr ? cause : path.string() + " cannot be loaded"};
        }
        const auto call = reinterpret_cast<const void* (*)()>(dlsym(library, function));
        return call != nullptr ? Plugin{call(), {}} : Plugin{nullptr, path.string() + " is of another version"};
    }
    return {nullptr, "lib" + name + ".so is not beside the program"};
}

}  // namespace core::run
