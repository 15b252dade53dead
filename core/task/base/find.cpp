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

void expectWords(const TaskSpec& task)
{
    for (const Word& word : find(task.kind).about.words) {
        if (!word.optional && !task.words.contains(word.id)) {
            const std::string path = "task." + word.id;
            throw Error(Cause::badInput, path + " is missing: the task " + task.kind + " needs it.",
                        "Give the text in " + path + ".");
        }
    }
}

}  // namespace core::task
