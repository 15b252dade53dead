#include "core/data/netcdf_file.h"

#include <dlfcn.h>

#include "core/api/error.h"

#include <netcdf.h>
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace core::data {
namespace {

constexpr std::size_t largeBytes = std::size_t{1} << 28;
constexpr std::size_t deflateLimit = 1100;  // deflate packs at most 1032 to 1
constexpr std::size_t longAttribute = 65536;

Error fileError(const std::string& path, const std::string& reason, const std::string& hint = {})
{
    return Error(Cause::badFile, path + " " + reason + (reason.ends_with('.') ? "" : "."), hint);
}

bool isClassic(const std::array<char, 8>& magic)
{
    return std::memcmp(magic.data(), "CDF", 3) == 0 && (magic[3] == 1 || magic[3] == 2 || magic[3] == 5);
}

// HDF5's signature stands at 0, 512, 1024, 2048 …
bool isHdf5(std::ifstream& in, std::size_t bytes)
{
    constexpr std::array<char, 8> signature = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
    for (std::size_t at = 0; at + 8 <= bytes && at < (std::size_t{1} << 24); at = at == 0 ? 512 : at * 2) {
        std::array<char, 8> head{};
        in.clear();
        in.seekg(static_cast<std::streamoff>(at));
        if (in.read(head.data(), 8) && head == signature) {
            return true;
        }
    }
    return false;
}

// Looks at the first bytes before the library does; returns the size of the file.
std::size_t checkContainer(const std::string& where, const std::string& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(where, error);
    if (!std::filesystem::exists(status)) {
        throw fileError(path, "does not exist", "Check the path; relative ones start at the request.");
    }
    if (std::filesystem::is_directory(status)) {
        throw fileError(path, "is a folder, not a file");
    }
    if (!std::filesystem::is_regular_file(status)) {
        throw fileError(path, "is not a regular file");
    }
    const std::size_t bytes = std::filesystem::file_size(where, error);
    if (error || bytes == 0) {
        throw fileError(path, "is empty");
    }
    std::ifstream in(where, std::ios::binary);
    std::array<char, 8> magic{};
    in.read(magic.data(), 8);
    if (in.gcount() == 0) {
        throw fileError(path, "cannot be read", "Check its permissions.");
    }
    if (isClassic(magic) || isHdf5(in, bytes)) {
        return bytes;
    }
    const std::string hint = "Open a NetCDF file, or observations as CSV.";
    if (std::memcmp(magic.data(), "\x89PNG", 4) == 0) {
        throw fileError(path, "is a PNG picture, not NetCDF", hint);
    }
    if (std::memcmp(magic.data(), "BUFR", 4) == 0) {
        throw fileError(path, "is BUFR, not NetCDF", "Convert it to NetCDF first.");
    }
    const bool printable = std::all_of(magic.begin(), magic.begin() + in.gcount(), [](char c) {
        return static_cast<unsigned char>(c) >= 32 || c == '\n' || c == '\r' || c == '\t';
    });
    throw fileError(path, printable ? "is text, not NetCDF" : "is not NetCDF: its first bytes are unknown",
                    hint);
}

std::size_t typeBytes(int group, int type)
{
    std::size_t bytes = 0;
    return nc_inq_type(group, type, nullptr, &bytes) == NC_NOERR ? std::max<std::size_t>(bytes, 1) : 1;
}

/// HDF5 prints a stack for every failed look-up, on each thread until it is told not to; NetCDF tells the first only.
/// At the program's end it would try once more to write what a full disk refused, and crash: every file that is whole
/// has been closed by then.
void tameHdf5()
{
    static const bool first = [] {
        if (auto* leave = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "H5dont_atexit"))) {
            leave();
        }
        return true;
    }();
    thread_local const bool done = [] {
        using SetAuto = int (*)(std::int64_t, void*, void*);
        if (auto* set = reinterpret_cast<SetAuto>(dlsym(RTLD_DEFAULT, "H5Eset_auto2"))) {
            set(0, nullptr, nullptr);
        }
        return true;
    }();
    static_cast<void>(first), static_cast<void>(done);
}

}  // namespace

std::recursive_mutex& netcdfMutex()
{
    static std::recursive_mutex mutex;
    tameHdf5();
    return mutex;
}

