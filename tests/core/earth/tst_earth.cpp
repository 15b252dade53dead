#include "core/api/error.h"
#include "core/earth/coarsening.h"
#include "core/earth/demonstration.h"
#include "core/earth/harmonics.h"
#include "core/earth/interpolation.h"
#include "core/earth/legendre.h"
#include "core/earth/regridding.h"
#include "core/earth/sphere.h"

#include "tests/suite.h"

#include <cmath>
#include <numbers>

using namespace core::earth;

namespace {

std::vector<double> spaced(double first, double step, int count)
{
    std::vector<double> out;
    for (int i = 0; i < count; ++i) {
        out.push_back(first + i * step);
    }
    return out;
}

at::Tensor randomCoefficients(int truncation, std::int64_t batch, at::ScalarType type)
{
    at::manual_seed(4);
    return at::randn({batch, (truncation + 1LL) * (truncation + 1)}, at::kDouble).to(type);
}

}  // namespace

class TestEarth : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void synthesisAndAnalysisAreInverse_data()
    {
        QTest::addColumn<int>("truncation");
        QTest::addColumn<QList<double>>("lat");
        QTest::addColumn<QList<double>>("lon");
        const auto list = [](const std::vector<double>& v) { return QList<double>(v.begin(), v.end()); };
        QTest::newRow("Gaussian T42") << 42 << list(gaussianLatitudes(64).lat) << list(spaced(0, 360.0 / 128, 128));
        auto south = gaussianLatitudes(64).lat;
        std::reverse(south.begin(), south.end());
        QTest::newRow("Gaussian, south first, from −180°") << 42 << list(south) << list(spaced(-180, 360.0 / 128, 128));
        QTest::newRow("2.5° with poles") << 47 << list(spaced(90, -2.5, 73)) << list(spaced(0, 2.5, 144));
        QTest::newRow("1.5° without poles") << 63 << list(spaced(-89.25, 1.5, 120)) << list(spaced(0.75, 1.5, 240));
    }
    void synthesisAndAnalysisAreInverse()
    {
        QFETCH(int, truncation);
        QFETCH(QList<double>, lat);
        QFETCH(QList<double>, lon);
        const std::vector<double> latitudes(lat.begin(), lat.end()), longitudes(lon.begin(), lon.end());
        for (const auto& [type, tolerance] : {std::pair{at::kDouble, 1e-12}, std::pair{at::kFloat, 1e-5}}) {
            const Harmonics harmonics(truncation, latitudes, longitudes, type);
            const at::Tensor a = randomCoefficients(truncation, 3, type);
            const double error = (harmonics.analysis(harmonics.synthesis(a)) - a).abs().max().item<double>();
            QVERIFY2(error < tolerance * a.abs().max().item<double>(), qPrintable(QString::number(error)));
        }
    }
    void pointValuesEqualTheSynthesis()
    {
        const auto lat = gaussianLatitudes(32).lat;
        const auto lon = spaced(0, 360.0 / 64, 64);
        const Harmonics harmonics(21, lat, lon, at::kDouble);
        const at::Tensor a = randomCoefficients(21, 1, at::kDouble);
        const at::Tensor field = harmonics.synthesis(a)[0];
        const at::Tensor y = harmonicsAt(21, {lat[5], lat[20]}, {lon[7], lon[50]}, at::kDouble);
        const at::Tensor values = at::mv(y, a[0]);
        QVERIFY(std::abs(values[0].item<double>() - field[5][7].item<double>()) < 1e-11);
        QVERIFY(std::abs(values[1].item<double>() - field[20][50].item<double>()) < 1e-11);
    }
    void theAdditionTheoremHolds()
    {
        const at::Tensor y = harmonicsAt(10, {50.6, -12.3}, {5.6, 133.0}, at::kDouble);
        std::vector<double> c(11);
        for (int l = 0; l <= 10; ++l) {
            c[static_cast<std::size_t>(l)] = (2 * l + 1) / (4 * pi);
        }
        const double x = cosAngle(50.6, 5.6, -12.3, 133.0);
        double sum = 0;
        legendreSums({c.data(), 1, 10}, &x, &sum, 1);
        QVERIFY(std::abs(at::dot(y[0], y[1]).item<double>() - sum) < 1e-12);
    }
    void sumsSideBySideAreThoseOfTheirPolynomials()
    {
        constexpr int degree = 21;
        constexpr std::size_t sums = 300, stride = 310;
        const at::Tensor c = at::rand({degree + 1, stride}, at::kDouble), x = at::rand({sums}, at::kDouble) * 2 - 1;
        std::vector<double> all(sums);
        legendreSums({c.const_data_ptr<double>(), stride, degree}, x.const_data_ptr<double>(), all.data(), sums);
        const at::Tensor mine = c.narrow(1, 0, sums);
        at::Tensor before = at::ones_like(x), now = x, sum = mine[0] + mine[1] * x;  // P_0, P_1
        for (int l = 1; l < degree; ++l) {
            const at::Tensor next = ((2 * l + 1) * x * now - l * before) / (l + 1);
            before = now;
            now = next;
            sum = sum + mine[l + 1] * now;
        }
        for (std::size_t i = 0; i < sums; ++i) {
            QVERIFY(std::abs(all[i] - sum[static_cast<std::int64_t>(i)].item<double>()) < 1e-13 * degree);
        }
    }
    void interpolationReproducesSmoothFieldsAcrossDateLineAndPole()
    {
        const auto lat = spaced(-88.5, 3, 60), lon = spaced(-178.5, 3, 120);
        const Harmonics harmonics(4, lat, lon, at::kDouble);
        const at::Tensor a = randomCoefficients(4, 1, at::kDouble);
        const std::vector<double> atLat{89.9, -89.9, 10, 10, 0}, atLon{20, 200, 179.9, -179.9, 540};
        const Interpolation interpolation(lat, lon, atLat, atLon, at::kDouble);
        const at::Tensor got = interpolation.apply(harmonics.synthesis(a))[0];
        const at::Tensor want = at::mv(harmonicsAt(4, atLat, atLon, at::kDouble), a[0]);
        QVERIFY2((got - want).abs().max().item<double>() < 0.02, qPrintable(QString::number((got - want).abs().max().item<double>())));
    }
    void aPartOfTheGlobeIsInterpolatedToItsEdges()
    {
        const auto lat = spaced(62, -0.5, 5), lon = spaced(358, 0.5, 9);  // across the meridian of Greenwich
        at::Tensor field = at::empty({5, 9}, at::kDouble);
        for (int i = 0; i < 5; ++i) {
            for (int j = 0; j < 9; ++j) {
                field[i][j] = 2 * lat[static_cast<std::size_t>(i)] + 3 * lon[static_cast<std::size_t>(j)];
            }
        }
        const Interpolation interpolation(lat, lon, {60.3, 62, 61, 60, 63, 61}, {-0.8, -2, 1.9, 362, 360, 350}, at::kDouble);
        const at::Tensor got = interpolation.apply(field);
        const std::vector<double> want{2 * 60.3 + 3 * 359.2, 2 * 62 + 3 * 358, 2 * 61 + 3 * 361.9, 2 * 60 + 3 * 362,
                                       2 * 62 + 3 * 360 /* beyond the north */, 2 * 61 + 3 * 358 /* beyond the west */};
        for (std::size_t p = 0; p < want.size(); ++p) {
            QVERIFY2(std::abs(got[static_cast<std::int64_t>(p)].item<double>() - want[p]) < 1e-9, qPrintable(QString::number(p)));
        }
        QVERIFY(!coversGlobe(lat, lon) && !coversGlobe(lat, spaced(0, 0.5, 720)) && !coversGlobe(spaced(90, -1, 181), lon));
        QVERIFY(coversGlobe(spaced(90, -1, 181), spaced(-180, 1, 360)) && coversGlobe(spaced(-88.5, 3, 60), spaced(0, 3, 120)));
    }
    void aPartOfTheGlobeIsNotAnalysed()
    {
        const auto lat = spaced(62, -0.5, 5), lon = spaced(358, 0.5, 9);
        const Harmonics harmonics(30, lat, lon, at::kDouble);
        const at::Tensor a = randomCoefficients(30, 1, at::kDouble);
        const at::Tensor want = at::mv(harmonicsAt(30, {61}, {359.5}, at::kDouble), a[0]);
        QVERIFY(std::abs((harmonics.synthesis(a)[0][2][3] - want[0]).item<double>()) < 1e-9);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(harmonics.analysis(harmonics.synthesis(a))), core::Error);
    }
    void interpolationAndItsAdjointAgree()
    {
        const auto lat = spaced(90, -10, 19), lon = spaced(0, 10, 36);
        const Interpolation interpolation(lat, lon, {90, -90, 47.3, -0.1}, {0, 359, 359.5, 12}, at::kDouble);
        at::manual_seed(1);
        const at::Tensor field = at::randn({2, 19, 36}, at::kDouble), v = at::randn({2, 4}, at::kDouble);
        const double left = (interpolation.apply(field) * v).sum().item<double>();
        const double right = (field * interpolation.adjoint(v)).sum().item<double>();
        QVERIFY(std::abs(left - right) < 1e-12);
    }
    void aCoarserGridGetsMeansOverItsCells()
    {
        const auto lat = spaced(90, -1.25, 145), lon = spaced(-180, 1.25, 288), toLat = gaussianLatitudes(32).lat, toLon = spaced(0, 5.625, 64);
        const Regridding regrid(lat, lon, toLat, toLon);
        QVERIFY(regrid.method().find("conservative") != std::string::npos);
        at::manual_seed(1);
        const at::Tensor fields = at::randn({2, 145, 288}), out = regrid.apply(fields);
        QCOMPARE(out.sizes(), at::IntArrayRef({2, 32, 64}));
        QVERIFY(regrid.apply(at::ones_like(fields)).allclose(at::ones({2, 32, 64}), 0, 1e-6));
        // nothing is lost or made: the mean over the globe, by the area of each grid's own cells
        const auto mean = [](const at::Tensor& x, const std::vector<double>& rows) {
            std::vector<double> area;
            for (const Band& band : bandsOf(rows)) {
                area.push_back(std::sin(band.north * std::numbers::pi / 180) - std::sin(band.south * std::numbers::pi / 180));
            }
            return (x.to(at::kDouble).mean(-1) * at::tensor(at::ArrayRef<double>(area), at::kDouble)).sum(-1) / 2;
        };
        QVERIFY(mean(out, toLat).allclose(mean(fields, lat), 0, 1e-7));
        // noise of single points is averaged, and not sampled: 4.5 · 4.5 points a cell
        QVERIFY(out.std().item<double>() < 0.3);
        // a wave that the coarse grid holds stays
        const at::Tensor wave = at::cos(at::tensor(at::ArrayRef<double>(lon), at::kDouble) * (3 * std::numbers::pi / 180)).to(at::kFloat).expand({145, 288});
        const at::Tensor same = at::cos(at::tensor(at::ArrayRef<double>(toLon), at::kDouble) * (3 * std::numbers::pi / 180)).to(at::kFloat).expand({32, 64});
        QVERIFY(regrid.apply(wave).allclose(same, 0, 5e-3));
        // what is missing does not spoil the rest of its cell, and a cell without values has none
        at::Tensor holes = at::ones({145, 288});
        holes.narrow(0, 60, 20).narrow(1, 100, 20).fill_(NAN);
        holes.select(0, 20).fill_(NAN);
        const at::Tensor filled = regrid.apply(holes);
        QVERIFY(at::isnan(filled).any().item<bool>());
        QVERIFY(at::nan_to_num(filled, 1).allclose(at::ones({32, 64}), 0, 1e-6));
        QVERIFY(at::isnan(filled).sum().item<std::int64_t>() < 4 * 5 + 10);
    }
    void gridsAlikeAreInterpolatedAndTheSameGridIsLeftAlone()
    {
        const auto lat = gaussianLatitudes(32).lat, lon = spaced(0, 5.625, 64);
        const at::Tensor fields = at::randn({3, 32, 64});
        QCOMPARE(Regridding(lat, lon, lat, lon).method(), std::string());
        QVERIFY(Regridding(lat, lon, lat, lon).apply(fields).equal(fields));
        const auto fine = spaced(89, -2, 90), fineLon = spaced(0, 4, 90);
        const Regridding regrid(lat, lon, fine, fineLon);
        QCOMPARE(regrid.method(), std::string("bilinear interpolation"));
        QCOMPARE(regrid.apply(fields).sizes(), at::IntArrayRef({3, 90, 90}));
        QVERIFY(regrid.apply(at::full({32, 64}, 7.F)).allclose(at::full({90, 90}, 7.F)));
    }
    void areaWeightsHaveTheGoldenValues()
    {
        const auto w = areaWeights(spaced(90, -0.25, 721));
        QVERIFY(std::abs(w[0] - .000857926) < 1e-9);
        QVERIFY(std::abs(w[1] - .00686338) < 1e-8);
        QVERIFY(std::abs(w[360] - 1.57297674) < 1e-8);
        const auto part = areaWeights(spaced(60, -1, 4));  // rows half a degree to either side, not up to the poles
        for (int i = 0; i < 4; ++i) {
            QVERIFY(std::abs(part[static_cast<std::size_t>(i)] / part[0] - std::cos((60 - i) * pi / 180) / std::cos(60 * pi / 180)) < 1e-12);
        }
    }
    void theCorrelationSpectrumSumsToTheCorrelation()
    {
        const auto b = gaussianCorrelationSpectrum(500e3, 85);
        const double r = 700e3, x = std::cos(r / radiusMetres);
        double sum = 0;
        legendreSums({b.data(), 1, 85}, &x, &sum, 1);
        QVERIFY(std::abs(sum - std::exp(-r * r / (2 * 500e3 * 500e3))) < 1e-3);
    }
    void degreePowerOfAWaveLiesAtItsDegree()
    {
        at::Tensor a = at::zeros({1, 25}, at::kDouble);
        a[0][3 * 3 + 3 + 2] = 2;
        const at::Tensor power = degreePower(a)[0];
        QCOMPARE(power[3].item<double>(), 4.0 / 7);
        QCOMPARE(power.sum().item<double>(), 4.0 / 7);
    }
    void demonstrationWeatherIsSeededAndLooksLikeWeather()
    {
        const auto one = demonstration({.seed = 5, .start = 0, .states = 2});
        const auto same = demonstration({.seed = 5, .start = 0, .states = 2});
        const auto other = demonstration({.seed = 6, .start = 0, .states = 2});
        QVERIFY(one.values == same.values);
        QVERIFY(one.values != other.values);
        const auto cells = one.lat.size() * one.lon.size();
        double warmest = 0, strongest = 0;
        for (std::size_t i = 0; i < cells; ++i) {
            warmest = std::max<double>(warmest, one.values[one.at(0, 2) + i]);
            strongest = std::max<double>(strongest, one.values[one.at(0, 3) + i]);
        }
        QVERIFY2(warmest > 285 && warmest < 325, qPrintable(QString::number(warmest)));
        QVERIFY2(strongest > 40 && strongest < 130, qPrintable(QString::number(strongest)));
    }
};

int main(int argc, char** argv)
{
    TestEarth earth;
    return tests::runAll(argc, argv, {&earth});
}

#include "tst_earth.moc"
