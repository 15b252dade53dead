#include "core/api/error.h"
#include "core/data/gridded.h"
#include "core/data/state_series.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <netcdf.h>

#include <array>
#include <cmath>
#include <functional>
#include <span>

namespace {

using namespace core::data;

constexpr std::size_t times = 3, levels = 6, rows = 4, columns = 8;
constexpr std::array<double, levels> a{0.02, 0.1, 0.2, 0.15, 0.05, 0}, b{0, 0.05, 0.2, 0.5, 0.8, 0.99};
constexpr double p0 = 101325;

double surfacePressure(std::size_t t, std::size_t i, std::size_t j)
{
    return 95000.0 + 1000 * static_cast<double>(t) + 500 * static_cast<double>(i) - 300 * static_cast<double>(j);
}

// Linear in ln p, so that interpolation in ln p has one right answer.
double temperature(double pascal)
{
    return 220 + 25 * std::log(pascal / 1e4);
}

/// A file on model levels that tells their pressures in one of the ways that there are.
class ModelFile {
public:
    ModelFile(const std::string& path, const QString& how, bool levelLast = false) : how_(how)
    {
        nc_create(path.c_str(), NC_NETCDF4, &file_);
        axis("time", times, "hours since 2020-01-01", [](std::size_t t) { return 6.0 * static_cast<double>(t); });
        const int lev = axis("lev", levels, how == "heights" ? "m" : "1", [](std::size_t k) { return static_cast<double>(k); });
        axis("lat", rows, "degrees_north", [](std::size_t i) { return 67.5 - 45.0 * static_cast<double>(i); });
        axis("lon", columns, "degrees_east", [](std::size_t j) { return 45.0 * static_cast<double>(j); });
        describe(lev);
        const std::array<int, 3> flat{dims_[0], dims_[2], dims_[3]};
        field("PS", "Pa", "surface_air_pressure", flat, [](auto at) { return surfacePressure(at[0], at[1], at[2]); });
        std::vector<int> order{dims_[0], dims_[1], dims_[2], dims_[3]};
        if (levelLast) {
            order = {dims_[0], dims_[2], dims_[3], dims_[1]};
        }
        const auto pressure = [this, levelLast](std::span<const std::size_t> at) {
            return levelLast ? pressureAt(at[3], surfacePressure(at[0], at[1], at[2]))
                             : pressureAt(at[1], surfacePressure(at[0], at[2], at[3]));
        };
        field("T", "K", "air_temperature", order, [&](auto at) { return temperature(pressure(at)); });
        if (how == "pressures" || how == "heights") {
            field("P", "hPa", "air_pressure", order, [&](auto at) { return pressure(at) / 100; });
        }
        nc_close(file_);
    }

private:
    [[nodiscard]] double pressureAt(std::size_t k, double ps) const
    {
        return how_ == "sigma" ? 1000 + b[k] * (ps - 1000) : a[k] * p0 + b[k] * ps;
    }

    void text(int variable, const char* name, const std::string& value) const
    {
        nc_put_att_text(file_, variable, name, value.size(), value.c_str());
    }

    int axis(const char* name, std::size_t size, const char* units, const std::function<double(std::size_t)>& value)
    {
        int dim = 0, variable = 0;
        nc_def_dim(file_, name, size, &dim);
        nc_def_var(file_, name, NC_DOUBLE, 1, &dim, &variable);
        text(variable, "units", units);
        std::vector<double> values(size);
        for (std::size_t i = 0; i < size; ++i) {
            values[i] = value(i);
        }
        nc_put_var_double(file_, variable, values.data());
        dims_.push_back(dim);
        return variable;
    }

    void perLevel(const char* name, const std::array<double, levels>& values, const char* units, double factor) const
    {
        int variable = 0;
        nc_def_var(file_, name, NC_DOUBLE, 1, &dims_[1], &variable);
        text(variable, "units", units);
        std::array<double, levels> scaled = values;
        std::for_each(scaled.begin(), scaled.end(), [&](double& v) { v *= factor; });
        nc_put_var_double(file_, variable, scaled.data());
    }

    void one(const char* name, const char* units, double value) const
    {
        int variable = 0;
        nc_def_var(file_, name, NC_DOUBLE, 0, nullptr, &variable);
        text(variable, "units", units);
        nc_put_var_double(file_, variable, &value);
    }

    void describe(int lev) const
    {
        const bool terms = how_ == "a" || how_ == "ap";
        if (how_ == "heights") {
            text(lev, "standard_name", "height");
            text(lev, "positive", "up");
            return;
        }
        text(lev, "positive", "down");
        text(lev, "standard_name", how_ == "sigma" ? "atmosphere_sigma_coordinate" : "atmosphere_hybrid_sigma_pressure_coordinate");
        if (how_ == "a") {
            text(lev, "formula_terms", "a: half_a b: half_b p0: reference ps: PS");
            one("reference", "hPa", p0 / 100);
        } else if (how_ == "ap") {
            text(lev, "formula_terms", "ap: half_a b: half_b ps: PS");
        } else if (how_ == "sigma") {
            text(lev, "formula_terms", "sigma: s ps: PS ptop: top");
            one("top", "hPa", 10);
            perLevel("s", b, "1", 1);
        } else if (how_ == "names") {
            perLevel("hyam", a, "1", p0 / 1e5);  // of 1000 hPa, which goes without saying
            perLevel("hybm", b, "1", 1);
        }
        if (terms) {
            perLevel("half_a", a, how_ == "ap" ? "hPa" : "1", how_ == "ap" ? p0 / 100 : 1);
            perLevel("half_b", b, "1", 1);
        }
    }

