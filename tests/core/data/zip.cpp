#include "core/api/error.h"
#include "core/data/gridded.h"
#include "core/data/info.h"
#include "core/data/state_series.h"
#include "tests/core/data/suites.h"
#include "tests/suite.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>

namespace {

using namespace core::data;

const std::string archive = std::string(EMBELLIE_SOURCE_DIR) + "/tests/core/data/files/cds.zip";

std::string content(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

class ZipArchives : public QObject {
    Q_OBJECT

    std::string written(const char* name, const std::string& bytes)
    {
        const std::string path = folder_.filePath(name).toStdString();
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    static std::string refusal(const std::string& path)
    {
        try {
            static_cast<void>(readGridded({path}));
        } catch (const core::Error& error) {
            return error.what();
        }
        return {};
    }
    // The archive with four bytes of the directory's first entry changed.
    static std::string patched(std::size_t offset, std::uint32_t value)
    {
        std::string bytes = content(archive);
        const std::size_t entry = bytes.find("PK\1\2");
        for (std::size_t i = 0; i < 4; ++i) {
            bytes[entry + offset + i] = static_cast<char>(value >> (8 * i));
        }
        return bytes;
    }
    static bool noted(const std::vector<std::string>& notes, const char* words)
    {
        return std::any_of(notes.begin(), notes.end(),
                           [&](const std::string& note) { return note.find(words) != std::string::npos; });
    }

private Q_SLOTS:
    void membersAreJoinedByTheirTimes()
    {
        const Gridded series = readGridded({archive});
        QCOMPARE(series.channels.size(), 2U);
        QCOMPARE(series.times.size(), 4U);
        const std::size_t t2m = series.channels[0].standardName == "air_temperature" ? 0 : 1;
        QCOMPARE(series.values[series.at(3, t2m) + 8 + 2], 283.12F);
        QCOMPARE(series.values[series.at(1, 1 - t2m) + 8 + 2], 1.12F);
        QVERIFY(noted(series.notes, "the 2 files of the archive are joined by their times"));
    }
    void theNameDoesNotMatter()
    {
        const std::string renamed = written("renamed.nc", content(archive));
        const Info found = info(renamed, true);
        QVERIFY(found.usable);
        QCOMPARE(found.firstTime, "2024-11-30T18:00:00Z");
        QVERIFY(noted(found.notes, "readme.txt"));
        const core::Opened opened = openForView(renamed);
        QCOMPARE(opened.variables.size(), 2U);
        QCOMPARE(readField(renamed, 1, {0}).values.size(), 40U);
        QCOMPARE(StateSeries({renamed}).times().size(), 4U);
    }
    void preliminaryVersionsAreNoted()
    {
        QVERIFY(noted(info(archive, false).notes, "expver 0005"));
        QVERIFY(noted(readGridded({archive}).notes, "expver 0005"));
    }
    void sizesThatNoRealFileHasAreRefused()
    {
        const std::string bomb = refusal(written("bomb.zip", patched(24, 0x7f000000)));
        QVERIFY2(bomb.find("bomb.zip cannot be used: it declares 2032 MB packed into") != std::string::npos,
                 bomb.c_str());
        QVERIFY(refusal(written("short.zip", patched(24, 100))).find("is damaged") != std::string::npos);
        QVERIFY(refusal(written("sum.zip", patched(16, 1))).find("is damaged") != std::string::npos);
        QVERIFY(refusal(written("outside.zip", patched(42, 0x7fffff00))).find("ends early") !=
                std::string::npos);
        QVERIFY(refusal(written("packed.zip", patched(20, 0x7fffff00))).find("ends early") !=
                std::string::npos);
    }
    void anythingElseIsRefusedByName()
    {
        QVERIFY(refusal(written("half.zip", content(archive).substr(0, 3000))).find("no directory") !=
                std::string::npos);
        std::string locked = content(archive);
        locked[locked.find("PK\1\2") + 8] |= 1;
        QVERIFY(refusal(written("locked.zip", locked)).find("is encrypted") != std::string::npos);
        std::string other = content(archive);
        for (std::size_t at = 0; (at = other.find(".nc", at)) != std::string::npos;) {
            other.replace(at, 3, ".md");
        }
        QVERIFY(refusal(written("other.zip", other)).find("holds no NetCDF or GRIB file") !=
                std::string::npos);
    }

private:
    QTemporaryDir folder_;
};

}  // namespace

std::unique_ptr<QObject> tests::zipSuite()
{
    return std::make_unique<ZipArchives>();
}

#include "zip.moc"
