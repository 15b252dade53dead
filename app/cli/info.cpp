#include "app/cli/console.h"

#include "core/api/error.h"

#include <memory>

namespace cli {

namespace {

struct Options {
    std::vector<std::string> files;
    bool stats = false;
};

/// Prints all that can be said of each file, then leaves with a failure where one is of no use.
void info(const Options& options, const Console& console)
{
    core::Answer all;
    std::vector<std::pair<std::string, std::string>> refusals;
    for (const std::string& file : options.files) {
        try {
            const core::InfoAnswer answer = core::infoOf(file, options.stats);
            all.text += (all.text.empty() ? "" : "\n") + answer.text;
            all.json += (all.json.empty() ? "" : ",\n") + answer.json;
            if (!answer.refusal.empty()) {
                refusals.emplace_back(answer.refusal, "");
            }
        } catch (const core::Error& error) {
            refusals.emplace_back(error.what(), error.hint());
        }
    }
    if (options.files.size() > 1) {
        all.json = "[" + all.json + "]";
    }
    if (!all.json.empty()) {
        console.print(all);
    }
    for (const auto& [message, hint] : refusals) {
        console.complain(message, hint);
    }
    if (!refusals.empty()) {
        throw Leave{failure};
    }
}

}  // namespace

void addInfo(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("info", "what a file holds");
    const auto options = std::make_shared<Options>();
    addInterpret(*verb);
    verb->add_option("files", options->files, "any files")->required();
    verb->add_flag("--stats", options->stats, "valid count, min, max and mean of each variable");
    verb->callback([options, &console] { info(*options, console); });
}

}  // namespace cli
