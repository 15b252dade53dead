#pragma once

#include "tests/fuzz/target.h"

#include <fuzzer/FuzzedDataProvider.h>
#include <netcdf.h>

#include <algorithm>
#include <array>
#include <vector>

namespace fuzz {

/// What names, units and attributes are made of, beside anything at all.
using Vocabulary = std::vector<const char*>;

/// A NetCDF file whose names, attributes and values the input chooses; the container itself is sound. What NetCDF refuses
/// to write is left out. Groups make it a NetCDF-4 file.
class MadeNetcdf {
public:
    MadeNetcdf(FuzzedDataProvider& from, const Vocabulary& words, const Vocabulary& groups)
        : from_(from), words_(words), path_((folder() / "made.nc").string())
    {
        if (nc_create(path_.c_str(), NC_CLOBBER | (groups.empty() ? NC_CLASSIC_MODEL : NC_NETCDF4), &file_) != NC_NOERR) {
            std::abort();
        }
        std::vector<int> places{file_};
        for (const char* name : groups) {
            int group = 0;
            if (from_.ConsumeBool() && nc_def_grp(file_, name, &group) == NC_NOERR) {
                places.push_back(group);
            }
        }
        dimensions();
        attributes(file_, NC_GLOBAL);
        constexpr int most = 10;
        for (int i = from_.ConsumeIntegralInRange(0, most); i > 0; --i) {
            variable(places[from_.ConsumeIntegralInRange<std::size_t>(0, places.size() - 1)]);
        }
        nc_enddef(file_);
        for (const Made& made : made_) {
            values(made);
        }
        nc_close(file_);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    struct Made {
        int group, id;
        nc_type type;
        std::size_t size;
    };
    std::string word()
    {
        constexpr std::size_t longest = 24;
        return from_.ConsumeIntegralInRange(0, 7) == 0 ? from_.ConsumeRandomLengthString(longest)
                                                      : words_[from_.ConsumeIntegralInRange<std::size_t>(0, words_.size() - 1)];
    }
    void dimensions()
    {
        for (int i = from_.ConsumeIntegralInRange(0, 5); i > 0; --i) {
            const auto size = from_.ConsumeIntegralInRange<std::size_t>(1, 9);
            int id = 0;
            if (nc_def_dim(file_, word().c_str(), size, &id) == NC_NOERR) {
                dimensions_.push_back({id, size});
            }
        }
    }
    void attributes(int group, int variable)
    {
        for (int i = from_.ConsumeIntegralInRange(0, 5); i > 0; --i) {
            const std::string name = word();
            if (from_.ConsumeBool()) {
                const std::string text = word();
                nc_put_att_text(group, variable, name.c_str(), text.size(), text.data());
            } else {
                const double number = from_.ConsumeFloatingPoint<double>();
                nc_put_att_double(group, variable, name.c_str(), NC_DOUBLE, 1, &number);
            }
        }
    }
    void variable(int group)
    {
        constexpr std::array types{NC_BYTE, NC_CHAR, NC_SHORT, NC_INT, NC_FLOAT, NC_DOUBLE};
        Made made{group, 0, types[from_.ConsumeIntegralInRange<std::size_t>(0, types.size() - 1)], 1};
        std::vector<int> ids;
        for (const auto& [id, size] : dimensions_) {
            if (from_.ConsumeBool()) {
                ids.push_back(id);
                made.size *= size;
            }
        }
        if (nc_def_var(group, word().c_str(), made.type, static_cast<int>(ids.size()), ids.data(), &made.id) == NC_NOERR) {
            attributes(group, made.id);
            made_.push_back(made);
        }
    }
    void values(const Made& made)
    {
        std::vector<double> numbers(made.size);
        const double first = from_.ConsumeFloatingPointInRange(-400.0, 400.0), step = from_.ConsumeFloatingPointInRange(-40.0, 40.0);
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            numbers[i] = from_.ConsumeIntegralInRange(0, 9) == 0 ? from_.ConsumeFloatingPoint<double>() : first + step * static_cast<double>(i);
        }
        if (made.type == NC_CHAR) {
            std::string text = from_.ConsumeBytesAsString(numbers.size());
            text.resize(numbers.size(), ' ');
            nc_put_var_text(made.group, made.id, text.data());
        } else {
            nc_put_var_double(made.group, made.id, numbers.data());
        }
    }

    FuzzedDataProvider& from_;
    const Vocabulary& words_;
    std::string path_;
    int file_ = 0;
    std::vector<std::pair<int, std::size_t>> dimensions_;
    std::vector<Made> made_;
};

}  // namespace fuzz
