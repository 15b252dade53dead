#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/baseline/bicubic.h"
#include "core/earth/coarsening.h"
#include "core/earth/sphere.h"

#include "tests/core/task/small_world.h"
#include "tests/core/task/suites.h"
#include "tests/suite.h"

#include <cmath>

using namespace core;
using at::Tensor;
using baseline::Bicubic;
using tests::smallWorld;

namespace {

std::vector<double> evenly(int count, double first, double step)
{
    std::vector<double> out;
    for (int i = 0; i < count; ++i) {
        out.push_back(first + step * i);
    }
    return out;
}

/// f(lat, lon) on a grid, [lat, lon] float64
template <class F>
Tensor onGrid(const Bicubic::Grid& grid, F f)
{
    Tensor out = at::empty({static_cast<std::int64_t>(grid.lat.size()), static_cast<std::int64_t>(grid.lon.size())}, at::kDouble);
    for (std::size_t j = 0; j < grid.lat.size(); ++j) {
        for (std::size_t i = 0; i < grid.lon.size(); ++i) {
            out[static_cast<std::int64_t>(j)][static_cast<std::int64_t>(i)] = f(grid.lat[j], grid.lon[i]);
        }
    }
    return out;
}

Bicubic::Grid regular(int rows, int columns)
{
    return {evenly(rows, 90 - 90.0 / rows, -180.0 / rows), evenly(columns, 0, 360.0 / columns)};
}

std::string refining(const std::string& task, int members = 2)
{
    return R"("task": {"kind": "superresolution")" + task + R"(}, "window": {"start": "1970-01-02T00:00:00Z", "length": 1},
        "truth": "world.nc", "ensemble": {"members": )" + std::to_string(members) + R"(, "seed": 3})";
}

double smooth(double lat, double lon)
{
    const double phi = earth::radians(lat), lambda = earth::radians(lon);
    return std::sin(phi) + std::cos(phi) * std::cos(lambda - 0.3) + 0.5 * std::cos(phi) * std::cos(phi) * std::sin(2 * lambda);
}

}  // namespace

