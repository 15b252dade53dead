#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> wordsSuite();
std::unique_ptr<QObject> rolloutSuite();
std::unique_ptr<QObject> guidedLegsSuite();
std::unique_ptr<QObject> superresolutionSuite();

}  // namespace tests
