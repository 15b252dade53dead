#pragma once

#include <QObject>

#include <memory>

namespace tests {

/// The functions that CUDA kernels share with the CPU.
std::unique_ptr<QObject> sharedKernels();

}  // namespace tests
