#include "core/grid/grid.h"

#include <cmath>

namespace core::grid {
namespace {

class Edm final : public Grid {
public:
    explicit Edm(double rho) : rho_(rho) {}

private:
    [[nodiscard]] std::vector<denoiser::Node> lay(const Path& path) const override
    {
        const double first = std::pow(path.schedule.at(path.from).u(), 1 / rho_);
        const double last = std::pow(path.schedule.at(0).u(), 1 / rho_);
        return nodesOfNoise(path, [&](double w) { return std::pow((1 - w) * first + w * last, rho_); });
    }
    double rho_;
};

}  // namespace

Entry edm()
{
    return {
        .about = {.id = "edm",
                  .label = "EDM",
                  .source = "Karras et al. 2022, arXiv:2206.00364, eq. 5",
                  .formula = "u_k = ((1−k/K) u_0^(1/ρ) + (k/K) u_K^(1/ρ))^ρ, u = σ/α",
                  .knobs = {{"rho", "Exponent ρ", "1", 7, 1, 20}}},
        .make = [](const Selection& s) -> std::unique_ptr<Grid> {
            return std::make_unique<Edm>(s.knobs.at("rho"));
        },
    };
}

}  // namespace core::grid
