#pragma once

#include "core/data/observations.h"

#include <string>
#include <vector>

namespace core::data {

/// What another system's assimilation says about its observations.
struct Feedback {
    struct Row {
        Observation observation;  ///< with the error the system used; rejected where its quality control was not passed
        int channel = -1;         ///< of a radiometer
        double omb = 0, oma = 0;  ///< value − H(background), value − H(analysis); NaN unknown
    };
    std::vector<Row> rows;
    std::vector<std::string> notes;  ///< among them the sign of the file's departures
};

/// The files of a list, with those in its folders by name: cycles of one experiment.
/// throws Error{badFile} where a folder holds none
[[nodiscard]] std::vector<std::string> feedbackFiles(const std::vector<std::string>& given);

/// Whether a file, or the first of a folder, holds departures beside its observations; reads names only.
[[nodiscard]] bool holdsFeedback(const std::string& path);

/// Reads IODA files (hofx*, ombg, oman, EffectiveQC*, EffectiveError*; all channels) and tables with a value and a
/// background, departure or residual column. The sign of departures is checked against value − H(x), and turned where
/// the file has the opposite. Files are joined as they come.
/// throws Error{badFile} where a file holds neither background nor departures
[[nodiscard]] Feedback readFeedback(const std::vector<std::string>& files);

}  // namespace core::data
