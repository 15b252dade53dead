#include "run.h"
#include "suites.h"

#include <QtTest>

using namespace core;
using at::Tensor;
using denoiser::Node;

namespace {

constexpr std::int64_t dimension = 8;
constexpr std::int64_t observations = 4;

const tests::GaussianWorld& world()
{
    static const tests::GaussianWorld made = tests::GaussianWorld::make(dimension, observations, 21);
    return made;
}

const denoiser::Gaussian& prior()
{
    static const denoiser::Gaussian made(world().covariance);
    return made;
}

Selection converged(const QString& guidance)
{
    return guidance == "mmps" ? Selection{"mmps", {{"iterations", static_cast<double>(observations)}}}
                              : Selection{guidance.toStdString()};
}

/// Mean and covariance of the members.
struct Moments {
    Tensor mean, covariance;  // [D], [D, D]
};

/// What the members are exactly at a node: α x + σ ε, x of the prior or of the posterior.
Moments exact(const Node& at, bool guided)
{
    const Tensor eye = at::eye(dimension, tests::float64());
    const Tensor mean = guided ? world().posteriorMean() : world().mean;
    const Tensor covariance = guided ? world().posteriorCovariance() : world().sigma;
    return {mean * at.alpha, covariance * (at.alpha * at.alpha) + eye * (at.sigma * at.sigma)};
}

double relativeError(const Moments& a, const Moments& b)
{
    return ((a.mean - b.mean).norm() / b.mean.norm()).item<double>() +
           ((a.covariance - b.covariance).norm() / b.covariance.norm()).item<double>();
}

/// Noise that is zero but for one element of one member in each row block: reads off the derivative to each draw.
class BasisNoise final : public sampler::Noise {
public:
    [[nodiscard]] Tensor normal(const Tensor& like) override
    {
        Tensor draw = at::zeros_like(like);
        const std::int64_t first = 1 + dimension * (1 + draws_++);
        if (first + dimension <= like.size(0)) {
            draw.slice(0, first, first + dimension).copy_(at::eye(dimension, tests::float64()));
        }
        return draw;
    }
    [[nodiscard]] std::int64_t draws() const { return draws_; }

private:
    std::int64_t draws_ = 0;
};

constexpr std::int64_t mostDraws = 2;

/// A step x_s = f + F x_t + Σ G_d ε_d.
struct Affine {
    Tensor offset, slope, draws;  // f, Fᵀ, all Gᵀ
    [[nodiscard]] Moments operator()(const Moments& before) const
    {
        return {offset + before.mean.matmul(slope),
                slope.t().matmul(before.covariance).matmul(slope) + draws.t().matmul(draws)};
    }
};

/// Reads a step off by stepping a basis of x_t and of the draws.
Affine probed(tests::Run& run, const Node& t, const Node& s)
{
    Tensor rows = at::zeros({1 + dimension * (1 + mostDraws), dimension}, tests::float64());
    rows.slice(0, 1, 1 + dimension).copy_(at::eye(dimension, tests::float64()) * t.sigma);
    BasisNoise noise;
    const Tensor after = run.step(rows, t, s, noise).x;
    const Tensor offset = after[0];
    const Tensor slope = (after.slice(0, 1, 1 + dimension) - offset) / t.sigma;  // Fᵀ
    const Tensor draws = after.slice(0, 1 + dimension) - offset;                // all Gᵀ
    return {offset, slope, draws};
}

/// A whole run of a deterministic sampler is one affine map, whatever it remembers between its steps.
Moments propagatedWhole(tests::Run& run, const Moments& before)
{
    const double scale = run.nodes().front().sigma;
    Tensor rows = at::zeros({1 + dimension, dimension}, tests::float64());
    rows.slice(0, 1).copy_(at::eye(dimension, tests::float64()) * scale);
    BasisNoise noise;
    const Tensor after = run.whole(rows, noise);
    const Tensor slope = (after.slice(0, 1) - after[0]) / scale;
    return {after[0] + before.mean.matmul(slope), slope.t().matmul(before.covariance).matmul(slope)};
}

double errorOf(const tests::Recipe& recipe, bool stochastic)
{
    tests::Run run(prior(), world().observed, recipe);
    const bool guided = recipe.guidance.kind != "none";
    Moments now = exact(run.nodes().front(), guided);
    if (stochastic) {
        for (std::size_t k = 0; k + 1 < run.nodes().size(); ++k) {
            now = probed(run, run.nodes()[k], run.nodes()[k + 1])(now);
        }
    } else {
        now = propagatedWhole(run, now);
    }
    return relativeError(now, exact(run.nodes().back(), guided));
}

struct Nominal {
    const char* name;
    Selection sampler;
    double order;
    bool stochastic;
};

std::vector<Nominal> nominals()
{
    return {{"ddpm", {"ddpm"}, 1, true},
            {"ddim", {"ddim"}, 1, false},
            {"ddim half", {"ddim", {{"eta", 0.5}}}, 1, true},
            {"euler", {"euler"}, 1, false},
            {"heun", {"heun"}, 2, false},
            {"lms 2", {"lms", {{"order", 2}}}, 2, false},
            {"lms 3", {"lms"}, 3, false},
            {"ito", {"ito"}, 1, true},
            {"ito quarter", {"ito", {{"eta", 0.25}}}, 1, true},  // at ½ the errors of ODE and SDE cancel by chance
            {"ito ode", {"ito", {{"eta", 0}}}, 1, false},
            {"edm", {"edm"}, 2, true},
            {"edm without churn", {"edm", {{"churn", 0}}}, 2, false},
            {"dpm2s", {"dpm2s"}, 2, false},
            {"dpm2m", {"dpm2m"}, 2, false},
            {"gencast", {"gencast", {{"noise", 1}}}, 2, true},
            {"vab 1", {"vab", {{"order", 1}}}, 1, false},
            {"vab 2", {"vab"}, 2, false},
            {"vab 3", {"vab", {{"order", 3}}}, 3, false},
            {"zeab 1", {"zeab", {{"order", 1}}}, 1, false},
            {"zeab 2", {"zeab"}, 2, false},
            {"zeab 3", {"zeab", {{"order", 3}}}, 3, false},
            {"xeab 1", {"xeab", {{"order", 1}}}, 1, false},
            {"xeab 2", {"xeab"}, 2, false},
            {"xeab 3", {"xeab", {{"order", 3}}}, 3, false},
            {"reab 1", {"reab", {{"order", 1}}}, 1, false},
            {"reab 2", {"reab"}, 2, false},
            {"reab 3", {"reab", {{"order", 3}}}, 3, false},
            {"reab as azula", {"reab", {{"form", 1}}}, 1, false},
            {"rewind 2", {"rewind", {{"window", 2}}}, 1, true},
            {"rewind 2 small", {"rewind", {{"window", 2}, {"form", 1}}}, 1, true},
            {"sdapc without corrections", {"sdapc", {{"corrections", 0}}}, 1, false},
            {"songpc without corrections", {"songpc", {{"corrections", 0}}}, 1, true},
            {"pc without corrections", {"pc", {{"corrections", 0}}}, 1, false},
            {"semiexact 1", {"semiexact", {{"order", 1}}}, 1, false},
            {"semiexact 2", {"semiexact"}, 2, false},
            {"semiexact 3", {"semiexact", {{"order", 3}}}, 3, false}};
}

}  // namespace

