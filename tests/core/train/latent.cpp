#include "core/api/error.h"
#include "core/data/state_series.h"
#include "core/network/appa_folder.h"
#include "core/prior/appa_fields.h"
#include "core/run/loop.h"
#include "core/run/problem.h"
#include "core/train/base/course.h"
#include "core/train/base/standard_states.h"
#include "tests/core/train/suites.h"
#include "tests/core/train/waves.h"
#include "tests/suite.h"

#include <QTemporaryDir>

namespace {

using namespace core;
using at::Tensor;
using tests::columns, tests::rows;

/// The published recipe from files to a prior: an autoencoder, then a denoiser of its latents.
class LatentTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        tests::writeWaves(at("waves.nc"), columns);
    }
    void anAutoencoderIsLearned()
    {
        const train::CourseEnd end = train::train(encoding("waves.nc", 150), {.folder = at("ae")});
        QVERIFY2(end.best < 0.35, qPrintable(QString::number(end.best)));  // 1 is the mean alone
        const network::AppaAutoencoder made = network::loadAutoencoder(at("ae"));
        QCOMPARE(made.config.latentShape(), (std::array<std::int64_t, 3>{2, 6, 12}));
        const auto series = std::make_shared<const data::StateSeries>(std::vector<std::string>{at("waves.nc")});
        const prior::AppaFields fields = prior::readAppaFields(at("ae") + "/statistics.nc", made.config.channels);
        QCOMPARE(fields.lat, series->lat());
        const train::StandardStates states(series, fields, {.part = data::WindowPlan::Part::validation, .length = 1});
        world::Draws draws(1);
        const Tensor x = states.batch({0, 5, 9}, draws).squeeze(1);
        QVERIFY(std::abs(x.square().mean().item<double>() - 1) < 0.5);
        const double missed = (made.network->decode(made.network->encode(x)) - x).square().mean().item<double>();
        QVERIFY2(missed < 0.5, qPrintable(QString::number(missed)));
    }
    void trajectoriesAreLearnedAndBecomeAPrior()
    {
        const train::CourseEnd end = train::train(denoising("waves.nc", 60), {.folder = at("latent")});
        QVERIFY2(end.best < 0.9, qPrintable(QString::number(end.best)));  // 1 is a network that says nothing
        const auto request = parseRequest(R"({"prior": "latent", "device": "cpu", "window": {"start": "1970-02-01T00:00:00Z",
            "length": 4}, "observations": [{"values": [{"id": "a", "time": "1970-02-01T00:00:00Z", "lat": 40, "lon": 10,
            "variable": "air_temperature", "level": 500, "value": 0.5, "error": 0.1}]}],
            "sampler": {"steps": 4}, "ensemble": {"members": 2}})", folder_.path().toStdString());
        const auto problem = run::prepare(request, [](const std::string&, double) {});
        QCOMPARE(problem->prior->channels().front().key(), std::string("air_temperature@500"));
        QCOMPARE(problem->window.stepSeconds, std::int64_t{21600});
        QCOMPARE(problem->prior->decoder().grid()->lat, data::StateSeries({at("waves.nc")}).lat());
        run::Loop loop(problem, std::make_shared<run::History>(1), 1);
        while (!loop.done()) {
            static_cast<void>(loop.advance());
        }
        const Tensor fields = problem->prior->decoder().fields(loop.x(), 3);
        QCOMPARE(fields.sizes().vec(), (std::vector<std::int64_t>{2, 2, rows, columns}));
        QVERIFY(at::isfinite(fields).all().item<bool>());
    }
    void aBrokenTrainingGoesOnToTheSameBits()
    {
        const auto whole = train::train(denoising("waves.nc", 6), {.folder = at("whole")});
        int left = 3;
        static_cast<void>(train::train(denoising("waves.nc", 6), {.folder = at("parts"), .interrupted = [&] { return left-- == 0; }}));
        const auto resumed = train::train(denoising("waves.nc", 6), {.folder = at("parts"), .from = train::Course::From::checkpoint});
        QCOMPARE(resumed.hash, whole.hash);
    }
    void otherDataAreRefused()
    {
        tests::writeWaves(at("wide.nc"), 2 * columns);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(train::train(denoising("wide.nc", 1), {.folder = at("none")})), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(prior::appaOrder({{"ozone", "Ozone", "1", 500}})), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(prior::appaOrder({{"air_temperature", "T", "K", 500}, {"air_temperature", "T", "K", 850},
                                                                     {"eastward_wind", "u", "m s-1", 500}})), Error);
    }

private:
    [[nodiscard]] std::string at(const QString& name) const { return folder_.filePath(name).toStdString(); }
    [[nodiscard]] TrainRequest encoding(const char* data, int steps) const
    {
        TrainRequest out = parseTrainRequest(R"({"training": {"kind": "autoencoder", "data": ")" + at(data) +
                                             R"(", "halvings": 2, "latentChannels": 12, "width": 12}, "optimiser": {"rate": 0.004}, "batch": 16})");
        out.steps = steps;
        out.validation.every = steps;
        return out;
    }
    [[nodiscard]] TrainRequest denoising(const char* data, int steps) const
    {
        TrainRequest out = parseTrainRequest(R"({"training": {"kind": "appa", "data": ")" + at(data) + R"(", "autoencoder": ")" + at("ae") +
                                             R"(", "length": 4, "width": 32, "blocks": 2, "heads": 2, "modulation": 16},
            "optimiser": {"rate": 0.003}, "batch": 8})");
        out.steps = steps;
        out.validation.every = steps;
        return out;
    }
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::latentTrainingSuite()
{
    return std::make_unique<LatentTraining>();
}

#include "latent.moc"
