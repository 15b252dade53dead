#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> requestSuite();
std::unique_ptr<QObject> courseSuite();
std::unique_ptr<QObject> windowsSuite();
std::unique_ptr<QObject> eofTrainingSuite();
std::unique_ptr<QObject> latentTrainingSuite();

}  // namespace tests
