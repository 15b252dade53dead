#include "app/cli/console.h"

#include "core/api/training.h"

#include <csignal>
#include <memory>

namespace cli {

namespace {

volatile std::sig_atomic_t interruptions = 0;

struct Options {
    std::string request, output;
    bool resume = false;
};

}  // namespace

void addTrain(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("train", "train a prior's network");
    const auto options = std::make_shared<Options>();
    verb->add_option("request", options->request, "training request, a JSON file")->required();
    verb->add_option("--output", options->output, "folder of the prior")->required();
    verb->add_flag("--resume", options->resume, "go on from the folder's checkpoint, with the same bits");
    verb->callback([options, &console] {
        std::signal(SIGINT, [](int) { interruptions = interruptions + 1; });
        const core::TrainPlace place{.folder = options->output,
                                     .resume = options->resume,
                                     .interrupted = [] { return interruptions > 0; }};
        const core::TrainAnswer answer =
            core::trainPrior(core::readTrainRequest(options->request), place, console.watch());
        console.endBar();
        console.print(answer);
        if (answer.interrupted) {
            console.complain("Interrupted: the checkpoint is in " + options->output + ".", "Go on with --resume.");
            throw Leave{interrupted};
        }
    });
}

}  // namespace cli
