#include "core/api/error.h"
#include "core/api/scoring.h"
#include "core/base/calendar.h"
#include "core/earth/sphere.h"
#include "core/prior/spectral.h"
#include "core/question/base/asked_prior.h"
#include "core/question/base/conditioned.h"
#include "core/question/base/gaussian_answer.h"
#include "core/question/base/kept_figures.h"
#include "core/question/base/over_windows.h"
#include "core/question/base/probe.h"
#include "core/question/base/sampling.h"
#include "core/question/base/truths.h"
#include "core/question/question.h"
#include "core/run/datasets.h"

#include "tests/suite.h"

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include <QTemporaryDir>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <functional>
#include <limits>

using namespace core;
using at::Tensor;
using question::Figures;
using question::Row;

namespace {

constexpr std::int64_t sixHours = 6 * 3600;
constexpr int states = 24;

/// A small Gaussian climate of two temperatures that the truth is drawn from, so that every answer is known.
class Climate {
public:
    Climate()
    {
        constexpr int truncation = 14, rows = 24, columns = 48;
        prior::SpectralModel model{.channels = {{"air_temperature", "Temperature, 850 hPa", "K", 850},
                                                {"air_temperature", "Temperature", "K", 0}}};
        model.lat = earth::gaussianLatitudes(rows).lat;
        for (int i = 0; i < columns; ++i) {
            model.lon.push_back(360.0 * i / columns);
        }
        model.truncation = truncation;
        model.mean = at::full({1, 2, rows, columns}, 280.0, at::kDouble);
        model.scale = at::full({2, rows, columns}, 5.0, at::kDouble);
        const Tensor l = at::arange(truncation + 1, at::kDouble);
        Tensor power = (l + 2).pow(-3);
        power = power / ((2 * l + 1) * power).sum() * 4 * earth::pi;
        const Tensor both = at::tensor({1.0, 0.6, 0.6, 1.0}, at::kDouble).view({2, 2});
        model.degreeCovariance = power.view({-1, 1, 1}) * both;
        model.timeScaleHours = at::full({truncation + 1}, 48.0, at::kDouble);
        model.unresolved = at::zeros({2}, at::kDouble);
        model.source = "a test";
        prior::savePrior(model, folder());
        model_ = std::move(model);
    }
    [[nodiscard]] std::string folder() const { return folder_.filePath("prior").toStdString(); }

