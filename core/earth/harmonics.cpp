#include "core/earth/harmonics.h"

#include "core/api/error.h"
#include "core/earth/sphere.h"

#include <ATen/Parallel.h>

#include <cmath>

namespace core::earth {
namespace {

Tensor legendreTable(int T, const std::vector<double>& lat)
{
    const auto n = static_cast<std::int64_t>(T + 1), rows = static_cast<std::int64_t>(lat.size());
    Tensor table = at::zeros({rows, n, n}, at::kDouble);
    double* data = table.data_ptr<double>();
    for (std::int64_t i = 0; i < rows; ++i) {
        legendreRow(T, lat[static_cast<std::size_t>(i)], data + i * n * n);
    }
    return table;  // [lat, m, l]
}

}  // namespace

void legendreRow(int T, double lat, double* out)
{
    const double x = std::sin(radians(lat)), s = std::cos(radians(lat));
    const int n = T + 1;
    double diagonal = std::sqrt(1 / (4 * pi));
    for (int m = 0; m <= T; ++m) {
        if (m > 0) {
            diagonal *= s * std::sqrt((2.0 * m + 1) / (2.0 * m));
        }
        double* row = out + static_cast<std::ptrdiff_t>(m) * n;
        const double factor = m == 0 ? 1 : std::sqrt(2.0);
        double before = 0, now = diagonal;
        row[m] = factor * now;
        for (int l = m + 1; l <= T; ++l) {
            const double a = std::sqrt((4.0 * l * l - 1) / (double(l) * l - double(m) * m));
            const double b = std::sqrt(((l - 1.0) * (l - 1.0) - double(m) * m) / (4.0 * (l - 1.0) * (l - 1.0) - 1));
            const double next = a * (x * now - b * before);
            before = now;
            now = next;
            row[l] = factor * now;
        }
    }
}

Harmonics::Harmonics(int truncation, std::vector<double> lat, std::vector<double> lon,
                     const at::TensorOptions& options)
    : truncation_(truncation), lat_(std::move(lat)), lon_(std::move(lon))
{
    const int n = truncation + 1;
    if (coversGlobe(lat_, lon_) &&
        (static_cast<int>(lon_.size()) < 2 * truncation + 1 || static_cast<int>(lat_.size()) < n)) {
        throw Error(Cause::badInput,
                    "Truncation T" + std::to_string(truncation) + " does not fit a grid of " +
                        std::to_string(lat_.size()) + " × " + std::to_string(lon_.size()) + " points.",
                    "Use a truncation of at most " +
                        std::to_string(std::min<std::size_t>((lon_.size() - 1) / 2, lat_.size() - 1)) + ".");
    }
    legendre_ = legendreTable(truncation, lat_).permute({1, 0, 2}).contiguous().to(options);
    const Tensor angle = at::arange(n, at::kDouble).unsqueeze(1) *
                         (at::tensor(at::ArrayRef<double>(lon_), at::kDouble) * (pi / 180)).unsqueeze(0);
    fourier_ = at::cat({angle.cos(), angle.sin()}).to(options);

    std::vector<std::int64_t> gather(static_cast<std::size_t>(n) * n * 2, size());
    std::vector<std::int64_t> scatter(static_cast<std::size_t>(size()));
    for (int l = 0; l <= truncation; ++l) {
        for (int m = -l; m <= l; ++m) {
            const int slot = (std::abs(m) * n + l) * 2 + (m < 0 ? 1 : 0);
            gather[static_cast<std::size_t>(slot)] = l * l + l + m;
            scatter[static_cast<std::size_t>(l * l + l + m)] = slot;
        }
    }
    const auto index = at::TensorOptions(at::kLong).device(options.device());
    gather_ = at::tensor(at::ArrayRef<std::int64_t>(gather)).to(index);
    scatter_ = at::tensor(at::ArrayRef<std::int64_t>(scatter)).to(index);
}

Tensor Harmonics::synthesis(const Tensor& coefficients) const
{
    auto shape = coefficients.sizes().vec();
    shape.pop_back();
    const std::int64_t n = truncation_ + 1, batch = coefficients.numel() / size();
    const auto rows = static_cast<std::int64_t>(lat_.size()), columns = static_cast<std::int64_t>(lon_.size());
    // [N + 1, batch] with a zero row that pads l < m
    const Tensor padded = at::cat({coefficients.reshape({batch, size()}).t(),
                                   at::zeros({1, batch}, coefficients.options())});
    const Tensor packed = padded.index_select(0, gather_).view({n, n, 2 * batch});    // [m, l, 2·batch]
    const Tensor fourier = at::bmm(legendre_, packed).view({n, rows, 2, batch});
    const Tensor byRow = fourier.permute({3, 1, 2, 0}).reshape({batch * rows, 2 * n});  // cos block, sin block
    shape.push_back(rows);
    shape.push_back(columns);
    return at::mm(byRow, fourier_).view(shape);
}

void Harmonics::prepareAnalysis() const
{
    const std::int64_t n = truncation_ + 1;
    std::vector<double> weight = areaWeights(lat_);
    if (isGaussian(lat_)) {
        weight = gaussianLatitudes(static_cast<int>(lat_.size())).weight;
    } else {
        for (double& w : weight) {
            w *= 2.0 / static_cast<double>(lat_.size());
        }
    }
    const Tensor p = legendreTable(truncation_, lat_).permute({1, 0, 2}).contiguous();             // [m, lat, l]
    const Tensor weighted = p * at::tensor(at::ArrayRef<double>(weight), at::kDouble).view({1, -1, 1});
    Tensor gram = at::bmm(p.transpose(1, 2), weighted);                                            // [m, l, l]
    // rows l < m are empty: a unit diagonal keeps the solve regular and leaves those coefficients zero
    const Tensor l = at::arange(n, at::kLong);
    const Tensor empty = (l.unsqueeze(0) < l.unsqueeze(1)).to(at::kDouble);                        // [m, l]
    gram = gram + at::diag_embed(empty);
    inverse_ = std::get<0>(at::linalg_solve_ex(gram, weighted.transpose(1, 2).contiguous())).to(legendre_.options());
}

Tensor Harmonics::analysis(const Tensor& fields) const
{
    if (!inverse_.defined()) {
        if (!coversGlobe(lat_, lon_)) {
            throw Error(Cause::badInput, "A truth or a first state cannot be brought into waves around the globe from a part of it.",
                        "Leave truth and task.input out with a background that covers a part of the globe.");
        }
        prepareAnalysis();
    }
    auto shape = fields.sizes().vec();
    const std::int64_t n = truncation_ + 1;
    const auto rows = static_cast<std::int64_t>(lat_.size()), columns = static_cast<std::int64_t>(lon_.size());
    const std::int64_t batch = fields.numel() / (rows * columns);
    shape.resize(shape.size() - 2);
    shape.push_back(size());
    // ∫cos² = π: with 2T + 1 ≤ columns the discrete sums are exact; order 0 counts twice
    Tensor fourier = at::mm(fields.reshape({batch * rows, columns}), fourier_.t()) * (2.0 / static_cast<double>(columns));
    fourier = fourier.view({batch, rows, 2, n}).permute({3, 1, 2, 0}).contiguous();                // [m, lat, 2, batch]
    fourier.select(0, 0).mul_(0.5);
    const Tensor packed = at::bmm(inverse_, fourier.view({n, rows, 2 * batch}));                   // [m, l, 2·batch]
    return packed.view({n * n * 2, batch}).index_select(0, scatter_).t().reshape(shape);
}

Tensor harmonicsAt(int truncation, const std::vector<double>& lat, const std::vector<double>& lon,
                   const at::TensorOptions& options)
{
    const int n = truncation + 1;
    const auto places = static_cast<std::int64_t>(lat.size());
    Tensor out = at::empty({places, static_cast<std::int64_t>(n) * n}, at::kFloat);
    if (options.dtype() == at::kDouble) {
        out = out.to(at::kDouble);
    }
    AT_DISPATCH_FLOATING_TYPES(out.scalar_type(), "harmonicsAt", [&] {
        scalar_t* data = out.data_ptr<scalar_t>();
        at::parallel_for(0, places, 8, [&](std::int64_t begin, std::int64_t end) {
            std::vector<double> row(static_cast<std::size_t>(n) * n, 0.0), c(n), s(n);
            for (std::int64_t p = begin; p < end; ++p) {
                legendreRow(truncation, lat[static_cast<std::size_t>(p)], row.data());
                for (int m = 0; m < n; ++m) {
                    c[m] = std::cos(m * radians(lon[static_cast<std::size_t>(p)]));
                    s[m] = std::sin(m * radians(lon[static_cast<std::size_t>(p)]));
                }
                scalar_t* values = data + p * n * n;
                for (int l = 0; l < n; ++l) {
                    for (int m = 0; m <= l; ++m) {
                        const double legendre = row[static_cast<std::size_t>(m) * n + l];
                        values[l * l + l + m] = static_cast<scalar_t>(legendre * c[m]);
                        if (m > 0) {
                            values[l * l + l - m] = static_cast<scalar_t>(legendre * s[m]);
                        }
                    }
                }
            }
        });
    });
    return out.to(options);
}

Tensor degrees(int truncation)
{
    std::vector<std::int64_t> l(static_cast<std::size_t>((truncation + 1) * (truncation + 1)));
    for (int degree = 0; degree <= truncation; ++degree) {
        std::fill(l.begin() + degree * degree, l.begin() + (degree + 1) * (degree + 1), degree);
    }
    return at::tensor(at::ArrayRef<std::int64_t>(l));
}

Tensor degreePower(const Tensor& coefficients)
{
    const int n = static_cast<int>(std::lround(std::sqrt(static_cast<double>(coefficients.size(-1)))));
    const Tensor l = degrees(n - 1).to(coefficients.device());
    auto shape = coefficients.sizes().vec();
    shape.back() = n;
    Tensor sum = at::zeros(shape, coefficients.options());
    sum.index_add_(-1, l, coefficients.square());
    return sum / (2 * at::arange(n, coefficients.options()) + 1);
}

}  // namespace core::earth
