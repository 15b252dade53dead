#pragma once

#include <cstddef>

namespace core::run {

/// From here on, memory of large CPU tensors that died goes to the next tensor of about that size instead of back to
/// the system, which would hand it out again page by page, each one cleared. A step makes the same tensors as the last
/// one, so after the first no page is new.
/// At most `most` bytes are kept; where the system has huge pages they are asked for. Repeated calls set `most` anew.
/// For the whole process, any thread.
void reuseMemory(std::size_t most = std::size_t{512} << 20);

/// Lays the allocator that reuseMemory() needs beneath what the caller puts on top; it keeps nothing yet.
void layReuse();

/// Gives what is kept back to the system: for whoever goes idle.
void releaseReusedMemory();

/// Bytes that no tensor uses now and the next may get.
[[nodiscard]] std::size_t reusableBytes();

}  // namespace core::run
