#include "core/train/base/record.h"

#include "core/data/draft.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace core::train {

void Record::begin(std::int64_t step)
{
    text_ = "step,rate,loss,gradient_norm,validation_loss\n";
    std::ifstream file(path_);
    std::string line;
    while (step > 0 && std::getline(file, line)) {
        char* end = nullptr;
        const long long number = std::strtoll(line.c_str(), &end, 10);
        if (end != line.c_str() && *end == ',' && number <= step) {
            text_ += line + "\n";
        }
    }
    file.close();
    data::writeWhole(path_, text_);
}

void Record::add(const RecordRow& row)
{
    char line[160];
    std::snprintf(line, sizeof line, "%lld,%.9g,%.9g,%.9g,%.9g\n", static_cast<long long>(row.step), row.rate, row.loss,
                  row.gradientNorm, row.validation);
    text_ += line;
    data::writeWhole(path_, text_);
}

}  // namespace core::train
