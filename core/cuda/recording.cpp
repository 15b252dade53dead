#include "core/cuda/recording.h"

#include <ATen/cuda/CUDAGraph.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <memory>
#include <optional>

namespace core::cuda {
namespace {

struct Recording {
    explicit Recording(int number) : device(static_cast<c10::DeviceIndex>(number)) {}
    c10::DeviceIndex device;
    at::cuda::CUDAGraph graph;
    std::optional<c10::cuda::CUDAStreamGuard> onItsStream;  // while recording
};

}  // namespace

void* beginRecording(int device)
{
    auto recording = std::make_unique<Recording>(device);
    const auto before = c10::cuda::getCurrentCUDAStream(recording->device);
    before.synchronize();  // what the recorded work reads must be there
    recording->onItsStream.emplace(c10::cuda::getStreamFromPool(false, recording->device));
    // other threads (the viewer) may go on allocating
    recording->graph.capture_begin({0, 0}, cudaStreamCaptureModeThreadLocal);
    return recording.release();
}

void endRecording(void* recording)
{
    auto& mine = *static_cast<Recording*>(recording);
    mine.graph.capture_end();
    mine.onItsStream.reset();
}

void replay(void* recording)
{
    auto& mine = *static_cast<Recording*>(recording);
    const c10::cuda::CUDAGuard guard(mine.device);
    mine.graph.replay();
}

void forget(void* recording)
{
    const std::unique_ptr<Recording> mine(static_cast<Recording*>(recording));
    if (mine->onItsStream) {  // what was to be recorded failed, and ending it may say so once more
        try {
            mine->graph.capture_end();
        } catch (const c10::Error&) {
            mine->onItsStream.reset();
        }
    }
}

}  // namespace core::cuda
