#include "core/api/error.h"
#include "core/prior/state_vectors.h"
#include "core/run/partial.h"
#include "core/run/paths.h"
#include "core/run/plan.h"
#include "core/run/rollout.h"

#include "tests/core/task/small_world.h"
#include "tests/core/task/suites.h"
#include "tests/suite.h"

#include <cmath>

using namespace core;
using at::Tensor;

namespace {

void silent(const std::string&, double) {}

Request request(const std::string& prior, const std::string& more)
{
    return parseRequest(R"({"device": "cpu", "prior": )" + prior + ", " + more + "}");
}

std::string task(int lead, int past, int next)
{
    return R"("task": {"kind": "autoregressive", "lead": )" + std::to_string(lead) + R"(, "past": )" + std::to_string(past) +
           R"(, "next": )" + std::to_string(next) + "}";
}

/// The mass on its spring, seen in its first three states
Request spring(const std::string& how)
{
    return request(R"({"kind": "chain", "step": 0.5})", how + R"(, "window": {"start": "2020-01-01T00:00:00Z", "step": "PT1H", "length": 3},
        "observations": [{"values": [
            {"id": "a", "time": "2020-01-01T00:00:00Z", "lat": 0, "lon": 0, "variable": "position", "value": 1.5, "error": 0.2},
            {"id": "b", "time": "2020-01-01T01:00:00Z", "lat": 0, "lon": 0, "variable": "wind", "value": 2, "error": 0.5},
            {"id": "c", "time": "2020-01-01T02:00:00Z", "lat": 0, "lon": 0, "variable": "position", "value": 0.8, "error": 0.2}]}])");
}

Request simulated(const std::string& network, const std::string& how)
{
    return request(R"({"kind": "eof", "folder": ")" + run::shippedPrior("simulated-earth") + R"(", "network": )" + network + "}", how +
                   R"(, "window": {"start": "2021-01-10T00:00:00Z", "step": "PT6H", "length": 2})");
}

/// Sampled over exact variance of every number at every state, [points]
Tensor variances(const run::Problem& problem, const Tensor& x, const std::vector<observe::Point>& points)
{
    const auto op = problem.prior->decoder().points(points);
    return op->apply(x).to(at::kDouble).var(at::IntArrayRef{0}, 1, false) / problem.exact->variance(*op);
}

}  // namespace

