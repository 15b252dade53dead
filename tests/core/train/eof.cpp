#include "core/api/error.h"
#include "core/data/state_series.h"
#include "core/prior/eof.h"
#include "core/train/base/course.h"
#include "tests/core/train/suites.h"
#include "tests/core/train/waves.h"
#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

namespace {

using namespace core;

using tests::columns, tests::writeWaves;

class EofTraining : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        writeWaves(at("waves.nc"), columns);
        const data::StateSeries series({at("waves.nc")});
        prior::saveEofs(prior::fitEofs(series, {.resolved = 0.99, .lags = 16}, [](const std::string&, double) {}), at("climate"));
    }
    void aCorrectionIsLearned()
    {
        const TrainRequest request = readTrainRequest(written("waves.nc"));
        QCOMPARE(request.words.at("data"), at("waves.nc"));  // beside the request
        const train::CourseEnd end = train::train(request, {.folder = at("trained")});
        QVERIFY2(end.best < 0.9, qPrintable(QString::number(end.best)));  // 1 is the climate alone
        QVERIFY(prior::isEofs(at("trained")));
        const auto model = std::make_shared<const prior::EofModel>(prior::loadEofs(at("trained")));
        QVERIFY(prior::loadCorrection(*model, at("trained"), at::kFloat) != nullptr);
    }
    void otherDataAreRefused()
    {
        writeWaves(at("wide.nc"), 2 * columns);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(train::train(readTrainRequest(written("wide.nc")), {.folder = at("none")})), Error);
        QFile file(folder_.filePath("bare.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"training": {"kind": "eof", "data": "waves.nc"}})");
        file.close();
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readTrainRequest(at("bare.json"))), Error);
    }

private:
    [[nodiscard]] std::string at(const QString& name) const { return folder_.filePath(name).toStdString(); }
    [[nodiscard]] std::string written(const QString& data) const
    {
        QFile file(folder_.filePath("train.json"));
        static_cast<void>(file.open(QIODevice::WriteOnly));
        file.write(R"({"training": {"kind": "eof", "climate": "climate", "data": ")" + data.toUtf8() +
                   R"(", "length": 12, "states": 4, "halo": 1, "width": 24}, "optimiser": {"rate": 0.003}, "steps": 60, "batch": 4,
                      "validation": {"every": 30}, "checkpointEvery": 60})");
        return folder_.filePath("train.json").toStdString();
    }
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::eofTrainingSuite()
{
    return std::make_unique<EofTraining>();
}

#include "eof.moc"