void Exactness::guidedDenoiserIsThePosteriorMean_data()
{
    QTest::addColumn<QString>("guidance");
    QTest::addColumn<QString>("schedule");
    for (const char* guidance : {"mmps", "covariance"}) {
        for (const schedule::Entry& schedule : schedule::entries()) {
            QTest::addRow("%s on %s", guidance, schedule.about.id.c_str())
                << QString(guidance) << QString::fromStdString(schedule.about.id);
        }
    }
}

void Exactness::guidedDenoiserIsThePosteriorMean()
{
    QFETCH(QString, guidance);
    QFETCH(QString, schedule);
    const auto made = schedule::make({schedule.toStdString()});
    const auto method = guidance::make(converged(guidance));
    const auto guided = method->around(prior(), world().observed, 1);
    auto generator = at::detail::createCPUGenerator(2);
    for (const double t : {0.05, 0.3, 0.7, 1.0}) {
        const Node at = made->at(t);
        const Tensor x_t = at::randn({2, dimension}, generator, tests::float64()) * at.sigma + world().mean * at.alpha;
        // p(x | x_t, y): information of the posterior and of x_t added
        const Tensor information = at::linalg_inv(world().posteriorCovariance());
        const double weight = 1 / (at.u() * at.u());
        const Tensor right = information.mv(world().posteriorMean()) + x_t / at.alpha * weight;
        const Tensor total = information + at::eye(dimension, tests::float64()) * weight;
        const Tensor reference = at::linalg_solve(total, right.t()).t();
        const Tensor mean = guided->mean(x_t, at);
        const double error = ((mean - reference).norm() / reference.norm()).item<double>();
        QVERIFY2(error < 1e-8, qPrintable(QString("t = %1: %2").arg(t).arg(error)));
    }
}

void Exactness::samplersConvergeAtTheirOrder_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("guidance");
    QTest::addColumn<QString>("grid");
    const auto rows = nominals();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (const char* guidance : {"mmps", "covariance"}) {
            for (const char* grid : {"logsigma", "edm"}) {
                QTest::addRow("%s, %s, %s", rows[i].name, guidance, grid)
                    << static_cast<int>(i) << QString(guidance) << QString(grid);
            }
        }
    }
}

