#include "tests/cli/launched.h"
#include "tests/cli/program.h"
#include "tests/core/prior/appa_tree.h"
#include "tests/suite.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>

using namespace tests;

/// Runs of several processes over the windows of a learned prior.
class TestWindows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        mpirun_ = launcher();
        if (mpirun_.isEmpty()) {
            QSKIP("There is no mpirun, or the program was built without MPI.");
        }
        QVERIFY(folder_.isValid());
        const std::string tree = at("tree").toStdString();
        AppaTree::small().write(tree);
        AppaTree::small().writeStatistics(tree + "/data/stats_era5.zarr");
        QFile file(at("request.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        // three windows of four states; stations in two of them
        file.write(R"({"prior": "tree",
            "window": {"start": "2021-03-06T00:00:00Z", "step": "PT1H", "length": 8},
            "observations": [{"values": [
                {"id": "a", "time": "2021-03-06T01:00:00Z", "lat": 48.8, "lon": 2.3, "variable": "air_temperature",
                 "value": 291, "error": 1},
                {"id": "b", "time": "2021-03-06T06:00:00Z", "lat": -30, "lon": 359, "variable": "eastward_wind",
                 "value": 4, "error": 1}]}],
            "sampler": {"kind": "lms", "steps": 3}, "guidance": {"kind": "diffpir", "iterations": 2},
            "ensemble": {"members": 1, "seed": 7}, "device": "cpu"})");
    }
    void windowsAreSharedBitForBit_data()
    {
        QTest::addColumn<QStringList>("settings");
        QTest::addColumn<QList<int>>("counts");
        const QString members = "ensemble.members=2";
        QTest::newRow("one member, solved without derivatives") << QStringList{} << QList<int>{1, 2, 3};
        QTest::newRow("unguided") << QStringList{"--set", "observations=[]"} << QList<int>{2};
        // five windows: more than derivatives are kept of
        QTest::newRow("derivatives made again")
            << QStringList{"--set", "guidance.kind=sda", "--set", "window.length=12"} << QList<int>{2, 3};
        QTest::newRow("derivatives kept") << QStringList{"--set", "guidance.kind=mmps"} << QList<int>{3};
        QTest::newRow("guided inside windows")
            << QStringList{"--set", "guidance.kind=mmps", "--set", "guidance.windows=each"} << QList<int>{2, 3};
        QTest::newRow("members too") << QStringList{"--set", members} << QList<int>{2, 3, 5};
        QTest::newRow("members together")
            << QStringList{"--set", members, "--together", "2"} << QList<int>{2};
    }
    void windowsAreSharedBitForBit()
    {
        QFETCH(QStringList, settings);
        QFETCH(QList<int>, counts);
        const QStringList words = QStringList{"run", "request.json"} + settings;
        const QStringList apart = settings.contains("--together") ? QStringList{}
                                                                  : QStringList{"--together", "1"};
        const Outcome alone = call(folder_.path(),
                                   words + apart + QStringList{"--threads", "1", "--output", "alone.nc"});
        QVERIFY2(alone.exit == 0, alone.err.constData());
        const QByteArray wanted = hashOf(at("alone.nc"));
        QVERIFY(!wanted.isEmpty());
        for (const int count : counts) {
            QFile::remove(at("shared.nc"));
            const Outcome shared = launch(folder_.path(), mpirun_, count,
                                          words + QStringList{"--output", "shared.nc"});
            QVERIFY2(shared.exit == 0, shared.err.constData());
            QVERIFY2(hashOf(at("shared.nc")) == wanted, qPrintable(QString("%1 processes").arg(count)));
        }
    }
    void moreProcessesThanWindowsAreRefused()
    {
        const Outcome many = launch(folder_.path(), mpirun_, 4,
                                    {"run", "request.json", "--output", "many.nc"});
        QVERIFY(many.exit != 0 && !QFile::exists(at("many.nc")));
        QCOMPARE(many.err.count("embellie-cli: "), 1);
        QVERIFY2(many.err.contains("4 processes are too many for 1 member in 3 windows each") &&
                     many.err.contains("at most 3"),
                 many.err.constData());
    }
    void aLostProcessLeavesWhatOthersGoOnWith()
    {
        const QStringList steps = {"run", "request.json", "--set", "sampler.steps=60"};
        QCOMPARE(call(folder_.path(),
                      steps + QStringList{"--threads", "1", "--together", "1", "--output", "whole.nc"})
                     .exit,
                 0);
        QProcess process;
        process.setWorkingDirectory(folder_.path());
        process.start(mpirun_,
                      launched(3, steps + QStringList{"--checkpoint-every", "2", "--output", "lost.nc"}));
        QElapsedTimer timer;
        timer.start();
        constexpr int patience = 120000;
        while (!QFile::exists(at("lost.nc.partial")) && timer.elapsed() < patience) {
            QThread::msleep(5);
        }
        const pid_t one = processOf("lost.nc", 1);
        QVERIFY(one > 0);
        ::kill(one, SIGKILL);
        QVERIFY(process.waitForFinished(patience));
        QVERIFY(process.exitCode() != 0 && !QFile::exists(at("lost.nc")));
        const QByteArray said = process.readAllStandardError();
        QCOMPARE(said.count("embellie-cli: "), 1);
        QVERIFY2(said.contains("was lost") && said.contains("run --resume lost.nc.partial"),
                 said.constData());
        // any number of processes goes on with it
        const QByteArray wanted = hashOf(at("whole.nc"));
        QVERIFY(QFile::copy(at("lost.nc.partial"), at("two.nc.partial")));
        const Outcome alone = call(folder_.path(), {"run", "--resume", "lost.nc.partial"});
        QVERIFY2(alone.exit == 0, alone.err.constData());
        QVERIFY(hashOf(at("lost.nc")) == wanted);
        const Outcome two = launch(folder_.path(), mpirun_, 2, {"run", "--resume", "two.nc.partial"});
        QVERIFY2(two.exit == 0, two.err.constData());
        QVERIFY(hashOf(at("two.nc")) == wanted);
    }
    void aPlanSharesWindowsToo()
    {
        const auto plan = [&](const char* processes) {
            return call(folder_.path(), {"run", "request.json", "--plan", "--threads", "1", "--json",
                                         "--processes", processes});
        };
        const QJsonObject three = plan("3").json().object();
        QCOMPARE(three.value("processesSharingWindows").toInt(), 3);
        QVERIFY(three.value("secondsFrom").toString().contains("windows that are shared out"));
        const Outcome four = plan("4");
        QVERIFY2(four.exit == 1 && four.err.contains("at most 3"), four.err.constData());
    }

private:
    [[nodiscard]] QString at(const QString& name) const { return folder_.filePath(name); }

    QTemporaryDir folder_;
    QString mpirun_;
};

QTEST_GUILESS_MAIN(TestWindows)

#include "windows.moc"
