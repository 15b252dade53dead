#include "core/data/pickle.h"
#include "core/api/error.h"
#include "core/data/yaml.h"
#include "tests/core/network/archive.h"
#include "tests/core/network/suites.h"
#include "tests/suite.h"

#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <array>
#include <cstdio>
#include <limits>

namespace {

using namespace core::data;
namespace op = tests::op;

class PickleReading : public QObject {
    Q_OBJECT

    std::string written(const std::string& bytes, const QString& name = "model.pth")
    {
        const QString path = folder_.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) {
            return {};
        }
        file.write(bytes.data(), static_cast<qint64>(bytes.size()));
        return path.toStdString();
    }
    /// the error of a file, or nothing where it was read
    std::string refusal(const std::string& bytes)
    {
        try {
            const Pickle read(written(bytes));
        } catch (const core::Error& error) {
            return error.what();
        }
        return {};
    }
    static std::string example()
    {
        QFile file(QStringLiteral(EMBELLIE_SOURCE_DIR "/tests/reference/sda/runs/nano-local_0/state.pth"));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

private Q_SLOTS:
    void tensorsWithStridesComeRowMajor()
    {
        std::string storage;
        for (float i = 0; i < 7; ++i) {
            storage += tests::bytesOf(i);
        }
        const Pickle read(written(tests::saved(
            op::entry("w", op::tensor({.offset = 1, .shape = {3, 2}, .strides = {1, 3}})), storage)));
        QCOMPARE(read.at("w").shape, (std::vector<std::int64_t>{3, 2}));
        QCOMPARE(read.numbers("w"), (std::vector<double>{1, 4, 2, 5, 3, 6}));
    }
    void halfPrecisionNumbersAreRead()
    {
        std::string half;
        for (const std::uint16_t bits : {0x3c00, 0xc000, 0x0001, 0x7bff, 0x7c00}) {
            half += tests::bytesOf(bits);
        }
        const op::Tensor shape{.storage = "HalfStorage", .shape = {5}, .strides = {1}};
        const Pickle read(written(tests::saved(op::entry("w", op::tensor(shape)), half)));
        QCOMPARE(read.at("w").type, std::string("F16"));
        QCOMPARE(read.numbers("w"), (std::vector<double>{1, -2, 5.9604644775390625e-8, 65504,
                                                         std::numeric_limits<double>::infinity()}));
        const std::string brain = tests::bytesOf(std::uint16_t{0x3fc0}) +
                                  tests::bytesOf(std::uint16_t{0xc2f7});
        const op::Tensor two{.storage = "BFloat16Storage", .shape = {2}, .strides = {1}};
        QCOMPARE(Pickle(written(tests::saved(op::tensor(two), brain))).numbers("value"),
                 (std::vector<double>{1.5, -123.5}));
    }
    void plainValuesBecomeMetadataAndKeysAreJoined()
    {
        const std::string inner = op::entry("a", op::whole(-7)), list = "]" + inner +
                                                                        "a\x88"
                                                                        "aNa";
        const Pickle read(written(tests::saved(op::entry("x", list))));
        QCOMPARE(read.metadata().at("x.0.a"), std::string("-7"));
        QCOMPARE(read.metadata().at("x.1"), std::string("true"));
        QVERIFY(!read.metadata().contains("x.2"));
    }
    void foreignGlobalsAreRefusedByName()
    {
        const std::string attack = "cos\nsystem\n(" + op::text("touch /tmp/run") + "tR";
        QVERIFY(refusal(tests::saved(attack)).find("“os.system”") != std::string::npos);
        QVERIFY(refusal(tests::saved("cbuiltins\neval\n")).find("“builtins.eval”") != std::string::npos);
        QVERIFY(!refusal(tests::saved("ctorch\nFloatStorage\n)R")).empty());
    }
    void wildOffsetsAndShapesAreRefused_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("length");
        QTest::addColumn<qint64>("stride");
        const qint64 most = std::numeric_limits<qint64>::max();
        QTest::newRow("offset") << qint64{4} << qint64{1} << qint64{1};
        QTest::newRow("far offset") << most << qint64{1} << qint64{1};
        QTest::newRow("negative offset") << qint64{-1} << qint64{1} << qint64{1};
        QTest::newRow("length") << qint64{0} << qint64{5} << qint64{1};
        QTest::newRow("wild length") << qint64{0} << most << qint64{1};
        QTest::newRow("negative length") << qint64{0} << qint64{-4} << qint64{1};
        QTest::newRow("stride") << qint64{0} << qint64{2} << qint64{4};
        QTest::newRow("wild stride") << qint64{1} << qint64{3} << most;
        QTest::newRow("negative stride") << qint64{3} << qint64{2} << qint64{-1};
        QTest::newRow("repeated beyond reason") << qint64{0} << qint64{1} << qint64{0};
    }
    void wildOffsetsAndShapesAreRefused()
    {
        QFETCH(qint64, offset);
        QFETCH(qint64, length);
        QFETCH(qint64, stride);
        op::Tensor tensor{.offset = offset, .shape = {length}, .strides = {stride}};
        if (stride == 0) {
            tensor.shape = {1'000'000, 1'000'000};
            tensor.strides = {0, 0};
        }
        QVERIFY(!refusal(tests::saved(op::entry("w", op::tensor(tensor)), std::string(16, 'x'))).empty());
    }
    void deepNestingIsRefusedWithoutStack()
    {
        const std::string deep = ")" + std::string(400'000, '\x85');
        QVERIFY(refusal(tests::saved(deep)).find("nested") != std::string::npos);
        QVERIFY(refusal(tests::saved(std::string(2'000'000, ']'))).find("values") != std::string::npos);
    }
    void listsThatHoldThemselvesAreRefused()
    {
        const std::string self = std::string(
            "]q\x00h\x00"
            "a",
            6);
        QVERIFY(refusal(tests::saved(self)).find("nested") != std::string::npos);
    }
    void listsThatDoubleThemselvesAreRefusedInTime()
    {
        std::string laughs = std::string("]q\x00", 3);
        for (char i = 1; i < 60; ++i) {
            const std::string before = std::string("h") + static_cast<char>(i - 1);
            laughs += "](" + before + before + "eq" + std::string(1, i);
        }
        QElapsedTimer timer;
        timer.start();
        QVERIFY(refusal(tests::saved(laughs)).find("too many") != std::string::npos);
        QVERIFY(timer.elapsed() < 5000);
    }
    void compressedArchivesAreRefused()
    {
        tests::Archive archive;
        archive.add("model/data.pkl", "\x80\x02}.", 8);
        QVERIFY(refusal(archive.bytes()).find("compressed") != std::string::npos);
    }
    void newerProtocolsAreRefused()
    {
        tests::Archive archive;
        archive.add("model/data.pkl", "\x80\x05}.");
        QVERIFY(refusal(archive.bytes()).find("protocol is 5") != std::string::npos);
    }
    void everyTruncationIsRefused()
    {
        const std::string whole = example();
        QVERIFY(whole.size() > 80'000 && refusal(whole).empty());
        for (std::size_t length = 0; length < whole.size(); length += length < 400 ? 1 : 331) {
            QVERIFY2(!refusal(whole.substr(0, length)).empty(), std::to_string(length).c_str());
        }
    }
    void damagedBytesAreReadOrRefusedButNeverCrash()
    {
        const std::string whole = example();
        const std::size_t directory = whole.find("PK\x01\x02");
        QVERIFY(directory != std::string::npos);
        int refused = 0;
        for (std::size_t i = 0; i < 600; ++i) {
            std::string damaged = whole;
            const std::size_t at = i % 2 == 0 ? 64 + (i * 131) % 3200
                                              : directory + (i * 37) % (whole.size() - directory);
            damaged[at] = static_cast<char>(damaged[at] ^ static_cast<char>(1 + i % 255));
            refused += refusal(damaged).empty() ? 0 : 1;
        }
        QVERIFY(refused > 50);
    }
    void foldersAndMissingFilesAreRefused()
    {
        QVERIFY_EXCEPTION_THROWN(Pickle(folder_.path().toStdString()), core::Error);
        QVERIFY_EXCEPTION_THROWN(Pickle(folder_.filePath("nowhere.pth").toStdString()), core::Error);
    }
    void yamlKeepsItsTypes()
    {
        const auto read = readYaml(
            written("a: {b: [1, 2.5e-3, null, true, '7', x y]}\nc:\n- -3\n- .5\n", "c.yaml"));
        QCOMPARE(read.dump(), std::string(R"({"a":{"b":[1,0.0025,null,true,"7","x y"]},"c":[-3,0.5]})"));
    }
    void hostileYamlIsRefused()
    {
        std::string laughs = "a0: &a0 [x, x]\n";
        for (int i = 1; i < 40; ++i) {
            std::array<char, 64> line{};
            std::snprintf(line.data(), line.size(), "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
            laughs += line.data();
        }
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readYaml(written(laughs, "laughs.yaml"))), core::Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readYaml(written(std::string(5000, '['), "deep.yaml"))),
                                 core::Error);
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(readYaml(written("a: [1,\n", "open.yaml"))), core::Error);
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::pickleSuite()
{
    return std::make_unique<PickleReading>();
}

#include "pickle.moc"
