#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace core::train {

/// One line of a training's course: means since the line before.
struct RecordRow {
    std::int64_t step;
    double rate, loss, gradientNorm, validation;
};

/// The CSV of a training's losses, complete after every row.
class Record {
public:
    explicit Record(std::string path) : path_(std::move(path)) {}
    /// Keeps the rows up to that step of a file that is there; step 0 starts anew. throws Error{badFile}
    void begin(std::int64_t step);
    /// throws Error{badFile}
    void add(const RecordRow& row);

private:
    std::string path_, text_;
};

/// The rows of such a CSV; empty where there is none. What is no row is passed over.
[[nodiscard]] std::vector<RecordRow> readRecord(const std::string& path);

}  // namespace core::train
