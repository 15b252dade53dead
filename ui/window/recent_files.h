#pragma once

#include <QStringList>

namespace ui::window {

/// The files opened last, newest first, kept in $XDG_STATE_HOME/embellie/recent.
class RecentFiles {
public:
    RecentFiles();

    void add(const QString& path);
    [[nodiscard]] const QStringList& paths() const { return paths_; }

private:
    QStringList paths_;
};

}  // namespace ui::window
