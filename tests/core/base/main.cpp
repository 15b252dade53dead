#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/base/noise.h"
#include "core/base/units.h"
#include "tests/core/base/suites.h"
#include "tests/suite.h"

#include <cmath>
#include <vector>

namespace {

using namespace core::base;

class Noise : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void philoxGivesTheGoldenWords()
    {
        // known-answer vectors of Salmon et al. 2011 (Random123)
        const auto zero = philox({0, 0, 0, 0}, {0, 0});
        const std::array<std::uint32_t, 4> goldenZero = {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8};
        QVERIFY(zero == goldenZero);
        const std::uint32_t f = 0xffffffff;
        const std::array<std::uint32_t, 4> goldenOnes = {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd};
        QVERIFY(philox({f, f, f, f}, {f, f}) == goldenOnes);
    }
    void normalsAreBoxMullerOfThePhiloxWords()
    {
        const NoisePlace place{.seed = 42, .member = 1, .step = 3};
        std::vector<float> normals(4000);
        fillNormal(normals.data(), 0, normals.size(), place);
        for (std::uint32_t block = 0; block < 1000; ++block) {
            const auto w = philox({block, 0, 1, 3}, {42, 0});
            for (std::size_t half = 0; half < 2; ++half) {
                const double r = std::sqrt(-2 * std::log((w[2 * half] + 0.5) * 0x1p-32));
                const double a = 2 * M_PI * w[2 * half + 1] * 0x1p-32;
                const float* pair = &normals[4 * block + 2 * half];
                QVERIFY(std::abs(pair[0] - r * std::cos(a)) < 3e-7 * (1 + r));
                QVERIFY(std::abs(pair[1] - r * std::sin(a)) < 3e-7 * (1 + r));
            }
        }
    }
    void aRangeIsTheSamePartOfTheWhole()
    {
        const NoisePlace place{.seed = 7, .member = 2, .step = 5, .draw = 1};
        std::vector<float> whole(2000), part(777);
        fillNormal(whole.data(), 0, whole.size(), place);
        fillNormal(part.data(), 523, part.size(), place);
        for (std::size_t i = 0; i < part.size(); ++i) {
            QCOMPARE(part[i], whole[523 + i]);
        }
    }
    void everyPlaceHasItsOwnNumbers()
    {
        const NoisePlace base{.seed = 1};
        float reference = 0;
        fillNormal(&reference, 9, 1, base);
        for (const NoisePlace& other :
             {NoisePlace{.seed = 2}, NoisePlace{.seed = 1, .member = 1}, NoisePlace{.seed = 1, .step = 1},
              NoisePlace{.seed = 1, .draw = 1}, NoisePlace{.seed = 1 + (std::uint64_t{1} << 32)}}) {
            float value = 0;
            fillNormal(&value, 9, 1, other);
            QVERIFY(value != reference);
        }
    }
    void momentsAreThoseOfTheStandardNormal()
    {
        constexpr std::size_t count = 1000000;
        std::vector<float> normals(count);
        fillNormal(normals.data(), 0, count, {.seed = 123});
        double mean = 0, square = 0, fourth = 0, uniformMean = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const double x = normals[i];
            mean += x;
            square += x * x;
            fourth += x * x * x * x;
        }
        for (std::uint64_t i = 0; i < 100000; ++i) {
            const double u = uniform(i, {.seed = 123});
            QVERIFY(u >= 0 && u < 1);
            uniformMean += u;
        }
        QVERIFY(std::abs(mean / count) < 4e-3);
        QVERIFY(std::abs(square / count - 1) < 4 * std::sqrt(2.0 / count));
        QVERIFY(std::abs(fourth / count - 3) < 4 * std::sqrt(96.0 / count));
        QVERIFY(std::abs(uniformMean / 100000 - 0.5) < 4 * std::sqrt(1.0 / 12 / 100000));
    }
};

