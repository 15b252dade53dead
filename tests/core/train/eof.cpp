#include "core/api/error.h"
#include "core/data/series_stream.h"
#include "core/data/state_series.h"
#include "core/prior/eof.h"
#include "core/train/base/course.h"
#include "tests/core/train/suites.h"
#include "tests/suite.h"

#include <QFile>
#include <QTemporaryDir>

#include <cmath>

namespace {

using namespace core;

constexpr int rows = 8, columns = 16, length = 640;

/// Waves whose speed depends on how strong they are, so that no Gaussian climate is right about them.
void writeWaves(const std::string& path, int wide)
{
    data::Gridded grid{.channels = {{"air_temperature", "Temperature", "K", 500}, {"eastward_wind", "Wind", "m s-1", 500}}};
    for (int i = 0; i < rows; ++i) {
        grid.lat.push_back(90 - (i + 0.5) * 180 / rows);
    }
    for (int j = 0; j < wide; ++j) {
        grid.lon.push_back(360.0 * j / wide);
    }
    for (int t = 0; t < length; ++t) {
        grid.times.push_back(t * 21600);
    }
    data::SeriesStream stream(path, {.grid = grid}, data::SeriesStream::Opening::anew);
    std::vector<float> values(static_cast<std::size_t>(2 * rows * wide));
    double phase = 0;
    for (int t = 0; t < length; ++t) {
        const double strength = 1 + 0.8 * std::sin(0.37 * t) * std::sin(0.011 * t);
        phase += 0.3 * strength;
        for (int k = 0; k < 2 * rows * wide; ++k) {
            const double lat = grid.lat[static_cast<std::size_t>(k / wide % rows)], lambda = 2 * M_PI * (k % wide) / wide;
            values[static_cast<std::size_t>(k)] = static_cast<float>(
                strength * std::cos(lat * M_PI / 180) * std::sin((k < rows * wide ? 2 : 3) * lambda - phase) + 0.1 * std::sin(12.9898 * k + 78.233 * t));
        }
        stream.put(static_cast<std::size_t>(t), values.data());
    }
    stream.finish();
}

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
