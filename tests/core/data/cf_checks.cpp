#include "tests/core/data/cf_checks.h"

#include "core/api/interpretation.h"
#include "core/base/units.h"

#include <QRegularExpression>

#include <netcdf.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace tests {
namespace {

/// One group's variables against the rules.
class Group {
public:
    Group(int id, QStringList& said) : id_(id), said_(said)
    {
        nc_inq_nvars(id_, &count_);
        for (int v = 0; v < count_; ++v) {
            names_ << nameOf(v);
        }
    }

    void check()
    {
        for (int v = 0; v < count_; ++v) {
            checkName(v);
            checkType(v);
            checkMeaning(v);
            checkReferences(v);
            checkFlags(v);
            checkCoordinate(v);
        }
        const QString feature = text(NC_GLOBAL, "featureType");
        for (int v = 0; feature == "point" && v < count_; ++v) {
            checkSample(v);
        }
        std::vector<int> groups(64);
        int found = 0;
        nc_inq_grps(id_, &found, nullptr);
        groups.resize(static_cast<std::size_t>(found));
        nc_inq_grps(id_, &found, groups.data());
        for (const int group : groups) {
            Group(group, said_).check();
        }
    }

    [[nodiscard]] QString text(int variable, const char* name) const
    {
        nc_type type = NC_NAT;
        std::size_t length = 0;
        if (nc_inq_att(id_, variable, name, &type, &length) != NC_NOERR || type != NC_CHAR) {
            return {};
        }
        std::string value(length, '\0');
        nc_get_att_text(id_, variable, name, value.data());
        return QString::fromStdString(value);
    }

private:
    void say(int variable, const QString& what) { said_ << nameOf(variable) + " " + what; }

    [[nodiscard]] QString nameOf(int variable) const
    {
        char name[NC_MAX_NAME + 1] = {};
        nc_inq_varname(id_, variable, name);
        return name;
    }
    [[nodiscard]] nc_type typeOf(int variable) const
    {
        nc_type type = NC_NAT;
        nc_inq_vartype(id_, variable, &type);
        return type;
    }
    [[nodiscard]] QStringList dimensionsOf(int variable) const
    {
        int rank = 0;
        nc_inq_varndims(id_, variable, &rank);
        std::vector<int> ids(static_cast<std::size_t>(rank));
        nc_inq_vardimid(id_, variable, ids.data());
        QStringList names;
        for (const int dimension : ids) {
            char name[NC_MAX_NAME + 1] = {};
            nc_inq_dimname(id_, dimension, name);
            names << name;
        }
        return names;
    }
    [[nodiscard]] bool isCoordinate(int variable) const { return dimensionsOf(variable) == QStringList{nameOf(variable)}; }

