#include "core/data/zarr_slab.h"

#include "core/data/dataset.h"

#include <algorithm>

namespace core::data {
namespace {

void appendUtf8(std::uint32_t code, std::string& out)
{
    if (code < 0x80) {
        out += static_cast<char>(code);
        return;
    }
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static constexpr std::uint32_t leads[] = {0, 0xC0, 0xE0, 0xF0};
    out += static_cast<char>(leads[more] | ((code >> (6 * more)) & 0x3F));
    for (int k = more; k-- > 0;) {
        out += static_cast<char>(0x80 | ((code >> (6 * k)) & 0x3F));
    }
}

}  // namespace

ZarrSlab::ZarrSlab(const ZarrArray& array, std::vector<std::size_t> start, std::vector<std::size_t> count)
    : array_(array),
      start_(std::move(start)),
      count_(std::move(count)),
      inside_(array.shape.size(), 1),
      outside_(array.shape.size(), 1)
{
    for (std::size_t axis = 0; axis < start_.size(); ++axis) {
        first_.push_back(start_[axis] / array.chunks[axis]);
        last_.push_back(count_[axis] == 0 ? first_.back()
                                          : (start_[axis] + count_[axis] - 1) / array.chunks[axis]);
    }
    chunk_ = first_;
    for (std::size_t axis = start_.size(); axis-- > 1;) {
        outside_[axis - 1] = outside_[axis] * count_[axis];
        inside_[array.order[axis - 1]] = inside_[array.order[axis]] * array.chunks[array.order[axis]];
    }
}

bool ZarrSlab::next()
{
    for (std::size_t axis = chunk_.size(); axis-- > 0;) {
        if (++chunk_[axis] <= last_[axis]) {
            return true;
        }
        chunk_[axis] = first_[axis];
    }
    return false;
}

template <class Visit>
void ZarrSlab::each(Visit visit) const
{
    const std::size_t rank = start_.size();
    std::vector<std::size_t> low(rank), size(rank), at(rank, 0);
    std::size_t in = 0, out = 0;
    for (std::size_t axis = 0; axis < rank; ++axis) {
        const std::size_t begin = chunk_[axis] * array_.chunks[axis];
        low[axis] = std::max(begin, start_[axis]);
        const std::size_t end = std::min(begin + array_.chunks[axis], start_[axis] + count_[axis]);
        if (end <= low[axis]) {
            return;
        }
        size[axis] = end - low[axis];
        in += (low[axis] - begin) * inside_[axis];
        out += (low[axis] - start_[axis]) * outside_[axis];
    }
    const std::size_t row = rank == 0 ? 1 : size[rank - 1];
    const std::size_t inStep = rank == 0 ? 0 : inside_[rank - 1];
    while (true) {
        for (std::size_t i = 0; i < row; ++i) {
            visit(in + i * inStep, out + i);
        }
        std::size_t axis = rank == 0 ? 0 : rank - 1;
        while (axis-- > 0) {
            in += inside_[axis];
            out += outside_[axis];
            if (++at[axis] < size[axis]) {
                break;
            }
            in -= size[axis] * inside_[axis];
            out -= size[axis] * outside_[axis];
            at[axis] = 0;
        }
        if (axis == SIZE_MAX) {
            return;
        }
    }
}

void ZarrSlab::copy(const char* bytes, double* out) const
{
    if (bytes == nullptr) {
        each([&](std::size_t, std::size_t to) { out[to] = array_.fill; });
    } else {
        each([&](std::size_t from, std::size_t to) { out[to] = array_.number(bytes + from * array_.width); });
    }
}

void ZarrSlab::copyTexts(const char* bytes, std::vector<std::string>& out) const
{
    each([&](std::size_t from, std::size_t to) {
        const char* text = bytes + from * array_.width;
        const std::size_t step = array_.kind == 'U' ? 4 : 1;
        std::string found;
        for (std::size_t i = 0; i < array_.width; i += step) {
            std::uint32_t code = 0;
            for (std::size_t b = 0; b < step; ++b) {
                const char byte = text[i + (array_.bigEndian ? b : step - 1 - b)];
                code = code << 8 | static_cast<unsigned char>(byte);
            }
            if (code == 0) {
                break;
            }
            step == 1 ? found.push_back(static_cast<char>(code)) : appendUtf8(code, found);
        }
        out[to] = utf8(found);
    });
}

}  // namespace core::data
