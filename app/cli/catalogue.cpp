#include "app/cli/console.h"

namespace cli {

void addCatalogue(CLI::App& app, Console& console)
{
    CLI::App* verb =
        app.add_subcommand("catalogue", "every schedule, grid, sampler, guidance, operator, task and metric");
    verb->callback([&console] { console.print(core::catalogueList()); });
}

}  // namespace cli
