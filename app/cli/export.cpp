#include "app/cli/console.h"

#include "core/api/export.h"

#include <memory>

namespace cli {

namespace {

struct Options {
    std::string result, what = "observations", output;
    core::FieldWanted field;
};

}  // namespace

void addExport(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("export", "observations with departures, a field or the log of a result");
    const auto options = std::make_shared<Options>();
    verb->add_option("result", options->result, "result file of a run")->required();
    verb->add_option("--what", options->what, "observations: with O−B and O−A; field: one of the result's; log: what the run did")
        ->check(CLI::IsMember({"observations", "field", "log"}))
        ->capture_default_str();
    verb->add_option("--variable", options->field.variable, "of a field: standard name, and @level in hPa, air_temperature@850");
    verb->add_option("--quantity", options->field.quantity, "mean, spread, background, exact, exact_spread or member:N")->capture_default_str();
    verb->add_option("--time", options->field.time, "ISO 8601; the first without");
    verb->add_option("--output", options->output, "*.nc (CF NetCDF) or *.csv; text for a log")->required();
    verb->callback([options, &console] {
        const core::RunPart part = options->what == "log" ? core::RunPart::log : core::RunPart::observations;
        console.print(options->what == "field" ? core::exportField(options->result, options->field, options->output)
                                               : core::exportRun(options->result, part, options->output));
    });
}

}  // namespace cli
