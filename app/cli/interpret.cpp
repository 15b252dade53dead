#include "app/cli/console.h"

#include "core/api/interpretation.h"

namespace cli {

void addInterpret(CLI::App& verb)
{
    const auto take = [](const std::vector<std::string>& texts) {
        for (const std::string& text : texts) {
            core::interpret(core::interpretationFromText(text));
        }
    };
    verb.add_option_function<std::vector<std::string>>("--interpret", take,
                                                       "what a variable of a file is: thing=air_temperature "
                                                       "or thing=air_temperature,degC; thing= to forget; "
                                                       "remembered for files with the same variables")
        ->expected(1)
        ->take_all();
}

}  // namespace cli
