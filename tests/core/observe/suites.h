#pragma once

#include <QObject>

#include <memory>

namespace tests {

std::unique_ptr<QObject> operators();
std::unique_ptr<QObject> errors();
std::unique_ptr<QObject> networks();

}  // namespace tests
