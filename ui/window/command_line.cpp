#include "ui/window/command_line.h"

#include "core/api/error.h"
#include "ui/window/theme.h"

namespace ui::window {

namespace {

core::Error wrong(const QString& message)
{
    return {core::Cause::badInput, message.toStdString(), "embellie --help lists what there is."};
}

QString nextOf(const QStringList& arguments, qsizetype& at)
{
    if (at + 1 >= arguments.size()) {
        throw wrong("The option " + arguments[at] + " needs a value after it.");
    }
    return arguments[++at];
}

QString oneOf(const QString& option, const QString& value, const QStringList& allowed)
{
    if (!allowed.contains(value)) {
        throw wrong(option + " cannot be " + value + ": it is one of " + allowed.join(", ") + ".");
    }
    return value;
}

/// Takes one option, and its value where it has one.
void readOption(CommandLine& line, const QStringList& arguments, qsizetype& at)
{
    const QString option = arguments[at];
    if (option == "--help" || option == "-h") {
        line.mode = CommandLine::Mode::help;
    } else if (option == "--version") {
        line.mode = CommandLine::Mode::version;
    } else if (option == "--json") {
        line.json = true;
    } else if (option == "--headless") {
        line.mode = CommandLine::Mode::pictures;
    } else if (option == "--measure") {
        line.mode = CommandLine::Mode::measure;
        line.script = nextOf(arguments, at);
    } else if (option == "--output" || option == "-o") {
        line.output = nextOf(arguments, at);
    } else if (option == "--language") {
        line.language = oneOf(option, nextOf(arguments, at), {"en", "fr"});
    } else if (option == "--theme") {
        line.theme = oneOf(option, nextOf(arguments, at), themeNames());
    } else {
        throw wrong("There is no option " + option + ".");
    }
}

void check(const CommandLine& line)
{
    const bool writes = line.mode == CommandLine::Mode::pictures || line.mode == CommandLine::Mode::figure;
    if (writes && line.output.isEmpty()) {
        throw wrong("--output is missing: it says where the pictures go.");
    }
    if (!writes && !line.output.isEmpty()) {
        throw wrong("--output belongs to --headless or figure.");
    }
    if (line.mode == CommandLine::Mode::figure && line.files.size() != 1) {
        throw wrong("figure needs one result or request.");
    }
    if (line.mode == CommandLine::Mode::pictures && line.files.size() > 1) {
        throw wrong("--headless takes at most one request.");
    }
}

}  // namespace

CommandLine readCommandLine(const QStringList& arguments)
{
    CommandLine line;
    bool optionsEnded = false;
    for (qsizetype at = 0; at < arguments.size(); ++at) {
        const QString& argument = arguments[at];
        if (argument == "--") {
            optionsEnded = true;
        } else if (!optionsEnded && argument.startsWith('-') && argument.size() > 1) {
            readOption(line, arguments, at);
        } else if (at == 0 && argument == "figure") {
            line.mode = CommandLine::Mode::figure;
        } else {
            line.files << argument;
        }
    }
    if (line.mode != CommandLine::Mode::help && line.mode != CommandLine::Mode::version) {
        check(line);
    }
    return line;
}

QString commandLineHelp()
{
    return QStringLiteral(
        "embellie [FILES…]                       open the window; without files the demonstration runs\n"
        "embellie --headless --output DIR [REQUEST.json]\n"
        "                                        run and write result.nc and six pictures\n"
        "embellie figure R.nc|REQUEST.json --output F.png\n"
        "                                        one picture of a result, or of a request's last step\n"
        "embellie --measure SCRIPT.json [--json] play a script in the window and print response times\n"
        "  --language en|fr   --theme system|light|dark   --help   --version\n"
        "FILES are requests (*.json), grids (NetCDF, GRIB, Zarr, zip) and observations (*.nc, *.csv).\n");
}

}  // namespace ui::window
