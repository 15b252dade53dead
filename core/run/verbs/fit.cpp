#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/data/gridded.h"
#include "core/data/state_series.h"
#include "core/prior/eof_model.h"
#include "core/prior/spectral_model.h"
#include "core/run/paths.h"
#include "core/run/verbs/table.h"

#include <filesystem>

namespace core {

namespace {

using run::Json;

prior::SpectralModel modelOf(const PriorSpec& spec, const Watch& watch)
{
    const bool around = !spec.background.empty();
    watch("Reading", 0);
    const std::vector<std::string> files = run::expanded(around ? std::vector{spec.background} : spec.fit, {});
    const data::Gridded series =
        data::readGridded(files, {.variables = spec.variables, .levelsHpa = spec.levels, .regional = around});
    watch("Fitting the prior", 0.5);
    return around ? prior::aroundBackground(series, spec) : prior::fitSpectral(series, spec);
}

Answer fitWaves(const PriorSpec& spec, const std::string& folder, const Watch& watch)
{
    const data::StateSeries series(spec.fit, {.variables = spec.variables, .levelsHpa = spec.levels});
    prior::EofModel model = prior::fitEofs(series, {}, watch);
    model.notes = series.notes();
    watch("Writing", 1);
    prior::saveEofs(model, folder);
    const std::int64_t modes = model.patterns.size(0);
    Answer answer;
    answer.text = "Climate of " + std::to_string(modes) + " waves, " + model.source + ", is in " + folder + "\n";
    Json channels = Json::array();
    for (std::size_t c = 0; c < model.channels.size(); ++c) {
        const Channel& channel = model.channels[c];
        const double unresolved = model.unresolved[static_cast<std::int64_t>(c)].item<double>();
        channels.push_back({{"name", channel.key()}, {"units", channel.units}, {"unresolved", unresolved}});
        answer.text += "  " + channel.label + " [" + channel.units + "], " + run::shortNumber(100 * (1 - unresolved)) + " % of its variance\n";
    }
    for (const std::string& note : model.notes) {
        answer.text += "note: " + note + "\n";
    }
    answer.json = run::pretty({{"prior", folder}, {"modes", modes}, {"source", model.source}, {"channels", channels}, {"notes", model.notes}});
    return answer;
}

}  // namespace

Answer fitPrior(const PriorSpec& spec, const std::string& folder, const Watch& watch)
{
    namespace fs = std::filesystem;
    const fs::path parent = fs::absolute(folder).lexically_normal().parent_path();
    if (fs::exists(folder) && !fs::is_directory(folder)) {
        throw Error(Cause::badFile, folder + " cannot be written (it is a file, and a prior is a folder).",
                    "Choose another path.");
    }
    checkOutput((parent / "prior.json").string());
    if (spec.kind == "eof") {
        return fitWaves(spec, folder, watch);
    }
    const prior::SpectralModel model = modelOf(spec, watch);
    watch("Writing", 0.9);
    prior::savePrior(model, folder);
    watch("Writing", 1);
    Json channels = Json::array();
    Answer answer;
    answer.text = "Spectral prior T" + std::to_string(model.truncation) + ", " + model.source + ", is in " + folder + "\n";
    for (const Channel& channel : model.channels) {
        channels.push_back({{"name", channel.key()}, {"units", channel.units}});
        answer.text += "  " + channel.label + " [" + channel.units + "]\n";
    }
    for (const std::string& note : model.notes) {
        answer.text += "note: " + note + "\n";
    }
    answer.json = run::pretty({{"prior", folder},
                               {"truncation", model.truncation},
                               {"source", model.source},
                               {"channels", channels},
                               {"notes", model.notes}});
    return answer;
}

}  // namespace core
