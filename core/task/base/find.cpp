#include "core/task/task.h"

#include "core/api/error.h"

namespace core::task {

const Entry& find(const std::string& kind)
{
    for (const Entry& entry : entries()) {
        if (entry.about.id == kind) {
            return entry;
        }
    }
    static_cast<void>(choice(Kind::task, kind));
    throw Error(Cause::bug, "The task " + kind + " is in the catalogue but not in its table.");
}

}  // namespace core::task
