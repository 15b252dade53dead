#pragma once

#include "core/data/named_arrays.h"

namespace core::data {

/// A file of torch.save: a zip archive with a pickle and the bytes of its tensors (state dictionaries, statistics,
/// masks, trajectories). Nothing in it is run and no number in it is believed before it is checked.
/// Nested dictionaries and lists join their keys by dots; a lone tensor is called "value". Plain values (text,
/// numbers, true, false) become metadata. Tensors with strides are brought into row-major order.
class Pickle : public NamedArrays {
public:
    /// throws Error{badFile} for a missing, truncated, compressed, nested (beyond 64) or inconsistent file and for one
    /// that refers to anything but tensors, dictionaries, lists, text and numbers
    explicit Pickle(const std::string& path);
};

}  // namespace core::data
