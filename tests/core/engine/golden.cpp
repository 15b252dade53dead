#include "core/api/error.h"
#include "core/guidance/base/krylov.h"
#include "core/sampler/base/adams_bashforth.h"
#include "core/sampler/base/multistep.h"
#include "suites.h"
#include "tests/gaussian_world.h"

#include <QtTest>

using namespace core;

namespace {

void near(double value, double reference, double tolerance)
{
    QVERIFY2(std::abs(value - reference) <= tolerance,
             qPrintable(QString("%1 is not %2").arg(value, 0, 'g', 12).arg(reference, 0, 'g', 12)));
}

}  // namespace

void GoldenNumbers::rectifiedScheduleHasAppasValues()
{
    const auto schedule = schedule::make({"rectified"});
    near(schedule->at(1.0 / 32).u(), 0.033257, 1e-6);
    near(schedule->at(2.0 / 32).u(), 0.0676622, 1e-7);
    near(schedule->at(31.0 / 32).u(), 30.0689, 1e-4);
    near(schedule->at(1).u(), 1000, 1e-9);
    const auto flow = schedule::make({"rectified", {{"form", 1}}});
    near(flow->at(0.3).u(), schedule->at(0.3).u(), 1e-15);
    near(flow->at(1).alpha, 1e-3, 1e-15);
}

void GoldenNumbers::everyScheduleGrowsInNoiseAndInvertsItsTime_data()
{
    QTest::addColumn<QString>("kind");
    for (const schedule::Entry& entry : schedule::entries()) {
        QTest::newRow(entry.about.id.c_str()) << QString::fromStdString(entry.about.id);
    }
    QCOMPARE(schedule::entries().size(), std::size_t(11));
}

void GoldenNumbers::everyScheduleGrowsInNoiseAndInvertsItsTime()
{
    QFETCH(QString, kind);
    const auto schedule = schedule::make({kind.toStdString()});
    for (int i = 1; i <= 100; ++i) {
        const double t = i / 100.0;
        QVERIFY(schedule->at(t).u() > schedule->at(t - 0.01).u());
        near(schedule->timeOf(schedule->at(t).u()), t, 1e-9);
        QVERIFY(schedule->at(t).alpha > 0 && schedule->at(t).sigma > 0);
    }
    QCOMPARE(schedule->timeOf(1e-12), 0.0);
    QCOMPARE(schedule->timeOf(1e12), 1.0);
}

void GoldenNumbers::everyGridEndsWhereTheScheduleDoes_data()
{
    QTest::addColumn<QString>("grid");
    QTest::addColumn<QString>("schedule");
    for (const grid::Entry& grid : grid::entries()) {
        for (const schedule::Entry& schedule : schedule::entries()) {
            QTest::addRow("%s on %s", grid.about.id.c_str(), schedule.about.id.c_str())
                << QString::fromStdString(grid.about.id) << QString::fromStdString(schedule.about.id);
        }
    }
}

void GoldenNumbers::everyGridEndsWhereTheScheduleDoes()
{
    QFETCH(QString, grid);
    QFETCH(QString, schedule);
    const auto made = schedule::make({schedule.toStdString()});
    const auto world = tests::GaussianWorld::make(6, 2, 4);
    const auto nodes = grid::make({grid.toStdString()})->nodes(*made, 33, 0.9, world.covariance.get());
    QCOMPARE(nodes.size(), std::size_t(34));
    QCOMPARE(nodes.front().t, 0.9);
    QCOMPARE(nodes.back().t, 0.0);
    for (std::size_t k = 1; k < nodes.size(); ++k) {
        QVERIFY(nodes[k].u() < nodes[k - 1].u());
    }
    if (grid == "logsigma") {
        const double ratio = nodes[1].u() / nodes[0].u();
        near(nodes[17].u() / nodes[16].u(), ratio, 1e-9);
    }
    QVERIFY_EXCEPTION_THROWN(
        static_cast<void>(grid::make({grid.toStdString()})->nodes(*made, 0, 1, world.covariance.get())), core::Error);
}

