#include "core/data/ragged.h"

#include "core/api/error.h"
#include "core/data/cf_values.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::data {

namespace {

constexpr std::size_t mostSamples = std::size_t{1} << 26;

// The number of each sample along its dimensions, of which the last runs fastest, as an index into a variable that
// has only some of them.
std::vector<std::size_t> indexAlong(const std::vector<Dimension>& all, const std::vector<Dimension>& some,
                                    std::size_t count)
{
    std::vector<std::size_t> index(count, 0);
    std::size_t repeat = count;
    for (const Dimension& dimension : all) {
        repeat /= dimension.size;
        std::size_t stride = 0;
        for (std::size_t d = 0, after = 1; d < some.size(); ++d) {
            const Dimension& other = some[some.size() - 1 - d];
            stride = other == dimension ? after : stride;
            after *= other.size;
        }
        for (std::size_t i = 0; stride > 0 && i < count; ++i) {
            index[i] += i / repeat % dimension.size * stride;
        }
    }
    return index;
}

std::vector<Dimension> tellingApart(const Variable& variable)
{
    std::vector<Dimension> dimensions;
    const std::size_t rank = variable.dimensions.size();
    const bool characters = variable.text() && variable.type == 2 && rank > 0;
    for (std::size_t d = 0; d + (characters ? 1 : 0) < rank; ++d) {
        if (variable.dimensions[d].size != 1) {
            dimensions.push_back(variable.dimensions[d]);
        }
    }
    return dimensions;
}

}  // namespace

std::vector<int> Samples::key(const Variable& variable)
{
    std::vector<int> ids;
    for (const Dimension& dimension : tellingApart(variable)) {
        ids.push_back(dimension.id);
    }
    return ids;
}

Samples::Samples(const Dataset& file, const Variable& like) : own_(key(like))
{
    if (!expandRows(file)) {
        spanDimensions(file, like);
    }
    followIndices(file);
}

void Samples::spanDimensions(const Dataset& file, const Variable& like)
{
    const std::vector<Dimension> all = tellingApart(like);
    for (const Dimension& dimension : all) {
        if (dimension.size > 0 && count_ > mostSamples / dimension.size) {
            throw Error(Cause::badFile,
                        file.path() + " has more than " + std::to_string(mostSamples) + " samples of " +
                            like.path + ", which is more than is read at once",
                        "Split the file.");
        }
        count_ *= dimension.size;
    }
    for (const Variable& variable : file.variables()) {
        const std::vector<Dimension> some = tellingApart(variable);
        const bool within = std::all_of(some.begin(), some.end(), [&](const Dimension& dimension) {
            return std::find(all.begin(), all.end(), dimension) != all.end();
        });
        if (within && !some.empty() && count_ > 0 && index_.count(key(variable)) == 0) {
            index_[key(variable)] = indexAlong(all, some, count_);
        }
    }
}

// Contiguous ragged arrays: sizes of the rows that lie one after the other along the samples' dimension.
bool Samples::expandRows(const Dataset& file)
{
    const Variable* rowSize = nullptr;
    std::size_t samples = 0;
    for (const Variable& variable : file.variables()) {
        const std::string name = variable.numeric() && variable.dimensions.size() == 1
                                     ? file.text(variable, "sample_dimension")
                                     : "";
        if (name.empty()) {
            continue;
        }
        const Dimension* named = nullptr;
        for (const Variable& other : file.variables()) {
            for (const Dimension& dimension : other.dimensions) {
                named = dimension.name == name ? &dimension : named;
            }
        }
        if (named == nullptr) {
            throw Error(Cause::badFile,
                        file.path() + " names the sample dimension " + name + ", which it does not have");
        }
        if (own_.empty() ? named->size == 1 : own_ == std::vector{named->id}) {
            rowSize = &variable;
            samples = named->size;
        }
    }
    if (rowSize == nullptr) {
        return false;
    }
    std::vector<std::size_t> instance;
    const std::vector<double> sizes = readAll(file, *rowSize);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const double size = std::isfinite(sizes[i]) ? sizes[i] : 0;
        if (size < 0 || size != std::floor(size)) {
            throw Error(Cause::badFile, file.path() + " has the row size " +
                                            std::to_string(static_cast<long long>(size)) + " in " +
                                            rowSize->path + ", which is impossible");
        }
        if (size > static_cast<double>(samples - instance.size())) {
            throw Error(Cause::badFile, file.path() + " has row sizes in " + rowSize->path +
                                            " that add up to more than its " + std::to_string(samples) +
                                            " samples");
        }
        instance.insert(instance.end(), static_cast<std::size_t>(size), i);
    }
    count_ = instance.size();
    std::vector<std::size_t> identity(count_);
    std::iota(identity.begin(), identity.end(), std::size_t{0});
    index_[own_] = std::move(identity);
    const std::vector<int> outer = key(*rowSize);
    if (outer != own_) {
        index_[outer] = std::move(instance);
    }
    return true;
}

// Index variables lead from samples to stations, or from profiles to their stations.
void Samples::followIndices(const Dataset& file)
{
    for (int level = 0; level < 2; ++level) {
        for (const Variable& variable : file.variables()) {
            const std::string target = variable.numeric() ? file.text(variable, "instance_dimension") : "";
            const auto from = index_.find(key(variable));
            if (target.empty() || from == index_.end()) {
                continue;
            }
            for (const Variable& other : file.variables()) {
                for (const Dimension& dimension : other.dimensions) {
                    if (dimension.name != target || index_.count({dimension.id}) > 0) {
                        continue;
                    }
                    const std::vector<double> steps = readAll(file, variable);
                    std::vector<std::size_t> to;
                    for (const std::size_t i : from->second) {
                        const double step = i < steps.size() ? steps[i] : -1;
                        if (!(step >= 0) || step >= static_cast<double>(dimension.size)) {
                            throw Error(Cause::badFile, file.path() + " has an index in " + variable.path +
                                                            " that points outside " + target);
                        }
                        to.push_back(static_cast<std::size_t>(step));
                    }
                    index_[{dimension.id}] = std::move(to);
                }
            }
        }
    }
}

bool Samples::covers(const Variable& variable) const
{
    const std::vector<int> ids = key(variable);
    return ids.size() == own_.size() && std::is_permutation(ids.begin(), ids.end(), own_.begin()) &&
           variable.size() >= count_;
}

bool Samples::reaches(const Variable& variable) const
{
    const std::vector<int> ids = key(variable);
    return ids.empty() || index_.count(ids) > 0;
}

std::size_t Samples::index(const Variable& variable, std::size_t sample) const
{
    const auto found = index_.find(key(variable));
    return found == index_.end() ? 0 : found->second[sample];
}

std::vector<double> Samples::of(const Variable& variable, const std::vector<double>& values) const
{
    std::vector<double> out(count_, std::nan(""));
    if (!reaches(variable)) {
        return out;
    }
    for (std::size_t i = 0; i < count_; ++i) {
        const std::size_t k = index(variable, i);
        out[i] = k < values.size() ? values[k] : std::nan("");
    }
    return out;
}

void expectRowsToFit(const Dataset& file)
{
    for (const Variable& rows : file.variables()) {
        const std::string name = file.text(rows, "sample_dimension");
        const auto like = std::find_if(file.variables().begin(), file.variables().end(),
                                       [&](const Variable& v) {
                                           return !name.empty() && !v.dimensions.empty() && v.numeric() &&
                                                  v.dimensions.back().name == name;
                                       });
        if (like != file.variables().end()) {
            const Samples samples(file, *like);
        }
    }
}

}  // namespace core::data
