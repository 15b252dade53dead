#include "core/data/draft.h"

#include "core/api/error.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <utility>

namespace core::data {

namespace fs = std::filesystem;

Draft::Draft(std::string path)
    : path_(std::move(path)), temporary_(path_ + "." + std::to_string(std::random_device{}()) + ".part")
{
}

Draft::~Draft()
{
    std::error_code ignored;
    fs::remove(temporary_, ignored);  // gone where it was renamed
}

void Draft::finish(bool whole)
{
    std::error_code failed;
    if (whole) {
        fs::rename(temporary_, path_, failed);
    }
    if (!whole || failed) {
        throw Error(Cause::badFile,
                    path_ + " cannot be written (" +
                        (failed ? failed.message() : "no permission, or the disk is full") + ").",
                    "Check the folder's permissions and free space.");
    }
}

void writeWhole(const std::string& path, const std::string& content)
{
    Draft draft(path);
    std::ofstream file(draft.temporary(), std::ios::binary);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    draft.finish(file.good());
}

}  // namespace core::data
