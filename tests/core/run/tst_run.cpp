#include "core/api/error.h"
#include "core/api/session.h"
#include "core/data/gridded.h"
#include "core/data/result.h"
#include "core/earth/demonstration.h"
#include "core/earth/sphere.h"
#include "core/run/loop.h"
#include "core/run/memory.h"
#include "core/run/outcome.h"
#include "core/run/problem.h"
#include "core/run/score.h"
#include "core/run/viewer.h"

#include <ATen/Parallel.h>

#include "tests/suite.h"

#include <QTemporaryDir>

#include <cmath>
#include <mutex>
#include <random>
#include <thread>

using namespace core;
using at::Tensor;

namespace {

/// Temperature of demonstration weather in a small file that priors are fitted from and networks sample.
class World {
public:
    World()
    {
        auto all = earth::demonstration({.seed = 2, .start = 0, .stepSeconds = 21600, .states = 40, .truncation = 21});
        data::Gridded some{.lat = all.lat, .lon = all.lon, .channels = {all.channels[1]}, .times = all.times};
        const auto cells = static_cast<std::ptrdiff_t>(all.lat.size() * all.lon.size());
        for (std::size_t t = 0; t < all.times.size(); ++t) {
            const auto first = all.values.begin() + static_cast<std::ptrdiff_t>(all.at(t, 1));
            some.values.insert(some.values.end(), first, first + cells);
        }
        data::writeGridded(path(), some, "small world");
    }
    [[nodiscard]] std::string path() const { return folder_.filePath("world.nc").toStdString(); }
    [[nodiscard]] std::string folder() const { return folder_.path().toStdString(); }
    [[nodiscard]] Request request(const std::string& extra = {}) const
    {
        return parseRequest(R"({"prior": {"kind": "spectral", "fit": ["world.nc"], "truncation": 20},
            "window": {"start": "1970-01-02T00:00:00Z", "step": "PT6H", "length": 2},
            "observations": [{"network": "radiosondes", "of": "world.nc", "count": 90, "seed": 5, "holdOut": 0.2}],
            "truth": "world.nc", "sampler": {"kind": "semiexact", "steps": 12}, "ensemble": {"members": 3, "seed": 9})" +
                            (extra.empty() ? "" : ", " + extra) + "}", folder());
    }

private:
    QTemporaryDir folder_;
};

const World& world()
{
    static const World kept;
    return kept;
}

/// A session whose events are kept.
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
    [[nodiscard]] std::size_t steps() const { return all<Stepped>().size(); }

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

std::vector<float> membersOf(Recorder& recorder, const QTemporaryDir& folder)
{
    const std::string path = folder.filePath("r.nc").toStdString();
    recorder.session.save(path);
    recorder.session.wait();
    std::vector<float> out;
    for (const auto& member : data::readResult(path).members) {
        out.insert(out.end(), member.begin(), member.end());
    }
    return out;
}

Tensor sampled(const Request& request)
{
    const auto problem = run::prepare(request, [](const std::string&, double) {});
    run::Loop loop(problem, std::make_shared<run::History>(1 << 28), 1);
    while (!loop.done()) {
        static_cast<void>(loop.advance());
    }
    return loop.x();
}

}  // namespace

