#include "ui/window/recent_files.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace ui::window {

namespace {

constexpr int most = 10;

QString storePath()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (state.isEmpty()) {
        state = QDir::homePath() + "/.local/state";
    }
    return state + "/embellie/recent";
}

}  // namespace

RecentFiles::RecentFiles()
{
    QFile file(storePath());
    if (file.open(QIODevice::ReadOnly)) {
        paths_ = QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts).mid(0, most);
    }
}

void RecentFiles::add(const QString& path)
{
    paths_.removeAll(path);
    paths_.prepend(path);
    paths_ = paths_.mid(0, most);
    QDir().mkpath(QFileInfo(storePath()).path());
    QSaveFile file(storePath());
    if (file.open(QIODevice::WriteOnly)) {
        file.write(paths_.join('\n').toUtf8());
        file.commit();
    }
}

}  // namespace ui::window
