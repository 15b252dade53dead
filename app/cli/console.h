#pragma once

#include "core/api/verbs.h"

#include <CLI/CLI.hpp>

#include <string>

namespace cli {

/// How results and words reach the user: results on stdout, words and bars on stderr.
class Console {
public:
    bool json = false;      ///< results and errors for programs
    bool progress = false;  ///< bars even where stderr is no terminal

    /// Prints a verb's answer on stdout.
    void print(const core::Answer& answer) const;
    /// Prints an error's sentence and hint on stderr.
    void complain(const std::string& message, const std::string& hint) const;
    /// Draws or redraws the bar; nothing without a terminal unless asked for.
    void bar(const std::string& what, double fraction);
    /// Ends the bar's line.
    void endBar();
    /// Says nothing from here on: another process of the run speaks.
    void silence() { silent_ = true; }
    /// bar() as a function that a verb calls.
    [[nodiscard]] core::Watch watch();

private:
    [[nodiscard]] bool shows() const;
    std::string drawn_;
    bool silent_ = false;
};

/// Exit codes that scripts rely on.
enum Exit { success = 0, failure = 1, usage = 2, interrupted = 130 };

/// Leaves a verb with an exit code when all has been said.
struct Leave {
    Exit code;
};

/// Each adds its verb to the command line.
void addBench(CLI::App& app, Console& console);
void addCatalogue(CLI::App& app, Console& console);
void addDevices(CLI::App& app, Console& console);
void addExport(CLI::App& app, Console& console);
void addFit(CLI::App& app, Console& console);
void addInfo(CLI::App& app, Console& console);
void addObserve(CLI::App& app, Console& console);
void addRun(CLI::App& app, Console& console);
void addScore(CLI::App& app, Console& console);
void addFeedback(CLI::App& app, Console& console);
void addSimulate(CLI::App& app, Console& console);
void addTrain(CLI::App& app, Console& console);

/// Checks that an option's value is a number above 0, and says so in words.
[[nodiscard]] CLI::Validator aboveZero();

/// Adds --interpret to a verb that reads files.
void addInterpret(CLI::App& verb);

}  // namespace cli
