#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/earth/harmonics.h"
#include "core/earth/sphere.h"
#include "core/prior/spectral.h"
#include "core/run/rollout.h"

#include "tests/core/task/small_world.h"
#include "tests/core/task/suites.h"
#include "tests/suite.h"

#include <cmath>

using namespace core;
using at::Tensor;
using tests::smallWorld;

namespace {

/// ρ_l of one step and the coefficients' variance B_l, [N, 1] each
std::pair<Tensor, Tensor> chainOf(const prior::Spectral& prior)
{
    const auto& model = prior.model();
    const Tensor l = earth::degrees(model.truncation);
    const Tensor rho = (-6 / model.timeScaleHours).exp();
    return {rho.index_select(0, l).unsqueeze(1), model.degreeCovariance.view({-1}).index_select(0, l).unsqueeze(1)};
}

std::string rollingOut(int past, int next, int given)
{
    return R"("task": {"kind": "autoregressive", "lead": 36, "past": )" + std::to_string(past) + R"(, "next": )" +
           std::to_string(next) + R"(, "input": "world.nc"}, "window": {"start": "1970-01-02T00:00:00Z", "step": "PT6H",
        "length": )" + std::to_string(given) + R"(}, "ensemble": {"members": 300, "seed": 4}, "truth": "world.nc")";
}

const char* fromObservations = R"("task": {"kind": "autoregressive", "lead": 24, "past": 2}, "window":
    {"start": "1970-01-02T00:00:00Z", "step": "PT6H", "length": 3}, "truth": "world.nc",
    "observations": [{"network": "radiosondes", "of": "world.nc", "count": 60, "seed": 5}],
    "ensemble": {"members": 200, "seed": 8})";

/// Made once: its exact answer takes as long as a run.
std::shared_ptr<const run::Problem> seenProblem()
{
    static const auto kept = smallWorld().problem(fromObservations);
    return kept;
}

}  // namespace