    void field(const char* name, const char* units, const char* standardName, std::span<const int> dims,
               const std::function<double(std::span<const std::size_t>)>& value) const
    {
        int variable = 0;
        nc_def_var(file_, name, NC_DOUBLE, static_cast<int>(dims.size()), dims.data(), &variable);
        text(variable, "units", units);
        text(variable, "standard_name", standardName);
        std::vector<std::size_t> shape(dims.size()), at(dims.size(), 0);
        std::size_t size = 1;
        for (std::size_t d = 0; d < dims.size(); ++d) {
            nc_inq_dimlen(file_, dims[d], &shape[d]);
            size *= shape[d];
        }
        std::vector<double> values;
        for (std::size_t i = 0; i < size; ++i) {
            std::size_t rest = i;
            for (std::size_t d = dims.size(); d-- > 0; rest /= shape[d]) {
                at[d] = rest % shape[d];
            }
            values.push_back(value(at));
        }
        nc_put_var_double(file_, variable, values.data());
    }

    QString how_;
    int file_ = 0;
    std::vector<int> dims_;
};

class PressureLevels : public QObject {
    Q_OBJECT

    std::string path(const QString& name) { return folder_.filePath(name + ".nc").toStdString(); }

private Q_SLOTS:
    void modelLevelsAreBroughtToPressureLevels_data()
    {
        QTest::addColumn<bool>("levelLast");
        for (const char* how : {"a", "ap", "sigma", "names", "pressures", "heights"}) {
            QTest::newRow(how) << false;
        }
        QTest::newRow("a, levels last") << true;
    }
    void modelLevelsAreBroughtToPressureLevels()
    {
        QFETCH(bool, levelLast);
        const QString how = QString(QTest::currentDataTag()).section(',', 0, 0);
        const std::string file = path(QTest::currentDataTag());
        const ModelFile written(file, how, levelLast);
        const std::vector<double> wanted{300, 500, 700};
        const Gridded read = readGridded({file}, {.variables = {"air_temperature"}, .levelsHpa = wanted});
        QCOMPARE(read.channels.size(), wanted.size());
        QCOMPARE(read.times.size(), times);
        for (std::size_t i = 0; i < read.values.size(); ++i) {
            const std::size_t l = i / (rows * columns) % wanted.size();
            QVERIFY(std::abs(read.values[i] - temperature(100 * read.channels[l].levelHpa)) < 1e-3);
        }
        QVERIFY(std::any_of(read.notes.begin(), read.notes.end(), [](const std::string& note) {
            return note.find("interpolated in ln p from 6 model levels") != std::string::npos;
        }));
        // the stream of a training reads the same
        const StateSeries series({file}, {.variables = {"air_temperature"}, .levelsHpa = wanted});
        std::vector<float> states(times * wanted.size() * rows * columns);
        series.read(0, 0, times, states.data());
        QCOMPARE(states, read.values);
    }
    void theUsualLevelsAreTakenWhereNoneAreNamed()
    {
        const ModelFile written(path("usual"), "a");
        const Gridded read = readGridded({path("usual")}, {.variables = {"air_temperature"}});
        QCOMPARE(read.channels.size(), std::size_t{3});
        QCOMPARE(read.channels[0].levelHpa, 250.0);
        QCOMPARE(read.channels[2].levelHpa, 850.0);
    }
    void belowTheLowestLevelItsValueIsKeptAndAboveTheHighestNothingIsKnown()
    {
        const ModelFile written(path("ends"), "a");
        const Gridded read = readGridded({path("ends")}, {.variables = {"air_temperature"}, .levelsHpa = {10, 1000}});
        QVERIFY(std::isnan(read.values[0]));
        const double lowest = temperature(a[levels - 1] * p0 + b[levels - 1] * surfacePressure(0, 0, 0));
        QVERIFY(std::abs(read.values[rows * columns] - lowest) < 1e-3);
    }
    void levelsOfUnknownPressureAreRefused()
    {
        const ModelFile written(path("untold"), "untold");
        try {
            static_cast<void>(readGridded({path("untold")}, {.variables = {"air_temperature"}}));
            QFAIL("it was read");
        } catch (const core::Error& error) {
            QVERIFY(QString(error.what()).contains("does not tell their pressures"));
        }
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::pressureLevelsSuite()
{
    return std::make_unique<PressureLevels>();
}

#include "pressure_levels.moc"
