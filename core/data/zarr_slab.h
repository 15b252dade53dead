#pragma once

#include "core/data/zarr_array.h"

namespace core::data {

/// Walks over the chunks of a Zarr array that a hyperslab meets, and lays what they hold in it, row-major.
class ZarrSlab {
public:
    /// start, count  within the array's shape, one an axis
    ZarrSlab(const ZarrArray& array, std::vector<std::size_t> start, std::vector<std::size_t> count);

    [[nodiscard]] const std::vector<std::size_t>& chunk() const { return chunk_; }
    [[nodiscard]] bool next();  ///< false after the last chunk
    /// bytes  of the present chunk, decoded; null: the fill value everywhere
    void copy(const char* bytes, double* out) const;
    void copyTexts(const char* bytes, std::vector<std::string>& out) const;

private:
    // Calls visit(place in the chunk, place in the hyperslab), both counted in elements, for all that both hold.
    template <class Visit>
    void each(Visit visit) const;

    const ZarrArray& array_;
    std::vector<std::size_t> start_, count_, first_, last_, chunk_;
    std::vector<std::size_t> inside_, outside_;  // strides in elements: of a chunk, of the hyperslab
};

}  // namespace core::data
