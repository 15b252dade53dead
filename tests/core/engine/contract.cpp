#include "core/api/error.h"
#include "run.h"
#include "suites.h"

#include <QtTest>

using namespace core;
using at::Tensor;

namespace {

constexpr std::int64_t members = 3;

const tests::GaussianWorld& world()
{
    static const tests::GaussianWorld made = tests::GaussianWorld::make(12, 5, 11);
    return made;
}

/// A prior with a condition that can be left out: what it knows is the world's observations with errors so large that
/// four times what they move it by still falls short of y.
class Conditional final : public denoiser::Denoiser {
public:
    explicit Conditional(at::ScalarType type) : with_(dense(knowing(), type)), without_(dense(world(), type)) {}
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at) const override
    {
        return with_.mean(x_t, at);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at) const override
    {
        return with_.linearise(x_t, at);
    }
    [[nodiscard]] const denoiser::Covariance* covariance() const override { return with_.covariance(); }
    [[nodiscard]] const denoiser::Denoiser* unconditional() const override { return &without_; }

private:
    static tests::GaussianWorld knowing()
    {
        tests::GaussianWorld weak = world();
        weak.variance = weak.variance * 1e4;
        const Tensor mean = weak.posteriorMean();
        weak.sigma = weak.posteriorCovariance();
        weak.mean = mean;
        return weak;
    }
    static std::shared_ptr<const denoiser::DenseCovariance> dense(const tests::GaussianWorld& of, at::ScalarType type)
    {
        return std::make_shared<denoiser::DenseCovariance>(of.mean.to(type), of.sigma);
    }
    denoiser::Gaussian with_, without_;
};

/// The prior that a method is run on: only classifier-free guidance needs one with a condition.
const denoiser::Denoiser& priorOf(const tests::Recipe& recipe, at::ScalarType type = at::kDouble)
{
    static const Conditional wide(at::kDouble), narrow(at::kFloat);
    const Conditional& made = type == at::kDouble ? wide : narrow;
    return recipe.guidance.kind == "cfg" ? made : *made.unconditional();
}

const denoiser::Denoiser& prior()
{
    return priorOf({});
}

Tensor start(std::int64_t count = members)
{
    auto generator = at::detail::createCPUGenerator(5);
    return at::randn({count, 12}, generator, tests::float64()) * 1000;
}

Tensor sample(const tests::Recipe& recipe, const observe::Observed& observed, std::int64_t count = members)
{
    tests::SeededNoise noise(7);
    return tests::Run(priorOf(recipe), observed, recipe).whole(start(count), noise);
}

double misfit(const Tensor& x)
{
    return ((world().y - x.matmul(world().h.t())).square() / world().variance).sum(1).mean().item<double>();
}

template <class Entry>
void addKinds(std::span<const Entry> entries)
{
    QTest::addColumn<QString>("kind");
    for (const Entry& entry : entries) {
        QTest::newRow(entry.about.id.c_str()) << QString::fromStdString(entry.about.id);
    }
}

/// A prior that is not Gaussian as far as anyone can tell.
class Opaque final : public denoiser::Denoiser {
public:
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at) const override
    {
        return prior().mean(x_t, at);
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at) const override
    {
        return prior().linearise(x_t, at);
    }
};

}  // namespace

void EngineContract::everySamplerWithEveryGuidance_data()
{
    QTest::addColumn<QString>("sampler");
    QTest::addColumn<QString>("guidance");
    for (const sampler::Entry& sampler : sampler::entries()) {
        QVERIFY(!sampler.about.source.empty() && !sampler.about.formula.empty());
        for (const guidance::Entry& guidance : guidance::entries()) {
            QVERIFY(!guidance.about.source.empty() && !guidance.about.formula.empty());
            QTest::addRow("%s %s", sampler.about.id.c_str(), guidance.about.id.c_str())
                << QString::fromStdString(sampler.about.id) << QString::fromStdString(guidance.about.id);
        }
    }
}

