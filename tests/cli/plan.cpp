#include "tests/cli/program.h"
#include "tests/suite.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace tests;

/// What a plan says against what the run then did.
class TestPlan : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        writeSeries(folder_.filePath("truth.nc"));
        QFile file(folder_.filePath("request.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"prior": {"kind": "spectral", "fit": ["truth.nc"]},
            "window": {"start": "2020-01-01T00:00:00Z", "step": "PT6H", "length": 2},
            "observations": [{"network": "radiosondes", "of": "truth.nc", "count": 40, "error": "1 K"}],
            "sampler": {"kind": "ddpm", "steps": 8}, "ensemble": {"members": 4, "seed": 1}, "device": "cpu"})");
    }
    void evaluationsAreThoseOfTheRun_data()
    {
        QTest::addColumn<QStringList>("settings");
        const auto row = [](const char* name, const QStringList& settings) {
            QTest::newRow(name) << settings;
        };
        row("covariance", {});
        row("two a step", {"--set", "sampler.kind=heun"});
        row("corrections", {"--set", "sampler.kind=pc"});
        row("multistep", {"--set", "sampler.kind=lms"});
        row("fixed solve", {"--set", R"(guidance={"kind": "mmps", "iterations": 2})"});
        row("free solve", {"--set", "guidance.kind=mmps"});
        row("on steps", {"--set", "guidance.kind=dps"});
        row("sda", {"--set", "guidance.kind=sda"});
        row("particles", {"--set", "guidance.kind=tds"});
        row("replaced", {"--set", "guidance.kind=repaint"});
        row("diffpir", {"--set", "guidance.kind=diffpir"});
        row("no strength at first",
            {"--set", R"(guidance={"kind": "mmps", "iterations": 2, "curve": [[0, 0], [0.5, 0], [1, 1]]})",
             "--set", "sampler.kind=heun"});
        row("changed on the way",
            {"--set", R"(changes=[{"step": 3, "set": {"sampler.kind": "heun", "sampler.steps": 11}}])"});
        row("members apart", {"--together", "1"});
        row("nothing observed", {"--set", "observations=[]"});
        row("a rollout", {"--set", R"(task={"kind": "autoregressive", "lead": 30, "past": 2, "next": 2})"});
        row("a rollout from given states",
            {"--set", R"(task={"kind": "autoregressive", "lead": 12, "input": "truth.nc"})", "--set",
             "sampler.kind=pc"});
        row("a rollout, members apart",
            {"--set", R"(task={"kind": "autoregressive", "lead": 12})", "--together", "1"});
        row("a chain", {"--set", "window.length=70", "--set", "sampler.kind=lms", "--set",
                        R"(guidance={"kind": "mmps", "iterations": 2})"});
    }
    void evaluationsAreThoseOfTheRun()
    {
        QFETCH(QStringList, settings);
        const QJsonObject plan = json(QStringList{"--plan"} + settings),
                          run = json(QStringList{"--output", "r.nc"} + settings);
        for (const QJsonObject* one : {&plan, &run}) {
            QVERIFY2(!one->contains("failed"), qPrintable(one->value("failed").toString()));
        }
        QCOMPARE(plan.value("networkEvaluations").toInteger(), run.value("networkEvaluations").toInteger());
        QCOMPARE(plan.value("steps").toInt(), run.value("steps").toInt());
        QVERIFY(plan.value("secondsFrom").toString().startsWith("measured: step "));
        QVERIFY(plan.value("seconds").toDouble() > 0 && plan.value("flop").toDouble() > 0);
        const qint64 result = plan.value("disk").toObject().value("result").toInteger();
        const qint64 written = QFileInfo(folder_.filePath("r.nc")).size();
        QVERIFY2(result > written / 4 && result < 2 * written,
                 qPrintable(QString("%1 against %2").arg(result).arg(written)));
    }
    void productsAreCounted()
    {
        const QJsonObject plan = json({"--plan", "--set", R"(guidance={"kind": "mmps", "iterations": 3})"});
        // a solve of three, and the correction
        QCOMPARE(plan.value("derivativeProducts").toInt(), 8 * 4);
        QCOMPARE(plan.value("countsFrom").toString(), QString("counted"));
        const QJsonObject seen = plan.value("operator").toObject();
        QCOMPARE(seen.value("vjps").toInt(), 8 * 4);
        QCOMPARE(seen.value("jvps").toInt(), 8 * 3);
        QVERIFY(json({"--plan", "--set", "guidance.kind=mmps"})
                    .value("countsFrom")
                    .toString()
                    .contains("step 4 of 8"));
    }
    void theTalkIsPlannedWithoutWeights()
    {
        const QString talk = QStringLiteral(EMBELLIE_SOURCE_DIR "/resources/examples/talk.json");
        const Outcome outcome = call(folder_.path(), {"run", talk, "--plan", "--json"});
        QVERIFY2(outcome.exit == 0, outcome.err.constData());
        const QJsonObject plan = outcome.json().object();
        const QJsonObject windows = plan.value("windows").toObject();
        QCOMPARE(windows.value("count").toInt(), 27);
        QCOMPARE(windows.value("states").toInt(), 24);
        QCOMPARE(windows.value("stride").toInt(), 12);
        QCOMPARE(plan.value("states").toInt(), 336);
        // pc with two corrections: three guided means a step, each with a solve of two and the product of its gain
        QCOMPARE(plan.value("derivativeProducts").toInt(), 27 * 32 * 3 * 3);
        QCOMPARE(plan.value("networkEvaluations").toInt(), 27 * (32 * 3 + 1));
        QCOMPARE(plan.value("memory").toObject().value("trajectory").toInteger(), 336LL * 23 * 47 * 128 * 4);
        QVERIFY(plan.value("flop").toDouble() > 1e17 && plan.value("flop").toDouble() < 1e19);
        const Outcome text = call(folder_.path(), {"run", talk, "--plan"});
        QVERIFY2(text.out.contains("PFLOP") || text.out.contains("EFLOP"), text.out.constData());
        QVERIFY2(text.out.contains("27 of 24 states every 12"), text.out.constData());
    }
    void processesAreSharedOutOrRefused()
    {
        const QJsonObject one = json({"--plan", "--threads", "1", "--together", "1"});
        const QJsonObject two = json({"--plan", "--threads", "1", "--processes", "2"});
        QCOMPARE(one.value("networkEvaluations").toInt(), two.value("networkEvaluations").toInt());
        QCOMPARE(two.value("processes").toInt(), 2);
        const Outcome many = call(folder_.path(), {"run", "request.json", "--plan", "--processes", "9"});
        QVERIFY(many.exit == 1 && many.err.count('\n') == 1);
    }

private:
    [[nodiscard]] QJsonObject json(const QStringList& words) const
    {
        const Outcome outcome = call(folder_.path(), QStringList{"run", "request.json", "--json"} + words);
        return outcome.exit == 0 ? outcome.json().object()
                                 : QJsonObject{{"failed", QString::fromUtf8(outcome.err)}};
    }
    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestPlan)

#include "plan.moc"
