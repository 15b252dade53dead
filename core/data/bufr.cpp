#include "core/data/bufr.h"

#include "core/api/error.h"
#include "core/data/bufr_report.h"
#include "core/data/netcdf_file.h"

#include <array>
#include <fstream>
#include <string_view>

#ifdef EMBELLIE_ECCODES
#include <eccodes.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <vector>
#endif

namespace core::data {

bool isBufr(const std::string& path)
{
    std::array<char, 512> head{};
    std::error_code none;
    if (!std::filesystem::is_regular_file(path, none)) {  // a pipe would keep us waiting
        return false;
    }
    std::ifstream in(path, std::ios::binary);
    in.read(head.data(), head.size());
    const std::string_view text(head.data(), static_cast<std::size_t>(in.gcount()));
    const auto at = text.find("BUFR");
    // before the message only a bulletin's heading: short, and without separators of a table
    return at == 0 || (at != std::string_view::npos && at < 80 &&
                       text.substr(0, at).find_first_of(",;") == std::string_view::npos);
}

#ifdef EMBELLIE_ECCODES
namespace {

constexpr long mostSubsets = 1'000'000;

struct Closing {
    void operator()(codes_handle* handle) const { codes_handle_delete(handle); }
    void operator()(codes_bufr_keys_iterator* iterator) const { codes_bufr_keys_iterator_delete(iterator); }
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using Handle = std::unique_ptr<codes_handle, Closing>;

// The library's own words do not reach the user: every failure is said in ours.
codes_context* quiet()
{
    static codes_context* context = [] {
        codes_context* made = codes_context_get_default();
        codes_context_set_logging_proc(made, [](const codes_context*, int, const char*) {});
        return made;
    }();
    return context;
}

Error damaged(const std::string& path, int message)
{
    return Error(Cause::badFile,
                 path + " cannot be used: its BUFR message " + std::to_string(message) +
                     " is damaged or needs tables that this ecCodes does not have",
                 "Copy or download it again.");
}

// WMO table A
std::string categoryName(long category)
{
    switch (category) {
    case 3:
        return "satellite soundings";
    case 5:
        return "satellite winds";
    case 6:
        return "radar data";
    case 7:
        return "synoptic features";
    case 8:
        return "chemical constituents";
    case 9:
        return "dispersal and transport";
    case 10:
        return "radiological data";
    case 12:
        return "satellite surface data";
    case 21:
        return "radiances";
    case 22:
        return "radar, not at the ground";
    case 31:
        return "oceanographic data";
    default:
        return "category " + std::to_string(category);
    }
}

bool isRead(long category)
{
    return category == 0 || category == 1 || category == 2 || category == 4;
}

long whole(const Handle& handle, const char* key)
{
    long value = 0;
    return codes_get_long(handle.get(), key, &value) == CODES_SUCCESS ? value : -1;
}

/// One element of a message: a value for all subsets, or one each.
struct Told {
    std::string key;  ///< without its number
    std::vector<double> numbers;
    std::vector<std::string> texts;
};

std::vector<std::string> textsOf(const Handle& handle, const char* key)
{
    std::array<char, 512> text{};
    std::size_t length = text.size() - 1;
    // identifiers that differ between compressed subsets come one a subset
    std::size_t count = 0;
    if (codes_get_size(handle.get(), key, &count) == CODES_SUCCESS && count > 1 && count <= mostSubsets) {
        std::vector<char*> raw(count, nullptr);
        std::vector<std::string> all;
        if (codes_get_string_array(handle.get(), key, raw.data(), &count) == CODES_SUCCESS) {
            for (std::size_t i = 0; i < count; ++i) {
                all.emplace_back(raw[i] == nullptr ? "" : raw[i]);
            }
        }
        for (char* one : raw) {
            std::free(one);
        }
        return all;
    }
    return codes_get_string(handle.get(), key, text.data(), &length) == CODES_SUCCESS
               ? std::vector<std::string>{text.data()}
               : std::vector<std::string>{};
}

std::vector<double> numbersOf(const Handle& handle, const char* key)
{
    std::size_t count = 0;
    if (codes_get_size(handle.get(), key, &count) != CODES_SUCCESS || count > mostSubsets) {
        return {};
    }
    std::vector<double> numbers(count);
    if (codes_get_double_array(handle.get(), key, numbers.data(), &count) != CODES_SUCCESS) {
        return {};
    }
    for (double& number : numbers) {
        number = number == CODES_MISSING_DOUBLE || number == CODES_MISSING_LONG ? NAN : number;
    }
    return numbers;
}

// All elements of the message's data in their order.
std::vector<Told> elementsOf(const Handle& handle)
{
    std::vector<Told> all;
    const std::unique_ptr<codes_bufr_keys_iterator, Closing> keys(
        codes_bufr_keys_iterator_new(handle.get(), 0));
    while (keys && codes_bufr_keys_iterator_next(keys.get()) != 0) {
        const std::string name = codes_bufr_keys_iterator_get_name(keys.get());
        const auto mark = name.rfind('#');
        Told told{.key = mark == std::string::npos ? name : name.substr(mark + 1)};
        if (told.key.find("->") != std::string::npos ||
            (mark == std::string::npos && told.key != "subsetNumber")) {
            continue;
        }
        int type = 0;
        codes_get_native_type(handle.get(), name.c_str(), &type);
        if (type == CODES_TYPE_STRING) {
            told.texts = textsOf(handle, name.c_str());
        } else {
            told.numbers = numbersOf(handle, name.c_str());
        }
        if (!told.texts.empty() || !told.numbers.empty()) {
            all.push_back(std::move(told));
        }
    }
    return all;
}

// Subsets of a compressed message lie side by side, those of another one after the other.
void readMessage(const Handle& handle, long category, ObservationGathering& gathering)
{
    const auto subsets = static_cast<std::size_t>(
        std::clamp(whole(handle, "numberOfSubsets"), 1L, mostSubsets));
    const bool compressed = whole(handle, "compressedData") == 1;
    const std::vector<Told> elements = elementsOf(handle);
    for (std::size_t subset = 0; subset < (compressed ? subsets : 1); ++subset) {
        BufrReport report(category);
        for (const Told& told : elements) {
            if (!compressed && told.key == "subsetNumber") {
                report.finish(gathering);
                report = BufrReport(category);
            } else if (!told.texts.empty()) {
                report.take(told.key, told.texts[told.texts.size() > subset ? subset : 0]);
            } else {
                report.take(told.key, told.numbers[told.numbers.size() > subset ? subset : 0]);
            }
        }
        report.finish(gathering);
    }
}

}  // namespace

ObservationSet readBufrObservations(const std::string& path)
{
    const std::scoped_lock lock(netcdfMutex());
    const std::unique_ptr<std::FILE, Closing> file(std::fopen(path.c_str(), "rb"));
    if (!file) {
        throw Error(Cause::badFile, path + " cannot be read", "Check its permissions.");
    }
    ObservationGathering gathering;
    std::map<std::string, int> left;
    int messages = 0, read = 0, error = 0;
    while (const Handle handle{codes_handle_new_from_file(quiet(), file.get(), PRODUCT_BUFR, &error)}) {
        ++messages;
        const long category = whole(handle, "dataCategory");
        if (!isRead(category)) {
            ++left[categoryName(category)];
            continue;
        }
        if (codes_set_long(handle.get(), "unpack", 1) != CODES_SUCCESS) {
            throw damaged(path, messages);
        }
        readMessage(handle, category, gathering);
        ++read;
    }
    if (error != CODES_SUCCESS && error != CODES_END_OF_FILE) {
        throw damaged(path, messages + 1);
    }
    std::vector<std::string> notes;
    for (const auto& [name, count] : left) {
        notes.push_back(std::to_string(count) + " BUFR messages of " + name + " are not read");
    }
    if (read == 0) {
        throw Error(Cause::badFile, path +
                                        " holds no reports of stations, ships, buoys, balloons or aircraft" +
                                        (left.empty() ? "" : ", but " + left.begin()->first));
    }
    ObservationSet set = gathering.finish();
    set.notes.insert(set.notes.begin(), notes.begin(), notes.end());
    return set;
}

#else

ObservationSet readBufrObservations(const std::string& path)
{
    throw Error(Cause::badFile, path + " is BUFR, and this program was built without ecCodes.",
                "Build it with libeccodes-dev, or convert the file to CSV.");
}

#endif

}  // namespace core::data
