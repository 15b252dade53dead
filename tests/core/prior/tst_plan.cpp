#include "core/run/loop.h"
#include "core/run/plan.h"
#include "core/run/problem.h"
#include "tests/anonymous_memory.h"
#include "tests/core/prior/appa_tree.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

#include <QTemporaryDir>

#include <cmath>

using namespace core;

namespace {

constexpr std::size_t keptBytes = std::size_t{64} << 20;

void silent(const std::string&, double) {}

/// A learned prior's plan against the run itself.
class PlanOfWindows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1);
        QVERIFY(folder_.isValid());
        tests::AppaTree tree = tests::AppaTree::small();
        tree.denoiser.states = 8;
        tree.denoiser.hidden = 192;
        tree.denoiser.blocks = 4;
        tree.denoiser.ffnFactor = 4;
        tree.write(prior());
        tree.writeStatistics(prior() + "/data/stats.zarr");
    }
    void itTellsWhatTheRunAsksAndTakes_data()
    {
        QTest::addColumn<int>("states");
        QTest::addColumn<int>("windows");
        QTest::addColumn<int>("members");
        QTest::addColumn<QString>("guidance");
        QTest::newRow("one window") << 8 << 1 << 8 << "mmps";
        QTest::newRow("windows whose derivatives are kept") << 20 << 4 << 2 << "mmps";
        QTest::newRow("guided without derivatives of the network") << 32 << 7 << 8 << "diffpir";
        QTest::newRow("nothing observed") << 32 << 7 << 8 << "";
    }
    void itTellsWhatTheRunAsksAndTakes()
    {
        QFETCH(const int, states);
        QFETCH(const int, windows);
        QFETCH(const int, members);
        QFETCH(const QString, guidance);
        const Request request = asked(states, members, guidance);
        const run::Plan plan = run::planned(request, {.keptBytes = keptBytes}, silent);
        QCOMPARE(plan.windows, windows);
        tests::Peak peak;
        const auto problem = run::prepare(request, silent);
        run::Loop loop(problem, std::make_shared<run::History>(keptBytes), 1);
        while (!loop.done()) {
            static_cast<void>(loop.advance());
        }
        QCOMPARE(plan.evaluations, static_cast<double>(loop.evaluations()));
        const double took = static_cast<double>(peak.own()), ratio = plan.memory.total() / took;
        qInfo("planned %.0f MiB, took %.0f MiB; planned %.2f s, took %.2f s", plan.memory.total() / (1 << 20),
              took / (1 << 20), plan.seconds, loop.seconds());
        QVERIFY2(ratio > 0.7 && ratio < 1.3, qPrintable(QString("planned %1 of what was taken").arg(ratio)));
    }
    void productsAndOperationsFollowTheWindows()
    {
        const auto planOf = [&](int states) {
            return run::planned(asked(states, 1, "mmps"), {.keptBytes = keptBytes}, silent);
        };
        const run::Plan one = planOf(8), kept = planOf(20), again = planOf(32);
        QCOMPARE(kept.products, 4 * one.products);
        QCOMPARE(again.products, 7 * one.products);
        // a window's own operations: those of its steps, each evaluated again for each of its products
        QVERIFY(one.flop > 0 && kept.flop > 2 * one.flop && again.flop > 1.3 * 7.0 / 4 * kept.flop);
        QVERIFY(again.secondsFrom.find("in one window of 7") != std::string::npos);
    }

private:
    [[nodiscard]] std::string prior() const { return folder_.filePath("prior").toStdString(); }
    [[nodiscard]] Request asked(int states, int members, const QString& guidance) const
    {
        const QString text = QStringLiteral(
            R"({"prior": "%1", "window": {"start": "2021-03-06T00:00:00Z", "step": "PT1H", "length": %2},
                "sampler": {"kind": "ddim", "steps": 2}, "ensemble": {"members": %3, "seed": 7}, "device": "cpu")")
            .arg(QString::fromStdString(prior())).arg(states).arg(members);
        const QString seen = QStringLiteral(R"(, "guidance": {"kind": "%1", "iterations": 2}, "observations": [{"values": [
            {"id": "a", "time": "2021-03-06T01:00:00Z", "lat": 48.8, "lon": 2.3, "variable": "air_temperature", "value": 291, "error": 5},
            {"id": "b", "time": "2021-03-06T05:00:00Z", "lat": -30, "lon": 359, "variable": "eastward_wind", "value": 4, "error": 5}]}])");
        return parseRequest((guidance.isEmpty() ? text + "}" : text + seen.arg(guidance) + "}").toStdString());
    }
    QTemporaryDir folder_;
};

}  // namespace

int main(int argc, char** argv)
{
    PlanOfWindows plan;
    return tests::runAll(argc, argv, {&plan});
}

#include "tst_plan.moc"