class CalendarAndUnits : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isoTextAndSecondsAreInverse()
    {
        QCOMPARE(isoFromSeconds(0), std::string("1970-01-01T00:00:00Z"));
        QCOMPARE(secondsFromIso("2018-11-20T12:00:00Z"), std::int64_t{1542715200});
        QCOMPARE(secondsFromIso("2018-11-20T12:00:00+01:00"), std::int64_t{1542711600});
        QCOMPARE(secondsFromIso("2018-11-20"), std::int64_t{1542672000});
        for (std::int64_t day = -1000000; day < 1000000; day += 37) {
            QCOMPARE(secondsFromIso(isoFromSeconds(day * 86400 + 5)), day * 86400 + 5);
        }
        for (const char* text : {"", "yesterday", "2019-02-29", "2019-13-01", "2019-01-01T25:00:00Z", "3ttttt"}) {
            QVERIFY_THROWS_EXCEPTION(core::Error, (void)secondsFromIso(text));
        }
    }
    void durationsAreReadAndWritten()
    {
        QCOMPARE(secondsFromDuration("PT6H"), std::int64_t{21600});
        QCOMPARE(secondsFromDuration("P1DT12H"), std::int64_t{129600});
        QCOMPARE(durationFromSeconds(21600), std::string("PT6H"));
        QCOMPARE(durationFromSeconds(86400), std::string("P1D"));
        for (const char* text : {"", "P", "PT", "P1M", "6H", "PT6"}) {
            QVERIFY_THROWS_EXCEPTION(core::Error, (void)secondsFromDuration(text));
        }
    }
    void timesFollowTheirCalendar_data()
    {
        QTest::addColumn<QString>("units");
        QTest::addColumn<QString>("calendar");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("iso");
        QTest::newRow("30 February") << "days since 2020-01-01"
                                     << "360_day" << 59.0 << "2020-02-30T00:00:00Z";
        QTest::newRow("mixed") << "days since 0001-01-01"
                               << "" << 737425.0 << "2019-12-31T00:00:00Z";
        QTest::newRow("proleptic") << "days since 0001-01-01"
                                   << "proleptic_gregorian" << 737425.0 << "2020-01-02T00:00:00Z";
        QTest::newRow("reform") << "days since 1582-10-04"
                                << "standard" << 1.0 << "1582-10-15T00:00:00Z";
        QTest::newRow("zone") << "hours since 2020-01-01 00:00 +05:30"
                              << "" << 0.0 << "2019-12-31T18:30:00Z";
        QTest::newRow("noleap") << "days since 2000-02-28"
                                << "noleap" << 1.0 << "2000-03-01T00:00:00Z";
        QTest::newRow("all leap") << "days since 2001-02-28"
                                  << "all_leap" << 1.0 << "2001-02-29T00:00:00Z";
        QTest::newRow("months") << "months since 1958-1-31"
                                << "" << 1.0 << "1958-02-28T00:00:00Z";
        QTest::newRow("month name") << "seconds since 1-jan-1970"
                                    << "" << 86400.0 << "1970-01-02T00:00:00Z";
        QTest::newRow("bare zone") << "seconds since 1970-1-1 0:00:00 0:00"
                                   << "" << 1.0 << "1970-01-01T00:00:01Z";
        QTest::newRow("negative") << "hours since 1970-01-01"
                                  << "360_day" << -946800.0 << "1860-06-01T00:00:00Z";
    }
    void timesFollowTheirCalendar()
    {
        QFETCH(QString, units);
        QFETCH(QString, calendar);
        QFETCH(double, value);
        QFETCH(QString, iso);
        QCOMPARE(QString::fromStdString(CfTime(units.toStdString(), calendar.toStdString()).iso(value)), iso);
    }
    void daysOfOtherCalendarsMoveToTheNearestRealDay()
    {
        QCOMPARE(isoFromSeconds(CfTime("days since 2020-01-01", "360_day").seconds(59)),
                 std::string("2020-02-29T00:00:00Z"));
    }
    void nonsenseIsRefused()
    {
        QVERIFY_THROWS_EXCEPTION(core::Error, CfTime("fortnights since the flood", ""));
        QVERIFY_THROWS_EXCEPTION(core::Error, CfTime("month", ""));
        QVERIFY_THROWS_EXCEPTION(core::Error, CfTime("days since 2000-01-01", "martian"));
    }
    void dayOfTheYearCountsFromOne()
    {
        const DayAndHour at = dayAndHour(secondsFromIso("2020-12-31T18:00:00Z"));
        QCOMPARE(at.dayOfYear, 366);
        QCOMPARE(at.hour, 18.0);
        QVERIFY(at.leap);
    }
    void unitsConvertAsMeteorologistsWriteThem()
    {
        const auto close = [](const char* from, const char* to, double in, double out) {
            const auto map = unitMap(from, to);
            return map.has_value() && std::abs((*map)(in)-out) < 1e-9 * (1 + std::abs(out));
        };
        QVERIFY(close("degC", "K", 10, 283.15));
        QVERIFY(close("C", "K", 10, 283.15));
        QVERIFY(
            close("\xb0"
                  "C",
                  "K", 10, 283.15));
        QVERIFY(close("mb", "hPa", 500, 500));
        QVERIFY(close("knots", "m s-1", 10, 5.1444444444));
        QVERIFY(close("m**2 s**-2", "m2 s-2", 3, 3));
        QVERIFY(close("gpm", "m", 3, 3));
        QVERIFY(close("%", "1", 50, 0.5));
        QVERIFY(!unitMap("K", "m").has_value());
        QVERIFY(!unitMap("degrees_nroth", "degree").has_value());
        QVERIFY(!unitMap("", "K").has_value());
    }
    void quantitiesCarryTheirUnit()
    {
        QCOMPARE(quantity("200 km", "m", "length"), 200000.0);
        QCOMPARE(quantity("1.8 K", "K", "error"), 1.8);
        QCOMPARE(quantity("1.8", "K", "error"), 1.8);
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)quantity("2 m", "K", "error"));
        QVERIFY_THROWS_EXCEPTION(core::Error, (void)quantity("warm", "K", "error"));
    }
};

}  // namespace

int main(int argc, char** argv)
{
    Noise noise;
    CalendarAndUnits calendar;
    const auto kernels = tests::sharedKernels();
    return tests::runAll(argc, argv, {&noise, &calendar, kernels.get()});
}

#include "main.moc"
