#include "core/api/error.h"
#include "core/data/safetensors.h"
#include "core/prior/lorenz63_folder.h"
#include "core/train/base/course.h"
#include "core/train/base/losses.h"
#include "core/train/base/parameters.h"
#include "core/train/base/trainer.h"
#include "tests/core/train/suites.h"
#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>

namespace {

using namespace core;
using at::Tensor;
using train::Draws;
using train::StateDict;

/// Numbers that a line through the origin makes, y = 3 x, with a slope to be found.
class Line final : public train::Objective, public train::Source {
public:
    [[nodiscard]] std::int64_t samples() const override { return 40; }
    [[nodiscard]] Tensor batch(const std::vector<std::int64_t>& numbers, Draws& draws) const override
    {
        return draws.normal({static_cast<std::int64_t>(numbers.size()), 1}).to(at::kFloat);
    }
    [[nodiscard]] StateDict initial(Draws&) const override { return {{"slope", at::zeros({1})}}; }
    [[nodiscard]] Tensor loss(const StateDict& parameters, const Tensor& batch, Draws&) const override
    {
        return (parameters.at("slope") * batch - 3 * batch).square().mean() * factor;
    }
    void save(const StateDict&, const std::string&) const override {}
    double factor = 1;
};

TrainRequest lineRequest()
{
    TrainRequest request = parseTrainRequest(R"({"training": {"kind": "lorenz63"}})");
    request.optimiser = {.kind = "adam", .rate = 0.1, .weightDecay = 0};
    request.rate.kind = "constant";
    request.steps = 200;
    request.batch = 8;
    return request;
}

/// A small but whole training: a network, its windows, AdamW, an average
TrainRequest smallRequest(int steps)
{
    return parseTrainRequest(R"({"training": {"kind": "lorenz63", "order": 1, "width": 16, "depth": 2, "embedding": 4,
        "chains": 40, "burnIn": 20, "length": 30}, "batch": 8, "average": 0.9, "validation": {"every": 5},
        "checkpointEvery": 1000, "optimiser": {"clip": 0.5}, "steps": )" + std::to_string(steps) + "}");
}

std::string contentOf(const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QFile::ReadOnly) ? file.readAll().toStdString() : std::string();
}

