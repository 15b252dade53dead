#pragma once

#include "core/api/event.h"
#include "ui/globe/style.h"
#include "ui/panel/layers_panel.h"

namespace ui::window {

/// What the glyphs of a view follow from. frame  null for observations of an opened file: all are shown by value
struct GlyphSource {
    const std::vector<core::ObservationPoint>& observations;
    const core::Frame* frame = nullptr;
    panel::Glyphs glyphs = panel::Glyphs::value;
};

/// The observations of the frame's variable and time as glyphs. Over a difference, the value is O−B.
/// drawn  receives the observation's index for each glyph
[[nodiscard]] globe::GlobeObservations observationGlyphs(const GlyphSource& source, std::vector<int>& drawn);

}  // namespace ui::window
