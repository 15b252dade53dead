#include "core/task/words/vocabulary.h"

#include <algorithm>
#include <array>

namespace core::task {

std::span<const Phenomenon> phenomena()
{
    static const std::vector<Sign> pressure = {{"air_pressure_at_mean_sea_level", 0}, {"geopotential_height", 850},
                                               {"surface_air_pressure", 0}};
    static const std::vector<Sign> warmth = {{"air_temperature", 0}, {"air_temperature", 850}};
    static const std::vector<Sign> eastward = {{"eastward_wind", 850}, {"eastward_wind", 0}};
    static const std::vector<Sign> northward = {{"northward_wind", 850}, {"northward_wind", 0}};
    static const std::vector<Sign> moisture = {{"specific_humidity", 850}, {"relative_humidity", 850}};
    static const std::vector<Phenomenon> all = {
        {"low", {"low", "lows", "cyclone", "depression", "low pressure", "storm", "tempete", "basse pression", "minimum",
                 "cyclones", "storms", "depressions", "tempetes", "hurricane", "typhoon", "ouragan", "typhon"},
         pressure, -1, Shape::centre},
        {"high", {"high", "highs", "anticyclone", "high pressure", "haute pression", "maximum"}, pressure, 1, Shape::centre},
        {"trough", {"trough", "talweg", "thalweg", "creux", "cut off low", "cutoff low", "goutte froide", "polar vortex", "vortex polaire"}, {{"geopotential_height", 500}}, -1, Shape::centre},
        {"ridge", {"ridge", "dorsale", "crete"}, {{"geopotential_height", 500}}, 1, Shape::centre},
        {"blocking", {"blocking", "block", "blocage", "omega block", "blocage anticyclonique"}, {{"geopotential_height", 500}}, 1, Shape::area},
        {"jet", {"jet", "jet stream", "courant jet", "courant"}, {{"eastward_wind", 250}}, 1, Shape::band},
        {"cold", {"cold spell", "cold wave", "cold", "frost", "cool", "vague de froid", "froid", "froide", "gel", "frais", "colder",
                  "low temperature", "low temperatures", "temperatures basses"},
         warmth, -1, Shape::area},
        {"heat", {"heat wave", "heatwave", "heat", "hot", "warm", "warm spell", "mild", "canicule", "vague de chaleur",
                  "chaleur", "chaud", "chaude", "doux", "douceur", "warmer", "high temperature", "high temperatures",
                  "temperatures elevees"},
         warmth, 1, Shape::area},
        {"temperature", {"temperature", "temperatures"}, warmth, 0, Shape::area},
        {"pressure", {"pressure", "pression"}, {{"air_pressure_at_mean_sea_level", 0}}, 0, Shape::centre},
        {"height", {"height", "geopotential", "geopotentiel", "hauteur"}, {{"geopotential_height", 500}}, 0, Shape::centre},
        {"westerly wind", {"westerly", "westerlies", "west wind", "westerly wind", "vent d ouest", "vents d ouest", "vent de l ouest",
                           "wind from the west", "winds from the west", "wind", "winds", "windy", "high wind", "high winds", "gale",
                           "gales", "vent", "vents", "coup de vent"}, eastward, 1,
         Shape::area},
        {"easterly wind", {"easterly", "easterlies", "east wind", "easterly wind", "vent d est", "vents d est", "vent de l est",
                           "wind from the east", "winds from the east"}, eastward, -1,
         Shape::area},
        {"southerly wind", {"southerly", "south wind", "southerly wind", "vent du sud", "vent de sud",
                            "wind from the south", "winds from the south"}, northward, 1, Shape::area},
        {"northerly wind", {"northerly", "north wind", "northerly wind", "vent du nord", "vent de nord", "bise",
                            "wind from the north", "winds from the north"}, northward, -1,
         Shape::area},
        {"moist air", {"humid", "moist", "wet", "humide"}, moisture, 1, Shape::area},
        {"dry air", {"dry", "sec", "seche", "secheresse", "drought"}, moisture, -1, Shape::area},
    };
    return all;
}

std::span<const Intensity> intensities()
{
    static const std::vector<Intensity> all = {
        {1, {"weak", "slight", "light", "gentle", "faible", "leger", "legere", "petit", "petite", "shallow"}},
        {2.5, {"deep", "strong", "intense", "marked", "big", "large", "profond", "profonde", "fort", "forte", "violent",
               "violente", "puissant", "puissante", "gros", "grosse", "severe"}},
        {3.5, {"very", "extreme", "extremely", "exceptional", "record", "tres", "exceptionnel", "exceptionnelle"}},
    };
    return all;
}

std::span<const Season> seasons()
{
    static const std::vector<Season> all = {
        {"winter", {"winter", "hiver"}, 1, 15},      {"spring", {"spring", "printemps"}, 4, 15},
        {"summer", {"summer", "ete"}, 7, 15},        {"autumn", {"autumn", "automne"}, 10, 15},
        {"January", {"january", "janvier"}, 1, 15},  {"February", {"february", "fevrier"}, 2, 15},
        {"March", {"march", "mars"}, 3, 15},         {"April", {"april", "avril"}, 4, 15},
        {"May", {"may", "mai"}, 5, 15},              {"June", {"june", "juin"}, 6, 15},
        {"July", {"july", "juillet"}, 7, 15},        {"August", {"august", "aout"}, 8, 15},
        {"September", {"september", "septembre"}, 9, 15}, {"October", {"october", "octobre"}, 10, 15},
        {"November", {"november", "novembre"}, 11, 15},   {"December", {"december", "decembre"}, 12, 15},
    };
    return all;
}

std::span<const Unit> units()
{
    static const std::vector<Unit> all = {
        {"degC", {"deg c", "degc", "degree celsius", "degrees celsius", "celsius", "degres", "degres celsius", "deg", "degrees"}},
        {"K", {"k", "kelvin", "kelvins"}},
        {"hPa", {"hpa", "mbar", "mb", "millibar", "millibars", "hectopascals"}},
        {"Pa", {"pa"}},
        {"m s-1", {"m/s", "metres par seconde", "meters per second", "metres per second"}},
        {"km h-1", {"km/h", "kmh", "kph"}},
        {"knot", {"kt", "kts", "knot", "knots", "noeuds", "noeud"}},
        {"m", {"m", "metre", "metres", "meters", "gpm"}},
        {"percent", {"%", "percent", "pourcent"}},
    };
    return all;
}

bool isFiller(std::string_view word)
{
    static constexpr std::array words = {
        "a",    "an",   "the",  "of",   "in",   "on",   "over", "at",   "and",  "with", "near", "by",    "is",   "there",
        "it",   "some", "to",   "from", "un",   "une",  "le",   "la",   "les",  "l",    "de",   "du",    "des",  "d",
        "en",   "sur",  "au",   "aux",  "dans", "et",   "avec", "pres", "vers", "il",   "y",    "fait",  "est",  "air",
        "spell", "wave", "vague", "system", "around", "autour", "region", "day", "jour",
        "par",  "dessus", "temps", "weather", "meteo", "this", "ce", "cet", "cette", "hpa"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::size_t phraseLength(std::string_view phrase, std::span<const Token> rest)
{
    std::size_t count = 0;
    while (!phrase.empty()) {
        const std::size_t space = std::min(phrase.find(' '), phrase.size());
        if (count == rest.size() || rest[count].number || rest[count].word != phrase.substr(0, space)) {
            return 0;
        }
        ++count;
        phrase.remove_prefix(std::min(space + 1, phrase.size()));
    }
    return count;
}

}  // namespace core::task
