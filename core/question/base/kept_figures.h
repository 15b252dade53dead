#pragma once

#include "core/question/question.h"

#include <fstream>
#include <functional>
#include <string>

namespace core::question {

/// Figures that were made before, in a file that a stopped scoring goes on from: a line of JSON each, under all that they
/// follow from. One file may hold those of several priors and settings.
class KeptFigures {
public:
    /// path    empty: nothing is kept
    /// throws  Error{badFile} where it cannot be written
    explicit KeptFigures(const std::string& path);
    /// What was made of the same `from` before, or is made now.
    Figures once(const std::string& from, const std::function<Figures()>& make);

private:
    std::string path_;
    std::map<std::string, Figures> known_;
    std::ofstream out_;
};

}  // namespace core::question
