#include "core/data/plain_arrays.h"

#include "core/data/cf_values.h"

namespace core::data {

namespace {

constexpr std::size_t mostValues = std::size_t{1} << 27;

}  // namespace

std::map<std::string, PlainArray> readPlainArrays(const std::string& path)
{
    std::map<std::string, PlainArray> out;
    const auto file = openDataset(path);
    for (const Variable& variable : file->variables()) {
        if (!variable.numeric() || variable.size() > mostValues) {
            continue;
        }
        PlainArray array;
        for (const Dimension& dimension : variable.dimensions) {
            array.dimensions.push_back(dimension.name);
            array.shape.push_back(dimension.size);
        }
        array.values = readAll(*file, variable);
        out[variable.path] = std::move(array);
    }
    return out;
}

}  // namespace core::data