NetcdfFile::NetcdfFile(const std::string& where, const std::string& name)
    : Dataset(name.empty() ? where : name), lock_(netcdfMutex())
{
    const std::size_t bytes = checkContainer(where, path());
    if (const int status = nc_open(where.c_str(), NC_NOWRITE, &id_); status != NC_NOERR) {
        throw fileError(path(), std::string("is damaged or cut off (") + nc_strerror(status) + ")",
                        "Copy or download it again.");
    }
    try {
        list(id_, "");
        checkSizes(bytes);
    } catch (...) {
        nc_close(id_);
        throw;
    }
}

NetcdfFile::~NetcdfFile()
{
    const std::lock_guard lock(netcdfMutex());
    nc_close(id_);
}

void NetcdfFile::list(int group, const std::string& prefix)
{
    int count = 0;
    nc_inq_nvars(group, &count);
    for (int v = 0; v < count; ++v) {
        char name[NC_MAX_NAME + 1] = {};
        int type = 0, rank = 0;
        int ids[NC_MAX_VAR_DIMS] = {};
        if (nc_inq_var(group, v, name, &type, &rank, ids, nullptr) != NC_NOERR) {
            throw fileError(path(), "is damaged: a variable cannot be read");
        }
        Variable variable{
            .group = group, .id = v, .path = prefix + utf8(name), .name = utf8(name), .type = type};
        for (int d = 0; d < rank; ++d) {
            char dimension[NC_MAX_NAME + 1] = {};
            std::size_t size = 0;
            nc_inq_dim(group, ids[d], dimension, &size);
            variable.dimensions.push_back({utf8(dimension), size, ids[d]});
        }
        variables_.push_back(std::move(variable));
    }
    int groups = 0;
    nc_inq_grps(group, &groups, nullptr);
    std::vector<int> ids(static_cast<std::size_t>(groups));
    nc_inq_grps(group, &groups, ids.data());
    for (const int id : ids) {
        char name[NC_MAX_NAME + 1] = {};
        nc_inq_grpname(id, name);
        list(id, prefix + utf8(name) + "/");
    }
}

bool NetcdfFile::classic() const
{
    int format = 0;
    nc_inq_format(id_, &format);
    return format != NC_FORMAT_NETCDF4 && format != NC_FORMAT_NETCDF4_CLASSIC;
}

void NetcdfFile::checkSizes(std::size_t fileBytes) const
{
    std::size_t total = 0;
    for (const Variable& variable : variables_) {
        const std::size_t bytes = product(variable.size(), typeBytes(variable.group, variable.type));
        total = total > SIZE_MAX - bytes ? SIZE_MAX : total + bytes;
        if (!classic() && bytes > largeBytes && bytes / deflateLimit > fileBytes) {
            throw fileError(path(),
                            "declares " + std::to_string(bytes >> 20) + " MB for " + variable.path +
                                ", but holds only " + std::to_string(fileBytes >> 10) + " kB",
                            "The variable was never written.");
        }
    }
    if (classic() && total > fileBytes) {
        throw fileError(path(),
                        "is cut off: its header declares " + std::to_string(total) +
                            " bytes, but the file has " + std::to_string(fileBytes),
                        "Copy or download it again.");
    }
}

std::optional<std::string> NetcdfFile::rawText(int group, int variable, const std::string& attribute) const
{
    nc_type type = 0;
    std::size_t length = 0;
    if (nc_inq_att(group, variable, attribute.c_str(), &type, &length) != NC_NOERR) {
        return std::nullopt;
    }
    std::string text;
    if (type == NC_CHAR) {
        text.resize(length);
        nc_get_att_text(group, variable, attribute.c_str(), text.data());
    } else if (type == NC_STRING && length > 0) {
        std::vector<char*> strings(length, nullptr);
        if (nc_get_att_string(group, variable, attribute.c_str(), strings.data()) == NC_NOERR) {
            text = strings[0] != nullptr ? strings[0] : "";
            nc_free_string(length, strings.data());
        }
    } else {
        return std::nullopt;
    }
    while (!text.empty() && (text.back() == '\0' || text.back() == ' ' || text.back() == '\n')) {
        text.pop_back();
    }
    return text;
}

std::string NetcdfFile::text(const Variable& variable, const std::string& attribute) const
{
    return utf8(rawText(variable.group, variable.id, attribute).value_or(""));
}

std::string NetcdfFile::globalText(const std::string& attribute) const
{
    return utf8(rawText(id_, NC_GLOBAL, attribute).value_or(""));
}

std::vector<std::string> NetcdfFile::globalNames() const
{
    int count = 0;
    nc_inq_varnatts(id_, NC_GLOBAL, &count);
    std::vector<std::string> names;
    for (int a = 0; a < count; ++a) {
        char name[NC_MAX_NAME + 1] = {};
        nc_inq_attname(id_, NC_GLOBAL, a, name);
        names.push_back(utf8(name));
    }
    return names;
}

