#include "core/data/netcdf_writer.h"

#include "core/api/error.h"

#include <netcdf.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <limits>
#include <numeric>

namespace core::data {

NetcdfWriter::NetcdfWriter(const std::string& path) : lock_(netcdfMutex()), path_(path), draft_(path)
{
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        throw Error(Cause::badFile, path + " cannot be written: it is a folder");
    }
    const auto folder = std::filesystem::absolute(path, error).parent_path();
    if (!std::filesystem::is_directory(folder, error)) {
        throw Error(Cause::badFile, path + " cannot be written: there is no folder " + folder.string(),
                    "Make it first.");
    }
    const int status = nc_create(draft_.temporary().c_str(), NC_NETCDF4 | NC_CLOBBER, &id_);
    if (status != NC_NOERR) {
        id_ = -1;
        throw Error(Cause::badFile, path + " cannot be written (" + nc_strerror(status) + ")",
                    "Check the folder's permissions and free space.");
    }
    int old = 0;
    nc_set_fill(id_, NC_NOFILL, &old);
}

NetcdfWriter::~NetcdfWriter()
{
    // after a write that the disk refused, NetCDF 4.9 crashes while it closes: that file stays open, without a name
    if (id_ >= 0 && !refused_) {
        nc_abort(id_);
    }
}

void NetcdfWriter::check(int status)
{
    if (status != NC_NOERR) {
        refused_ = true;
        throw Error(Cause::badFile, path_ + " cannot be written (" + nc_strerror(status) + ")",
                    "Check the folder's permissions and free space.");
    }
}

int NetcdfWriter::group(const std::string& name)
{
    int group = 0;
    check(nc_def_grp(id_, name.c_str(), &group));
    return group;
}

int NetcdfWriter::dimension(int group, const std::string& name, std::size_t size)
{
    int dimension = 0;
    check(nc_def_dim(group, name.c_str(), size, &dimension));
    return dimension;
}

void NetcdfWriter::attribute(const std::string& name, const std::string& text)
{
    check(nc_put_att_text(id_, NC_GLOBAL, name.c_str(), text.size(), text.c_str()));
}

int NetcdfWriter::define(int group, const std::string& name, int type, const std::vector<int>& dimensions,
                         const Attributes& attributes)
{
    int variable = 0;
    check(nc_def_var(group, name.c_str(), type, static_cast<int>(dimensions.size()), dimensions.data(),
                     &variable));
    for (const auto& [key, text] : attributes) {
        check(nc_put_att_text(group, variable, key.c_str(), text.size(), text.c_str()));
    }
    return variable;
}

void NetcdfWriter::doubles(int group, const std::string& name, const std::vector<int>& dimensions,
                           const Attributes& attributes, const std::vector<double>& values)
{
    const int variable = define(group, name, NC_DOUBLE, dimensions, attributes);
    if (std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); })) {
        const double fill = std::numeric_limits<double>::quiet_NaN();
        check(nc_def_var_fill(group, variable, NC_FILL, &fill));
    }
    if (!values.empty()) {
        check(nc_put_var_double(group, variable, values.data()));
    }
}

void NetcdfWriter::integers(int group, const std::string& name, const std::vector<int>& dimensions,
                            const Attributes& attributes, const std::vector<int>& values)
{
    const int variable = define(group, name, NC_INT, dimensions, attributes);
    if (!values.empty()) {
        check(nc_put_var_int(group, variable, values.data()));
    }
}

void NetcdfWriter::times(int group, const std::vector<int>& dimensions, Attributes attributes,
                         const std::vector<std::int64_t>& seconds)
{
    attributes.insert(attributes.begin(), {{"standard_name", "time"}, {"units", cfTimeUnits}, {"calendar", cfCalendar}});
    doubles(group, "time", dimensions, attributes, {seconds.begin(), seconds.end()});
}

void NetcdfWriter::flags(int group, const std::string& name, const std::vector<int>& dimensions, Attributes attributes,
                         const std::string& meanings, const std::vector<double>& codes)
{
    constexpr signed char fill = -1;
    const auto count = static_cast<std::size_t>(std::count(meanings.begin(), meanings.end(), ' ')) + 1;
    std::vector<signed char> known(count), values;
    std::iota(known.begin(), known.end(), static_cast<signed char>(0));
    std::transform(codes.begin(), codes.end(), std::back_inserter(values),
                   [](double code) { return std::isnan(code) ? fill : static_cast<signed char>(code); });
    attributes.emplace_back("flag_meanings", meanings);
    const int variable = define(group, name, NC_BYTE, dimensions, attributes);
    check(nc_put_att_schar(group, variable, "flag_values", NC_BYTE, known.size(), known.data()));
    check(nc_def_var_fill(group, variable, NC_FILL, &fill));
    if (!values.empty()) {
        check(nc_put_var_schar(group, variable, values.data()));
    }
}

void NetcdfWriter::texts(int group, const std::string& name, const std::vector<int>& dimensions,
                         const Attributes& attributes, const std::vector<std::string>& values)
{
    const int variable = define(group, name, NC_STRING, dimensions, attributes);
    std::vector<const char*> pointers;
    for (const std::string& value : values) {
        pointers.push_back(value.c_str());
    }
    if (!values.empty()) {
        check(nc_put_var_string(group, variable, pointers.data()));
    }
}

int NetcdfWriter::floats(int group, const std::string& name, const std::vector<int>& dimensions,
                         const Attributes& attributes, const std::vector<std::size_t>& chunk)
{
    const int variable = define(group, name, NC_FLOAT, dimensions, attributes);
    const float fill = std::numeric_limits<float>::quiet_NaN();
    check(nc_def_var_fill(group, variable, NC_FILL, &fill));
    if (!dimensions.empty()) {
        check(nc_def_var_chunking(group, variable, NC_CHUNKED, chunk.data()));
        check(nc_def_var_deflate(group, variable, 1, 1, 1));
    }
    return variable;
}

void NetcdfWriter::put(int group, int variable, const std::vector<std::size_t>& start,
                       const std::vector<std::size_t>& count, const float* values)
{
    check(nc_put_vara_float(group, variable, start.data(), count.data(), values));
}

void NetcdfWriter::finish()
{
    check(nc_sync(id_));  // fails soundly where closing would not
    const int id = id_;
    id_ = -1;
    check(nc_close(id));
    draft_.finish();
}

}  // namespace core::data