class TrainCourse : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKnownMinimumIsFound()
    {
        const Line line;
        train::Trainer trainer(line, line, line, lineRequest());
        const double before = trainer.validate();
        for (int i = 0; i < 200; ++i) {
            static_cast<void>(trainer.step());
        }
        QVERIFY(std::abs(trainer.parameters().at("slope").item<double>() - 3) < 1e-2);
        QVERIFY(trainer.validate() < 1e-3 * before);
        QVERIFY(trainer.improved());
    }
    /// The first step of Adam moves each weight by the rate, whatever its gradient; AdamW first shrinks it.
    void theFirstStepIsTheRate()
    {
        Line line;
        auto request = lineRequest();
        request.optimiser = {.kind = "adamw", .rate = 0.25, .weightDecay = 0.5};
        train::Trainer trainer(line, line, line, request);
        const auto report = trainer.step();
        QCOMPARE(report.rate, 0.25);
        QVERIFY(std::abs(trainer.parameters().at("slope").item<double>() - 0.25) < 1e-6);
        // 0.25 · (1 − 0.25 · 0.5), then by at most the rate
        static_cast<void>(trainer.step());
        QVERIFY(std::abs(trainer.parameters().at("slope").item<double>() - 0.25 * 0.875 - 0.25) < 0.05);
    }
    void ratesFollowTheirFormulas()
    {
        const OptimiserSpec spec{.rate = 2};
        QCOMPARE(train::rateAt(spec, {.kind = "constant"}, 70, 100), 2.0);
        QCOMPARE(train::rateAt(spec, {.kind = "linear"}, 25, 100), 1.5);
        QCOMPARE(train::rateAt(spec, {.kind = "cosine"}, 50, 100), 1.0);
        QCOMPARE(train::rateAt(spec, {.kind = "constant", .warmUp = 10}, 4, 100), 1.0);
    }
    void anAverageLagsBehindAndArrives()
    {
        const Line line;
        auto request = lineRequest();
        request.average = 0.9;
        train::Trainer trainer(line, line, line, request);
        for (int i = 0; i < 10; ++i) {
            static_cast<void>(trainer.step());
        }
        const double now = trainer.parameters().at("slope").item<double>(),
                     kept = trainer.averaged().at("slope").item<double>();
        QVERIFY(kept > 0 && kept < now);
        for (int i = 0; i < 190; ++i) {
            static_cast<void>(trainer.step());
        }
        QVERIFY(std::abs(trainer.averaged().at("slope").item<double>() - 3) < 2e-2);
    }
    void aGradientIsCutToItsNorm()
    {
        auto parameters = train::leaves({{"a", at::full({4}, 2.0F)}});
        train::Optimiser optimiser({.kind = "adam", .rate = 1, .weightDecay = 0, .clip = 1}, parameters);
        (parameters.at("a") * 3).sum().backward();
        const double norm = optimiser.gradientNorm();
        QCOMPARE(norm, 6.0);
        optimiser.step(0, norm);
        // the first moment after one step is (1 − β₁) times the gradient that was used: 0.1 · 3/6
        QVERIFY(at::allclose(optimiser.state().at("first.a"), at::full({4}, 0.05F)));
    }
    void whatIsResumedHasTheSameBits()
    {
        const QTemporaryDir folder;
        const std::string whole = folder.filePath("whole").toStdString(), parts = folder.filePath("parts").toStdString();
        const auto end = train::train(smallRequest(20), {.folder = whole});
        QCOMPARE(end.steps, 20);
        int steps = 0;
        const auto paused = train::train(smallRequest(20), {.folder = parts, .interrupted = [&] { return ++steps > 10; }});
        QCOMPARE(paused.steps, 10);
        QCOMPARE(paused.why, train::CourseEnd::Why::interrupted);
        QVERIFY(paused.hash != end.hash);
        const auto resumed =
            train::train(smallRequest(20), {.folder = parts, .from = train::Course::From::checkpoint});
        QCOMPARE(resumed.steps, 20);
        QCOMPARE(resumed.hash, end.hash);
        for (const char* name : {"/checkpoint.safetensors", "/weights.safetensors", "/loss.csv"}) {
            QVERIFY(!contentOf(whole + name).empty());
            QVERIFY2(contentOf(whole + name) == contentOf(parts + name), name);
        }
    }
    void oneSeedOneResult()
    {
        const QTemporaryDir folder;
        auto request = smallRequest(4);
        const auto hashOf = [&](const char* name) {
            return train::train(request, {.folder = folder.filePath(name).toStdString()}).hash;
        };
        const auto first = hashOf("a");
        QCOMPARE(hashOf("b"), first);
        request.seed = 1;
        QVERIFY(hashOf("c") != first);
    }
    void aDivergedTrainingKeepsItsCheckpoint()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("checkpoint.safetensors").toStdString();
        Line line;
        train::Trainer trainer(line, line, line, lineRequest());
        for (int i = 0; i < 120; ++i) {
            static_cast<void>(trainer.step());
        }
        trainer.save(path);
        const auto sound = train::hashOf(trainer.parameters());
        for (const double factor : {std::nan(""), 1e12}) {
            line.factor = factor;
            try {
                static_cast<void>(trainer.step());
                QFAIL("a loss without sense was accepted");
            } catch (const Error& error) {
                QVERIFY2(QString(error.what()).contains("diverged at step 121"), error.what());
            }
            QCOMPARE(train::hashOf(trainer.parameters()), sound);
        }
        line.factor = 1;
        train::Trainer again(line, line, line, lineRequest());
        again.restore(path);
        QCOMPARE(train::hashOf(again.parameters()), sound);
        static_cast<void>(again.step());
        QVERIFY(train::hashOf(again.parameters()) != sound);
    }
    void patienceEndsATraining()
    {
        const QTemporaryDir folder;
        auto request = smallRequest(400);
        request.optimiser.rate = 1e-12;  // nothing is learnt
        request.average = 0;
        request.validation = {.every = 2, .patience = 3};
        const auto end = train::train(request, {.folder = folder.filePath("p").toStdString()});
        QCOMPARE(end.why, train::CourseEnd::Why::patience);
        QVERIFY(end.steps < 400);
    }
    void aCheckpointOfAnotherTrainingIsRefused()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("p").toStdString();
        static_cast<void>(train::train(smallRequest(2), {.folder = path}));
        auto other = smallRequest(4);
        other.training.knobs["width"] = 24;
        const train::Course course{.folder = path, .from = train::Course::From::checkpoint};
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(train::train(other, course)));
    }
    void whatIsTrainedIsAPriorWithItsNetwork()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("p").toStdString();
        static_cast<void>(train::train(smallRequest(10), {.folder = path}));
        const auto prior = prior::loadLorenz63(path);
        const Tensor x = at::randn({2, 7 * 3});
        const auto node = schedule::make(prior::lorenz63Schedule())->at(0.4);
        const auto estimate = prior->linearise(x, node);
        QVERIFY(at::allclose(estimate.mean, prior->mean(x, node)));
        QVERIFY(at::allclose(prior->noise(x, node), (x - node.alpha * estimate.mean) / node.sigma, 1e-4, 1e-4));
        // only u counts: the same state on the variance-exploding scale
        const denoiser::Node exploding{.t = 0.9, .alpha = 1, .sigma = node.u()};
        QVERIFY(at::allclose(prior->mean(x / node.alpha, exploding), estimate.mean, 1e-4, 1e-4));
    }
};

}  // namespace

std::unique_ptr<QObject> tests::courseSuite()
{
    return std::make_unique<TrainCourse>();
}

#include "course.moc"
