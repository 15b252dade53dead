#pragma once

#include <QString>
#include <QStringList>

/// The sentences that C++ source text hands to errors, notes and progress, with `place` where the text puts a
/// value. Choices between literals give one sentence each. Errors of Cause::bug are left out: they are for us.
[[nodiscard]] QStringList engineSentences(const QString& source, const QString& place);
