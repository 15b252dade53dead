#include "app/cli/console.h"

#include <memory>
#include <string>
#include <vector>

namespace cli {

namespace {

struct Options {
    std::vector<std::string> files, against;
};

}  // namespace

void addFeedback(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("feedback", "diagnose the departures that another system wrote");
    const auto options = std::make_shared<Options>();
    verb->add_option("files", options->files, "IODA files, tables with value and background, or folders of them")->required();
    verb->add_option("--against", options->against, "files of a second experiment");
    verb->callback([options, &console] { console.print(core::printed(core::scoreFeedback(options->files, options->against))); });
}

}  // namespace cli
