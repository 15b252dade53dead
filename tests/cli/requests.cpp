#include "core/api/request.h"
#include "core/api/train_request.h"
#include "tests/cli/program.h"
#include "tests/suite.h"

#include <QDirIterator>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace tests;

/// The requests that are shipped to start from.
class TestRequests : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachIsReadAndPlanned_data()
    {
        QTest::addColumn<QString>("path");
        QDirIterator files(QStringLiteral(EMBELLIE_SOURCE_DIR "/resources/requests"), {"*.json"});
        while (files.hasNext()) {
            const QString path = files.next();
            QTest::newRow(qPrintable(QFileInfo(path).fileName())) << path;
        }
    }
    void eachIsReadAndPlanned()
    {
        QFETCH(const QString, path);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (QJsonDocument::fromJson(file.readAll()).object().contains("training")) {
            const std::string printed = core::printTrainRequest(core::readTrainRequest(path.toStdString()));
            QCOMPARE(core::printTrainRequest(core::parseTrainRequest(printed)), printed);
            return;
        }
        const core::Request request = core::readRequest(path.toStdString());
        const std::string printed = core::printRequest(request);
        QCOMPARE(core::printRequest(core::parseRequest(printed, request.folder)), printed);
        const QTemporaryDir elsewhere;  // paths start at the request's folder
        const Outcome outcome =
            call(elsewhere.path(), {"run", path, "--plan", "--json", "--set", "ensemble.members=2"});
        QVERIFY2(outcome.exit == 0, outcome.err.constData());
        const QJsonObject plan = outcome.json().object();
        QVERIFY(plan.value("seconds").toDouble() > 0);
        QVERIFY(plan.value("networkEvaluations").toInteger() >= request.steps);
        QCOMPARE(plan.value("members").toInt(), 2);
    }
    void theFolderHoldsThem()
    {
        QDirIterator files(QStringLiteral(EMBELLIE_SOURCE_DIR "/resources/requests"), {"*.json"});
        int count = 0;
        for (; files.hasNext(); files.next()) {
            ++count;
        }
        QVERIFY(count >= 5);
    }
};

QTEST_GUILESS_MAIN(TestRequests)

#include "requests.moc"
