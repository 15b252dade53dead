#include "app/cli/console.h"

#include <memory>

namespace cli {

namespace {

struct Options {
    std::string result, truth, observations;
};

}  // namespace

void addScore(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("score", "score a result against a truth and observations");
    const auto options = std::make_shared<Options>();
    verb->add_option("result", options->result, "result file of a run")->required();
    verb->add_option("--truth", options->truth, "gridded file; the request's own truth without");
    verb->add_option("--observations", options->observations, "observation file, beside the result's own");
    verb->callback([options, &console] {
        console.print(core::printed(core::scoreResult(options->result, options->truth, options->observations)));
    });
}

}  // namespace cli