    /// A trajectory drawn from it.
    [[nodiscard]] data::Gridded drawn(std::uint64_t seed, int length = states) const
    {
        data::Gridded out{.lat = model_.lat, .lon = model_.lon, .channels = model_.channels};
        for (int i = 0; i < length; ++i) {
            out.times.push_back(base::secondsFromIso("2021-03-01T00:00:00Z") + i * sixHours);
        }
        const prior::Spectral law(model_, out.times, at::TensorOptions(at::kFloat));
        const denoiser::Covariance& covariance = *law.denoiser().covariance();
        auto generator = at::detail::createCPUGenerator(seed);
        const Tensor white = at::randn({1, law.size()}, generator, at::kFloat);
        const Tensor x = covariance.root(covariance.conditional(std::numeric_limits<double>::infinity()),
                                         white);
        for (int i = 0; i < length; ++i) {
            const Tensor fields = law.fields(x, i).contiguous();
            out.values.insert(out.values.end(), fields.data_ptr<float>(),
                              fields.data_ptr<float>() + fields.numel());
        }
        return out;
    }

private:
    QTemporaryDir folder_;
    prior::SpectralModel model_;
};

const Climate& climate()
{
    static const Climate kept;
    return kept;
}

question::Asking asking()
{
    const auto quiet = [](const std::string&, double) {};
    question::Asking out{.prior = {.name = climate().folder()}};
    out.model = run::openPrior(out.prior, "", quiet);
    out.steps = 32;  // guided samples of fewer steps err by more than their number explains
    out.device = "cpu";
    return out;
}

/// Figures of windows of truth drawn from the prior itself.
std::vector<Figures> asked(int windows, int members, const std::function<Figures(const question::Case&)>& ask)
{
    const question::Asking how = asking();
    std::vector<Figures> out;
    for (int w = 0; w < windows; ++w) {
        const data::Gridded truth = climate().drawn(static_cast<std::uint64_t>(w) + 100);
        out.push_back(ask({.asking = how,
                           .truth = truth,
                           .before = 0,
                           .number = w,
                           .members = members,
                           .tell = [](const std::string&, double) {}}));
    }
    return out;
}

std::vector<Row> answered(const std::string& id, int windows, int members)
{
    const question::Entry& entry = question::find(id);
    return entry.judge(asked(windows, members, entry.ask));
}

std::vector<Row> named(const std::vector<Row>& rows, const std::string& figure)
{
    std::vector<Row> out;
    for (const Row& row : rows) {
        if (row.figure.starts_with(figure)) {
            out.push_back(row);
        }
    }
    return out;
}

/// Whether a value lies in the row's interval, made wider by `slack`.
void expectNear(const Row& row, double value, double slack)
{
    const QString said = QString("%1 %2: %3 (%4 … %5), not %6")
                             .arg(QString::fromStdString(row.figure), QString::fromStdString(row.channel))
                             .arg(row.value)
                             .arg(row.low)
                             .arg(row.high)
                             .arg(value);
    QVERIFY2(row.low - slack <= value && value <= row.high + slack, qPrintable(said));
    QVERIFY2(row.high - row.low < 0.6, qPrintable(said));
}

}  // namespace

