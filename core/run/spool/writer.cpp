#include "core/run/spool/writer.h"

#include "core/api/error.h"
#include "core/api/log.h"
#include "core/data/gridded.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

namespace core::run::spool {
namespace {

namespace fs = std::filesystem;

constexpr double mostValues = 2e6;  // of one step's frame: 8 MB before compression

/// The ensemble mean of x̂₀ on every n-th grid point.
data::Gridded frameOf(const Problem& problem, const Kept& kept)
{
    const auto& prior = *problem.prior;
    const auto& grid = *prior.decoder().grid();
    const auto channels = static_cast<int>(prior.channels().size());
    const double values = static_cast<double>(grid.lat.size() * grid.lon.size()) * channels * problem.window.length;
    const auto stride = static_cast<std::int64_t>(std::ceil(std::sqrt(std::max(1.0, values / mostValues))));
    data::Gridded frame{.channels = prior.channels(), .times = problem.window.times()};
    for (std::size_t i = 0; i < grid.lat.size(); i += static_cast<std::size_t>(stride)) {
        frame.lat.push_back(grid.lat[i]);
    }
    for (std::size_t i = 0; i < grid.lon.size(); i += static_cast<std::size_t>(stride)) {
        frame.lon.push_back(grid.lon[i]);
    }
    const Tensor mean = kept.mean.mean(0, true);
    for (int time = 0; time < problem.window.length; ++time) {
        const Tensor whole = prior.decoder().fields(mean, time)[0].to(at::kCPU, at::kFloat);
        const Tensor thin = whole.slice(1, 0, {}, stride).slice(2, 0, {}, stride).contiguous();
        frame.values.insert(frame.values.end(), thin.data_ptr<float>(), thin.data_ptr<float>() + thin.numel());
    }
    return frame;
}

}  // namespace

Writer::Writer(const std::string& path) : folder_{path}
{
    std::error_code error;
    if (fs::exists(path, error) && !isSpool(path) && !(fs::is_directory(path, error) && fs::is_empty(path, error))) {
        throw Error(Cause::badFile, path + " holds something else than a spooled run.", "Name an empty or new folder.");
    }
    for (const std::string& part : {folder_.run(), folder_.state(), folder_.steps(), folder_.orders()}) {
        fs::remove_all(part, error);
    }
    fs::create_directories(folder_.steps(), error);
    fs::create_directories(folder_.orders(), error);
    if (!fs::is_directory(folder_.orders())) {
        throw Error(Cause::badFile, path + " cannot be made.", "Check the folder's permissions and free space.");
    }
}

void Writer::begin(const Started& run, const std::vector<Range>& ranges)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_.steps(), error)) {  // steps that a branch leaves behind
        if (std::atoi(entry.path().stem().string().c_str()) > run.firstStep) {
            fs::remove(entry.path(), error);
        }
    }
    tell({.is = "running", .step = run.firstStep});
    writeJson(folder_.run(), jsonOf(run, ranges));
}

void Writer::add(const Problem& problem, const Kept& kept)
{
    data::writeGridded(folder_.field(kept.step), frameOf(problem, kept), "Step " + std::to_string(kept.step));
    writeJson(folder_.scalars(kept.step), jsonOf(kept.scalars));
}

void Writer::tell(const State& state)
{
    writeJson(folder_.state(), jsonOf(state));
}

std::vector<Order> Writer::orders()
{
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder_.orders(), error)) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    std::vector<Order> out;
    for (const fs::path& file : files) {
        try {
            if (const auto json = readJson(file.string())) {
                out.push_back(orderOf(*json));
            }
        } catch (const std::exception& broken) {
            log(LogLevel::warning, "An order in " + file.string() + " is not understood: " + broken.what());
        }
        fs::remove(file, error);
    }
    return out;
}

}  // namespace core::run::spool
