#pragma once

#include <QString>
#include <QTranslator>

namespace ui::window {

/// The program's language, switched while it runs: "en" or "fr".
class Language {
public:
    /// Installs the translations of `code` and makes its number format the default.
    void set(const QString& code);
    [[nodiscard]] const QString& code() const { return code_; }
    /// What the environment asks for: "fr" or "en".
    [[nodiscard]] static QString ofSystem();

private:
    QTranslator words_, qtWords_;
    QString code_ = QStringLiteral("en");
};

}  // namespace ui::window
