#include "core/run/own_thread.h"

#include "core/api/error.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <new>

namespace core::run {

void giveWay()
{
    constexpr int nice = 10;
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), nice);
}

std::pair<std::string, std::string> wordsOf(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const Error& e) {
        return {e.what(), e.hint()};
    } catch (const std::bad_alloc&) {
        return {"There is not enough memory for this run.", "Use fewer members, a shorter window or a lower truncation."};
    } catch (const std::exception& e) {
        const std::string text = e.what();
        if (text.find("CUDA out of memory") != std::string::npos) {
            return {"The GPU has not enough memory for this run.",
                    "Use fewer members, a shorter window or a lower truncation, or device cpu."};
        }
        if (text.find("allocate memory") != std::string::npos) {
            return {"There is not enough memory for this run.", "Use fewer members, a shorter window or a lower truncation."};
        }
        return {"The engine stopped: " + text.substr(0, text.find('\n')), "This is a fault of the program; please report it."};
    }
}

}  // namespace core::run