void GoldenNumbers::schedulesHaveTheirPapersValues_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<double>("form");
    QTest::addColumn<double>("t");
    QTest::addColumn<double>("alpha");
    QTest::addColumn<double>("sigma");
    const auto row = [](const char* kind, double form, double t, double alpha, double sigma) {
        QTest::addRow("%s %g at %g", kind, form, t) << QString(kind) << form << t << alpha << sigma;
    };
    row("sda", 0, 0.25, 0.8591, 0.511809);
    row("sda", 0, 0.5, 0.515811, 0.856703);
    row("sda", 0, 0.75, 0.163611, 0.986525);
    row("sda", 1, 0.5, 0.515811, 1 - 0.515811 * 0.515811 + 1e-3);
    row("sda", 2, 0.5, 0.515811, 1 - 0.515811 + 1e-3);
    // ∫₀^½ β dt = 0.05 + 19.9/8
    row("songvp", 0, 0.5, std::exp(-2.5375 / 2), std::sqrt(1 - std::exp(-2.5375) + 1e-6));
    row("songvp", 1, 0.5, std::exp(-2.5375 / 2), 1 - std::exp(-2.5375) + 1e-3);
    row("songvp", 0, 1, std::exp(-5.025), std::sqrt(1 - std::exp(-10.05) + 1e-6));
    row("songve", -1, 0.5, 1, std::sqrt(0.01 * 50));
    row("vp", -1, 0.5, std::pow(1e-3, 0.25), std::sqrt(1 - std::sqrt(1e-3) + 1e-6));
    row("nichol", -1, 0, 1, 1e-3);
    row("nichol", -1, 0.496, 0.7071621, 0.7070522);  // ᾱ = ½ / cos²(π/252) there
    row("nichol", -1, 1, 1e-3, 1);
    row("decay", -1, 0.5, 1 - 0.999 * 0.7597469, 0.7597469 + 0.2402531e-3);  // τ = (1−√0.1)/0.9
}

void GoldenNumbers::schedulesHaveTheirPapersValues()
{
    QFETCH(QString, kind);
    QFETCH(double, form);
    QFETCH(double, t);
    QFETCH(double, alpha);
    QFETCH(double, sigma);
    Selection selection{kind.toStdString()};
    if (form >= 0) {
        selection.knobs["form"] = form;
    }
    const auto node = schedule::make(selection)->at(t);
    near(node.alpha, alpha, 1e-6);
    near(node.sigma, sigma, 1e-6);
}

void GoldenNumbers::theSpectrumsGridKeepsMoreVarianceThanEvenNodes()
{
    const auto schedule = schedule::make({"loglinear"});
    const auto world = tests::GaussianWorld::make(6, 2, 4);
    const at::Tensor lambda = world.covariance->eigenvalues();
    const auto kept = [&](const Selection& grid) {
        const auto nodes = grid::make(grid)->nodes(*schedule, 48, 1, world.covariance.get());
        at::Tensor x = (lambda + std::pow(nodes.front().u(), 2)).sqrt();
        for (std::size_t k = 0; k + 1 < nodes.size(); ++k) {  // Euler's step in each direction
            const double u = nodes[k].u();
            x = x * (1 + (nodes[k + 1].u() - u) * u / (lambda + u * u));
        }
        return (x.square().sum() / lambda.sum()).item<double>();
    };
    const double best = kept({"spectrum", {{"even", 0}}});
    QVERIFY(best < 1);
    for (const Selection& other : {Selection{"logsigma"}, Selection{"edm"}, Selection{"spectrum", {{"even", 0.5}}},
                                   Selection{"spectrum", {{"even", 0}, {"weight", 1}}}}) {
        QVERIFY2(best > kept(other) + 1e-3, qPrintable(QString("%1 against %2").arg(best).arg(kept(other))));
    }
    // all nodes even is the grid even in log u
    const auto even = grid::make({"spectrum", {{"even", 1}}})->nodes(*schedule, 12, 1, world.covariance.get());
    const auto plain = grid::make({"logsigma"})->nodes(*schedule, 12, 1);
    for (std::size_t k = 0; k < even.size(); ++k) {
        near(even[k].u(), plain[k].u(), 1e-9 * plain[k].u());
    }
}

void GoldenNumbers::weightsOfEveryDensityIntegratePolynomials_data()
{
    QTest::addColumn<int>("sign");
    QTest::newRow("e^v") << 1;
    QTest::newRow("e^-v") << -1;
}

