#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> griddedSuite();
std::unique_ptr<QObject> observationsSuite();
std::unique_ptr<QObject> infoSuite();
std::unique_ptr<QObject> resultSuite();
std::unique_ptr<QObject> stateSeriesSuite();
std::unique_ptr<QObject> seriesWindowsSuite();

}  // namespace tests
