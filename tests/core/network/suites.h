#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> pickleSuite();
std::unique_ptr<QObject> networksSuite();
std::unique_ptr<QObject> loadingSuite();
std::unique_ptr<QObject> flopsSuite();

}  // namespace tests