    // 2.3
    void checkName(int v)
    {
        static const QRegularExpression legal("^[A-Za-z][A-Za-z0-9_]*$");
        if (!legal.match(nameOf(v)).hasMatch()) {
            say(v, "has a name of other characters than letters, digits and underscores");
        }
        if (names_.filter(QRegularExpression("^" + nameOf(v) + "$", QRegularExpression::CaseInsensitiveOption)).size() > 1) {
            say(v, "differs from another name in case alone");
        }
    }
    // 2.2
    void checkType(int v)
    {
        static const std::vector<nc_type> allowed{NC_CHAR, NC_STRING, NC_BYTE, NC_SHORT, NC_INT, NC_FLOAT, NC_DOUBLE};
        if (std::find(allowed.begin(), allowed.end(), typeOf(v)) == allowed.end()) {
            say(v, "is of a type that is not allowed");
        }
        nc_type fill = typeOf(v);
        if (nc_inq_atttype(id_, v, "_FillValue", &fill) == NC_NOERR && fill != typeOf(v)) {
            say(v, "has a _FillValue of another type");
        }
    }
    // 3.1, 3.3, appendix C
    void checkMeaning(int v)
    {
        static const QRegularExpression form("^[a-z][a-z0-9_]*( (standard_error|status_flag|number_of_observations|detection_minimum))?$");
        const QString standard = text(v, "standard_name"), units = text(v, "units");
        if (standard.isEmpty()) {
            return;
        }
        if (!form.match(standard).hasMatch()) {
            say(v, "has the standard name " + standard + ", which is of no standard form");
        }
        const auto known = core::knownStandardNames();
        const auto own = known.find(standard.section(' ', 0, 0).toStdString());
        if (own == known.end() || standard.endsWith("status_flag") || own->second.units.empty()) {
            return;
        }
        if (!core::base::unitMap(units.toStdString(), own->second.units)) {
            say(v, "has the unit " + units + ", which does not fit " + standard);
        }
    }
    // 3.4, 5
    void checkReferences(int v)
    {
        for (const char* attribute : {"coordinates", "ancillary_variables", "bounds"}) {
            for (const QString& name : text(v, attribute).split(' ', Qt::SkipEmptyParts)) {
                int other = -1;
                if (nc_inq_varid(id_, name.toUtf8().constData(), &other) != NC_NOERR) {
                    say(v, QString("names %1 in %2, which is not there").arg(name, attribute));
                    continue;
                }
                for (const QString& dimension : dimensionsOf(other)) {
                    if (!dimensionsOf(v).contains(dimension)) {
                        say(v, "is not on the dimensions of its " + name);
                    }
                }
            }
        }
    }
    // 3.5
    void checkFlags(int v)
    {
        const auto meanings = text(v, "flag_meanings").split(' ', Qt::SkipEmptyParts);
        nc_type type = NC_NAT;
        std::size_t values = 0;
        nc_inq_att(id_, v, "flag_values", &type, &values);
        if (static_cast<std::size_t>(meanings.size()) != values || (values > 0 && type != typeOf(v))) {
            say(v, "has not as many flag_values of its own type as flag_meanings");
        }
    }
    // 2.5.1, 4, 5.1
    void checkCoordinate(int v)
    {
        const QString units = text(v, "units"), standard = text(v, "standard_name"), axis = text(v, "axis");
        if (standard == "time" && (!units.contains(" since ") || text(v, "calendar").isEmpty())) {
            say(v, "is a time without a date to count from, or without a calendar");
        }
        if ((standard == "latitude" && units != "degrees_north") || (standard == "longitude" && units != "degrees_east")) {
            say(v, "has not the unit of its place");
        }
        if (!axis.isEmpty() && !QStringList{"X", "Y", "Z", "T"}.contains(axis)) {
            say(v, "has an axis of another letter than X, Y, Z, T");
        }
        if (!isCoordinate(v)) {
            return;
        }
        if (nc_inq_att(id_, v, "_FillValue", nullptr, nullptr) == NC_NOERR || nc_inq_att(id_, v, "missing_value", nullptr, nullptr) == NC_NOERR) {
            say(v, "is a coordinate that may be missing");
        }
        int dimension = 0;
        std::size_t size = 0;
        nc_inq_vardimid(id_, v, &dimension);
        nc_inq_dimlen(id_, dimension, &size);
        std::vector<double> values(size);
        nc_get_var_double(id_, v, values.data());
        const bool rising = std::adjacent_find(values.begin(), values.end(), [](double a, double b) { return !(a < b); }) == values.end();
        const bool falling = std::adjacent_find(values.begin(), values.end(), [](double a, double b) { return !(a > b); }) == values.end();
        if (!rising && !falling) {
            say(v, "is a coordinate that neither rises nor falls");
        }
    }
    // 9, appendix H
    void checkSample(int v)
    {
        const QStringList coordinates = text(v, "coordinates").split(' ');
        const bool data = !text(v, "units").isEmpty() && dimensionsOf(v).size() == 1 &&
                          !QStringList{"time", "lat", "lon", "altitude", "pressure"}.contains(nameOf(v)) &&
                          !nameOf(v).startsWith("area_");
        for (const char* needed : {"time", "lat", "lon"}) {
            if (data && !coordinates.contains(needed)) {
                say(v, QString("is a sample without %1 among its coordinates").arg(needed));
            }
        }
    }

    int id_, count_ = 0;
    QStringList names_;
    QStringList& said_;
};

}  // namespace

QStringList cfViolations(const std::string& path)
{
    QStringList said;
    int file = 0;
    if (nc_open(path.c_str(), NC_NOWRITE, &file) != NC_NOERR) {
        return {"it cannot be opened"};
    }
    Group root(file, said);
    if (!root.text(NC_GLOBAL, "Conventions").startsWith("CF-1.")) {
        said << "it names no conventions";
    }
    root.check();
    nc_close(file);
    return said;
}

}  // namespace tests
