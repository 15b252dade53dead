#include "core/network/derivative.h"
#include "core/network/flops.h"
#include "core/network/preconditioning.h"
#include "core/network/score.h"
#include "tests/core/network/examples.h"
#include "tests/core/network/suites.h"
#include "tests/suite.h"

#include <cmath>

namespace {

using namespace core::network;
using Function = std::function<Tensor(const Tensor&)>;

Tensor drawn(const std::string& name, at::IntArrayRef shape, at::ScalarType type = at::kDouble)
{
    return reference::hashNormal(name, shape).to(type);
}

double largest(const Tensor& x)
{
    return x.abs().max().item<double>();
}

/// difference of ⟨v, f(x + hu) − f(x − hu)⟩/2h and both products' ⟨Jᵀv, u⟩ and ⟨v, Ju⟩, over their size
double productError(const Function& f, const Tensor& x)
{
    const auto at = differentiate(f, x);
    const Tensor u = drawn("u", x.sizes()), v = drawn("v", at.value.sizes());
    const double h = 1e-5;
    const double slope = ((f(x + h * u) - f(x - h * u)) * v).sum().item<double>() / (2 * h);
    const double back = (at.vjp(v) * u).sum().item<double>(), forward = (at.jvp(u) * v).sum().item<double>();
    return std::max(std::abs(back - slope), std::abs(forward - slope)) / (1 + std::abs(slope));
}

Tensor dateless(const Vit& vit, const Tensor& x, double noise)
{
    return vit(x, at::tensor(noise), tests::someDates().slice(0, 0, 1));
}

class Networks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void periodicConvolutionsCommuteWithShifts()
    {
        const Convolution layer{drawn("w", {4, 3, 5, 5}), drawn("b", {4}), Edges::periodic, 1};
        const Tensor x = drawn("x", {2, 3, 8, 9});
        const Tensor moved = convolve(layer, x.roll({3, -2}, {2, 3}));
        QVERIFY(largest(moved - convolve(layer, x).roll({3, -2}, {2, 3})) < 1e-12);
        const Convolution open{layer.weight, layer.bias, Edges::zero, 1};
        QVERIFY(largest(convolve(open, x.roll({3, -2}, {2, 3})) - convolve(open, x).roll({3, -2}, {2, 3})) >
                0.1);
    }
    void windowsLookEquallyFarOnAllAxes()
    {
        const Tensor mask = windowMask({4, 5, 6}, {1, 3, 5});
        QVERIFY(at::equal(mask, mask.t()));
        QVERIFY(at::equal(mask.sum(1), at::full({120}, 1 * 3 * 5, at::kLong)));
        const Tensor wide = windowMask({4, 5, 6}, {9, 9, 11});
        QVERIFY(wide.all().item<bool>());
    }
    void patchesAndPaddingCanBeUndone()
    {
        const Tensor x = drawn("x", {2, 3, 8, 12});
        QVERIFY(at::equal(patchesFromChannels(channelsFromPatches(x, {2, 3}), {2, 3}), x));
        const Tensor padded = padSphere(x.slice(2, 0, 7), 4);
        QCOMPARE(padded.size(2), std::int64_t{8});
        QCOMPARE(padded.size(3), std::int64_t{20});
        QVERIFY(at::equal(padded.slice(3, 0, 4), padded.slice(3, 12, 16).clone()));
        QVERIFY(at::equal(cropSphere(padded, {7, 12}, 4), x.slice(2, 0, 7)));
        const Tensor states = drawn("states", {2, 7, 3, 4});
        QVERIFY(at::equal(folded(unfolded(states, 2), 2), states));
    }
    void transformerProductsAgreeWithFiniteDifferences()
    {
        const Vit full = tests::smallVit(at::kDouble);
        const Tensor x = drawn("x", {1, full.size()});
        QVERIFY(productError([&](const Tensor& at) { return dateless(full, at, 3); }, x) < 1e-7);
        VitConfig config = tests::smallVitConfig();
        config.window = {1, 3, 3};
        const Vit local = tests::smallVit(at::kDouble, config);
        QVERIFY(productError([&](const Tensor& at) { return dateless(local, at, -20); }, x) < 1e-7);
    }
    void autoencoderProductsAgreeWithFiniteDifferences()
    {
        for (const char* name : {"base", "f2_conv", "patch2", "periodic"}) {
            const Autoencoder net = tests::smallAutoencoder(at::kDouble, name);
            const auto [h, w, c] = net.config().latentShape();
            QVERIFY(productError([&](const Tensor& z) { return net.decode(z); }, drawn("z", {2, h * w, c})) <
                    1e-7);
        }
        for (const char* name : {"tanh", "softclip", "asinh", "rmsnorm"}) {
            const Autoencoder net = tests::smallAutoencoder(at::kDouble, name);
            QVERIFY(productError([&](const Tensor& x) { return net.encode(x); },
                                 drawn("x", {1, 17 * 32, 3})) < 1e-7);
        }
    }
    void derivativesNeedNoModeOfTheCaller()
    {
        const Vit vit = tests::smallVit(at::kDouble);
        const Tensor x = drawn("x", {2, vit.size()}), v = drawn("v", {2, vit.size()});
        const Function f = [&](const Tensor& at) { return vit(at, at::tensor(1.5), tests::someDates()); };
        const Tensor value = f(x), product = differentiate(f, x).vjp(v);
        const c10::InferenceMode on;
        const Vit made = tests::smallVit(at::kDouble);
        const Tensor inside = x.clone();
        QVERIFY(inside.is_inference());
        const Function g = [&](const Tensor& at) { return made(at, at::tensor(1.5), tests::someDates()); };
        QVERIFY(at::equal(g(inside), value));
        const auto result = differentiate(g, inside);
        QVERIFY(at::equal(result.vjp(v.clone()), product));
        QVERIFY(at::equal(result.vjp(v.clone()), product));
        QVERIFY(!result.value.requires_grad());
    }
    void whatIsKeptForAStepBelongsToThatStep()
    {
        const Vit vit = tests::smallVit(at::kDouble);
        const Tensor x = drawn("x", {2, vit.size()});
        const Tensor one = vit(x, at::tensor(2.0), tests::someDates());
        const Tensor both = vit(x, at::tensor({2.0, -9.0}), tests::someDates());
        QVERIFY(at::equal(vit(x, at::tensor(2.0), tests::someDates()), one));
        QVERIFY(largest(both[0] - one[0]) < 1e-12);
        QVERIFY(largest(both[1] - one[1]) > 1e-3);
    }
    void membersDoNotSeeEachOther()
    {
        const Vit vit = tests::smallVit(at::kDouble);
        const Tensor x = drawn("x", {2, vit.size()});
        const Tensor both = vit(x, at::tensor(2.0), tests::someDates());
        for (int i : {0, 1}) {
            const Tensor alone = vit(x.slice(0, i, i + 1), at::tensor(2.0),
                                     tests::someDates().slice(0, i, i + 1));
            QVERIFY(largest(alone[0] - both[i]) < 1e-12);
        }
    }
    void preconditioningPassesTheStateThroughWithoutNoise()
    {
        const Tensor x = drawn("x", {2, 5});
        const auto wild = [](const Tensor& at, const Tensor&) { return 100 * at.sin(); };
        QVERIFY(largest(appaDenoised(wild, x, at::tensor({1e-9}, at::kDouble)) - x) < 1e-6);
        // Karras with α = 1 is Appa's up to the factor of the noise level
        const auto level = [](const Tensor& at, const Tensor& noise) { return at * noise; };
        const auto tenth = [](const Tensor& at, const Tensor& noise) { return at * noise / 10; };
        const Tensor sigma = at::tensor(3.0, at::kDouble), one = at::tensor(1.0, at::kDouble);
        QVERIFY(largest(appaDenoised(tenth, x, sigma.view({1})) - karrasDenoised(level, x, one, sigma)) <
                1e-12);
    }
    void manyRowsThroughAPackedWeightGiveTheSameProduct()
    {
        const Tensor w = drawn("w", {48, 40}), b = drawn("b", {48}), x = drawn("x", {3, 70, 40});
        const Tensor want = at::linear(x, w, b);
        const Linear layer{w.to(at::kFloat), b.to(at::kFloat)}, plain{layer.weight, {}};
        QVERIFY(largest(linear(layer, x.to(at::kFloat)) - want) < 1e-4);
        QVERIFY(largest(linear(layer, x.to(at::kFloat)) - want) < 1e-4);  // packed by now
        QVERIFY(largest(linear(layer, x.to(at::kFloat).transpose(0, 1)) - want.transpose(0, 1)) < 1e-4);
        QVERIFY(largest(linear(plain, x.to(at::kFloat)) + b - want) < 1e-4);
        const Perceptron two{layer, {w.t().to(at::kFloat).contiguous(), {}}};
        const Tensor inner = at::silu(want).matmul(w);
        QVERIFY(largest(perceptron(two, x.to(at::kFloat)) - inner) < 1e-3);
        const auto at = differentiate([&](const Tensor& from) { return perceptron(two, from); }, x.to(at::kFloat));
        QVERIFY(largest(at.value - inner) < 1e-3);
    }
    void operationsAreCountedFromTheWeights()
    {
        const VitConfig config = tests::smallVitConfig();
        const double tokens = 2 * 4 * 6;
        double inWeights = 0, inModulation = 0;
        for (const auto& [name, weight] : reference::hashVit(config, 1)) {
            const bool once = name.find("ada_zero") != std::string::npos || name.find("embedding") != std::string::npos ||
                              name.find("theta") != std::string::npos;
            if (weight.dim() == 2 && !once) {
                inWeights += static_cast<double>(weight.numel());
            }
            if (weight.dim() == 2 && name.find("ada_zero") != std::string::npos) {
                inModulation += static_cast<double>(weight.numel());
            }
        }
        inWeights -= 32.0 * 2 * 16;  // columns of the dates act once a window
        const double attention = 2 * (2 * 2 * tokens * tokens * 32);
        const double dates = 2 * 4 * static_cast<double>(config.states * config.hidden);
        QCOMPARE(flops(config), 2 * tokens * inWeights + attention + 2 * inModulation + dates);
    }
    void halfPrecisionStaysInTheBackbone()
    {
        // they round by 2⁻⁹ and 2⁻¹²; two blocks make a few of it
        comparedAtNoise(at::kBFloat16, 2e-2);
        comparedAtNoise(at::kHalf, 2.5e-3);
    }

private:
    static void comparedAtNoise(at::ScalarType type, double bound)
    {
        const Vit exact = tests::smallVit(at::kFloat), half = tests::smallVit(type);
        const Tensor clean = drawn("x", {2, exact.size()}, at::kFloat);
        const auto denoised = [&](const Vit& vit, const Tensor& x, const Tensor& sigma) {
            return appaDenoised(
                [&](const Tensor& at, const Tensor& t) { return vit(at, t, tests::someDates()); }, x, sigma);
        };
        for (const double level : {1e-3, 1.0, 1e3}) {
            const Tensor sigma = at::tensor({level}, at::kFloat);
            const Tensor x = clean + sigma * drawn("noise", clean.sizes(), at::kFloat);
            const Tensor full = denoised(exact, x, sigma), rough = denoised(half, x, sigma);
            QCOMPARE(rough.scalar_type(), at::kFloat);
            const double error = (rough - full).square().mean().sqrt().item<double>();
            const double scaled = bound * level / std::sqrt(level * level + 1);  // by c_out
            qInfo("sigma %g: rms difference %.2e, bound %.2e", level, error, scaled);
            QVERIFY(error > 0 && error < scaled);
        }
    }
};

}  // namespace

std::unique_ptr<QObject> tests::networksSuite()
{
    return std::make_unique<Networks>();
}

#include "networks.moc"
