#include "core/cuda/launch.h"
#include "core/cuda/recording.h"

#include <c10/cuda/CUDAException.h>
#include <c10/cuda/CUDAGuard.h>
#include <c10/cuda/CUDAStream.h>

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

void packTextureOn(int device, float* out, const Rows<float>& values, Extremes* parts)
{
    on(device, [&](cudaStream_t stream) { launchPackTexture(out, values, parts, stream); });
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
