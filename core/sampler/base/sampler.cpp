#include "core/sampler/sampler.h"

#include "core/base/pick.h"

namespace core::sampler {

std::unique_ptr<Sampler> make(const Selection& selection)
{
    return base::make(entries(), selection, "sampler");
}

}  // namespace core::sampler
