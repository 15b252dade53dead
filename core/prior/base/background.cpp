#include "core/prior/spectral_model.h"

#include "core/api/error.h"
#include "core/base/units.h"
#include "core/earth/sphere.h"

#include <algorithm>
#include <cmath>

namespace core::prior {
namespace {

constexpr double defaultTimeScaleHours = 24;

double errorIn(const Channel& channel, const std::string& error)
{
    // an error is a difference: 1.8 K is 1.8 °C, no offset
    const auto space = error.find_first_not_of("0123456789.+-eE ");
    const std::string unit = space == std::string::npos ? "1" : error.substr(space);
    const auto map = base::unitMap(unit, channel.units);
    if (!map) {
        throw Error(Cause::badInput, "prior.error \"" + error + "\" does not fit " + channel.label + ", which is in " +
                    channel.units + ".", "Name the one variable to use in prior.variables, or give an error in its unit.");
    }
    return base::quantity(error, unit, "prior.error") * map->scale;
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
    const int most = static_cast<int>(std::min((columns - 1) / 2, rows - 1));
    // exp(−(lL/R)²/2) has fallen to 3·10⁻⁴ at l = 4R/L
    const int wanted = spec.truncation > 0 ? spec.truncation
                                           : std::clamp(static_cast<int>(std::ceil(4 * earth::radiusMetres / length)), 21, 255);
    SpectralModel model{.channels = background.channels, .lat = background.lat, .lon = background.lon,
                        .truncation = std::min(wanted, most), .meanTimes = background.times};
    model.notes = background.notes;
    model.mean = at::from_blob(const_cast<float*>(background.values.data()), {times, channels, rows, columns}, at::kFloat)
                     .to(at::kDouble);
    std::vector<double> error;
    for (const Channel& channel : background.channels) {
        error.push_back(errorIn(channel, spec.error));
        if (!(error.back() > 0)) {
            throw Error(Cause::badInput, "prior.error \"" + spec.error + "\" is not positive.", "Give a standard deviation such as \"1.8 K\".");
        }
    }
    model.scale = at::tensor(at::ArrayRef<double>(error), at::kDouble).view({-1, 1, 1}).expand({channels, rows, columns}).contiguous();
    const auto spectrum = earth::gaussianCorrelationSpectrum(length, model.truncation);
    const Tensor l = at::arange(model.truncation + 1, at::kDouble);
    const Tensor b = at::tensor(at::ArrayRef<double>(spectrum), at::kDouble) * (4 * earth::pi) / (2 * l + 1);
    model.degreeCovariance = at::eye(channels, at::kDouble).unsqueeze(0) * b.view({-1, 1, 1});
    model.timeScaleHours = at::full({model.truncation + 1}, spec.correlationTime > 0 ? spec.correlationTime : defaultTimeScaleHours, at::kDouble);
    model.unresolved = at::zeros({channels}, at::kDouble);
    model.source = "background with error " + spec.error + ", length " + spec.length;
    if (model.truncation < wanted) {
        model.notes.push_back("The background's grid holds only T" + std::to_string(model.truncation) + "; the length " +
                              spec.length + " asks for T" + std::to_string(wanted) + ".");
    }
    return model;
}

}  // namespace core::prior
