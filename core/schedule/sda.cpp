#include "core/schedule/base/preserved.h"
#include "core/schedule/schedule.h"

namespace core::schedule {
namespace {

class Sda final : public Schedule {
public:
    enum class Signal { cos, lin, exp };
    enum class Form { vp, subvp, subsubvp };
    Sda(Signal signal, Form form, double eta)
        : signal_(signal), form_(form), eta_(eta), angle_(std::acos(std::sqrt(eta)))
    {
    }
    [[nodiscard]] Node at(double t) const override
    {
        const double alpha = alphaAt(t);
        return {.t = t, .alpha = alpha, .sigma = sigmaOf(alpha)};
    }

private:
    [[nodiscard]] double alphaAt(double t) const
    {
        switch (signal_) {
        case Signal::cos: {
            const double cosine = std::cos(angle_ * t);
            return cosine * cosine;
        }
        case Signal::lin:
            return 1 - (1 - eta_) * t;
        case Signal::exp:
            break;
        }
        return std::exp(t * t * std::log(eta_));
    }
    [[nodiscard]] double sigmaOf(double alpha) const
    {
        switch (form_) {
        case Form::vp:
            return preservedSigma(alpha, eta_);
        case Form::subvp:
            return 1 - alpha * alpha + eta_;
        case Form::subsubvp:
            break;
        }
        return 1 - alpha + eta_;
    }

    Signal signal_;
    Form form_;
    double eta_, angle_;
};

}  // namespace

Entry sda()
{
    return {
        .about = {.id = "sda",
                  .label = "SDA (variance preserving)",
                  .source = "Rozet & Louppe 2023, arXiv:2306.10574",
                  .formula = "α = cos²(t acos √η), 1−(1−η)t or exp(t² ln η); "
                             "σ = √(1−α²+η²), subvp: 1−α²+η, subsubvp: 1−α+η",
                  .knobs = {{"signal", "Signal over time", "1", 0, 0, 2, true, {"cos", "lin", "exp"}},
                            {"form", "Variance", "1", 0, 0, 2, true, {"vp", "subvp", "subsubvp"}},
                            {"eta", "Least signal and noise η", "1", 1e-3, 1e-6, 0.5}},
                  .note = "The paper's experiments use cos and vp."},
        .make = [](const Selection& s) -> std::unique_ptr<Schedule> {
            return std::make_unique<Sda>(static_cast<Sda::Signal>(s.knobs.at("signal")),
                                         static_cast<Sda::Form>(s.knobs.at("form")), s.knobs.at("eta"));
        },
    };
}

}  // namespace core::schedule
