#pragma once

#include <ATen/ATen.h>

#include <vector>

namespace core::earth::model {

using at::Tensor;

inline constexpr double kappa = 2.0 / 7;             ///< R/c_p of dry air
inline constexpr double referencePressure = 100000;  ///< p₀, Pa
inline constexpr double secondsPerDay = 86400;

/// Interfaces σ of eight layers, thin where the ground and the tropopause are.
[[nodiscard]] std::vector<double> eightLayers();
/// Interfaces of `count` layers that are equally thick.
[[nodiscard]] std::vector<double> equalLayers(int count);

/// Layers of constant σ = p/p_s, top to bottom, and what is linear in the vertical. All matrices are float64
/// [L, L] and act on columns from the left.
/// source  Simmons and Burridge 1981, doi:10.1175/1520-0493(1981)109<0758:AEAAMC>2.0.CO;2
class Levels {
public:
    /// half  interfaces, rising from 0 to 1
    /// throws Error{badInput} where they are not
    explicit Levels(std::vector<double> half);

    [[nodiscard]] int count() const { return static_cast<int>(half_.size()) - 1; }
    [[nodiscard]] const std::vector<double>& half() const { return half_; }
    /// where a layer's geopotential is: ln σ_k = ln σ_{k+½} − α_k
    [[nodiscard]] const std::vector<double>& full() const { return full_; }
    /// Δσ_k
    [[nodiscard]] const std::vector<double>& thickness() const { return thickness_; }

    /// Φ_k − Φ_s = Σ_{j>k} R T_j ln(σ_{j+½}/σ_{j−½}) + α_k R T_k, J kg-1 K-1
    [[nodiscard]] Tensor hydrostatic() const;
    /// W: (ω/p)_k = V_k·∇ln p_s − Σ_j W_kj G_j with G = δ + V·∇ln p_s
    [[nodiscard]] Tensor compression() const;
    /// σ̇ at a layer's lower face: σ̇_{k+½} = σ_{k+½} Σ_j G_j Δσ_j − Σ_{j≤k} G_j Δσ_j
    [[nodiscard]] Tensor crossing() const;
    /// X_{k+1} − X_k; 0 below the last layer
    [[nodiscard]] Tensor difference() const;
    /// (σ̇ ∂X/∂σ)_k = Σ_j spread_kj σ̇_{j+½} (X_{j+1} − X_j) = (m_k + m_{k−1}) / (2 Δσ_k)
    [[nodiscard]] Tensor spread() const;

private:
    std::vector<double> half_, full_, thickness_, alpha_, logRatio_;
};

}  // namespace core::earth::model
