#pragma once

#include <cstddef>
#include <string>

namespace core::run {

/// While it lives, large tensors that this thread makes lie in memory-mapped files instead of memory: the system writes
/// their pages out when it needs room, so a trajectory may be longer than memory. The files have no name and vanish
/// with their tensors. Tensors may outlive it and be used by any thread.
/// The step loop and the samplers need not know: they stream through their tensors from front to back.
class MappedTensors {
public:
    /// folder     of the files, on a disk; empty: $TMPDIR, else /var/tmp
    /// threshold  bytes from which a tensor is mapped
    /// throws     Error{badFile} when the folder cannot hold files; an allocation that finds the disk full throws
    ///            Error{outOfMemory}
    explicit MappedTensors(std::string folder = {}, std::size_t threshold = std::size_t{1} << 20);
    ~MappedTensors();
    MappedTensors(const MappedTensors&) = delete;
    MappedTensors& operator=(const MappedTensors&) = delete;

    /// bytes free in the folder that is used where none is named
    [[nodiscard]] static double room();
    /// bytes of all mapped tensors that live now
    [[nodiscard]] static std::size_t bytes();

private:
    const MappedTensors* outer_;
    std::string folder_;
    std::size_t threshold_;
    friend class MappedAllocator;
};

}  // namespace core::run
