#include "core/train/base/trainer.h"

#include "core/api/error.h"
#include "core/train/base/parameters.h"

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::train {
namespace {

constexpr std::int64_t announced = 2;  ///< batches ahead of the step

/// Samples of one batch of a validation, which goes through all in order
std::vector<std::int64_t> countFrom(std::int64_t first, std::int64_t size)
{
    std::vector<std::int64_t> numbers(static_cast<std::size_t>(size));
    std::iota(numbers.begin(), numbers.end(), first);
    return numbers;
}

/// uses of the seed
enum Stream : std::uint32_t { start, order, noise, validationNoise };

Draws drawsOf(const TrainRequest& request, Stream stream, std::int64_t number)
{
    return Draws(base::NoisePlace{.seed = request.seed, .member = stream, .step = static_cast<std::uint32_t>(number)});
}

StateDict begun(const Objective& objective, const TrainRequest& request)
{
    Draws draws = drawsOf(request, start, 0);
    return leaves(objective.initial(draws));
}

}  // namespace

Trainer::Trainer(const Objective& objective, const Source& training, const Source& validation, TrainRequest request)
    : objective_(objective),
      training_(training),
      validation_(validation),
      request_(std::move(request)),
      parameters_(begun(objective, request_)),
      average_(copies(parameters_)),
      optimiser_(request_.optimiser, parameters_)
{
    if (training.samples() < request_.batch || validation.samples() < 1) {
        throw Error(Cause::badInput,
                    "The data have " + std::to_string(training.samples()) + " samples to train with and " +
                        std::to_string(validation.samples()) + " to validate with, too few for batches of " +
                        std::to_string(request_.batch) + ".",
                    "Use more data or a smaller batch.");
    }
}

std::vector<std::int64_t> Trainer::numbersOf(std::int64_t step)
{
    const std::int64_t batches = training_.samples() / request_.batch, epoch = step / batches;
    if (epoch_.number != epoch) {
        Draws draws = drawsOf(request_, order, epoch);
        epoch_ = {epoch, draws.uniform(training_.samples()).argsort().contiguous()};
    }
    const auto* first = epoch_.samples.data_ptr<std::int64_t>() + (step % batches) * request_.batch;
    return {first, first + request_.batch};
}

void Trainer::announceAfter(std::int64_t step)
{
    std::vector<std::vector<std::int64_t>> next;
    for (std::int64_t k = step + 1; k <= step + announced && k < request_.steps; ++k) {
        next.push_back(numbersOf(k));
    }
    training_.announce(next);
}

void Trainer::expectSound(double loss, double norm) const
{
    const bool finite = std::isfinite(loss) && std::isfinite(norm);
    if (finite && !(loss > request_.divergence * at_.leastMean)) {
        return;
    }
    throw Error(Cause::badInput,
                "The training diverged at step " + std::to_string(at_.step + 1) +
                    (finite ? ": its loss has grown too far." : ": its loss is no finite number."),
                "Use a smaller optimiser.rate or an optimiser.clip, and start again from the last checkpoint with "
                "--resume.");
}

StepReport Trainer::step()
{
    const c10::InferenceMode plain(false);
    const c10::AutoGradMode record(true);
    Draws draws = drawsOf(request_, noise, at_.step);
    const Tensor batch = training_.batch(numbersOf(at_.step), draws);
    announceAfter(at_.step);
    const Tensor loss = objective_.loss(parameters_, batch, draws);
    StepReport report{.loss = loss.item<double>(),
                      .gradientNorm = 0,
                      .rate = rateAt(request_.optimiser, request_.rate, at_.step, request_.steps)};
    loss.backward();
    report.gradientNorm = optimiser_.gradientNorm();
    try {
        expectSound(report.loss, report.gradientNorm);
    } catch (...) {
        optimiser_.forgetGradients();
        throw;
    }
    optimiser_.step(report.rate, report.gradientNorm);
    average();
    constexpr double memory = 0.99;  // of the running mean that divergence is measured by
    constexpr std::int64_t settled = 100;
    at_.mean = at_.step == 0 ? report.loss : memory * at_.mean + (1 - memory) * report.loss;
    at_.step += 1;
    if (at_.step >= settled) {
        at_.leastMean = std::min(at_.leastMean, at_.mean);
    }
    at_.rowLoss += report.loss;
    at_.rowNorm += report.gradientNorm;
    at_.rowSteps += 1;
    return report;
}

void Trainer::average()
{
    if (!(request_.average > 0)) {
        return;
    }
    const c10::NoGradGuard quiet;
    const auto k = static_cast<double>(at_.step);
    const double decay = std::min(request_.average, (1 + k) / (10 + k));  // forgets the first weights soon
    for (auto& [name, tensor] : average_) {
        tensor.mul_(decay).add_(parameters_.at(name), 1 - decay);
    }
}

double Trainer::validate()
{
    const c10::InferenceMode plain(false);
    const c10::NoGradGuard quiet;
    const std::int64_t samples = validation_.samples(), size = std::min<std::int64_t>(samples, request_.batch);
    double sum = 0;
    std::int64_t batches = 0;
    for (std::int64_t first = 0; first + size <= samples; first += size, ++batches) {
        Draws draws = drawsOf(request_, validationNoise, batches);
        const Tensor batch = validation_.batch(countFrom(first, size), draws);
        if (first + 2 * size <= samples) {
            validation_.announce({countFrom(first + size, size)});
        }
        sum += objective_.loss(averaged(), batch, draws).item<double>();
    }
    const double loss = sum / static_cast<double>(batches);
    if (loss < at_.best) {
        at_.best = loss;
        at_.bestStep = at_.step;
        at_.waited = 0;
    } else {
        at_.waited += 1;
    }
    return loss;
}

bool Trainer::exhausted() const
{
    return request_.validation.patience > 0 && at_.waited >= request_.validation.patience;
}

StepReport Trainer::row()
{
    const double steps = std::max<double>(1, static_cast<double>(at_.rowSteps));
    const StepReport mean{.loss = at_.rowLoss / steps,
                          .gradientNorm = at_.rowNorm / steps,
                          .rate = rateAt(request_.optimiser, request_.rate, at_.step - 1, request_.steps)};
    at_.rowLoss = at_.rowNorm = 0;
    at_.rowSteps = 0;
    return mean;
}

}  // namespace core::train
