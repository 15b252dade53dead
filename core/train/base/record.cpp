#include "core/train/base/record.h"

#include "core/data/draft.h"

#include <cstdio>
#include <fstream>

namespace core::train {
namespace {

std::string lineOf(const RecordRow& row)
{
    char line[160];
    std::snprintf(line, sizeof line, "%lld,%.9g,%.9g,%.9g,%.9g\n", static_cast<long long>(row.step), row.rate, row.loss,
                  row.gradientNorm, row.validation);
    return line;
}

}  // namespace

std::vector<RecordRow> readRecord(const std::string& path)
{
    std::vector<RecordRow> out;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        long long step = 0;
        RecordRow row{};
        if (std::sscanf(line.c_str(), "%lld,%lf,%lf,%lf,%lf", &step, &row.rate, &row.loss, &row.gradientNorm,
                        &row.validation) == 5) {
            row.step = step;
            out.push_back(row);
        }
    }
    return out;
}

void Record::begin(std::int64_t step)
{
    const auto before = readRecord(path_);
    text_ = "step,rate,loss,gradient_norm,validation_loss\n";
    for (const RecordRow& row : before) {
        if (row.step <= step) {
            text_ += lineOf(row);
        }
    }
    data::writeWhole(path_, text_);
}

void Record::add(const RecordRow& row)
{
    text_ += lineOf(row);
    data::writeWhole(path_, text_);
}

}  // namespace core::train
