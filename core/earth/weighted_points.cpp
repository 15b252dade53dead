#include "core/earth/weighted_points.h"

#include "core/base/accelerator.h"

#include <ATen/Parallel.h>
#include <c10/core/GradMode.h>

namespace core::earth {
namespace {

using at::Tensor;

constexpr std::int64_t grain = 4096;  // sums a thread takes at a time

enum class Way { loops, kernels, operations };

Way wayOf(const Tensor& values)
{
    if (c10::GradMode::is_enabled() && values.requires_grad()) {
        return Way::operations;
    }
    const auto type = values.scalar_type();
    if (values.is_cpu() && (type == at::kFloat || type == at::kDouble)) {
        return Way::loops;
    }
    return values.is_cuda() && type == at::kFloat && base::accelerator() != nullptr ? Way::kernels : Way::operations;
}

template <class Real>
base::WeightedPoints<Real> pointersOf(const PointWeights& points)
{
    return {points.index.const_data_ptr<std::int64_t>(), points.weight.const_data_ptr<Real>(), points.weight.size(0),
            static_cast<int>(points.weight.size(1))};
}

base::Readers pointersOf(const PointReaders& readers)
{
    return {readers.start.const_data_ptr<std::int64_t>(), readers.pair.const_data_ptr<std::int64_t>()};
}

template <class Real>
base::Rows<Real> rowsOf(const Tensor& values)
{
    return {values.const_data_ptr<Real>(), values.size(0), values.size(1)};
}

template <class Real>
void gatherOnCpu(Tensor& out, const Tensor& fields, const PointWeights& points)
{
    const auto all = pointersOf<Real>(points);
    for (std::int64_t row = 0; row < fields.size(0); ++row) {
        const base::Rows<Real> field{fields.const_data_ptr<Real>() + row * fields.size(1), 1, fields.size(1)};
        Real* values = out.data_ptr<Real>() + row * all.places;
        at::parallel_for(0, all.places, grain, [&](std::int64_t begin, std::int64_t end) {
            const std::int64_t first = begin * all.corners;
            base::gather(values + begin, {all.index + first, all.weight + first, end - begin, all.corners}, field);
        });
    }
}

template <class Real>
void scatterOnCpu(Tensor& out, const Tensor& values, const PointWeights& points, const base::Readers& readers)
{
    const auto all = pointersOf<Real>(points);
    const std::int64_t elements = out.size(1);
    for (std::int64_t row = 0; row < values.size(0); ++row) {
        const base::Rows<Real> mine{values.const_data_ptr<Real>() + row * values.size(1), 1, values.size(1)};
        Real* field = out.data_ptr<Real>() + row * elements;
        at::parallel_for(0, elements, grain, [&](std::int64_t begin, std::int64_t end) {
            base::scatter(field + begin, all, {{readers.start + begin, readers.pair}, end - begin}, mine);
        });
    }
}

}  // namespace

Tensor gathered(const Tensor& fields, const PointWeights& points)
{
    const std::int64_t places = points.weight.size(0), corners = points.weight.size(1);
    const Way way = wayOf(fields);
    if (way == Way::operations) {
        const Tensor picked = fields.index_select(1, points.index).view({fields.size(0), places, corners});
        // a missing corner counts only where it has weight
        return at::where(points.weight == 0, at::zeros({}, fields.options()), picked * points.weight).sum(2);
    }
    Tensor out = at::empty({fields.size(0), places}, fields.options());
    if (way == Way::kernels) {
        base::accelerator()->gather(fields.get_device(), out.data_ptr<float>(), pointersOf<float>(points),
                                    rowsOf<float>(fields));
    } else if (fields.scalar_type() == at::kFloat) {
        gatherOnCpu<float>(out, fields, points);
    } else {
        gatherOnCpu<double>(out, fields, points);
    }
    return out;
}

Tensor scattered(const Tensor& values, const PointWeights& points, const PointReaders& readers)
{
    const std::int64_t elements = readers.start.numel() - 1;
    const Way way = wayOf(values);
    if (way == Way::operations) {
        const Tensor spread = (values.unsqueeze(2) * points.weight).reshape({values.size(0), -1});
        return at::zeros({values.size(0), elements}, values.options()).index_add(1, points.index, spread);
    }
    Tensor out = at::empty({values.size(0), elements}, values.options());
    if (way == Way::kernels) {
        base::accelerator()->scatter(values.get_device(), out.data_ptr<float>(), pointersOf<float>(points),
                                     {pointersOf(readers), elements}, rowsOf<float>(values));
    } else if (values.scalar_type() == at::kFloat) {
        scatterOnCpu<float>(out, values, points, pointersOf(readers));
    } else {
        scatterOnCpu<double>(out, values, points, pointersOf(readers));
    }
    return out;
}

}  // namespace core::earth
