#include "core/api/session.h"
#include "tests/ui/globe/suites.h"

#include <QFileInfo>
#include <QtTest>

#include <cmath>

namespace {

bool packageMissing()
{
    return !QFileInfo::exists("/usr/share/gmt-gshhg/binned_GSHHS_l.nc");
}

double kilometres(const std::pair<float, float>& a, const std::pair<float, float>& b)
{
    const double shorten = std::cos(0.5 * (a.second + b.second) * M_PI / 180);
    return 111.2 * std::hypot((a.first - b.first) * shorten, a.second - b.second);
}

}  // namespace

void TestCoast::passesGibraltarAndHasAPlausibleLength()
{
    if (packageMissing()) {
        QSKIP("gmt-gshhg-low is not installed");
    }
    double length = 0;
    double nearest = 1e9;
    for (const auto& line : core::coastlines()) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            nearest = std::min(nearest, kilometres(line[i], {-5.6F, 36.0F}));
            length += i > 0 ? kilometres(line[i - 1], line[i]) : 0;
        }
    }
    QVERIFY2(nearest < 33, qPrintable(QString::number(nearest)));
    // between the 356 000 km of the World Factbook and the 1 634 701 km of the World Vector Shoreline
    QVERIFY2(length > 3.56e5 && length < 1.634701e6, qPrintable(QString::number(length)));
}

void TestCoast::everyPointIsOnTheEarth()
{
    if (packageMissing()) {
        QSKIP("gmt-gshhg-low is not installed");
    }
    for (const auto& line : core::coastlines()) {
        QVERIFY(line.size() >= 2);
        for (std::size_t i = 1; i < line.size(); ++i) {
            QVERIFY(std::abs(line[i].second) <= 90 && std::abs(line[i].first) <= 200);
            QVERIFY(std::abs(line[i].first - line[i - 1].first) < 15);
        }
    }
}
