#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> requestSuite();
std::unique_ptr<QObject> courseSuite();

}  // namespace tests
