#pragma once

namespace core::cuda {

/// Work recorded as a CUDA graph, on a stream of its own as capturing demands. See base::Kernels for the contract.
void* beginRecording(int device);
void endRecording(void* recording);
void replay(void* recording);
void forget(void* recording);

}  // namespace core::cuda
