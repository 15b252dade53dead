#pragma once

#include <QCoreApplication>
#include <QtTest>

#include <QDir>
#include <QString>
#include <initializer_list>

namespace tests {

/// Runs several test classes in one program (each program links torch and starts in 0.3 s, so one a folder).
inline int runAll(int argc, char** argv, std::initializer_list<QObject*> suites)
{
    QCoreApplication application(argc, argv);
    int failed = 0;
    for (QObject* suite : suites) {
        failed += QTest::qExec(suite, argc, argv);
    }
    return failed == 0 ? 0 : 1;
}

/// Folder of real and hostile files that may stand beside a checkout; tests skip where it is missing.
inline QString sharedData()
{
    const QString folder = QStringLiteral(EMBELLIE_SOURCE_DIR) + QStringLiteral("/../shared/data");
    return QDir(folder).exists() ? QDir(folder).canonicalPath() : QString();
}

}  // namespace tests
