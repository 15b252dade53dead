#include "core/api/request.h"
#include "core/prior/prior.h"
#include "core/run/memory.h"
#include "core/run/plan.h"
#include "core/run/problem.h"
#include "tests/anonymous_memory.h"
#include "tests/core/prior/appa_tree.h"
#include "tests/suite.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <filesystem>
#include <memory>

using namespace core;

namespace {

constexpr double gibibyte = 1 << 30;

void silent(const std::string&, double) {}

/// Seconds and memory of what was done, printed as it ends.
class Told {
public:
    explicit Told(const char* what) : what_(what) { timer_.start(); }
    ~Told()
    {
        qInfo("%s: %.1f s, peak %.2f GiB beyond what was held", what_, static_cast<double>(timer_.elapsed()) / 1000,
              static_cast<double>(peak_.own()) / gibibyte);
    }
    Told(const Told&) = delete;
    Told& operator=(const Told&) = delete;

private:
    const char* what_;
    tests::Peak peak_;
    QElapsedTimer timer_;
};

class Size : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        constexpr double diskGib = 3, memoryGib = 8;
        const double room = static_cast<double>(
            std::filesystem::space(folder_.path().toStdString()).available);
        if (room < diskGib * gibibyte || run::availableBytes() < memoryGib * gibibyte) {
            QSKIP("needs 3 GiB of disk and 8 GiB of memory");
        }
        const Told told("writing");
        tests::AppaTree::whole().write(folder());
        tests::AppaTree::whole().writeStatistics(folder() + "/data/stats.zarr");
    }
    /// The published model's widths with made-up weights: how long it takes to read, and what it takes of memory.
    void theWholeModelIsReadAndDecodes()
    {
        std::shared_ptr<const run::Problem> problem;
        {
            const Told told("reading");
            problem = run::prepare(request(24), silent);
        }
        QCOMPARE(problem->prior->channels().size(), 71U);
        QCOMPARE(problem->prior->channels()[16].key(), std::string("air_temperature@850"));
        QCOMPARE(problem->prior->channels()[52].key(), std::string("geopotential_height@500"));
        QCOMPARE(problem->prior->size(), std::int64_t{24} * 23 * 47 * 128);
        const Told told("decoding a state");
        const at::Tensor fields = problem->prior->decoder().fields(at::zeros({1, problem->prior->size()}), 3);
        QCOMPARE(fields.size(2), std::int64_t{721});
        QVERIFY(at::isfinite(fields).all().item<bool>());
    }
    /// Fourteen days from one window's step, which memory holds though all of them would take days.
    void longTrajectoriesArePlannedFromOneWindow()
    {
        const Told told("planning 14 days");
        const run::Plan plan = run::planned(request(336), {.mostSeconds = 1}, silent);
        qInfo("%.3g FLOP, %.3g s, %.2f GiB; %s", plan.flop, plan.seconds, plan.memory.total() / gibibyte,
              plan.secondsFrom.c_str());
        QCOMPARE(plan.windows, std::int64_t{27});
        QCOMPARE(plan.evaluations, 27.0 * 33);
        QVERIFY(plan.flop > 27 * 33 * 1e13 && plan.flop < 27 * 33 * 2e13);
        QVERIFY(plan.memory.total() > gibibyte && plan.memory.total() < 8 * gibibyte);
        QVERIFY(plan.seconds > 100);
    }

private:
    [[nodiscard]] std::string folder() const { return folder_.path().toStdString(); }
    [[nodiscard]] Request request(int states) const
    {
        return parseRequest(R"({"prior": ")" + folder() + R"(", "window": {"start": "2021-03-06T00:00:00Z", "step": "PT1H",
            "length": )" + std::to_string(states) + R"(}, "ensemble": {"members": 1}, "device": "cpu",
            "sampler": {"kind": "ddim", "steps": 32}})");
    }
    QTemporaryDir folder_;
};

}  // namespace

int main(int argc, char** argv)
{
    Size size;
    return tests::runAll(argc, argv, {&size});
}

#include "tst_size.moc"
