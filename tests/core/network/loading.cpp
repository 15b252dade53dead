#include "core/api/error.h"
#include "core/network/appa_folder.h"
#include "core/network/score.h"
#include "tests/core/network/examples.h"
#include "tests/core/network/suites.h"
#include "tests/suite.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

namespace {

using namespace core::network;
namespace fs = std::filesystem;

template <class F>
std::string refusal(F f)
{
    try {
        f();
    } catch (const core::Error& error) {
        return error.what();
    }
    return {};
}

const std::string published = tests::referenceFolder + "appa/checkpoint";
const std::string dump = "/autoencoders/nano0/0/latents/dump0", denoiser = dump + "/denoisers/nanodit/0";

class Loading : public QObject {
    Q_OBJECT

    /// a copy of the published tree that may be changed
    std::string copied()
    {
        const fs::path to = fs::path(folder_.path().toStdString()) / std::to_string(copies_++);
        fs::copy(published, to, fs::copy_options::recursive);
        return to.string();
    }
    static std::string text(const fs::path& path)
    {
        std::ifstream file(path);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    static void replace(const fs::path& path, const std::string& before, const std::string& after)
    {
        std::string all = text(path);
        all.replace(all.find(before), before.size(), after);
        std::ofstream(path) << all;
    }

private Q_SLOTS:
    void oneErrorNamesAllThatDoesNotFit()
    {
        auto weights = reference::hashVit(tests::smallVitConfig(), 1);
        weights.erase("in_proj.bias");
        weights["out_proj.weight"] = at::zeros({2, 3});
        weights["surplus.weight"] = at::zeros({1});
        Weights taken(weights);
        const Vit vit(tests::smallVitConfig(), taken);
        const std::string message = refusal([&] { taken.finish("the network"); });
        QVERIFY(message.find("“in_proj.bias” is missing") != std::string::npos);
        QVERIFY(message.find("“out_proj.weight” is [2, 3] instead of [6, 32]") != std::string::npos);
        QVERIFY(message.find("“surplus.weight” is not known") != std::string::npos);
        QVERIFY(message.find("more") == std::string::npos);
    }
    void longListsAreCut()
    {
        StateDict others;
        for (int i = 0; i < 200; ++i) {
            others["other." + std::to_string(i)] = at::zeros({1});
        }
        Weights taken(others);
        const Vit vit(tests::smallVitConfig(), taken);
        QVERIFY(refusal([&] { taken.finish("the network"); }).find(" more.") != std::string::npos);
    }
    void wildConfigurationsCostNothing()
    {
        VitConfig config = tests::smallVitConfig();
        config.hidden = 1 << 24;
        config.blocks = 1024;
        QElapsedTimer timer;
        timer.start();
        Weights taken(reference::hashVit(tests::smallVitConfig(), 1));
        const Vit vit(config, taken);
        QVERIFY(!refusal([&] { taken.finish("the network"); }).empty());
        QVERIFY(timer.elapsed() < 10'000);
    }
    void configurationsNameTheKeyThatIsWrong()
    {
        const auto wrong = [](const std::string& text) {
            return refusal([&] { static_cast<void>(vitConfig(nlohmann::json::parse(text))); });
        };
        const std::string rest = R"("in_channels": 3, "shape": [4, 6], "hid_channels": 32, "hid_blocks": 2)";
        QVERIFY(wrong("{" + rest + "}").find("“blanket_size” is missing") != std::string::npos);
        QVERIFY(wrong("{" + rest + R"(, "blanket_size": -4})").find("“blanket_size” must be") !=
                std::string::npos);
        QVERIFY(wrong("{" + rest + R"(, "blanket_size": 5, "patch_size": [2, 1, 1]})").find("“patch_size”") !=
                std::string::npos);
        QVERIFY(
            wrong("{" + rest + R"(, "blanket_size": 4, "attention_heads": 5})").find("“attention_heads”") !=
            std::string::npos);
        QVERIFY(wrong("{" + rest + R"(, "blanket_size": 4})").empty());
    }
    void everyFolderOfATreeLeadsToTheModel()
    {
        for (const std::string& start : {std::string(), dump, denoiser, denoiser + "/"}) {
            const AppaPlaces places = findAppa(published + start);
            QCOMPARE(fs::path(places.denoiser), fs::path(published + denoiser));
            QCOMPARE(fs::path(places.autoencoder), fs::path(published + dump + "/ae"));
            QCOMPARE(fs::path(places.statistics), fs::path(published + dump + "/stats.pth"));
        }
    }
    void snapshotsMadeOfLinksWork()
    {
        const fs::path snapshot = fs::path(folder_.path().toStdString()) / "snapshot",
                       blobs = snapshot / "blobs";
        int count = 0;
        fs::create_directories(blobs);
        for (const auto& entry : fs::recursive_directory_iterator(published)) {
            if (entry.is_regular_file() && entry.path().extension() != ".safetensors") {
                const fs::path link = snapshot / "tree" / fs::relative(entry.path(), published);
                fs::create_directories(link.parent_path());
                fs::copy_file(entry.path(), blobs / std::to_string(count));
                fs::create_symlink(blobs / std::to_string(count++), link);
            }
        }
        const AppaPlaces places = findAppa((snapshot / "tree").string());
        const auto ae = loadAutoencoder(places.autoencoder);
        const auto model = loadDenoiser(places.denoiser, ae.config.latentShape());
        QCOMPARE(model.config.states, std::int64_t{4});
        QCOMPARE(model.schedule, std::string("rectified"));
        QCOMPARE(model.sigmaMax, 1000.0);
        QVERIFY(model.autoencoderNoise);
    }
    void aSecondDenoiserIsAskedAbout()
    {
        const std::string tree = copied();
        fs::create_directories(tree + dump + "/denoisers/other");
        fs::copy(tree + denoiser, tree + dump + "/denoisers/other/3", fs::copy_options::recursive);
        const std::string message = refusal([&] { static_cast<void>(findAppa(tree)); });
        QVERIFY(message.find("2 denoisers") != std::string::npos &&
                message.find("other/3") != std::string::npos);
        QVERIFY(refusal([&] { static_cast<void>(findAppa(tree + denoiser)); }).empty());
    }
    void missingPartsAreNamed()
    {
        const std::string tree = copied();
        fs::remove(tree + dump + "/stats.pth");
        QVERIFY(refusal([&] { static_cast<void>(findAppa(tree)); }).find("stats.pth") != std::string::npos);
        QVERIFY(refusal([&] { static_cast<void>(findAppa(tree + dump + "/ae")); }).find("no Appa denoiser") !=
                std::string::npos);
    }
    void theTrainedAutoencoderServesWhereTheDumpHasNone()
    {
        const std::string tree = copied();
        fs::remove_all(tree + dump + "/ae");
        const AppaPlaces places = findAppa(tree);
        QCOMPARE(fs::path(places.autoencoder), fs::path(tree + "/autoencoders/nano0/0"));
        QVERIFY(loadAutoencoder(places.autoencoder).network != nullptr);
    }
    void configurationsThatContradictTheWeightsAreRefused()
    {
        const std::string tree = copied();
        replace(tree + denoiser + "/config.yaml", "hid_blocks: 2", "hid_blocks: 3");
        const AppaPlaces places = findAppa(tree);
        const auto latent = loadAutoencoder(places.autoencoder).config.latentShape();
        const std::string message = refusal(
            [&] { static_cast<void>(loadDenoiser(places.denoiser, latent)); });
        QVERIFY(message.find("“blocks.2.") != std::string::npos &&
                message.find("missing") != std::string::npos);
        replace(tree + dump + "/ae/config.yaml", "  - 5\n  - 10", "  - 6\n  - 10");
        QVERIFY(refusal([&] {
                    static_cast<void>(loadAutoencoder(places.autoencoder));
                }).find("latent_shape") != std::string::npos);
    }
    void aRunsSettingsMustBeThoseOfItsWeights()
    {
        const fs::path run = fs::path(folder_.path().toStdString()) / "run";
        fs::copy(tests::referenceFolder + "sda/runs/nano-local_0", run, fs::copy_options::recursive);
        QVERIFY(loadScoreNetwork(run.string(), 3) != nullptr);
        replace(run / "config.json", "\"width\": 32", "\"width\": 64");
        QVERIFY(refusal([&] { static_cast<void>(loadScoreNetwork(run.string(), 3)); }).find("width") !=
                std::string::npos);
        QVERIFY(!refusal([&] { static_cast<void>(loadScoreNetwork(run.string(), 2)); }).empty());
    }

private:
    QTemporaryDir folder_;
    int copies_ = 0;
};

}  // namespace

std::unique_ptr<QObject> tests::loadingSuite()
{
    return std::make_unique<Loading>();
}

#include "loading.moc"
