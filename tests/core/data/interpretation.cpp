#include "core/api/interpretation.h"
#include "core/api/error.h"
#include "core/data/gridded.h"
#include "core/data/info.h"
#include "tests/core/data/grid_file.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

namespace {

using namespace core::data;

class Interpretations : public QObject {
    Q_OBJECT

    // A grid whose one variable says nothing of itself.
    std::string file(const char* name)
    {
        tests::GridFile grid{.lat = {90, 30, -30, -90},
                             .lon = {0, 90, 180, 270},
                             .name = "thing",
                             .standardName = "",
                             .units = "degC"};
        grid.value = [](double, double, int, int time) { return 5 + time; };
        const std::string path = folder_.filePath(name).toStdString();
        return grid.write(path) ? path : std::string();
    }

private Q_SLOTS:
    void initTestCase()
    {
        before_ = qgetenv("XDG_CONFIG_HOME");
        qputenv("XDG_CONFIG_HOME", folder_.path().toUtf8());
    }
    void cleanupTestCase()
    {
        core::interpret(core::interpretationFromText("thing="));
        static_cast<void>(info(file("last.nc"), false));
        before_.isEmpty() ? qunsetenv("XDG_CONFIG_HOME") : qputenv("XDG_CONFIG_HOME", before_);
    }
    void textsAreMeanings()
    {
        const auto read = core::interpretationFromText("thing=air_temperature,degF");
        QCOMPARE(read.at("thing").standardName, "air_temperature");
        QCOMPARE(read.at("thing").units, "degF");
        QCOMPARE(core::interpretationFromText("a/b=").at("a/b").standardName, "");
        for (const char* wrong :
             {"thing", "=air_temperature", "thing=two words", "thing=air_temperature,m s-1"}) {
            QVERIFY_THROWS_EXCEPTION(core::Error, (void)core::interpretationFromText(wrong));
        }
    }
    void unclearVariablesAreListed()
    {
        const auto unclear = core::unclearVariables(file("a.nc"));
        QCOMPARE(unclear.size(), 1U);
        QCOMPARE(unclear[0].name, "thing");
        QCOMPARE(unclear[0].units, "degC");
        QCOMPARE(core::knownStandardNames().at("air_temperature"), "K");
    }
    void whatIsSaidHoldsAndIsRemembered()
    {
        const std::string first = file("a.nc");
        QCOMPARE(readGridded({first}).channels[0].standardName, "thing");
        core::interpret(core::interpretationFromText("thing=dew_point_temperature"));
        const Gridded series = readGridded({first});
        QCOMPARE(series.channels[0].standardName, "dew_point_temperature");
        QCOMPARE(series.values[0], 278.15F);
        QVERIFY(std::any_of(series.notes.begin(), series.notes.end(), [](const std::string& note) {
            return note.find("thing is read as dew_point_temperature") != std::string::npos;
        }));
        QCOMPARE(openForView(first).variables[0].label, "Dew point");
        QVERIFY(core::unclearVariables(first).empty());
        QCOMPARE(core::rememberedInterpretation(file("b.nc")).at("thing").standardName,
                 "dew_point_temperature");
        core::interpret(core::interpretationFromText("thing="));
        QCOMPARE(readGridded({first}).channels[0].standardName, "thing");
        QVERIFY(core::rememberedInterpretation(first).empty());
    }

private:
    QTemporaryDir folder_;
    QByteArray before_;
};

}  // namespace

std::unique_ptr<QObject> tests::interpretationSuite()
{
    return std::make_unique<Interpretations>();
}

#include "interpretation.moc"
