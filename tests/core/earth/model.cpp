#include "core/api/error.h"
#include "core/data/land.h"
#include "core/earth/model/pressure_levels.h"
#include "core/earth/model/world.h"
#include "tests/suite.h"

#include <ATen/ATen.h>

#include <QFileInfo>

#include <algorithm>
#include <cmath>

namespace {

using namespace core::earth;
using namespace core::earth::model;
using at::Tensor;

const at::TensorOptions exact = at::kDouble;

double largest(const Tensor& t)
{
    return t.abs().max().item<double>();
}

/// Free waves of a shallow fluid of gravity-wave speed c on the rotating sphere, order m, degrees m … T:
///     ζ_t = −2Ω Cδ + 2Ω im ζ/l(l+1),  δ_t = 2Ω Cζ + 2Ω im δ/l(l+1) + l(l+1)/a² G,  G_t = −c² δ
///     (Cx)_l = ε_l (l+1)/l x_{l−1} + ε_{l+1} l/(l+1) x_{l+1}
struct TidalWave {
    double frequency = 0;   // ω of e^{iωt}, s-1
    Tensor zeta, delta, G;  // complex, by degree from m
};

Tensor tidalMatrix(int m, int truncation, double c2)
{
    const int n = truncation + 1 - m;
    Tensor matrix = at::zeros({3 * n, 3 * n}, at::kComplexDouble);
    const auto epsilon = [m](int l) {
        return std::sqrt((double(l) * l - double(m) * m) / (4.0 * l * l - 1));
    };
    const double spin = 2 * rotationPerSecond;
    for (int i = 0; i < n; ++i) {
        const double l = m + i, L = l * (l + 1);
        const c10::complex<double> turning(0, spin * m / L);
        matrix[i][i] = turning;
        matrix[n + i][n + i] = turning;
        matrix[n + i][2 * n + i] = L / (radiusMetres * radiusMetres);
        matrix[2 * n + i][n + i] = -c2;
        if (i > 0) {
            const double below = spin * epsilon(m + i) * (l + 1) / l;
            matrix[i][n + i - 1] = -below;
            matrix[n + i][i - 1] = below;
        }
        if (i + 1 < n) {
            const double above = spin * epsilon(m + i + 1) * l / (l + 1);
            matrix[i][n + i + 1] = -above;
            matrix[n + i][i + 1] = above;
        }
    }
    return matrix;
}

/// The wave whose largest coefficient is `row` of (ζ, δ, G), slowest for ζ and fastest eastward for δ.
TidalWave tidalWave(int m, int truncation, double c2, int row)
{
    const int n = truncation + 1 - m;
    // G in units that make it about as large as δ
    constexpr double degreeScale = 5;
    const double unit = std::sqrt(c2) * radiusMetres / degreeScale;
    Tensor matrix = tidalMatrix(m, truncation, c2);
    matrix.narrow(0, 2 * n, n).div_(unit);
    matrix.narrow(1, 2 * n, n).mul_(unit);
    const auto [values, vectors] = at::linalg_eig(matrix);
    const Tensor part = vectors.abs().square();
    const Tensor share = part[row] / part.sum(0);
    const std::int64_t which = share.argmax().item<std::int64_t>();
    const Tensor v = vectors.select(1, which);
    return {.frequency = at::imag(values)[which].item<double>(),
            .zeta = v.narrow(0, 0, n),
            .delta = v.narrow(0, n, n),
            .G = v.narrow(0, 2 * n, n) * unit};
}

/// Vertical structure of the external mode: B e = c² e with B = Hτ + R T_r 1νᵀ.
struct External {
    double c2 = 0;
    Tensor profile, heat;  // e; τe/c²
    double pressure = 0;   // ν·e/c²

