#include "core/grid/grid.h"

#include <cmath>

namespace core::grid {
namespace {

class LogSigma final : public Grid {
    [[nodiscard]] std::vector<denoiser::Node> lay(const Path& path) const override
    {
        const double first = std::log(path.schedule.at(path.from).u());
        const double last = std::log(path.schedule.at(0).u());
        return nodesOfNoise(path, [&](double w) { return std::exp((1 - w) * first + w * last); });
    }
};

}  // namespace

Entry logsigma()
{
    return {
        .about = {.id = "logsigma",
                  .label = "Uniform in log σ",
                  .source = "Lu et al. 2022, arXiv:2206.00927 (uniform in log-SNR)",
                  .formula = "ln u_k = (1−k/K) ln u_0 + (k/K) ln u_K, u = σ/α"},
        .make = [](const Selection&) -> std::unique_ptr<Grid> { return std::make_unique<LogSigma>(); },
    };
}

}  // namespace core::grid