void EngineContract::everySamplerWithEveryGuidance()
{
    QFETCH(QString, sampler);
    QFETCH(QString, guidance);
    tests::Recipe recipe{.sampler = {sampler.toStdString()}, .guidance = {guidance.toStdString()}, .steps = 12};
    const Tensor x = sample(recipe, world().observed);
    QCOMPARE(x.sizes(), start().sizes());
    QCOMPARE(x.scalar_type(), at::kDouble);
    QVERIFY(x.isfinite().all().item<bool>());
    QVERIFY(at::equal(x, sample(recipe, world().observed)));

    tests::SeededNoise noise(7);
    const auto& narrow = priorOf(recipe, at::kFloat);
    const auto single = tests::Run(narrow, world().observed, recipe).whole(start().to(at::kFloat), noise);
    QCOMPARE(single.scalar_type(), at::kFloat);
    QVERIFY(single.isfinite().all().item<bool>());

    tests::Recipe free = recipe;
    free.guidance = {"none"};
    recipe.strength = 0;
    QVERIFY(at::equal(sample(recipe, world().observed), sample(free, world().observed)));
}

void EngineContract::misfitFallsWithStrength_data()
{
    addKinds(guidance::entries());
}

void EngineContract::misfitFallsWithStrength()
{
    QFETCH(QString, kind);
    if (kind == "none") {
        QSKIP("the prior alone has no strength");
    }
    tests::Recipe recipe{.sampler = {kind == "dps" ? "ddpm" : "ddim"}, .guidance = {kind.toStdString()}, .steps = 128};
    if (kind == "dps") {
        recipe.guidance.knobs["zeta"] = 0.005;  // steps of one size: strength 4 must still be stable at the end
    }
    if (kind == "pgdm") {
        recipe.guidance.knobs["scale"] = 0.25;  // the late steps multiply the misfit by 1 − s·scale: unstable beyond 2
    }
    if (kind == "repaint") {
        recipe.guidance.knobs["iterations"] = 1;  // after many blends every weight has reached y and its last noise
        recipe.steps = 8;
    }
    // particles: with few of them the misfit is that of the draws
    const std::int64_t count = kind == "tds" ? 256 : members;
    double last = std::numeric_limits<double>::infinity();
    for (const double strength : {0.0, 0.25, 1.0, 4.0}) {
        recipe.strength = strength;
        const double now = misfit(sample(recipe, world().observed, count));
        QVERIFY2(now < last, qPrintable(QString("strength %1: %2 after %3").arg(strength).arg(now).arg(last)));
        last = now;
    }
}

void EngineContract::strengthFourIsHalfTheError_data()
{
    addKinds(guidance::entries());
}

void EngineContract::strengthFourIsHalfTheError()
{
    QFETCH(QString, kind);
    for (const char* without : {"none", "dps", "pgdm", "repaint", "cfg"}) {
        if (kind == without) {
            QSKIP("does not use the observations' error");
        }
    }
    tests::Recipe recipe{.guidance = {kind.toStdString()}};
    observe::Observed halved = world().observed;
    halved.variance = halved.variance / 4;
    const Tensor reference = sample(recipe, halved);
    QVERIFY(!at::equal(reference, sample(recipe, world().observed)));
    recipe.strength = 4;
    QVERIFY(at::equal(sample(recipe, world().observed), reference));
}

void EngineContract::memoryContinuesARun_data()
{
    QTest::addColumn<QString>("sampler");
    QTest::addColumn<QString>("guidance");
    for (const sampler::Entry& entry : sampler::entries()) {
        QTest::newRow(entry.about.id.c_str()) << QString::fromStdString(entry.about.id) << QString("mmps");
    }
    QTest::newRow("particles") << QString("ddpm") << QString("tds");
    QTest::newRow("repetitions of steps with a history") << QString("lms") << QString("repaint");
}

