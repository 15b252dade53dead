#include "ui/window/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

namespace ui::window {

namespace {

struct Tones {
    QColor window, base, button, text, quiet, highlight, link;
};

QPalette paletteOf(const Tones& tones)
{
    QPalette palette(tones.button, tones.window);
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        const bool off = group == QPalette::Disabled;
        for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
            palette.setColor(group, role, off ? tones.quiet : tones.text);
        }
        palette.setColor(group, QPalette::Window, tones.window);
        palette.setColor(group, QPalette::Base, tones.base);
        palette.setColor(group, QPalette::AlternateBase, tones.window);
        palette.setColor(group, QPalette::ToolTipBase, tones.base);
        palette.setColor(group, QPalette::Button, tones.button);
        palette.setColor(group, QPalette::Highlight, off ? tones.quiet : tones.highlight);
        palette.setColor(group, QPalette::HighlightedText, Qt::white);
        palette.setColor(group, QPalette::PlaceholderText, tones.quiet);
        palette.setColor(group, QPalette::Link, tones.link);
    }
    return palette;
}

QPalette lightPalette()
{
    return paletteOf({.window = QColor(0xf3, 0xf4, 0xf5),
                      .base = QColor(0xff, 0xff, 0xff),
                      .button = QColor(0xf0, 0xf1, 0xf3),
                      .text = QColor(0x1b, 0x20, 0x25),
                      .quiet = QColor(0x66, 0x6f, 0x78),
                      .highlight = QColor(0x2a, 0x6f, 0xa3),
                      .link = QColor(0x1f, 0x6f, 0xa8)});
}

QPalette darkPalette()
{
    return paletteOf({.window = QColor(0x20, 0x24, 0x29),
                      .base = QColor(0x17, 0x1a, 0x1e),
                      .button = QColor(0x2e, 0x33, 0x3a),
                      .text = QColor(0xe6, 0xe9, 0xec),
                      .quiet = QColor(0x98, 0xa2, 0xac),
                      .highlight = QColor(0x35, 0x78, 0xad),
                      .link = QColor(0x7a, 0xb8, 0xe6)});
}

}  // namespace

const QStringList& themeNames()
{
    static const QStringList names{"system", "light", "dark"};
    return names;
}

void applyTheme(const QString& name)
{
    static const QPalette system = QApplication::palette();
    QApplication::setStyle(QStyleFactory::create("Fusion"));
    const bool dark = name == "dark" ||
                      (name != "light" && system.color(QPalette::Window).lightness() < 128);
    QApplication::setPalette(dark ? darkPalette() : lightPalette());
}

}  // namespace ui::window
