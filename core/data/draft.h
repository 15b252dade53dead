#pragma once

#include <string>

namespace core::data {

/// A file in the making: written under a temporary name beside its path and renamed once it is whole, so whoever reads
/// the path sees all of it or what was there before. Without finish() nothing is left.
class Draft {
public:
    explicit Draft(std::string path);
    ~Draft();
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    [[nodiscard]] const std::string& temporary() const { return temporary_; }  ///< where to write meanwhile
    /// throws Error{badFile} where the file is not `whole`, or cannot have its name
    void finish(bool whole = true);

private:
    std::string path_, temporary_;
};

/// Writes text or bytes as a draft. throws Error{badFile}
void writeWhole(const std::string& path, const std::string& content);

}  // namespace core::data
