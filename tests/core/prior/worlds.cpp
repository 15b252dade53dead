#include "core/api/error.h"
#include "core/api/request.h"
#include "core/baseline/kalman.h"
#include "core/data/result.h"
#include "core/run/loop.h"
#include "core/run/outcome.h"
#include "core/run/problem.h"
#include "core/run/score.h"
#include "core/world/linear.h"
#include "tests/core/prior/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <cmath>
#include <limits>

namespace {

using namespace core;
using at::Tensor;

void silent(const std::string&, double) {}

run::Loop finished(const std::shared_ptr<const run::Problem>& problem)
{
    run::Loop loop(problem, std::make_shared<run::History>(std::size_t{1} << 26), 1);
    while (!loop.done()) {
        static_cast<void>(loop.advance());
    }
    return loop;
}

/// Positions of the spring at three states and one wind.
std::string springRequest(const std::string& more)
{
    return R"({"prior": {"kind": "chain", "step": 0.2}, "window": {"start": "2020-01-01T00:00:00Z", "step": "PT1H", "length": 12},
        "observations": [{"values": [
            {"id": "a", "time": "2020-01-01T00:00:00Z", "lat": 0, "lon": 0, "variable": "position", "value": 1.5, "error": 0.2},
            {"id": "b", "time": "2020-01-01T05:00:00Z", "lat": 0, "lon": 0, "variable": "position", "value": 0.8, "error": 0.2},
            {"id": "c", "time": "2020-01-01T08:00:00Z", "lat": 0, "lon": 0, "variable": "wind", "value": 2.0, "error": 0.5},
            {"id": "d", "time": "2020-01-01T11:00:00Z", "lat": 0, "lon": 0, "variable": "position", "value": -0.4, "error": 0.3}]}],
        "device": "cpu")" +
           more + "}";
}

/// The same observations as the Kalman smoother takes them.
std::vector<baseline::Seen> springSeen()
{
    struct One {
        std::int64_t state, number;
        double value, error;
    };
    std::vector<baseline::Seen> out;
    for (const One& one :
         {One{0, 0, 1.5, 0.2}, One{5, 0, 0.8, 0.2}, One{8, 3, 2.0, 0.5}, One{11, 0, -0.4, 0.3}}) {
        const Tensor row = at::zeros({1, 4}, at::kDouble);
        row[0][one.number] = 1;
        out.push_back({one.state,
                       {.op = std::make_shared<baseline::MatrixOperator>(row),
                        .y = at::full({1}, one.value, at::kDouble),
                        .variance = at::full({1}, one.error * one.error, at::kDouble)}});
    }
    return out;
}

