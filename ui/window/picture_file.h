#pragma once

#include <QImage>
#include <QString>

namespace ui::window {

/// Writes a picture in the format of its name's suffix (PNG without one), under a temporary name first, so that
/// a failure leaves an older picture as it was. return whether it was written
[[nodiscard]] bool writePicture(const QImage& picture, const QString& path);

}  // namespace ui::window
