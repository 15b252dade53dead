#pragma once

#include "ui/globe/field_map.h"
#include "ui/globe/style.h"

namespace ui::globe {

/// All that a picture of the globe shows. The editions change with what they stand for, so that a scene
/// sends to the graphics card only what is new.
struct SceneContent {
    FieldMap field;
    Coastlines coast;
    GlobeObservations observations;
    GlobeStyle style;
    Camera camera;
    int fieldEdition = 1, coastEdition = 1, observationsEdition = 1;
};

}  // namespace ui::globe
