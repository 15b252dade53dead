#include "app/cli/console.h"

#include <memory>

namespace cli {

namespace {

struct Options {
    core::PriorSpec spec{.name = {}, .kind = "spectral"};
    std::string output;
};

}  // namespace

void addFit(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("fit", "fit a prior from data, or set one around a background");
    const auto options = std::make_shared<Options>();
    addInterpret(*verb);
    core::PriorSpec& spec = options->spec;
    auto* files = verb->add_option("files", spec.fit, "gridded files to fit from");
    auto* background = verb->add_option("--background", spec.background, "gridded file to set the prior around");
    verb->add_option("--error", spec.error, "background error, e.g. \"2 K\"")->needs(background)->capture_default_str();
    verb->add_option("--length", spec.length, "L in exp(-r^2/2L^2)")->needs(background)->capture_default_str();
    verb->add_option("--kind", spec.kind, "spectral, or eof: waves that tilt and travel, which train can correct")
        ->check(CLI::IsMember({"spectral", "eof"}))
        ->excludes(background)
        ->capture_default_str();
    verb->add_option("--variables", spec.variables, "CF standard names; all without")->delimiter(',');
    verb->add_option("--levels", spec.levels, "levels in hPa; all without")->delimiter(',');
    verb->add_option("--truncation", spec.truncation, "triangular truncation; from the grid without")
        ->check(CLI::Range(1, 1023));
    verb->add_option("--output", options->output, "folder of the prior")->required();
    background->excludes(files);
    verb->callback([options, &console] {
        if (options->spec.fit.empty() && options->spec.background.empty()) {
            throw CLI::RequiredError("files or --background");
        }
        const core::Answer answer = core::fitPrior(options->spec, options->output, console.watch());
        console.endBar();
        console.print(answer);
    });
}

}  // namespace cli
