#pragma once

#include "tests/cli/program.h"

#include <QCryptographicHash>
#include <QDir>

#include <sys/types.h>

namespace tests {

/// The process of a launched run that has a rank; 0 where there is none
inline pid_t processOf(const QByteArray& output, int rank)
{
    for (const QString& entry : QDir("/proc").entryList(QDir::Dirs)) {
        QFile words("/proc/" + entry + "/cmdline"), environment("/proc/" + entry + "/environ");
        if (!words.open(QIODevice::ReadOnly) || !environment.open(QIODevice::ReadOnly)) {
            continue;
        }
        const QByteArray said = words.readAll();
        if (said.startsWith(program().toUtf8()) && said.contains(output) &&
            environment.readAll().split('\0').contains("OMPI_COMM_WORLD_RANK=" + QByteArray::number(rank))) {
            return entry.toInt();
        }
    }
    return 0;
}

/// SHA-256 of a file; empty where there is none
inline QByteArray hashOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly)
               ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256)
               : QByteArray();
}

}  // namespace tests
