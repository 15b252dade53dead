#include "core/network/flops.h"

#include "core/network/appa_shape.h"
#include "tests/core/network/suites.h"

#include <QtTest>

using namespace core;

/// Operations and parameters against counts by hand and published sizes.
class Flops : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSmallTransformerIsCountedByHand()
    {
        const network::VitConfig vit{.channels = 2,
                                     .states = 2,
                                     .shape = {1, 2},
                                     .modulation = 2,
                                     .hidden = 4,
                                     .blocks = 1,
                                     .heads = 2,
                                     .ffnFactor = 2};
        // 4 tokens: in 4·2·2·4, dates 2·(4·2)·4, modulation 2·2·2 + 2·2·16, qkv 2·4·4·12, scores and values 2·(2·4·4·4),
        // out of attention 2·4·4·4, perceptron 2·(2·4·4·8), out 2·4·4·2
        QCOMPARE(network::flops(vit), 64.0 + 64 + (8 + 64) + 384 + 256 + 128 + 512 + 64);
    }
    void theTalksNetworkHasItsPublishedSize()
    {
        const auto shape = network::appaShape(EMBELLIE_SOURCE_DIR "/resources/examples/talk-model");
        QVERIFY(network::hasShapeOnly(EMBELLIE_SOURCE_DIR "/resources/examples"));
        QVERIFY(!network::hasShapeOnly(EMBELLIE_SOURCE_DIR "/resources/help"));
        // as the reference's own modules count theirs
        QCOMPARE(network::parameters(shape.vit), 223'213'824LL);
        QCOMPARE(network::parameters(shape.autoencoder), 314'354'439LL);
        QCOMPARE(shape.autoencoder.latentShape(), (std::array<std::int64_t, 3>{23, 47, 128}));
        // attention over 12 · 23 · 47 tokens alone: 4 · 16 · 12972² · 1024
        const double attention = 4.0 * 16 * 12972 * 12972 * 1024, all = network::flops(shape.vit);
        QVERIFY2(all > attention && all < 1.55 * attention, qPrintable(QString::number(all)));
        QVERIFY(std::abs(network::flops(shape.autoencoder).decode / 3.1e12 - 1) < 0.05);
    }
    void aSmallAutoencoderIsCountedByHand()
    {
        network::AutoencoderConfig ae;
        ae.channels = 1;
        ae.latentChannels = 2;
        ae.shape = {2, 4};
        ae.resize = 2;
        ae.hidden = {3, 4};
        ae.blocks = {1, 0};
        // padded to 2 × 8 places, then 1 × 4: conv 1→3, block 3→3→3 on 16; conv 12→4 on 4; conv 4→2 on 4
        const double encode = 18.0 * (16 * (3 + 9 + 9) + 4 * (48 + 8));
        QCOMPARE(network::flops(ae).encode, encode);
        // conv 2→4 and 4→12 on 4, block and conv 3→1 on 16
        QCOMPARE(network::flops(ae).decode, 18.0 * (4 * (8 + 48) + 16 * (9 + 9 + 3)));
        QCOMPARE(network::parameters(ae),
                 9LL * (3 + 18 + 48 + 8 + 8 + 48 + 18 + 3) + (3 + 6 + 4 + 2) + (4 + 12 + 6 + 1));
    }
    void aSmallScoreNetworkIsCountedByHand()
    {
        network::ScoreConfig local;
        local.channels = 2;
        local.order = 1;
        local.embedding = 4;
        local.hidden = {5};
        // windows of 3 states: 10 → 5, block, 5 → 6, block; on 8 windows of 10 states; the embedding once
        QCOMPARE(network::flops(local, 10, {1, 1}), 2.0 * 256 * 36 + 8 * 2.0 * (50 + 2 * 25 + 30 + 2 * 36));
        network::ScoreConfig unet = local;
        unet.hidden = {3, 4};
        unet.blocks = {1, 1};
        unet.spatial = 2;
        unet.kernel = 3;
        // 4 × 4 places: 6 → 3, two blocks of 3; 2 × 2: 3 → 4, two blocks of 4; 4 → 3 and 3 → 6 on 4 × 4
        const double one = 18.0 * (16 * (18 + 4 * 9 + 12 + 18) + 4 * (12 + 4 * 16)) +
                           2.0 * 4 * (2 * 3 + 2 * 4);
        QCOMPARE(network::flops(unet, 10, {4, 4}), 8 * (one + 2.0 * 256 * 36));
    }
};

std::unique_ptr<QObject> tests::flopsSuite()
{
    return std::make_unique<Flops>();
}

#include "flops.moc"
