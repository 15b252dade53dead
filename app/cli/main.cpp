#include "app/cli/console.h"

#include "core/api/error.h"
#include "core/api/log.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <iostream>

namespace {

/// Words of the engine go to stderr, warnings and worse only.
void logToStderr(core::LogLevel level, std::string_view line)
{
    if (level >= core::LogLevel::warning) {
        std::cerr << line << std::endl;
    }
}

bool asksForJson(int argc, char** argv)
{
    return std::any_of(argv, argv + argc, [](const char* word) { return std::strcmp(word, "--json") == 0; });
}

int misused(const CLI::App& app, const CLI::ParseError& error, const cli::Console& console)
{
    if (error.get_exit_code() == 0) {
        return app.exit(error);  // --help and --version
    }
    console.complain(error.what(), "Run embellie-cli --help, or embellie-cli VERB --help.");
    return cli::usage;
}

}  // namespace

int main(int argc, char** argv)
{
    CLI::App app("Embellie samples reanalyses of the atmosphere by reverse diffusion.", "embellie-cli");
    cli::Console console;
    console.json = asksForJson(argc, argv);
    app.add_flag("--json", console.json, "results and errors as JSON");
    app.add_flag("--progress", console.progress, "progress on stderr even where it is no terminal");
    app.set_version_flag("--version", EMBELLIE_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    for (const auto add : {cli::addRun, cli::addFit, cli::addObserve, cli::addScore, cli::addFeedback, cli::addExport, cli::addInfo, cli::addCatalogue,
                           cli::addBench, cli::addDevices, cli::addSimulate, cli::addTrain}) {
        add(app, console);
    }
    core::setLogSink(logToStderr);
    try {
        app.parse(argc, argv);
        return cli::success;
    } catch (const CLI::ParseError& error) {
        return misused(app, error, console);
    } catch (const cli::Leave& leave) {
        return leave.code;
    } catch (const core::Error& error) {
        console.endBar();
        console.complain(error.what(), error.hint());
    } catch (const std::bad_alloc&) {
        console.endBar();
        console.complain("The memory does not suffice.", "Use fewer members, a shorter window or a coarser grid.");
    } catch (const std::exception& error) {
        console.endBar();
        console.complain(std::string("An unexpected fault: ") + error.what(), "Please report it.");
    }
    return cli::failure;
}
