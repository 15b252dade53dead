#include "app/cli/console.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

namespace cli {

void Console::print(const core::Answer& answer) const
{
    if (silent_) {
        return;
    }
    std::cout << (json ? answer.json + "\n" : answer.text) << std::flush;
}

void Console::complain(const std::string& message, const std::string& hint) const
{
    if (silent_) {
        return;
    }
    if (json) {
        std::cerr << core::errorJson(message, hint) << std::endl;
        return;
    }
    std::cerr << "embellie-cli: " << message << (hint.empty() ? "" : " " + hint) << std::endl;
}

CLI::Validator aboveZero()
{
    return {[](std::string& text) {
                double value = 0;
                return CLI::detail::lexical_cast(text, value) && value > 0
                           ? std::string()
                           : "\"" + text + "\" is not a number above 0.";
            },
            "above 0"};
}

bool Console::shows() const
{
    return !silent_ && (progress || ::isatty(STDERR_FILENO) == 1);
}

void Console::bar(const std::string& what, double fraction)
{
    if (!shows()) {
        return;
    }
    constexpr int width = 30;
    const int full = static_cast<int>(width * std::clamp(fraction, 0.0, 1.0));
    const std::string line = "[" + std::string(full, '#') + std::string(width - full, '.') + "] " +
                             std::to_string(static_cast<int>(100 * std::clamp(fraction, 0.0, 1.0))) + " % " + what;
    if (line == drawn_) {
        return;
    }
    drawn_ = line;
    if (::isatty(STDERR_FILENO) == 1) {
        std::cerr << "\r\x1b[K" << line << std::flush;
    } else {
        std::cerr << line << std::endl;
    }
}

void Console::endBar()
{
    if (!drawn_.empty() && ::isatty(STDERR_FILENO) == 1) {
        std::cerr << std::endl;
    }
    drawn_.clear();
}

core::Watch Console::watch()
{
    return [this](const std::string& what, double fraction) { bar(what, fraction); };
}

}  // namespace cli
