#pragma once

#include <exception>
#include <string>
#include <utility>

namespace core::run {

/// Lets the window's thread go before this one; threads that LibTorch starts from here inherit it.
void giveWay();

/// Message and hint of any exception; LibTorch's own are cut to their first line.
[[nodiscard]] std::pair<std::string, std::string> wordsOf(const std::exception_ptr& error);

}  // namespace core::run
