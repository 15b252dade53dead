#include "core/prior/spectral_model.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>

namespace core::prior {
namespace {

constexpr double defaultTimeScaleHours = 24;

const std::string& errorText(const Channel& channel, const PriorSpec& spec)
{
    const auto own = spec.errors.find(channel.standardName);
    return own == spec.errors.end() ? spec.error : own->second;
}

double errorIn(const Channel& channel, const PriorSpec& spec)
{
    const std::string& error = errorText(channel, spec);
    const std::string path = spec.errors.contains(channel.standardName) ? "prior.errors." + channel.standardName : "prior.error";
    // an error is a difference: 1.8 K is 1.8 °C, no offset
    const auto space = error.find_first_not_of("0123456789.+-eE ");
    const std::string unit = space == std::string::npos ? "1" : error.substr(space);
    const auto map = base::unitMap(unit, channel.units);
    if (!map) {
        throw Error(Cause::badInput, path + " \"" + error + "\" does not fit " + channel.label + ", which is in " +
                    channel.units + ".", "Give an error in its unit in prior.errors, or name the variables to use in prior.variables.");
    }
    const double deviation = base::quantity(error, unit, path) * map->scale;
    if (!(deviation > 0)) {
        throw Error(Cause::badInput, path + " \"" + error + "\" is not positive.", "Give a standard deviation such as \"1.8 K\".");
    }
    return deviation;
}

/// Of each channel. throws Error{badInput}, also for an error of what the background does not hold
std::vector<double> errorsOf(const std::vector<Channel>& channels, const PriorSpec& spec)
{
    std::vector<double> out;
    for (const Channel& channel : channels) {
        out.push_back(errorIn(channel, spec));
    }
    for (const auto& [variable, error] : spec.errors) {
        if (std::none_of(channels.begin(), channels.end(), [&](const Channel& c) { return c.standardName == variable; })) {
            throw Error(Cause::badInput, "prior.errors names " + variable + ", which the background does not hold.",
                        "Use CF standard names such as air_temperature.");
        }
    }
    return out;
}

/// "2 K, 1 hPa": what errors were asked for, each once
std::string errorWords(const std::vector<Channel>& channels, const PriorSpec& spec)
{
    std::vector<std::string> said;
    std::string words;
    for (const Channel& channel : channels) {
        const std::string& text = errorText(channel, spec);
        if (std::find(said.begin(), said.end(), text) == said.end()) {
            said.push_back(text);
            words += (words.empty() ? "" : ", ") + text;
        }
    }
    return words;
}

}  // namespace

SpectralModel aroundBackground(const data::Gridded& background, const PriorSpec& spec)
{
    const double length = base::quantity(spec.length, "m", "prior.length");
    if (!(length >= 10e3 && length <= 5000e3)) {
        throw Error(Cause::badInput, "prior.length \"" + spec.length + "\" is outside 10 km … 5000 km.",
                    "Give a background-error length such as \"200 km\".");
    }
    const auto rows = static_cast<std::int64_t>(background.lat.size()), columns = static_cast<std::int64_t>(background.lon.size());
    const auto channels = static_cast<std::int64_t>(background.channels.size());
    const auto times = static_cast<std::int64_t>(background.times.size());
    constexpr int finest = 255;
    // errors are waves around the globe, whatever part of it the background covers
    const bool global = earth::coversGlobe(background.lat, background.lon);
    // exp(−(lL/R)²/2) has fallen to 3·10⁻⁴ at l = 4R/L
    const int wanted = spec.truncation > 0 ? spec.truncation
                                           : std::clamp(static_cast<int>(std::ceil(4 * earth::radiusMetres / length)), 21, finest);
    const int most = global ? static_cast<int>(std::min((columns - 1) / 2, rows - 1)) : wanted;
    SpectralModel model{.channels = background.channels, .lat = background.lat, .lon = background.lon,
                        .truncation = std::min(wanted, most), .meanTimes = background.times};
    model.notes = background.notes;
    model.mean = at::from_blob(const_cast<float*>(background.values.data()), {times, channels, rows, columns}, at::kFloat)
                     .to(at::kDouble);
    const std::vector<double> error = errorsOf(background.channels, spec);
    model.scale = at::tensor(at::ArrayRef<double>(error), at::kDouble).view({-1, 1, 1}).expand({channels, rows, columns}).contiguous();
    const auto spectrum = earth::gaussianCorrelationSpectrum(length, model.truncation);
    const Tensor l = at::arange(model.truncation + 1, at::kDouble);
    const Tensor b = at::tensor(at::ArrayRef<double>(spectrum), at::kDouble) * (4 * earth::pi) / (2 * l + 1);
    model.degreeCovariance = at::eye(channels, at::kDouble).unsqueeze(0) * b.view({-1, 1, 1});
    model.timeScaleHours = at::full({model.truncation + 1}, spec.correlationTime > 0 ? spec.correlationTime : defaultTimeScaleHours, at::kDouble);
    model.unresolved = at::zeros({channels}, at::kDouble);
    model.source = "background with error " + errorWords(background.channels, spec) + ", length " + spec.length;
    if (model.truncation < wanted) {
        model.notes.push_back("The background's grid holds only T" + std::to_string(model.truncation) + "; the length " +
                              spec.length + " asks for T" + std::to_string(wanted) + ".");
    }
    return model;
}

}  // namespace core::prior
