#include "core/api/error.h"
#include "core/api/verbs.h"
#include "core/data/gridded.h"
#include "core/data/observations.h"
#include "core/observe/observe.h"
#include "core/run/networks.h"
#include "core/run/verbs/table.h"

#include <algorithm>
#include <set>

namespace core {

Answer observeNetwork(const ObservationSpec& spec, const std::string& output)
{
    checkOutput(output);
    // wind speed and its like are no variables of the file but made of some
    const bool derived = std::any_of(spec.variables.begin(), spec.variables.end(), observe::derived);
    const data::Gridded truth =
        data::readGridded({spec.of}, {.variables = derived ? std::vector<std::string>{} : spec.variables});
    run::Simulated set = run::simulateNetwork(truth, spec);
    data::writeObservations(output, set, "Simulated " + spec.network + " of " + spec.of);
    set.errors.insert(set.errors.end(), set.notes.begin(), set.notes.end());
    std::set<std::string> ids;
    for (const data::Observation& one : set.all) {
        ids.insert(one.id);
    }
    Answer answer;
    answer.text = std::to_string(set.all.size()) + " observations of " + std::to_string(ids.size()) + " places are in " +
                  output + "\n";
    for (const std::string& note : set.errors) {
        answer.text += note + "\n";
    }
    answer.json = run::pretty({{"observations", output},
                               {"network", spec.network},
                               {"n", set.all.size()},
                               {"places", ids.size()},
                               {"notes", set.errors}});
    return answer;
}

}  // namespace core
