#pragma once

#include "core/api/request.h"
#include "core/data/gridded.h"
#include "core/prior/spectral_model.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace core::run {

/// States of the window: seconds since 1970 and their spacing.
struct Window {
    std::int64_t start = 0;
    std::int64_t stepSeconds = 6 * 3600;
    int length = 1;
    [[nodiscard]] std::vector<std::int64_t> times() const;
};

/// Tells what goes on and how far it is, 0…1.
using Tell = std::function<void(const std::string& what, double fraction)>;

/// A series by name: a gridded file, or "demonstration" (optionally "demonstration:SEED") made for the window.
/// folder  relative paths are relative to it
/// throws  Error{badFile, badInput}
[[nodiscard]] data::Gridded series(const std::string& name, const std::string& folder, const Window& window,
                                   const data::Wanted& wanted = {});

/// True for the names that `series` makes itself.
[[nodiscard]] bool isDemonstration(const std::string& name);

/// The prior a request names: shipped ("spectral"), a prior folder, fitted from files or set around a background.
/// The shipped one is fitted once a process and kept.
[[nodiscard]] std::shared_ptr<const prior::SpectralModel> spectralModel(const PriorSpec& spec, const std::string& folder,
                                                                        const Tell& tell);

}  // namespace core::run