void GoldenNumbers::weightsOfEveryDensityIntegratePolynomials()
{
    QFETCH(int, sign);
    const std::vector<double> nodes = {5.5, 4, 3.25, 0.5};
    const double end = -6.5;
    const auto weights =
        sampler::basisWeights(nodes, end, sign > 0 ? +[](double v) { return std::exp(v); }
                                                   : +[](double v) { return std::exp(-v); });
    // primitives of v^k e^±v by parts: F_k = ±(v^k e^±v − k F_(k−1))
    const auto primitive = [&](double v) {
        std::vector<double> f;
        for (int k = 0; k < 4; ++k) {
            f.push_back(sign * (std::pow(v, k) * std::exp(sign * v) - (k == 0 ? 0 : k * f.back())));
        }
        return f;
    };
    const auto high = primitive(end), low = primitive(nodes.back());
    for (std::size_t k = 0; k < 4; ++k) {
        double sum = 0, size = 0;
        for (std::size_t j = 0; j < nodes.size(); ++j) {
            const double term = weights[j] * std::pow(nodes[j], static_cast<double>(k));
            sum += term;
            size += std::abs(term);
        }
        near(sum, high[k] - low[k], 1e-13 * (size + std::abs(high[k]) + std::abs(low[k])));
    }
}

void GoldenNumbers::gaussLegendreIsExactToItsDegree()
{
    for (const int n : {1, 2, 3, 5, 16}) {
        const auto rule = sampler::gaussLegendre(n);
        QVERIFY(std::is_sorted(rule.points.begin(), rule.points.end()));
        for (int power = 0; power < 2 * n; ++power) {
            double sum = 0;
            for (std::size_t i = 0; i < rule.points.size(); ++i) {
                sum += rule.weights[i] * std::pow(rule.points[i], power);
            }
            near(sum, 1.0 / (power + 1), 1e-15);
        }
    }
}

void GoldenNumbers::adamsBashforthHasTheKnownWeights()
{
    const std::vector<double> nodes = {1000, 2.992024, 1, 0.334222, 0.001};
    const std::vector<std::vector<double>> golden = {{-997.007976},
                                                     {0.00199003, -1.99401396},
                                                     {-5.42026e-7, 0.11153064, -0.77730817},
                                                     {-0.00931101, 0.12055856, -0.44446948}};
    for (std::size_t i = 0; i < golden.size(); ++i) {
        const std::size_t first = i < 3 ? 0 : i - 2;
        const auto weights =
            sampler::adamsBashforth(std::span(nodes).subspan(first, i - first + 1), nodes[i + 1]);
        QCOMPARE(weights.size(), golden[i].size());
        for (std::size_t j = 0; j < weights.size(); ++j) {
            near(weights[j], golden[i][j], 2e-6 * std::abs(golden[i][j]) + 1e-8);
        }
    }
}

void GoldenNumbers::adamsBashforthIntegratesPolynomialsExactly()
{
    const std::vector<double> nodes = {9, 7.5, 7, 4, 3.5, 2};
    const auto weights = sampler::adamsBashforth(nodes, 1);
    for (int power = 0; power < 6; ++power) {
        double sum = 0;
        for (std::size_t j = 0; j < nodes.size(); ++j) {
            sum += weights[j] * std::pow(nodes[j], power);
        }
        const double exact = (1 - std::pow(2, power + 1)) / (power + 1);
        near(sum, exact, 1e-10 * std::abs(exact));
    }
}

void GoldenNumbers::gmresSolvesTheKnownSystem()
{
    const at::Tensor c = at::tensor({2.0, 1.0, 1.0, 3.0}, at::kDouble).view({2, 2});
    const at::Tensor b = at::tensor({1.0, 0.0}, at::kDouble).view({1, 2});
    const auto product = [&](const at::Tensor& w) { return w.matmul(c.t()); };
    const auto one = guidance::gmres(product, b, {.iterations = 1});
    near(one.w[0][0].item<double>(), 0.4, 1e-14);
    near(one.w[0][1].item<double>(), 0.0, 1e-14);
    const auto two = guidance::gmres(product, b, {.iterations = 2});
    near(two.w[0][0].item<double>(), 0.6, 1e-14);
    near(two.w[0][1].item<double>(), -0.2, 1e-14);
}