/// Rollouts of priors that are no spectral ones: their legs are guided to the states before them.
class TestGuidedLegs : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aChainsLegsAreItsExactForecast_data()
    {
        QTest::addColumn<int>("past");
        QTest::addColumn<int>("next");
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("together");
        QTest::newRow("the last state gives the next one") << 1 << 1 << "" << 0;
        QTest::newRow("the last two give the next three") << 2 << 3 << "" << 0;
        QTest::newRow("members apart, each with its own past") << 1 << 2 << "" << 150;
        QTest::newRow("strength is of observations, not of given states")
            << 1 << 2 << R"(, "guidance": {"strength": 0.001, "kind": "covariance"}, "changes": [{"step": 0, "set": {"guidance.strength": 1}},
                {"step": 48, "set": {"guidance.strength": 0.001}}])" << 0;
        QTest::newRow("moments matched") << 2 << 2 << R"(, "guidance": {"kind": "mmps"})" << 0;
    }
    void aChainsLegsAreItsExactForecast()
    {
        QFETCH(const int, past);
        QFETCH(const int, next);
        QFETCH(const QString, how);
        QFETCH(const int, together);
        const auto problem = run::prepare(spring(task(5, past, next) + R"(, "ensemble": {"members": 600, "seed": 4},
            "sampler": {"kind": "semiexact", "steps": 48})" + how.toStdString()), silent);
        QVERIFY(problem->exact && problem->rollout);
        QCOMPARE(problem->window.length, 8);
        run::Loop loop(problem, std::make_shared<run::History>(1), 1, together);
        QCOMPARE(loop.steps(), 48 * (1 + (5 + next - 1) / next));
        tests::playOut(loop);
        const Tensor mean = loop.x().mean(0).to(at::kDouble), exact = problem->exact->mean().to(at::kDouble);
        std::vector<observe::Point> points;
        for (int time = 0; time < 8; ++time) {
            for (int number = 0; number < 4; ++number) {
                points.push_back({number, time, 0, 0});
            }
        }
        const auto op = problem->prior->decoder().points(points);
        const Tensor deviation = problem->exact->variance(*op).sqrt();
        const Tensor off = (op->apply(mean.unsqueeze(0).to(at::kFloat)) - op->apply(exact.unsqueeze(0).to(at::kFloat)))[0].to(at::kDouble) / deviation;
        QVERIFY2(off.abs().max().item<double>() < 5 / std::sqrt(600.0), qPrintable(QString::number(off.abs().max().item<double>())));
        const double least = variances(*problem, loop.x(), points).min().item<double>(),
                     most = variances(*problem, loop.x(), points).max().item<double>();
        QVERIFY2(least > 1 - 5 * std::sqrt(2 / 600.0) && most < 1 + 5 * std::sqrt(2 / 600.0),
                 qPrintable(QString("variance from %1 to %2 of the exact one").arg(least).arg(most)));
    }
    void aClimatesLegIsItsExactForecast()
    {
        const auto problem = run::prepare(simulated("0", task(12, 2, 2) + R"(, "ensemble": {"members": 32, "seed": 4}, "sampler": {"steps": 24},
            "observations": [{"values": [
                {"id": "a", "time": "2021-01-10T00:00:00Z", "lat": 40, "lon": 10, "variable": "air_temperature", "level": 850, "value": 270, "error": 1},
                {"id": "b", "time": "2021-01-10T06:00:00Z", "lat": 50, "lon": 20, "variable": "eastward_wind", "level": 500, "value": 30, "error": 2}]}])"), silent);
        QCOMPARE(problem->rollout->count(), 2);
        QVERIFY(problem->exact);
        run::Loop loop(problem, std::make_shared<run::History>(1), 1);
        tests::playOut(loop);
        for (const auto& [name, one] : run::againstExact(*problem, loop.x())) {
            const double ratio = one.rmsDifference / one.monteCarloError;
            QVERIFY2(ratio > 0.8 && ratio < 1.25, qPrintable(QString("%1: %2").arg(name.c_str()).arg(ratio)));
        }
        std::vector<observe::Point> points;
        for (int time = 0; time < 4; ++time) {
            for (const double lon : {0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0}) {
                for (const double lat : {-60.0, -30.0, 0.0, 30.0, 60.0}) {
                    points.push_back({0, time, lat, lon});
                }
            }
        }
        const Tensor ratio = variances(*problem, loop.x(), points).view({4, -1}).mean(1);
        QVERIFY2(((ratio - 1).abs() < 0.25).all().item<bool>(), qPrintable(QString::number((ratio - 1).abs().max().item<double>())));
    }
    void aLearnedPriorRollsOut()
    {
        Request wanted = simulated("1", task(24, 2, 2) + R"(, "ensemble": {"members": 2, "seed": 4}, "sampler": {"steps": 10})");
        const auto problem = run::prepare(wanted, silent);
        run::Loop loop(problem, std::make_shared<run::History>(1 << 30), 1);
        QCOMPARE(loop.steps(), 30);
        QTemporaryDir folder;
        const std::string partial = folder.filePath("legs.partial").toStdString();
        while (!loop.done()) {
            static_cast<void>(loop.advance());
            if (loop.step() == 24) {
                run::writePartial(partial, loop.partial(false));
            }
        }
        const Tensor states = problem->prior->stateVectors().states(loop.x());
        QVERIFY(at::isfinite(states).all().item<bool>());
        const Tensor jumps = (states.narrow(1, 1, 5) - states.narrow(1, 0, 5)).square().sum(2).mean(0).sqrt();
        const auto jump = [&](int k) { return jumps[k].item<double>(); };
        for (const int seam : {1, 3}) {  // between legs as within them
            const double within = (jump(0) + jump(2) + jump(4)) / 3;
            QVERIFY2(jump(seam) > 0.5 * within && jump(seam) < 1.5 * within, qPrintable(QString("%1 against %2").arg(jump(seam)).arg(within)));
        }
        run::Loop again(problem, std::make_shared<run::History>(1), 1);
        again.resume(partial);
        QCOMPARE(again.step(), 24);
        tests::playOut(again);
        QVERIFY(at::equal(again.x(), loop.x()));
        const run::Plan plan = run::planned(wanted, {}, silent);
        QCOMPARE(plan.steps, 30);
        const auto fresh = run::prepare(wanted, silent);
        run::Loop counted(fresh, std::make_shared<run::History>(1), 1);
        tests::playOut(counted);
        QCOMPARE(plan.evaluations, static_cast<double>(counted.evaluations()));
    }
    void aLegWithoutGuidanceIsRefused()
    {
        try {
            static_cast<void>(run::prepare(spring(task(2, 1, 1) + R"(, "guidance": {"kind": "none"})"), silent));
            QFAIL("it was taken");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("would not know the states before it") && !error.hint().empty(), error.what());
        }
    }
};

std::unique_ptr<QObject> tests::guidedLegsSuite()
{
    return std::make_unique<TestGuidedLegs>();
}

#include "guided_legs.moc"
