#include "core/data/grib_handle.h"

#include "core/api/error.h"

#ifdef EMBELLIE_ECCODES
#include <eccodes.h>

#include <array>
#include <cmath>

namespace core::data {
namespace {

constexpr double missing = 1e34;  // far beyond what any field holds
constexpr long mostGaussianRows = 20000;

Error gribError(const std::string& name, const std::string& reason)
{
    return Error(Cause::badFile, name + " cannot be used: " + reason + ".", "Copy or download it again.");
}

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

}  // namespace

void GribHandle::Closed::operator()(grib_handle* handle) const
{
    codes_handle_delete(handle);
}

GribHandle::GribHandle(const std::string& name, const std::vector<unsigned char>& message)
    : name_(name), handle_(codes_handle_new_from_message_copy(quiet(), message.data(), message.size()))
{
    if (!handle_) {
        throw gribError(name_, "one of its messages is damaged");
    }
}

std::optional<long> GribHandle::whole(const char* key) const
{
    long value = 0;
    const bool there = codes_get_long(handle_.get(), key, &value) == CODES_SUCCESS;
    return there && value != CODES_MISSING_LONG ? std::optional(value) : std::nullopt;
}

std::optional<double> GribHandle::number(const char* key) const
{
    double value = 0;
    const bool there = codes_get_double(handle_.get(), key, &value) == CODES_SUCCESS;
    return there && value != CODES_MISSING_DOUBLE ? std::optional(value) : std::nullopt;
}

std::string GribHandle::text(const char* key) const
{
    std::array<char, 512> text{};
    std::size_t size = text.size() - 1;
    return codes_get_string(handle_.get(), key, text.data(), &size) == CODES_SUCCESS ? text.data() : "";
}

std::vector<long> GribHandle::wholes(const char* key, std::size_t most) const
{
    std::size_t count = 0;
    if (codes_get_size(handle_.get(), key, &count) != CODES_SUCCESS || count > most) {
        return {};
    }
    std::vector<long> out(count);
    return codes_get_long_array(handle_.get(), key, out.data(), &count) == CODES_SUCCESS
               ? out
               : std::vector<long>{};
}

std::vector<double> GribHandle::values(std::size_t count) const
{
    std::size_t held = 0;
    codes_set_double(handle_.get(), "missingValue", missing);
    if (codes_get_size(handle_.get(), "values", &held) != CODES_SUCCESS || held != count) {
        throw gribError(name_, "a message has another number of values than its grid has points");
    }
    std::vector<double> out(count);
    if (codes_get_double_array(handle_.get(), "values", out.data(), &held) != CODES_SUCCESS ||
        held != count) {
        throw gribError(name_, "the values of " + text("shortName") +
                                   " are damaged or packed in a way that this ecCodes does not read");
    }
    for (double& value : out) {
        value = value == missing ? std::nan("") : value;
    }
    return out;
}

std::vector<double> gaussianRows(long n)
{
    if (n < 1 || n > mostGaussianRows) {
        return {};
    }
    std::vector<double> out(2 * static_cast<std::size_t>(n));
    return codes_get_gaussian_latitudes(n, out.data()) == CODES_SUCCESS ? out : std::vector<double>{};
}

}  // namespace core::data

#else

namespace core::data {

void GribHandle::Closed::operator()(grib_handle*) const {}

GribHandle::GribHandle(const std::string& name, const std::vector<unsigned char>&) : name_(name)
{
    throw Error(Cause::badFile, name + " is GRIB, and this program was built without ecCodes.",
                "Build it with libeccodes-dev, or convert the file to NetCDF.");
}

std::optional<long> GribHandle::whole(const char*) const
{
    return {};
}

std::optional<double> GribHandle::number(const char*) const
{
    return {};
}

std::string GribHandle::text(const char*) const
{
    return {};
}

std::vector<long> GribHandle::wholes(const char*, std::size_t) const
{
    return {};
}

std::vector<double> GribHandle::values(std::size_t) const
{
    return {};
}

std::vector<double> gaussianRows(long)
{
    return {};
}

}  // namespace core::data

#endif
