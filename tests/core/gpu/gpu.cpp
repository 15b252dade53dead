#include "core/api/error.h"
#include "core/api/session.h"
#include "core/base/accelerator.h"
#include "core/base/philox.h"
#include "core/denoiser/recorded.h"
#include "core/earth/interpolation.h"
#include "core/run/counter_noise.h"
#include "core/run/device.h"
#include "core/run/loop.h"
#include "tests/core/gpu/suites.h"
#include "tests/suite.h"

#include <cmath>

using namespace core;
using at::Tensor;

namespace {

at::Device gpu = at::kCPU;

/// Largest distance of two float tensors in units in the last place.
std::int64_t ulps(const Tensor& a, const Tensor& b)
{
    const auto ordered = [](const Tensor& x) {  // integers in the order of the floats
        const Tensor bits = x.cpu().contiguous().view(at::kInt).to(at::kLong);
        return at::where(bits < 0, -(bits + (std::int64_t{1} << 31)), bits);
    };
    return (ordered(a) - ordered(b)).abs().max().item<std::int64_t>();
}

/// x of a short run of the demonstration on a device
Tensor endOfRun(const std::string& device)
{
    Request request = demonstrationRequest();
    request.device = device;
    request.steps = 6;
    request.ensemble.members = 2;
    const auto problem = run::prepare(request, [](const std::string&, double) {});
    run::Loop loop(problem, std::make_shared<run::History>(std::size_t{1} << 30), 1);
    while (!loop.done()) {
        static_cast<void>(loop.advance());
    }
    return loop.x().cpu();
}

}  // namespace

void OnGpu::initTestCase()
{
    try {
        gpu = run::chooseDevice("cuda").device;
    } catch (const Error& error) {
        QSKIP(error.what());
    }
    if (base::accelerator() == nullptr) {
        QSKIP("The plug-in of the CUDA kernels is not beside the program or could not be loaded.");
    }
}

void OnGpu::noiseHasTheSameIntegers()
{
    constexpr std::int64_t blocks = 100000;
    const base::NoisePlace place{.seed = 0x0123456789abcdef, .member = 3, .step = 8, .draw = 2};
    const Tensor words = at::empty({blocks, 4}, at::TensorOptions(at::kInt).device(gpu));
    base::accelerator()->philox(gpu.index(), reinterpret_cast<std::uint32_t*>(words.data_ptr<int>()), blocks, place);
    const Tensor here = words.cpu();
    const int* got = here.const_data_ptr<int>();
    for (std::int64_t i = 0; i < blocks; ++i) {
        const base::Block want = base::philoxBlock(base::counterOf(static_cast<std::uint64_t>(i), place), place.seed);
        QVERIFY(static_cast<std::uint32_t>(got[4 * i]) == want.a && static_cast<std::uint32_t>(got[4 * i + 1]) == want.b &&
                static_cast<std::uint32_t>(got[4 * i + 2]) == want.c && static_cast<std::uint32_t>(got[4 * i + 3]) == want.d);
    }
}

void OnGpu::normalsAreWithinTwoUnitsInTheLastPlace()
{
    const Tensor like = at::empty({3, 100003});
    run::CounterNoise here(5, 6, 2), there(5, 6, 2);
    for (int draw = 0; draw < 2; ++draw) {
        QVERIFY(ulps(here.normal(like), there.normal(like.to(gpu))) <= 2);
    }
}

void OnGpu::combinationsEqualTheCpus()
{
    at::manual_seed(1);
    const Tensor x = at::randn({2, 100001}), mean = at::randn({2, 100001}), past = at::randn({2, 100001});
    const Tensor a = x.to(gpu), b = mean.to(gpu), c = past.to(gpu);
    QVERIFY(ulps(sampler::combined({{0.3, x}, {-0.7, mean}, {0.1, past}}),
                 sampler::combined({{0.3, a}, {-0.7, b}, {0.1, c}})) <= 2);
    const sampler::Term here[] = {{0.3, x}, {0.7, mean}}, there[] = {{0.3, a}, {0.7, b}};
    const Tensor want = run::CounterNoise(1, 2).combined(here, 0.4);
    const Tensor got = run::CounterNoise(1, 2).combined(there, 0.4).cpu();
    QVERIFY((want - got).abs().max().item<double>() < 1e-6);
}

void OnGpu::pointsEqualTheCpus()
{
    std::vector<double> lat, lon, atLat, atLon;
    for (int i = 0; i < 32; ++i) {
        lat.push_back(88 - 5.6 * i);
    }
    for (int i = 0; i < 64; ++i) {
        lon.push_back(5.625 * i);
    }
    for (int i = 0; i < 500; ++i) {
        atLat.push_back(-90 + 0.36 * i);
        atLon.push_back(std::fmod(37.7 * i, 360));
    }
    const earth::Interpolation here(lat, lon, atLat, atLon, at::kFloat);
    const earth::Interpolation there(lat, lon, atLat, atLon, at::TensorOptions(at::kFloat).device(gpu));
    const Tensor fields = at::randn({3, 32, 64}), values = at::randn({3, 500});
    QVERIFY(ulps(here.apply(fields), there.apply(fields.to(gpu))) <= 2);
    QVERIFY(ulps(here.adjoint(values), there.adjoint(values.to(gpu))) <= 2);
}

void OnGpu::texturesEqualTheCpus()
{
    Tensor field = at::randn({721, 1440});
    field[3][5] = NAN;
    field[9][7] = INFINITY;
    Tensor want = at::empty_like(field), got = at::empty_like(field.to(gpu));
    base::Extremes here, there;
    base::packTexture(want.data_ptr<float>(), field.const_data_ptr<float>(), field.numel(), here);
    const Tensor source = field.to(gpu);
    base::accelerator()->packTexture(gpu.index(), got.data_ptr<float>(), {source.const_data_ptr<float>(), 721, 1440}, there);
    QVERIFY(at::nan_to_num(want).equal(at::nan_to_num(got.cpu())));
    QVERIFY(want.isnan().equal(got.cpu().isnan()));
    QVERIFY(here.least == there.least && here.greatest == there.greatest);
}

void OnGpu::aRecordingRepeatsTheFunction()
{
    denoiser::Recorded gain([](const std::vector<Tensor>& in) { return in[0] * (in[1] / (in[1] + 1)) + in[0].square(); });
    for (int call = 0; call < 5; ++call) {
        const Tensor x = at::randn({2, 1000}).to(gpu), u = at::rand({1}).to(gpu);
        QVERIFY(at::allclose(gain({x, u}), x * (u / (u + 1)) + x.square(), 1e-6, 1e-6));
    }
}

void OnGpu::aRunEqualsTheCpus()
{
    const Tensor want = endOfRun("cpu"), got = endOfRun("cuda");
    const double scale = want.square().mean().sqrt().item<double>();
    const double difference = (want - got).square().mean().sqrt().item<double>();
    QVERIFY2(difference < 1e-3 * scale, qPrintable(QString::number(difference / scale)));
}
