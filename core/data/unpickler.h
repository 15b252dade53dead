#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace core::data {

/// What a pickle of weights may hold. Values live in one vector and name each other by index, so that neither deep
/// nesting nor a cycle costs stack.
struct Pickled {
    using Index = std::uint32_t;
    struct Nothing {};
    struct Mark {};
    struct Global {  ///< a name the file refers to; never looked up, let alone called
        std::string name;
    };
    struct Sequence {  ///< list or tuple
        std::vector<Index> items;
    };
    struct Mapping {  ///< dict or OrderedDict
        std::vector<std::pair<Index, Index>> items;
    };
    struct Storage {
        std::string type, key;   ///< our name of the type; the entry data/<key> of the archive
        std::int64_t count = 0;  ///< elements
    };
    struct Array {
        Storage storage;
        std::int64_t offset = 0;  ///< elements
        std::vector<std::int64_t> shape, strides;
    };
    using Value = std::variant<Nothing, Mark, bool, std::int64_t, double, std::string, Global, Sequence,
                               Mapping, Storage, Array>;

    std::vector<Value> values;
    Index root = 0;
};

/// Reads a pickle of protocol 2 or less without running anything: dictionaries, lists, tuples, text, numbers, None
/// and tensors (torch._utils._rebuild_tensor_v2). All lengths are checked before they are believed.
/// path    names the file in errors
/// throws  Error{badFile} for anything else; a foreign global is refused by name
[[nodiscard]] Pickled unpickle(const std::string& path, std::span<const std::byte> bytes);

}  // namespace core::data