std::vector<double> NetcdfFile::numbers(const Variable& variable, const std::string& attribute) const
{
    nc_type type = 0;
    std::size_t length = 0;
    if (nc_inq_att(variable.group, variable.id, attribute.c_str(), &type, &length) != NC_NOERR ||
        type == NC_CHAR || type == NC_STRING || type > NC_STRING) {
        return {};
    }
    std::vector<double> values(length);
    const int status = nc_get_att_double(variable.group, variable.id, attribute.c_str(), values.data());
    return status == NC_NOERR || status == NC_ERANGE ? values : std::vector<double>{};
}

bool NetcdfFile::has(const Variable& variable, const std::string& attribute) const
{
    int id = 0;
    return nc_inq_attid(variable.group, variable.id, attribute.c_str(), &id) == NC_NOERR;
}

std::vector<std::string> NetcdfFile::oddities() const
{
    std::vector<std::string> odd;
    const auto look = [&](int group, int variable, const std::string& owner) {
        int count = 0;
        nc_inq_varnatts(group, variable, &count);
        for (int a = 0; a < count; ++a) {
            char name[NC_MAX_NAME + 1] = {};
            nc_inq_attname(group, variable, a, name);
            const auto content = rawText(group, variable, name);
            if (content && content->size() > longAttribute) {
                odd.push_back(owner + ":" + utf8(name) + " is " + std::to_string(content->size()) +
                              " characters long");
            } else if (content && !isUtf8(*content)) {
                odd.push_back(owner + ":" + utf8(name) + " is not UTF-8, read as Latin-1");
            }
        }
    };
    for (const Variable& variable : variables_) {
        look(variable.group, variable.id, variable.path);
    }
    look(id_, NC_GLOBAL, "the file");
    return odd;
}

std::vector<std::size_t> NetcdfFile::chunks(const Variable& variable) const
{
    std::vector<std::size_t> shape(variable.dimensions.size());
    int storage = NC_CONTIGUOUS;
    const int status = nc_inq_var_chunking(variable.group, variable.id, &storage, shape.data());
    return status == NC_NOERR && storage == NC_CHUNKED ? shape : std::vector<std::size_t>{};
}

void NetcdfFile::read(const Variable& variable, const std::vector<std::size_t>& start,
                      const std::vector<std::size_t>& count, double* out) const
{
    const int status = nc_get_vara_double(variable.group, variable.id, start.data(), count.data(), out);
    if (status != NC_NOERR && status != NC_ERANGE) {
        throw fileError(path(), "cannot be read: " + variable.path +
                                    " is damaged or packed in an unknown way (" + nc_strerror(status) + ")");
    }
}

std::vector<std::string> NetcdfFile::readTexts(const Variable& variable) const
{
    std::vector<std::string> texts;
    const std::vector<std::size_t> start(variable.dimensions.size(), 0);
    std::vector<std::size_t> count;
    for (const Dimension& dimension : variable.dimensions) {
        count.push_back(dimension.size);
    }
    if (variable.size() > (std::size_t{1} << 28)) {
        throw fileError(path(), "holds too much text in " + variable.path);
    }
    if (variable.type == NC_STRING) {
        std::vector<char*> strings(variable.size(), nullptr);
        if (nc_get_vara_string(variable.group, variable.id, start.data(), count.data(), strings.data()) !=
            NC_NOERR) {
            throw fileError(path(), "cannot be read: " + variable.path + " is damaged");
        }
        for (const char* s : strings) {
            texts.push_back(utf8(s != nullptr ? s : ""));
        }
        nc_free_string(strings.size(), strings.data());
        return texts;
    }
    std::string all(variable.size(), '\0');
    if (nc_get_vara_text(variable.group, variable.id, start.data(), count.data(), all.data()) != NC_NOERR) {
        throw fileError(path(), "cannot be read: " + variable.path + " is damaged");
    }
    const std::size_t length = count.empty() ? 1 : std::max<std::size_t>(count.back(), 1);
    for (std::size_t at = 0; at + length <= all.size(); at += length) {
        std::string piece = all.substr(at, length);
        piece.erase(std::min(piece.find('\0'), piece.size()));
        piece.erase(piece.find_last_not_of(' ') + 1);
        texts.push_back(utf8(piece));
    }
    return texts;
}

}  // namespace core::data
