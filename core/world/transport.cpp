#include "core/world/transport.h"

#include "core/api/error.h"

#include <limits>
#include <vector>

namespace core::world {

namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// Assigns rows to columns one at a time; prices keep every reduced cost ≥ 0, and 0 where assigned.
class Assignment {
public:
    Assignment(const double* cost, std::size_t n)
        : cost_(cost), n_(n), rowOf_(n, none), rowPrice_(n, 0), columnPrice_(n, 0)
    {
    }

    double solve()
    {
        for (std::size_t row = 0; row < n_; ++row) {
            augment(row);
        }
        double total = 0;
        for (std::size_t column = 0; column < n_; ++column) {
            total += cost_[rowOf_[column] * n_ + column];
        }
        return total;
    }

private:
    /// Dijkstra's shortest path from a free row to a free column over reduced costs, then flips it.
    void augment(std::size_t start)
    {
        std::vector<double> distance(n_, std::numeric_limits<double>::infinity());
        std::vector<std::size_t> from(n_, none), settled;
        std::vector<char> done(n_, 0);
        std::size_t row = start, sink = none;
        double reached = 0;
        while (sink == none) {
            relax(row, reached, distance, from, done);
            const std::size_t column = nearest(distance, done);
            reached = distance[column];
            done[column] = 1;
            settled.push_back(column);
            row = rowOf_[column];
            sink = row == none ? column : none;
        }
        rowPrice_[start] += reached;
        for (const std::size_t column : settled) {
            columnPrice_[column] -= reached - distance[column];
            if (rowOf_[column] != none) {
                rowPrice_[rowOf_[column]] += reached - distance[column];
            }
        }
        columnOf_.resize(n_, none);
        for (std::size_t column = sink, previous = 0;; column = previous) {
            const std::size_t owner = from[column];
            previous = columnOf_[owner];
            rowOf_[column] = owner;
            columnOf_[owner] = column;
            if (owner == start) {
                return;
            }
        }
    }

    void relax(std::size_t row, double reached, std::vector<double>& distance, std::vector<std::size_t>& from,
               const std::vector<char>& done) const
    {
        const double* costs = cost_ + row * n_;
        for (std::size_t column = 0; column < n_; ++column) {
            const double through = reached + costs[column] - rowPrice_[row] - columnPrice_[column];
            if (done[column] == 0 && through < distance[column]) {
                distance[column] = through;
                from[column] = row;
            }
        }
    }

    [[nodiscard]] std::size_t nearest(const std::vector<double>& distance,
                                      const std::vector<char>& done) const
    {
        std::size_t best = none;
        for (std::size_t column = 0; column < n_; ++column) {
            if (done[column] == 0 && (best == none || distance[column] < distance[best])) {
                best = column;
            }
        }
        return best;
    }

    const double* cost_;
    std::size_t n_;
    std::vector<std::size_t> rowOf_, columnOf_;
    std::vector<double> rowPrice_, columnPrice_;
};

}  // namespace

double earthMover(const Tensor& a, const Tensor& b)
{
    if (a.sizes() != b.sizes() || a.dim() != 2 || a.size(0) == 0) {
        throw Error(Cause::badInput, "The distance of two samples wants as many rows and numbers in both.");
    }
    const Tensor cost = at::cdist(a.to(at::kDouble), b.to(at::kDouble), 2, 2).contiguous();
    const auto n = static_cast<std::size_t>(a.size(0));
    return Assignment(cost.data_ptr<double>(), n).solve() / static_cast<double>(n);
}

}  // namespace core::world
