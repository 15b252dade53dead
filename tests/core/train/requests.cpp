#include "core/api/error.h"
#include "core/api/train_request.h"
#include "tests/core/train/suites.h"
#include "tests/suite.h"

#include <QDirIterator>

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
};

}  // namespace

std::unique_ptr<QObject> tests::requestSuite()
{
    return std::make_unique<TrainRequests>();
}

#include "requests.moc"
