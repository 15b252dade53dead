#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> griddedSuite();
std::unique_ptr<QObject> observationsSuite();
std::unique_ptr<QObject> observationFormatsSuite();
std::unique_ptr<QObject> observationPlacingSuite();
std::unique_ptr<QObject> infoSuite();
std::unique_ptr<QObject> resultSuite();
std::unique_ptr<QObject> stateSeriesSuite();
std::unique_ptr<QObject> seriesWindowsSuite();
std::unique_ptr<QObject> zarrSuite();
std::unique_ptr<QObject> gribSuite();
std::unique_ptr<QObject> zipSuite();
std::unique_ptr<QObject> interpretationSuite();
std::unique_ptr<QObject> pressureLevelsSuite();
std::unique_ptr<QObject> exportSuite();

}  // namespace tests