class TestSuperresolution : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCellIsTheAreaMeanOfItsPoints()
    {
        for (const auto& lat : {evenly(32, 87.1875, -5.625), evenly(33, 90, -5.625)}) {
            const earth::Coarsening coarse(lat, evenly(64, 0, 5.625), 4);
            QCOMPARE(coarse.bands().size(), 8UL);
            QCOMPARE(coarse.lon().size(), 16UL);
            QCOMPARE(coarse.lon()[0], 1.5 * 5.625);
            QCOMPARE(coarse.width(), 22.5);
            QCOMPARE(coarse.bands().front().north, 90.0);
            const Bicubic::Grid grid{lat, evenly(64, 0, 5.625)};
            QVERIFY((coarse.apply(at::ones({3, static_cast<std::int64_t>(lat.size()), 64})) - 1).abs().max().item<double>() < 1e-12);
            const Tensor sine = coarse.apply(onGrid(grid, [](double phi, double) { return std::sin(earth::radians(phi)); }));
            for (std::size_t band = 0; band < 8; ++band) {  // ∫ sin φ cos φ dφ / ∫ cos φ dφ
                const double n = std::sin(earth::radians(coarse.bands()[band].north)), s = std::sin(earth::radians(coarse.bands()[band].south));
                QVERIFY(std::abs(sine[static_cast<std::int64_t>(band)][0].item<double>() - (n + s) / 2) < 2e-3);
            }
            at::manual_seed(1);
            const Tensor x = at::randn({static_cast<std::int64_t>(lat.size()), 64}, at::kDouble), y = at::randn({8, 16}, at::kDouble);
            QVERIFY(std::abs(((coarse.apply(x) * y).sum() - (x * coarse.adjoint(y)).sum()).item<double>()) < 1e-12);
        }
    }
    void aFactorThatDoesNotDivideIsRefused()
    {
        for (const int factor : {0, 3, 5}) {
            QVERIFY_THROWS_EXCEPTION(Error, earth::Coarsening(evenly(32, 87.1875, -5.625), evenly(64, 0, 5.625), factor));
        }
        try {
            static_cast<void>(smallWorld().problem(refining(R"(, "factor": 7)")));
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).startsWith("The factor 7 does not divide the grid"));
        }
    }
    void bicubicReproducesParabolas()
    {
        const Bicubic::Grid from = regular(24, 48), to{evenly(31, 60, -4), evenly(17, 30.1, 1.7)};
        const Bicubic bicubic(from, to);
        const auto parabola = [](double lat, double lon) { return 1 + 0.2 * lat - 0.01 * lat * lat + (lon > 350 ? 0 : 0.03 * lon * lon); };
        const Tensor made = bicubic.apply(onGrid(from, parabola));
        QVERIFY((made - onGrid(to, parabola)).abs().max().item<double>() < 1e-10);
    }
    void bicubicKnowsThePolesAndTheDateline()
    {
        const auto worst = [](int rows) {
            const Bicubic::Grid from = regular(rows, 2 * rows), to = regular(96, 192);
            return (Bicubic(from, to).apply(onGrid(from, smooth)) - onGrid(to, smooth)).abs().max().item<double>();
        };
        const double coarse = worst(12), fine = worst(24);
        QVERIFY2(coarse < 0.02 && fine < coarse / 6, qPrintable(QString("%1 %2").arg(coarse).arg(fine)));  // third order
        // solid rotation about an axis in the equator blows straight over the poles
        const auto over = [](double lat, double lon) { return std::sin(earth::radians(lat)) * std::cos(earth::radians(lon)); };
        const Bicubic::Grid from = regular(12, 24), to = regular(96, 192);
        const Tensor u = Bicubic(from, to).apply(onGrid(from, over), Bicubic::Component::vector);
        const Tensor wrong = Bicubic(from, to).apply(onGrid(from, over));
        QVERIFY((u - onGrid(to, over)).abs().max().item<double>() < 0.02);
        QVERIFY((wrong - onGrid(to, over)).abs().max().item<double>() > 0.2);
    }
    void aRefinedFieldIsOptimalInterpolation()
    {
        const auto problem = smallWorld().problem(refining(R"(, "factor": 4)"));
        const auto& grid = *problem->prior->decoder().grid();
        QCOMPARE(problem->observations.used.size(), (grid.lat.size() / 4) * (grid.lon.size() / 4));
        QVERIFY(problem->exact);
        const auto& network = *problem->observations.usedNetwork;
        const auto& prior = *problem->prior;
        const Tensor zero = at::zeros({1, prior.size()}), identity = at::eye(prior.size());
        const Tensor a = (network.apply(identity) - network.apply(zero)).t().to(at::kDouble);  // [n, D]
        const Tensor lambda = prior.denoiser().covariance()->eigenvalues().to(at::kDouble);
        const Tensor r = problem->observations.observed.variance.to(at::kDouble);
        const Tensor s = (a * lambda).matmul(a.t()) + r.diag();
        const Tensor innovation = problem->observations.observed.y.to(at::kDouble) - network.apply(zero)[0].to(at::kDouble);
        const Tensor dense = (a * lambda).t().matmul(at::linalg_solve(s, innovation));
        const double off = (dense - problem->exact->mean()).norm().item<double>() / dense.norm().item<double>();
        QVERIFY2(off < 2e-3, qPrintable(QString::number(off)));
        at::manual_seed(2);
        const Tensor x = at::randn({1, prior.size()}), w = at::randn({1, network.size()});
        const auto seen = network.linearise(x);
        const double left = (seen.jvp(x) * w).sum().item<double>(), right = (x * seen.vjp(w)).sum().item<double>();
        QVERIFY(std::abs(left - right) < 1e-3 * std::abs(left));
        // what the truth's own state is seen as is what was made of its field
        const Tensor own = network.apply(problem->truth->unsqueeze(0))[0];
        const Tensor made = problem->observations.observed.y;
        QVERIFY((own - made).square().mean().item<double>() < 0.02 * made.var().item<double>());
    }
    void aRefinedSampleBeatsBicubicInterpolation()
    {
        Request request = smallWorld().request(refining(R"(, "factor": 8, "error": 0.1)", 100));
        request.sampler = {.kind = "lms"};
        request.grid = {.kind = "edm"};
        request.steps = 48;
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        run::Loop loop(problem, std::make_shared<run::History>(1), 1);
        tests::playOut(loop);
        for (const auto& [name, one] : run::againstExact(*problem, loop.x())) {
            QVERIFY2(one.rmsDifference < 1.4 * one.monteCarloError, qPrintable(QString::number(one.rmsDifference / one.monteCarloError)));
        }
        const ScoreReport report = scoreResult(smallWorld().written(*problem, loop), smallWorld().path("world.nc"), "");
        const FieldScore& score = report.fields.at(0);
        QVERIFY(score.hasBicubic && score.bicubicSpectrum.size() == score.truthSpectrum.size());
        QVERIFY2(score.rmse < score.bicubicRmse, qPrintable(QString("%1 against %2").arg(score.rmse).arg(score.bicubicRmse)));
        QVERIFY(printed(report).json.find("\"bicubic\"") != std::string::npos);
    }
    void aCoarseFileIsTheSameAsACoarseTruth()
    {
        const auto& series = smallWorld().series();
        const earth::Coarsening coarse(series.lat, series.lon, 4);
        data::Gridded file{.lat = {}, .lon = coarse.lon(), .channels = series.channels, .times = {series.times[4]}, .values = {}, .notes = {}};
        const auto bands = coarse.bands();
        for (const auto& band : bands) {
            file.lat.push_back(band.middle());
        }
        const Tensor field = at::from_blob(const_cast<float*>(series.values.data() + series.at(4, 0)),
                                           {static_cast<std::int64_t>(series.lat.size()), static_cast<std::int64_t>(series.lon.size())}, at::kFloat);
        const Tensor means = coarse.apply(field).to(at::kFloat).contiguous();
        file.values.assign(means.data_ptr<float>(), means.data_ptr<float>() + means.numel());
        data::writeGridded(smallWorld().path("coarse.nc"), file, "coarse");
        const auto made = smallWorld().problem(refining(R"(, "factor": 4)")), read = smallWorld().problem(refining(R"(, "input": "coarse.nc")"));
        QCOMPARE(read->observations.all.size(), made->observations.all.size());
        for (std::size_t i = 0; i < read->observations.all.size(); ++i) {
            const auto &one = read->observations.all[i], &other = made->observations.all[i];
            QVERIFY(std::abs(one.value - other.value) < 1e-3 && std::abs(one.lon - other.lon) < 1e-6);
            // Gaussian rows are not quite equally spaced, so bands read from their middles are not quite those
            QVERIFY(std::abs(one.lat - other.lat) < 1.5 && std::abs(one.area.cellLat - other.area.cellLat) < 3);
        }
        try {
            static_cast<void>(smallWorld().problem(refining(R"(, "input": "world.nc")")));
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).startsWith("The coarse field has"));
        }
    }
    void withoutACoarseFieldThereIsNothingToRefine()
    {
        try {
            static_cast<void>(smallWorld().problem(R"("task": {"kind": "superresolution"})"));
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY(QString(error.what()).startsWith("There is no coarse field"));
        }
    }
};

std::unique_ptr<QObject> tests::superresolutionSuite()
{
    return std::make_unique<TestSuperresolution>();
}

#include "superresolution.moc"
