#pragma once

#include <stdexcept>
#include <string>

namespace core {

/// What kind of failure an Error is; front ends choose icon and exit code by it.
enum class Cause { badInput, badFile, noDevice, outOfMemory, bug };

/// The one exception that leaves the engine.
/// message  the problem with the value that caused it (why it is one), one sentence
/// hint     what to try next, one sentence; may be empty
class Error : public std::runtime_error {
public:
    Error(Cause cause, const std::string& message, std::string hint = {})
        : std::runtime_error(message), cause_(cause), hint_(std::move(hint))
    {
    }
    [[nodiscard]] Cause cause() const { return cause_; }
    [[nodiscard]] const std::string& hint() const { return hint_; }

private:
    Cause cause_;
    std::string hint_;
};

}  // namespace core
