#include "core/api/error.h"
#include "core/train/base/parameters.h"
#include "core/train/base/trainer.h"
#include "core/train/base/window_source.h"
#include "tests/core/train/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>

namespace {

using namespace core;
using at::Tensor;
using train::Draws;
using train::StateDict;

constexpr std::int64_t states = 60, channels = 2, rows = 6, columns = 8;

/// Waves that move east, in two fields.
data::Gridded waves()
{
    data::Gridded grid;
    for (std::int64_t i = 0; i < rows; ++i) {
        grid.lat.push_back(75 - 30.0 * static_cast<double>(i));
    }
    for (std::int64_t j = 0; j < columns; ++j) {
        grid.lon.push_back(45.0 * static_cast<double>(j));
    }
    grid.channels = {{.standardName = "air_temperature", .units = "K"},
                     {.standardName = "eastward_wind", .units = "m s-1"}};
    for (std::int64_t t = 0; t < states; ++t) {
        grid.times.push_back(t * 21600);
        for (std::int64_t i = 0; i < channels * rows * columns; ++i) {
            grid.values.push_back(
                static_cast<float>(i / (rows * columns) + std::sin(0.1 * static_cast<double>(i + t))));
        }
    }
    return grid;
}

/// Finds the mean of each field.
class Mean final : public train::Objective {
public:
    [[nodiscard]] StateDict initial(Draws&) const override { return {{"mean", at::zeros({channels})}}; }
    [[nodiscard]] Tensor loss(const StateDict& parameters, const Tensor& batch, Draws&) const override
    {
        return (batch.mean({1, 3, 4}) - parameters.at("mean")).square().mean();
    }
    void save(const StateDict&, const std::string&) const override {}
};

/// Hands batches on, keeps announcements back, and counts those that were announced.
class Keeping final : public train::Source {
public:
    explicit Keeping(const train::Source& source) : source_(source) {}
    [[nodiscard]] std::int64_t samples() const override { return source_.samples(); }
    [[nodiscard]] Tensor batch(const std::vector<std::int64_t>& numbers, Draws& draws) const override
    {
        asked_ += 1;
        foreseen_ += !next_.empty() && next_.front() == numbers ? 1 : 0;
        return source_.batch(numbers, draws);
    }
    void announce(const std::vector<std::vector<std::int64_t>>& next) const override { next_ = next; }
    [[nodiscard]] int unforeseen() const { return asked_ - foreseen_; }

private:
    const train::Source& source_;
    mutable std::vector<std::vector<std::int64_t>> next_;
    mutable int asked_ = 0, foreseen_ = 0;
};

TrainRequest meanRequest()
{
    TrainRequest request = parseTrainRequest(R"({"training": {"kind": "lorenz63"}})");
    request.optimiser = {.kind = "adam", .rate = 0.05, .weightDecay = 0};
    request.rate.kind = "constant";
    request.steps = 120;
    request.batch = 8;
    return request;
}

class TrainWindows : public QObject {
    Q_OBJECT
private:
    QTemporaryDir folder_;
    data::Gridded grid_ = waves();
    std::shared_ptr<const data::StateSeries> series_;

private Q_SLOTS:
    void initTestCase()
    {
        const std::string path = folder_.filePath("waves.nc").toStdString();
        data::writeGridded(path, grid_, "waves");
        series_ = std::make_shared<data::StateSeries>(std::vector{path});
    }
    void samplesAreWindowsOfStates()
    {
        const train::WindowSource source(series_, {.length = 4});
        const std::vector<std::int64_t> numbers{7, 0, 20};
        Draws draws(0);
        const Tensor batch = source.batch(numbers, draws);
        QCOMPARE(batch.sizes().vec(), (std::vector<std::int64_t>{3, 4, channels, rows, columns}));
        const std::vector<std::int64_t> times = source.firstTimes(numbers);
        for (std::size_t n = 0; n < numbers.size(); ++n) {
            QCOMPARE(times[n], numbers[n] * 21600);
            const Tensor window = batch[static_cast<std::int64_t>(n)].contiguous();
            const auto first = grid_.values.begin() + numbers[n] * channels * rows * columns;
            QVERIFY(std::equal(first, first + window.numel(), window.data_ptr<float>()));
        }
    }
    void trainingAndValidationShareNoState()
    {
        constexpr std::size_t length = 3;
        const train::WindowSource training(series_, {.length = length});
        const train::WindowSource validation(
            series_, {.part = data::WindowPlan::Part::validation, .length = length, .validation = 0.2});
        const auto last = training.firstTimes({training.samples() - 1})[0] + 21600 * std::int64_t(length - 1);
        QVERIFY(validation.firstTimes({0})[0] > last - 21600 * states / 10);
        QCOMPARE(validation.firstTimes({validation.samples() - 1})[0],
                 (states - std::int64_t(length)) * 21600);
        QVERIFY_THROWS_EXCEPTION(Error, train::WindowSource(series_, {.length = 61}));
    }
    void readingAheadChangesNoBit()
    {
        const Mean mean;
        const train::WindowSource training(series_, {.length = 4});
        const train::WindowSource validation(
            series_, {.part = data::WindowPlan::Part::validation, .length = 2, .validation = 0.4});
        const Keeping one(training), two(validation);
        train::Trainer ahead(mean, training, validation, meanRequest()),
            direct(mean, one, two, meanRequest());
        for (int step = 0; step < 120; ++step) {
            QCOMPARE(ahead.step().loss, direct.step().loss);
        }
        QCOMPARE(ahead.validate(), direct.validate());
        QCOMPARE(train::hashOf(ahead.parameters()), train::hashOf(direct.parameters()));
        QCOMPARE(one.unforeseen(), 1);  // the first, over several epochs
        QCOMPARE(two.unforeseen(), 1);
        QVERIFY(std::abs(ahead.parameters().at("mean")[1].item<double>() - 1) < 0.2);
    }
};

}  // namespace

std::unique_ptr<QObject> tests::windowsSuite()
{
    return std::make_unique<TrainWindows>();
}

#include "windows.moc"
