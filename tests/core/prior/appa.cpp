#include "core/api/error.h"
#include "core/api/request.h"
#include "core/data/netcdf_writer.h"
#include "core/data/result.h"
#include "core/prior/latent_decoder.h"
#include "core/network/dates.h"
#include "core/prior/latent_points.h"
#include "core/prior/latent_windows.h"
#include "core/prior/state_vectors.h"
#include "core/run/loop.h"
#include "core/run/outcome.h"
#include "core/run/problem.h"
#include "core/run/rollout.h"
#include "tests/core/prior/appa_tree.h"
#include "tests/core/prior/suites.h"
#include "tests/reference/hash_weights.h"
#include "tests/suite.h"

#include <ATen/Parallel.h>

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace {

using namespace core;
using at::Tensor;
namespace fs = std::filesystem;

void silent(const std::string&, double) {}

std::string refusal(const Request& request)
{
    try {
        static_cast<void>(run::prepare(request, silent));
    } catch (const Error& error) {
        return error.hint().empty() ? std::string("no hint: ") + error.what() : error.what();
    }
    return {};
}

const std::string stations = R"({"observations": [{"values": [
    {"id": "a", "time": "2021-03-06T01:00:00Z", "lat": 48.8, "lon": 2.3, "variable": "air_temperature", "value": 291, "error": 1},
    {"id": "b", "time": "2021-03-06T02:00:00Z", "lat": -30, "lon": 359, "variable": "eastward_wind", "value": 4, "error": 1},
    {"id": "c", "time": "2021-03-06T02:00:00Z", "lat": 12, "lon": -77, "variable": "geopotential_height", "level": 500, "value": 5150, "error": 20},
    {"id": "d", "time": "2021-03-06T03:00:00Z", "lat": 60, "lon": 100, "variable": "wind_speed", "value": 6, "error": 1}]}]})";

class Appa : public QObject {
    Q_OBJECT

