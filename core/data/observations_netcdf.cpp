#include "core/api/error.h"
#include "core/base/units.h"
#include "core/data/cf_coordinates.h"
#include "core/data/cf_names.h"
#include "core/data/cf_values.h"
#include "core/data/ioda.h"
#include "core/data/observation_flags.h"
#include "core/data/observation_frame.h"
#include "core/data/observation_gathering.h"
#include "core/data/observation_track.h"
#include "core/data/ragged.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace core::data {
namespace {

struct Datum {
    const Variable* variable;
    CfName name;
    const Variable* error = nullptr;
    const Variable* use = nullptr;
    double turn = 0;  ///< degrees to add to a direction that is where the wind blows to
};

bool blowsTo(const Dataset& file, const Variable& variable)
{
    const std::string words = lowerCase(file.text(variable, "standard_name") + " " +
                                        file.text(variable, "long_name") + " " +
                                        file.text(variable, "comment"));
    const bool own = words.find("wind_to_direction") != std::string::npos ||
                     words.find("oceanographic") != std::string::npos;
    const bool all =
        lowerCase(file.globalText("comment")).find("wind directions in oceanographic convention") !=
        std::string::npos;
    return own || all;
}

bool measuresAir(const Dataset& file, const Variable& variable)
{
    const std::string standard = file.text(variable, "standard_name");
    return variable.numeric() && !variable.dimensions.empty() && roleOf(file, variable) == "data" &&
           !isAltitude(file, variable) && !isArea(variable) && !standard.ends_with(" standard_error") &&
           !standard.ends_with(" status_flag");
}

void addCompanions(const Dataset& file, Datum& datum)
{
    for (const std::string& word : wordsOf(file.text(*datum.variable, "ancillary_variables"))) {
        const Variable* other = file.find(word, datum.variable);
        if (other == nullptr || !other->numeric()) {
            continue;
        }
        if (file.text(*other, "standard_name").ends_with(" standard_error")) {
            datum.error = other;
        } else if (file.text(*other, "flag_meanings") == useMeanings) {
            datum.use = other;
        }
    }
}

// Variables with the same dimensions are values of the same samples.
struct SampledClass {
    std::vector<int> key;
    std::vector<Datum> data;
};

/// Atmospheric quantities among the sampled variables; the others are named in a note.
std::vector<SampledClass> classesOf(const Dataset& file, std::vector<std::string>& notes)
{
    const bool marine = isMarine(file);
    std::vector<SampledClass> classes;
    std::string left;
    for (const Variable& variable : file.variables()) {
        if (!measuresAir(file, variable)) {
            continue;
        }
        Datum datum{.variable = &variable, .name = measured(file, variable, marine)};
        if (isPressure(file, variable)) {
            datum.name = cfName("surface_air_pressure", "", file.text(variable, "units"));
        }
        const auto unit = canonicalUnit(datum.name.standardName);
        std::vector<int> key = Samples::key(variable);
        std::sort(key.begin(), key.end());
        auto own = std::find_if(classes.begin(), classes.end(),
                                [&](const SampledClass& c) { return c.key == key; });
        const bool first = own == classes.end() ||
                           std::none_of(own->data.begin(), own->data.end(), [&](const Datum& other) {
                               return other.name.standardName == datum.name.standardName;
                           });
        if (!unit || *unit != datum.name.units || !first) {
            left += left.size() > 200 ? "" : (left.empty() ? "" : ", ") + variable.path;
            continue;
        }
        if (datum.name.standardName == "wind_from_direction" && blowsTo(file, variable)) {
            datum.turn = 180;
            notes.push_back(variable.path + " is where the wind blows to; it is turned by 180 degrees");
        }
        addCompanions(file, datum);
        if (own == classes.end()) {
            classes.push_back({key, {}});
            own = classes.end() - 1;
        }
        own->data.push_back(datum);
    }
    if (!left.empty()) {
        notes.push_back("variables not used: " + left);
    }
    return classes;
}

std::vector<double> companion(const Dataset& file, const Samples& samples, const Variable* variable)
{
    return variable != nullptr && samples.covers(*variable) ? samples.of(*variable, readAll(file, *variable))
                                                            : std::vector<double>{};
}

Observation placed(const SampleFrame& frame, std::size_t i)
{
    Observation observation{
        .id = frame.id[i], .time = frame.time[i], .lat = frame.lat[i], .lon = frame.lon[i]};
    observation.altitude = frame.altitude.empty() ? observation.altitude : frame.altitude[i];
    const bool level = !frame.pressure.empty() && std::isfinite(frame.pressure[i]) && frame.pressure[i] > 0;
    observation.levelHpa = level ? std::round(frame.pressure[i] * 1e3) / 1e3 : 0;
    observation.area = frame.area.empty() ? Area{} : frame.area[i];
    return observation;
}

void addDatum(const Dataset& file, const Samples& samples, const SampleFrame& frame, const Datum& datum,
              ObservationGathering& gathering)
{
    const auto values = samples.of(*datum.variable, readAll(file, *datum.variable));
    const auto errors = companion(file, samples, datum.error), use = companion(file, samples, datum.use);
    const QualityFlags flags(file, samples, *datum.variable);
    gathering.reserve(knownIn(values));
    for (std::size_t i = 0; i < samples.count(); ++i) {
        if (!std::isfinite(values[i])) {
            continue;
        }
        if (!frame.timeKnown[i]) {
            gathering.complaints.add("values have no time and are skipped", frame.id[i]);
            continue;
        }
        Observation observation = placed(frame, i);
        observation.variable = datum.name.standardName;
        observation.value = datum.name.scale * values[i] + datum.name.offset;
        if (datum.turn != 0) {
            observation.value = std::fmod(observation.value + datum.turn, 360);
        }
        if (!errors.empty() && std::isfinite(errors[i]) && errors[i] > 0) {
            observation.error = std::abs(datum.name.scale) * errors[i];
        }
        if (!use.empty()) {
            observation.use = use[i] == 1 ? Use::heldOut : use[i] == 2 ? Use::rejected : Use::used;
        }
        if (std::string reason = flags.against(i); !reason.empty()) {
            observation.use = Use::rejected;
            observation.reason = std::move(reason);
        }
        gathering.add(std::move(observation));
    }
}

// Samples without any place cannot be drawn; a track in another file may have them.
void expectPlaces(const Dataset& file, const SampleFrame& frame)
{
    for (std::size_t i = 0; i < frame.lat.size(); ++i) {
        if (std::isfinite(frame.lat[i]) && std::isfinite(frame.lon[i])) {
            return;
        }
    }
    if (!frame.lat.empty()) {
        throw Error(Cause::badFile,
                    file.path() + " cannot be used alone: all " + std::to_string(frame.lat.size()) +
                        " positions are missing",
                    "Name the file that holds the track as \"positions\" beside it in the request.");
    }
}

// A lone latitude axis and a lone longitude axis span a grid.
void expectNoGrid(const Dataset& file)
{
    const Variable* lat = nullptr;
    const Variable* lon = nullptr;
    for (const Variable& variable : file.variables()) {
        const Axis axis = axisOf(file, variable);
        lat = axis == Axis::lat && (lat == nullptr || variable.size() > lat->size()) ? &variable : lat;
        lon = axis == Axis::lon && (lon == nullptr || variable.size() > lon->size()) ? &variable : lon;
    }
    if (lat == nullptr || lon == nullptr) {
        throw Error(Cause::badFile, file.path() + " holds no observations: it has no latitude and longitude");
    }
    if (lat->dimensions.size() == 1 && lon->dimensions.size() == 1 &&
        !(lat->dimensions[0] == lon->dimensions[0])) {
        throw Error(Cause::badFile, file.path() + " holds a grid, not observations",
                    "Use it as a background or truth, or sample it with a network.");
    }
}

}  // namespace

ObservationSet readSampledObservations(const std::string& path, const std::string& positions)
{
    std::optional<Track> track;
    if (!positions.empty()) {
        track = readTrack(positions);
    }
    const auto opened = openDataset(path);
    const Dataset& file = *opened;
    if (IodaFile::is(file)) {
        return readIodaObservations(file);
    }
    expectNoGrid(file);
    std::vector<std::string> notes;
    ObservationGathering gathering;
    for (const SampledClass& each : classesOf(file, notes)) {
        const Samples samples(file, *each.data.front().variable);
        SampleFrame frame = frameOf(file, samples, notes);
        if (track) {
            track->place(frame.time, frame.lat, frame.lon);
        }
        expectPlaces(file, frame);
        for (const Datum& datum : each.data) {
            const bool level = isPressure(file, *datum.variable) &&
                               isLevelOfSamples(file, samples, *datum.variable);
            if (!level) {
                addDatum(file, samples, frame, datum, gathering);
            }
        }
    }
    ObservationSet read = gathering.finish();
    read.notes.insert(read.notes.begin(), notes.begin(), notes.end());
    return read;
}

}  // namespace core::data
