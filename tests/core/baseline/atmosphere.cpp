#include "core/baseline/atmosphere_forecast.h"
#include "core/baseline/atmosphere_smoother.h"
#include "core/earth/interpolation.h"
#include "core/earth/model/starts.h"
#include "core/earth/sphere.h"

#include "tests/suite.h"

#include <ATen/Parallel.h>

#include <cmath>

using namespace core;
using at::Tensor;

namespace {

constexpr int truncation = 21;
constexpr std::int64_t begin = 1'600'000'000 - 1'600'000'000 % 86400;

earth::model::ShownGrid grid()
{
    earth::model::ShownGrid out{.lat = earth::gaussianLatitudes(32).lat, .lon = {}};
    for (int i = 0; i < 64; ++i) {
        out.lon.push_back(360.0 * i / 64);
    }
    return out;
}

/// Weather of the simulated earth after some days: fields [C, lat, lon] every six hours.
std::vector<Tensor> weather(int count, std::uint64_t seed)
{
    const auto earth = earth::model::earthModel(earth::model::shippedWorld(), truncation, at::kFloat);
    earth::model::settle(*earth.atmosphere,
                         {.seed = seed, .start = begin, .settleDays = 6, .disturbance = 2e-5}, [](double) {});
    const earth::model::Shown shown(earth, grid());
    std::vector<Tensor> out;
    for (int i = 0; i < count; ++i) {
        out.push_back(shown.fields(earth.atmosphere->state())[0]);
        earth.atmosphere->advance(earth.atmosphere->stepsPerDay() / 4);
    }
    return out;
}

/// Root-mean-square difference of each channel over the globe, [C]
Tensor distance(const Tensor& a, const Tensor& b)
{
    const Tensor weight =
        at::tensor(at::ArrayRef<double>(earth::areaWeights(grid().lat)), at::kDouble).unsqueeze(1);
    return ((a - b).to(at::kDouble).square() * weight).mean(at::IntArrayRef{1, 2}).sqrt();
}

Tensor randoms(at::IntArrayRef shape, std::uint64_t seed)
{
    auto generator = at::detail::createCPUGenerator(seed);
    return at::randn(shape, generator, at::kDouble);
}

/// Everything at some hundred places, seen well.
baseline::AtmosphereSeen seen(const Tensor& truth, std::uint64_t seed)
{
    const Tensor places = at::rand({120, 2}, at::detail::createCPUGenerator(7), at::kDouble);
    baseline::Placed one;
    for (std::int64_t i = 0; i < places.size(0); ++i) {
        one.lat.push_back(std::asin(2 * places[i][0].item<double>() - 1) * 180 / earth::pi);
        one.lon.push_back(360 * places[i][1].item<double>());
    }
    const auto at = std::make_shared<earth::Interpolation>(grid().lat, grid().lon, one.lat, one.lon,
                                                           at::kFloat);
    baseline::AtmosphereSeen out;
    out.see = [at](const Tensor& fields) {
        return at->apply(fields.narrow(1, 0, 9)).flatten(1).to(at::kDouble);
    };
    out.y = out.see(truth.unsqueeze(0))[0];
    out.variance = at::ones_like(out.y);
    out.y += randoms(out.y.sizes(), seed);
    for (const double level : {250, 500, 850, 250, 500, 850, 250, 500, 850}) {
        out.at.lat.insert(out.at.lat.end(), one.lat.begin(), one.lat.end());
        out.at.lon.insert(out.at.lon.end(), one.lon.begin(), one.lon.end());
        out.levelHpa.insert(out.levelHpa.end(), one.lat.size(), level);
    }
    return out;
}

}  // namespace

