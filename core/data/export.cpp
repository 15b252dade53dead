#include "core/data/export.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/data/cf_names.h"
#include "core/data/netcdf_writer.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <locale>
#include <optional>
#include <sstream>

namespace core::data {
namespace {

bool isCsv(const std::string& path)
{
    return lowerCase(std::filesystem::path(path).extension().string()) == ".csv";
}

// A number that reads back as it was, nothing where there is none.
std::string cell(double value)
{
    if (!std::isfinite(value)) {
        return {};
    }
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text.precision(std::numeric_limits<double>::digits10);
    text << value;
    return text.str();
}

// RFC 4180
std::string quoted(const std::string& text)
{
    if (text.find_first_of(",\"\n\r") == std::string::npos) {
        return text;
    }
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string(1, c);
    }
    return out + "\"";
}

const char* wordOf(Use use)
{
    return use == Use::used ? "used" : use == Use::heldOut ? "held_out" : "rejected";
}

std::string departureTable(const Result& result)
{
    std::string text = "time,station,type,latitude,longitude,altitude_m,level_hPa,variable,unit,value,error,use,reason,"
                       "correction,background,analysis,omb,oma,oma_exact,sigma_b\n";
    for (const Result::Departure& d : result.departures) {
        const Observation& o = d.observation;
        const bool high = o.levelHpa > 0;
        text += base::isoFromSeconds(o.time) + "," + quoted(o.id) + "," + quoted(o.type) + "," + cell(o.lat) + "," + cell(o.lon) + "," + cell(o.altitude) +
                "," + (high ? cell(o.levelHpa) : "") + "," + o.variable + "," + canonicalUnit(o.variable).value_or("") + "," +
                cell(o.value) + "," + cell(o.error) + "," + wordOf(o.use) + "," + quoted(o.reason) + "," + cell(o.correction) + "," +
                cell(o.value - d.omb) + "," + cell(o.value - d.oma) + "," + cell(d.omb) + "," + cell(d.oma) + "," + cell(d.omaExact) + "," + cell(d.sigmaB) + "\n";
    }
    return text;
}

std::string fieldTable(const Field& field)
{
    std::string text = "latitude,longitude," + quoted(field.name + (field.units.empty() ? "" : " [" + field.units + "]")) + "\n";
    const auto& lat = field.grid->lat;
    const auto& lon = field.grid->lon;
    for (std::size_t i = 0; i < field.values.size(); ++i) {
        text += cell(lat[i / lon.size()]) + "," + cell(lon[i % lon.size()]) + ",";
        std::ostringstream value;
        value.imbue(std::locale::classic());
        value.precision(std::numeric_limits<float>::max_digits10);
        if (std::isfinite(field.values[i])) {
            value << field.values[i];
        }
        text += value.str() + "\n";
    }
    return text;
}

// A name that NetCDF takes.
std::string plainName(const std::string& name)
{
    std::string out;
    for (const char c : name) {
        out += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ? c : '_';
    }
    const bool letter = !out.empty() && std::isalpha(static_cast<unsigned char>(out[0])) != 0;
    return letter ? out : "field_" + out;
}

// Nothing where it is none of our calendar, as 30 February is.
std::optional<std::int64_t> secondsOf(const std::string& time)
{
    try {
        return time.empty() ? std::nullopt : std::optional(base::secondsFromIso(time));
    } catch (const Error&) {
        return std::nullopt;
    }
}

void writeFieldFile(const std::string& path, const Field& field)
{
    NetcdfWriter writer(path);
    writer.attribute("Conventions", cfConventions);
    writer.attribute("title", field.label);
    writer.attribute("source", "Embellie " EMBELLIE_VERSION);
    const int root = writer.root();
    const auto& lat = field.grid->lat;
    const auto& lon = field.grid->lon;
    const int rows = writer.dimension(root, "lat", lat.size()), columns = writer.dimension(root, "lon", lon.size());
    writer.doubles(root, "lat", {rows}, {{"standard_name", "latitude"}, {"units", "degrees_north"}, {"axis", "Y"}}, lat);
    writer.doubles(root, "lon", {columns}, {{"standard_name", "longitude"}, {"units", "degrees_east"}, {"axis", "X"}}, lon);
    NetcdfWriter::Attributes attributes{{"units", field.units.empty() ? "1" : field.units}, {"long_name", field.label}};
    if (canonicalUnit(field.name)) {
        attributes.emplace_back("standard_name", field.name);
    }
    if (const auto seconds = secondsOf(field.time)) {
        writer.times(root, {}, {}, {*seconds});
        attributes.emplace_back("coordinates", "time");
    } else if (!field.time.empty()) {
        attributes.emplace_back("comment", "valid at " + field.time);
    }
    const int variable = writer.floats(root, plainName(field.name), {rows, columns}, attributes, {lat.size(), lon.size()});
    writer.put(root, variable, {0, 0}, {lat.size(), lon.size()}, field.values.data());
    writer.finish();
}

}  // namespace

