#include "core/question/base/sampling.h"

#include "core/api/error.h"
#include "core/base/calendar.h"
#include "core/question/base/truths.h"
#include "core/run/loop.h"

#include <cstdlib>
#include <filesystem>

namespace core::question {

namespace fs = std::filesystem;

WindowFile::WindowFile(const data::Gridded& truth)
{
    constexpr std::size_t random = 6;  // letters that mkdtemp chooses
    std::string folder = (fs::temp_directory_path() / ("embellie-" + std::string(random, 'X'))).string();
    if (::mkdtemp(folder.data()) == nullptr) {
        throw Error(Cause::badFile, "No folder can be made in " + fs::temp_directory_path().string() + ".",
                    "Make room there, or name another place in TMPDIR.");
    }
    folder_ = folder;
    path_ = folder + "/truth.nc";
    data::writeGridded(path_, truth, "Window of truth");
}

WindowFile::~WindowFile()
{
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
}

data::Gridded windowOf(const Case& asked)
{
    const auto before = static_cast<std::size_t>(asked.before);
    return part(asked.truth, before, asked.truth.times.size() - before);
}

std::uint64_t seedOf(const Case& asked)
{
    return asked.asking.seed + static_cast<std::uint64_t>(asked.number);
}

Request requestOf(const Case& asked, const std::string& path)
{
    const auto& times = asked.truth.times;
    const auto first = static_cast<std::size_t>(asked.before);
    Request request{.prior = asked.asking.prior};
    request.window = WindowSpec{.start = base::isoFromSeconds(times[first]),
                                .stepSeconds = times[first + 1] - times[first],
                                .length = static_cast<int>(times.size() - first)};
    request.grid = {.kind = "spectrum"};  // as accurate in a third of the steps of a uniform one
    request.steps = asked.asking.steps;
    request.ensemble = {.members = asked.members, .seed = seedOf(asked)};
    request.device = asked.asking.device;
    request.truth = path;
    return request;
}

namespace {

Sampled finished(const Case& asked, const Request& request, const std::string& doing)
{
    const auto quiet = [](const std::string&, double) {};
    Sampled out{.problem = run::prepare(request, quiet), .members = {}};
    constexpr std::size_t newest = 1;  // nobody goes back: the history keeps the least it can
    run::Loop loop(out.problem, std::make_shared<run::History>(newest), 1);
    while (!loop.done()) {
        asked.tell(doing, static_cast<double>(loop.step()) / loop.steps());
        static_cast<void>(loop.advance());
    }
    out.members = loop.x();
    return out;
}

}  // namespace

Sampled sampled(const Case& asked, const Request& request)
{
    return finished(asked, request, "Sampling");
}

std::optional<Sampled> sampledGaussian(const Case& asked, Request request)
{
    if (!asked.asking.gaussian) {
        return std::nullopt;
    }
    request.prior = *asked.asking.gaussian;
    return finished(asked, request, "Sampling its Gaussian part");
}

void Clock::addTo(Figures& figures, const std::string& what)
{
    const auto now = std::chrono::steady_clock::now();
    figures["seconds@" + what] = {std::chrono::duration<double>(now - begin_).count()};
    begin_ = now;
}

}  // namespace core::question
