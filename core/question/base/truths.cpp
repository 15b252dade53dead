#include "core/question/base/truths.h"

#include "core/api/error.h"
#include "core/data/netcdf_file.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <numeric>

namespace core::question {
namespace {

constexpr std::uint64_t firstOfTraining = std::uint64_t{1}
                                          << 31;  // seeds of simulations that priors learn from

/// A truth that a prior may have learnt from proves nothing.
void expectUnseen(const std::string& path)
{
    const data::NetcdfFile file(path);
    const auto about = nlohmann::json::parse(file.globalText("simulation"), nullptr, false);
    if (about.is_object() && about.value("seed", std::uint64_t{0}) >= firstOfTraining) {
        throw Error(Cause::badInput, path + " was simulated for training: priors may have learnt from it.",
                    "Simulate a truth with a seed below 2147483648.");
    }
}

/// 0 … count − 1 in an order whose beginnings are spread well: steps of about the golden ratio's share.
std::vector<std::size_t> scattered(std::size_t count)
{
    constexpr double golden = 0.6180339887498949;
    auto stride = static_cast<std::size_t>(std::lround(golden * static_cast<double>(count)));
    while (std::gcd(stride, count) != 1) {
        ++stride;
    }
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back(i * stride % count);
    }
    return out;
}

}  // namespace

std::vector<TruthSeries> truthSeries(const std::vector<std::string>& files)
{
    std::vector<TruthSeries> out;
    for (const std::string& path : files) {
        expectUnseen(path);
        const auto states = std::make_shared<const data::StateSeries>(std::vector<std::string>{path});
        for (std::size_t member = 0; member < states->members(); ++member) {
            out.push_back({states, member});
        }
    }
    return out;
}

std::vector<TruthWindow> spread(const std::vector<std::size_t>& states, const WindowsWanted& wanted)
{
    const auto length = static_cast<std::size_t>(wanted.before + wanted.states);
    std::vector<std::size_t> usable;
    for (std::size_t series = 0; series < states.size(); ++series) {
        if (states[series] >= length) {
            usable.push_back(series);
        }
    }
    if (usable.empty()) {
        throw Error(Cause::badInput, "No truth holds a window of " + std::to_string(length) + " states.",
                    "Simulate more days.");
    }
    const auto all = static_cast<std::size_t>(wanted.count);
    std::vector<std::vector<std::size_t>> order;
    for (std::size_t u = 0; u < usable.size(); ++u) {
        order.push_back(scattered(all / usable.size() + (u < all % usable.size() ? 1 : 0)));
    }
    std::vector<TruthWindow> out;
    for (std::size_t w = 0; w < all; ++w) {
        const std::size_t u = w % usable.size();
        // each window has an equal share of its series; those of one series fall between those of the others
        const double within = (static_cast<double>(u) + 0.5) / static_cast<double>(usable.size());
        const std::size_t place = order[u][(w / usable.size() + u) % order[u].size()];
        const double share = (static_cast<double>(place) + within) / static_cast<double>(order[u].size());
        const auto room = static_cast<double>(states[usable[u]] - length);
        out.push_back({usable[u], static_cast<std::size_t>(std::lround(share * room))});
    }
    return out;
}

data::Gridded part(const data::Gridded& series, std::size_t first, std::size_t count)
{
    data::Gridded out{.lat = series.lat, .lon = series.lon, .channels = series.channels};
    const auto at = [](auto begin, std::size_t place) { return begin + static_cast<std::ptrdiff_t>(place); };
    out.times.assign(at(series.times.begin(), first), at(series.times.begin(), first + count));
    out.values.assign(at(series.values.begin(), series.at(first, 0)),
                      at(series.values.begin(), series.at(first + count, 0)));
    return out;
}

data::Gridded readWindow(const TruthSeries& series, std::size_t first, int count)
{
    const data::StateSeries& states = *series.states;
    data::Gridded out{.lat = states.lat(), .lon = states.lon(), .channels = states.channels()};
    const auto begin = states.times().begin() + static_cast<std::ptrdiff_t>(first);
    out.times.assign(begin, begin + count);
    out.values.resize(out.at(out.times.size(), 0));
    states.read(series.member, first, out.times.size(), out.values.data());
    return out;
}

}  // namespace core::question