void Exactness::samplersConvergeAtTheirOrder()
{
    QFETCH(int, row);
    QFETCH(QString, guidance);
    QFETCH(QString, grid);
    const Nominal nominal = nominals()[static_cast<std::size_t>(row)];
    tests::Recipe recipe{
        .grid = {grid.toStdString()}, .sampler = nominal.sampler, .guidance = converged(guidance), .steps = 256};
    const double coarse = errorOf(recipe, nominal.stochastic);
    recipe.steps = 512;
    const double fine = errorOf(recipe, nominal.stochastic);
    const double order = std::log2(coarse / fine);
    const QString told = QString("order %1, errors %2 and %3").arg(order).arg(coarse).arg(fine);
    qInfo().noquote() << told;
    QVERIFY2(order >= nominal.order - 0.2 && fine < 0.1, qPrintable(told));
}

void Exactness::semiexactNeedsNoSmallSteps()
{
    for (const char* grid : {"uniform", "logsigma", "edm"}) {
        for (const char* schedule : {"loglinear", "rectified", "cosine"}) {
            for (const int steps : {8, 16, 33}) {
                const double error = errorOf(
                    {.schedule = {schedule}, .grid = {grid}, .sampler = {"semiexact"}, .steps = steps}, false);
                QVERIFY2(error < 1e-10, qPrintable(QString("%1 %2 %3: %4").arg(grid, schedule).arg(steps).arg(error)));
            }
        }
    }
}

void Exactness::samplersDependOnTheNoiseOfANodeAlone_data()
{
    QTest::addColumn<QString>("kind");
    for (const sampler::Entry& entry : sampler::entries()) {
        QTest::newRow(entry.about.id.c_str()) << QString::fromStdString(entry.about.id);
    }
}

void Exactness::samplersDependOnTheNoiseOfANodeAlone()
{
    QFETCH(QString, kind);
    const auto ends = [&](double form) {
        const tests::Recipe recipe{.schedule = {"rectified", {{"form", form}}}, .sampler = {kind.toStdString()}};
        tests::Run run(prior(), world().observed, recipe);
        tests::SeededNoise noise(3);
        const Node& first = run.nodes().front();
        const Tensor x = at::ones({2, dimension}, tests::float64()) * first.sigma;
        return run.whole(x, noise) / run.nodes().back().alpha;
    };
    const Tensor exploding = ends(0), flow = ends(1);
    QVERIFY(((exploding - flow).norm() / exploding.norm()).item<double>() < 1e-9);
}

void Exactness::adaptiveCorrectorsSettleAtTheirClosedForm_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("knob");
    QTest::addColumn<double>("size");
    QTest::addColumn<double>("tau");
    QTest::addColumn<double>("share");  // of the variance that Langevin's own noise gives
    for (const double tau : {0.25, 0.5}) {
        QTest::addRow("sdapc %g", tau) << QString("sdapc") << QString("tau") << tau << tau << 1.0;
        QTest::addRow("sdapc %g, unbiased", tau)
            << QString("sdapc") << QString("tau") << tau << tau << 1 - tau / 2;
    }
    for (const double snr : {0.16, 0.4}) {
        QTest::addRow("songpc %g", snr) << QString("songpc") << QString("snr") << snr << 2 * snr * snr << 1.0;
    }
}

/// Two kinds of directions, so many of each that one member tells the variance and its step size is that of all.
void Exactness::adaptiveCorrectorsSettleAtTheirClosedForm()
{
    QFETCH(QString, kind);
    QFETCH(QString, knob);
    QFETCH(double, size);
    QFETCH(double, tau);
    QFETCH(double, share);
    constexpr std::int64_t many = 400000;
    const double u = 2, strong = 12;
    Tensor lambda = at::zeros({2 * many}, tests::float64());
    lambda.slice(0, many).fill_(strong);
    const denoiser::Gaussian halves(std::make_shared<tests::DiagonalCovariance>(lambda));
    std::map<std::string, double> knobs{{knob.toStdString(), size}};
    if (share < 1) {
        knobs["form"] = 1;
    }
    const auto method = sampler::make({kind.toStdString(), knobs});
    const Node at{.t = 0.5, .alpha = 1, .sigma = u};
    tests::SeededNoise noise(5);
    Tensor x = noise.normal(lambda.unsqueeze(0)) * (lambda + u * u).sqrt();
    for (int i = 0; i < 150; ++i) {
        x = method->step(halves, x, at, at, noise).x;  // from a node to itself: only corrections act
    }
    // d and both variances hang together: d mean(z²) = τ, z² = share·κ/(1−dκ/2) with κ = u²/(λ+u²)
    const double kappa[] = {1, u * u / (strong + u * u)};
    double d = tau;
    for (int i = 0; i < 100; ++i) {
        d = tau / share / (kappa[0] / (1 - d * kappa[0] / 2) / 2 + kappa[1] / (1 - d * kappa[1] / 2) / 2);
    }
    const double free = x.slice(1, 0, many).square().mean().item<double>() / (u * u);
    const double bound = x.slice(1, many).square().mean().item<double>() / (strong + u * u);
    const QString told = QString("%1 and %2, d = %3").arg(free).arg(bound).arg(d);
    QVERIFY2(std::abs(free - share / (1 - d * kappa[0] / 2)) < 0.01, qPrintable(told));
    QVERIFY2(std::abs(bound - share / (1 - d * kappa[1] / 2)) < 0.01, qPrintable(told));
    // where all directions are free this is 1 + τ/2, or right, as the notes say
    const double alone = share < 1 ? tau : tau / (1 + tau / 2);
    QVERIFY(std::abs(share / (1 - alone / 2) - (share < 1 ? 1 : 1 + tau / 2)) < 1e-12);
}

