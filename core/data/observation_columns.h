#pragma once

#include "core/data/cf_names.h"
#include "core/data/csv_table.h"
#include "core/data/interpretations.h"

#include <string>
#include <vector>

namespace core::data {

/// What a column of an observation table holds.
struct Column {
    enum class Role {
        other,
        id,
        time,
        clock,  ///< the time of day, beside a date
        lat,
        lon,
        altitude,
        level,
        variableName,
        value,
        error,
        unit,
        type,  ///< of the observation or its platform
        altimeter,  ///< QNH, Pa: station pressure follows from it and the altitude
        data
    };
    Role role = Role::other;
    CfName name;  ///< of a data column; of altitude and level only the unit's scale and offset
    bool unitGuessed = false;
    bool unitOfMetar = false;  ///< not given, taken as METAR has it
    bool unitUnknown = false;
};

/// What decides of which kind a table is.
[[nodiscard]] DeclaredVariables declaredColumns(const CsvTable& table);
/// What the user said of columns of this kind of table.
[[nodiscard]] Interpretation interpretationOf(const CsvTable& table);

/// Roles and units of all columns, as the user said, or from headers such as t2m_K, "wind speed [m/s]", the units row and known names.
[[nodiscard]] std::vector<Column> columnsOf(const CsvTable& table);

}  // namespace core::data
