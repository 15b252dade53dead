#include "ui/window/picture_file.h"

#include <QFileInfo>
#include <QSaveFile>

namespace ui::window {

bool writePicture(const QImage& picture, const QString& path)
{
    const QByteArray suffix = QFileInfo(path).suffix().toLatin1();
    QSaveFile file(path);
    if (picture.isNull() || !file.open(QIODevice::WriteOnly)) {
        return false;
    }
    if (!picture.save(&file, suffix.isEmpty() ? "PNG" : suffix.constData())) {
        file.cancelWriting();
        return false;
    }
    return file.commit();
}

}  // namespace ui::window
