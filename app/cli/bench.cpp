#include "app/cli/console.h"

#include <memory>

namespace cli {

void addBench(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("bench", "time the engine's parts on this machine");
    const auto spec = std::make_shared<core::BenchSpec>();
    verb->add_option("--repeats", spec->repeats, "timed runs of each row")->check(CLI::Range(1, 1000))->capture_default_str();
    verb->add_option("--only", spec->only, "subjects; all without")->check(CLI::IsMember(core::benchmarkSubjects()));
    const auto samplers = std::make_shared<bool>(false);
    verb->add_flag("--samplers", *samplers, "instead: the share of variance each sampler keeps, as Markdown tables");
    verb->callback([spec, samplers, &console] {
        const core::Answer answer = *samplers ? core::samplersCompared(console.watch())
                                              : core::benchmark(*spec, console.watch());
        console.endBar();
        console.print(answer);
    });
}

}  // namespace cli
