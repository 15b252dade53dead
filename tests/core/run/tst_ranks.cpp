#include "core/denoiser/composed.h"
#include "core/run/ranks/ranks.h"

#include "tests/cli/program.h"
#include "tests/suite.h"

#include <cstdio>

using namespace core;
using at::Tensor;

namespace {

constexpr denoiser::Node somewhere{.t = 0.5, .alpha = 1, .sigma = 1};

/// Halves; fails in one window.
class Halving final : public denoiser::WindowDenoiser {
public:
    explicit Halving(std::int64_t broken) : broken_(broken) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node&,
                              const denoiser::WindowRows& rows) const override
    {
        if (rows.windows.front() == broken_) {
            throw Error(Cause::badInput, "A window failed.");
        }
        return x_t / 2;
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at,
                                                 const denoiser::WindowRows& rows) const override
    {
        return {mean(x_t, at, rows), [](const Tensor& v) { return v / 2; }};
    }

private:
    std::int64_t broken_;
};

/// What a process of a group says whose second one meets with `what`.
std::string heard(const std::string& what)
{
    const bool second = run::presentRanks().rank == 1;
    const run::Share share = run::shareOf(1, 1, run::presentRanks(), 5);
    const auto group = run::companyOf(share, at::kCPU);
    const denoiser::Composed composed(std::make_shared<Halving>(what == "window" ? 4 : -1),
                                      denoiser::Windows(10, 2, 2), {.windows = 1, .company = group});
    const Tensor x = at::arange(10, at::kFloat).view({1, 10});
    std::string out;
    try {
        run::agree([&] {
            group->agree(0, [&] {
                if (second && what == "elsewhere") {  // while the others wait for its windows
                    throw std::bad_alloc();
                }
                if (second && what == "ahead") {
                    return;
                }
                out = at::equal(composed.mean(x, somewhere), x / 2) ? "the mean" : "another mean";
            });
        });
        const auto kept = group->from(
            1, second ? std::vector<Tensor>{at::ones({2, 3}, at::kDouble), at::empty({0}), x}
                      : std::vector<Tensor>{});
        out += kept.size() == 3 && kept[0].sum().item<double>() == 6 && kept[1].numel() == 0 &&
                       at::equal(kept[2], x)
                   ? ", and what the second keeps"
                   : ", and something else";
    } catch (const run::SharedError& error) {
        out = error.what();
    }
    return out;
}

/// This program as one of several processes
int process(const char* what)
{
    static_cast<void>(joinRanks());
    std::printf("%s\n", heard(what).c_str());
    leaveRanks();
    return 0;
}

}  // namespace

class TestRanks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void membersAndWindowsAreSharedOut()
    {
        const auto share = [](std::int64_t members, int rank, int count) {
            return run::shareOf(members, 1, {.rank = rank, .count = count, .launched = true}, 4);
        };
        // more members than processes: some each
        QCOMPARE(share(5, 1, 2).first, 2);
        QCOMPARE(share(5, 1, 2).count, 3);
        QCOMPARE(share(5, 1, 2).groups, 2);
        // more processes than members: groups that differ by one process at most
        const std::int64_t groups[] = {0, 0, 1, 1, 1};
        for (int rank = 0; rank < 5; ++rank) {
            QCOMPARE(share(2, rank, 5).group, groups[rank]);
            QCOMPARE(share(2, rank, 5).first, groups[rank]);
            QCOMPARE(share(2, rank, 5).count, 1);
        }
        QCOMPARE(share(2, 7, 8).group, 1);
        QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(share(2, 0, 9)));
        QVERIFY_THROWS_EXCEPTION(
            Error, static_cast<void>(run::shareOf(2, 1, {.rank = 0, .count = 3, .launched = true})));
    }
    void whatOneMeetsWithAllHear_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("nothing") << QByteArray("the mean, and what the second keeps");
        QTest::newRow("window") << QByteArray("A window failed.");
        QTest::newRow("elsewhere") << QByteArray("Process 1 stopped: std::bad_alloc");
        QTest::newRow("ahead") << QByteArray("The processes that share windows no longer do the same.");
    }
    void whatOneMeetsWithAllHear()
    {
        QFETCH(QByteArray, said);
        const QString mpirun = tests::launcher();
        if (mpirun.isEmpty()) {
            QSKIP("There is no mpirun, or the program was built without MPI.");
        }
        QProcess processes;
        processes.start(mpirun,
                        {"--oversubscribe", "--allow-run-as-root", "-n", "3",
                         QCoreApplication::applicationFilePath(), "--process", QTest::currentDataTag()});
        constexpr int patience = 60000;
        QVERIFY(processes.waitForFinished(patience));  // nobody waits for ever
        const QByteArray out = processes.readAllStandardOutput();
        QCOMPARE(out, (said + "\n").repeated(3));
        QCOMPARE(processes.exitCode(), 0);
    }
};

int main(int argc, char** argv)
{
    if (argc == 3 && std::string(argv[1]) == "--process") {
        return process(argv[2]);
    }
    QCoreApplication application(argc, argv);
    TestRanks suite;
    return QTest::qExec(&suite, argc, argv);
}

#include "tst_ranks.moc"
