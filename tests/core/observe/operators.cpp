#include "core/earth/area.h"
#include "core/earth/sphere.h"
#include "core/observe/composition.h"
#include "core/observe/slice.h"
#include "tests/core/observe/suites.h"
#include "tests/core/observe/world.h"
#include "tests/gaussian_world.h"
#include "tests/suite.h"

#include <cmath>

namespace {

using namespace core;
using at::Tensor;
using tests::jacobianOf;
using tests::largest;

observe::Elementwise::Slope saturated(const Tensor& x)
{
    const Tensor bound = x.abs() + 1;
    return {x / bound, bound.square().reciprocal()};
}

/// Inner products, differences and closed forms of an operator that need no knowledge of what it is.
void holdsItsPromises(const observe::Operator& op, const Tensor& x, double step)
{
    const auto at0 = op.linearise(x);
    const Tensor dx = at::randn_like(x), w = at::randn({x.size(0), op.size()}, at::kDouble);
    const double left = (at0.jvp(dx) * w).sum().item<double>(),
                 right = (dx * at0.vjp(w)).sum().item<double>();
    QVERIFY2(std::abs(left - right) < 1e-9 * (std::abs(left) + largest(at0.jvp(dx) * w)), "adjoint");
    const Tensor difference = (op.apply(x + step * dx) - op.apply(x - step * dx)) / (2 * step);
    const Tensor tangent = at0.jvp(dx);
    QVERIFY2(largest(tangent) > 0 && largest(tangent - difference) < 1e-6 * largest(tangent), "tangent");
}

void closedFormsAreRight(const observe::Network& network, const Tensor& x)
{
    // closed forms hold for what is isotropic, as every function of the prior's eigenvalues is
    const Tensor& lambda = tests::smallPrior().denoiser().covariance()->eigenvalues();
    const Tensor v = lambda / (lambda + 0.5);
    const auto gram = network.gram(x, v);
    QVERIFY(gram.has_value());
    for (std::int64_t m = 0; m < x.size(0); ++m) {
        const Tensor a = jacobianOf(network, x.narrow(0, m, 1));
        const Tensor dense = at::mm(a * v, a.t());
        const Tensor closed = network.linear() ? *gram : (*gram)[m];
        QVERIFY(largest(dense - closed) < 1e-9 * largest(dense));
    }
    const Tensor a = jacobianOf(network, at::zeros({1, x.size(1)}, at::kDouble));
    const Tensor variance = (a * a * v).sum(1);
    QVERIFY(largest(variance - network.variance(v)) < 1e-9 * largest(variance));
    const auto points = tests::smallPrior().points({{0, 0, 12, 34}, {3, 1, -70, 200}});
    const Tensor cross = at::mm(jacobianOf(*points, at::zeros({1, x.size(1)}, at::kDouble)) * v, a.t());
    QVERIFY(largest(cross - network.cross(*points, v)) < 1e-9 * largest(cross));
}

class Operators : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyQuantityHasItsAdjointTangentAndCovariance_data()
    {
        QTest::addColumn<QString>("variable");
        QTest::addColumn<double>("radius");
        QTest::addColumn<double>("cell");
        QTest::newRow("point") << "air_temperature" << 0.0 << 0.0;
        QTest::newRow("disc") << "air_temperature" << 4e5 << 0.0;
        QTest::newRow("cell") << "eastward_wind" << 0.0 << 12.0;
        QTest::newRow("wind speed") << "wind_speed" << 0.0 << 0.0;
        QTest::newRow("wind speed of a disc") << "wind_speed" << 2e5 << 0.0;
        QTest::newRow("vorticity") << "atmosphere_relative_vorticity" << 0.0 << 0.0;
        QTest::newRow("mean vorticity") << "atmosphere_relative_vorticity" << 3e5 << 0.0;
        QTest::newRow("saturated wind") << "saturated_eastward_wind" << 0.0 << 0.0;
        QTest::newRow("saturated vorticity") << "saturated_atmosphere_relative_vorticity" << 0.0 << 0.0;
    }
    void everyQuantityHasItsAdjointTangentAndCovariance()
    {
        QFETCH(QString, variable);
        QFETCH(double, radius);
        QFETCH(double, cell);
        const auto sights = tests::sightsOf(variable.toStdString(), {radius, cell, 2 * cell});
        QCOMPARE(sights.size(), 9U);
        const observe::Network network(tests::smallPrior(), sights);
        at::manual_seed(3);
        const Tensor x = at::randn({2, tests::smallPrior().size()}, at::kDouble);
        holdsItsPromises(network, x, 1e-5);
        closedFormsAreRight(network, x);
    }
    void valuesBetweenLevelsAreLinearInLnP()
    {
        std::vector<Channel> channels;
        for (const double level : {850.0, 600.0, 500.0, 250.0}) {
            for (const char* name : {"air_temperature", "eastward_wind", "northward_wind"}) {
                channels.push_back({.standardName = name, .levelHpa = level});
            }
        }
        const auto at = [&](const char* variable, double level) {
            return observe::sightOf({.lat = 10, .lon = 20, .variable = variable, .levelHpa = level}, 0, channels);
        };
        const auto middle = at("air_temperature", std::sqrt(850.0 * 600.0));
        QVERIFY(middle && middle->points.size() == 2);
        QVERIFY(std::abs(middle->weights[0] - 0.5) < 1e-12 && std::abs(middle->weights[1] - 0.5) < 1e-12);
        QCOMPARE(middle->values, (std::vector<int>{0, 0}));
        const auto near = at("air_temperature", 510);  // the nearer level comes first
        QCOMPARE(near->points.front().channel, 6);
        QVERIFY(std::abs(near->weights.front() - std::log(600.0 / 510) / std::log(600.0 / 500)) < 1e-12);
        QCOMPARE(at("air_temperature", 850.2)->points.size(), std::size_t{1});
        QVERIFY(!at("air_temperature", 900) && !at("air_temperature", 20) && !at("air_temperature", 0));
        QVERIFY(!at("air_temperature", 350));  // between 500 and 250 hPa too much lies
        const auto speed = at("wind_speed", 700);
        QCOMPARE(speed->values, (std::vector<int>{0, 0, 1, 1}));
        QVERIFY(std::abs(speed->weights[0] + speed->weights[1] - 1) < 1e-12);
    }
    void kindsMayBeMixed()
    {
        auto sights = tests::sightsOf("air_temperature");
        for (const char* variable :
             {"wind_speed", "atmosphere_relative_vorticity", "saturated_eastward_wind"}) {
            const auto more = tests::sightsOf(variable, {.radiusMetres = 1e5});
            sights.insert(sights.begin() + 4, more.begin(), more.end());
        }
        const observe::Network network(tests::smallPrior(), sights);
        at::manual_seed(4);
        const Tensor x = at::randn({2, tests::smallPrior().size()}, at::kDouble);
        holdsItsPromises(network, x, 1e-5);
        closedFormsAreRight(network, x);
    }
    void aDiscAveragesAHarmonicByItsClosedForm()
    {
        // mean of P_l over a cap of cosine c: P_l(centre) · (P_{l−1}(c) − P_{l+1}(c))/((2l+1)(1 − c))
        for (const double radius : {5e4, 3e5, 8e5}) {
            const double c = std::cos(radius / earth::radiusMetres);
            for (const int l : {1, 4, 12}) {
                const double beta = (std::legendre(static_cast<unsigned>(l - 1), c) -
                                     std::legendre(static_cast<unsigned>(l + 1), c)) /
                                    ((2 * l + 1) * (1 - c));
                for (const earth::Place centre :
                     {earth::Place{37, 12}, earth::Place{-88, 170}, earth::Place{0, -5}}) {
                    const auto nodes = earth::discNodes(centre, radius);
                    double mean = 0, sum = 0;
                    for (std::size_t i = 0; i < nodes.at.size(); ++i) {
                        mean += nodes.weight[i] * std::legendre(static_cast<unsigned>(l),
                                                                std::sin(earth::radians(nodes.at[i].lat)));
                        sum += nodes.weight[i];
                    }
                    const double exact = beta * std::legendre(static_cast<unsigned>(l),
                                                              std::sin(earth::radians(centre.lat)));
                    QVERIFY(std::abs(sum - 1) < 1e-12);
                    QVERIFY(std::abs(mean - exact) < 1e-4);
                }
            }
        }
    }
    void aCellIsAveragedByArea()
    {
        const auto nodes = earth::cellNodes({84, 10}, 20, 30);  // 74° to the pole
        const double south = std::sin(earth::radians(74)), north = 1;
        double square = 0;
        for (std::size_t i = 0; i < nodes.at.size(); ++i) {
            const double sine = std::sin(earth::radians(nodes.at[i].lat));
            square += nodes.weight[i] * sine * sine;
        }
        const double exact = (std::pow(north, 3) - std::pow(south, 3)) / (3 * (north - south));
        QVERIFY(std::abs(square - exact) < 1e-12);
    }
    void solidRotationHasItsVorticity()
    {
        // u = U cos φ turns as a whole: ζ = 2 U sin φ / a; v = U sin λ adds U cos λ/(a cos φ)
        const auto all = observe::entries();
        const auto entry = std::find_if(all.begin(), all.end(),
                                        [](const auto& e) { return e.about.id == "vorticity"; });
        QVERIFY(entry != all.end());
        for (const double lat : {-71.0, 3.0, 45.0, 88.0}) {
            double sum = 0;
            for (const observe::Share& share : entry->shares("atmosphere_relative_vorticity", lat, 20)) {
                const double u = 30 * std::cos(earth::radians(share.lat)),
                             v = 30 * std::sin(earth::radians(share.lon));
                sum += share.weight * (share.needed == 0 ? u : v);
            }
            const double exact = 30 / earth::radiusMetres *
                                 (2 * std::sin(earth::radians(lat)) +
                                  std::cos(earth::radians(20)) / std::cos(earth::radians(lat)));
            QVERIFY(std::abs(sum - exact) < 3e-3 * std::abs(exact));
        }
    }
    void aSaturatedInstrumentNeverReachesOne()
    {
        const auto all = observe::entries();
        const auto entry = std::find_if(all.begin(), all.end(),
                                        [](const auto& e) { return e.about.id == "saturation"; });
        const Tensor w = at::tensor({-100.0, -1.0, 0.0, 1.0, 3.0}, at::kDouble).view({1, 5, 1});
        const auto seen = entry->evaluate(w);
        const Tensor exact = at::tensor({-100.0 / 101, -0.5, 0.0, 0.5, 0.75}, at::kDouble);
        QVERIFY(largest(seen.value[0] - exact) < 1e-15);
        QCOMPARE(entry->needs("saturated_air_pressure", {"air_pressure"}).size(), 0U);
        QCOMPARE(entry->shares("saturated_eastward_wind", 0, 0).front().weight, 0.1);
    }
    void compositionsHoldTheirPromises()
    {
        at::manual_seed(5);
        const auto world = tests::GaussianWorld::make(12, 7, 3);
        const auto outer = std::make_shared<tests::MatrixOperator>(at::randn({4, 7}, at::kDouble));
        const auto bent = std::make_shared<observe::Elementwise>(7, &saturated);
        const Tensor x = at::randn({3, 12}, at::kDouble), v = world.covariance->eigenvalues();
        const Tensor h = world.h, rows = world.covariance->toEigen(h);
        const observe::Composition linear(outer, world.observed.op);
        holdsItsPromises(linear, x, 1e-4);
        QVERIFY(linear.linear());
        const Tensor j = jacobianOf(linear, x.narrow(0, 0, 1)).matmul(at::linalg_pinv(h)).matmul(rows);
        QVERIFY(largest(*linear.gram(x, v) - (j * v).matmul(j.t())) < 1e-9 * largest(*linear.gram(x, v)));
        const auto curved = std::make_shared<observe::Composition>(bent, world.observed.op);
        const observe::Composition twice(outer, curved);
        QVERIFY(!twice.linear());
        holdsItsPromises(twice, x, 1e-6);
        const auto grams = twice.gram(x, v);
        QCOMPARE(grams->sizes(), at::IntArrayRef({3, 4, 4}));
        for (int m = 0; m < 3; ++m) {
            const Tensor slope = saturated(x[m].matmul(h.t())).derivative;
            const Tensor jm = outer->linearise(slope.unsqueeze(0)).jvp(at::diag(slope)).t().matmul(rows);
            QVERIFY(largest((*grams)[m] - (jm * v).matmul(jm.t())) < 1e-9 * largest((*grams)[m]));
        }
    }
    void aSliceOfTheLatentIsItsElements()
    {
        const auto world = tests::GaussianWorld::make(9, 3, 8);
        const observe::Slice slice({7, 2, 3}, world.covariance.get());
        at::manual_seed(6);
        const Tensor x = at::randn({2, 9}, at::kDouble);
        holdsItsPromises(slice, x, 1e-3);
        QVERIFY(at::equal(slice.apply(x)[1], at::stack({x[1][7], x[1][2], x[1][3]})));
        const Tensor sigma = slice.apply(slice.apply(world.sigma).t());
        QVERIFY(largest(*slice.gram(x, world.covariance->eigenvalues()) - sigma) < 1e-10);
        QVERIFY(!observe::Slice({1}).gram(x, x[0]).has_value());
        QCOMPARE(observe::pointMajor({4, 1}, {0, 2}, 3), (std::vector<std::int64_t>{12, 14, 3, 5}));
    }
};

}  // namespace

namespace tests {

std::unique_ptr<QObject> operators()
{
    return std::make_unique<Operators>();
}

}  // namespace tests

#include "operators.moc"
