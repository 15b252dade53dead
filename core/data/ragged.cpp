#include "core/data/ragged.h"

#include "core/api/error.h"
#include "core/data/cf_values.h"

#include <cmath>
#include <numeric>

namespace core::data {

// Dimensions that matter: without those of length 1 and without the string length.
std::vector<int> Samples::key(const Variable& variable) const
{
    std::vector<int> ids;
    const std::size_t rank = variable.dimensions.size();
    const bool characters = variable.text() && variable.type == 2 && rank > 0;
    for (std::size_t d = 0; d + (characters ? 1 : 0) < rank; ++d) {
        if (variable.dimensions[d].size != 1) {
            ids.push_back(variable.dimensions[d].id);
        }
    }
    return ids;
}

Samples::Samples(const NetcdfFile& file, const Variable& position)
{
    const Variable* rows = nullptr;
    for (const Variable& variable : file.variables()) {
        if (variable.numeric() && variable.dimensions.size() == 1 &&
            !file.text(variable, "sample_dimension").empty()) {
            rows = &variable;
        }
    }
    if (rows != nullptr) {
        expandRows(file, *rows);
    } else {
        own_ = key(position);
        count_ = position.size();
    }
    std::vector<std::size_t> identity(count_);
    std::iota(identity.begin(), identity.end(), std::size_t{0});
    index_[own_] = std::move(identity);
    followIndices(file);
}

void Samples::expandRows(const NetcdfFile& file, const Variable& rowSize)
{
    const std::string name = file.text(rowSize, "sample_dimension");
    std::size_t samples = 0;
    for (const Variable& variable : file.variables()) {
        for (const Dimension& dimension : variable.dimensions) {
            if (dimension.name == name) {
                samples = dimension.size;
                own_ = {dimension.id};
            }
        }
    }
    if (own_.empty()) {
        throw Error(Cause::badFile,
                    file.path() + " names the sample dimension " + name + ", which it does not have");
    }
    std::vector<std::size_t> instance;
    const std::vector<double> sizes = readAll(file, rowSize);
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const double size = std::isfinite(sizes[i]) ? sizes[i] : 0;
        if (size < 0 || size != std::floor(size)) {
            throw Error(Cause::badFile, file.path() + " has the row size " +
                                            std::to_string(static_cast<long long>(size)) + " in " +
                                            rowSize.path + ", which is impossible");
        }
        if (size > static_cast<double>(samples - instance.size())) {
            throw Error(Cause::badFile, file.path() + " has row sizes in " + rowSize.path +
                                            " that add up to more than its " + std::to_string(samples) +
                                            " samples");
        }
        instance.insert(instance.end(), static_cast<std::size_t>(size), i);
    }
    count_ = instance.size();
    if (samples == 1) {
        own_ = {};
    }
    const std::vector<int> outer = key(rowSize);
    if (outer != own_) {
        index_[outer] = std::move(instance);
    }
}

// Index variables lead from samples to stations, or from profiles to their stations.
void Samples::followIndices(const NetcdfFile& file)
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
    return key(variable) == own_ && variable.size() >= count_;
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

}  // namespace core::data
