#include "tests/cli/launched.h"
#include "tests/suite.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>

using namespace tests;

class TestBroken : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(folder_.isValid());
        writeSeries(at("truth.nc"));
        QFile file(at("request.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"prior": {"kind": "spectral", "fit": ["truth.nc"]},
            "window": {"start": "2020-01-01T00:00:00Z", "step": "PT6H", "length": 2},
            "observations": [{"network": "radiosondes", "of": "truth.nc", "count": 40, "error": "1 K"}],
            "sampler": {"kind": "lms", "steps": 300}, "guidance": {"kind": "mmps"},
            "ensemble": {"members": 6, "seed": 1}, "device": "cpu"})");
    }
    void anInterruptedRunGoesOn()
    {
        const QStringList request = {"request.json", "--threads", "1", "--set", "sampler.kind=ddpm"};
        QCOMPARE(run(request + QStringList{"--output", "whole.nc"}).exit, 0);
        const QByteArray said = interrupted(request + QStringList{"--output", "i.nc"});
        QVERIFY2(said.contains("steps are in i.nc.partial: go on with run --resume i.nc.partial"),
                 said.constData());
        QVERIFY(!QFile::exists(at("i.nc")) && QFile::exists(at("i.nc.partial")));
        // what would give other bits is refused
        const Outcome threads = run({"--resume", "i.nc.partial", "--threads", "2"});
        QVERIFY2(threads.exit == 1 && threads.err.contains("--threads 2"), threads.err.constData());
        const Outcome other = run({"--resume", "i.nc.partial", "--set", "ensemble.seed=2"});
        QVERIFY2(other.exit == 1 && other.err.contains("ensemble.seed is 2, and the broken run has 1"),
                 other.err.constData());
        const Outcome resumed = run(
            {"--resume", "i.nc.partial", "request.json", "--set", "sampler.kind=ddpm"});
        QVERIFY2(resumed.exit == 0, resumed.err.constData());
        QVERIFY(hashOf("i.nc") == hashOf("whole.nc"));
        QVERIFY(!QFile::exists(at("i.nc.partial")));
    }
    void countsAreAboveZero()
    {
        for (const char* option : {"--threads", "--together", "--checkpoint-every"}) {
            for (const char* value : {"0", "-2", "many"}) {
                const Outcome outcome = run({"request.json", option, value});
                QVERIFY2(outcome.exit == 2 && outcome.err.contains(value) && outcome.err.size() < 200,
                         outcome.err.constData());
            }
        }
    }
    void anUnreadableFileIsOneSentence()
    {
        QFile file(at("bad.partial"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no run");
        file.close();
        for (const char* name : {"bad.partial", "none.partial", "truth.nc", "."}) {
            const Outcome outcome = run({"--resume", name});
            QVERIFY2(outcome.exit == 1 && outcome.err.count('\n') == 1 && outcome.err.contains(name),
                     outcome.err.constData());
        }
        QCOMPARE(run({}).exit, 2);
    }
    void aLostProcessLeavesWhatOthersGoOnWith()
    {
        const QString mpirun = launcher();
        if (mpirun.isEmpty()) {
            QSKIP("There is no mpirun, or the program was built without MPI.");
        }
        QCOMPARE(run({"request.json", "--threads", "1", "--together", "1", "--output", "alone.nc"}).exit, 0);
        QProcess process;
        process.setWorkingDirectory(folder_.path());
        process.start(mpirun,
                      launched(3, {"run", "request.json", "--checkpoint-every", "5", "--output", "lost.nc"}));
        QElapsedTimer timer;
        timer.start();
        constexpr int patience = 60000;
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
        QVERIFY(QFile::copy(at("lost.nc.partial"), at("two.nc.partial")));
        const Outcome alone = run({"--resume", "lost.nc.partial"});
        QVERIFY2(alone.exit == 0, alone.err.constData());
        QVERIFY(hashOf("lost.nc") == hashOf("alone.nc"));
        const Outcome two = launch(folder_.path(), mpirun, 2, {"run", "--resume", "two.nc.partial"});
        QVERIFY2(two.exit == 0, two.err.constData());
        QVERIFY(hashOf("two.nc") == hashOf("alone.nc"));
    }

private:
    [[nodiscard]] QString at(const QString& name) const { return folder_.filePath(name); }
    [[nodiscard]] Outcome run(const QStringList& words) const
    {
        return call(folder_.path(), QStringList{"run"} + words);
    }
    [[nodiscard]] QByteArray hashOf(const QString& name) const
    {
        QFile file(at(name));
        return file.open(QIODevice::ReadOnly)
                   ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
                   : QByteArray();
    }
    /// What a run says that Ctrl+C ends after some steps
    [[nodiscard]] QByteArray interrupted(const QStringList& words) const
    {
        QProcess process;
        process.setWorkingDirectory(folder_.path());
        process.start(program(), QStringList{"run"} + words + QStringList{"--progress"});
        process.setReadChannel(QProcess::StandardError);
        QByteArray said;
        constexpr int patience = 60000;
        while (!said.contains("step 3 of") && process.waitForReadyRead(patience)) {
            said += process.readAllStandardError();
        }
        if (process.processId() <= 0) {  // 0 would interrupt this program's own group
            return {};
        }
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        process.waitForFinished(patience);
        return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 130
                   ? said + process.readAllStandardError()
                   : QByteArray();
    }

    QTemporaryDir folder_;
};

QTEST_GUILESS_MAIN(TestBroken)

#include "broken.moc"
