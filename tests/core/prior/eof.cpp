#include "core/api/error.h"
#include "core/guidance/guidance.h"
#include "core/data/series_stream.h"
#include "core/data/state_series.h"
#include "core/earth/sphere.h"
#include "core/prior/eof.h"
#include "tests/core/prior/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <cmath>

namespace {

using namespace core;
using at::Tensor;

constexpr std::int64_t states = 5, rows = 8, columns = 16, channels = 2, lags = 12, sixHours = 21600;

Tensor orthonormal(std::int64_t count, const Tensor& roots)
{
    const Tensor random = at::complex(at::randn({channels * rows, count}, at::kDouble), at::randn({channels * rows, count}, at::kDouble));
    const auto [q, r] = at::linalg_qr(random, "reduced");
    return (q / roots.unsqueeze(1)).t().contiguous();  // [count, C·lat]
}

/// A climate of two wavenumbers beside the zonal mean, whose waves travel at their own speeds.
prior::EofModel climate()
{
    at::manual_seed(5);
    prior::EofModel model;
    model.channels = {{"air_temperature", "Temperature", "K", 500}, {"eastward_wind", "Wind", "m s-1", 500}};
    for (std::int64_t i = 0; i < rows; ++i) {
        model.lat.push_back(90 - (static_cast<double>(i) + 0.5) * 180 / rows);
    }
    for (std::int64_t j = 0; j < columns; ++j) {
        model.lon.push_back(static_cast<double>(j) * 360 / columns - 180);
    }
    model.stepSeconds = sixHours;
    model.march = {.annual = true, .daily = true};
    model.mean = at::randn({model.march.size(), channels, rows, columns}, at::kFloat);
    model.variance = at::rand({model.march.size(), channels, rows}, at::kFloat) * 0.1;
    model.variance[0].add_(4);
    model.modes = {3, 4, 2};
    const auto areas = earth::areaWeights(model.lat);
    const Tensor roots = (at::tensor(at::ArrayRef<double>(areas), at::kDouble) / static_cast<double>(rows)).sqrt().repeat({channels});
    std::vector<Tensor> patterns, gammas;
    const Tensor lag = at::arange(lags, at::kDouble);
    for (std::size_t m = 0; m < model.modes.size(); ++m) {
        Tensor e = orthonormal(model.modes[m], roots);
        if (m == 0) {  // real
            const auto [q, r] = at::linalg_qr(at::randn({channels * rows, model.modes[m]}, at::kDouble), "reduced");
            e = at::complex((q / roots.unsqueeze(1)).t().contiguous(), at::zeros({model.modes[m], channels * rows}, at::kDouble));
        }
        patterns.push_back(at::stack({at::real(e), at::imag(e)}, 1));
        for (std::int64_t j = 0; j < model.modes[m]; ++j) {
            const double variance = 1.0 / static_cast<double>(1 + j + static_cast<std::int64_t>(m)), turn = m == 0 ? 0 : 0.3 * static_cast<double>(j + 1);
            const Tensor decay = (-lag / 4).exp() * variance;
            gammas.push_back(at::stack({decay * (lag * turn).cos(), decay * (lag * turn).sin()}));
        }
    }
    model.patterns = at::cat(patterns).view({-1, 2, channels, rows}).to(at::kFloat);
    model.autocovariance = at::stack(gammas).to(at::kFloat);
    model.unresolved = at::zeros({channels}, at::kDouble);
    return model;
}

std::vector<std::int64_t> times(std::int64_t count = states)
{
    std::vector<std::int64_t> out;
    for (std::int64_t t = 0; t < count; ++t) {
        out.push_back(1700000000 / sixHours * sixHours + t * sixHours);
    }
    return out;
}

double farthest(const Tensor& a, const Tensor& b)
{
    return (a - b).abs().max().item<double>();
}

std::shared_ptr<const prior::Eof> gaussian()
{
    return std::make_shared<prior::Eof>(std::make_shared<const prior::EofModel>(climate()), nullptr, times(), at::kDouble);
}

std::vector<observe::Point> sights()
{
    std::vector<observe::Point> out;
    for (int t : {0, 1, 3, 4}) {
        for (int k = 0; k < 3 + t % 2; ++k) {
            out.push_back({k % 2, t, 80 - 47.0 * k, -170 + 101.0 * k});
        }
    }
    out.push_back({1, 2, -88, 359});
    return out;
}

/// A small network with weights that do something.
network::StateDict weights(const prior::EofModel& model, const prior::CorrectionConfig& config)
{
    at::manual_seed(9);
    network::StateDict out;
    for (const auto& [name, shape] : network::sphereUnetShapes(prior::EofCorrection::unet(model, config))) {
        out[name] = at::randn(shape, at::kDouble) * 0.1;
    }
    return out;
}

const prior::CorrectionConfig small{.states = 2, .halo = 1, .widths = {8, 16}, .blocks = {1, 1}, .least = 0.01, .most = 50};

std::shared_ptr<const prior::EofCorrection> correction(const prior::EofModel& model)
{
    network::Weights taken(weights(model, small), at::kDouble);
    auto out = std::make_shared<const prior::EofCorrection>(model, small, network::Scope(taken));
    taken.finish("the network");
    return out;
}

}  // namespace

