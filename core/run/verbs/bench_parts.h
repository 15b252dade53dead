#pragma once

#include "core/data/gridded.h"
#include "core/run/verbs/bench_rows.h"
#include "core/run/verbs/bench_solves.h"

namespace core::run {

/// A step's arithmetic at 10⁷ elements against copying as many bytes as it reads and writes: what memory allows.
[[nodiscard]] std::vector<Row> algebraRows(int repeats);

/// The transformer of medium size (hidden 512, 8 blocks, 12 × 23 tokens × 12 states): one evaluation against the faster of
/// two libraries' matrix products of like shape, what half precision and derivatives cost, and a step's own arithmetic
/// beside it.
[[nodiscard]] std::vector<Row> networkRows(int repeats);

/// The way of a field of 0.25° to the screen, from here and from a GPU where there is one.
[[nodiscard]] std::vector<Row> displayRows(int repeats);

/// Fitting, guided and unguided steps, decoding of the spectral prior at T42.
[[nodiscard]] std::vector<Row> stepRows(const data::Gridded& series, int repeats);

/// Reading a million observations, at most three times each, from files made for it.
[[nodiscard]] std::vector<Row> observationRows(int repeats);

/// MMPS's linear solves at T21.
[[nodiscard]] std::vector<SolveRow> solveRows(const data::Gridded& series);

/// Truncation of the steps' problem.
inline constexpr int benchTruncation = 42;

}  // namespace core::run