void GoldenNumbers::krylovSolversTreatMembersAlone()
{
    auto generator = at::detail::createCPUGenerator(3);
    const at::Tensor root = at::randn({12, 12}, generator, tests::float64());
    const at::Tensor c = root.matmul(root.t()) + at::eye(12, tests::float64());
    const at::Tensor b = at::randn({5, 12}, generator, tests::float64());
    const auto product = [&](const at::Tensor& w) { return w.matmul(c.t()); };
    for (const auto& solver : {+[](const guidance::Product& p, const at::Tensor& r) {
                                   return guidance::gmres(p, r, {.iterations = 4}).w;
                               },
                               +[](const guidance::Product& p, const at::Tensor& r) {
                                   return guidance::conjugateGradient(p, r, {.iterations = 4}).w;
                               }}) {
        const at::Tensor together = solver(product, b);
        const at::Tensor alone = solver(product, b.slice(0, 2, 3));
        QVERIFY((together[2] - alone[0]).abs().max().item<double>() < 1e-13);
    }
    const auto automatic = guidance::gmres(product, b, {.iterations = 64, .tolerance = 1e-3});
    const at::Tensor left = (b - product(automatic.w)).norm(2, 1) / b.norm(2, 1);
    QVERIFY(automatic.iterations < 13);
    near(left.max().item<double>(), automatic.residual, 1e-12);
    QVERIFY(automatic.residual <= 1e-3);
    const auto warm = guidance::gmres(product, b, {.iterations = 64, .tolerance = 1e-3}, {.start = automatic.w});
    QCOMPARE(warm.iterations, 0);
    // the exact inverse as preconditioner leaves nothing to iterate on; a rough one still leads to the solution
    const at::Tensor inverse = at::linalg_inv(c), rough = c.diagonal().reciprocal();
    const guidance::Stop tight{.iterations = 64, .tolerance = 1e-10};
    const auto exactly = [&](const at::Tensor& r) { return r.matmul(inverse.t()); };
    const auto roughly = [&](const at::Tensor& r) { return r * rough; };
    for (const auto& solver : {guidance::gmres, guidance::conjugateGradient}) {
        QCOMPARE(solver(product, b, tight, {.start = {}, .inverse = exactly}).iterations, 1);
        const auto solved = solver(product, b, tight, {.start = {}, .inverse = roughly});
        QVERIFY(solved.iterations > 1);
        QVERIFY(((b - product(solved.w)).norm(2, 1) / b.norm(2, 1)).max().item<double>() < 1e-9);
    }
    const auto zero = guidance::gmres(product, b * 0, {.iterations = 3});
    QCOMPARE(zero.w.abs().max().item<double>(), 0.0);
}

void GoldenNumbers::scalarPosteriorIsExact_data()
{
    QTest::addColumn<QString>("guidance");
    QTest::addColumn<double>("prior");
    QTest::addColumn<double>("expected");
    for (const char* method : {"mmps", "sda", "w2c", "covariance"}) {
        QTest::addRow("%s N(0,1)", method) << QString(method) << 1.0 << 2.0;
    }
    QTest::addRow("mmps N(0,4)") << QString("mmps") << 4.0 << 32.0 / 13;
    QTest::addRow("covariance N(0,4)") << QString("covariance") << 4.0 << 32.0 / 13;
    QTest::addRow("sda N(0,4)") << QString("sda") << 4.0 << 2.72;
    QTest::addRow("w2c N(0,4)") << QString("w2c") << 4.0 << 2.30;
}

void GoldenNumbers::scalarPosteriorIsExact()
{
    QFETCH(QString, guidance);
    QFETCH(double, prior);
    QFETCH(double, expected);
    const auto scalar = [](double v) { return at::full({1}, v, tests::float64()); };
    const denoiser::Gaussian gaussian(
        std::make_shared<denoiser::DenseCovariance>(scalar(0), scalar(prior).view({1, 1})));
    const observe::Observed observed{std::make_shared<tests::MatrixOperator>(scalar(1).view({1, 1})), scalar(3),
                                     scalar(0.5)};
    const auto method = guidance::make({guidance.toStdString()});
    const auto guided = method->around(gaussian, observed, 1);
    near(guided->mean(scalar(2).view({1, 1}), {.t = 0.5, .alpha = 1, .sigma = 1}).item<double>(), expected, 1e-12);
}

void GoldenNumbers::unknownKindsAndKnobsAreNamed()
{
    try {
        static_cast<void>(sampler::make({"eulers"}));
        QFAIL("an unknown sampler was made");
    } catch (const core::Error& error) {
        QVERIFY(std::string(error.what()).find("eulers") != std::string::npos);
        QVERIFY(error.hint().find("heun") != std::string::npos);
    }
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(sampler::make({"ddim", {{"order", 2}}})), core::Error);
}
