#pragma once

#include "core/data/cf_names.h"
#include "core/data/grid_axes.h"
#include "core/data/gridded.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace core::data {

/// A variable of one file that can become channels.
struct GridSource {
    const Variable* variable;
    CfName name;
    Placement placement;
    std::vector<double> levels;  ///< hPa; {0} without a level dimension
    bool leveled = false;

    [[nodiscard]] std::size_t sizeOf(Axis axis) const;  ///< 1 without such a dimension
};

/// The channels that files offer of what is wanted, all on one grid, in the order in which they are met.
class GridSources {
public:
    explicit GridSources(Wanted wanted) : wanted_(std::move(wanted)) {}
    [[nodiscard]] const Wanted& wanted() const { return wanted_; }

    /// The variables of a file that are asked for. throws Error{badFile} when none can be read
    [[nodiscard]] std::vector<GridSource> of(const Dataset& file);
    /// Axes with the file's own order of rows and columns. throws Error{badFile} unless they are those of all
    /// before, and global where no part is wanted
    [[nodiscard]] GridAxes axesOf(const Dataset& file, const GridSource& source);
    /// Number of the channel that a source's level is; nothing where the level is not wanted.
    [[nodiscard]] std::optional<std::size_t> channelOf(const GridSource& source, double level);

    /// throws Error{badFile} naming what was asked for that no file holds
    void expectWanted(const std::vector<std::string>& files) const;
    /// Numbers of the channels in the order asked for; those of one variable follow each other
    [[nodiscard]] std::vector<std::size_t> order() const;
    /// Notes a sentence once.
    void note(const std::string& text);

    [[nodiscard]] const std::vector<Channel>& channels() const { return channels_; }
    [[nodiscard]] const std::vector<double>& lat() const { return axes_->lat; }
    [[nodiscard]] const std::vector<double>& lon() const { return axes_->lon; }
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

private:
    [[nodiscard]] std::size_t rankOf(const std::string& standardName) const;

    Wanted wanted_;
    std::optional<GridAxes> axes_;
    std::vector<Channel> channels_;
    std::vector<std::string> notes_;
    std::map<std::string, std::string> fileNames_;  // canonical name → name in the file
    std::set<std::string> present_;
    std::set<double> levels_;
};

/// Words with commas between them.
[[nodiscard]] std::string commaList(const std::vector<std::string>& words);

}  // namespace core::data
