#include "core/api/error.h"
#include "core/earth/demonstration.h"
#include "core/earth/sphere.h"
#include "core/guidance/guidance.h"
#include "core/observe/observe.h"
#include "core/prior/exact.h"
#include "core/prior/spectral.h"

#include "tests/core/prior/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <cmath>
#include <limits>

using namespace core;
using at::Tensor;

namespace {

const std::vector<std::int64_t> fourTimes{0, 21600, 43200, 64800};

prior::SpectralModel fitted()
{
    return prior::fitSpectral(earth::demonstration({.seed = 0, .start = 0, .stepSeconds = 43200, .states = 80, .truncation = 21}),
                              {.truncation = 12});
}

const prior::SpectralModel& model()
{
    static const prior::SpectralModel kept = fitted();
    return kept;
}

/// A dense matrix of an operator: rows are observations.
Tensor matrixOf(const observe::Operator& op, std::int64_t d)
{
    const auto at0 = op.linearise(at::zeros({1, d}, at::kDouble));
    return at0.vjp(at::eye(op.size(), at::kDouble));
}

std::vector<observe::Sight> sights(const prior::Spectral& prior)
{
    std::vector<observe::Sight> out;
    const auto stations = observe::entries();
    const auto* entry = &*std::find_if(stations.begin(), stations.end(), [](const auto& e) { return e.about.id == "stations"; });
    for (int i = 0; i < 25; ++i) {
        out.push_back({entry, {{i % static_cast<int>(prior.channels().size()), i % 4, -80 + 6.5 * i, 37.0 * i}}});
    }
    return out;
}

/// More than are diagonalised
std::vector<std::int64_t> manyTimes()
{
    std::vector<std::int64_t> times;
    for (int t = 0; t < 70; ++t) {
        times.push_back(21600 * t);
    }
    return times;
}

/// Stations that come back and one that does not, far apart in time
std::vector<observe::Sight> longSights()
{
    const auto table = observe::entries();
    const auto* entry = &*std::find_if(table.begin(), table.end(), [](const auto& e) { return e.about.id == "stations"; });
    std::vector<observe::Sight> out;
    for (const int time : {0, 1, 2, 35, 69}) {
        for (int place = 0; place < 4; ++place) {
            out.push_back({entry, {{(time + place) % 3, time, -60 + 35.0 * place, 80.0 * place}}});
        }
    }
    out.push_back({entry, {{5, 50, 12, 34}}});
    return out;
}

}  // namespace