class TestRollout : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void membersFollowTheChainExactly_data()
    {
        QTest::addColumn<int>("past");
        QTest::addColumn<int>("next");
        QTest::addColumn<int>("given");
        QTest::newRow("the last state gives the next one") << 1 << 1 << 1;
        QTest::newRow("the last two, as in GenCast") << 2 << 1 << 2;
        QTest::newRow("one is there, two are asked for") << 2 << 1 << 1;
        QTest::newRow("the last twelve give the next three") << 12 << 3 << 12;
        QTest::newRow("a last leg that is shorter") << 2 << 4 << 3;
    }
    void membersFollowTheChainExactly()
    {
        QFETCH(const int, past);
        QFETCH(const int, next);
        QFETCH(const int, given);
        constexpr int steps = 3;  // unguided, the sampler is exact whatever their number
        const auto request = withSetting(smallWorld().request(rollingOut(past, next, given)), "sampler.steps", std::to_string(steps));
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        QCOMPARE(problem->window.length, given + 6);
        run::Loop loop(problem, std::make_shared<run::History>(1), 1);
        QCOMPARE(loop.steps(), steps * ((6 + next - 1) / next));
        tests::playOut(loop);
        const auto& prior = dynamic_cast<const prior::Spectral&>(*problem->prior);
        const Tensor x = prior.coefficients(loop.x()).to(at::kDouble).select(3, 0);  // [M, N, states]
        const auto [rho, variance] = chainOf(prior);
        const double n = static_cast<double>(rho.size(0)), members = static_cast<double>(x.size(0));
        // the given states are the file's, in every member
        const Tensor truth = prior.coefficients(problem->truth->unsqueeze(0)).to(at::kDouble).select(3, 0);
        QVERIFY((x.narrow(2, 0, given) - truth.narrow(2, 0, given)).abs().max().item<double>() < 1e-4);
        const Tensor start = truth.select(2, given - 1)[0].unsqueeze(1);  // [N, 1]
        for (int lead = 1; lead <= 6; ++lead) {
            const Tensor here = x.select(2, given - 1 + lead).t();  // [N, M]
            const Tensor mean = rho.pow(lead) * start, left = variance * (1 - rho.pow(2 * lead));
            const double error = ((here.mean(1, true) - mean).square() * members / left).mean().item<double>();
            const double kept = (here.var(at::IntArrayRef{1}, 1, true) / left).mean().item<double>();
            QVERIFY2(std::abs(error - 1) < 5 * std::sqrt(2 / n), qPrintable(QString("mean: %1 at lead %2").arg(error).arg(lead)));
            QVERIFY2(std::abs(kept - 1) < 5 * std::sqrt(2 / (n * members)), qPrintable(QString("variance: %1").arg(kept)));
            // each member goes on from its own state: shocks are white and owe nothing to it
            const Tensor before = x.select(2, given - 2 + lead).t();
            const Tensor shock = (here - rho * before) / (variance * (1 - rho.square())).sqrt();
            QVERIFY(std::abs(shock.square().mean().item<double>() - 1) < 5 * std::sqrt(2 / (n * members)));
            if (lead > 1) {
                const Tensor other = (before - before.mean(1, true)) / before.std(1, true, true);
                QVERIFY(std::abs((shock * other).mean().item<double>()) < 5 / std::sqrt(n * members));
            }
        }
    }
    void aRolloutFromObservationsIsTheirExactForecast()
    {
        // the steps of one leg suffice for the guided start: what is left of their error is below that of 200 members
        Request request = withSetting(smallWorld().request(fromObservations), "sampler.steps", "96");
        request = withSetting(request, "task.next", "2");
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        QCOMPARE(problem->rollout->count(), 3);
        QVERIFY(problem->exact && !problem->observations.used.empty() && !problem->observations.heldOut.empty());
        run::Loop loop(problem, std::make_shared<run::History>(1), 1);
        tests::playOut(loop);
        for (const auto& [name, one] : run::againstExact(*problem, loop.x())) {
            const double ratio = one.rmsDifference / one.monteCarloError;
            QVERIFY2(ratio > 0.75 && ratio < 1.3, qPrintable(QString::number(ratio)));
        }
        // the spread at points is the exact posterior's at every lead
        std::vector<observe::Point> points;
        for (int time = 0; time < problem->window.length; ++time) {
            for (const double lon : {0.0, 90.0, 180.0, 270.0}) {
                points.push_back({0, time, 48, lon});
            }
        }
        const auto op = problem->prior->decoder().points(points);
        const Tensor sampled = op->apply(loop.x()).to(at::kDouble).var(at::IntArrayRef{0}, 1, false);
        const Tensor ratio = (sampled / problem->exact->variance(*op)).view({-1, 4}).mean(1);
        QVERIFY2(((ratio - 1).abs() < 0.3).all().item<bool>(), qPrintable(QString::number((ratio - 1).abs().max().item<double>())));
    }
    void stepsOfAllLegsCanBeGoneBackTo()
    {
        const auto problem = seenProblem();
        const auto history = std::make_shared<run::History>(std::size_t{1} << 30);
        run::Loop loop(problem, history, 1);
        QCOMPARE(loop.sigmas().size(), 41UL);
        std::vector<double> sigmas;
        while (!loop.done()) {
            const Stepped scalars = loop.advance();
            QCOMPARE(scalars.steps, 40);
            sigmas.push_back(scalars.sigma);
        }
        QCOMPARE(loop.step(), 40);
        QCOMPARE(history->steps().size(), 41UL);
        QVERIFY(sigmas[7] < 0.01 && sigmas[8] > 1 && sigmas[39] < 0.01);
        const auto told = loop.sigmas();
        for (std::size_t k = 0; k < sigmas.size(); ++k) {
            QVERIFY(std::abs(told[k + 1] - sigmas[k]) <= 1e-9 * sigmas[k]);
        }
        const Tensor straight = loop.x(), middle = history->at(20)->mean;
        for (const int step : {29, 16, 3}) {  // in the fourth leg, where a leg ends, in the first
            loop.rewind(step);
            QCOMPARE(loop.step(), step);
            QCOMPARE(loop.steps(), 40);
            tests::playOut(loop);
            QVERIFY2(at::equal(loop.x(), straight), qPrintable(QString::number(step)));
        }
        // what was there before a leg stays while it goes on
        const auto& prior = dynamic_cast<const prior::Spectral&>(*problem->prior);
        const Tensor change = prior.coefficients(straight) - prior.coefficients(middle);
        QVERIFY(change.narrow(2, 0, 4).abs().max().item<double>() < 1e-4);
        QVERIFY(change.narrow(2, 4, 3).abs().max().item<double>() > 0.01);
    }
    void scoresAreToldByLeadTime()
    {
        const auto problem = seenProblem();
        run::Loop loop(problem, std::make_shared<run::History>(1), 1);
        tests::playOut(loop);
        const std::string path = smallWorld().written(*problem, loop);
        const ScoreReport report = scoreResult(path, smallWorld().path("world.nc"), "");
        const auto& leads = report.fields.at(0).leads;
        QCOMPARE(leads.size(), 4UL);
        const auto& series = smallWorld().series();
        const auto weights = earth::areaWeights(series.lat);
        const data::Result result = data::readResult(path);
        const std::size_t cells = series.lat.size() * series.lon.size();
        const auto rms = [&](auto&& difference) {
            double sum = 0;
            for (std::size_t i = 0; i < cells; ++i) {
                sum += weights[i / series.lon.size()] * difference(i) * difference(i);
            }
            return std::sqrt(sum / static_cast<double>(cells));
        };
        for (std::size_t k = 0; k < 4; ++k) {
            QCOMPARE(leads[k].hours, 6.0 * static_cast<double>(k + 1));
            const std::size_t now = 4 + 2 + k + 1;  // the window starts at the world's fifth state
            const float* truth = series.values.data() + series.at(now, 0);
            const double mine = rms([&](std::size_t i) {
                double mean = 0;
                for (const auto& member : result.members) {
                    mean += member[result.grid.at(3 + k, 0) + i];
                }
                return mean / static_cast<double>(result.members.size()) - truth[i];
            });
            QVERIFY(std::abs(mine / leads[k].rmse - 1) < 1e-4);
            const double held = rms([&](std::size_t i) { return series.values[series.at(6, 0) + i] - truth[i]; });
            QVERIFY(std::abs(held / leads[k].persistenceRmse - 1) < 1e-5);
            QVERIFY(leads[k].crps > 0 && leads[k].crps < leads[k].rmse && leads[k].spread > 0);
            QVERIFY(leads[k].rmse < 1.1 * leads[k].climatologyRmse);
            QCOMPARE(leads[k].n, cells);
            QCOMPARE(leads[k].dates, 1UL);
        }
        QVERIFY(leads[0].spread < leads[3].spread && leads[0].persistenceRmse < leads[3].persistenceRmse);
        const Answer answer = printed(report);
        QVERIFY(answer.text.find("one date") != std::string::npos);
        QVERIFY(answer.text.find("by lead time") != std::string::npos && answer.json.find("\"leads\"") != std::string::npos);
    }
    void whatCannotRollOutIsRefused_data()
    {
        QTest::addColumn<QString>("request");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing to sample") << R"("task": {"kind": "autoregressive", "lead": 0, "input": "world.nc"})" << "lead time is 0";
        QTest::newRow("a file without the state")
            << R"("task": {"kind": "autoregressive", "input": "world.nc"}, "window": {"start": "1990-01-01T00:00:00Z"})"
            << "starting states has no state at 1990-01-01";
    }
    void whatCannotRollOutIsRefused()
    {
        QFETCH(const QString, request);
        QFETCH(const QString, words);
        try {
            static_cast<void>(smallWorld().problem(request.toStdString()));
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains(words) && !error.hint().empty(), error.what());
        }
    }
    void theFilesLastStatesStartWhereNoWindowIsNamed()
    {
        const auto problem = smallWorld().problem(R"("task": {"kind": "autoregressive", "lead": 12, "past": 3, "input": "world.nc"})");
        const auto& times = smallWorld().series().times;
        QCOMPARE(problem->window.start, times[times.size() - 3]);
        QCOMPARE(problem->window.length, 5);
        QCOMPARE(problem->request.window->length, 3);
    }
};

std::unique_ptr<QObject> tests::rolloutSuite()
{
    return std::make_unique<TestRollout>();
}

#include "rollout.moc"
