#include "core/data/statistics.h"

#include "core/data/cf_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::data {
namespace {

constexpr std::size_t blockValues = std::size_t{1} << 22;
constexpr std::size_t largestChunk = std::size_t{1} << 25;  // larger chunks are unpacked more than once

// Splits a variable into hyperslabs of at most blockValues, whole chunks of rows where chunks are stored.
class Blocks {
public:
    Blocks(const Dataset& file, const Variable& variable)
        : start_(variable.dimensions.size(), 0), count_(variable.dimensions.size(), 1)
    {
        std::vector<std::size_t> chunk = file.chunks(variable);
        chunk.resize(start_.size(), 1);
        for (const Dimension& dimension : variable.dimensions) {
            sizes_.push_back(dimension.size);
        }
        std::size_t inner = 1;
        for (std::size_t d = sizes_.size(); d-- > 0;) {
            const std::size_t room = std::max<std::size_t>(blockValues / std::max<std::size_t>(inner, 1), 1);
            const bool chunkFits = chunk[d] * inner <= largestChunk;
            const std::size_t whole = room >= chunk[d] ? room / chunk[d] * chunk[d]
                                      : chunkFits      ? chunk[d]
                                                       : room;
            count_[d] = std::min(sizes_[d], std::max<std::size_t>(whole, 1));
            inner *= count_[d];
        }
    }

    const std::vector<std::size_t>& start() const { return start_; }
    std::vector<std::size_t> count() const
    {
        std::vector<std::size_t> count = count_;
        for (std::size_t d = 0; d < count.size(); ++d) {
            count[d] = std::min(count[d], sizes_[d] - start_[d]);
        }
        return count;
    }
    bool next()
    {
        for (std::size_t d = sizes_.size(); d-- > 0;) {
            start_[d] += count_[d];
            if (start_[d] < sizes_[d]) {
                return true;
            }
            start_[d] = 0;
        }
        return false;
    }

private:
    std::vector<std::size_t> start_, count_, sizes_;
};

}  // namespace

Statistics statisticsOf(const Dataset& file, const Variable& variable)
{
    Statistics total{.min = std::numeric_limits<double>::infinity(),
                     .max = -std::numeric_limits<double>::infinity()};
    const Packing packing = packingOf(file, variable);
    double sum = 0;
    std::vector<double> values;
    Blocks blocks(file, variable);
    do {
        const auto count = blocks.count();
        std::size_t size = 1;
        for (const std::size_t c : count) {
            size *= c;
        }
        if (size == 0) {
            break;
        }
        values.resize(size);
        file.read(variable, blocks.start(), count, values.data());
        for (const double value : values) {
            total.infinite += std::isinf(value) ? 1 : 0;
        }
        packing.apply(values.data(), size);
        double blockSum = 0;
        for (const double value : values) {
            if (std::isnan(value)) {
                continue;
            }
            ++total.valid;
            total.tooLarge += std::abs(value) > static_cast<double>(std::numeric_limits<float>::max()) ? 1
                                                                                                       : 0;
            total.min = std::min(total.min, value);
            total.max = std::max(total.max, value);
            blockSum += value;
        }
        sum += blockSum;
    } while (blocks.next());
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    total.mean = total.valid > 0 ? sum / static_cast<double>(total.valid) : nothing;
    if (total.valid == 0) {
        total.min = total.max = nothing;
    }
    return total;
}

}  // namespace core::data
