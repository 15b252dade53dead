#include "ui/window/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace ui::window {

QString Language::ofSystem()
{
    return QLocale::system().language() == QLocale::French ? QStringLiteral("fr") : QStringLiteral("en");
}

void Language::set(const QString& code)
{
    code_ = code;
    QLocale numbers = code == "fr" ? QLocale(QLocale::French, QLocale::Belgium)
                                   : QLocale(QLocale::English, QLocale::UnitedKingdom);
    numbers.setNumberOptions(QLocale::OmitGroupSeparator);
    QLocale::setDefault(numbers);
    QCoreApplication::removeTranslator(&words_);
    QCoreApplication::removeTranslator(&qtWords_);
    if (qtWords_.load("qtbase_" + code, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&qtWords_);
    }
    if (words_.load(":/i18n/embellie_" + code + ".qm")) {
        QCoreApplication::installTranslator(&words_);
    }
}

}  // namespace ui::window
