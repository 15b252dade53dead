#include "ui/window/observation_glyphs.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ui::window {

namespace {

constexpr float noValue = std::numeric_limits<float>::quiet_NaN();

globe::Glyph glyphOf(core::Use use)
{
    switch (use) {
    case core::Use::heldOut:
        return globe::Glyph::heldOut;
    case core::Use::rejected:
        return globe::Glyph::rejected;
    case core::Use::used:
        break;
    }
    return globe::Glyph::used;
}

float colourValue(const GlyphSource& source, std::size_t index)
{
    const core::ObservationPoint& point = source.observations[index];
    if (source.frame == nullptr) {
        return static_cast<float>(point.value);
    }
    if (source.glyphs == panel::Glyphs::residual) {
        return index < source.frame->oma.size() ? source.frame->oma[index] : noValue;
    }
    if (source.frame->view.statistic == core::Statistic::spread) {
        return noValue;
    }
    return static_cast<float>(source.frame->field.diverging ? point.value - point.background : point.value);
}

bool belongs(const core::ObservationPoint& point, const core::Frame* frame)
{
    return frame == nullptr || (point.channel == frame->view.variable && point.time == frame->view.time);
}

}  // namespace

globe::GlobeObservations observationGlyphs(const GlyphSource& source, std::vector<int>& drawn)
{
    globe::GlobeObservations glyphs;
    const bool residual = source.frame != nullptr && source.glyphs == panel::Glyphs::residual;
    double errors = 0;
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (std::size_t i = 0; i < source.observations.size(); ++i) {
        const core::ObservationPoint& point = source.observations[i];
        if (!belongs(point, source.frame)) {
            continue;
        }
        const float value = colourValue(source, i);
        glyphs.points.push_back({.lat = static_cast<float>(point.lat),
                                 .lon = static_cast<float>(point.lon),
                                 .value = value,
                                 .glyph = glyphOf(point.use)});
        drawn.push_back(static_cast<int>(i));
        errors += std::isfinite(point.error) ? point.error : 0;
        if (std::isfinite(value)) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    glyphs.sharesField = !residual && source.frame != nullptr;
    if (residual && !glyphs.points.empty()) {
        constexpr double reach = 3;  // in mean observation errors: beyond it a residual is suspicious
        glyphs.high = static_cast<float>(std::max(reach * errors / static_cast<double>(glyphs.points.size()), 1e-6));
        glyphs.low = -glyphs.high;
    } else if (!glyphs.sharesField && low < high) {
        glyphs.colourMap = QStringLiteral("thermal");
        glyphs.low = low;
        glyphs.high = high;
    }
    return glyphs;
}

}  // namespace ui::window