class TestPrior : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFitKeepsSpreadOfTheClimate()
    {
        const auto& fit = model();
        const auto climate = earth::demonstration({.seed = 9, .start = 0, .stepSeconds = 86400, .states = 30, .truncation = 21});
        const prior::Spectral prior(fit, {0}, at::kDouble);
        const auto rows = static_cast<std::int64_t>(climate.lat.size()), columns = static_cast<std::int64_t>(climate.lon.size());
        const Tensor values = at::from_blob(const_cast<float*>(climate.values.data()), {30, 12, rows, columns}, at::kFloat).to(at::kDouble);
        const auto w = earth::areaWeights(climate.lat);
        const Tensor weight = at::tensor(at::ArrayRef<double>(w), at::kDouble).unsqueeze(1);
        for (int c = 0; c < 12; ++c) {
            const Tensor z = (values.select(1, c) - prior.background(c, 0)) / prior.scale(c);
            const double variance = (z.square() * weight).mean().item<double>();
            QVERIFY2(variance > 0.6 && variance < 1.6, qPrintable(QString("channel %1: %2").arg(c).arg(variance)));
        }
        QVERIFY((fit.unresolved < 0.5).all().item<bool>());
        const auto tau = fit.timeScaleHours;
        QVERIFY(tau[2].item<double>() > tau[12].item<double>());
    }
    void aSingleStateGivesAZonalMean()
    {
        const auto one = earth::demonstration({.seed = 3, .start = 0, .states = 1, .truncation = 21});
        const auto fit = prior::fitSpectral(one, {});
        const Tensor mean = fit.mean[0];
        QVERIFY((mean - mean.mean(2, true)).abs().max().item<double>() < 1e-9);
        QVERIFY(!fit.notes.empty());
        const Tensor lowest = std::get<0>(at::linalg_eigh(fit.degreeCovariance)).select(1, 0);
        QVERIFY((lowest > 0).all().item<bool>());
    }
    void latentSamplesHaveTheFieldsVariance()
    {
        const prior::Spectral prior(model(), fourTimes, at::kDouble);
        at::manual_seed(3);
        const Tensor z = at::randn({600, prior.size()}, at::kDouble) * prior.denoiser().covariance()->eigenvalues().sqrt();
        const Tensor field = (prior.field(z, 2, 1) - prior.background(2, 1)) / prior.scale(2);
        const double variance = field.square().mean(0).mean().item<double>();
        const Tensor l = at::arange(13, at::kDouble);
        const double expected = (model().degreeCovariance.select(1, 2).select(1, 2) * (2 * l + 1)).sum().item<double>() / (4 * earth::pi);
        QVERIFY2(std::abs(variance - expected) < 0.05 * expected, qPrintable(QString("%1 against %2").arg(variance).arg(expected)));
    }
    void whiteNoiseHasUnitGridPointDeviation()
    {
        const prior::Spectral prior(model(), {0}, at::kDouble);
        at::manual_seed(5);
        const Tensor x = at::randn({400, prior.size()}, at::kDouble);
        const double variance = ((prior.field(x, 0, 0) - prior.background(0, 0)) / prior.scale(0)).square().mean().item<double>();
        QVERIFY2(std::abs(variance - 1) < 0.03, qPrintable(QString::number(variance)));
    }
    void encodingUndoesDecoding()
    {
        const prior::Spectral prior(model(), fourTimes, at::kDouble);
        at::manual_seed(6);
        const Tensor x = at::randn({1, prior.size()}, at::kDouble);
        std::vector<Tensor> fields;
        for (int t = 0; t < 4; ++t) {
            for (int c = 0; c < 12; ++c) {
                fields.push_back(prior.field(x, c, t)[0]);
            }
        }
        const auto rows = static_cast<std::int64_t>(prior.grid()->lat.size());
        const Tensor back = prior.encode(at::stack(fields).view({4, 12, rows, -1}));
        QVERIFY((back - x[0]).abs().max().item<double>() < 1e-9);
    }
    void pointsAgreeWithTheirClosedFormCovariance()
    {
        const prior::Spectral prior(model(), fourTimes, at::kDouble);
        const observe::Network network(prior, sights(prior));
        const Tensor a = matrixOf(network, prior.size());
        const Tensor v = prior.denoiser().covariance()->eigenvalues();
        const Tensor dense = at::mm(a * v, a.t());
        const Tensor closed = *network.gram(at::zeros({1, prior.size()}, at::kDouble), v);
        QVERIFY((dense - closed).abs().max().item<double>() < 1e-9 * dense.abs().max().item<double>());
        QVERIFY((closed.diagonal() - network.variance(v)).abs().max().item<double>() < 1e-9 * closed.max().item<double>());
    }
    void allChannelsOfOneStateHaveTheirClosedFormCovariance()
    {
        const prior::Spectral prior(model(), {0}, at::kDouble);
        std::vector<observe::Point> points;
        for (int place = 0; place < 5; ++place) {
            for (int channel = 0; channel < static_cast<int>(prior.channels().size()); ++channel) {
                points.push_back({channel, 0, 30.0 * place - 60, 70.0 * place});
            }
        }
        const auto seen = prior.points(points);
        const Tensor v = prior.denoiser().covariance()->eigenvalues();
        const Tensor each = at::eye(prior.size(), at::kDouble);
        const Tensor a = seen->apply(each).t();
        const Tensor dense = at::mm(a * v, a.t());
        QVERIFY((dense - seen->cross(*seen, v)).abs().max().item<double>() < 1e-9 * dense.abs().max().item<double>());
    }
    void theOperatorAndItsAdjointAgree()
    {
        const prior::Spectral prior(model(), fourTimes, at::kDouble);
        const observe::Network network(prior, sights(prior));
        at::manual_seed(8);
        const Tensor dx = at::randn({2, prior.size()}, at::kDouble), w = at::randn({2, 25}, at::kDouble);
        const auto products = network.linearise(dx);
        const double left = (products.jvp(dx) * w).sum().item<double>(), right = (dx * products.vjp(w)).sum().item<double>();
        QVERIFY(std::abs(left - right) < 1e-8 * std::abs(left));
    }
    void windSpeedIsDifferentiatedRight()
    {
        const prior::Spectral prior(model(), {0}, at::kDouble);
        const auto table = observe::entries();
        const auto* entry = &*std::find_if(table.begin(), table.end(), [](const auto& e) { return e.about.id == "windspeed"; });
        const observe::Network network(prior, {{entry, {{4, 0, 50, 10}, {7, 0, 50, 10}}}, {entry, {{3, 0, -30, 70}, {6, 0, -30, 70}}}});
        QVERIFY(!network.linear());
        at::manual_seed(2);
        const Tensor x = at::randn({1, prior.size()}, at::kDouble), dx = at::randn({1, prior.size()}, at::kDouble);
        constexpr double h = 1e-6;
        const Tensor difference = (network.apply(x + h * dx) - network.apply(x - h * dx)) / (2 * h);
        QVERIFY((network.linearise(x).jvp(dx) - difference).abs().max().item<double>() < 1e-5);
    }
    void theExactPosteriorIsTheDenseOne()
    {
        const prior::Spectral prior(model(), fourTimes, at::kDouble);
        const auto network = std::make_shared<observe::Network>(prior, sights(prior));
        at::manual_seed(1);
        const Tensor y = network->apply(at::zeros({1, prior.size()}, at::kDouble))[0] + at::randn({25}, at::kDouble);
        const Tensor variance = at::full({25}, 0.5, at::kDouble);
        const auto exact = prior::ExactPosterior::of(prior, *network, {network, y, variance});
        QVERIFY(exact.has_value());
        const Tensor lambda = prior.denoiser().covariance()->eigenvalues(), a = matrixOf(*network, prior.size());
        const Tensor s = at::mm(a * lambda, a.t()) + at::diag(variance);
        const Tensor innovation = (y - network->apply(at::zeros({1, prior.size()}, at::kDouble))[0]).unsqueeze(1);
        const Tensor gain = at::mm((a * lambda).t(), at::linalg_inv(s));
        QVERIFY((exact->mean() - at::mm(gain, innovation).squeeze(1)).abs().max().item<double>() < 1e-8);
        const auto points = prior.points({{2, 1, 12, 34}, {5, 3, -60, 200}});
        const Tensor p = matrixOf(*points, prior.size());
        const Tensor posterior = at::diag(lambda) - at::mm(gain, a * lambda);
        const Tensor wanted = at::mm(at::mm(p, posterior), p.t()).diagonal();
        QVERIFY((exact->variance(*points) - wanted).abs().max().item<double>() < 1e-8);
    }
    void aBackgroundPriorHasTheErrorAndLengthAskedFor()
    {
        const auto background = earth::demonstration({.seed = 3, .start = 0, .states = 1, .truncation = 42});
        data::Gridded one = background;
        one.channels.resize(1);
        one.values.resize(one.lat.size() * one.lon.size());
        const prior::Spectral prior(prior::aroundBackground(one, {.kind = "spectral", .background = "b.nc", .error = "1.8 K", .length = "800 km"}),
                                    {0}, at::kDouble);
        const double apart = 800e3 / earth::radiusMetres * 180 / earth::pi;
        const auto points = prior.points({{0, 0, 40, 10}, {0, 0, 40 + apart, 10}});
        const Tensor covariance = points->cross(*points, prior.denoiser().covariance()->eigenvalues());
        QVERIFY(std::abs(covariance[0][0].item<double>() - 1.8 * 1.8) < 1e-3);
        QVERIFY(std::abs(covariance[0][1].item<double>() - 1.8 * 1.8 * std::exp(-0.5)) < 0.01);
    }
    void aBackgroundOfAPartOfTheGlobeIsLikeThatPartOfAGlobalOne()
    {
        const auto whole = earth::demonstration({.seed = 3, .start = 0, .states = 1, .truncation = 42});
        const std::size_t columns = whole.lon.size(), north = 8, south = 20, west = 5, east = 40;
        data::Gridded part{.lat = {whole.lat.begin() + north, whole.lat.begin() + south},
                           .lon = {whole.lon.begin() + west, whole.lon.begin() + east},
                           .channels = whole.channels, .times = whole.times, .values = {}, .notes = {}};
        for (std::size_t c = 0; c < whole.channels.size(); ++c) {
            for (std::size_t i = north; i < south; ++i) {
                const auto row = whole.values.begin() + static_cast<std::ptrdiff_t>(whole.at(0, c) + i * columns);
                part.values.insert(part.values.end(), row + west, row + east);
            }
        }
        PriorSpec spec{.kind = "spectral", .background = "b.nc", .length = "800 km"};
        for (const Channel& channel : whole.channels) {
            spec.errors[channel.standardName] = "1.8 " + channel.units;
        }
        const prior::Spectral all(prior::aroundBackground(whole, spec), {0}, at::kDouble);
        const prior::Spectral some(prior::aroundBackground(part, spec), {0}, at::kDouble);
        QVERIFY(all.grid()->global && !some.grid()->global);
        QCOMPARE(some.size(), all.size());
        at::manual_seed(1);
        const Tensor x = at::randn({2, all.size()}, at::kDouble);
        const Tensor wanted = all.fields(x, 0).narrow(2, north, south - north).narrow(3, west, east - west);
        QVERIFY((some.fields(x, 0) - wanted).abs().max().item<double>() < 1e-9);
        const double lat = (part.lat[3] + part.lat[4]) / 2, lon = (part.lon[7] + part.lon[8]) / 2;
        const auto seen = some.points({{1, 0, lat, lon}}), same = all.points({{1, 0, lat, lon + 360}});
        QVERIFY((seen->apply(x) - same->apply(x)).abs().max().item<double>() < 1e-9);
        QVERIFY(std::abs(seen->background()[0].item<double>() - same->background()[0].item<double>()) < 1e-9);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(some.encode(some.fields(x, 0).slice(0, 0, 1))), Error);
    }
    void anErrorOfWhatIsNotThereIsNamed()
    {
        const auto background = earth::demonstration({.seed = 3, .start = 0, .states = 1, .truncation = 21});
        PriorSpec spec{.background = "b.nc", .length = "800 km", .variables = {}};
        for (const Channel& channel : background.channels) {
            spec.errors[channel.standardName] = "2 " + channel.units;
        }
        spec.errors["sea_ice"] = "1";
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(prior::aroundBackground(background, spec)), Error);
        spec.errors.erase("sea_ice");
        static_cast<void>(prior::aroundBackground(background, spec));
    }
    void anErrorInTheWrongUnitIsNamed()
    {
        const auto background = earth::demonstration({.seed = 3, .start = 0, .states = 1, .truncation = 21});
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(prior::aroundBackground(background, {.background = "b.nc", .error = "2 m s-1", .length = "800 km"})), Error);
    }
    void aFolderHoldsThePrior()
    {
        const QTemporaryDir folder;
        prior::savePrior(model(), folder.path().toStdString());
        const auto back = prior::loadPrior(folder.path().toStdString());
        QVERIFY(at::equal(back.degreeCovariance, model().degreeCovariance));
        QVERIFY(at::equal(back.mean, model().mean));
        QCOMPARE(back.channels.size(), model().channels.size());
        QCOMPARE(back.channels[3].key(), model().channels[3].key());
    }
    void aDamagedFolderIsRefused()
    {
        const QTemporaryDir folder;
        prior::savePrior(model(), folder.path().toStdString());
        QFile weights(folder.filePath("weights.safetensors"));
        QVERIFY(weights.open(QIODevice::ReadWrite));
        weights.resize(weights.size() / 2);
        weights.close();
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(prior::loadPrior(folder.path().toStdString())), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(prior::loadPrior("/nowhere")), Error);
    }
    void aChainIsTheSameLawAsAllTimesAtOnce()
    {
        const auto& m = model();
        const prior::SpectralShape shape{fourTimes, m.truncation, 1.7, m.degreeCovariance, m.timeScaleHours, at::kDouble};
        const auto whole = prior::eigenTime(shape), chain = prior::chainTime(shape);
        at::manual_seed(11);
        const Tensor a = at::randn({2, 169, 4, 12}, at::kDouble);
        // adjoint · κ² undoes coefficients, so a latent of each that means the same
        const Tensor x = whole->adjoint(a) * (1.7 * 1.7), z = chain->adjoint(a) * (1.7 * 1.7);
        QVERIFY(at::allclose(chain->coefficients(z), a, 1e-11, 1e-11));
        QVERIFY(at::allclose(chain->coefficients(z, 3, 2), whole->coefficients(x, 3, 2), 1e-10, 1e-10));
        QVERIFY(at::allclose(chain->meanSquare(z), whole->meanSquare(x), 1e-10, 1e-10));
        for (const double sigma : {0.01, 1.0, 50.0}) {
            const denoiser::Node at{.t = 0.5, .alpha = 0.5, .sigma = sigma};
            const Tensor one = whole->coefficients(whole->denoiser().mean(x, at));
            const Tensor other = chain->coefficients(chain->denoiser().mean(z, at));
            QVERIFY((one - other).abs().max().item<double>() < 1e-9 * (1 + one.abs().max().item<double>()));
        }
        const std::vector<std::pair<int, int>> rows{{0, 1}, {2, 3}, {2, 7}}, columns{{0, 0}, {1, 1}, {1, 3}, {3, 7}};
        for (const double u : {0.3, 5.0, std::numeric_limits<double>::infinity()}) {
            const Tensor v = whole->denoiser().covariance()->conditional(u), w = chain->denoiser().covariance()->conditional(u);
            const Tensor one = whole->degreeGram(rows, columns, v);
            QVERIFY((one - chain->degreeGram(rows, columns, w)).abs().max().item<double>() < 1e-10 * one.abs().max().item<double>());
            QVERIFY(at::allclose(whole->variances(rows, v), chain->variances(rows, w), 1e-9, 1e-12));
        }
    }
    void aLongWindowsPointsHaveTheirClosedFormCovariance()
    {
        const prior::Spectral prior(model(), manyTimes(), at::kDouble);
        QVERIFY(!prior.denoiser().covariance()->diagonal());
        const auto some = longSights();
        const observe::Network network(prior, some);
        const Tensor a = matrixOf(network, prior.size());  // adjoint of every observation
        at::manual_seed(12);
        const Tensor x = at::randn({2, prior.size()}, at::kDouble);
        QVERIFY(at::allclose(network.linearise(x).jvp(x), x.matmul(a.t()), 1e-8, 1e-8));
        for (const double u : {0.5, 20.0, std::numeric_limits<double>::infinity()}) {
            const Tensor v = prior.denoiser().covariance()->conditional(u);
            const Tensor dense = prior.denoiser().covariance()->product(v, a).matmul(a.t());
            const Tensor closed = *network.gram(x, v);
            QVERIFY((dense - closed).abs().max().item<double>() < 1e-9 * dense.abs().max().item<double>());
            QVERIFY((closed.diagonal() - network.variance(v)).abs().max().item<double>() < 1e-9 * closed.max().item<double>());
        }
    }
    void aLongWindowDecodesWhatItEncodes()
    {
        const prior::Spectral prior(model(), manyTimes(), at::kDouble);
        at::manual_seed(6);
        const Tensor x = at::randn({1, prior.size()}, at::kDouble);
        std::vector<Tensor> fields;
        for (int t = 0; t < 70; ++t) {
            for (int c = 0; c < 12; ++c) {
                fields.push_back(prior.field(x, c, t)[0]);
            }
        }
        const auto rows = static_cast<std::int64_t>(prior.grid()->lat.size());
        QVERIFY((prior.encode(at::stack(fields).view({70, 12, rows, -1})) - x[0]).abs().max().item<double>() < 1e-9);
    }
    void guidingALongWindowGivesItsExactPosterior()
    {
        const prior::Spectral prior(model(), manyTimes(), at::kDouble);
        const auto network = std::make_shared<observe::Network>(prior, longSights());
        at::manual_seed(13);
        const Tensor y = network->apply(at::zeros({1, prior.size()}, at::kDouble))[0] + 3 * at::randn({network->size()}, at::kDouble);
        const observe::Observed observed{network, y, at::full_like(y, 0.5)};
        const auto exact = prior::ExactPosterior::of(prior, *network, observed);
        QVERIFY(exact);
        // at noise that drowns x_t the denoiser is the prior's mean, and the guided one the posterior's
        const denoiser::Node at{.t = 1, .alpha = 1, .sigma = 1e7};
        const double size = exact->mean().abs().max().item<double>();
        for (const Selection& method : {Selection{"covariance", {}}, Selection{"covariance", {{"iterations", 60}}},
                                        Selection{"mmps", {}}, Selection{"mmps", {{"solver", 1}, {"iterations", 60}}}}) {
            const auto guidance = guidance::make(method);
            const Tensor mean = guidance->around(prior.denoiser(), observed, 1)->mean(at::zeros({1, prior.size()}, at::kDouble), at);
            const double error = (mean[0] - exact->mean()).abs().max().item<double>();
            QVERIFY2(error < 2e-3 * size, qPrintable(QString("%1: %2 of %3").arg(QString::fromStdString(method.kind)).arg(error).arg(size)));
        }
        QVERIFY((exact->variance(*prior.points({{0, 3, 10, 20}})) > 0).all().item<bool>());
    }
};

int main(int argc, char** argv)
{
    TestPrior prior;
    const auto worlds = tests::worldsSuite();
    const auto appa = tests::appaSuite();
    const auto eof = tests::eofSuite();
    return tests::runAll(argc, argv, {&prior, worlds.get(), appa.get(), eof.get()});
}

#include "tst_prior.moc"