    /// a tree of its own
    std::string made()
    {
        const std::string to = (fs::path(folder_.path().toStdString()) / std::to_string(copies_++)).string();
        tests::AppaTree::small().write(to);
        tests::AppaTree::small().writeStatistics(to + "/data/stats_era5.zarr");
        return to;
    }
    static Request request(const std::string& prior, const std::string& more = "{}")
    {
        nlohmann::json document = nlohmann::json::parse(
            R"({"window": {"start": "2021-03-06T00:00:00Z", "step": "PT1H", "length": 4}, "sampler": {"kind": "ddim", "steps": 4},
                "ensemble": {"members": 2, "seed": 7}, "device": "cpu"})");
        document["prior"] = nlohmann::json::parse(prior);
        document.update(nlohmann::json::parse(more));
        return parseRequest(document.dump());
    }
    static std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }
    /// a prior of kind appa by these words and knobs
    static std::string parted(nlohmann::json words)
    {
        words["kind"] = "appa";
        return words.dump();
    }
    static void replace(const fs::path& path, const std::string& before, const std::string& after)
    {
        std::ifstream file(path);
        std::string all{std::istreambuf_iterator<char>(file), {}};
        QVERIFY(all.find(before) != std::string::npos);
        all.replace(all.find(before), before.size(), after);
        std::ofstream(path) << all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        at::set_num_threads(1);
        tree_ = made();
    }

    void anUnconditionalRunEndsInFields()
    {
        const auto problem = run::prepare(request(quoted(tree_)), silent);
        QCOMPARE(problem->prior->channels().size(), 16U);
        QCOMPARE(problem->prior->channels()[6].key(), std::string("air_temperature@500"));
        QCOMPARE(problem->request.guidance.choice.kind, std::string("mmps"));
        QVERIFY(!problem->exact);
        const std::vector<float> fields = written(problem, "free.nc");
        QVERIFY(std::all_of(fields.begin(), fields.end(), [](float v) { return std::isfinite(v); }));
        const data::Result back = data::readResult(folder_.filePath("free.nc").toStdString());
        QCOMPARE(back.members.size(), 2U);
        QCOMPARE(back.grid.lat.size(), 17U);
        QCOMPARE(back.grid.lat.front(), 90.0);
        QCOMPARE(back.grid.times.size(), 4U);
        QCOMPARE(back.background[back.grid.at(2, 0)], 288.0F);
    }
    void guidanceByStationsPullsTowardsThem()
    {
        // the solve that needs no derivative of the network: that of made-up weights is no covariance
        const auto sampled = [&](double strength) {
            Request one = request(quoted(tree_), stations);
            one.guidance.choice = {"diffpir", {{"iterations", 2}}};
            one.guidance.strength = strength;
            one.steps = 12;
            return run::prepare(one, silent);
        };
        const auto free = sampled(0), seen = sampled(1);
        QCOMPARE(seen->observations.used.size(), 4U);
        QCOMPARE(seen->observations.sigmaB[0], 20.0);
        QCOMPARE(seen->observations.background[0], 288.0);
        QVERIFY(lastDepartures(seen) < 0.8 * lastDepartures(free));
        QVERIFY(!written(seen, "seen.nc").empty());
        const data::Result back = data::readResult(folder_.filePath("seen.nc").toStdString());
        QCOMPARE(back.departures.size(), 4U);
        QVERIFY(std::isfinite(back.departures[3].oma));
    }
    void everyMethodThatNeedsNoCovarianceRuns()
    {
        for (const char* method :
             {"sda", "w2c", "dps", "pgdm", "tmpd", "diffpir", "repaint", "tds", "mmps"}) {
            Request one = request(quoted(tree_), stations);
            one.guidance.choice.kind = method;
            one.steps = 2;
            try {
                const auto problem = run::prepare(one, silent);
                run::Loop loop(problem, std::make_shared<run::History>(1 << 26), 1);
                while (!loop.done()) {
                    static_cast<void>(loop.advance());
                }
                QVERIFY2(at::isfinite(loop.x()).all().item<bool>(), method);
            } catch (const Error& error) {
                QVERIFY2(
                    QString(error.what()).contains("linear") || QString(error.what()).contains("covariance"),
                    qPrintable(QString("%1: %2").arg(method, error.what())));
            }
        }
    }
    void longerTrajectoriesAreWindows()
    {
        Request longer = request(parted({{"folder", tree_}, {"overlap", 1}, {"fold", "causal"}}), stations);
        longer.window->length = 9;
        longer.steps = 2;
        const auto problem = run::prepare(longer, silent);
        // windows of 4, three states apart: 10 states hold nine
        QCOMPARE(problem->prior->size(), std::int64_t{10} * 5 * 10 * 4);
        QVERIFY(!written(problem, "long.nc").empty());
        QCOMPARE(data::readResult(folder_.filePath("long.nc").toStdString()).grid.times.size(), 9U);
    }
    void windowsCanBeGuidedEachByItsOwn()
    {
        const auto states = [&](int length, bool each) {
            Request one = request(quoted(tree_), stations);
            one.window->length = length;
            one.guidance.choice = {"mmps", {{"iterations", 2}}};
            one.guidance.inWindows = each;
            one.steps = 3;
            run::Loop loop(run::prepare(one, silent), std::make_shared<run::History>(1 << 26), 1);
            while (!loop.done()) {
                static_cast<void>(loop.advance());
            }
            return loop.x();
        };
        const auto apart = [&](int length) {
            const Tensor together = states(length, false);
            return ((states(length, true) - together).norm() / together.norm()).item<double>();
        };
        QVERIFY(apart(4) < 1e-4);  // one window is the trajectory
        // the middle window of three holds the last states alone, and what the fold leaves out is not conditioned
        QVERIFY(apart(8) > 1e-3);
        Request whole = parseRequest("{}");
        whole.guidance.inWindows = true;
        QCOMPARE(refusal(whole), std::string("guidance.windows is each, and this prior is not composed of windows."));
    }
    void partsAndSnapshotsOfLinksAreTheSameModel()
    {
        const fs::path snapshot = fs::path(folder_.path().toStdString()) / "snapshot";
        int count = 0;
        fs::create_directories(snapshot / "blobs");
        for (const auto& entry : fs::recursive_directory_iterator(tree_)) {
            if (entry.is_regular_file() && entry.path().string().find("stats_era5") == std::string::npos) {
                const fs::path link = snapshot / "tree" / fs::relative(entry.path(), tree_);
                fs::create_directories(link.parent_path());
                fs::copy_file(entry.path(), snapshot / "blobs" / std::to_string(count));
                fs::create_symlink(snapshot / "blobs" / std::to_string(count++), link);
            }
        }
        const std::string statistics = (snapshot / "table.nc").string();
        tests::AppaTree::small().writeStatisticsNetcdf(statistics);
        const std::string tree = (snapshot / "tree").string();
        const std::string parts = parted({{"denoiser", tree + tests::AppaTree::denoiserFolder},
                                          {"autoencoder", tree + tests::AppaTree::autoencoderFolder},
                                          {"latent", tree + tests::AppaTree::latentFile},
                                          {"statistics", statistics}});
        const auto one = run::prepare(request(quoted(tree_)), silent),
                   other = run::prepare(request(parts), silent);
        QCOMPARE(one->prior->channels().size(), other->prior->channels().size());
        run::Loop a(one, std::make_shared<run::History>(1 << 26), 1),
            b(other, std::make_shared<run::History>(1 << 26), 1);
        QVERIFY(at::equal(a.mean(), b.mean()));
        for (const int channel : {0, 7, 12}) {
            QVERIFY(at::allclose(one->prior->decoder().field(a.mean(), channel, 1),
                                 other->prior->decoder().field(b.mean(), channel, 1), 1e-4));
        }
        QVERIFY(refusal(request(quoted(tree))).find("statistics of the fields") != std::string::npos);
    }
    void pointsAreTheDecodersAndTheirDerivativesAgree()
    {
        const auto problem = run::prepare(request(quoted(tree_), stations), silent);
        const auto& network = *problem->observations.network;
        at::manual_seed(1);
        const Tensor x = at::randn({2, problem->prior->size()}), dx = at::randn_like(x),
                     w = at::randn({2, network.size()});
        const auto there = network.linearise(x);
        QVERIFY(at::allclose(there.value, network.apply(x), 1e-5, 1e-4));
        // ⟨w, J dx⟩ = ⟨Jᵀ w, dx⟩, and J dx is the slope
        const Tensor along = there.jvp(dx);
        QVERIFY(at::allclose((w * along).sum(1), (there.vjp(w) * dx).sum(1), 1e-3, 1e-2));
        const double h = 1e-2;
        const Tensor slope = (network.apply(x + h * dx) - network.apply(x - h * dx)) / (2 * h);
        QVERIFY(at::allclose(along, slope, 2e-2, 2e-2 * along.abs().max().item<double>()));
        // on a grid point the value is the field's
        const observe::Decoder& decoder = problem->prior->decoder();
        const auto points = decoder.points({{6, 1, decoder.grid()->lat[3], decoder.grid()->lon[5]}});
        const Tensor value = points->apply(x) + points->background();
        QVERIFY(at::allclose(value.flatten(), decoder.field(x, 6, 1).select(1, 3).select(1, 5), 1e-5, 1e-2));
    }
    void fieldsThatWereEncodedComeBackThroughTheSameLatent()
    {
        const auto problem = run::prepare(request(quoted(tree_)), silent);
        const observe::Decoder& decoder = problem->prior->decoder();
        at::manual_seed(2);
        std::vector<Tensor> states;
        for (int time = 0; time < 4; ++time) {
            states.push_back(decoder.fields(at::randn({1, problem->prior->size()}), time)[0]);
        }
        const Tensor latent = decoder.encode(at::stack(states));
        QCOMPARE(latent.size(0), problem->prior->size());
        QVERIFY(at::isfinite(latent).all().item<bool>());
    }
    void halfPrecisionStaysInTheBackbone()
    {
        const auto exact = run::prepare(request(quoted(tree_)), silent);
        const auto half = run::prepare(request(parted({{"folder", tree_}, {"precision", "bfloat16"}})),
                                       silent);
        run::Loop a(exact, std::make_shared<run::History>(1 << 26), 1),
            b(half, std::make_shared<run::History>(1 << 26), 1);
        QCOMPARE(b.x().scalar_type(), at::kFloat);
        QCOMPARE(b.mean().scalar_type(), at::kFloat);
        const double difference = (a.mean() - b.mean()).abs().max().item<double>(),
                     size = a.mean().abs().max().item<double>();
        QVERIFY2(difference > 0 && difference < 0.05 * size,
                 qPrintable(QString("%1 of %2").arg(difference).arg(size)));
    }
    void productsOfAnySizeStayWithinFloat16()
    {
        const Tensor exact = product(at::kFloat, 1, 1), half = product(at::kHalf, 1, 1);
        QVERIFY(relative(half, exact) > 0);
        for (const double sigma : {0.02, 1.0, 50.0}) {
            const Tensor want = product(at::kFloat, sigma, 1);
            for (const double size : {1e-9, 1.0, 1e9}) {  // float16 ends at 6·10⁴ and at 6·10⁻⁸
                const Tensor got = product(at::kHalf, sigma, size);
                const double error = relative(got / size, want);
                QVERIFY2(error < 1e-2, qPrintable(QString("sigma %1, size %2: %3").arg(sigma).arg(size).arg(error)));
                QVERIFY(got[1].equal(at::zeros_like(got[1])));  // of nothing nothing
            }
        }
        const std::string said = refusal(request(parted({{"folder", tree_}, {"precision", "float16"}})));
        QVERIFY2(said.starts_with("prior.precision is float16"), said.c_str());
    }
    void theNoiseIsThatOfTheTraining()
    {
        const std::string tree = made();
        replace(tree + tests::AppaTree::denoiserFolder + "/config.yaml", "\"sigma_max\":1000.0", "\"sigma_max\":80.0");
        const auto says = [](const std::vector<std::string>& all, const char* words) {
            return std::ranges::any_of(all, [&](const std::string& one) { return one.find(words) != std::string::npos; });
        };
        const auto taken = run::prepare(request(quoted(tree)), silent);
        QCOMPARE(taken->request.schedule.kind, std::string("rectified"));
        QCOMPARE(taken->request.schedule.knobs.at("sigmaMin"), 1e-3);
        QCOMPARE(taken->request.schedule.knobs.at("sigmaMax"), 80.0);
        QVERIFY(says(taken->facts, "noise from 0.001 to 80, as the prior was trained") && !says(taken->notes, "network guesses"));
        const auto beyond = run::prepare(request(quoted(tree), R"({"schedule": {"kind": "loglinear", "sigmaMax": 500}})"), silent);
        QCOMPARE(beyond->request.schedule.kind, std::string("loglinear"));
        QVERIFY(says(beyond->notes, "from σ 0.001 to 500, and the prior was trained from 0.001 to 80"));
        const auto within = run::prepare(request(quoted(tree), R"({"schedule": {"kind": "cosine"}})"), silent);
        QCOMPARE(within->request.schedule.kind, std::string("cosine"));
        const auto narrow = run::prepare(request(quoted(tree), R"({"schedule": {"kind": "loglinear", "sigmaMin": 0.01, "sigmaMax": 50}})"), silent);
        QVERIFY(!says(narrow->notes, "network guesses") && !says(narrow->facts, "as the prior was trained"));
    }
    void aForecastGoesOnFromItsLastStates()
    {
        for (const char* windows : {"together", "each"}) {
            Request one = request(quoted(tree_), R"({"task": {"kind": "autoregressive", "lead": 4, "past": 2, "next": 2},
                "guidance": {"kind": "diffpir", "windows": ")" + std::string(windows) + R"("}})");
            one.steps = 6;
            const auto problem = run::prepare(one, silent);
            QCOMPARE(problem->window.length, 8);
            QCOMPARE(problem->rollout->count(), 3);
            const observe::Observed given = problem->rollout->legs.front().law->given(at::zeros({1, 2, problem->prior->size() / 8}));
            QCOMPARE(given.op->size(), 2 * problem->prior->size() / 8);
            // the noise of the autoencoder, 0.01, in units of the latent's first channel
            const double scale = std::hypot(0.8, 0.01);
            QVERIFY(std::abs(given.variance[0].item<double>() / std::pow(0.01 / scale, 2) - 1) < 1e-5);
            run::Loop loop(problem, std::make_shared<run::History>(1 << 26), 1);
            Tensor first;
            while (!loop.done()) {
                static_cast<void>(loop.advance());
                first = loop.step() == 6 ? problem->prior->stateVectors().states(loop.x()).narrow(1, 0, 4) : first;
            }
            QCOMPARE(loop.step(), 18);
            const Tensor states = problem->prior->stateVectors().states(loop.x());
            QVERIFY2(at::isfinite(states).all().item<bool>(), windows);
            QVERIFY2((states.narrow(1, 0, 4) - first).abs().max().item<double>() < 1e-4, windows);
        }
    }
    void theSeaMaskLeavesLandMissing()
    {
        const std::string mask = folder_.filePath("mask.nc").toStdString();
        writeMask(mask);
        const auto problem = run::prepare(request(parted({{"folder", tree_}, {"masks", mask}})), silent);
        const Tensor x = at::zeros({1, problem->prior->size()});
        const Tensor sst = problem->prior->decoder().field(x, 4, 0)[0],
                     air = problem->prior->decoder().field(x, 0, 0)[0];
        QVERIFY(at::isnan(sst.slice(0, 0, 8)).all().item<bool>() &&
                at::isfinite(sst.slice(0, 8)).all().item<bool>());
        QVERIFY(at::isfinite(air).all().item<bool>());
    }
    void oneErrorNamesWhatDoesNotFit()
    {
        const std::string extra = made();
        replace(extra + tests::AppaTree::denoiserFolder + "/config.yaml", "hid_blocks\":2", "hid_blocks\":3");
        QVERIFY(refusal(request(quoted(extra))).find("“blocks.2.") != std::string::npos);
        const std::string arch = made();
        replace(arch + tests::AppaTree::denoiserFolder + "/config.yaml", "vit\",\"attention",
                "unet\",\"attention");
        QVERIFY(refusal(request(quoted(arch))).find("another kind, “unet”") != std::string::npos);
        const std::string graph = made();
        replace(graph + tests::AppaTree::autoencoderFolder + "/config.yaml", "cae_made", "ico_made");
        QVERIFY(refusal(request(quoted(graph))).find("not convolutional") != std::string::npos);
        const std::string bare = made();
        fs::remove_all(bare + "/data");
        QVERIFY(refusal(request(quoted(bare))).find("No statistics of the fields") != std::string::npos);
        const std::string other = made();
        fs::remove_all(other + "/data/stats_era5.zarr/temperature");
        QVERIFY(refusal(request(quoted(other))).find("make 14 fields, and the autoencoder has 16") !=
                std::string::npos);
        const std::string cut = made();
        fs::resize_file(cut + "/data/stats_era5.zarr/temperature/0.0", 3);
        QVERIFY(refusal(request(quoted(cut))).find("truncated") != std::string::npos);
        QVERIFY(refusal(request(parted(nlohmann::json::object()))).find("needs a folder") !=
                std::string::npos);
        QVERIFY(refusal(request(quoted(tree_ + "/nowhere"))).find("neither a shipped prior nor a folder") !=
                std::string::npos);
        Request coarse = request(quoted(tree_));
        coarse.window->stepSeconds = 21600;
        QVERIFY(refusal(coarse).find("1 h apart") != std::string::npos);
        QVERIFY(refusal(request(parted({{"folder", tree_}, {"overlap", 4}}))).find("prior.overlap") !=
                std::string::npos);
    }
    void moreThanMemoryHoldsIsRefusedBeforeItStarts()
    {
        Request huge = request(quoted(tree_));
        huge.ensemble.members = 65536;
        huge.window->length = 100'000;
        const std::string message = refusal(huge);
        QVERIFY2(message.find("GiB of memory") != std::string::npos, message.c_str());
    }

