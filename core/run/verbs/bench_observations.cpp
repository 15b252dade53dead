#include "core/data/observations.h"
#include "core/run/verbs/bench_parts.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace core::run {
namespace {

constexpr int observations = 1'000'000;

/// A file that is gone when the benchmark is.
class Temporary {
public:
    explicit Temporary(const std::string& ending)
        : path_(std::filesystem::temp_directory_path() / ("embellie-bench-" + std::to_string(::getpid()) + ending))
    {}
    ~Temporary()
    {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

/// Temperatures of as many stations, at all minutes of a day and all over the globe.
void writeTable(const std::string& path)
{
    std::ofstream out(path);
    out << "station_id,time,latitude,longitude,elevation_m,t2m_K\n";
    char line[128];
    for (int i = 0; i < observations; ++i) {
        std::snprintf(line, sizeof line, "S%07d,2020-01-01T%02d:%02d:00Z,%.4f,%.4f,%d,%.2f\n", i, i % 24, i / 24 % 60,
                      i * 0.61803 - 180 * (i * 61803LL / 18000000) - 90, i * 0.38197 - 360 * (i * 38197LL / 36000000) - 180,
                      i % 900, 260 + i % 3000 * 0.01);
        out << line;
    }
}

}  // namespace

std::vector<Row> observationRows(int repeats)
{
    const Temporary table(".csv"), points(".nc");
    writeTable(table.path());
    data::writeObservations(points.path(), data::readObservations(table.path()), "Benchmark");
    const auto row = [&](const char* name, const Temporary& file) {
        return timed({name, [&] { static_cast<void>(data::readObservations(file.path())); }}, std::min(repeats, 3));
    };
    return {row("reading 1,000,000 observations, table", table), row("reading 1,000,000 observations, CF points", points)};
}

}  // namespace core::run