class TestRun : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunTooLargeForTheMachineIsRefusedBeforeItStarts()
    {
        run::expectMemory(run::bytesOfRun({.members = 2, .elements = 1000, .observations = 100}));
        QVERIFY(run::bytesOfRun({.members = 4, .elements = 1000}) > 4 * 1000 * sizeof(float));
        const Request huge = withSetting(withSetting(world().request(), "ensemble.members", "65536"), "window.length", "400");
        try {
            static_cast<void>(run::prepare(huge, [](const std::string&, double) {}));
            QFAIL("the run was not refused");
        } catch (const Error& error) {
            QCOMPARE(error.cause(), Cause::outOfMemory);
            QVERIFY(QString(error.what()).contains("GiB of memory") && !error.hint().empty());
        }
    }
    void initTestCase() { at::set_num_threads(1); }

    void aRunEndsWithScalarsOfEveryStep()
    {
        Recorder recorder;
        recorder.session.start(withSetting(world().request(), "ensemble.members", "24"));
        recorder.session.wait();
        QCOMPARE(recorder.all<Failed>().size(), 0UL);
        QCOMPARE(recorder.all<Finished>().size(), 1UL);
        const auto steps = recorder.all<Stepped>();
        QCOMPARE(steps.size(), 12UL);
        QVERIFY(steps.back().omaRms < steps.back().ombRms);
        // at the highest noise x̂₀ is already the posterior mean, so the error starts there and stays
        QVERIFY(std::abs(steps.back().rmse / steps.front().rmse - 1) < 0.15);
        QVERIFY(steps.front().spread < 0.05 && steps.back().spread > 0.3);
        QVERIFY(std::isfinite(steps.back().heldOutRms));
        QVERIFY(steps.back().sigma < 0.01);
    }
    void sameSeedSameResultAndOtherSeedAnother()
    {
        const Tensor a = sampled(world().request()), b = sampled(world().request());
        QVERIFY(at::equal(a, b));
        QVERIFY(!at::equal(a, sampled(withSetting(world().request(), "ensemble.seed", "10"))));
    }
    void aMemberDoesNotDependOnHowManyThereAre()
    {
        const Tensor few = sampled(world().request()), more = sampled(withSetting(world().request(), "ensemble.members", "5"));
        QVERIFY((few[2] - more[2]).abs().max().item<double>() < 1e-3);
    }
    void strengthZeroIsThePriorBitForBit()
    {
        auto unobserved = world().request();
        unobserved.observations.clear();
        QVERIFY(at::equal(sampled(withSetting(world().request(), "guidance.strength", "0")), sampled(unobserved)));
    }
    void aBranchWithoutAChangeRepeatsTheRun()
    {
        const QTemporaryDir folder;
        Recorder recorder;
        recorder.session.start(world().request());
        recorder.session.wait();
        const auto straight = membersOf(recorder, folder);
        recorder.session.branch(5);
        recorder.session.play();
        recorder.session.wait();
        QCOMPARE(recorder.all<Finished>().size(), 2UL);
        QVERIFY(membersOf(recorder, folder) == straight);
    }
    void aLiveChangeIsWrittenDownAndRepeated()
    {
        const QTemporaryDir folder;
        Recorder recorder;
        recorder.session.start(world().request(), true);
        recorder.session.wait();
        for (int i = 0; i < 4; ++i) {
            recorder.session.step();
            recorder.session.wait();
        }
        QCOMPARE(recorder.steps(), 4UL);
        Live live{.guidance = world().request().guidance};
        live.guidance.choice.kind = "covariance";
        live.guidance.strength = 4;
        const auto id = recorder.session.tune(live);
        recorder.session.play();
        recorder.session.wait();
        const auto steps = recorder.all<Stepped>();
        QCOMPARE(steps[4].settings, id);
        QCOMPARE(steps[4].strength, 4.0);
        QCOMPARE(steps[3].strength, 1.0);
        const auto lived = membersOf(recorder, folder);
        const auto written = data::readResult(folder.filePath("r.nc").toStdString()).attributes.at("request");
        Request again = parseRequest(written, world().folder());
        QCOMPARE(again.changes.size(), 1UL);
        Recorder second;
        second.session.start(again);
        second.session.wait();
        QVERIFY(membersOf(second, folder) == lived);
    }
    void theScheduleCanChangeHalfWay()
    {
        const Tensor changed = sampled(world().request(
            R"("changes": [{"step": 5, "set": {"schedule": {"kind": "cosine"}, "sampler": {"kind": "semiexact", "steps": 20}}}])"));
        QVERIFY(at::isfinite(changed).all().item<bool>());
    }
    void changesOfStepsThatTheRunLacksAreRefused()
    {
        const auto refusal = [](const char* changes) {
            try {
                static_cast<void>(
                    run::prepare(world().request(changes), [](const std::string&, double) {}));
                return QString();
            } catch (const Error& error) {
                return QString(error.what());
            }
        };
        const int steps = world().request().steps;
        const QString late = refusal(R"("changes": [{"step": 99, "set": {"guidance.strength": 2}}])");
        QVERIFY2(late.contains("step 99") && late.contains(QString("%1 steps").arg(steps)), qPrintable(late));
        // what an earlier change adds counts, in whatever order they are written
        QCOMPARE(refusal(R"("changes": [{"step": 99, "set": {"guidance.strength": 2}},
                                        {"step": 1, "set": {"sampler.steps": 100}}])"),
                 QString());
    }
    void membersThatActOnEachOtherAreSteppedTogether()
    {
        const auto refusal = [](const Request& request, std::int64_t together) {
            const auto problem = run::prepare(request, [](const std::string&, double) {});
            try {
                const run::Loop loop(problem, std::make_shared<run::History>(1 << 20), 1, together);
                return QString();
            } catch (const Error& error) {
                return QString(error.what());
            }
        };
        const Request alone = world().request();
        const auto all = alone.ensemble.members;
        QVERIFY(all > 1);
        QCOMPARE(refusal(alone, 1), QString());
        for (const auto& [path, value] : {std::pair{"guidance", R"({"kind": "tds"})"},
                                          std::pair{"guidance", R"({"kind": "dps", "norm": "all"})"},
                                          std::pair{"sampler", R"({"kind": "songpc", "norm": "all"})"}}) {
            const Request mixing = withSetting(alone, path, value);
            const QString said = refusal(mixing, 1);
            QVERIFY2(said.contains("act on each other") && said.contains("1 at a time"), qPrintable(said));
            QCOMPARE(refusal(mixing, all), QString());
        }
    }
    void aStateThatGuidanceBlewUpIsNotTheDenoisersFault()
    {
        Recorder recorder;
        Request request = withSetting(world().request(), "guidance", R"({"kind": "pgdm", "scale": 10, "strength": 1000})");
        request = withSetting(withSetting(request, "observations.0.error", R"("1e-5 K")"), "sampler.steps", "40");
        recorder.session.start(request);
        recorder.session.wait();
        const auto failed = recorder.all<Failed>();
        QCOMPARE(failed.size(), 1UL);
        const QString said = QString::fromStdString(failed.front().message);
        QVERIFY2(said.contains("the guidance pgdm"), qPrintable(said));
    }
    void finishHereKeepsTheEstimateAndDiscardDropsTheRun()
    {
        Recorder recorder;
        recorder.session.start(world().request(), true);
        recorder.session.step();
        recorder.session.wait();
        recorder.session.finishHere();
        recorder.session.wait();
        QCOMPARE(recorder.all<Finished>().size(), 1UL);
        QCOMPARE(recorder.all<Finished>().front().steps, 1);
        recorder.session.start(world().request(), true);
        recorder.session.wait();
        recorder.session.discard();
        recorder.session.wait();
        QCOMPARE(recorder.all<Stopped>().size(), 1UL);
    }
    void anyOrderOfVerbsIsSurvived()
    {
        std::mt19937 random(7);
        for (int round = 0; round < 6; ++round) {
            Recorder recorder;
            recorder.session.start(world().request(), round % 2 == 0);
            for (int i = 0; i < 25; ++i) {
                switch (random() % 7) {
                case 0: recorder.session.play(); break;
                case 1: recorder.session.pause(); break;
                case 2: recorder.session.step(); break;
                case 3: recorder.session.finishHere(); break;
                case 4: recorder.session.branch(static_cast<int>(random() % 13)); break;
                case 5: recorder.session.show({.time = static_cast<int>(random() % 2)}); break;
                default: recorder.session.discard(); break;
                }
                std::this_thread::sleep_for(std::chrono::milliseconds(random() % 4));
            }
            recorder.session.start(world().request());  // whatever came before, the next run goes through
            recorder.session.wait();
            QVERIFY(!recorder.all<Finished>().empty());
            QCOMPARE(recorder.all<Finished>().back().steps, 12);
            for (const Failed& failed : recorder.all<Failed>()) {
                QVERIFY2(failed.message.find("The engine stopped") == std::string::npos, failed.message.c_str());
            }
        }  // the destructor stops and joins
    }
    void badRequestsFailInOneSentence_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("value");
        QTest::newRow("missing file") << "observations.0.of" << "\"nowhere.nc\"";
        QTest::newRow("truth outside") << "window.start" << "\"1999-01-01T00:00:00Z\"";
        QTest::newRow("truncation") << "prior.truncation" << "400";
        QTest::newRow("device") << "device" << "\"cuda\"";
    }
    void badRequestsFailInOneSentence()
    {
        QFETCH(QString, path);
        QFETCH(QString, value);
        Recorder recorder;
        recorder.session.start(withSetting(world().request(), path.toStdString(), value.toStdString()));
        recorder.session.wait();
        const auto failed = recorder.all<Failed>();
        QCOMPARE(failed.size(), 1UL);
        QVERIFY(!failed.front().message.empty() && !failed.front().hint.empty());
        QVERIFY(failed.front().message.find('\n') == std::string::npos);
        recorder.session.start(world().request());  // and the session still works
        recorder.session.wait();
        QCOMPARE(recorder.all<Finished>().size(), 1UL);
    }
    void viewsShowWhatTheyName()
    {
        const auto problem = run::prepare(world().request(), [](const std::string&, double) {});
        const auto history = std::make_shared<run::History>(1 << 28);
        run::Loop loop(problem, history, 1);
        while (!loop.done()) {
            static_cast<void>(loop.advance());
        }
        const run::Viewer viewer(problem, history, 1);
        const auto values = [&](const View& view) { return viewer.frame(view).field.values; };
        const auto truth = values({.quantity = Quantity::truth}), error = values({.quantity = Quantity::error});
        const auto denoised = values({}), increment = values({.quantity = Quantity::increment});
        const auto background = values({.quantity = Quantity::background});
        QVERIFY(std::abs(denoised[300] - truth[300] - error[300]) < 1e-3);
        QVERIFY(std::abs(denoised[300] - background[300] - increment[300]) < 1e-3);
        QVERIFY(values({.step = 3}) != denoised);
        QCOMPARE(viewer.frame({.step = 3}).step, 3);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(viewer.frame({.variable = 7})), Error);
    }
    void historyStaysWithinItsBudget()
    {
        const auto problem = run::prepare(world().request(), [](const std::string&, double) {});
        const auto whole = std::make_shared<run::History>(1 << 28);
        run::Loop all(problem, whole, 1);
        const std::size_t one = whole->bytes();
        const auto tight = std::make_shared<run::History>(5 * one);
        run::Loop loop(problem, tight, 1);
        while (!loop.done()) {
            static_cast<void>(loop.advance());
        }
        QVERIFY(tight->bytes() <= 5 * one + one);
        QVERIFY(tight->has(0) && tight->has(12));
    }
    /// 2 m temperature of stations around a forecast: on stations that the analysis never saw.
    void realObservationsAroundARealBackground()
    {
        const QString data = tests::sharedData();
        if (data.isEmpty()) {
            QSKIP("no folder of real files beside this checkout");
        }
        const auto request = parseRequest(R"({"prior": {"kind": "spectral", "error": "1.8 K", "length": "100 km",
            "background": "p1_ecmwf_t2m_valid_20181120_12z.nc"}, "observations": [{"file": "p1_synop_20181120_12z.csv",
            "errors": {"air_temperature": "1 K"}, "holdOut": 0.1}], "ensemble": {"members": 1, "seed": 42}})",
                                          (data + "/real/pairs").toStdString());
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        const auto departures = run::departuresOf(*problem, problem->exact->mean().unsqueeze(0));
        double before = 0, after = 0;
        for (const std::size_t i : problem->observations.heldOut) {
            before += std::pow(problem->observations.all[i].value - problem->observations.background[i], 2);
            after += std::pow(departures[i], 2);
        }
        const auto n = static_cast<double>(problem->observations.heldOut.size());
        QVERIFY(n > 80);
        QVERIFY2(std::sqrt(after / n) <= 2.13, qPrintable(QString("%1 K").arg(std::sqrt(after / n))));
        QVERIFY(std::sqrt(before / n) > 2.3);
    }
    /// Mountain stations around a regional reanalysis, at the model's heights.
    void stationsAroundARegionalBackground()
    {
        const QString data = tests::sharedData();
        if (data.isEmpty()) {
            QSKIP("no folder of real files beside this checkout");
        }
        QFile example(QStringLiteral(EMBELLIE_SOURCE_DIR) + "/resources/examples/real-heights.json");
        QVERIFY(example.open(QIODevice::ReadOnly));
        const auto request = parseRequest(example.readAll().toStdString(), (data + "/real/pairs").toStdString());
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        QVERIFY(problem->exact.has_value() && !problem->prior->decoder().grid()->global);
        QCOMPARE(problem->prior->channels().size(), 2U);
        const auto departures = run::departuresOf(*problem, problem->exact->mean().unsqueeze(0));
        const run::Observations& o = problem->observations;
        for (const auto& [which, most] : {std::pair{&o.used, 0.6}, {&o.heldOut, 0.5}}) {
            double before = 0, after = 0;
            for (const std::size_t i : *which) {
                QVERIFY(o.all[i].lat > 59 && o.all[i].lat < 62);  // others are outside the background
                if (o.all[i].variable == "air_temperature") {
                    before += std::pow(o.all[i].value - o.background[i], 2);
                    after += std::pow(departures[i], 2);
                }
            }
            QVERIFY2(before > 0 && std::sqrt(after / before) < most, qPrintable(QString::number(std::sqrt(after / before))));
        }
    }
    /// A whole state from 500 radiosonde-like stations: the exact mean is at least 30 % better than the prior mean.
    void aRealStateIsRecoveredFromRadiosondes()
    {
        const QString data = tests::sharedData();
        if (data.isEmpty()) {
            QSKIP("no folder of real files beside this checkout");
        }
        QFile example(QStringLiteral(EMBELLIE_SOURCE_DIR) + "/resources/examples/real-state.json");
        QVERIFY(example.open(QIODevice::ReadOnly));
        const auto request = parseRequest(example.readAll().toStdString(), (data + "/real/grid").toStdString());
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        QVERIFY(problem->exact.has_value());
        const auto& prior = problem->prior->decoder();
        const auto w = earth::areaWeights(prior.grid()->lat);
        const Tensor weight = at::tensor(at::ArrayRef<double>(w), at::kDouble).unsqueeze(1);
        const auto rmse = [&](const Tensor& field, int c) {
            return std::sqrt(((field - problem->truthFieldsOnGrid[0][c]).to(at::kDouble).square() * weight).mean().item<double>());
        };
        for (int c = 0; c < static_cast<int>(problem->prior->channels().size()); ++c) {
            const double before = rmse(prior.background(c, 0), c);
            const double after = rmse(prior.field(problem->exact->mean().unsqueeze(0), c, 0)[0], c);
            QVERIFY2(after < 0.7 * before, qPrintable(QString("%1: %2 of %3").arg(problem->prior->channels()[static_cast<std::size_t>(c)].key().c_str()).arg(after).arg(before)));
        }
    }
    /// The real path, end to end, against the exact answer: mean and variance of 2,048 members within 4 standard errors.
    void aLargeEnsembleHasTheExactMeanAndVariance()
    {
        Request request = withSetting(world().request(), "ensemble.members", "2048");
        request = withSetting(request, "sampler.steps", "96");
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        run::Loop loop(problem, std::make_shared<run::History>(1 << 20), 1);
        while (!loop.done()) {
            static_cast<void>(loop.advance());
        }
        std::vector<observe::Point> places;
        for (int i = 0; i < 40; ++i) {
            places.push_back({0, i % 2, -78.0 + 4 * i, 47.0 * i});
        }
        const auto points = problem->prior->decoder().points(places);
        const Tensor values = points->apply(loop.x()).to(at::kDouble);
        const Tensor exact = points->apply(problem->exact->mean().unsqueeze(0))[0].to(at::kDouble);
        const Tensor variance = problem->exact->variance(*points);
        const double members = 2048;
        const Tensor meanError = ((values.mean(0) - exact) / (variance / members).sqrt()).abs();
        const Tensor varianceError = ((values.var(0) / variance - 1) / std::sqrt(2 / (members - 1))).abs();
        QVERIFY2(meanError.max().item<double>() < 4, qPrintable(QString::number(meanError.max().item<double>())));
        QVERIFY2(varianceError.max().item<double>() < 4, qPrintable(QString::number(varianceError.max().item<double>())));
    }
    void balancesSayWhatTheyRestOn()
    {
        for (const int states : {1, 6}) {
            data::Result result;
            for (int row = 0; row < 9; ++row) {
                result.grid.lat.push_back(80 - 20.0 * row);
            }
            for (int column = 0; column < 16; ++column) {
                result.grid.lon.push_back(22.5 * column);
            }
            result.grid.channels = {{"geopotential_height", "", "m", 500}, {"eastward_wind", "", "m s-1", 500}, {"northward_wind", "", "m s-1", 500}};
            std::mt19937 generator(3);
            std::normal_distribution<float> normal;
            result.members.resize(2);
            for (int state = 0; state < states; ++state) {
                result.grid.times.push_back(21600 * state);
            }
            for (auto& member : result.members) {
                for (std::size_t i = 0; i < result.grid.at(static_cast<std::size_t>(states), 0); ++i) {
                    member.push_back(10 * normal(generator));
                }
            }
            const auto balances = run::scoreBalances(result, nullptr);
            QCOMPARE(balances.size(), 2U);
            for (const BalanceScore& one : balances) {
                QCOMPARE(one.n, std::size_t(9 * 16 * states));
                QCOMPARE(one.times, std::size_t(states));
                for (const char* name : {"modulusCorrelation", "cosine", "sine"}) {
                    const Interval interval = one.intervals.at(name);
                    const double value = one.members.at(name).front();
                    QVERIFY2(states == 1 ? std::isnan(interval.low)
                                         : interval.low < interval.high && interval.low <= value && value <= interval.high, name);
                }
            }
            const Answer answer = printed(ScoreReport{.balances = balances});
            QCOMPARE(answer.text.find("one date") != std::string::npos, states == 1);
            QVERIFY(answer.json.find("moving-block bootstrap") != std::string::npos);
        }
    }
    void aLongWindowIsAChainWithItsOwnDefaults()
    {
        Request request = world().request();
        request.sampler = {};
        request.window->length = 70;
        request.window->start = "1970-01-01T00:00:00Z";
        request.truth.clear();
        request.steps = 48;
        request.observations.front() = {.values = {{.id = "a", .time = "1970-01-05T00:00:00Z", .lat = 40, .lon = 10,
                                                    .variable = "air_temperature", .levelHpa = 500, .value = 250, .error = 1},
                                                   {.id = "b", .time = "1970-01-17T06:00:00Z", .lat = -30, .lon = 110,
                                                    .variable = "air_temperature", .levelHpa = 500, .value = 262, .error = 1}}};
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        QCOMPARE(problem->request.sampler.kind, std::string("lms"));
        QCOMPARE(problem->request.grid.kind, std::string("edm"));
        QCOMPARE(problem->request.guidance.choice.kind, std::string("covariance"));
        QVERIFY(problem->exact);
        run::Loop loop(problem, std::make_shared<run::History>(std::size_t{1} << 30), 1);
        while (!loop.done()) {
            static_cast<void>(loop.advance());
        }
        const auto exact = run::againstExact(*problem, loop.x());
        QVERIFY(!exact.empty());
        for (const auto& [key, one] : exact) {
            QVERIFY2(one.rmsDifference < 1.3 * one.monteCarloError, qPrintable(QString("%1 of %2").arg(one.rmsDifference).arg(one.monteCarloError)));
            QVERIFY(one.rmsDifference > 0.5 * one.monteCarloError);
        }
        // the result is written time by time
        QTemporaryDir folder;
        const std::string path = folder.filePath("long.nc").toStdString();
        const run::History history(1 << 20);
        data::writeResult(path, run::outcome(*problem, loop.request(), loop.x(), history, false), run::fieldsOfOutcome(*problem, loop.x()));
        const data::Result back = data::readResult(path);
        QCOMPARE(back.members.size(), 3U);
        QCOMPARE(back.grid.times.size(), 70U);
        const Tensor field = problem->prior->decoder().field(loop.x().slice(0, 1, 2), 0, 33)[0].to(at::kFloat).contiguous();
        const auto first = back.members[1].begin() + static_cast<std::ptrdiff_t>(back.grid.at(33, 0));
        QVERIFY(std::equal(field.data_ptr<float>(), field.data_ptr<float>() + field.numel(), first));
    }
};

int main(int argc, char** argv)
{
    TestRun run;
    return tests::runAll(argc, argv, {&run});
}

#include "tst_run.moc"
