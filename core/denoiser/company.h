#pragma once

#include <ATen/ATen.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace core::denoiser {

/// Processes that evaluate the windows of a trajectory between them. All ask for the same in the same order, so that each
/// can fold what the others evaluated; all make the calls below together.
class Company {
public:
    virtual ~Company() = default;
    [[nodiscard]] virtual std::int64_t count() const = 0;
    [[nodiscard]] virtual std::int64_t rank() const = 0;  ///< of this process, 0 … count − 1
    /// Does work that may fail on some of them only: what the first of these says is thrown on all.
    /// asked   what the work is for, as a number; where it differs, the processes no longer do the same
    /// throws  Error{badInput}
    virtual void agree(std::uint64_t asked, const std::function<void()>& work) const = 0;
    /// Tensors that one of them has, on all; on the other processes `mine` does not matter.
    [[nodiscard]] virtual std::vector<at::Tensor> from(std::int64_t rank,
                                                       std::vector<at::Tensor> mine) const = 0;
};

}  // namespace core::denoiser
