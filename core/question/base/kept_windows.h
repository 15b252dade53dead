#pragma once

#include "core/question/question.h"

#include <fstream>
#include <string>

namespace core::question {

/// Figures of the windows that are done, in a file that a stopped scoring goes on from: a line of JSON a window, after
/// one that says what is scored.
class KeptWindows {
public:
    /// path      empty: nothing is kept
    /// identity  what makes two scorings the same
    /// throws Error{badInput} where the file is of another scoring, Error{badFile} where it cannot be written
    KeptWindows(const std::string& path, const std::string& identity);
    /// Figures of a window that was done before; null where it was not.
    [[nodiscard]] const Figures* find(const std::string& question, int window) const;
    void keep(const std::string& question, int window, const Figures& figures);

private:
    std::string path_;
    std::map<std::pair<std::string, int>, Figures> done_;
    std::ofstream out_;
};

}  // namespace core::question
