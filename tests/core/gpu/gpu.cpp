#include "core/api/error.h"
#include "core/api/session.h"
#include "core/base/accelerator.h"
#include "core/base/philox.h"
#include "core/denoiser/recorded.h"
#include "core/earth/interpolation.h"
#include "core/network/dates.h"
#include "core/prior/latent_windows.h"
#include "core/run/counter_noise.h"
#include "core/run/device.h"
#include "core/run/field_copy.h"
#include "core/run/loop.h"
#include "core/run/memory.h"
#include "core/run/resident.h"
#include "tests/core/network/examples.h"
#include "tests/suite.h"

#include <algorithm>
#include <cmath>

using namespace core;
using at::Tensor;

/// Kernels against the CPU's loops; skipped where no GPU can be used.
class OnGpu : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void noiseHasTheSameIntegers();
    void normalsAreWithinTwoUnitsInTheLastPlace();
    void combinationsEqualTheCpus();
    void pointsEqualTheCpus();
    void texturesEqualTheCpus();
    void aRecordingRepeatsTheFunction();
    void whatCannotBeRecordedIsDoneAllTheSame();
    void aNetworksEvaluationIsReplayed();
    void itsMemoryIsCounted();
    void aRunEqualsTheCpus();
};

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

/// Appa's denoiser with small made-up weights over two windows
std::unique_ptr<prior::LatentWindows> windowsOn(at::Device device, at::ScalarType type)
{
    const network::VitConfig config = tests::smallVitConfig();
    network::Weights weights(reference::hashVit(config, 1), at::TensorOptions(type).device(device));
    network::AppaDenoiser model{config, std::make_shared<network::Vit>(config, network::Scope(weights)), ""};
    const denoiser::Windows windows(6, 4, 2);
    return std::make_unique<prior::LatentWindows>(std::move(model), windows, network::datesFrom({2021, 3, 6, 0}, 6, 1));
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
    const Tensor source = field.to(gpu);
    run::FieldCopy copy, crossing;
    for (int again = 0; again < 2; ++again) {  // the second one finds the buffers of the first
        std::vector<float> here, there;
        const base::Extremes ends = copy(field, here), others = crossing(source, there);
        QVERIFY(std::ranges::equal(here, there, [](float a, float b) {
            return a == b || (std::isnan(a) && std::isnan(b));
        }));
        QVERIFY(ends.least == others.least && ends.greatest == others.greatest);
    }
}

void OnGpu::aRecordingRepeatsTheFunction()
{
    denoiser::Recorded gain([](const std::vector<Tensor>& in) { return in[0] * (in[1] / (in[1] + 1)) + in[0].square(); });
    for (int call = 0; call < 5; ++call) {
        const Tensor x = at::randn({2, 1000}).to(gpu), u = at::rand({1}).to(gpu);
        QVERIFY(at::allclose(gain({x, u}), x * (u / (u + 1)) + x.square(), 1e-6, 1e-6));
    }
}

void OnGpu::whatCannotBeRecordedIsDoneAllTheSame()
{
    denoiser::Recorded waits([](const std::vector<Tensor>& in) { return in[0] * in[0].sum().item<double>(); });
    const Tensor x = at::rand({7}).to(gpu);
    for (int call = 0; call < 4; ++call) {
        QVERIFY(at::allclose(waits({x}), x * x.sum(), 1e-5, 1e-5));
    }
    denoiser::Recorded after([](const std::vector<Tensor>& in) { return in[0] + 1; });
    for (int call = 0; call < 4; ++call) {
        QVERIFY(after({x}).equal(x + 1));
    }
}

void OnGpu::aNetworksEvaluationIsReplayed()
{
    const auto here = windowsOn(at::kCPU, at::kFloat), there = windowsOn(gpu, at::kFloat), half = windowsOn(gpu, at::kHalf);
    const Tensor x = at::randn({2, tests::smallVitConfig().states * 4 * 6 * 3});
    for (const std::int64_t window : {0, 1, 0, 1, 1}) {
        for (const double sigma : {0.1, 3.0}) {
            const denoiser::Node at{.t = 0.5, .alpha = 1, .sigma = sigma};
            const denoiser::WindowRows rows{.windows = {window}, .members = 2};
            const Tensor want = here->mean(x, at, rows), got = there->mean(x.to(gpu), at, rows).cpu();
            QVERIFY(at::allclose(got, want, 1e-3, 1e-3));
            QVERIFY(at::allclose(half->mean(x.to(gpu), at, rows).cpu(), want, 3e-2, 3e-2));
            const Tensor seed = at::randn_like(x) * 1e6;
            const Tensor pulled = here->linearise(x, at, rows).vjp(seed);
            const Tensor product = half->linearise(x.to(gpu), at, rows).vjp(seed.to(gpu)).cpu();
            QVERIFY((product - pulled).norm().item<double>() < 3e-2 * pulled.norm().item<double>());
        }
    }
}

void OnGpu::itsMemoryIsCounted()
{
    constexpr double bytes = 1 << 26;
    const double before = run::availableBytes(gpu);
    const run::Watermark mark(gpu);
    {
        const Tensor some = at::empty({1 << 24}, at::TensorOptions(at::kFloat).device(gpu));
        QVERIFY(mark.now() >= bytes && run::peakBytes(gpu) >= bytes);
        QVERIFY(run::availableBytes(gpu) < before);
    }
    QVERIFY(mark.most() >= bytes && mark.now() < bytes);
    QVERIFY_EXCEPTION_THROWN(run::expectMemory(1e18, gpu), Error);
}

void OnGpu::aRunEqualsTheCpus()
{
    const Tensor want = endOfRun("cpu"), got = endOfRun("cuda");
    const double scale = want.square().mean().sqrt().item<double>();
    const double difference = (want - got).square().mean().sqrt().item<double>();
    QVERIFY2(difference < 1e-3 * scale, qPrintable(QString::number(difference / scale)));
}

int main(int argc, char** argv)
{
    OnGpu suite;
    return tests::runAll(argc, argv, {&suite});
}

#include "gpu.moc"
