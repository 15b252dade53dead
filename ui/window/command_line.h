#pragma once

#include <QString>
#include <QStringList>

namespace ui::window {

/// What `embellie` was asked to do.
struct CommandLine {
    enum class Mode { window, measure, pictures, figure, help, version };

    Mode mode = Mode::window;
    QStringList files;        ///< to open; the first is the request or result of pictures and figure
    QString script;           ///< of --measure
    QString output;           ///< folder (pictures) or picture (figure)
    QString language, theme;  ///< empty: as chosen last
    bool json = false;
};

/// Reads the arguments after the program's name. throws core::Error{badInput} naming the argument
[[nodiscard]] CommandLine readCommandLine(const QStringList& arguments);

/// What --help prints.
[[nodiscard]] QString commandLineHelp();

}  // namespace ui::window
