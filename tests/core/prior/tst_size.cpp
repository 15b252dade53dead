#include "core/api/request.h"
#include "core/prior/prior.h"
#include "core/run/loop.h"
#include "core/run/memory.h"
#include "core/run/problem.h"
#include "tests/core/prior/appa_tree.h"
#include "tests/suite.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

using namespace core;

namespace {

double residentGibibytes()
{
    std::ifstream file("/proc/self/status");
    for (std::string word; file >> word;) {
        if (word == "VmHWM:") {
            double kibibytes = 0;
            file >> kibibytes;
            return kibibytes / (1 << 20);
        }
    }
    return 0;
}

class Size : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The published model's widths with made-up weights: how long it takes to read, and what it takes of memory.
    void theWholeModelIsReadAndDecodes()
    {
        constexpr double diskGib = 3, memoryGib = 8;
        const QTemporaryDir folder;
        const double room = static_cast<double>(std::filesystem::space(folder.path().toStdString()).available);
        if (room < diskGib * (1 << 30) || run::availableBytes() < memoryGib * (1 << 30)) {
            QSKIP("needs 3 GiB of disk and 8 GiB of memory");
        }
        const std::string tree = folder.path().toStdString();
        QElapsedTimer timer;
        timer.start();
        tests::AppaTree::whole().write(tree);
        tests::AppaTree::whole().writeStatistics(tree + "/data/stats.zarr");
        qInfo("written in %.1f s", static_cast<double>(timer.restart()) / 1000);
        const auto problem = run::prepare(
            parseRequest(R"({"prior": ")" + tree + R"(", "window": {"start": "2021-03-06T00:00:00Z", "step": "PT1H", "length": 24},
                "ensemble": {"members": 1}, "device": "cpu"})"),
            [](const std::string&, double) {});
        qInfo("read in %.1f s, peak %.2f GiB", static_cast<double>(timer.restart()) / 1000, residentGibibytes());
        QCOMPARE(problem->prior->channels().size(), 71U);
        QCOMPARE(problem->prior->channels()[16].key(), std::string("air_temperature@850"));
        QCOMPARE(problem->prior->channels()[52].key(), std::string("geopotential_height@500"));
        QCOMPARE(problem->prior->size(), std::int64_t{24} * 23 * 47 * 128);
        const at::Tensor fields = problem->prior->decoder().fields(at::zeros({1, problem->prior->size()}), 3);
        qInfo("one state decoded in %.1f s, peak %.2f GiB", static_cast<double>(timer.restart()) / 1000, residentGibibytes());
        QCOMPARE(fields.size(2), std::int64_t{721});
        QVERIFY(at::isfinite(fields).all().item<bool>());
    }
};

}  // namespace

int main(int argc, char** argv)
{
    Size size;
    return tests::runAll(argc, argv, {&size});
}

#include "tst_size.moc"
