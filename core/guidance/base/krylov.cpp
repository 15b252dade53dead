#include "core/guidance/base/krylov.h"

#include <ATen/Parallel.h>

#include <cmath>
#include <limits>
#include <vector>

namespace core::guidance {
namespace {

using at::Tensor;

constexpr double smallest = std::numeric_limits<double>::min();

Tensor wide(const Tensor& x)
{
    return x.to(at::kDouble).contiguous();
}

/// ‖·‖ of each member, [M, 1]
Tensor rowNorms(const Tensor& a)
{
    return rowDots(a, a).sqrt_();
}

double worst(const Tensor& residual, const Tensor& reference)
{
    return (residual / reference.clamp_min(smallest)).max().item<double>();
}

/// b − C x0 and x0, both float64
std::pair<Tensor, Tensor> begin(const Product& product, const Tensor& b, const Stop& stop, const Tensor& start)
{
    const Tensor right = wide(b);
    if (!start.defined() || start.sizes() != b.sizes()) {
        return {right, at::zeros_like(right)};
    }
    const Tensor residual = right - wide(product(start.to(b.options())));
    if (stop.tolerance == 0) {
        return {residual, wide(start)};
    }
    const Tensor good = rowNorms(residual).le(rowNorms(right));
    return {at::where(good, residual, right), at::where(good, wide(start), at::zeros_like(right))};
}

/// The small least-squares problem of GMRES for one member: an upper Hessenberg matrix kept triangular by rotations.
class Rotations {
public:
    explicit Rotations(double beta) : right_{beta} {}

