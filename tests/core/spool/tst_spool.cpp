#include "core/api/error.h"
#include "core/api/session.h"
#include "core/run/spool/follower.h"
#include "core/run/spool/writer.h"

#include "tests/suite.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <functional>
#include <mutex>

using namespace core;

namespace {

/// A session that follows, and what it was told.
class Recorder {
public:
    Recorder() : session({.frameReady = {}, .event = [this](const Event& e) { add(e); }}, {.threads = 1}) {}
    template <class T>
    [[nodiscard]] std::vector<T> all() const
    {
        const std::lock_guard lock(mutex_);
        std::vector<T> out;
        for (const Event& e : events_) {
            if (const T* one = std::get_if<T>(&e)) {
                out.push_back(*one);
            }
        }
        return out;
    }

private:
    void add(const Event& e)
    {
        const std::lock_guard lock(mutex_);
        events_.push_back(e);
    }
    mutable std::mutex mutex_;
    std::vector<Event> events_;

public:
    Session session;
};

constexpr int patience = 120000;

/// Another process that runs a small request and spools it.
class Remote {
public:
    explicit Remote(const QTemporaryDir& folder, int steps) : folder_(folder.path())
    {
        process_.setWorkingDirectory(folder_);
        process_.start(QStringLiteral(EMBELLIE_BUILD_DIR "/bin/embellie-cli"),
                       {"run", "demonstration", "--set", "window.length=1", "--set", "ensemble.members=1", "--set",
                        QString("sampler.steps=%1").arg(steps), "--spool", "spool", "--output", "r.nc"});
    }
    ~Remote()
    {
        process_.kill();
        process_.waitForFinished();
    }
    [[nodiscard]] std::string spool() const { return (folder_ + "/spool").toStdString(); }
    [[nodiscard]] bool appears() const
    {
        return QTest::qWaitFor([&] { return run::spool::isSpool(spool()) && QFile::exists(folder_ + "/spool/steps/0001.json"); },
                               patience);
    }
    [[nodiscard]] int exitCode()
    {
        return process_.waitForFinished(patience) ? process_.exitCode() : -1;
    }
    [[nodiscard]] QByteArray words() { return process_.readAllStandardError(); }

private:
    QString folder_;
    QProcess process_;
};

}  // namespace

class TestSpool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunOfAnotherProcessIsWatchedAndSteered()
    {
        const QTemporaryDir folder;
        constexpr int steps = 4000;  // long enough to be caught at any speed
        Remote remote(folder, steps);
        QVERIFY2(remote.appears(), remote.words().constData());
        Recorder here;
        here.session.open(remote.spool());
        QVERIFY(QTest::qWaitFor([&] { return here.all<Stepped>().size() > 3; }, patience));
        QCOMPARE(here.all<Started>().size(), std::size_t{1});
        const Started started = here.all<Started>().front();
        QVERIFY(!started.channels.empty() && !started.observations->empty());
        QCOMPARE(static_cast<int>(started.sigmas.size()), steps + 1);
        for (std::size_t i = 0; i < here.all<Stepped>().size(); ++i) {
            QCOMPARE(here.all<Stepped>()[i].step, static_cast<int>(i) + 1);  // each step, in order
        }

        here.session.show({.variable = 1});
        std::shared_ptr<const Frame> frame;
        QVERIFY(QTest::qWaitFor([&] { return (frame = here.session.takeFrame()) != nullptr; }, patience));
        QCOMPARE(frame->field.values.size(), frame->field.grid->lat.size() * frame->field.grid->lon.size());
        QVERIFY(frame->field.low < frame->field.high);

        here.session.pause();
        QVERIFY(QTest::qWaitFor([&] { return !here.all<Paused>().empty(); }, patience));
        const int rested = here.all<Paused>().front().step;
        QTest::qWait(500);
        QVERIFY(here.all<Stepped>().back().step <= rested);
        QVERIFY(rested < steps);

        Live live;
        live.guidance = started.request.guidance;
        live.guidance.strength = 4;
        static_cast<void>(here.session.tune(live));
        here.session.play();
        QVERIFY(QTest::qWaitFor([&] { return here.all<Stepped>().back().strength == 4; }, patience));
        here.session.finishHere();
        QVERIFY(QTest::qWaitFor([&] { return !here.all<Finished>().empty(); }, patience));
        QVERIFY(here.all<Failed>().empty());
        QCOMPARE(remote.exitCode(), 0);
        QVERIFY(QFile::exists(folder.filePath("r.nc")));
        QVERIFY(here.all<Finished>().front().steps < steps);
    }
    void aFolderOfSomethingElseIsLeftAlone()
    {
        const QTemporaryDir folder;
        QFile file(folder.filePath("thesis.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY_EXCEPTION_THROWN(run::spool::Writer(folder.path().toStdString()), Error);
        QVERIFY(QFile::exists(folder.filePath("thesis.txt")));
        QVERIFY(!run::spool::isSpool(folder.path().toStdString()));
    }
    void aDamagedFolderIsOneSentence()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("spool").toStdString();
        run::spool::Writer writer(path);
        run::spool::writeJson(path + "/run.json", {{"format", 1}});
        Recorder here;
        here.session.open(path);
        QVERIFY(QTest::qWaitFor([&] { return !here.all<Failed>().empty(); }, patience));
        QVERIFY(here.all<Failed>().front().message.find("does not describe a run") != std::string::npos);
    }
    void ordersComeInTheOrderTheyWereGiven()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("spool").toStdString();
        run::spool::Writer writer(path);
        writer.begin({}, {});
        run::spool::Follower follower(path, 1);
        follower.send({.verb = "pause"});
        follower.send({.verb = "", .strength = 2.5});
        QFile broken(folder.filePath("spool/orders/0.json"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{");
        broken.close();
        const auto orders = writer.orders();
        QCOMPARE(orders.size(), std::size_t{2});
        QCOMPARE(orders[0].verb, std::string("pause"));
        QCOMPARE(orders[1].strength.value(), 2.5);
        QVERIFY(writer.orders().empty());
    }
};

QTEST_GUILESS_MAIN(TestSpool)
#include "tst_spool.moc"
