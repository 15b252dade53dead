#include "core/api/error.h"
#include "core/data/gridded.h"
#include "core/data/info.h"
#include "core/data/plain_arrays.h"
#include "core/data/state_series.h"
#include "core/data/zarr_folder.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <cmath>
#include <filesystem>
#include <fstream>

namespace {

using namespace core::data;
namespace fs = std::filesystem;

const fs::path files = fs::path(EMBELLIE_SOURCE_DIR) / "tests/core/data/files";

// What make_zarr.py put everywhere.
float valueAt(std::size_t time, std::size_t row, std::size_t column)
{
    return 200 + 10 * static_cast<float>(time) + static_cast<float>(row) + static_cast<float>(column) / 8;
}

void write(const fs::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

std::string content(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class ZarrStores : public QObject {
    Q_OBJECT

    // A store of its own that a test may damage.
    fs::path copyOf(const char* name)
    {
        const fs::path copy = fs::path(folder_.path().toStdString()) / std::to_string(++copies_) / name;
        fs::create_directories(copy.parent_path());
        fs::copy(files / name, copy, fs::copy_options::recursive);
        return copy;
    }
    static std::string refusal(const fs::path& store, const std::string& variable)
    {
        try {
            static_cast<void>(readGridded({store.string()}, {.variables = {variable}}));
        } catch (const core::Error& error) {
            return error.what();
        }
        return {};
    }

private Q_SLOTS:
    void everyWayOfPackingGivesTheSameValues_data()
    {
        QTest::addColumn<QString>("store");
        for (const char* name : {"plain", "zlib", "gzip", "blosc", "bitshuffle", "zstd", "shuffled"}) {
            QTest::addRow("2 %s", name) << "zarr2.zarr";
        }
        for (const char* name : {"plain", "zstd", "gzip", "blosc", "summed", "turned", "shards"}) {
            QTest::addRow("3 %s", name) << "zarr3.zarr";
        }
    }
    void everyWayOfPackingGivesTheSameValues()
    {
        QFETCH(QString, store);
        const std::string name = QByteArray(QTest::currentDataTag()).mid(2).toStdString();
        const Gridded series = readGridded({(files / store.toStdString()).string()}, {.variables = {name}});
        QCOMPARE(series.lat, (std::vector<double>{90, 30, -30, -90}));
        QCOMPARE(series.times.size(), 3U);
        QCOMPARE(series.times[1] - series.times[0], 21600);
        QCOMPARE(series.channels.size(), 1U);
        for (std::size_t i = 0; i < series.values.size(); ++i) {
            QCOMPARE(series.values[i], valueAt(i / 24, i / 6 % 4, i % 6));
        }
    }
    void aHyperslabIsCutAcrossChunks()
    {
        const auto file = openDataset((files / "zarr2.zarr").string());
        const Variable* variable = file->find("zstd");
        std::vector<double> values(2 * 2 * 3);
        file->read(*variable, {1, 2, 2}, {2, 2, 3}, values.data());
        for (std::size_t i = 0; i < values.size(); ++i) {
            QCOMPARE(static_cast<float>(values[i]), valueAt(1 + i / 6, 2 + i / 3 % 2, 2 + i % 3));
        }
    }
    void packedAndFilledValuesAreMissing()
    {
        const Gridded packed = readGridded({(files / "zarr2.zarr").string()}, {.variables = {"packed"}});
        QVERIFY(std::isnan(packed.values[0]));
        QCOMPARE(packed.values[71], valueAt(2, 3, 5));
        const Gridded filled = readGridded({(files / "zarr3.zarr").string()}, {.variables = {"filled"}});
        QVERIFY(std::isnan(filled.values[0]));
        QCOMPARE(filled.values[1], valueAt(0, 0, 1));
        const Gridded sparse = readGridded({(files / "zarr2.zarr").string()}, {.variables = {"sparse"}});
        QCOMPARE(sparse.values[3], valueAt(0, 0, 3));
        QVERIFY(std::isnan(sparse.values[4]) && std::isnan(sparse.values[71]));
    }
    void groupsInheritCoordinates()
    {
        const Gridded half = readGridded({(files / "zarr2.zarr").string()}, {.variables = {"half"}});
        QCOMPARE(half.values[71], 223.625F);
    }
    void metadataMayBeInOnePlace()
    {
        const fs::path store = copyOf("zarr2.zarr");
        std::string all = R"({"zarr_consolidated_format": 1, "metadata": {".zgroup": {"zarr_format": 2})";
        for (const std::string name : {"time", "latitude", "longitude", "zlib"}) {
            for (const std::string part : {".zarray", ".zattrs"}) {
                all += ", \"" + name + "/" + part + "\": " + content(store / name / part);
                fs::remove(store / name / part);
            }
        }
        write(store / ".zmetadata", all + R"(, "../zlib/.zarray": {}}})");
        const Info found = info(store.string(), true);
        QVERIFY(found.usable);
        QCOMPARE(found.variables.size(), 4U);
        QCOMPARE(found.firstTime, "2020-01-01T00:00:00Z");
        const Gridded series = readGridded({store.string()});
        QCOMPARE(series.values[71], valueAt(2, 3, 5));
    }
    void aStoreIsASeriesAndAPicture()
    {
        const std::string store = (files / "zarr3.zarr").string();
        const StateSeries series({store}, {.variables = {"turned"}});
        std::vector<float> state(24);
        series.read(0, 2, 1, state.data());
        QCOMPARE(state[23], valueAt(2, 3, 5));
        const core::Opened opened = openForView(store);
        QCOMPARE(opened.variables.size(), 8U);
        const core::Field field = readField(store, 0, {1});
        QCOMPARE(field.time, "2020-01-01T06:00:00Z");
        QCOMPARE(field.values.size(), 24U);
    }
    void textsOfFixedLengthAreRead()
    {
        const auto file = openDataset((files / "zarr2.zarr").string());
        QCOMPARE(file->readTexts(*file->find("label")), (std::vector<std::string>{"a", "été", "c"}));
    }
    void unknownPackingIsNamed()
    {
        const std::string lz4 = refusal(files / "zarr2.zarr", "lz4");
        QVERIFY2(lz4.find("zarr2.zarr cannot be used: lz4 is packed with lz4") != std::string::npos,
                 lz4.c_str());
        const Info found = info((files / "zarr2.zarr").string(), true);
        QVERIFY(found.usable);
        QCOMPARE(std::count(found.notes.begin(), found.notes.end(),
                            "lz4 is packed with lz4, which is not known here"),
                 1);
    }
    void damagedStoresAreRefusedBeforeMemoryIsTaken_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("chunk cut off") << "zlib/0.0.0"
                                       << "x"
                                       << "the chunk 0.0.0 of zlib is damaged";
        QTest::newRow("plain chunk cut off") << "zlib/0.0.0"
                                             << ""
                                             << "is damaged";
        QTest::newRow("no JSON") << "zlib/.zarray"
                                 << "{"
                                 << "it is no JSON object";
        QTest::newRow("nothing said") << "zlib/.zarray"
                                      << "{}"
                                      << "does not hold zlib";
        const QString array =
            R"({"zarr_format": 2, "shape": %1, "chunks": %2, "dtype": "%3", "compressor": null,
                                  "fill_value": null, "order": "C", "filters": null})";
        QTest::newRow("huge chunks") << "zlib/.zarray"
                                     << array.arg("[3, 40000, 60000]", "[1, 40000, 60000]", "<f4")
                                     << "has chunks of 9155 MB";
        QTest::newRow("overflow") << "zlib/.zarray"
                                  << array.arg("[3, 4, 6]", "[4294967296, 4294967296, 16]", "<f4")
                                  << "has chunks of";
        QTest::newRow("chunk of none") << "zlib/.zarray" << array.arg("[3, 4, 6]", "[1, 0, 6]", "<f4")
                                       << "its shape and chunks do not fit together";
        QTest::newRow("ranks differ") << "zlib/.zarray" << array.arg("[3, 4, 6]", "[1, 6]", "<f4")
                                      << "its shape and chunks do not fit together";
        QTest::newRow("odd kind") << "zlib/.zarray" << array.arg("[3, 4, 6]", "[1, 4, 6]", "<f3")
                                  << "is of a kind of data that is not known here";
    }
    void damagedStoresAreRefusedBeforeMemoryIsTaken()
    {
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(QString, reason);
        const fs::path store = copyOf("zarr2.zarr");
        write(store / file.toStdString(), text.toStdString());
        const std::string said = refusal(store, "zlib");
        QVERIFY2(said.find(reason.toStdString()) != std::string::npos, said.c_str());
    }
    void whatWasNeverWrittenIsRefused()
    {
        const fs::path store = copyOf("zarr2.zarr");
        for (const auto& entry : fs::directory_iterator(store / "plain")) {
            if (entry.path().filename().string()[0] != '.') {
                fs::remove(entry.path());
            }
        }
        write(store / "plain/.zarray",
              R"({"zarr_format": 2, "shape": [3, 100000, 100000], "chunks": [1, 1000, 1000],
            "dtype": "<f4", "compressor": null, "fill_value": 0, "order": "C", "filters": null})");
        QVERIFY(refusal(store, "plain").find("holds no chunk of it") != std::string::npos);
    }
    void tablesAreReadWhole()
    {
        const auto tables = readPlainArrays((files / "zarr2.zarr/nested").string());
        QCOMPARE(tables.at("half").shape, (std::vector<std::size_t>{3, 4, 6}));
    }

private:
    QTemporaryDir folder_;
    int copies_ = 0;
};

}  // namespace

std::unique_ptr<QObject> tests::zarrSuite()
{
    return std::make_unique<ZarrStores>();
}

#include "zarr.moc"