void writeDepartures(const std::string& path, const Result& result)
{
    if (result.departures.empty()) {
        throw Error(Cause::badInput, "The run has no observations to write.", "Choose a run of observations.");
    }
    if (isCsv(path)) {
        writeWhole(path, departureTable(result));
        return;
    }
    ObservationSet set;
    std::vector<ObservationColumn> more{{"omb", "observation minus prior mean", {}},
                                        {"oma", "observation minus ensemble mean", {}},
                                        {"oma_exact", "observation minus exact posterior mean", {}},
                                        {"sigma_b", "prior standard deviation at the observation", {}},
                                        {"correction", "part of the value that brought it to the model's height", {}}};
    for (const Result::Departure& d : result.departures) {
        set.all.push_back(d.observation);
        const double values[] = {d.omb, d.oma, d.omaExact, d.sigmaB, d.observation.correction};
        for (std::size_t i = 0; i < more.size(); ++i) {
            more[i].values.push_back(values[i]);
        }
    }
    writeObservations(path, set, "Embellie observations and departures", more);
}

void writeField(const std::string& path, const Field& field)
{
    if (!field.grid || field.values.size() != field.grid->lat.size() * field.grid->lon.size() || field.values.empty()) {
        throw Error(Cause::badInput, "There is no field to write.", "Show one first.");
    }
    if (isCsv(path)) {
        writeWhole(path, fieldTable(field));
        return;
    }
    writeFieldFile(path, field);
}

std::string logOf(const Result& result)
{
    const auto attribute = [&](const char* name) {
        const auto found = result.attributes.find(name);
        return found == result.attributes.end() ? std::string() : found->second;
    };
    std::ostringstream log;
    log.imbue(std::locale::classic());
    log << "Embellie " << attribute("embellie_version") << "\n";
    for (const auto& [name, text] : result.attributes) {
        if (name != "request" && name != "notes" && name != "embellie_version" && text.find('\n') == std::string::npos) {
            log << name << ": " << text << "\n";
        }
    }
    if (!result.grid.times.empty()) {
        log << "states: " << result.grid.times.size() << ", " << base::isoFromSeconds(result.grid.times.front()) << " to "
            << base::isoFromSeconds(result.grid.times.back()) << "\n";
    }
    std::size_t uses[3] = {};
    for (const Result::Departure& d : result.departures) {
        ++uses[static_cast<std::size_t>(d.observation.use)];
    }
    log << "observations: " << uses[0] << " used, " << uses[1] << " held out, " << uses[2] << " rejected\n";
    log << "\nnotes\n" << attribute("notes") << "\n\nstep\tt\tsigma\tO-A rms (errors)\trmse (prior)\tspread (prior)\n";
    for (const Result::Step& step : result.steps) {
        log << step.step << "\t" << cell(step.t) << "\t" << cell(step.sigma) << "\t" << cell(step.omaRms) << "\t" << cell(step.rmse)
            << "\t" << cell(step.spread) << "\n";
    }
    log << "\nrequest\n" << attribute("request") << "\n";
    return log.str();
}

}  // namespace core::data
