#include "ui/bridge/frame_pace.h"

#include <algorithm>

namespace ui::bridge {

double FramePace::waitAt(double now) const
{
    return taken_ + std::clamp(rest * cost_, 0.0, longest) - now;
}

}  // namespace ui::bridge
