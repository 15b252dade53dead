#pragma once

#include "core/earth/orbit.h"
#include "core/instrument/instrument.h"

#include <cstdint>
#include <vector>

namespace core::instrument {

/// "S0012": a letter and at least four digits.
[[nodiscard]] std::string idOf(char letter, std::uint64_t number);

/// `count` places uniform on the sphere, from the seed alone.
[[nodiscard]] std::vector<Sited> randomPlaces(const Scene& scene, char letter);

/// At most `count` of these, chosen by the seed and each one's key, in their order.
[[nodiscard]] std::vector<Sited> thinned(std::vector<Sited> all, const std::vector<std::uint64_t>& keys,
                                         const Scene& scene);

/// The orbit that the knobs altitude, inclination and phase describe.
[[nodiscard]] earth::Orbit orbitOf(const Scene& scene);
/// Knobs of whatever flies: altitude, inclination, phase, fieldOfView.
[[nodiscard]] std::vector<Knob> orbitKnobs();
/// Hours from 1970-01-01T00:00Z to the state: the orbit goes on from window to window.
[[nodiscard]] double hoursOf(const Scene& scene);

}  // namespace core::instrument
