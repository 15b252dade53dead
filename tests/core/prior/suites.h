#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> appaSuite();
std::unique_ptr<QObject> eofSuite();
std::unique_ptr<QObject> worldsSuite();

}  // namespace tests
