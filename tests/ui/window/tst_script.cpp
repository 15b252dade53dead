#include "core/api/error.h"
#include "tests/ui/window/suites.h"
#include "ui/window/command_line.h"
#include "ui/window/measure_script.h"

#include <QFile>
#include <QtTest>

using namespace ui::window;

void TestScript::aScriptIsRead()
{
    const auto steps = readScript(R"([{"do": "set", "target": "strength", "value": 4, "row": 3},
                                      {"do": "wait", "value": "finished", "seconds": 5}])");
    QCOMPARE(steps.size(), std::size_t(2));
    QCOMPARE(steps[0].kind, ScriptStep::Kind::set);
    QCOMPARE(steps[0].target, QString("strength"));
    QCOMPARE(steps[0].value.toDouble(), 4.0);
    QCOMPARE(steps[0].row, 3);
    QCOMPARE(steps[1].seconds, 5.0);
}

void TestScript::wrongScriptsAreNamed_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("not json") << QByteArray("{") << QByteArray("JSON");
    QTest::newRow("not a list") << QByteArray("{}") << QByteArray("list");
    QTest::newRow("unknown verb") << QByteArray(R"([{"do": "jump", "value": 1}])") << QByteArray("jump");
    QTest::newRow("no target") << QByteArray(R"([{"do": "set", "value": 1}])") << QByteArray("target");
    QTest::newRow("no value") << QByteArray(R"([{"do": "set", "target": "seed"}])") << QByteArray("value");
    QTest::newRow("unknown key") << QByteArray(R"([{"do": "wait", "value": 1, "colour": 2}])") << QByteArray("colour");
}

void TestScript::wrongScriptsAreNamed()
{
    QFETCH(QByteArray, script);
    QFETCH(QByteArray, named);
    try {
        (void)readScript(script);
        QFAIL("no error");
    } catch (const core::Error& error) {
        QVERIFY2(QByteArray(error.what()).contains(named), error.what());
    }
}

void TestScript::theShippedScriptIsSound()
{
    QFile file(QStringLiteral(EMBELLIE_SOURCE_DIR "/tests/measure/window.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(readScript(file.readAll()).size() > 5);
}

void TestScript::argumentsAreRead()
{
    const CommandLine pictures = readCommandLine({"--headless", "--output", "out", "r.json", "--language", "fr"});
    QCOMPARE(pictures.mode, CommandLine::Mode::pictures);
    QCOMPARE(pictures.output, QString("out"));
    QCOMPARE(pictures.files, QStringList{"r.json"});
    QCOMPARE(pictures.language, QString("fr"));
    QCOMPARE(readCommandLine({"figure", "r.nc", "-o", "f.png"}).mode, CommandLine::Mode::figure);
    QCOMPARE(readCommandLine({"a.nc", "--", "-b.nc"}).files, (QStringList{"a.nc", "-b.nc"}));
}

void TestScript::wrongArgumentsAreNamed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("named");
    QTest::newRow("unknown option") << QStringList{"--fast"} << QByteArray("--fast");
    QTest::newRow("missing value") << QStringList{"--measure"} << QByteArray("--measure");
    QTest::newRow("unknown language") << QStringList{"--language", "nl"} << QByteArray("nl");
    QTest::newRow("no output") << QStringList{"--headless"} << QByteArray("--output");
    QTest::newRow("figure of nothing") << QStringList{"figure", "-o", "f.png"} << QByteArray("figure");
}

void TestScript::wrongArgumentsAreNamed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, named);
    try {
        (void)readCommandLine(arguments);
        QFAIL("no error");
    } catch (const core::Error& error) {
        QVERIFY2(QByteArray(error.what()).contains(named), error.what());
    }
}
