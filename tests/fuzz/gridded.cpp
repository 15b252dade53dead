#include "core/data/gridded.h"
#include "core/data/info.h"
#include "core/data/state_series.h"
#include "tests/fuzz/made_netcdf.h"

/// Fields on latitude and longitude as files of many centres call them.
int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count)
{
    static const fuzz::Vocabulary words{
        "lat", "latitude", "lon", "longitude", "time", "valid_time", "level", "pressure_level", "plev", "number", "step", "expver", "x", "y",
        "t", "t2m", "u", "v", "z", "msl", "ps", "hyam", "hybm", "air_temperature", "geopotential", "eastward_wind", "standard_name", "units",
        "long_name", "axis", "positive", "bounds", "coordinates", "formula_terms", "grid_mapping", "calendar", "scale_factor", "add_offset",
        "_FillValue", "missing_value", "valid_min", "valid_max", "valid_range", "climatology", "degrees_north", "degrees_east", "hPa", "Pa",
        "millibars", "K", "degC", "m s-1", "m**2 s**-2", "days since 2000-01-01", "hours since 1900-01-01 00:00:0.0", "360_day", "noleap",
        "julian", "X", "Y", "Z", "T", "up", "down", "1", "atmosphere_hybrid_sigma_pressure_coordinate", "a: hyam b: hybm ps: ps"};
    FuzzedDataProvider from(bytes, count);
    const fuzz::MadeNetcdf made(from, words, {});
    fuzz::answered([&] { static_cast<void>(core::data::info(made.path(), true)); });
    fuzz::answered([&] {
        const core::Opened opened = core::data::openForView(made.path());
        for (std::size_t i = 0; i < opened.variables.size(); ++i) {
            fuzz::answered([&] {
                static_cast<void>(core::data::readField(made.path(), static_cast<int>(i), std::vector<int>(opened.variables[i].extras.size(), 0)));
            });
        }
    });
    fuzz::answered([&] { static_cast<void>(core::data::readGridded({made.path()})); });
    fuzz::answered([&] { core::data::StateSeries({made.path()}); });
    return 0;
}
