#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> wordsSuite();
std::unique_ptr<QObject> stitchingSuite();

}  // namespace tests