void Exactness::correctorSettlesAtItsClosedForm_data()
{
    QTest::addColumn<QString>("guidance");
    QTest::addColumn<int>("form");
    for (const char* guidance : {"none", "mmps", "covariance"}) {
        QTest::addRow("appa, %s", guidance) << QString(guidance) << 0;
        QTest::addRow("unbiased, %s", guidance) << QString(guidance) << 1;
    }
}

void Exactness::correctorSettlesAtItsClosedForm()
{
    QFETCH(QString, guidance);
    QFETCH(int, form);
    const double delta = 0.1;
    const tests::Recipe recipe{
        .sampler = {"pc", {{"corrections", 1}, {"delta", delta}, {"form", static_cast<double>(form)}}},
        .guidance = converged(guidance)};
    tests::Run run(prior(), world().observed, recipe);
    const bool guided = guidance != "none";
    for (const double sigma : {0.3, 2.0, 50.0}) {
        const Node at{.t = 0.5, .alpha = 1, .sigma = sigma};
        const Moments level = exact(at, guided);
        const Affine correction = probed(run, at, at);  // predictor from a node to itself: only corrections act
        const auto [total, basis] = at::linalg_eigh(level.covariance);
        const Tensor kappa = total.reciprocal() * (sigma * sigma);
        const Tensor settled = form == 0 ? total / (1 - kappa * (delta / 2))
                                         : (1 - (1 - kappa * (1 - std::sqrt(1 - delta))).square()).reciprocal() *
                                               (delta * sigma * sigma);
        const Moments expected{level.mean, basis.matmul(settled.diag()).matmul(basis.t())};
        const double error = relativeError(correction(expected), expected);
        QVERIFY2(error < 1e-12, qPrintable(QString("σ = %1: %2").arg(sigma).arg(error)));
    }
}

void Exactness::conjugateGradientsAgreeWithCholesky()
{
    const auto products = tests::GaussianWorld::make(dimension, observations, 21, false);
    const auto method = guidance::make({"covariance"});
    auto generator = at::detail::createCPUGenerator(2);
    for (const double sigma : {0.1, 1.0, 100.0}) {
        const Node at{.t = 0.5, .alpha = 1, .sigma = sigma};
        const Tensor x_t = at::randn({3, dimension}, generator, tests::float64()) * sigma;
        const Tensor dense = method->around(prior(), world().observed, 1)->mean(x_t, at);
        const Tensor iterated = method->around(prior(), products.observed, 1)->mean(x_t, at);
        QVERIFY(method->report().iterations > 0 && method->report().residual <= 1e-4);
        QVERIFY(((dense - iterated).norm() / dense.norm()).item<double>() < 1e-3);
    }
}

void Exactness::aKnownCovarianceLeavesMmpsNothingToIterate()
{
    const auto products = tests::GaussianWorld::make(dimension, observations, 21, false);
    auto generator = at::detail::createCPUGenerator(4);
    for (const double sigma : {0.1, 1.0, 100.0}) {
        const Node at{.t = 0.5, .alpha = 1, .sigma = sigma};
        const Tensor x_t = at::randn({3, dimension}, generator, tests::float64()) * sigma;
        const Tensor expected = guidance::make({"covariance"})->around(prior(), world().observed, 1)->mean(x_t, at);
        const auto known = guidance::make({"mmps"}), blind = guidance::make({"mmps"});
        const Tensor fast = known->around(prior(), world().observed, 1)->mean(x_t, at);
        const Tensor slow = blind->around(prior(), products.observed, 1)->mean(x_t, at);
        QCOMPARE(known->report().iterations, 1);
        QVERIFY(blind->report().iterations > 1);
        QVERIFY(((fast - expected).norm() / expected.norm()).item<double>() < 1e-8);
        QVERIFY(((slow - expected).norm() / expected.norm()).item<double>() < 1e-2);
    }
}