    /// Takes column k of the Hessenberg matrix (k + 2 numbers); returns the new residual norm.
    double add(std::vector<double> column)
    {
        const std::size_t k = columns_.size();
        for (std::size_t i = 0; i < k; ++i) {
            const double upper = column[i];
            column[i] = cosines_[i] * upper + sines_[i] * column[i + 1];
            column[i + 1] = -sines_[i] * upper + cosines_[i] * column[i + 1];
        }
        const double length = std::max(std::hypot(column[k], column[k + 1]), smallest);
        cosines_.push_back(column[k] / length);
        sines_.push_back(column[k + 1] / length);
        column[k] = length;
        column.resize(k + 1);
        columns_.push_back(std::move(column));
        right_.push_back(-sines_[k] * right_[k]);
        right_[k] *= cosines_[k];
        return std::abs(right_.back());
    }
    /// Coordinates of the minimiser in the Krylov basis
    [[nodiscard]] std::vector<double> solve() const
    {
        std::vector<double> y(columns_.size());
        for (std::size_t i = columns_.size(); i-- > 0;) {
            double sum = right_[i];
            for (std::size_t j = i + 1; j < columns_.size(); ++j) {
                sum -= columns_[j][i] * y[j];
            }
            y[i] = sum / columns_[i][i];
        }
        return y;
    }

private:
    std::vector<std::vector<double>> columns_;
    std::vector<double> cosines_, sines_, right_;
};

/// One Arnoldi step for all members: orthogonalises C P⁻¹ v_k, extends the basis, returns the new Hessenberg columns.
/// direction  P⁻¹ v_k
std::vector<Tensor> arnoldi(const Product& product, std::vector<Tensor>& basis, const Tensor& direction)
{
    Tensor next = wide(product(direction));
    std::vector<Tensor> column;
    for (const Tensor& v : basis) {
        column.push_back(rowDots(v, next));
        next = next.addcmul(v, column.back(), -1);
    }
    column.push_back(rowNorms(next));
    basis.push_back(next / column.back().clamp_min(smallest));
    return column;
}

}  // namespace

Tensor rowDots(const Tensor& a, const Tensor& b)
{
    if (!a.is_cpu()) {
        return (wide(a) * wide(b)).sum(1, true);
    }
    const Tensor left = wide(a);
    const Tensor right = wide(b);
    Tensor dots = at::empty({left.size(0), 1}, left.options());
    const double* l = left.const_data_ptr<double>();
    const double* r = right.const_data_ptr<double>();
    double* out = dots.data_ptr<double>();
    const std::int64_t n = left.size(1);
    at::parallel_for(0, left.size(0), std::max<std::int64_t>(1, 32768 / std::max<std::int64_t>(n, 1)),
                     [&](std::int64_t first, std::int64_t last) {
                         for (std::int64_t m = first; m < last; ++m) {
                             double lanes[4] = {};
                             for (std::int64_t i = 0; i < n; ++i) {
                                 lanes[i % 4] += l[m * n + i] * r[m * n + i];
                             }
                             out[m] = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
                         }
                     });
    return dots;
}

Solution gmres(const Product& product, const Tensor& b, const Stop& stop, const Guess& guess)
{
    auto [residual, x] = begin(product, b, stop, guess.start);
    const Tensor reference = rowNorms(wide(b));
    const Tensor beta = rowNorms(residual);
    const std::int64_t members = b.size(0);
    std::vector<Rotations> small;
    const Tensor betas = beta.cpu();
    const Tensor scales = reference.clamp_min(smallest).cpu();
    for (std::int64_t m = 0; m < members; ++m) {
        small.emplace_back(betas.const_data_ptr<double>()[m]);
    }
    Solution solution{.w = {}, .iterations = 0, .residual = worst(beta, reference)};
    std::vector<Tensor> basis = {residual / beta.clamp_min(smallest)};
    std::vector<Tensor> directions;  // the basis seen through the preconditioner
    while (solution.iterations < stop.iterations && (stop.tolerance == 0 || solution.residual > stop.tolerance)) {
        directions.push_back(guess.inverse ? guess.inverse(basis.back()) : basis.back());
        const auto hessenberg = arnoldi(product, basis, directions.back().to(b.scalar_type()));
        const Tensor columns = at::cat(hessenberg, 1).cpu().contiguous();
        const std::int64_t height = columns.size(1);
        solution.residual = 0;
        for (std::int64_t m = 0; m < members; ++m) {
            const double* column = columns.const_data_ptr<double>() + m * height;
            const double left = small[static_cast<std::size_t>(m)].add({column, column + height});
            solution.residual = std::max(solution.residual, left / scales.const_data_ptr<double>()[m]);
        }
        ++solution.iterations;
    }
    Tensor y = at::empty({members, solution.iterations}, at::kDouble);
    for (std::int64_t m = 0; m < members; ++m) {
        const std::vector<double> row = small[static_cast<std::size_t>(m)].solve();
        std::copy(row.begin(), row.end(), y.data_ptr<double>() + m * solution.iterations);
    }
    y = y.to(x.device());
    for (int k = 0; k < solution.iterations; ++k) {
        x = x.addcmul(directions[static_cast<std::size_t>(k)], y.slice(1, k, k + 1));
    }
    solution.w = x.to(b.scalar_type());
    return solution;
}

Solution conjugateGradient(const Product& product, const Tensor& b, const Stop& stop, const Guess& guess)
{
    auto [residual, x] = begin(product, b, stop, guess.start);
    const Tensor reference = rowNorms(wide(b));
    const auto precondition = [&](const Tensor& r) { return guess.inverse ? guess.inverse(r) : r; };
    Tensor z = precondition(residual);
    Tensor direction = z;
    Tensor rz = rowDots(residual, z);
    Solution solution{.w = {}, .iterations = 0, .residual = worst(rowNorms(residual), reference)};
    while (solution.iterations < stop.iterations && (stop.tolerance == 0 || solution.residual > stop.tolerance)) {
        const Tensor image = wide(product(direction.to(b.scalar_type())));
        const Tensor length = rz / rowDots(direction, image).clamp_min(smallest);
        x = x.addcmul(direction, length);
        residual = residual.addcmul(image, length, -1);
        z = precondition(residual);
        const Tensor next = rowDots(residual, z);
        direction = z.addcmul(direction, next / rz.clamp_min(smallest));
        rz = next;
        solution.residual = worst(rowNorms(residual), reference);
        ++solution.iterations;
    }
    solution.w = x.to(b.scalar_type());
    return solution;
}

}  // namespace core::guidance
