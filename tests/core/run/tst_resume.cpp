#include "core/api/error.h"
#include "core/api/partial.h"
#include "core/api/session.h"
#include "core/data/gridded.h"
#include "core/data/result.h"
#include "core/earth/demonstration.h"
#include "core/run/mapped.h"
#include "core/run/partial.h"

#include <ATen/ATen.h>

#include "tests/suite.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <cmath>
#include <csignal>
#include <mutex>
#include <optional>

#include <sys/resource.h>

using namespace core;

namespace {

/// Temperature and wind of demonstration weather, from which priors are fitted.
class World {
public:
    World()
    {
        auto all = earth::demonstration(
            {.seed = 2, .start = 0, .stepSeconds = 21600, .states = 90, .truncation = 15});
        data::Gridded some{.lat = all.lat, .lon = all.lon, .channels = {all.channels[1]}, .times = all.times};
        const auto cells = static_cast<std::ptrdiff_t>(all.lat.size() * all.lon.size());
        for (std::size_t t = 0; t < all.times.size(); ++t) {
            const auto first = all.values.begin() + static_cast<std::ptrdiff_t>(all.at(t, 1));
            some.values.insert(some.values.end(), first, first + cells);
        }
        data::writeGridded(at("world.nc"), some, "small world");
    }
    [[nodiscard]] std::string at(const std::string& name) const
    {
        return folder_.filePath(name.c_str()).toStdString();
    }
    [[nodiscard]] Request request(const std::vector<std::pair<std::string, std::string>>& settings = {}) const
    {
        Request out = parseRequest(R"({"prior": {"kind": "spectral", "fit": ["world.nc"], "truncation": 10},
            "window": {"start": "1970-01-02T00:00:00Z", "step": "PT6H", "length": 2},
            "observations": [{"network": "radiosondes", "of": "world.nc", "count": 40, "seed": 5, "holdOut": 0.2}],
            "truth": "world.nc", "sampler": {"kind": "semiexact", "steps": 9}, "device": "cpu",
            "ensemble": {"members": 3, "seed": 9}})",
                                   folder_.path().toStdString());
        for (const auto& [path, value] : settings) {
            out = withSetting(out, path, value);
        }
        return out;
    }

private:
    QTemporaryDir folder_;
};

const World& world()
{
    static const World kept;
    return kept;
}

/// A session whose failures are kept.
class Listener {
public:
    explicit Listener(Session::Options options)
        : session({.frameReady = {}, .event = [this](const Event& event) { hear(event); }},
                  withThread(options))
    {
    }
    [[nodiscard]] std::string failure() const
    {
        const std::lock_guard lock(mutex_);
        return failure_;
    }
    [[nodiscard]] std::vector<std::string> notes() const
    {
        const std::lock_guard lock(mutex_);
        return notes_;
    }
    [[nodiscard]] int firstStep() const { return firstStep_; }
    [[nodiscard]] std::uint64_t evaluations() const { return evaluations_; }

private:
    static Session::Options withThread(Session::Options options)
    {
        options.threads = 1;
        return options;
    }
    void hear(const Event& event)
    {
        const std::lock_guard lock(mutex_);
        if (const auto* failed = std::get_if<Failed>(&event)) {
            failure_ = failed->message;
        } else if (const auto* started = std::get_if<Started>(&event)) {
            notes_ = started->notes;
            firstStep_ = started->firstStep;
        } else if (const auto* finished = std::get_if<Finished>(&event)) {
            evaluations_ = finished->networkEvaluations;
        }
    }
    mutable std::mutex mutex_;
    std::string failure_;
    std::vector<std::string> notes_;
    int firstStep_ = 0;
    std::uint64_t evaluations_ = 0;

public:
    Session session;
};

QByteArray hashOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::ReadOnly)
               ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
               : QByteArray();
}

/// Runs to the end; the file's hash and the evaluations
std::pair<QByteArray, std::uint64_t> whole(const Request& request, Session::Options options = {})
{
    Listener listener(options);
    listener.session.start(request);
    listener.session.wait();
    listener.session.save(world().at("whole.nc"));
    listener.session.wait();
    return {hashOf(world().at("whole.nc")), listener.evaluations()};
}

/// Leaves a run after some steps, as a user would with Ctrl+C.
void broken(const Request& request, int steps, const std::string& partial, Session::Options options = {})
{
    options.partial = partial;
    Listener listener(options);
    listener.session.start(request, true);
    listener.session.wait();
    for (int k = 0; k < steps; ++k) {
        listener.session.step();
        listener.session.wait();
    }
}