class TestQuestion : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { at::set_num_threads(1); }

    void aTruthOfThePriorItselfIsAnsweredAsWellAsCanBe()
    {
        constexpr int members = 8;
        ObservationSpec stations = question::surfaceStations();
        stations.count = 40;
        const auto figures = asked(6, members, [&](const question::Case& one) {
            return question::conditioned(one, {.observations = {stations}});
        });
        const question::OverWindows over(figures);
        std::vector<Row> spread, heldOut, exact, climatology;
        question::addSpreadSkill(spread, over);
        question::addHeldOut(heldOut, over);
        question::addComparison(exact, over, {.figure = "RMSE / Gaussian answer's", .theirs = "gaussian"});
        question::addComparison(climatology, over,
                                {.figure = "RMSE / climatology's", .target = "< 1", .most = 1});
        QVERIFY(spread.size() == 2 && exact.size() == 2 && climatology.size() == 2 && heldOut.size() == 2);
        for (const Row& row : spread) {
            expectNear(row, 1, 0.05);
            QVERIFY(row.met.value());
        }
        expectNear(heldOut.front(), 1, 0.05);
        for (const Row& row :
             exact) {  // the mean of few members errs by √(1 + 1/M) more than the exact answer
            expectNear(row, std::sqrt(1 + 1.0 / members), 0.02);
        }
        for (const Row& row : climatology) {
            QVERIFY(row.met.value());
        }
    }

    void theGaussianAnswerIsTheExactPosteriorMean()
    {
        const question::Asking how = asking();
        const data::Gridded truth = climate().drawn(7, 3);
        const question::Case asked{
            .asking = how, .truth = truth, .members = 1, .tell = [](const std::string&, double) {}};
        const question::WindowFile file(truth);
        Request request = question::requestOf(asked, file.path());
        ObservationSpec stations;
        stations.network = "stations";
        stations.of = file.path();
        stations.count = 80;
        request.observations = {stations};
        const auto problem = run::prepare(request, asked.tell);
        QVERIFY(problem->exact.has_value());
        const auto answers = question::gaussianAnswers(*problem->prior, problem->observations.observed, 8);
        QCOMPARE(answers.size(), std::size_t{1});
        const Tensor exact = problem->exact->mean();
        const double off = (answers.front()[0] - exact).norm().item<double>() / exact.norm().item<double>();
        QVERIFY2(off < 1e-3, qPrintable(QString::number(off)));
    }

    void trajectoriesOfThePriorItselfPassForTruth()
    {
        const auto rows = answered("unconditional", 30, 1);
        for (const char* figure : {"six-hourly change", "correlation over", "variance / truth"}) {
            QCOMPARE(named(rows, figure).size(), std::size_t{2});
        }
        for (const Row& row : named(rows, "six-hourly change")) {
            expectNear(row, 1, 0.02);
        }
        for (const Row& row : named(rows, "degree spectrum")) {
            expectNear(row, 1, 0.2);  // the worst of fifteen
        }
        const auto probe = named(rows, "a probe tells samples");
        QCOMPARE(probe.size(), std::size_t{1});
        QVERIFY2(probe.front().value <= 0.65, qPrintable(QString::number(probe.front().value)));
        QVERIFY(named(rows, "a probe tells damped").front().value > probe.front().value);
    }

    void coarseFieldsAreRefinedBetterThanByInterpolation()
    {
        constexpr int members = 4;
        const auto rows = answered("finer8", 2, members);
        const auto exact = named(rows, "RMSE of the Gaussian answer"),
                   bicubic = named(rows, "RMSE of bicubic");
        const auto mine = named(rows, "RMSE / Gaussian answer");
        QVERIFY(exact.size() == 2 && bicubic.size() == 2 && mine.size() == 2);
        for (std::size_t c = 0; c < 2; ++c) {
            QVERIFY2(exact[c].value < bicubic[c].value, qPrintable(QString::number(exact[c].value)));
            const double off = mine[c].value - std::sqrt(1 + 1.0 / members);
            QVERIFY2(std::abs(off) < 0.05, qPrintable(QString::number(off)));
        }
    }

    void aProbeTellsOnlyWhatDiffers()
    {
        auto generator = at::detail::createCPUGenerator(3);
        const auto drawn = [&](double shift) { return at::randn({200, 30}, generator, at::kDouble) + shift; };
        const question::TwoKinds same{drawn(0), drawn(0)}, sameTest{drawn(0), drawn(0)};
        const double chance = question::toldRight(same, sameTest);
        QVERIFY2(std::abs(chance - 0.5) < 0.1, qPrintable(QString::number(chance)));
        QVERIFY(question::toldRight({drawn(0), drawn(0.8)}, {drawn(0), drawn(0.8)}) > 0.9);
    }

    void intervalsOverWindowsArePaired()
    {
        std::vector<Figures> windows;
        for (int w = 0; w < 40; ++w) {
            const double size = 1 + std::abs(std::sin(w * 1.7));
            windows.push_back({{"a", {size}}, {"b", {2 * size, size * (1 + 0.5 * std::cos(w * 2.9))}}});
        }
        const question::OverWindows over(windows);
        const auto same = over.of([](const question::Sums& s) { return s.at("a") / s.at("b"); });
        QVERIFY(std::abs(same.low - 0.5) < 1e-12 && std::abs(same.high - 0.5) < 1e-12);
        const auto other = over.of([](const question::Sums& s) { return s.at("b", 1) / s.at("a"); });
        QVERIFY(other.low < other.value && other.value < other.high && other.high - other.low < 0.3);
        windows.back().erase("a");
        QVERIFY_EXCEPTION_THROWN(question::OverWindows{windows}, Error);
    }

    void windowsAreSpreadOverAllSeries()
    {
        const auto places = question::spread({100, 20, 100}, {.before = 10, .states = 24, .count = 5});
        QCOMPARE(places.size(), std::size_t{5});
        int first = 0;
        for (const auto& place : places) {
            QVERIFY(place.series != 1 && place.first + 34 <= 100);
            first += place.series == 0 ? 1 : 0;
        }
        QCOMPARE(first, 3);
        const auto many = question::spread({1000, 1000}, {.count = 20});
        std::vector<std::size_t> starts;
        for (std::size_t w = 0; w < 4; ++w) {  // even the first few are from all seasons
            starts.push_back(many[w].first / 250);
        }
        std::sort(starts.begin(), starts.end());
        QCOMPARE(starts, (std::vector<std::size_t>{0, 1, 2, 3}));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(question::spread({20}, {})), Error);
    }

    void aScoringIsReadAsItIsWritten()
    {
        const PriorScoring wanted = readScoring(EMBELLIE_SOURCE_DIR "/tests/measure/prior.json");
        QVERIFY(wanted.simulation && wanted.simulation->seed < (std::uint64_t{1} << 31));
        QCOMPARE(wanted.smoother.value().members, 64);
        QVERIFY(wanted.only.empty() && wanted.windows == 0);
        QCOMPARE(parseScoring(R"({"only": "stations", "windows": 3})").only,
                 std::vector<std::string>{"stations"});
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseScoring(R"({"step": 3})")), Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(parseScoring("{")), Error);
    }

    void aStoppedScoringGoesOn()
    {
        QTemporaryDir folder;
        const std::string truth = folder.filePath("truth.nc").toStdString();
        data::writeGridded(truth, climate().drawn(5, 40), "truth");
        PriorScoring wanted{.prior = climate().folder(),
                            .truth = {truth},
                            .only = {"unconditional"},
                            .windows = 2,
                            .steps = 6,
                            .device = "cpu",
                            .partial = folder.filePath("part").toStdString()};
        int samples = 0, tables = 0;
        const Watch watch = [&](const std::string& what, double) {
            samples += what.ends_with("Sampling") ? 1 : 0;
        };
        const auto answered = [&](const std::string& table) {
            tables += table.find("six-hourly change") != std::string::npos ? 1 : 0;
        };
        const auto rows = [&] {
            return nlohmann::json::parse(scorePrior(wanted, watch, answered).json).at("rows");
        };
        const auto first = rows();
        QVERIFY(first.size() > 6 && samples == 12 && tables == 1);
        QCOMPARE(first[0].at("n").get<int>(), 2);
        QVERIFY(rows() == first);
        QCOMPARE(samples, 12);
        wanted.windows = 3;  // the two that are done are the first of these
        QCOMPARE(rows()[0].at("n").get<int>(), 3);
        QCOMPARE(samples, 18);
        wanted.steps = 7;  // nothing is known of other samples
        wanted.windows = 1;
        static_cast<void>(rows());
        QCOMPARE(samples, 25);
        wanted.only = {"nothing"};
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(rows()), Error);
    }

    void figuresAreKeptUnderWhatTheyFollowFrom()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("kept").toStdString();
        int made = 0;
        const auto make = [&] { return Figures{{"a", {0.1 * ++made}}}; };
        {
            question::KeptFigures kept(path);
            QCOMPARE(kept.once("one", make).at("a").front(), 0.1);
            std::ofstream(path, std::ios::app) << "{\"from\": \"tw";  // killed while it wrote
        }
        {
            question::KeptFigures kept(path);
            QCOMPARE(kept.once("one", make).at("a").front(), 0.1);
            QCOMPARE(kept.once("two", make).at("a").front(), 0.2);
        }
        QCOMPARE(question::KeptFigures(path).once("two", make).at("a").front(), 0.2);
        QVERIFY(question::identityOf({.name = climate().folder()}) !=
                question::identityOf({.name = "simulated-earth"}));
        QCOMPARE(question::identityOf({.name = "chain"}), std::string("chain"));
        QVERIFY_EXCEPTION_THROWN(question::KeptFigures("/nowhere/kept"), Error);
    }
};

QTEST_GUILESS_MAIN(TestQuestion)
#include "main.moc"
