#include "app/cli/console.h"

#include <memory>

namespace cli {

namespace {

struct Options {
    core::Simulation wanted;
    std::string output;
    int spinUp = 0;
};

void addModel(CLI::App& verb, core::Simulation& wanted)
{
    verb.add_option("--truncation", wanted.truncation, "triangular truncation; 31, or 42 on the finer grid")
        ->check(CLI::Range(21, 85));
    verb.add_option("--settle", wanted.settle, "days before the start that are simulated and not written")
        ->check(CLI::Range(0.0, 1000.0))
        ->capture_default_str();
    verb.add_option("--device", wanted.device, "cpu, cuda, cuda:N or auto")->capture_default_str();
    verb.add_option("--threads", wanted.threads, "threads; as many as there are cores without")
        ->check(CLI::Range(1, 1024));
}

}  // namespace

void addSimulate(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("simulate", "weather of the simulated earth, six-hourly, as NetCDF");
    const auto options = std::make_shared<Options>();
    core::Simulation& wanted = options->wanted;
    verb->add_option("--days", wanted.days, "days to write")
        ->check(CLI::Range(1, 100000))
        ->capture_default_str();
    verb->add_option("--members", wanted.members, "independent members")
        ->check(CLI::Range(1, 1024))
        ->capture_default_str();
    verb->add_option("--seed", wanted.seed, "seed of the members")->capture_default_str();
    verb->add_option("--start", wanted.start, "date of the first state; its season is the weather's")
        ->capture_default_str();
    verb->add_option("--grid", wanted.grid, "64x32 or 128x64 points")->capture_default_str();
    verb->add_flag("--training", wanted.training,
                   "weather to learn from: seeds from 2147483648 on, which no test has");
    addModel(*verb, wanted);
    verb->add_option("--spin-up", options->spinUp,
                     "instead: make the shipped starts anew, after this many days from rest")
        ->check(CLI::Range(1, 10000));
    verb->add_option("--output", options->output, "file to write; a .part beside it is gone on with")
        ->required();
    verb->callback([options, &console] {
        const core::Answer answer = options->spinUp > 0
                                        ? core::spinUp(options->spinUp, options->output, console.watch())
                                        : core::simulate(options->wanted, options->output, console.watch());
        console.endBar();
        console.print(answer);
    });
}

}  // namespace cli