class Worlds : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theChainsExactAnswerIsKalmans()
    {
        const auto problem = run::prepare(parseRequest(springRequest("")), silent);
        QCOMPARE(problem->observations.used.size(), 4U);
        QVERIFY(problem->exact.has_value());
        const auto kalman = baseline::kalmanSmoother(world::dampedSpring(0.2), 12, springSeen());
        const observe::Decoder& decoder = problem->prior->decoder();
        const Tensor mean = problem->exact->mean().unsqueeze(0);
        for (int time = 0; time < 12; ++time) {
            const Tensor state = decoder.fields(mean, time)[0].flatten().to(at::kDouble);
            QVERIFY(at::allclose(state, kalman.means[time], 1e-3, 1e-3));
            const Tensor variance = problem->exact->variance(
                *decoder.points({{0, time, 0, 0}, {3, time, 0, 0}}));
            QVERIFY(std::abs(variance[0].item<double>() - kalman.covariances[time][0][0].item<double>()) <
                    1e-3);
            QVERIFY(std::abs(variance[1].item<double>() - kalman.covariances[time][3][3].item<double>()) <
                    1e-3);
        }
    }
    void aChainRunsToItsExactAnswerAndIsWritten()
    {
        const auto problem = run::prepare(
            parseRequest(springRequest(
                R"(, "ensemble": {"members": 400, "seed": 3}, "sampler": {"kind": "semiexact", "steps": 48})")),
            silent);
        run::Loop loop = finished(problem);
        for (const auto& [key, one] : run::againstExact(*problem, loop.x())) {
            QVERIFY2(one.rmsDifference < 2 * one.monteCarloError, key.c_str());
        }
        const QTemporaryDir folder;
        const std::string path = folder.filePath("r.nc").toStdString();
        data::writeResult(path,
                          run::outcome(*problem, loop.request(), loop.x(), run::History(1 << 20), false),
                          run::fieldsOfOutcome(*problem, loop.x()));
        const data::Result back = data::readResult(path);
        QCOMPARE(back.members.size(), 400U);
        QCOMPARE(back.grid.channels.size(), 4U);
        QCOMPARE(back.grid.channels[3].standardName, std::string("wind"));
        QCOMPARE(back.grid.times.size(), 12U);
        QCOMPARE(back.departures.size(), 4U);
        QVERIFY(std::abs(back.members[7][back.grid.at(5, 0)] -
                         problem->prior->decoder().field(loop.x(), 0, 5)[7].item<float>()) < 1e-4F);
        const auto scores = run::scoreDepartures(back, Use::used);
        QVERIFY(!scores.empty());
        // its own mean as a truth: scored like any fields
        data::Gridded truth = back.grid;
        truth.values = back.members.front();
        std::vector<std::string> notes;
        const auto fields = run::scoreFields(back, truth, notes);
        QCOMPARE(fields.size(), 4U);
        QVERIFY(std::isfinite(fields[0].rmse) && fields[0].rmse > 0);
    }
    void aMixtureKeepsItsModesAndObservationsChooseAmongThem()
    {
        const std::string rest =
            R"("window": {"length": 1}, "device": "cpu", "ensemble": {"members": 600, "seed": 5},
            "sampler": {"kind": "ddim", "steps": 96})";
        const std::string prior = R"({"prior": {"kind": "mixture", "parts": 4, "radius": 2, "width": 0.2}, )";
        const auto free = run::prepare(parseRequest(prior + rest + "}"), silent);
        run::Loop loop = finished(free);
        const Tensor x = free->prior->decoder().fields(loop.x(), 0).flatten(1);
        // the means lie on the axes, two away: each draw is within five widths of one of them, each has its share
        const Tensor means = at::tensor({2.0F, 0.0F, 0.0F, 2.0F, -2.0F, 0.0F, 0.0F, -2.0F}).view({4, 2});
        const auto [distance, nearest] = at::cdist(x, means).min(1);
        QVERIFY(distance.max().item<float>() < 1);
        for (std::int64_t k = 0; k < 4; ++k) {
            const double share = nearest.eq(k).to(at::kDouble).mean().item<double>();
            QVERIFY2(share > 0.18 && share < 0.33, qPrintable(QString::number(share)));
        }
        const auto seen = run::prepare(
            parseRequest(prior + rest +
                         R"(, "observations": [{"values": [{"id": "a", "time": "2020-01-01T00:00:00Z",
            "lat": 0, "lon": 0, "variable": "first", "value": 1.8, "error": 0.3}]}]})"),
            silent);
        QVERIFY(!seen->exact);
        QCOMPARE(seen->request.guidance.choice.kind, std::string("mmps"));
        run::Loop guided = finished(seen);
        const Tensor y = seen->prior->decoder().fields(guided.x(), 0).flatten(1);
        QVERIFY(at::cdist(y, means).argmin(1).eq(0).to(at::kDouble).mean().item<double>() > 0.5);
    }
    void whatASmallWorldCannotIsOneSentence()
    {
        const auto refusal = [](const std::string& text) {
            try {
                static_cast<void>(run::prepare(parseRequest(text), silent));
            } catch (const Error& error) {
                return QString(error.what());
            }
            return QString();
        };
        QVERIFY(refusal(R"({"prior": "mixture", "window": {"length": 3}})").contains("mixture is one state"));
        QVERIFY(refusal(R"({"prior": "chain", "window": {"length": 900}})").contains("900 states"));
        QVERIFY(refusal(R"({"prior": {"kind": "chain", "step": 7}})").contains("prior.step"));
        QVERIFY(refusal(R"({"prior": {"kind": "chain", "stride": 7}})").contains("prior.stride"));
        QVERIFY(refusal(R"({"prior": {"kind": "oracle"}})").contains("appa, chain"));
        QVERIFY(refusal(R"({"prior": "chain", "guidance": {"kind": "covariance"}})").isEmpty());
    }
    void aPriorsRequestPrintsAndReadsBack()
    {
        const Request request = parseRequest(R"({"prior": {"kind": "mixture", "parts": 3, "numbers": 1}})");
        const Request again = parseRequest(printRequest(request));
        QCOMPARE(again.prior.kind, std::string("mixture"));
        QCOMPARE(again.prior.knobs, request.prior.knobs);
        QCOMPARE(withSetting(request, "prior.kind", "chain").prior.knobs.size(), 0U);
        QCOMPARE(withSetting(request, "prior.parts", "5").prior.knobs.at("parts"), 5.0);
        QCOMPARE(withSetting(request, "prior", "spectral").prior.name, std::string("spectral"));
    }
    void numbersThatAreNoneStopARunWhereTheyBegan()
    {
        const auto broken = std::make_shared<const run::Problem>(infinitelySeen(
            springRequest(R"(, "guidance": {"kind": "w2c"}, "sampler": {"kind": "ddim", "steps": 8})")));
        run::Loop failing(broken, std::make_shared<run::History>(1 << 26), 2);
        const Tensor before = failing.x().clone();
        try {
            static_cast<void>(failing.advance());
            QFAIL("the step went through");
        } catch (const Error& error) {
            const QString text = error.what();
            QVERIFY2(text.startsWith("Step 1 (σ = 1e+03)") && text.contains("guidance w2c, member 1"),
                     qPrintable(text));
        }
        QVERIFY(at::equal(failing.x(), before));
        QCOMPARE(failing.step(), 0);
    }
    void singularErrorsAreOneSentence()
    {
        // the same number seen twice without error to speak of
        const std::string twice =
            R"({"prior": {"kind": "chain"}, "window": {"start": "2020-01-01T00:00:00Z", "length": 2},
            "observations": [{"values": [
            {"id": "a", "time": "2020-01-01T00:00:00Z", "lat": 0, "lon": 0, "variable": "wind", "value": 1, "error": 1e-12},
            {"id": "b", "time": "2020-01-01T00:00:00Z", "lat": 0, "lon": 0, "variable": "wind", "value": 1, "error": 1e-12}]}]})";
        try {
            static_cast<void>(run::prepare(parseRequest(twice), silent));
            QFAIL("the observations were solved");
        } catch (const Error& error) {
            QVERIFY2(QString(error.what()).contains("covariance is singular"), error.what());
            QVERIFY(!error.hint().empty());
        }
    }

private:
    /// A problem whose first used observation is infinite.
    static run::Problem infinitelySeen(const std::string& text)
    {
        Request request = parseRequest(text);
        auto problem = std::const_pointer_cast<run::Problem>(run::prepare(request, silent));
        problem->observations.observed.y = problem->observations.observed.y.clone();
        problem->observations.observed.y[0] = std::numeric_limits<double>::infinity();
        return std::move(*problem);
    }
};

}  // namespace

std::unique_ptr<QObject> tests::worldsSuite()
{
    return std::make_unique<Worlds>();
}

#include "worlds.moc"
