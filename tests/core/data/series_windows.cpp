#include "core/data/series_windows.h"
#include "core/api/error.h"
#include "tests/core/data/series_file.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <set>

namespace {

using namespace core::data;
using tests::fileOf;
using Part = WindowPlan::Part;

/// Numbers of the states that windows hold.
std::set<std::size_t> statesOf(const std::vector<Window>& windows, std::size_t length)
{
    std::set<std::size_t> states;
    for (const Window& window : windows) {
        for (std::size_t k = 0; k < length; ++k) {
            states.insert(window.first + k);
        }
    }
    return states;
}

class SeriesWindows : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> folder_;
    std::string pathOf(const char* name) { return folder_->filePath(name).toStdString(); }

    /// 100 states of two members
    std::unique_ptr<StateSeries> series()
    {
        tests::GridFile file = fileOf(0, 100);
        file.members = 2;
        return file.write(pathOf("a.nc"))
                   ? std::make_unique<StateSeries>(std::vector{folder_->path().toStdString()})
                   : nullptr;
    }

private Q_SLOTS:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void partsLieApartInTime()
    {
        const auto states = series();
        constexpr std::size_t length = 5;
        const auto of = [&](Part part) {
            return statesOf(
                windowsOf(*states, {.part = part, .length = length, .validation = 0.2, .test = 0.2}), length);
        };
        const auto training = of(Part::training), validation = of(Part::validation), test = of(Part::test);
        QCOMPARE(*training.begin(), std::size_t{0});
        QVERIFY(*validation.begin() > *training.rbegin() + length);
        QVERIFY(*test.begin() > *validation.rbegin() + length);
        QCOMPARE(*test.rbegin(), std::size_t{99});
        QCOMPARE(*training.rbegin(), std::size_t{59});  // 60 % of 99 steps, rounded down
        QCOMPARE(*validation.rbegin(), std::size_t{79});
    }
    void withoutATestPartValidationComesLast()
    {
        const auto states = series();
        const auto windows = windowsOf(*states, {.part = Part::validation, .length = 3});
        QCOMPARE(windows.back().first, std::size_t{97});
        QCOMPARE(windows.back().member, std::size_t{1});
        QCOMPARE(windows.front().first,
                 std::size_t{93});  // nine tenths of 99 steps, then three states between
        QVERIFY_THROWS_EXCEPTION(core::Error, windowsOf(*states, {.part = Part::test, .length = 3}));
    }
    void stridesThinWindowsOut()
    {
        const auto states = series();
        const auto windows = windowsOf(*states, {.length = 4, .stride = 4});
        QCOMPARE(windows.size(), std::size_t{2 * 22});
        QCOMPARE(windows[3].first, std::size_t{4});
        QCOMPARE(statesOf(windows, 4).size(), std::size_t{88});  // none twice
    }
    void noWindowCrossesAGap()
    {
        QVERIFY(fileOf(0, 20).write(pathOf("a.nc")) && fileOf(150, 60).write(pathOf("b.nc")));
        const StateSeries states({folder_->path().toStdString()});
        for (const Window& window : windowsOf(states, {.length = 6})) {
            QVERIFY(window.first + 6 <= 20 || window.first >= 20);
        }
    }
    void tooFewStatesAreRefusedByNumber()
    {
        const auto states = series();
        try {
            (void)windowsOf(*states, {.part = Part::validation, .length = 24});
            QFAIL("no window was found, yet no error thrown");
        } catch (const core::Error& error) {
            QVERIFY2(QString(error.what())
                         .contains("no 24 states without a gap for validation: there are 100, PT6H"),
                     error.what());
        }
    }
    void whatIsReadAheadIsWhatIsRead_data()
    {
        QTest::addColumn<bool>("announced");
        QTest::addColumn<int>("skipped");
        QTest::newRow("never announced") << false << 0;
        QTest::newRow("in order") << true << 0;
        QTest::newRow("one announced batch left out") << true << 1;
        QTest::newRow("all announced batches left out") << true << 2;
    }
    void whatIsReadAheadIsWhatIsRead()
    {
        QFETCH(bool, announced);
        QFETCH(int, skipped);
        const auto states = series();
        constexpr std::size_t length = 3, size = 4;
        const auto windows = windowsOf(*states, {.length = length});
        const auto batchOf = [&](std::size_t step) {
            WindowReader::Batch batch;
            for (std::size_t i = 0; i < size; ++i) {
                batch.push_back(windows[(step * 37 + i * 11) % windows.size()]);
            }
            return batch;
        };
        WindowReader reader(*states, length);
        const std::size_t window = length * 2 * 13 * 24;
        for (std::size_t step = 0; step < 40; step += 1 + static_cast<std::size_t>(skipped)) {
            const WindowReader::Batch batch = batchOf(step);
            const std::vector<float> values = reader.read(batch);
            if (announced) {
                reader.announce({batchOf(step + 1), batchOf(step + 2)});
            }
            std::vector<float> expected(size * window);
            for (std::size_t i = 0; i < size; ++i) {
                states->read(batch[i].member, batch[i].first, length, expected.data() + i * window);
            }
            QCOMPARE(values, expected);
        }
    }
    void itEndsWhileItReads()
    {
        const auto states = series();
        const auto windows = windowsOf(*states, {.length = 20});
        for (int i = 0; i < 20; ++i) {
            WindowReader reader(*states, 20);
            reader.announce({windows, windows, {windows[0]}});
            reader.announce({{windows[i]}, windows});
            if (i % 2 == 0) {
                QCOMPARE(reader.read({windows[i]}).size(), std::size_t{20 * 2 * 13 * 24});
            }
        }
    }
    void whatFailsAheadIsThrownWhereItIsAskedFor()
    {
        tests::GridFile late = fileOf(60, 10);
        late.packed = true;
        late.missingLat = 0;
        late.missingLon = 30;
        QVERIFY(fileOf(0, 10).write(pathOf("a.nc")) && late.write(pathOf("b.nc")));
        const StateSeries states({folder_->path().toStdString()});
        WindowReader reader(states, 2);
        reader.announce({{{0, 12}}, {{0, 3}}});
        try {
            (void)reader.read({{0, 12}});
            QFAIL("missing values were accepted");
        } catch (const core::Error& error) {
            QVERIFY2(QString(error.what()).contains("b.nc cannot be used: t has missing values"),
                     error.what());
        }
        QCOMPARE(reader.read({{0, 3}}).size(), std::size_t{2 * 2 * 13 * 24});
    }
};

}  // namespace

std::unique_ptr<QObject> tests::seriesWindowsSuite()
{
    return std::make_unique<SeriesWindows>();
}

#include "series_windows.moc"
