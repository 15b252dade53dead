#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace core {

/// A latitude–longitude grid as it is drawn.
struct DisplayGrid {
    std::vector<double> lat;  ///< degrees north, strictly monotonic, either order
    std::vector<double> lon;  ///< degrees east, strictly increasing, spanning less than or just 360°
    bool global = true;       ///< lon wraps around
};

/// Which estimate of the state a view shows.
enum class Quantity {
    denoised,   ///< x̂₀ = E[x | x_t], the default
    noisy,      ///< x_t / √(α² + σ²), in units of the field around its mean
    truth,
    error,      ///< x̂₀ − truth
    background, ///< prior mean
    increment,  ///< x̂₀ − prior mean
    exact,      ///< exact posterior mean (spectral prior, linear observations)
    data,       ///< a field of an opened file
};

/// How the ensemble is summed up.
enum class Statistic { member, mean, spread };

/// What to decode for the screen. The newest view wins.
struct View {
    int variable = 0;         ///< index into Started::channels, or into the data set's variables
    int time = 0;             ///< index of the state in the window
    int step = -1;            ///< diffusion step to show; −1: the newest (live)
    Quantity quantity = Quantity::denoised;
    Statistic statistic = Statistic::member;
    int member = 0;
    std::string dataset = {}; ///< path of an opened file, for Quantity::data
    std::vector<int> extra = {}; ///< indices of the data set variable's other dimensions (time, level …)
    bool observations = true; ///< also report O−B, O−A at this step

    bool operator==(const View&) const = default;
};

/// One scalar field ready to be drawn.
struct Field {
    std::shared_ptr<const DisplayGrid> grid;
    std::vector<float> values;   ///< [lat, lon], NaN is missing
    std::string name;            ///< CF standard name, or the file's variable
    std::string label;           ///< human, e.g. "Temperature, 850 hPa"
    std::string units;           ///< UDUNITS text
    std::string time;            ///< ISO 8601 UTC, may be empty
    float low = 0, high = 1;     ///< suggested range: locked per variable and quantity during a run
    bool diverging = false;      ///< range is symmetric about 0 and has a centre
};

/// What the engine puts into the newest-wins slot: the field of the current view.
struct Frame {
    std::uint64_t run = 0;       ///< number of the run; late frames of an old run are dropped
    View view;                   ///< the view it answers
    int step = 0;                ///< diffusion steps done, 0…steps
    int steps = 0;
    double t = 1;                ///< diffusion time
    double sigma = 0;            ///< noise level σ/α, units of the field's standard deviation
    std::uint64_t settings = 0;  ///< id of the live settings the step was made with
    double stepEndSeconds = 0;   ///< steady clock when the step ended, for step-to-photon
    Field field;
    std::vector<float> oma;      ///< O−A of each observation at this step (ensemble mean), NaN where none
};

}  // namespace core