/// What a resume says when it fails; empty when it does not
std::string refusal(const std::string& partial, const Request& request)
{
    Listener listener({});
    listener.session.resume(partial, request);
    listener.session.wait();
    return listener.failure();
}

}  // namespace

class TestResume : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBrokenRunGoesOnToTheSameBits_data()
    {
        using Settings = std::vector<std::pair<std::string, std::string>>;
        QTest::addColumn<Request>("request");
        QTest::addColumn<Session::Options>("options");
        QTest::addColumn<int>("at");
        const auto row = [](const char* name, const Settings& settings,
                            const Session::Options& options = {}, int at = 5) {
            QTest::newRow(name) << world().request(settings) << options << at;
        };
        row("exact steps", {});
        row("stochastic", {{"sampler.kind", "ddpm"}});
        row("multistep", {{"sampler.kind", "lms"}});
        row("second order of noise", {{"sampler.kind", "dpm2m"}});
        row("two evaluations", {{"sampler.kind", "heun"}});
        row("warm starts", {{"guidance.kind", "mmps"}});
        row("particles", {{"guidance.kind", "tds"}, {"sampler.kind", "ddpm"}, {"ensemble.members", "6"}});
        row("members apart", {{"sampler.kind", "lms"}, {"guidance.kind", "mmps"}}, {.together = 2});
        row("estimates kept", {{"sampler.kind", "lms"}}, {.keepSteps = true});
        row("few steps kept", {}, {.historyBytes = 1 << 14});
        row("a change to come",
            {{"changes", R"([{"step": 7, "set": {"guidance.strength": 3, "sampler.kind": "ddim"}}])"}});
        row("a change behind", {{"changes", R"([{"step": 2, "set": {"schedule": {"kind": "cosine"}}}])"},
                                {"sampler.kind", "lms"}});
        row("a chain", {{"window.length", "70"}, {"sampler", R"({"kind": "lms", "steps": 9})"}});
        row("a chain in mapped files",
            {{"window.length", "70"}, {"sampler", R"({"kind": "lms", "steps": 9})"}},
            {.historyBytes = 1 << 20, .memoryBytes = 1 << 20});
        const Settings rollout{{"task", R"({"kind": "autoregressive", "lead": 12, "past": 2})"},
                               {"sampler.kind", "lms"}};  // three legs of nine steps
        row("a rollout in its guided leg", rollout);
        row("a rollout between legs", rollout, {}, 9);
        row("a rollout in its last leg", rollout, {.together = 2}, 22);
        row("a rollout from given states",
            {{"task", R"({"kind": "autoregressive", "lead": 12, "input": "world.nc"})"}, {"sampler.kind", "ddpm"}},
            {.keepSteps = true}, 14);
    }
    void aBrokenRunGoesOnToTheSameBits()
    {
        QFETCH(Request, request);
        QFETCH(Session::Options, options);
        QFETCH(const int, at);
        const std::string partial = world().at("r.partial"), result = world().at("r.nc");
        const auto [expected, evaluations] = whole(request, options);
        QVERIFY(!expected.isEmpty());
        broken(request, at, partial, options);
        const PartialRun left = readPartialRun(partial);
        QCOMPARE(left.step, at);
        options.partial = partial;
        {
            Listener listener(options);
            listener.session.resume(partial, resumedRequest(left, std::nullopt));
            listener.session.wait();
            QVERIFY2(listener.failure().empty(), listener.failure().c_str());
            QCOMPARE(listener.firstStep(), at);
            QCOMPARE(listener.evaluations(), evaluations);
            if (options.memoryBytes > 0) {
                const auto notes = listener.notes();
                QVERIFY(std::any_of(notes.begin(), notes.end(), [](const std::string& n) {
                    return n.find("files on disk") != std::string::npos;
                }));
            }
            listener.session.save(result);
            listener.session.wait();
        }
        QVERIFY(hashOf(result) == expected);
        QVERIFY2(!QFile::exists(QString::fromStdString(partial)), "a finished run leaves only its result");
    }
    void aRunCanBeBrokenTwice()
    {
        const Request request = world().request({{"sampler.kind", "lms"}});
        const std::string partial = world().at("twice.partial");
        const auto expected = whole(request).first;
        broken(request, 3, partial);
        {
            Session::Options options;
            options.partial = partial;
            options.partialEvery = 1;
            Listener listener(options);
            listener.session.resume(partial, readPartialRun(partial).request);
            listener.session.pause();
            listener.session.wait();
            listener.session.step();
            listener.session.wait();
        }
        QVERIFY(readPartialRun(partial).step >= 4);
        Listener listener({});
        listener.session.resume(partial, readPartialRun(partial).request);
        listener.session.wait();
        listener.session.save(world().at("twice.nc"));
        listener.session.wait();
        QVERIFY(hashOf(world().at("twice.nc")) == expected);
    }
    void aChangeMadeLiveIsGoneOnWith()
    {
        const std::string partial = world().at("live.partial");
        {
            Session::Options options;
            options.partial = partial;
            Listener listener(options);
            listener.session.start(world().request(), true);
            listener.session.wait();
            for (int k = 0; k < 4; ++k) {
                if (k == 2) {
                    Live live{.guidance = world().request().guidance};
                    live.guidance.choice.kind = "covariance";
                    live.guidance.strength = 3;
                    static_cast<void>(listener.session.tune(live));
                }
                listener.session.step();
                listener.session.wait();
            }
        }
        const PartialRun left = readPartialRun(partial);
        QCOMPARE(left.request.changes.size(), 1UL);
        Listener listener({});
        listener.session.resume(partial, left.request);
        listener.session.wait();
        listener.session.save(world().at("live.nc"));
        listener.session.wait();
        QVERIFY(hashOf(world().at("live.nc")) == whole(left.request).first);
    }
    void anotherRequestIsRefusedByName_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("words");
        QTest::newRow("strength") << "guidance.strength"
                                  << "2"
                                  << "guidance.strength is 2";
        QTest::newRow("seed") << "ensemble.seed"
                              << "10"
                              << "ensemble.seed is 10, and the broken run has 9";
        QTest::newRow("steps") << "sampler.steps"
                               << "12"
                               << "sampler.steps is 12";
        QTest::newRow("observations") << "observations.0.count"
                                      << "41"
                                      << "observations.0.count is 41";
        QTest::newRow("members") << "ensemble.members"
                                 << "2"
                                 << "ensemble.members is 2";
    }
    void anotherRequestIsRefusedByName()
    {
        QFETCH(QString, path);
        QFETCH(QString, value);
        QFETCH(QString, words);
        const std::string partial = world().at("other.partial");
        broken(world().request(), 3, partial);
        const PartialRun left = readPartialRun(partial);
        const std::string said = refusal(
            partial, resumedRequest(left, world().request({{path.toStdString(), value.toStdString()}})));
        QVERIFY2(said.find(words.toStdString()) != std::string::npos, said.c_str());
        QVERIFY(refusal(partial, resumedRequest(left, world().request())).empty());
    }
    void changesOfStepsDoneAreRefusedAndOthersCount()
    {
        const std::string partial = world().at("changes.partial");
        broken(world().request(), 3, partial);
        const PartialRun left = readPartialRun(partial);
        QVERIFY_THROWS_EXCEPTION(
            Error,
            static_cast<void>(resumedRequest(
                left, world().request({{"changes", R"([{"step": 2, "set": {"guidance.strength": 0}}])"}}))));
        const Request changed = world().request(
            {{"changes", R"([{"step": 3, "set": {"guidance.strength": 0.5}}])"}});
        Listener listener({});
        listener.session.resume(partial, resumedRequest(left, changed));
        listener.session.wait();
        listener.session.save(world().at("changed.nc"));
        listener.session.wait();
        QVERIFY(hashOf(world().at("changed.nc")) == whole(changed).first);
    }
    void aFileThatHasChangedSinceIsNoticed()
    {
        const std::string partial = world().at("since.partial"), copy = world().at("other.nc");
        QVERIFY(QFile::copy(QString::fromStdString(world().at("world.nc")), QString::fromStdString(copy)));
        const Request request = world().request({{"prior.fit", R"(["other.nc"])"}});
        broken(request, 3, partial);
        data::Gridded series = data::readGridded({copy});
        for (float& value : series.values) {
            value *= 1.01F;
        }
        data::writeGridded(copy, series, "another world");
        const std::string said = refusal(partial, readPartialRun(partial).request);
        QVERIFY2(said.find("begins otherwise") != std::string::npos, said.c_str());
    }
    void damageIsToldInOneSentence()
    {
        const std::string partial = world().at("damaged.partial"), copy = world().at("damaged.copy");
        broken(world().request({{"sampler.kind", "lms"}}), 3, partial);
        const Request request = readPartialRun(partial).request;
        QFile file(QString::fromStdString(partial));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray sound = file.readAll();
        const auto told = [&](const QByteArray& bytes) {
            QFile out(QString::fromStdString(copy));
            out.open(QIODevice::WriteOnly);
            out.write(bytes);
            out.close();
            const std::string said = refusal(copy, request);
            return !said.empty() && said.find("cannot be") != std::string::npos &&
                   said.find('\n') == std::string::npos;
        };
        QVERIFY(!told(sound));
        for (const qsizetype at : {qsizetype(0), qsizetype(3), qsizetype(9), qsizetype(200), sound.size() / 3,
                                   sound.size() / 2, sound.size() - 1}) {
            QByteArray bent = sound;
            bent[at] = static_cast<char>(bent[at] ^ 4);
            QVERIFY2(told(bent), qPrintable(QString("byte %1").arg(at)));
        }
        for (const qsizetype left :
             {qsizetype(0), qsizetype(5), qsizetype(100), sound.size() / 2, sound.size() - 1}) {
            QVERIFY2(told(sound.left(left)), qPrintable(QString("%1 bytes").arg(left)));
        }
        QVERIFY(told(sound + "x"));
        QVERIFY(!refusal(world().at("nothing.partial"), request).empty());
        QVERIFY(!refusal(world().at(""), request).empty());
    }
    void whatIsNotFiniteIsPlacedAndItsStepsStay()
    {
        const std::string partial = world().at("nan.partial");
        Session::Options options;
        options.partial = partial;
        {
            Listener listener(options);
            listener.session.start(
                world().request({{"guidance", R"({"kind": "sda", "gamma": 0.0001, "detach": "on"})"},
                                 {"sampler", R"({"kind": "ddpm", "steps": 40})"},
                                 {"observations.0.error", "1e-5 K"},
                                 {"changes", R"([{"step": 4, "set": {"guidance.strength": 1000}}])"}}));
            listener.session.wait();
            const QString said = QString::fromStdString(listener.failure());
            QVERIFY2(said.startsWith("Step ") && said.contains("σ = ") &&
                         said.contains("they began in the guidance sda, member 1."),
                     qPrintable(said));
        }
        const PartialRun left = readPartialRun(partial);
        QVERIFY(left.step >= 4);
        // the way out: the change of the step to come is taken back
        Request calmer = left.request;
        calmer.changes.push_back({left.step, {{"guidance.strength", "0"}}});
        QVERIFY(refusal(partial, resumedRequest(left, calmer)).empty());
    }
    void aFullDiskLeavesTheEarlierFileWhole()
    {
        const std::string partial = world().at("full.partial");
        broken(world().request(), 3, partial);
        const QByteArray before = hashOf(partial);
        run::Partial next = run::readPartial(partial);
        rlimit usual{}, little{2048, 2048};
        getrlimit(RLIMIT_FSIZE, &usual);
        little.rlim_max = usual.rlim_max;
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &little);
        std::string said;
        try {
            run::writePartial(partial, next);
        } catch (const Error& error) {
            said = error.what();
        }
        setrlimit(RLIMIT_FSIZE, &usual);
        std::signal(SIGXFSZ, handler);
        QVERIFY2(said.find("disk is full") != std::string::npos, said.c_str());
        QVERIFY(hashOf(partial) == before);
        QCOMPARE(QDir(QFileInfo(QString::fromStdString(partial)).path()).entryList({"full.partial*"}).size(),
                 1);
    }
    void mappedFilesHoldTheSameRun()
    {
        const Request request = world().request(
            {{"window.length", "70"}, {"ensemble.members", "2"}, {"sampler.kind", "lms"}});
        Session::Options small;
        small.historyBytes = 1 << 20;
        const auto inMemory = whole(request, small).first;
        QCOMPARE(run::MappedTensors::bytes(), 0U);
        small.memoryBytes = 1 << 20;
        Listener listener(small);
        listener.session.start(request);
        listener.session.wait();
        QVERIFY2(listener.failure().empty(), listener.failure().c_str());
        QVERIFY(run::MappedTensors::bytes() > 0);
        listener.session.save(world().at("mapped.nc"));
        listener.session.wait();
        // the files differ in the note alone
        const auto notes = listener.notes();
        QVERIFY(std::any_of(notes.begin(), notes.end(), [](const std::string& n) {
            return n.find("files on disk") != std::string::npos;
        }));
        QVERIFY(!inMemory.isEmpty() && hashOf(world().at("mapped.nc")) != inMemory);
        const data::Result a = data::readResult(world().at("whole.nc")),
                           b = data::readResult(world().at("mapped.nc"));
        QVERIFY(!a.members.empty() && a.members == b.members);
        QCOMPARE(a.steps.size(), b.steps.size());
        for (std::size_t k = 0; k < a.steps.size(); ++k) {
            QCOMPARE(a.steps[k].omaRms, b.steps[k].omaRms);
        }
    }
};

QTEST_GUILESS_MAIN(TestResume)
#include "tst_resume.moc"
