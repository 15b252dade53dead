#include "core/cuda/launch.h"
#include "core/cuda/recording.h"

#include <c10/cuda/CUDACachingAllocator.h>
#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

#include <array>
#include <utility>

namespace core::cuda {
namespace {

using namespace base;

/// Makes a device the present one, hands its stream to `launch`, and throws what the launch left behind.
template <class Launch>
void on(int device, Launch launch)
{
    const c10::cuda::CUDAGuard guard(static_cast<c10::DeviceIndex>(device));
    launch(c10::cuda::getCurrentCUDAStream().stream());
    C10_CUDA_KERNEL_LAUNCH_CHECK();
}

void combineOn(int device, float* out, const Combination<float>& terms, const NoisyRows& rows)
{
    on(device, [&](cudaStream_t stream) { launchCombine(out, terms, rows, stream); });
}

void fillNormalOn(int device, float* out, const NoisyRows& rows)
{
    on(device, [&](cudaStream_t stream) { launchFillNormal(out, rows, stream); });
}

void philoxOn(int device, std::uint32_t* out, std::int64_t blocks, const NoisePlace& place)
{
    on(device, [&](cudaStream_t stream) { launchPhilox(out, blocks, place, stream); });
}

void gatherOn(int device, float* out, const WeightedPoints<float>& points, const Rows<float>& fields)
{
    on(device, [&](cudaStream_t stream) { launchGather(out, points, fields, stream); });
}

void scatterOn(int device, float* out, const WeightedPoints<float>& points, const Scattering& to,
               const Rows<float>& values)
{
    on(device, [&](cudaStream_t stream) { launchScatter(out, {points, to, values}, stream); });
}

void packTextureOn(int device, float* out, const Rows<float>& values, Extremes& running)
{
    on(device, [&](cudaStream_t stream) {
        std::array<Extremes, packBlocks> found;
        const auto memory = c10::cuda::CUDACachingAllocator::get()->allocate(sizeof found);
        auto* onDevice = static_cast<Extremes*>(memory.get());
        launchPackTexture(out, values, onDevice, stream);
        C10_CUDA_CHECK(cudaMemcpyAsync(found.data(), onDevice, sizeof found, cudaMemcpyDeviceToHost, stream));
        C10_CUDA_CHECK(cudaStreamSynchronize(stream));
        for (const Extremes& one : found) {
            running = widened(widened(running, one.least), one.greatest);
        }
    });
}

constexpr Kernels table{
    .version = Kernels::presentVersion,
    .combine = combineOn,
    .fillNormal = fillNormalOn,
    .philox = philoxOn,
    .gather = gatherOn,
    .scatter = scatterOn,
    .packTexture = packTextureOn,
    .beginRecording = beginRecording,
    .endRecording = endRecording,
    .replay = replay,
    .forget = forget,
};

}  // namespace
}  // namespace core::cuda

extern "C" __attribute__((visibility("default"))) const core::base::Kernels* embellieKernels()
{
    return &core::cuda::table;
}
