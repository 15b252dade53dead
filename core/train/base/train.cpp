#include "core/train/train.h"

#include "core/api/error.h"

#include <algorithm>

namespace core::train {

Training make(const Selection& selection, const Words& words)
{
    const auto all = entries();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Entry& entry) { return entry.about.id == selection.kind; });
    if (found == all.end()) {
        throw Error(Cause::badInput, "There is no training “" + selection.kind + "”.",
                    "Name one of those that embellie-cli catalogue lists.");
    }
    return found->make(selection, words);
}

}  // namespace core::train
