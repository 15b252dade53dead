#pragma once

namespace core::run {

/// Bytes of memory that this process holds now; 0 where the system does not say.
[[nodiscard]] double residentBytes();

/// The most since the last forgetPeak(), or since the process began where the system cannot forget.
[[nodiscard]] double peakBytes();

/// Lets peakBytes() begin anew.
void forgetPeak();

}  // namespace core::run
