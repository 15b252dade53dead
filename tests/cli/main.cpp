#include "tests/cli/launched.h"
#include "tests/cli/program.h"
#include "tests/suite.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cmath>
#include <csignal>
#include <functional>

#include <sys/resource.h>

using namespace tests;

namespace {

class Cli : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        QVERIFY2(QFile::exists(program()), "embellie-cli is not built");
        writeSeries(at("truth.nc"));
        write("request.json", R"({"prior": {"kind": "spectral", "fit": ["truth.nc"]},
            "window": {"start": "2020-01-01T00:00:00Z", "step": "PT6H", "length": 2},
            "observations": [{"network": "radiosondes", "of": "truth.nc", "count": 40, "error": "1 K", "holdOut": 0.25}],
            "sampler": {"kind": "semiexact", "steps": 8}, "guidance": {"kind": "covariance"},
            "ensemble": {"members": 4, "seed": 1}, "device": "cpu", "truth": "truth.nc"})");
    }
    void badUseIsExitTwoAndOneSentence_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no verb") << QStringList{};
        QTest::newRow("unknown verb") << QStringList{"conjure"};
        QTest::newRow("unknown option") << QStringList{"devices", "--fast"};
        QTest::newRow("missing argument") << QStringList{"run"};
        QTest::newRow("setting without =") << QStringList{"run", "request.json", "--set", "guidance.strength"};
        QTest::newRow("unknown network") << QStringList{"observe", "truth.nc", "--network", "kites", "--output", "y.nc"};
        QTest::newRow("simulation without output") << QStringList{"simulate", "--days", "1"};
        QTest::newRow("simulation of no days") << QStringList{"simulate", "--days", "0", "--output", "s.nc"};
        QTest::newRow("fit of nothing") << QStringList{"fit", "--output", "p"};
    }
    void badUseIsExitTwoAndOneSentence()
    {
        QFETCH(QStringList, words);
        const Outcome outcome = call(words);
        QCOMPARE(outcome.exit, 2);
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(outcome.err.count('\n'), 1);
    }
    void badInputIsExitOneOneSentenceAndNoFile_data()
    {
        QTest::addColumn<QString>("request");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* name, const QString& request, const QStringList& words) {
            QTest::newRow(name) << request << words;
        };
        row("not JSON", "{", {"not JSON"});
        row("empty", "", {"JSON"});
        row("unknown key", R"({"priro": 1})", {"priro"});
        row("impossible value", R"({"ensemble": {"members": -3}})", {"ensemble.members"});
        row("prior without file", R"({"prior": {"fit": "none.nc"}})", {"none.nc"});
        row("prior of the wrong kind", R"({"prior": {"fit": "request.json"}})", {"request.json"});
        row("unknown prior", R"({"prior": "crystal-ball"})", {"crystal-ball"});
        row("observations without file", R"({"prior": {"fit": "truth.nc"}, "observations": [{"file": "none.csv"}]})",
            {"none.csv"});
    }
    void badInputIsExitOneOneSentenceAndNoFile()
    {
        QFETCH(QString, request);
        QFETCH(QStringList, words);
        write("bad.json", request.toUtf8());
        const Outcome outcome = call({"run", "bad.json", "--output", "bad.nc"});
        QCOMPARE(outcome.exit, 1);
        QVERIFY(outcome.out.isEmpty());
        QCOMPARE(outcome.err.count('\n'), 1);
        for (const QString& word : words) {
            QVERIFY2(outcome.err.contains(word.toUtf8()), outcome.err.constData());
        }
        QVERIFY(QDir(folder_.path()).entryList({"bad.nc*", "*.part*", "*.tmp*"}).isEmpty());
    }
    void errorsAreJsonWhenAsked()
    {
        const Outcome outcome = call({"run", "nothing.json", "--json"});
        QCOMPARE(outcome.exit, 1);
        const QJsonObject error = QJsonDocument::fromJson(outcome.err).object();
        QVERIFY(error.value("error").toString().contains("nothing.json"));
        QVERIFY(!error.value("hint").toString().isEmpty());
    }
    void anUnwritableOutputIsRefusedFirst()
    {
        const Outcome outcome = call({"run", "request.json", "--output", "nowhere/r.nc"});
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.err.contains("nowhere/r.nc cannot be written"), outcome.err.constData());
    }
    void aRunLeavesAResultThatScores()
    {
        const Outcome run = call({"run", "request.json", "--output", "r.nc", "--json"});
        QVERIFY2(run.exit == 0, run.err.constData());
        QVERIFY2(run.err.isEmpty(), run.err.constData());  // no bars without a terminal
        const QJsonObject summary = run.json().object();
        QCOMPARE(summary.value("steps").toInt(), 8);
        QVERIFY(summary.value("networkEvaluations").toInt() >= 8);
        for (const char* key : {"seconds", "peakBytes", "device", "exact"}) {
            QVERIFY2(summary.contains(key), key);
        }
        QVERIFY(QFile::exists(at("r.nc")));
        const Outcome score = call({"score", "r.nc", "--truth", "truth.nc", "--json"});
        QVERIFY2(score.exit == 0, score.err.constData());
        const QJsonObject fields = score.json().object().value("fields").toObject();
        QCOMPARE(fields.keys(), (QStringList{"air_temperature@850", "eastward_wind@850"}));
        const QJsonObject field = fields.value("air_temperature@850").toObject();
        for (const char* key : {"n", "rmse", "bias", "crps", "spread", "spreadSkill", "climatologyRmse"}) {
            QVERIFY2(field.value(key).isDouble(), key);
        }
        QVERIFY(field.value("rmse").toDouble() < field.value("climatologyRmse").toDouble());
        QVERIFY(field.value("exact").toObject().value("rmse").isDouble());
        const QJsonObject observations = score.json().object().value("observations").toObject();
        for (const char* group : {"used", "heldOut"}) {
            const QJsonObject one = observations.value(group).toObject().value("air_temperature@850").toObject();
            QVERIFY2(one.value("n").toInt() > 0, group);
            for (const char* part : {"omb", "oma"}) {
                for (const char* key : {"rms", "mae", "bias"}) {
                    QVERIFY2(one.value(part).toObject().value(key).isDouble(), key);
                }
            }
            QVERIFY(one.value("chi2").isDouble());
        }
        QVERIFY(!call({"score", "r.nc"}).out.isEmpty());
    }
    void partsOfAResultAreExported()
    {
        QCOMPARE(call({"run", "request.json", "--output", "whole.nc"}).exit, 0);
        for (const char* name : {"departures.nc", "departures.csv"}) {
            QCOMPARE(call({"export", "whole.nc", "--output", name}).exit, 0);
            const Outcome info = call({"info", name, "--json"});
            QCOMPARE(info.json().object().value("kind").toString(), QString("observations"));
        }
        // O−B and O−A in a table are feedback, and diagnosed as such: the same as the score says
        const QJsonObject scored = call({"score", "whole.nc", "--json"}).json().object().value("observations").toObject();
        QVERIFY(!scored.isEmpty());
        const Outcome feedback = call({"feedback", "departures.csv"});
        QVERIFY2(feedback.exit == 0 && feedback.out.contains("air_temperature"), feedback.err.constData());
        for (const char* quantity : {"mean", "spread", "background", "member:0"}) {
            const Outcome field = call({"export", "whole.nc", "--what", "field", "--variable", "air_temperature@850", "--quantity", quantity, "--output", "field.nc"});
            QVERIFY2(field.exit == 0, field.err.constData());
        }
        QCOMPARE(call({"info", "field.nc", "--json"}).json().object().value("kind").toString(), QString("grid"));
        QCOMPARE(call({"export", "whole.nc", "--what", "log", "--output", "log.txt"}).exit, 0);
        QVERIFY(QFile::exists(at("log.txt")));
        const Outcome unknown = call({"export", "whole.nc", "--what", "field", "--variable", "snow", "--output", "none.nc"});
        QCOMPARE(unknown.exit, 1);
        QVERIFY2(unknown.err.contains("snow") && unknown.err.contains("air_temperature@850"), unknown.err.constData());
        QVERIFY(!QFile::exists(at("none.nc")));
    }
    void theSameRequestGivesTheSameResult()
    {
        const auto rmse = [&](const QString& name, const QStringList& settings) {
            if (call(QStringList{"run", "request.json", "--output", name} + settings).exit != 0) {
                return -1.0;
            }
            const QJsonObject fields = call({"score", name, "--json"}).json().object().value("fields").toObject();
            return fields.value("air_temperature@850").toObject().value("rmse").toDouble(-1);
        };
        const double once = rmse("a.nc", {});
        QVERIFY(once > 0);
        QCOMPARE(rmse("b.nc", {}), once);
        QVERIFY(rmse("c.nc", {"--set", "ensemble.seed=2"}) != once);
        QVERIFY(rmse("d.nc", {"--set", "guidance.strength=0", "--set", "ensemble.members=2"}) > once);
    }
    void progressIsShownWhenAsked()
    {
        const Outcome outcome = call({"run", "request.json", "--output", "p.nc", "--progress"});
        QCOMPARE(outcome.exit, 0);
        QVERIFY2(outcome.err.contains("step 8 of 8"), outcome.err.constData());
    }
    void anOutputThatIsNoFileIsRefused()
    {
        for (const QString& output : {QString("/dev/null"), QString("/proc/none/r.nc"), QString("")}) {
            const Outcome outcome = call({"observe", "truth.nc", "--network", "radiosondes", "--count", "3", "--output", output});
            QCOMPARE(outcome.exit, 1);
            QVERIFY2(outcome.err.count('\n') <= 2, outcome.err.constData());
        }
        QVERIFY(!QFileInfo("/dev/null").isFile());
    }
    void aNumberBeyondDoubleIsNamed()
    {
        const Outcome outcome = call({"run", "request.json", "--output", "n.nc", "--set", "guidance.strength=1e999"});
        QVERIFY(outcome.exit != 0);
        QFile request(at("huge.json"));
        QVERIFY(request.open(QIODevice::WriteOnly));
        request.write("{\"guidance\": {\"strength\": 1e999}}");
        request.close();
        const Outcome read = call({"run", "huge.json", "--output", "n.nc"});
        QCOMPARE(read.exit, 1);
        QVERIFY2(read.err.contains("too large"), read.err.constData());
    }
    void processesShareARunBitForBit()
    {
        const QString mpirun = launcher();
        if (mpirun.isEmpty()) {
            QSKIP("There is no mpirun, or the program was built without MPI.");
        }
        const auto hashOf = [&](const QString& name) { return tests::hashOf(at(name)); };
        const QStringList request = {"run", "request.json", "--set", "ensemble.members=5"};
        QCOMPARE(call(request + QStringList{"--threads", "1", "--together", "1", "--output", "alone.nc"}).exit, 0);
        QVERIFY(!hashOf("alone.nc").isEmpty());
        for (const int processes : {1, 2, 3}) {
            const QString name = QString("shared%1.nc").arg(processes);
            const Outcome outcome = launch(mpirun, processes, request + QStringList{"--output", name});
            QVERIFY2(outcome.exit == 0, outcome.err.constData());
            QCOMPARE(outcome.out.count("The result is in"), 1);
            QVERIFY2(hashOf(name) == hashOf("alone.nc"), qPrintable(name));
        }
    }
    void processesThatDoNotFitAreToldInOneSentence()
    {
        const QString mpirun = launcher();
        if (mpirun.isEmpty()) {
            QSKIP("There is no mpirun, or the program was built without MPI.");
        }
        const Outcome outcome = launch(mpirun, 3, {"run", "request.json", "--set", "ensemble.members=2", "--output", "few.nc"});
        QVERIFY(outcome.exit != 0);
        QCOMPARE(outcome.err.count("embellie-cli: "), 1);
        QVERIFY2(outcome.err.contains("3 processes are too many for 2 members"), outcome.err.constData());
        QVERIFY(!QFile::exists(at("few.nc")));
    }
    void observationsAreMadeAndReadBack()
    {
        const Outcome made = call({"observe", "truth.nc", "--network", "radiosondes", "--count", "30", "--seed", "5",
                                   "--output", "y.nc", "--json"});
        QVERIFY2(made.exit == 0, made.err.constData());
        QCOMPARE(made.json().object().value("n").toInt(), 30 * 2 * 4);
        const Outcome info = call({"info", "y.nc", "--json"});
        QVERIFY2(info.exit == 0, info.err.constData());
        QCOMPARE(info.json().object().value("kind").toString(), QString("observations"));
        QCOMPARE(call({"run", "request.json", "--output", "r2.nc"}).exit, 0);
        const Outcome score = call({"score", "r2.nc", "--observations", "y.nc", "--json"});
        const QJsonObject groups = score.json().object().value("observations").toObject();
        QVERIFY(groups.value("y.nc").toObject().contains("air_temperature@850"));
    }
    void aFittedPriorRuns()
    {
        const Outcome fit = call({"fit", "truth.nc", "--output", "prior", "--json"});
        QVERIFY2(fit.exit == 0, fit.err.constData());
        QVERIFY(QFile::exists(at("prior/prior.json")) && QFile::exists(at("prior/weights.safetensors")));
        const Outcome run = call({"run", "request.json", "--set", "prior=prior", "--output", "q.nc"});
        QVERIFY2(run.exit == 0, run.err.constData());
    }
    void aFullDiskLeavesTheEarlierFileWhole_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("output");
        QTest::newRow("run") << QStringList{"run", "request.json", "--output", "kept.nc"} << "kept.nc";
        QTest::newRow("observe") << QStringList{"observe", "truth.nc", "--network", "radiosondes", "--count", "400",
                                                "--output", "kept.nc"} << "kept.nc";
        QTest::newRow("fit") << QStringList{"fit", "truth.nc", "--output", "kept"} << "kept/weights.safetensors";
    }
    void aFullDiskLeavesTheEarlierFileWhole()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, output);
        QVERIFY(QDir(folder_.path()).mkpath("kept"));
        write(output, "an earlier result");
        const QStringList before = QDir(folder_.path()).entryList();
        const Outcome outcome = call(words, [] {
            // a write beyond 4 kB fails as on a full disk, for root too
            const rlimit little{4096, 4096};
            setrlimit(RLIMIT_FSIZE, &little);
            std::signal(SIGXFSZ, SIG_IGN);
        });
        QCOMPARE(outcome.exit, 1);
        QVERIFY2(outcome.err.contains("kept"), outcome.err.constData());
        QVERIFY2(outcome.err.trimmed().split('\n').last().contains("kept"), outcome.err.constData());
        QFile file(at(output));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("an earlier result"));
        QCOMPARE(QDir(folder_.path()).entryList(), before);
        file.remove();
        QDir(at("kept")).removeRecursively();
    }
    void infoSaysWhatAFileHolds()
    {
        const Outcome outcome = call({"info", "truth.nc", "--stats", "--json"});
        QVERIFY2(outcome.exit == 0, outcome.err.constData());
        const QJsonObject info = outcome.json().object();
        QCOMPARE(info.value("kind").toString(), QString("grid"));
        QCOMPARE(info.value("time").toObject().value("count").toInt(), 4);
        QVERIFY(info.value("usable").toBool());
        bool found = false;
        for (const auto& entry : info.value("variables").toArray()) {
            const QJsonObject variable = entry.toObject();
            if (variable.value("standardName") == "air_temperature") {
                found = true;
                QCOMPARE(variable.value("valid").toInt(), 4 * 19 * 36);
                QVERIFY(variable.value("min").toDouble() > 240 && variable.value("max").toDouble() < 310);
                QCOMPARE(variable.value("role").toString(), QString("data"));
            }
        }
        QVERIFY(found);
        write("garbage.nc", "this is no NetCDF");
        const Outcome bad = call({"info", "garbage.nc", "--json"});
        QCOMPARE(bad.exit, 1);
        QVERIFY(bad.err.contains("garbage.nc"));
    }
    void devicesNameTheProcessor()
    {
        const QJsonArray list = call({"devices", "--json"}).json().array();
        QCOMPARE(list.first().toObject().value("id").toString(), QString("cpu"));
        QVERIFY(list.first().toObject().value("usable").toBool());
        for (const auto& device : list) {
            QVERIFY(device.toObject().value("usable").toBool() || !device.toObject().value("reason").toString().isEmpty());
        }
    }
    void theBenchTellsWhatSamplersKeep()
    {
        const QJsonArray list = call({"bench", "--samplers", "--json"}).json().array();
        QVERIFY(list.size() > 100);
        for (const auto& row : list) {
            const QJsonObject o = row.toObject();
            const QString told = o.value("sampler").toString() + " " + o.value("grid").toString();
            const double kept = o.value("kept").toDouble();
            if (o.value("sampler") == "semiexact") {
                QVERIFY2(std::abs(kept - 1) < 1e-9, qPrintable(told));
            } else if (o.value("steps").toInt() == 256) {
                QVERIFY2(kept > 0.5 && kept < 1.5, qPrintable(told));
            }
        }
    }
    void theBenchHasTheDesignsRows()
    {
        const QJsonArray rows = call({"bench", "--repeats", "1", "--only", "steps", "algebra", "transforms",
                                     "display", "files", "--json"}).json().array();
        QVERIFY(rows.size() >= 16);
        for (const auto& row : rows) {
            for (const char* key : {"name", "median", "min", "max", "unit", "ratio", "of"}) {
                QVERIFY2(row.toObject().contains(key), key);
            }
        }
    }

private:
    [[nodiscard]] QString at(const QString& name) const { return folder_.filePath(name); }
    void write(const QString& name, const QByteArray& text) const
    {
        QFile file(at(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    [[nodiscard]] Outcome launch(const QString& mpirun, int processes, const QStringList& words) const
    {
        return tests::launch(folder_.path(), mpirun, processes, words);
    }
    [[nodiscard]] Outcome call(const QStringList& words, const std::function<void()>& inChild = {}) const
    {
        return tests::call(folder_.path(), words, inChild);
    }

    QTemporaryDir folder_;
};

}  // namespace

QTEST_GUILESS_MAIN(Cli)

#include "main.moc"
