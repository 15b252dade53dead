#include "core/data/info.h"
#include "core/api/error.h"
#include "core/base/calendar.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <netcdf.h>
#include <sys/stat.h>
#include <cmath>
#include <nlohmann/json.hpp>

namespace {

using namespace core::data;

nlohmann::json document(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? nlohmann::json::parse(file.readAll().toStdString())
                                          : nlohmann::json();
}

bool near(double a, double b, double scale)
{
    return std::abs(a - b) <= 1e-6 * (std::abs(b) + scale) + 1e-9;
}

class FileInspection : public QObject {
    Q_OBJECT

    // What a user meets: refuse, warn or load; `said` is the sentence.
    static QString verdict(const std::string& path, QString& said)
    {
        try {
            const Info found = info(path, true);
            said = QString::fromStdString(found.refusal);
            for (const std::string& note : found.notes) {
                said += QString::fromStdString("\n" + note);
            }
            return !found.usable ? "refuse" : found.notes.empty() ? "load" : "warn";
        } catch (const core::Error& error) {
            said = QString::fromUtf8(error.what());
            return "refuse";
        }
    }

private Q_SLOTS:
    void realFilesHaveTheirTrueStatistics_data()
    {
        QTest::addColumn<QString>("folder");
        const QString folder = tests::sharedData();
        if (folder.isEmpty()) {
            QSKIP("no real data beside this checkout");
        }
        const auto truth = document(folder + "/real/truth.json");
        for (const auto& [name, variables] : truth.items()) {
            QTest::newRow(name.c_str()) << folder;
        }
    }
    void realFilesHaveTheirTrueStatistics()
    {
        QFETCH(QString, folder);
        const std::string name = QTest::currentDataTag();
        const auto truth = document(folder + "/real/truth.json")[name];
        const Info found = info((folder + "/real/").toStdString() + name, true);
        for (const auto& [path, expected] : truth.items()) {
            const auto variable = std::find_if(found.variables.begin(), found.variables.end(),
                                               [&](const Info::Variable& v) { return v.path == path; });
            QVERIFY2(variable != found.variables.end(), path.c_str());
            if (!expected.contains("valid")) {
                continue;
            }
            QVERIFY2(variable->valid == expected["valid"].get<std::size_t>(), path.c_str());
            if (variable->valid == 0) {
                continue;
            }
            const double low = expected["min"], high = expected["max"], mean = expected["mean"];
            QVERIFY2(near(variable->min, low, high - low), path.c_str());
            QVERIFY2(near(variable->max, high, high - low), path.c_str());
            QVERIFY2(near(variable->mean, mean, high - low), path.c_str());
        }
    }
    void realFilesHaveTheirTrueTimes_data() { realFilesHaveTheirTrueStatistics_data(); }
    void realFilesHaveTheirTrueTimes()
    {
        QFETCH(QString, folder);
        const std::string name = QTest::currentDataTag();
        const auto truth = document(folder + "/real/truth.json")[name];
        const Info found = info((folder + "/real/").toStdString() + name, false);
        bool any = false, matched = false;
        for (const auto& [path, expected] : truth.items()) {
            if (!expected.contains("utc")) {
                continue;
            }
            any = true;
            const auto agrees = [&](const std::string& iso, const std::string& utc) {
                // 360-day dates are compared as text, others to the second
                return iso.substr(0, 10) == utc.substr(0, 10) &&
                       std::abs(core::base::secondsFromIso(iso) -
                                core::base::secondsFromIso(utc.substr(0, 19))) <= 1;
            };
            matched = matched || (!found.firstTime.empty() && agrees(found.firstTime, expected["utc"][0]) &&
                                  agrees(found.lastTime, expected["utc"][1]));
        }
        QVERIFY2(!any || matched, (found.firstTime + " " + found.lastTime).c_str());
    }
    void hostileFilesMeetTheirFate_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("expected");
        const QString folder = tests::sharedData();
        if (folder.isEmpty()) {
            QSKIP("no hostile data beside this checkout");
        }
        const auto cases = document(folder + "/hostile/expect.json");
        for (const auto& [name, fate] : cases.items()) {
            if (!fate.contains("generated")) {
                QTest::newRow(name.c_str()) << folder << QString::fromStdString(fate["expect"]);
            }
        }
    }
    void hostileFilesMeetTheirFate()
    {
        QFETCH(QString, folder);
        QFETCH(QString, expected);
        QString said;
        const QString fate = verdict((folder + "/hostile/" + QTest::currentDataTag()).toStdString(), said);
        QVERIFY2(fate == expected, qPrintable(fate + " instead of " + expected + ": " + said.left(300)));
        QVERIFY(expected == "load" || said.size() > 10);
    }
    void brokenContainersGetAnAnswer()
    {
        const QString folder = tests::sharedData();
        if (folder.isEmpty()) {
            QSKIP("no hostile data beside this checkout");
        }
        int answers = 0;
        for (QDirIterator it(folder + "/hostile/real", QDir::Files); it.hasNext();) {
            QString said;
            const QString fate = verdict(it.next().toStdString(), said);
            answers += fate == "refuse" || fate == "warn" || fate == "load" ? 1 : 0;
        }
        QVERIFY(answers > 0);
    }
    void aPipeIsRefusedAtOnce()
    {
        const std::string path = folder_.filePath("pipe.nc").toStdString();
        QCOMPARE(mkfifo(path.c_str(), 0600), 0);
        QString said;
        QCOMPARE(verdict(path, said), QString("refuse"));
        QVERIFY(said.contains("is not a regular file"));
    }
    void aQuoteNeverClosedIsRefused()
    {
        const QString path = folder_.filePath("quote.csv");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("id,lat,lon,t2m_K\nA,1,2,\"280\n" + QByteArray(5000000, 'x'));
        file.close();
        QString said;
        QCOMPARE(verdict(path.toStdString(), said), QString("refuse"));
        QVERIFY(said.contains("quote"));
    }
    void aHugeAttributeIsNotedNotShown()
    {
        const std::string path = folder_.filePath("huge.nc").toStdString();
        int file = 0, dims[2], vars[3];
        QCOMPARE(nc_create(path.c_str(), NC_NETCDF4, &file), NC_NOERR);
        const double lat[] = {60, 0, -60}, lon[] = {0, 90, 180, 270};
        const std::vector<float> values(12, 280);
        nc_def_dim(file, "lat", 3, &dims[0]);
        nc_def_dim(file, "lon", 4, &dims[1]);
        nc_def_var(file, "lat", NC_DOUBLE, 1, &dims[0], &vars[0]);
        nc_def_var(file, "lon", NC_DOUBLE, 1, &dims[1], &vars[1]);
        nc_def_var(file, "t2m", NC_FLOAT, 2, dims, &vars[2]);
        nc_put_att_text(file, vars[0], "units", 13, "degrees_north");
        nc_put_att_text(file, vars[1], "units", 12, "degrees_east");
        const std::string text(20000000, 'a');
        nc_put_att_text(file, vars[2], "long_name", text.size(), text.c_str());
        nc_put_var_double(file, vars[0], lat);
        nc_put_var_double(file, vars[1], lon);
        nc_put_var_float(file, vars[2], values.data());
        QCOMPARE(nc_close(file), NC_NOERR);
        QString said;
        QCOMPARE(verdict(path, said), QString("warn"));
        QVERIFY(said.size() < 1000 && said.contains("t2m:long_name"));
    }
    void everyFieldOfAFileCanBeShown()
    {
        const QString folder = tests::sharedData();
        if (folder.isEmpty()) {
            QSKIP("no real data beside this checkout");
        }
        int shown = 0;
        for (QDirIterator it(folder + "/real/grid", QDir::Files); it.hasNext();) {
            const std::string path = it.next().toStdString();
            if (!info(path, false).usable) {
                QVERIFY_THROWS_EXCEPTION(core::Error, (void)openForView(path));
                continue;
            }
            const core::Opened opened = openForView(path);
            for (std::size_t v = 0; v < opened.variables.size(); ++v) {
                std::vector<int> last;
                for (const auto& extra : opened.variables[v].extras) {
                    QVERIFY(!extra.values.empty());
                    last.push_back(static_cast<int>(extra.values.size()) - 1);
                }
                const core::Field field = readField(path, static_cast<int>(v), last);
                QCOMPARE(field.values.size(), field.grid->lat.size() * field.grid->lon.size());
                QVERIFY(field.high > field.low);
                ++shown;
            }
        }
        QVERIFY(shown > 20);
    }
    void largeFieldsAreThinnedOut()
    {
        const QString folder = tests::sharedData();
        if (folder.isEmpty()) {
            QSKIP("no hostile data beside this checkout");
        }
        const core::Field field = readField((folder + "/hostile/bomb_written_16384x16384.nc").toStdString(),
                                            0, {});
        QVERIFY(field.grid->lat.size() <= 721 && field.grid->lon.size() <= 1440);
        QVERIFY(field.grid->lat.size() > 400);
        QVERIFY(std::isfinite(field.values.back()));
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::infoSuite()
{
    return std::make_unique<FileInspection>();
}

#include "info.moc"
