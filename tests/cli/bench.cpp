#include "tests/cli/program.h"
#include "tests/suite.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace tests;

/// The subject of the bench that takes longest.
class TestBench : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNetworkIsTimedAgainstProductsOfItsShape()
    {
        const QTemporaryDir folder;
        const Outcome outcome = call(folder.path(), {"bench", "--only", "network", "--repeats", "1", "--json"});
        QVERIFY2(outcome.exit == 0, outcome.err.constData());
        QMap<QString, QJsonObject> rows;
        for (const auto& value : outcome.json().array()) {
            const QJsonObject row = value.toObject();
            rows[row.value("name").toString()] = row;
        }
        QCOMPARE(rows.size(), 6);
        const auto row = [&](const char* words) {
            for (const QString& name : rows.keys()) {
                if (name.contains(words)) {
                    return rows[name];
                }
            }
            return QJsonObject();
        };
        const double evaluation = row("evaluation, 3,312 tokens").value("gflops").toDouble();
        const double fastest = std::max(row("ATen").value("gflops").toDouble(), row("oneDNN").value("gflops").toDouble());
        const double share = row("evaluation, 3,312 tokens").value("ratio").toDouble();
        QVERIFY(std::abs(share * fastest / evaluation - 1) < 0.01);  // there is one round
        const double error = row("bfloat16").value("error").toDouble();
        QVERIFY2(error > 1e-4 && error < 0.1, qPrintable(QString::number(error)));
    }
};

QTEST_GUILESS_MAIN(TestBench)

#include "bench.moc"