    explicit External(const Plan& plan)
    {
        const Levels levels(plan.half);
        const Tensor tau = levels.compression() * (kappa * plan.referenceKelvin);
        const Tensor nu = at::tensor(at::ArrayRef<double>(levels.thickness()), at::kDouble);
        const Tensor B = levels.hydrostatic().mm(tau) + at::ones({levels.count(), 1}, at::kDouble) * nu *
                                                            (gasConstantDryAir * plan.referenceKelvin);
        const auto [values, vectors] = at::linalg_eig(B);
        const std::int64_t first = at::real(values).argmax().item<std::int64_t>();
        c2 = at::real(values)[first].item<double>();
        profile = at::real(vectors.select(1, first)).contiguous();
        heat = tau.mv(profile) / c2;
        pressure = nu.dot(profile).item<double>() / c2;
    }
};

/// The wave in the model, so small that it is linear.
State wave(const TidalWave& tide, const External& mode, int m, int truncation)
{
    const std::int64_t n = truncation + 1, layers = mode.profile.numel();
    constexpr double small = 1e-9;
    State state{at::zeros({3, 2, n, n, 1, layers}, exact), at::zeros({2, n, n, 1}, exact)};
    const auto put = [&](Tensor slot, const Tensor& coefficients,
                         const Tensor& profile) {  // slot [2, M, N, layers]
        const Tensor scaled = coefficients * small;
        slot[0][m].narrow(0, m, n - m).copy_(at::outer(at::real(scaled), profile));
        slot[1][m].narrow(0, m, n - m).copy_(at::outer(-at::imag(scaled), profile));
    };
    put(state.upper[vorticity].select(3, 0), tide.zeta, mode.profile);
    put(state.upper[divergence].select(3, 0), tide.delta, mode.profile);
    put(state.upper[temperature].select(3, 0), tide.G, mode.heat);
    put(state.pressure, tide.G, at::full({1}, mode.pressure, at::kDouble));
    return state;
}

/// Angle by which a complex coefficient has turned; a field and its start.
double turned(const Tensor& now, const Tensor& start, int m, int l)
{
    const auto phase = [&](const Tensor& t) {
        return std::atan2(-t[1][m][l].item<double>(), t[0][m][l].item<double>());
    };
    return std::remainder(phase(now) - phase(start), 2 * pi);
}

class TestSimulatedAtmosphere : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void analysisUndoesSynthesis()
    {
        const GaussianTransform transform(21, exact);
        State state{at::zeros({3, 2, 22, 22, 2, 3}, exact), at::zeros({2, 22, 22, 2}, exact)};
        disturb(state, 1, 7);
        const Tensor spectral = state.upper[vorticity];
        const Tensor back = transform.analysis(transform.synthesis(spectral)).view(spectral.sizes());
        QVERIFY(largest(back - spectral) < 1e-12);
        // mean square over the sphere is the sum of squares
        const Tensor squares = transform.mean(transform.synthesis(spectral).square());
        QVERIFY(largest(squares - spectral.square().sum({0, 1, 2}).flatten()) < 1e-11);
    }
    void derivativesAreThoseOfKnownFunctions()
    {
        // f = cos²φ sin 2λ is P̄_22's: ∂f/∂λ = 2 cos²φ cos 2λ, (1 − μ²) ∂f/∂μ = −2μ(1 − μ²) sin 2λ
        const GaussianTransform transform(10, exact);
        const auto lats = std::int64_t(transform.lat().size()), lons = std::int64_t(transform.lon().size());
        Tensor f = at::empty({lats, lons, 1}, exact), east = at::empty_like(f), north = at::empty_like(f);
        for (std::int64_t j = 0; j < lats; ++j) {
            const double mu = std::sin(radians(transform.lat()[std::size_t(j)])), c2 = 1 - mu * mu;
            for (std::int64_t i = 0; i < lons; ++i) {
                const double angle = 2 * radians(transform.lon()[std::size_t(i)]);
                f[j][i][0] = c2 * std::sin(angle);
                east[j][i][0] = 2 * c2 * std::cos(angle);
                north[j][i][0] = -2 * mu * c2 * std::sin(angle);
            }
        }
        const Tensor spectral = transform.analysis(f);
        QVERIFY(largest(transform.synthesis(transform.eastward(spectral)) - east) < 1e-12);
        Tensor slope = at::zeros({22, lats, 1}, exact);
        transform.addSlope(slope, spectral, 1);
        QVERIFY(largest(transform.grid(slope) - north) < 1e-12);
    }
    void externalGravityWavesHaveLambsSpeed()
    {
        // an isothermal atmosphere's external wave: c² = R T/(1 − κ)
        const double lamb = gasConstantDryAir * 300 / (1 - kappa);
        const Implicit coarse(Plan{.half = equalLayers(15)}, exact),
            fine(Plan{.half = equalLayers(60)}, exact), eight(Plan{}, exact);
        QVERIFY(fine.squaredSpeeds().front() > coarse.squaredSpeeds().front());
        QVERIFY(std::abs(std::sqrt(fine.squaredSpeeds().front() / lamb) - 1) < 0.012);
        QVERIFY(std::abs(std::sqrt(eight.squaredSpeeds().front() / lamb) - 1) < 0.025);
        QVERIFY(eight.squaredSpeeds().back() > 0);
    }
    void freeWavesTurnAtTheirFrequency_data()
    {
        QTest::addColumn<int>("order");
        QTest::addColumn<int>("degree");
        QTest::addColumn<bool>("rossby");
        QTest::addColumn<double>("hours");
        QTest::newRow("Rossby-Haurwitz 4, 5") << 4 << 5 << true << 48.0;
        QTest::newRow("Rossby-Haurwitz 1, 2") << 1 << 2 << true << 24.0;
        QTest::newRow("Rossby-Haurwitz 8, 10") << 8 << 10 << true << 72.0;
        QTest::newRow("gravity 4, 6") << 4 << 6 << false << 3.0;
        QTest::newRow("gravity 2, 3") << 2 << 3 << false << 6.0;
    }
    void freeWavesTurnAtTheirFrequency()
    {
        QFETCH(int, order);
        QFETCH(int, degree);
        QFETCH(bool, rossby);
        QFETCH(double, hours);
        const Plan plan{
            .truncation = 21, .stepsPerDay = rossby ? 96 : 1440, .diffusionHours = 1e9, .filter = 0.01};
        const External mode(plan);
        const int n = plan.truncation + 1 - order;
        const TidalWave tide = tidalWave(order, plan.truncation, mode.c2, degree - order + (rossby ? 0 : n));
        const State start = wave(tide, mode, order, plan.truncation);
        Atmosphere model(plan, nullptr, {}, exact);
        model.start(start, 0);
        model.advance(int(std::lround(hours / 24 * plan.stepsPerDay)));
        const int field = rossby ? vorticity : divergence;
        const auto coefficient = [&](const State& x) { return x.upper[field].select(3, 0).select(3, 5); };
        const double expected = std::remainder(tide.frequency * hours * 3600, 2 * pi);
        const double found = turned(coefficient(model.state()), coefficient(start), order, degree);
        qInfo("frequency %.4e s-1, turned %.4f, expected %.4f rad", tide.frequency, found, expected);
        QVERIFY(std::abs(std::remainder(found - expected, 2 * pi)) <
                0.01 * std::abs(tide.frequency * hours * 3600));
        const auto size = [&](const Tensor& t) {
            return std::hypot(t[0][order][degree].item<double>(), t[1][order][degree].item<double>());
        };
        QVERIFY(std::abs(size(coefficient(model.state())) / size(coefficient(start)) - 1) < 0.02);
    }
    void rossbyHaurwitzWavesOfFiniteSizeMoveEastward()
    {
        // ζ = 2ω sin φ + 30 K sin φ cos⁴φ cos 4λ, without divergence: (4·7 ω − 2Ω)/30 rad/s (Haurwitz 1940),
        // less its compression by the free surface
        constexpr double omega = 7.848e-6;
        const Plan plan{.truncation = 21, .stepsPerDay = 48};
        Atmosphere model(plan, nullptr, {}, exact);
        const GaussianTransform& transform = model.transform();
        const auto lats = std::int64_t(transform.lat().size()), lons = std::int64_t(transform.lon().size());
        Tensor zeta = at::empty({lats, lons, 8}, exact);
        for (std::int64_t j = 0; j < lats; ++j) {
            const double s = std::sin(radians(transform.lat()[std::size_t(j)])), c = std::sqrt(1 - s * s);
            for (std::int64_t i = 0; i < lons; ++i) {
                zeta[j][i] = 2 * omega * s + 1e-3 * 30 * omega * s * std::pow(c, 4) *
                                                 std::cos(4 * radians(transform.lon()[std::size_t(i)]));
            }
        }
        State state = resting(model, 1, 300);
        state.upper[vorticity].copy_(transform.analysis(zeta).view_as(state.upper[vorticity]));
        // the zonal flow's pressure: π = −(2Ωω + ω²) a² sin²φ/(2 R T)
        const double fall = (2 * rotationPerSecond * omega + omega * omega) * radiusMetres * radiusMetres /
                            (2 * gasConstantDryAir * 300);
        Tensor pi0 = at::empty({lats, lons, 1}, exact);
        for (std::int64_t j = 0; j < lats; ++j) {
            pi0[j].fill_(-fall * std::pow(std::sin(radians(transform.lat()[std::size_t(j)])), 2));
        }
        state.pressure.copy_(transform.analysis(pi0).view_as(state.pressure));
        model.start(state, 0);
        const Tensor start = state.upper[vorticity].select(3, 0).select(3, 4).clone();
        model.advance(2 * plan.stepsPerDay);
        const Tensor now = model.state().upper[vorticity].select(3, 0).select(3, 4);
        const double speed = -turned(now, start, 4, 5) / 4 / (2 * secondsPerDay);
        const double still = (28 * omega - 2 * rotationPerSecond) / 30;
        qInfo("%.2f degrees a day, without divergence %.2f", speed * secondsPerDay * 180 / pi,
              still * secondsPerDay * 180 / pi);
        QVERIFY(speed > 0.9 * still && speed < 1.5 * still);
        // the zonal flow alone is steady
        QVERIFY(std::abs(now[0][0][1].item<double>() / start[0][0][1].item<double>() - 1) < 1e-3);
    }
    void theBalancedFlowStaysAndTheDisturbedOneBreaks()
    {
        // Jablonowski and Williamson 2006: near 942 hPa on day 9 where waves are resolved (T42 has 945); T31
        // is half a day late
        const Plan plan{.truncation = 31};
        const auto run = [&](double gust, int days) {
            const BaroclinicWave flow = baroclinicWave(plan, gust, at::kFloat);
            Atmosphere model(plan, nullptr, flow.ground, at::kFloat);
            model.start(flow.state, 0);
            std::vector<double> lowest;
            for (int day = 0; day < days; ++day) {
                model.advance(model.stepsPerDay());
                const Tensor p = model.transform().synthesis(model.state().pressure).exp() * 1000;
                lowest.push_back(p.min().item<double>());
                // mass, not held here
                if (std::abs(model.transform().mean(p).item<double>() - 1000) > 0.01) {
                    lowest.back() = 0;
                }
            }
            return lowest;
        };
        const std::vector<double> still = run(0, 3), wave = run(1, 9);
        for (const double p : still) {
            QVERIFY2(std::abs(p - 1000) < 2, qPrintable(QString::number(p)));
        }
        qInfo("lowest pressure on days 5 to 9: %.1f %.1f %.1f %.1f %.1f hPa", wave[4], wave[5], wave[6],
              wave[7], wave[8]);
        QVERIFY(wave[4] > 990 && wave[6] > 975);
        QVERIFY(wave[8] > 945 && wave[8] < 970);
        QVERIFY(wave[8] < wave[7] && wave[7] < wave[6]);
    }
    void membersDoNotKnowOfEachOther()
    {
        const World& world = shippedWorld();
        const State one = membersOf(world.starts, 0, 1);
        State three{one.upper.repeat({1, 1, 1, 1, 3, 1}), one.pressure.repeat({1, 1, 1, 3})};
        disturb(three, 2e-6, 5);
        const EarthModel together = earthModel(world, 31, at::kFloat);
        together.atmosphere->start(three, 0);
        together.atmosphere->advance(48);
        const State first = membersOf(three, 1, 1);
        const EarthModel alone = earthModel(world, 31, at::kFloat);
        alone.atmosphere->start(first, 0);
        alone.atmosphere->advance(48);
        const State expected = membersOf(together.atmosphere->state(), 1, 1);
        for (int field = 0; field < 3; ++field) {
            const Tensor a = alone.atmosphere->state().upper[field], b = expected.upper[field];
            QVERIFY(largest(a - b) < 2e-5 * largest(a));
        }
        QVERIFY(largest(three.upper.select(4, 0) - three.upper.select(4, 1)) > 0);
    }
    void pressureLevelsOfAnIsothermalAtmosphereAreExact()
    {
        const World& world = shippedWorld();
        const EarthModel earth = earthModel(world, 31, exact);
        const State rest = resting(*earth.atmosphere, 1, 270, earth.map.ground);
        const Plan& plan = earth.atmosphere->plan();
        const PressureLevels levels(plan, {{60, 34, -75}, earth.atmosphere->transform().lon()},
                                    earth.map.ground, exact);
        const Tensor fields = levels.fields(rest)[0];
        QVERIFY(largest(fields.narrow(0, 0, 6)) < 1e-9);        // wind
        QVERIFY(largest(fields.narrow(0, 6, 2) - 270) < 1e-9);  // 250 and 500 hPa
        // heights differ by RT/g ln of the pressures
        const double layer = gasConstantDryAir * 270 / gravity * std::log(2.0);
        QVERIFY(largest(fields[9] - fields[10] - layer) < 1e-6);
        // the same everywhere, mountains or not
        QVERIFY(fields[9].max().item<double>() - fields[9].min().item<double>() < 1e-6);
    }
    void landIsWhereAWalkFromThePoleCrossesShores()
    {
        // a square island from 10° to 50° east, 20° to 40° north, and a cap of land south of 70° S
        std::vector<std::vector<std::pair<float, float>>> shores = {
            {{10, 20}, {50, 20}, {50, 40}, {10, 40}, {10, 20}}, {{-180, -70}, {0, -70}, {180, -70}}};
        const std::vector<float> share = core::data::landShare(shores, 18, 36);
        const auto at = [&](int row, int column) { return share[std::size_t(row * 36 + column)]; };
        QCOMPARE(at(5, 1), 1.0F);
        QCOMPARE(at(6, 4), 1.0F);
        QCOMPARE(at(4, 2), 0.0F);
        QCOMPARE(at(5, 5), 0.0F);
        QCOMPARE(at(16, 20), 1.0F);
        QCOMPARE(at(15, 20), 0.0F);
    }
    void theShippedWorldIsThisOne()
    {
        const World& world = shippedWorld();
        QVERIFY(world.days.size() >= 4);
        QCOMPARE(world.truncation, 31);
        double land = 0, area = 0;
        for (int row = 0; row < world.land.rows; ++row) {
            const double weight = std::cos(radians(90 - (row + 0.5) * 180 / world.land.rows));
            for (int column = 0; column < world.land.columns; ++column) {
                land += weight * double(world.land.share[std::size_t(row * world.land.columns + column)]);
                area += weight;
            }
        }
        QVERIFY2(std::abs(land / area - 0.29) < 0.02, qPrintable(QString::number(land / area)));
        const QString file = QStringLiteral(EMBELLIE_SOURCE_DIR "/resources/earth/world.safetensors");
        QVERIFY(QFileInfo(file).size() <= 1 << 20);
        const World again = readWorld(file.toStdString());
        QVERIFY(at::equal(again.starts.upper, world.starts.upper));
    }
    void thirtyDaysStayWithinBounds()
    {
        const World& world = shippedWorld();
        const EarthModel earth = earthModel(world, 31, at::kFloat);
        Atmosphere& air = *earth.atmosphere;
        air.start(membersOf(world.starts, 0, 1), world.days[0] * secondsPerDay);
        const PressureLevels levels(air.plan(), {gaussianLatitudes(32).lat, air.transform().lon()},
                                    earth.map.ground, at::kFloat);
        for (int day = 0; day < 30; ++day) {
            air.advance(air.stepsPerDay());
            const Tensor x = levels.fields(air.state())[0];
            const Tensor p = air.transform().mean(air.transform().synthesis(air.state().pressure).exp());
            QVERIFY(std::abs(p.item<double>() * referencePressure - air.plan().meanPascal) < 5);
            const double jet = x[0].max().item<double>(), low = x[12].min().item<double>(),
                         warm = x[13].max().item<double>();
            QVERIFY2(jet > 35 && jet < 110, qPrintable(QString::number(jet)));
            QVERIFY2(low > 92000 && low < 100500, qPrintable(QString::number(low)));
            QVERIFY2(warm > 295 && warm < 325, qPrintable(QString::number(warm)));
            QVERIFY(x[12].max().item<double>() < 107000);
        }
    }
    void layersMustRise()
    {
        QVERIFY_EXCEPTION_THROWN(Levels({0, 0.5, 0.4, 1}), core::Error);
        QVERIFY_EXCEPTION_THROWN(Levels({0.1, 0.5, 1}), core::Error);
    }
};

}  // namespace

int main(int argc, char** argv)
{
    TestSimulatedAtmosphere simulated;
    return tests::runAll(argc, argv, {&simulated});
}

#include "model.moc"
