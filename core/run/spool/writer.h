#pragma once

#include "core/run/history.h"
#include "core/run/problem.h"
#include "core/run/spool/folder.h"

#include <string>
#include <vector>

namespace core::run::spool {

/// Writes a run into a folder while it goes on, and reads there what its followers ask for.
class Writer {
public:
    /// Makes the folder; an earlier run in it is removed. throws Error{badFile} for a folder that holds anything else
    explicit Writer(const std::string& path);

    /// throws Error{badFile} when the folder cannot be written
    void begin(const Started& run, const std::vector<Range>& ranges);
    /// A step with the ensemble mean of x̂₀, thinned to at most some 2 million values
    void add(const Problem& problem, const Kept& kept);
    void tell(const State& state);
    /// Orders that came since the last call, oldest first; ones that make no sense are removed and logged.
    [[nodiscard]] std::vector<Order> orders();

private:
    Folder folder_;
};

}  // namespace core::run::spool
