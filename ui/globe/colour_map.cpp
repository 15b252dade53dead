#include "ui/globe/colour_map.h"

#include "core/api/error.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace ui::globe {
namespace {

ColourMap::Kind kindOf(const QString& word)
{
    if (word == QLatin1String("diverging")) {
        return ColourMap::Kind::diverging;
    }
    return word == QLatin1String("cyclic") ? ColourMap::Kind::cyclic : ColourMap::Kind::sequential;
}

/// Reads `# source`, `# licence: …`, `# kind: …` and 256 lines r,g,b.
ColourMap readMap(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Text)) {
        throw core::Error(core::Cause::bug, "The colour map " + path.toStdString() + " is not in the program.");
    }
    ColourMap map{.id = QFileInfo(path).baseName()};
    std::size_t count = 0;
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n', Qt::SkipEmptyParts)) {
        const QString words = line.mid(1).trimmed();
        const QStringList parts = line.split(',');
        if (line.startsWith(QLatin1String("# licence:"))) {
            map.licence = words.section(':', 1).trimmed();
        } else if (line.startsWith(QLatin1String("# kind:"))) {
            map.kind = kindOf(words.section(':', 1).trimmed());
        } else if (line.startsWith('#')) {
            map.source = words;
        } else if (parts.size() == 3 && count < map.colours.size()) {
            map.colours[count++] = qRgb(parts[0].toInt(), parts[1].toInt(), parts[2].toInt());
        }
    }
    if (count != map.colours.size()) {
        throw core::Error(core::Cause::bug, "The colour map " + path.toStdString() + " has not 256 rows.");
    }
    return map;
}

std::vector<ColourMap> readMaps()
{
    std::vector<ColourMap> maps;
    const QDir folder(QStringLiteral(":/colormaps"));
    for (const QString& name : folder.entryList({QStringLiteral("*.csv")}, QDir::Files, QDir::Name)) {
        maps.push_back(readMap(folder.filePath(name)));
    }
    std::sort(maps.begin(), maps.end(), [](const ColourMap& a, const ColourMap& b) { return a.id < b.id; });
    return maps;
}

QColor mixed(const QColor& a, const QColor& b, float share)
{
    return QColor::fromRgbF(a.redF() + share * (b.redF() - a.redF()), a.greenF() + share * (b.greenF() - a.greenF()),
                            a.blueF() + share * (b.blueF() - a.blueF()));
}

/// A dark end becomes a pastel of its hue and a light one a deep shade: neither occurs next to it in the map.
QColor beyond(const QColor& end)
{
    const bool dark = qGray(end.rgb()) < 110;
    const float hue = end.hslHueF();
    return hue < 0 ? QColor(dark ? "#c9b6d8" : "#4a3a5c")
                   : QColor::fromHslF(hue, dark ? 0.55F : 0.50F, dark ? 0.78F : 0.27F);
}

}  // namespace

QColor ColourMap::at(double t) const
{
    const double place = std::isfinite(t) ? std::clamp(t, 0.0, 1.0) * 255 : 0;
    const auto low = std::min(std::size_t(place), colours.size() - 2);
    return mixed(QColor(colours[low]), QColor(colours[low + 1]), float(place - double(low)));
}

QColor ColourMap::under() const
{
    return beyond(QColor(colours.front()));
}

QColor ColourMap::over() const
{
    return beyond(QColor(colours.back()));
}

ColourMap ColourMap::reversed() const
{
    ColourMap map = *this;
    std::reverse(map.colours.begin(), map.colours.end());
    return map;
}

std::span<const ColourMap> colourMaps()
{
    static const std::vector<ColourMap> maps = readMaps();
    return maps;
}

const ColourMap& colourMap(const QString& id)
{
    std::string known;
    for (const ColourMap& map : colourMaps()) {
        if (map.id == id) {
            return map;
        }
        known += (known.empty() ? "" : ", ") + map.id.toStdString();
    }
    throw core::Error(core::Cause::badInput, "There is no colour map \"" + id.toStdString() + "\".",
                      "Choose one of " + known + ".");
}

QString defaultColourMap(const ColourUse& use)
{
    if (use.spread) {
        return QStringLiteral("lajolla");
    }
    if (use.diverging) {
        return QStringLiteral("balance");
    }
    struct Rule {
        QLatin1String part, map;
    };
    static constexpr std::array<Rule, 11> rules{{
        {QLatin1String("temperature"), QLatin1String("thermal")},
        {QLatin1String("wind_from_direction"), QLatin1String("phase")},
        {QLatin1String("wind_to_direction"), QLatin1String("phase")},
        {QLatin1String("wind_speed"), QLatin1String("speed")},
        {QLatin1String("eastward_wind"), QLatin1String("vik")},
        {QLatin1String("northward_wind"), QLatin1String("vik")},
        {QLatin1String("vorticity"), QLatin1String("vik")},
        {QLatin1String("humidity"), QLatin1String("rain")},
        {QLatin1String("precipitation"), QLatin1String("rain")},
        {QLatin1String("pressure"), QLatin1String("lapaz")},
        {QLatin1String("height"), QLatin1String("batlow")},
    }};
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&use](const Rule& r) { return use.standardName.contains(r.part); });
    return rule == rules.end() ? QStringLiteral("batlow") : QString(rule->map);
}

}  // namespace ui::globe