private:
    static void writeMask(const std::string& path)
    {
        data::NetcdfWriter file(path);
        const int lat = file.dimension(file.root(), "latitude", 17),
                  lon = file.dimension(file.root(), "longitude", 32);
        std::vector<double> sea(17 * 32, 1);
        std::fill(sea.begin(), sea.begin() + 8 * 32, 0.0);
        file.doubles(file.root(), "sea_surface_temperature_mask", {lat, lon}, {}, sea);
        file.finish();
    }
    /// The run to its end and its file; all members' values
    std::vector<float> written(const std::shared_ptr<const run::Problem>& problem, const QString& name)
    {
        run::Loop loop(problem, std::make_shared<run::History>(1 << 26), 1);
        while (!loop.done()) {
            static_cast<void>(loop.advance());
        }
        const std::string path = folder_.filePath(name).toStdString();
        data::writeResult(path,
                          run::outcome(*problem, loop.request(), loop.x(), run::History(1 << 20), false),
                          run::fieldsOfOutcome(*problem, loop.x()));
        std::vector<float> out;
        for (const auto& member : data::readResult(path).members) {
            out.insert(out.end(), member.begin(), member.end());
        }
        return out;
    }
    /// Jᵀv of two windows in a precision at a noise level; v has elements of that size, and none in the second row.
    static Tensor product(at::ScalarType type, double sigma, double size)
    {
        const network::VitConfig config = tests::AppaTree::small().denoiser;
        network::Weights weights(reference::hashVit(config, 1), type);
        const network::AppaDenoiser model{config, std::make_shared<network::Vit>(config, network::Scope(weights)), ""};
        const prior::LatentWindows windows(model, {config.states, config.states, config.states},
                                           network::datesFrom({2021, 3, 6, 0}, config.states, 1));
        const Tensor x = reference::hashNormal("x", {2, model.network->size()}).to(at::kFloat);
        const Tensor v = reference::hashNormal("v", x.sizes()).to(at::kFloat) * at::tensor({size, 0.0}, at::kFloat).view({2, 1});
        return windows.linearise(x * sigma, {.t = 0.5, .alpha = 1, .sigma = sigma}, {.windows = {0}, .members = 2}).vjp(v);
    }
    static double relative(const Tensor& a, const Tensor& b)
    {
        return ((a - b).norm() / b.norm()).item<double>();
    }
    static double lastDepartures(const std::shared_ptr<const run::Problem>& problem)
    {
        run::Loop loop(problem, std::make_shared<run::History>(1 << 26), 1);
        double last = 0;
        while (!loop.done()) {
            last = loop.advance().omaRms;
        }
        return last;
    }
    QTemporaryDir folder_;
    std::string tree_;
    int copies_ = 0;
};

}  // namespace

std::unique_ptr<QObject> tests::appaSuite()
{
    return std::make_unique<Appa>();
}

#include "appa.moc"
