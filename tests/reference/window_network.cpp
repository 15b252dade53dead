#include "core/network/config.h"
#include "core/network/derivative.h"
#include "core/network/preconditioning.h"
#include "core/network/vit.h"
#include "tests/reference/compare.h"
#include "tests/reference/info.h"

namespace reference {
namespace {

using namespace core;
using at::Tensor;
using denoiser::Windows;

/// Appa's transformer over the windows of a trajectory, each with its own dates.
class TransformerWindows final : public denoiser::WindowDenoiser {
public:
    /// dates [members or 1, length, 4]
    TransformerWindows(std::shared_ptr<const network::Vit> vit, Windows windows, Tensor dates)
        : vit_(std::move(vit)), windows_(windows), dates_(std::move(dates))
    {
    }
    [[nodiscard]] Tensor mean(const Tensor& x_t, const denoiser::Node& at,
                              const denoiser::WindowRows& rows) const override
    {
        return denoised(x_t, at, datesOf(rows));
    }
    [[nodiscard]] denoiser::Linearised linearise(const Tensor& x_t, const denoiser::Node& at,
                                                 const denoiser::WindowRows& rows) const override
    {
        const Tensor dates = datesOf(rows);
        const auto result = network::differentiate([=, this](const Tensor& x) { return denoised(x, at, dates); }, x_t);
        return {result.value, result.vjp};
    }

private:
    [[nodiscard]] Tensor denoised(const Tensor& x_t, const denoiser::Node& at, const Tensor& dates) const
    {
        const auto backbone = [&](const Tensor& x, const Tensor& noise) { return (*vit_)(x, noise, dates); };
        return network::appaDenoised(backbone, x_t, at::full({1}, at.sigma, x_t.options()));
    }
    [[nodiscard]] Tensor datesOf(const denoiser::WindowRows& rows) const
    {
        std::vector<Tensor> parts;
        for (const std::int64_t w : rows.windows) {
            const Tensor dates = dates_.narrow(1, windows_.first(w), windows_.window());
            parts.push_back(dates.expand({rows.members, -1, -1}));
        }
        return at::cat(parts);
    }

    std::shared_ptr<const network::Vit> vit_;
    Windows windows_;
    Tensor dates_;
};

/// Any dates of a trajectory as long as this one: what runs that record none were made with.
Tensor recordedDates(File& file, const Windows& windows)
{
    for (const auto& [key, tensor] : file.raw().tensors()) {
        if (key.ends_with(".date") && tensor.shape.at(1) == windows.length()) {
            return file.exact(key).slice(0, 0, 1);
        }
    }
    return {};
}

}  // namespace

WindowNetwork transformerWindows(Report& report)
{
    const auto weights = report.open("appa/vidit/base.safetensors");
    if (!weights) {
        return {};
    }
    return [weights](File& file, const Windows& windows, const Tensor& dates) {
        network::Weights taken(weights->weights("sd."), at::kFloat);
        const auto info = infoOf(file);
        const auto config = info.contains("config") ? info.at("config") : infoOf(*weights).at("config");
        auto vit = std::make_shared<network::Vit>(network::vitConfig(config), taken);
        taken.finish("the network of the reference");
        return std::make_shared<TransformerWindows>(std::move(vit), windows,
                                                    dates.defined() ? dates : recordedDates(file, windows));
    };
}

}  // namespace reference
