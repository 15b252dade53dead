#include "app/cli/console.h"

#include <memory>

namespace cli {

namespace {

struct Options {
    core::ObservationSpec spec{.network = "stations"};
    std::vector<std::string> errors, settings;
    std::string output;
};

/// "1 K" for all variables, "air_temperature=1 K" for one.
void readErrors(Options& options)
{
    for (const std::string& text : options.errors) {
        const auto equals = text.find('=');
        if (equals == std::string::npos) {
            options.spec.errors["*"] = text;
        } else {
            options.spec.errors[text.substr(0, equals)] = text.substr(equals + 1);
        }
    }
}

/// "altitude=705": keys of an observation entry as a request has them, with its checks.
void readSettings(Options& options)
{
    core::Request request{.observations = {options.spec}};
    for (const std::string& text : options.settings) {
        const auto equals = text.find('=');
        const std::string value = equals == std::string::npos ? "" : text.substr(equals + 1);
        request = core::withSetting(request, "observations.0." + text.substr(0, equals), value);
    }
    options.spec = request.observations.front();
}

}  // namespace

void addObserve(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand("observe", "noisy pseudo-observations of a gridded file");
    const auto options = std::make_shared<Options>();
    addInterpret(*verb);
    core::ObservationSpec& spec = options->spec;
    constexpr int most = 1000000;
    verb->add_option("file", spec.of, "gridded file that is observed")->required();
    verb->add_option("--network", spec.network, "kind of network")
        ->check(CLI::IsMember(core::networkNames()))
        ->capture_default_str();
    verb->add_option("--variables", spec.variables, "CF standard names; all without")->delimiter(',');
    verb->add_option("--count", spec.count, "number of places")->check(CLI::Range(1, most))->capture_default_str();
    verb->add_option("--error", options->errors, "\"1 K\", or \"air_temperature=1 K\" (repeatable)");
    verb->add_option("--set", options->settings, "knob of the network, \"altitude=705\" (repeatable)");
    verb->add_option("--seed", spec.seed, "seed of places and noise")->capture_default_str();
    verb->add_option("--output", options->output, "file to write")->required();
    verb->callback([options, &console] {
        readErrors(*options);
        if (!options->settings.empty()) {
            readSettings(*options);
        }
        console.print(core::observeNetwork(options->spec, options->output));
    });
}

}  // namespace cli
