#include "core/question/base/fields.h"

#include "core/earth/sphere.h"

namespace core::question {

using at::Tensor;

AreaMean::AreaMean(const std::vector<double>& lat)
    : weights_(at::tensor(at::ArrayRef<double>(earth::areaWeights(lat)), at::kDouble).unsqueeze(1))
{
}

Tensor AreaMean::of(const Tensor& fields) const
{
    return (fields * weights_).mean(at::IntArrayRef{-2, -1});
}

Tensor fieldsAt(const run::Problem& problem, const Tensor& x, int time)
{
    return problem.prior->decoder().fields(x, time).to(at::kCPU, at::kDouble);
}

Tensor backgroundAt(const run::Problem& problem, int time)
{
    std::vector<Tensor> all;
    for (int c = 0; c < static_cast<int>(problem.prior->channels().size()); ++c) {
        all.push_back(problem.prior->decoder().background(c, time).to(at::kCPU, at::kDouble));
    }
    return at::stack(all);
}

Tensor truthAt(const run::Problem& problem, int time)
{
    return problem.truthFieldsOnGrid[time].to(at::kDouble);
}

void add(Figures& figures, const std::string& name, const run::Problem& problem, const Tensor& values)
{
    const auto channels = static_cast<std::int64_t>(problem.prior->channels().size());
    const Tensor all = values.to(at::kDouble).reshape({channels, -1}).contiguous();
    const auto count = static_cast<std::size_t>(all.size(1));
    const double* from = all.data_ptr<double>();
    for (const Channel& channel : problem.prior->channels()) {
        std::vector<double>& into = figures[name + "@" + channel.key()];
        into.resize(count, 0);
        for (double& one : into) {
            one += *from++;
        }
    }
}

}  // namespace core::question