class TestAtmosphere : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void theTaperIsGaspariAndCohns()
    {
        const Tensor z = at::tensor({0.0, 1.0, 1.0000001, 2.0, 3.0}, at::kDouble);
        const Tensor taper = baseline::gaspariCohn(z);
        const Tensor expected = at::tensor({1.0, 5.0 / 24, 5.0 / 24, 0.0, 0.0}, at::kDouble);
        QVERIFY((taper - expected).abs().max().item<double>() < 1e-6);
    }

    void withoutLocalisationItIsTheGainOfTheEnsemble()
    {
        constexpr std::int64_t members = 6;
        const Tensor x = randoms({members, 2, 4}, 1).to(at::kFloat), values = randoms({members, 3}, 2);
        const baseline::EnsembleSeen seen{.values = values,
                                          .y = randoms({3}, 3),
                                          .variance = at::full({3}, 0.5, at::kDouble),
                                          .at = {{10, -40, 80}, {0, 120, 300}},
                                          .logPressure = {0, -1, 0}};
        const Tensor got = baseline::LocalAnalysis(seen, {}).corrected(x, {{0, 30, 60, 90}, {0, 10, 20, 30}},
                                                                       {0, -0.5});
        const Tensor flat = x.to(at::kDouble).flatten(1), X = flat - flat.mean(0),
                     Y = values - values.mean(0);
        const Tensor gain = at::mm(
            at::mm(X.t(), Y),
            at::linalg_inv(at::mm(Y.t(), Y) + (members - 1) * 0.5 * at::eye(3, at::kDouble)));
        const Tensor expected = flat + at::mm(seen.y - values.mean(0) - Y / 2, gain.t());
        QVERIFY((got.flatten(1) - expected).abs().max().item<double>() < 1e-5);
    }

    void farPlacesStayAsTheyAre()
    {
        const Tensor x = randoms({5, 1, 2}, 4).to(at::kFloat);
        const baseline::EnsembleSeen seen{.values = randoms({5, 1}, 5),
                                          .y = at::ones({1}, at::kDouble),
                                          .variance = at::ones({1}, at::kDouble),
                                          .at = {{0}, {0}},
                                          .logPressure = {0}};
        const Tensor got =
            baseline::LocalAnalysis(seen, {.lengthMetres = 1e6}).corrected(x, {{5, -5}, {5, 180}}, {0});
        QVERIFY(got.select(2, 1).equal(x.select(2, 1)) && !got.select(2, 0).equal(x.select(2, 0)));
        QVERIFY_EXCEPTION_THROWN(baseline::LocalAnalysis({.values = at::zeros({1, 1}, at::kDouble),
                                                          .y = {},
                                                          .variance = {},
                                                          .at = {},
                                                          .logPressure = {}},
                                                         {}),
                                 std::exception);
    }

    void gridsBecomeTheStateThatTheyShow()
    {
        const earth::model::World& world = earth::model::shippedWorld();
        const earth::model::State state = earth::model::truncated(earth::model::membersOf(world.starts, 0, 2),
                                                                  truncation);
        const earth::model::GaussianTransform transform(truncation, at::TensorOptions(at::kFloat));
        const auto again = earth::model::spectral(earth::model::gridded(state, transform, 300), transform,
                                                  300);
        for (const int field :
             {earth::model::vorticity, earth::model::divergence, earth::model::temperature}) {
            const Tensor one = state.upper[field];
            QVERIFY((again.upper[field] - one).norm().item<double>() < 1e-3 * one.norm().item<double>());
        }
        QVERIFY((again.pressure - state.pressure).norm().item<double>() <
                1e-3 * state.pressure.norm().item<double>());
    }

    void aForecastBeginsWithItsAnalysisAndBeatsPersistence()
    {
        const auto truth = weather(5, 1), other = weather(1, 2);
        baseline::AtmosphereForecast forecast(truncation, grid());
        forecast.start(truth[0], begin);
        const Tensor off = distance(forecast.fields(), truth[0]) / distance(other[0], truth[0]);
        for (int i = 0; i < 4; ++i) {
            forecast.advance();
        }
        const Tensor skill = distance(forecast.fields(), truth[4]) / distance(truth[0], truth[4]);
        std::string said;
        for (std::int64_t c = 0; c < off.size(0); ++c) {
            said += std::to_string(off[c].item<double>()) + " " + std::to_string(skill[c].item<double>()) +
                    "; ";
        }
        QVERIFY2(off.max().item<double>() < 0.3, said.c_str());
        QVERIFY2(skill.narrow(0, 0, 9).max().item<double>() < 0.9, said.c_str());
    }

    void observationsBringMembersToTheTruth()
    {
        constexpr int times = 6;
        const auto truth = weather(times, 3);
        const baseline::AtmospherePlan plan{.members = 12, .truncation = truncation, .settleDays = 8};
        const auto quiet = [](double) {};
        baseline::AtmosphereSmoother blind(plan, grid(), begin, quiet), seeing(plan, grid(), begin, quiet);
        baseline::AtmosphereSeen nothing;
        for (int t = 0; t < times; ++t) {
            blind.assimilate(nothing, baseline::AtmosphereSmoother::Keep::fields);
            seeing.assimilate(seen(truth[static_cast<std::size_t>(t)], 10 + static_cast<std::uint64_t>(t)),
                              baseline::AtmosphereSmoother::Keep::fields);
            blind.advance();
            seeing.advance();
        }
        const auto share = [&](std::size_t t) {  // of the blind members' error that is left, of winds
            const Tensor ratio = distance(seeing.kept()[t].mean(0), truth[t]) /
                                 distance(blind.kept()[t].mean(0), truth[t]);
            return ratio.narrow(0, 0, 6).mean().item<double>();
        };
        const QString said = QString("%1 at first, %2 at last").arg(share(0)).arg(share(times - 1));
        QVERIFY2(share(0) < 0.75 && share(times - 1) < 0.75, qPrintable(said));
    }
};

QTEST_GUILESS_MAIN(TestAtmosphere)
#include "atmosphere.moc"
