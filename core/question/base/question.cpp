#include "core/question/question.h"

#include "core/api/error.h"

#include <algorithm>

namespace core::question {

const Entry& find(const std::string& id)
{
    const auto all = entries();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Entry& entry) { return entry.about.id == id; });
    if (found == all.end()) {
        std::string names;
        for (const Entry& entry : all) {
            names += (names.empty() ? "" : ", ") + entry.about.id;
        }
        throw Error(Cause::badInput, "There is no question “" + id + "” (there are " + names + ").",
                    "Choose with --only.");
    }
    return *found;
}

}  // namespace core::question
