#include "core/api/error.h"
#include "core/api/request.h"
#include "core/api/train_request.h"
#include "core/base/calendar.h"
#include "core/world/lorenz63.h"
#include "tests/core/train/suites.h"
#include "tests/suite.h"

#include <QDirIterator>

#include <cmath>

namespace {

using namespace core;

class TrainRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatIsPrintedIsReadBack()
    {
        const std::string text = R"({"training": {"kind": "lorenz63", "order": 3, "width": 96}, "steps": 77, "batch": 9,
            "optimiser": {"kind": "adam", "rate": 3e-4, "clip": 1.5}, "rate": {"kind": "cosine", "warmUp": 5},
            "average": 0.9, "validation": {"every": 7, "patience": 3}, "seed": 12})";
        const TrainRequest request = parseTrainRequest(text);
        QCOMPARE(request.training.knobs.at("order"), 3.0);
        QCOMPARE(request.training.knobs.at("depth"), 5.0);  // its entry's own
        QCOMPARE(request.optimiser.clip, 1.5);
        QCOMPARE(request.validation.patience, 3);
        const std::string printed = printTrainRequest(request);
        QCOMPARE(printTrainRequest(parseTrainRequest(printed)), printed);
    }
    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("named");
        QTest::newRow("no JSON") << "{" << "JSON";
        QTest::newRow("nothing to train") << "{}" << "training";
        QTest::newRow("unknown kind") << R"({"training": {"kind": "moon"}})" << "lorenz63";
        QTest::newRow("unknown knob") << R"({"training": {"kind": "lorenz63", "depths": 2}})" << "depths";
        QTest::newRow("a seed of truths") << R"({"training": {"kind": "lorenz63", "dataSeed": 5}})" << "dataSeed";
        QTest::newRow("order too far") << R"({"training": {"kind": "lorenz63", "order": 9}})" << "training.order";
        QTest::newRow("unknown optimiser")
            << R"({"training": {"kind": "lorenz63"}, "optimiser": {"kind": "sgd"}})" << "optimiser.kind";
        QTest::newRow("negative steps") << R"({"training": {"kind": "lorenz63"}, "steps": -1})" << "steps";
        QTest::newRow("unknown key") << R"({"training": {"kind": "lorenz63"}, "epochs": 1})" << "epochs";
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QString, text);
        QFETCH(QString, named);
        try {
            static_cast<void>(parseTrainRequest(text.toStdString()));
            QFAIL("nothing was thrown");
        } catch (const Error& error) {
            QVERIFY2(QString::fromStdString(error.what()).contains(named), error.what());
        }
    }
    void theShippedTrainingsAreSound()
    {
        int count = 0;
        QDirIterator files(EMBELLIE_SOURCE_DIR "/resources/requests", {"*-train.json"});
        while (files.hasNext()) {
            QVERIFY(readTrainRequest(files.next().toStdString()).steps > 0);
            ++count;
        }
        QVERIFY(count > 0);
    }
    void theExamplesObserveOneTrajectory_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("few");
        QTest::newRow("lo") << "lorenz63-lo.json" << true;
        QTest::newRow("hi") << "lorenz63-hi.json" << false;
    }
    /// What the Lorenz-63 examples observe is the first component of one simulated trajectory, with the errors that they say.
    void theExamplesObserveOneTrajectory()
    {
        QFETCH(const QString, name);
        QFETCH(const bool, few);
        constexpr std::int64_t length = 65;
        constexpr double scale = 8, printed = 5e-4;  // of a; the values have three decimals
        const auto sight = few ? world::Lorenz63Sight::low() : world::Lorenz63Sight::high();
        const auto chain = world::noisyLorenz63();
        world::Draws draws(63), errors(64, static_cast<std::uint32_t>(sight.every));
        at::Tensor x = chain.start(1, draws);
        for (int i = 0; i < 1024; ++i) {
            x = chain.next(x, draws);
        }
        const at::Tensor seen = sight.of(chain.trajectories(x, length, draws))[0];
        const at::Tensor y = scale * (seen + sight.error * errors.normal(seen.sizes()));
        const Request request = readRequest(EMBELLIE_SOURCE_DIR "/resources/requests/" + name.toStdString());
        QVERIFY(request.window && request.window->length == length);
        const auto& values = request.observations.at(0).values;
        QCOMPARE(static_cast<std::int64_t>(values.size()), y.numel());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const ValueSpec& one = values[i];
            const auto hour = sight.every * static_cast<std::int64_t>(i);
            QCOMPARE(one.variable, std::string("a"));
            QVERIFY(std::abs(one.value - y[static_cast<std::int64_t>(i)].item<double>()) < 1.1 * printed);
            QCOMPARE(one.error.value_or(0), scale * sight.error);
            QCOMPARE(one.time, base::isoFromSeconds(hour * 3600));
        }
    }
};

}  // namespace

std::unique_ptr<QObject> tests::requestSuite()
{
    return std::make_unique<TrainRequests>();
}

#include "requests.moc"
