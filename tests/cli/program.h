#pragma once

#include "core/data/gridded.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>

#include <cmath>
#include <functional>

namespace tests {

/// What a call of the program left.
struct Outcome {
    int exit = -1;
    QByteArray out, err;
    [[nodiscard]] QJsonDocument json() const { return QJsonDocument::fromJson(out); }
};

inline QString program()
{
    return QStringLiteral(EMBELLIE_BUILD_DIR) + QStringLiteral("/bin/embellie-cli");
}

/// A small global series that a run can be fitted to: two waves in temperature and wind at 850 hPa.
inline void writeSeries(const QString& path)
{
    core::data::Gridded series;
    for (int j = 0; j < 19; ++j) {
        series.lat.push_back(90 - 10 * j);
    }
    for (int i = 0; i < 36; ++i) {
        series.lon.push_back(10 * i);
    }
    series.channels = {{"air_temperature", "Temperature, 850 hPa", "K", 850},
                       {"eastward_wind", "Eastward wind, 850 hPa", "m s-1", 850}};
    for (int t = 0; t < 4; ++t) {
        series.times.push_back(1577836800 + 21600 * t);
        for (const double phase : {0.0, 1.0}) {
            for (const double lat : series.lat) {
                for (const double lon : series.lon) {
                    const double c = std::cos(lat * M_PI / 180);
                    const double wave = c * c * std::sin((3 * lon - 20 * t) * M_PI / 180 + phase) +
                                        c * std::cos((lon + 35 * t) * M_PI / 180);
                    series.values.push_back(static_cast<float>((phase > 0 ? 0 : 260 + 25 * c) + 4 * wave));
                }
            }
        }
    }
    core::data::writeGridded(path.toStdString(), series, "Waves");
}

/// mpirun where there is one and the program's MPI part is built; else empty
inline QString launcher()
{
    const bool built = QFile::exists(QFileInfo(program()).path() + "/libembellie_mpi.so");
    return built ? QStandardPaths::findExecutable("mpirun") : QString();
}

inline QStringList launched(int processes, const QStringList& words)
{
    return QStringList{"--oversubscribe", "--allow-run-as-root", "-n", QString::number(processes),
                       program()} +
           words;
}

inline Outcome launch(const QString& folder, const QString& mpirun, int processes, const QStringList& words)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(mpirun, launched(processes, words));
    constexpr int patience = 240000;
    process.waitForFinished(patience);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

inline Outcome call(const QString& folder, const QStringList& words,
                    const std::function<void()>& inChild = {})
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setChildProcessModifier(inChild);
    process.start(program(), words);
    constexpr int patience = 120000;
    process.waitForFinished(patience);
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace tests
