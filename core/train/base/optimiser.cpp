#include "core/train/base/optimiser.h"

#include "core/api/error.h"

#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>

#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>

#include <cmath>

namespace core::train {
namespace {

using torch::optim::Optimizer;

std::unique_ptr<Optimizer> innerOf(const OptimiserSpec& spec, const StateDict& parameters)
{
    std::vector<Tensor> list;
    for (const auto& [name, tensor] : parameters) {
        list.push_back(tensor);
    }
    const auto betas = std::make_tuple(spec.beta1, spec.beta2);
    if (spec.kind == "adam") {
        const auto options = torch::optim::AdamOptions(spec.rate).betas(betas).weight_decay(spec.weightDecay);
        return std::make_unique<torch::optim::Adam>(list, options);
    }
    const auto options = torch::optim::AdamWOptions(spec.rate).betas(betas).weight_decay(spec.weightDecay);
    return std::make_unique<torch::optim::AdamW>(list, options);
}

std::int64_t wholeOf(const Tensor& scalar)
{
    return scalar.item<std::int64_t>();
}

/// what both optimisers remember of a parameter
template <class State>
void describe(const Optimizer& optimiser, const StateDict& parameters, StateDict& out)
{
    for (const auto& [name, tensor] : parameters) {
        const auto found = optimiser.state().find(tensor.unsafeGetTensorImpl());
        if (found != optimiser.state().end()) {
            const auto& state = static_cast<const State&>(*found->second);
            out["step." + name] = at::full({1}, state.step(), at::kLong);
            out["first." + name] = state.exp_avg();
            out["second." + name] = state.exp_avg_sq();
        }
    }
}

template <class State>
void recall(Optimizer& optimiser, const StateDict& parameters, const StateDict& given)
{
    for (const auto& [name, tensor] : parameters) {
        const auto steps = given.find("step." + name), first = given.find("first." + name),
                   second = given.find("second." + name);
        if (steps == given.end() || first == given.end() || second == given.end() ||
            first->second.sizes() != tensor.sizes() || second->second.sizes() != tensor.sizes()) {
            throw Error(Cause::badFile, "The checkpoint knows no moments of “" + name + "”.",
                        "Start the training anew, without --resume.");
        }
        auto state = std::make_unique<State>();
        state->step(wholeOf(steps->second));
        state->exp_avg(first->second.clone());
        state->exp_avg_sq(second->second.clone());
        optimiser.state()[tensor.unsafeGetTensorImpl()] = std::move(state);
    }
}

}  // namespace

double rateAt(const OptimiserSpec& optimiser, const RateSpec& rate, std::int64_t step, std::int64_t steps)
{
    const double x = static_cast<double>(step) / static_cast<double>(steps);
    const double rising =
        step < rate.warmUp ? static_cast<double>(step + 1) / static_cast<double>(rate.warmUp) : 1;
    const double falling = rate.kind == "linear" ? 1 - x : rate.kind == "cosine" ? (1 + std::cos(M_PI * x)) / 2 : 1;
    return optimiser.rate * rising * falling;
}

Optimiser::Optimiser(const OptimiserSpec& spec, StateDict parameters)
    : spec_(spec), parameters_(std::move(parameters)), inner_(innerOf(spec_, parameters_))
{
}

Optimiser::~Optimiser() = default;

double Optimiser::gradientNorm() const
{
    double sum = 0;
    for (const auto& [name, tensor] : parameters_) {
        if (tensor.grad().defined()) {
            sum += tensor.grad().to(at::kDouble).square().sum().item<double>();
        }
    }
    return std::sqrt(sum);
}

void Optimiser::step(double rate, double norm)
{
    if (spec_.clip > 0 && norm > spec_.clip) {
        const c10::NoGradGuard quiet;
        for (const auto& [name, tensor] : parameters_) {
            if (tensor.grad().defined()) {
                tensor.mutable_grad().mul_(spec_.clip / norm);
            }
        }
    }
    for (auto& group : inner_->param_groups()) {
        group.options().set_lr(rate);
    }
    inner_->step();
    forgetGradients();
}

void Optimiser::forgetGradients()
{
    inner_->zero_grad();
}

StateDict Optimiser::state() const
{
    StateDict out;
    if (spec_.kind == "adam") {
        describe<torch::optim::AdamParamState>(*inner_, parameters_, out);
    } else {
        describe<torch::optim::AdamWParamState>(*inner_, parameters_, out);
    }
    return out;
}

void Optimiser::restore(const StateDict& state)
{
    if (spec_.kind == "adam") {
        recall<torch::optim::AdamParamState>(*inner_, parameters_, state);
    } else {
        recall<torch::optim::AdamWParamState>(*inner_, parameters_, state);
    }
}

}  // namespace core::train
