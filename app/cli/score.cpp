#include "app/cli/console.h"

#include "core/api/scoring.h"

#include <filesystem>
#include <memory>

namespace cli {

namespace {

struct Options {
    std::string observations;
    core::PriorScoring prior;  ///< `prior` is what is scored, whatever it is
    std::string like;
    bool smoother = false;
    core::SmootherKnobs knobs;
};

/// A result is a file; all else names a prior.
bool isResult(const std::string& name)
{
    return std::filesystem::is_regular_file(name) || name.ends_with(".nc");
}

void addPriorOptions(CLI::App& verb, core::PriorScoring& prior)
{
    verb.add_option("--only", prior.only, "questions to a prior, all without")
        ->check(CLI::IsMember(core::scoringQuestions()));
    verb.add_option("--windows", prior.windows,
                    "windows of truth of each question to a prior: the first of those that it wants")
        ->check(aboveZero());
    verb.add_option("--members", prior.members, "members of each window")->check(aboveZero());
    verb.add_option("--steps", prior.steps, "steps of each sample")
        ->check(aboveZero())
        ->capture_default_str();
    verb.add_option("--seed", prior.seed, "of observations and samples")->capture_default_str();
    verb.add_option("--device", prior.device, "auto, cpu, cuda or cuda:N")->capture_default_str();
    verb.add_option("--partial", prior.partial,
                    "file of all that is found: the same call, or one of more windows, goes on from it");
}

void addSmootherOptions(CLI::App& verb, Options& options)
{
    verb.add_flag("--smoother", options.smoother,
                  "also ask an ensemble Kalman smoother in the simulated atmosphere, with the knobs of "
                  "--like or these");
    verb.add_option("--smoother-members", options.knobs.members, "its members")
        ->check(CLI::Range(2, 4096))
        ->capture_default_str();
    verb.add_option("--smoother-length", options.knobs.lengthKm, "its localisation, km")
        ->check(aboveZero())
        ->capture_default_str();
    verb.add_option("--smoother-levels", options.knobs.levels, "its localisation in ln p, 0 for none")
        ->check(CLI::Range(0.0, 100.0))
        ->capture_default_str();
    verb.add_option("--smoother-inflation", options.knobs.inflation, "its inflation at each analysis")
        ->check(CLI::Range(1.0, 10.0))
        ->capture_default_str();
}

/// What the options say, and a document where they name one and do not say otherwise.
core::PriorScoring wanted(const CLI::App& verb, const Options& options)
{
    using Scoring = core::PriorScoring;
    Scoring out = options.prior;
    if (!options.like.empty()) {
        const Scoring like = core::readScoring(options.like);
        const auto take = [&](const char* option, auto member) {
            out.*member = verb.count(option) > 0 ? out.*member : like.*member;
        };
        take("--only", &Scoring::only);
        take("--windows", &Scoring::windows);
        take("--members", &Scoring::members);
        take("--steps", &Scoring::steps);
        take("--seed", &Scoring::seed);
        out.simulation = like.simulation;
        out.smoother = like.smoother;
    }
    if (!options.smoother) {
        out.smoother.reset();
    } else if (!out.smoother) {
        out.smoother = options.knobs;
    }
    return out;
}

}  // namespace

void addScore(CLI::App& app, Console& console)
{
    CLI::App* verb = app.add_subcommand(
        "score", "score a result against a truth and observations, or a prior on truth");
    const auto options = std::make_shared<Options>();
    verb->add_option("result", options->prior.prior, "result file of a run, or a prior")->required();
    verb->add_option("--truth", options->prior.truth, "gridded files; a result's own request names one");
    verb->add_option("--like", options->like,
                     "file of a scoring of a prior: what is asked, and of which simulated truth");
    verb->add_option("--observations", options->observations, "observation file, beside a result's own");
    addPriorOptions(*verb, options->prior);
    addSmootherOptions(*verb, *options);
    verb->callback([options, verb, &console] {
        const core::PriorScoring& prior = options->prior;
        if (isResult(prior.prior)) {
            if (prior.truth.size() > 1) {
                throw CLI::ValidationError("--truth", "a result has one truth");
            }
            const std::string truth = prior.truth.empty() ? "" : prior.truth.front();
            console.print(core::printed(core::scoreResult(prior.prior, truth, options->observations)));
            return;
        }
        if (prior.truth.empty()) {
            throw CLI::RequiredError("--truth");
        }
        const core::Answer answer = core::scorePrior(wanted(*verb, *options), console.watch(),
                                                     [&](const std::string& table) {
                                                         if (!console.json) {
                                                             console.endBar();
                                                             console.print({.text = table, .json = {}});
                                                         }
                                                     });
        console.endBar();
        console.print(answer);
    });
}

}  // namespace cli