class TestEof : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void transformsAreEachOthersInverseAndAdjoint()
    {
        const prior::EofModes modes(climate(), states, at::kDouble);
        at::manual_seed(1);
        const Tensor x = at::randn({3, modes.eigenvalues().size(0)}, at::kDouble);
        const Tensor a = modes.series(x);
        QCOMPARE(a.size(2), 3 + 2 * 6);
        QVERIFY(farthest(modes.latent(a), x) < 1e-12);
        QVERIFY(farthest(modes.state(x, 3), a.select(1, 3)) < 1e-12);
        const Tensor fields = modes.fields(a.flatten(0, 1));
        QVERIFY(farthest(modes.analysis(fields), a.flatten(0, 1)) < 2e-6);  // patterns are float32
        QVERIFY(farthest(modes.synthesis().of({1}).fields(a.flatten(0, 1)).select(1, 0), fields.select(1, 1)) < 1e-12);
        const Tensor g = at::randn_like(fields), b = at::randn_like(a);
        const double there = (fields * g).sum().item<double>(), back = (a.flatten(0, 1) * modes.synthesis().adjoint(g)).sum().item<double>();
        QVERIFY(std::abs(there - back) < 1e-9 * std::abs(there));
        QVERIFY(std::abs(((a * b).sum() - (x * modes.adjoint(b)).sum()).item<double>()) < 1e-9);
    }
    void theCovarianceInTimeIsTheModels()
    {
        const prior::EofModel model = climate();
        const prior::EofModes modes(model, states, at::kDouble);
        const auto v = modes.inTime(modes.eigenvalues());
        for (std::int64_t mode = 0; mode < modes.waves(); ++mode) {
            for (std::int64_t a = 0; a < states; ++a) {
                for (std::int64_t b = 0; b <= a; ++b) {
                    const Tensor gamma = model.autocovariance[modes.flat() + mode].select(1, a - b).to(at::kDouble);
                    // ⟨re re⟩ = Re Γ/2, ⟨im re⟩ = Im Γ/2
                    QVERIFY(std::abs((v.waves[mode][a][b] - gamma[0] / 2).item<double>()) < 1e-6);
                    QVERIFY(std::abs((v.waves[mode][states + a][b] - gamma[1] / 2).item<double>()) < 1e-6);
                }
            }
        }
        // variance of a standardised value, mean over the globe and channels, is that of all modes
        const Tensor total = model.autocovariance.select(1, 0).select(1, 0).sum() / channels;
        QVERIFY(std::abs((modes.eigenvalues().sum() / (modes.kappa() * modes.kappa() * channels * states) - total).item<double>()) < 1e-6);
    }
    void pointsReadFieldsAndKnowTheirCovariance()
    {
        const auto prior = gaussian();
        const auto points = prior->points(sights());
        at::manual_seed(2);
        const Tensor x = at::randn({2, prior->size()}, at::kDouble), w = at::randn({2, points->size()}, at::kDouble);
        const auto linear = points->linearise(x);
        QVERIFY(std::abs(((linear.value * w).sum() - (x * linear.vjp(w)).sum()).item<double>()) < 1e-9);
        // on a grid point a value is the field's own
        const auto onGrid = prior->points({{1, 2, prior->grid()->lat[3], prior->grid()->lon[7]}});
        const Tensor value = onGrid->apply(x).select(1, 0) + onGrid->background();
        QVERIFY(farthest(value, prior->field(x, 1, 2).select(1, 3).select(1, 7)) < 1e-9);
        // A V Aᵀ column by column
        const Tensor v = prior->denoiser().covariance()->conditional(0.8);
        const Tensor matrix = points->apply(at::eye(prior->size(), at::kDouble)).t();  // [n, D]
        const Tensor wanted = at::mm(matrix * v, matrix.t());
        QVERIFY(farthest(*points->gram(x, v), wanted) < 1e-9);
        QVERIFY(farthest(points->variance(v), wanted.diagonal()) < 1e-9);
        const Tensor i = at::tensor({0, 5, 12, 3}, at::kLong), j = at::tensor({7, 5, 1, 2}, at::kLong);
        QVERIFY(farthest(points->pairs(i, j, v), wanted.index({i, j})) < 1e-9);
        for (const bool atOnce : {true, false}) {  // sums of one time, and across times
            observe::Sums sums{at::arange(points->size(), at::kLong).div(3, "floor"), at::randn({points->size()}, at::kDouble), 0};
            std::vector<observe::Point> places = sights();
            if (atOnce) {
                for (std::size_t p = 0; p < places.size(); ++p) {
                    places[p].time = places[p / 3 * 3].time;
                }
            }
            sums.count = sums.row.max().item<std::int64_t>() + 1;
            const auto seen = prior->points(places);
            const Tensor rows = at::zeros({sums.count, prior->size()}, at::kDouble)
                                    .index_add_(0, sums.row, seen->apply(at::eye(prior->size(), at::kDouble)).t() * sums.weight.unsqueeze(1));
            QVERIFY(farthest(seen->sumVariance(sums, v), (rows.square() * v).sum(1)) < 1e-9);
        }
        const auto others = prior->points({{0, 4, 10, 20}, {1, 0, -30, 200}});
        QVERIFY(farthest(points->cross(*others, v), at::mm(others->apply(at::eye(prior->size(), at::kDouble)).t() * v, matrix.t())) < 1e-9);
    }
    void encodingUndoesDecoding()
    {
        const auto prior = gaussian();
        at::manual_seed(3);
        const Tensor x = at::randn({1, prior->size()}, at::kDouble);
        std::vector<Tensor> fields;
        for (int t = 0; t < states; ++t) {
            fields.push_back(prior->fields(x, t)[0]);
        }
        QVERIFY(farthest(prior->encode(at::stack(fields)), x[0]) < 1e-4);
        const Tensor squares = prior->channelSquares(x);
        QCOMPARE(squares.sizes(), at::IntArrayRef({1, states, channels}));
        QVERIFY(farthest(squares.mean(2), prior->meanSquare(x)) < 1e-5);
    }
    void guidanceFindsTheExactPosterior()
    {
        const auto prior = gaussian();
        const auto points = prior->points(sights());
        at::manual_seed(4);
        const observe::Observed observed{points, at::randn({points->size()}, at::kDouble), at::full({points->size()}, 0.3, at::kDouble)};
        const Tensor matrix = points->apply(at::eye(prior->size(), at::kDouble)).t();
        const Tensor lambda = prior->denoiser().covariance()->eigenvalues();
        const Tensor s = at::mm(matrix * lambda, matrix.t()) + at::diag(observed.variance);
        const Tensor exact = lambda * at::mv(matrix.t(), at::linalg_solve(s, observed.y));
        const denoiser::Node far{.t = 1, .alpha = 1, .sigma = 1e7};
        for (const Selection& method : {Selection{"covariance", {}}, Selection{"covariance", {{"iterations", 60}}}, Selection{"mmps", {}}}) {
            const auto guidance = guidance::make(method);
            const Tensor mean = guidance->around(prior->denoiser(), observed, 1)->mean(at::zeros({1, prior->size()}, at::kDouble), far);
            QVERIFY2(farthest(mean[0], exact) < 2e-3 * exact.abs().max().item<double>(), method.kind.c_str());
        }
    }
    void manyObservationsAreSolvedThroughLeadingDirections()
    {
        const auto prior = gaussian();
        at::manual_seed(8);
        const Tensor places = at::rand({2100, 2}, at::kDouble);
        std::vector<observe::Point> sights;
        for (std::int64_t i = 0; i < places.size(0); ++i) {
            sights.push_back({static_cast<int>(i % 2), static_cast<int>(i % states), places[i][0].item<double>() * 160 - 80,
                              places[i][1].item<double>() * 360});
        }
        const auto points = prior->points(sights);
        QVERIFY(!points->gram({}, {}));
        const Tensor x = at::randn({1, prior->size()}, at::kDouble) * prior->denoiser().covariance()->eigenvalues().sqrt();
        const observe::Observed observed{points, points->apply(x)[0] + at::randn({points->size()}, at::kDouble),
                                         at::full({points->size()}, 1.0, at::kDouble)};
        const Tensor matrix = points->apply(at::eye(prior->size(), at::kDouble)).t();
        const Tensor lambda = prior->denoiser().covariance()->eigenvalues();
        const Tensor exact = at::linalg_solve(at::mm(matrix.t(), matrix) + at::diag(1 / lambda), at::mv(matrix.t(), observed.y));
        const auto guidance = guidance::make({"covariance", {{"iterations", 0}, {"solver", 0}}});
        const denoiser::Node far{.t = 1, .alpha = 1, .sigma = 1e7};
        for (int again = 0; again < 2; ++again) {  // the second solve starts at the first one's solution
            const Tensor mean = guidance->around(prior->denoiser(), observed, 1)->mean(at::zeros({2, prior->size()}, at::kDouble), far);
            QVERIFY2(farthest(mean[1], exact) < 0.03 * exact.abs().max().item<double>(), qPrintable(QString::number(farthest(mean[1], exact))));
            QVERIFY(guidance->report().iterations <= (again == 0 ? 20 : 1));
        }
        // what it remembers goes on to the same bits
        const auto other = guidance::make({"covariance", {{"iterations", 0}, {"solver", 0}}});
        other->restore(guidance->memory());
        const denoiser::Node nearer{.t = 0.5, .alpha = 1, .sigma = 2};
        const auto next = [&](guidance::Guidance& g) { return g.around(prior->denoiser(), observed, 1)->mean(at::ones({2, prior->size()}, at::kDouble), nearer); };
        QVERIFY(next(*guidance).equal(next(*other)));
    }
    void aNetworkCorrectsAndHasItsDerivative()
    {
        const auto model = std::make_shared<const prior::EofModel>(climate());
        const prior::Eof prior(model, correction(*model), times(), at::kDouble);
        const auto plain = gaussian();
        at::manual_seed(6);
        const Tensor x = at::randn({2, prior.size()}, at::kDouble), v = at::randn({2, prior.size()}, at::kDouble), d = at::randn({2, prior.size()}, at::kDouble);
        const denoiser::Node at{.t = 0.5, .alpha = 0.9, .sigma = 0.7};
        const Tensor mean = prior.denoiser().mean(x, at);
        QVERIFY(farthest(mean, plain->denoiser().mean(x, at)) > 1e-3);
        const auto linear = prior.denoiser().linearise(x, at);
        QVERIFY(farthest(linear.mean, mean) < 1e-9);
        QVERIFY(prior.denoiser().evaluations() == 2);
        constexpr double step = 1e-5;
        const Tensor difference = (prior.denoiser().mean(x + step * d, at) - prior.denoiser().mean(x - step * d, at)) / (2 * step);
        const double wanted = (difference * v).sum().item<double>(), have = (linear.vjp(v) * d).sum().item<double>();
        QVERIFY2(std::abs(wanted - have) < 1e-5 * std::abs(wanted), qPrintable(QString("%1 %2").arg(wanted).arg(have)));
        // a window by itself is what the trajectory's correction has there
        const auto network = correction(*model);
        const Tensor a = prior.modes().series(x), b = prior.modes().series(v), noise = at::zeros({2}, at::kDouble);
        const Tensor all = (*network)(prior.modes(), {a, b, noise, Tensor()});
        for (std::int64_t first = 0; first < states; first += 2) {
            const Tensor one = network->window(prior.modes(), {a, b, noise, Tensor()}, first);
            QVERIFY(farthest(one, all.slice(1, first, first + 2)) < 1e-9);
        }
        // members do not see each other
        QVERIFY(farthest(prior.denoiser().mean(x.slice(0, 1), at), mean.slice(0, 1)) < 1e-10);
        // without a date it is another denoiser; beyond what was trained it is the Gaussian one
        QVERIFY(farthest(prior.denoiser().unconditional()->mean(x, at), mean) > 1e-6);
        const denoiser::Node beyond{.t = 1, .alpha = 1, .sigma = 51};
        QVERIFY(farthest(prior.denoiser().mean(x, beyond), plain->denoiser().mean(x, beyond)) == 0);
    }
    void theSpherePadsAcrossItsPoles()
    {
        const Tensor x = at::arange(4 * 8, at::kFloat).view({1, 1, 4, 8});
        const Tensor padded = network::paddedAroundSphere(x)[0][0];
        QCOMPARE(padded.sizes(), at::IntArrayRef({6, 10}));
        QVERIFY(padded.slice(0, 1, 5).slice(1, 1, 9).equal(x[0][0]));
        QCOMPARE(padded[0][1].item<float>(), x[0][0][0][4].item<float>());   // half way round
        QCOMPARE(padded[5][9].item<float>(), x[0][0][3][4].item<float>());
        QCOMPARE(padded[2][0].item<float>(), x[0][0][1][7].item<float>());
    }
    void aFolderHoldsItAll()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        const prior::EofModel model = climate();
        prior::saveEofs(model, path);
        QVERIFY(prior::isEofs(path));
        const prior::EofModel again = prior::loadEofs(path);
        QVERIFY(again.patterns.equal(model.patterns) && again.autocovariance.equal(model.autocovariance) && again.mean.equal(model.mean));
        QCOMPARE(again.modes, model.modes);
        QVERIFY(prior::loadCorrection(again, path, at::kFloat) == nullptr);
        prior::saveCorrection(weights(model, small), small, path);
        QVERIFY(prior::loadCorrection(again, path, at::kFloat) != nullptr);
        prior::CorrectionConfig other = small;
        other.widths = {16, 16};
        prior::saveCorrection(weights(model, small), other, path);
        QVERIFY_THROWS_EXCEPTION(core::Error, static_cast<void>(prior::loadCorrection(again, path, at::kFloat)));
    }
    void fittingFindsTheClimateThatMadeTheData()
    {
        const prior::EofModel model = climate();
        constexpr std::int64_t length = 12000;  // states, eight years
        const prior::EofModes modes(model, 1, at::kDouble);
        at::manual_seed(11);
        // complex AR(1) processes with the model's variance, memory and turn
        const Tensor gamma = at::complex(model.autocovariance.select(1, 0), model.autocovariance.select(1, 1)).to(at::kComplexDouble);
        const Tensor variance = at::real(gamma.select(1, 0)), carry = gamma.select(1, 1) / variance;
        const Tensor fresh = (variance * (1 - carry.abs().square())).sqrt();
        const std::int64_t flat = model.modes.front(), all = gamma.size(0);
        const auto drawn = [&](const Tensor& deviation) {
            Tensor z = at::complex(at::randn({all}, at::kDouble), at::randn({all}, at::kDouble)) * deviation / std::sqrt(2.0);
            z.narrow(0, 0, flat).copy_(at::real(z.narrow(0, 0, flat)) * std::sqrt(2.0));
            return z;
        };
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString() + "/series.nc";
        data::Gridded grid{.lat = model.lat, .lon = model.lon, .channels = model.channels};
        grid.times = times(length);
        data::SeriesStream stream(path, {.grid = grid}, data::SeriesStream::Opening::anew);
        Tensor a = drawn(variance.sqrt());
        for (std::int64_t t = 0; t < length; ++t) {
            const Tensor waves = at::view_as_real(a.narrow(0, flat, all - flat)).flatten();
            const Tensor s = modes.fields(at::cat({at::real(a.narrow(0, 0, flat)), waves}).unsqueeze(0))[0];
            const std::int64_t time = grid.times[static_cast<std::size_t>(t)];
            const Tensor state = (s * model.scaleAt(time) + model.meanAt(time)).to(at::kFloat).contiguous();
            stream.put(static_cast<std::size_t>(t), state.const_data_ptr<float>());
            a = a * carry + drawn(fresh);
        }
        stream.finish();
        const data::StateSeries series({path});
        const prior::EofModel found = prior::fitEofs(series, {.resolved = 0.999999, .modes = 9, .lags = 6}, [](const std::string&, double) {});
        QCOMPARE(found.modes, model.modes);
        QVERIFY(found.march.annual && found.march.daily);
        QVERIFY(found.unresolved.max().item<double>() < 1e-3);
        // some thousand independent states: standard deviations to a few per cent, means to a tenth of them
        QVERIFY2(farthest(found.meanAt(grid.times[777]), model.meanAt(grid.times[777])) < 1, "mean");
        for (std::int64_t mode = 0; mode < all; ++mode) {
            const Tensor ratio = found.autocovariance[mode].select(1, 1) / found.autocovariance[mode][0][0];
            const Tensor near = (at::view_as_real(carry) - ratio).square().sum(1).sqrt().min();  // degenerate modes may mix
            QVERIFY2(near.item<double>() < 0.25, qPrintable(QString::number(near.item<double>())));
        }
        // the covariance between two places far apart in time and space is the truth's
        const prior::Eof truth(std::make_shared<const prior::EofModel>(model), nullptr, times(4), at::kDouble);
        const prior::Eof fitted(std::make_shared<const prior::EofModel>(found), nullptr, times(4), at::kDouble);
        const std::vector<observe::Point> sights = {{0, 0, 45, 10}, {1, 2, 30, -40}, {0, 3, -60, 120}, {1, 1, 44, 20}};
        const auto there = truth.points(sights), here = fitted.points(sights);
        const Tensor wanted = *there->gram({}, truth.ownCovariance()), have = *here->gram({}, fitted.ownCovariance());
        const double size = wanted.diagonal().mean().item<double>();
        QVERIFY2(farthest(wanted, have) < 0.2 * size, qPrintable(QString("%1 of %2").arg(farthest(wanted, have)).arg(size)));
    }
    void aWindowMustFit()
    {
        const auto model = std::make_shared<const prior::EofModel>(climate());
        QVERIFY_THROWS_EXCEPTION(core::Error, prior::Eof(model, nullptr, times(lags + 1), at::kDouble));
        QVERIFY_THROWS_EXCEPTION(core::Error, prior::Eof(model, nullptr, {0, 3600}, at::kDouble));
    }
};

namespace tests {

std::unique_ptr<QObject> eofSuite()
{
    return std::make_unique<TestEof>();
}

}  // namespace tests

#include "eof.moc"
