#include "core/metric/base/points.h"

#include "core/base/pick.h"

#include <cmath>
#include <limits>

namespace core::metric {

namespace {

bool counts(const Sample& sample, std::size_t i)
{
    if (sample.weights[i] == 0 || !std::isfinite(sample.truth[i])) {
        return false;
    }
    for (const auto& member : sample.members) {
        if (!std::isfinite(member[i])) {
            return false;
        }
    }
    return true;
}

class Scalar final : public Metric {
public:
    explicit Scalar(double (*function)(const Sample&)) : of_(function) {}
    [[nodiscard]] std::vector<double> moments(const Sample& sample) const override { return {of_(sample)}; }

private:
    double (*of_)(const Sample&);
};

class Root final : public Metric {
public:
    Root(double (*square)(const Sample&), Roots roots) : square_(square), roots_(roots) {}
    [[nodiscard]] std::vector<double> moments(const Sample& sample) const override { return {square_(sample)}; }
    [[nodiscard]] std::vector<double> finished(const std::vector<double>& moments) const override
    {
        return {std::sqrt(moments.at(0))};
    }
    [[nodiscard]] Roots roots() const override { return roots_; }

private:
    double (*square_)(const Sample&);
    Roots roots_;
};

}  // namespace

std::vector<std::size_t> countingPoints(const Sample& sample)
{
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < sample.truth.size(); ++i) {
        if (counts(sample, i)) {
            result.push_back(i);
        }
    }
    return result;
}

double weightedMean(const Sample& sample, const std::function<double(std::size_t)>& f)
{
    double sum = 0, weight = 0;
    for (std::size_t i = 0; i < sample.truth.size(); ++i) {
        if (counts(sample, i)) {
            sum += sample.weights[i] * f(i);
            weight += sample.weights[i];
        }
    }
    return weight > 0 ? sum / weight : std::numeric_limits<double>::quiet_NaN();
}

double meanAt(const Sample& sample, std::size_t point)
{
    double sum = 0;
    for (const auto& member : sample.members) {
        sum += member[point];
    }
    return sum / static_cast<double>(sample.members.size());
}

double varianceAt(const Sample& sample, std::size_t point)
{
    const double mean = meanAt(sample, point);
    double sum = 0;
    for (const auto& member : sample.members) {
        sum += (member[point] - mean) * (member[point] - mean);
    }
    return sample.members.size() < 2 ? std::numeric_limits<double>::quiet_NaN()
                                     : sum / static_cast<double>(sample.members.size() - 1);
}

std::unique_ptr<Metric> scalar(double (*of)(const Sample&))
{
    return std::make_unique<Scalar>(of);
}

std::unique_ptr<Metric> root(double (*square)(const Sample&), Roots roots)
{
    return std::make_unique<Root>(square, roots);
}

double meanSquareError(const Sample& sample)
{
    return weightedMean(sample, [&](std::size_t i) {
        const double error = meanAt(sample, i) - sample.truth[i];
        return error * error;
    });
}

double meanVariance(const Sample& sample)
{
    return weightedMean(sample, [&](std::size_t i) { return varianceAt(sample, i); });
}

std::unique_ptr<Metric> make(const Selection& selection)
{
    return base::make(entries(), selection, "metric");
}

double evaluate(const std::string& kind, const Sample& sample)
{
    return make({.kind = kind})->of(sample).at(0);
}

}  // namespace core::metric
