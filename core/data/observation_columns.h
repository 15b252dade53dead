#pragma once

#include "core/data/cf_names.h"
#include "core/data/csv_table.h"

#include <string>
#include <vector>

namespace core::data {

/// What a column of an observation table holds.
struct Column {
    enum class Role { other, id, time, lat, lon, altitude, level, variableName, value, error, unit, data };
    Role role = Role::other;
    CfName name;  ///< of a data column; of altitude and level only the unit's scale and offset
    bool unitGuessed = false;
    bool unitUnknown = false;
};

/// Roles and units of all columns, from headers such as t2m_K, "wind speed [m/s]", the units row and known names.
[[nodiscard]] std::vector<Column> columnsOf(const CsvTable& table);

}  // namespace core::data
