#include "core/data/feedback.h"
#include "core/data/info.h"
#include "core/data/observations.h"
#include "tests/fuzz/made_netcdf.h"

/// IODA files and discrete sampling geometries.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    static const fuzz::Vocabulary words{
        "Location", "nlocs", "Channel", "nchans", "obs", "station", "profile", "trajectory", "row_size", "rowSize", "latitude", "longitude",
        "dateTime", "time", "pressure", "altitude", "height", "stationIdentification", "station_id", "airTemperature", "windEastward",
        "air_temperature@ObsValue", "latitude@MetaData", "brightnessTemperature", "air_temperature", "surface_air_pressure", "wind_speed",
        "wind_from_direction", "featureType", "point", "timeSeries", "timeSeriesProfile", "sample_dimension", "instance_dimension", "cf_role",
        "timeseries_id", "profile_id", "coordinates", "lat lon", "units", "standard_name", "flag_values", "flag_masks", "flag_meanings",
        "degrees_north", "degrees_east", "K", "Pa", "hPa", "m s-1", "degree", "seconds since 1970-01-01", "_FillValue", "valid_min",
        "missing_value", "scale_factor", "ancillary_variables", "air_temperature_qc", "_ioda_layout", "ObsGroup"};
    static const fuzz::Vocabulary groups{"ObsValue", "ObsError", "PreQC", "MetaData", "hofx", "hofx0", "ombg", "oman", "EffectiveQC", "EffectiveError"};
    FuzzedDataProvider from(bytes, count);
    const fuzz::MadeNetcdf made(from, words, from.ConsumeBool() ? groups : fuzz::Vocabulary{});
    fuzz::answered([&] { static_cast<void>(core::data::info(made.path(), true)); });
    fuzz::answered([&] { static_cast<void>(core::data::readObservations(made.path())); });
    fuzz::answered([&] { static_cast<void>(core::data::readFeedback({made.path()})); });
    static_cast<void>(core::data::holdsFeedback(made.path()));
    return 0;
}
