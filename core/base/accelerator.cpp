#include "core/base/accelerator.h"

#include <atomic>

namespace core::base {
namespace {

std::atomic<const Kernels*> loaded = nullptr;

}  // namespace

const Kernels* accelerator()
{
    return loaded.load(std::memory_order_acquire);
}

bool setAccelerator(const Kernels* kernels)
{
    if (kernels == nullptr || kernels->version != Kernels::presentVersion) {
        return false;
    }
    loaded.store(kernels, std::memory_order_release);
    return true;
}

}  // namespace core::base