void EngineContract::memoryContinuesARun()
{
    QFETCH(QString, sampler);
    QFETCH(QString, guidance);
    const tests::Recipe recipe{.sampler = {sampler.toStdString()}, .guidance = {guidance.toStdString()}};
    tests::Run run(prior(), world().observed, recipe);
    tests::SeededNoise noise(7);
    Tensor x = start();
    for (std::size_t k = 0; k < 7; ++k) {
        x = run.step(x, k, noise).x;
    }
    tests::Run other(prior(), world().observed, recipe);
    other.sampler().restore(run.sampler().memory());
    other.guidance().restore(run.guidance().memory());
    run.sampler().restore(run.sampler().memory());
    Tensor again = x.clone();
    tests::SeededNoise tail(8);
    tests::SeededNoise sameTail(8);
    for (std::size_t k = 7; k + 1 < run.nodes().size(); ++k) {
        x = run.step(x, k, tail).x;
        again = other.step(again, k, sameTail).x;
    }
    QVERIFY(at::equal(x, again));
}

void EngineContract::methodsThatNeedACovarianceRefuseWithoutIt()
{
    const Opaque opaque;
    tests::SeededNoise noise(1);
    for (const tests::Recipe& recipe :
         {tests::Recipe{.sampler = {"semiexact"}}, tests::Recipe{.guidance = {"covariance"}},
          tests::Recipe{.grid = {"spectrum"}}}) {
        try {
            static_cast<void>(tests::Run(opaque, world().observed, recipe).whole(start(), noise));
            QFAIL("ran without a covariance");
        } catch (const core::Error& error) {
            QCOMPARE(error.cause(), core::Cause::badInput);
            QVERIFY(std::string(error.what()).find("covariance") != std::string::npos);
        }
    }
}

void EngineContract::churnNeedsARange()
{
    for (const char* kind : {"edm", "gencast"}) {
        static_cast<void>(sampler::make({kind, {{"low", 1}, {"high", 1}}}));
        try {
            static_cast<void>(sampler::make({kind, {{"low", 50}, {"high", 1}}}));
            QFAIL("no noise lies between them");
        } catch (const core::Error& error) {
            QCOMPARE(error.cause(), core::Cause::badInput);
            QVERIFY(std::string(error.what()).find("low") != std::string::npos);
        }
    }
}

void EngineContract::aPriorWithoutConditionHasNoClassifierFreeGuidance()
{
    const auto method = guidance::make({"cfg"});
    for (const double strength : {0.0, 1.0}) {
        try {
            static_cast<void>(method->around(prior(), world().observed, strength));
            QFAIL("ran without a condition");
        } catch (const core::Error& error) {
            QCOMPARE(error.cause(), core::Cause::badInput);
            QVERIFY(std::string(error.what()).find("cfg") != std::string::npos);
        }
    }
}

void EngineContract::guidanceDoesNotNest()
{
    const denoiser::Node at{.t = 0.5, .alpha = 1, .sigma = 1};
    for (const char* kind : {"mmps", "sda", "w2c", "covariance", "tmpd", "diffpir"}) {
        const auto method = guidance::make({kind});
        const auto guided = method->around(prior(), world().observed, 1);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(guided->linearise(start(), at)), core::Error);
        QCOMPARE(guided->covariance(), prior().covariance());
        const auto before = guided->evaluations();
        static_cast<void>(guided->mean(start(), at));
        QCOMPARE(guided->evaluations(), before + 1);
    }
}

void EngineContract::withoutObservationsThePriorIsSampled()
{
    const auto none = tests::Recipe{};
    const observe::Observed nothing{std::make_shared<tests::MatrixOperator>(world().h.slice(0, 0, 0)),
                                    world().y.slice(0, 0, 0), world().variance.slice(0, 0, 0)};
    for (const guidance::Entry& entry : guidance::entries()) {
        if (entry.about.id == "cfg") {
            continue;  // guides by the prior's condition, not by observations
        }
        const tests::Recipe recipe{.guidance = {entry.about.id}};
        QVERIFY(at::equal(sample(recipe, nothing), sample(none, world().observed)));
    }
}
