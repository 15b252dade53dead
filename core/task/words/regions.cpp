#include "core/task/words/vocabulary.h"

namespace core::task {

std::span<const Region> regions()
{
    static const std::vector<Region> all = {
        {"North Atlantic", {"north atlantic", "atlantique nord", "atlantic", "atlantique"}, 40, 62, -50, -15},
        {"South Atlantic", {"south atlantic", "atlantique sud"}, -55, -30, -40, 5},
        {"North Pacific", {"north pacific", "pacifique nord", "pacific", "pacifique"}, 35, 58, 155, -140},
        {"South Pacific", {"south pacific", "pacifique sud"}, -58, -30, -170, -90},
        {"Indian Ocean", {"indian ocean", "ocean indien"}, -45, -10, 55, 100},
        {"Southern Ocean", {"southern ocean", "ocean austral"}, -65, -50, -180, 180},
        {"Europe", {"europe"}, 38, 62, -8, 30},
        {"Western Europe", {"western europe", "west europe", "europe de l ouest", "europe occidentale"}, 42, 56, -6, 10},
        {"Eastern Europe", {"eastern europe", "europe de l est", "europe orientale"}, 44, 60, 18, 40},
        {"France", {"france"}, 43, 51, -3, 7},
        {"British Isles", {"british isles", "united kingdom", "uk", "britain", "england", "ireland", "iles britanniques",
                           "royaume uni", "angleterre", "irlande", "grande bretagne"}, 50, 59, -10, 2},
        {"Belgium", {"belgium", "belgique"}, 49.5, 51.5, 2.5, 6.4},
        {"Germany", {"germany", "allemagne"}, 47.5, 54.5, 6, 15},
        {"Iberia", {"iberia", "spain", "portugal", "espagne", "peninsule iberique"}, 36.5, 43.5, -9, 3},
        {"Italy", {"italy", "italie"}, 37, 46.5, 7, 18},
        {"Alps", {"alps", "alpes"}, 45, 48, 6, 14},
        {"Scandinavia", {"scandinavia", "norway", "sweden", "finland", "scandinavie", "norvege", "suede", "finlande"}, 56, 70, 6, 30},
        {"Mediterranean", {"mediterranean", "mediterranee"}, 33, 43, 0, 32},
        {"Balkans", {"balkans", "greece", "grece"}, 36, 46, 14, 28},
        {"Turkey", {"turkey", "turquie"}, 36, 42, 26, 45},
        {"Middle East", {"middle east", "moyen orient", "proche orient"}, 24, 38, 34, 58},
        {"Russia", {"russia", "russie"}, 52, 66, 32, 60},
        {"Siberia", {"siberia", "siberie"}, 52, 70, 65, 130},
        {"Central Asia", {"central asia", "asie centrale"}, 36, 50, 52, 85},
        {"Asia", {"asia", "asie"}, 20, 60, 60, 135},
        {"China", {"china", "chine"}, 24, 42, 95, 120},
        {"India", {"india", "inde"}, 10, 30, 70, 88},
        {"Japan", {"japan", "japon"}, 32, 43, 130, 145},
        {"Sahara", {"sahara"}, 18, 30, -12, 30},
        {"Africa", {"africa", "afrique"}, -30, 30, -10, 45},
        {"South Africa", {"south africa", "afrique du sud"}, -34, -23, 17, 32},
        {"North America", {"north america", "amerique du nord"}, 30, 60, -125, -70},
        {"United States", {"united states", "usa", "us", "etats unis"}, 30, 48, -122, -72},
        {"Canada", {"canada", "quebec"}, 49, 65, -130, -62},
        {"Alaska", {"alaska"}, 58, 70, -165, -142},
        {"Greenland", {"greenland", "groenland"}, 62, 80, -55, -22},
        {"Iceland", {"iceland", "islande"}, 63, 67, -25, -13},
        {"Azores", {"azores", "acores"}, 34, 42, -34, -20},
        {"Gulf of Mexico", {"gulf of mexico", "golfe du mexique"}, 20, 30, -97, -82},
        {"Caribbean", {"caribbean", "caraibes", "antilles"}, 12, 24, -85, -60},
        {"South America", {"south america", "amerique du sud"}, -50, 5, -75, -42},
        {"Amazonia", {"amazonia", "amazon", "amazonie"}, -12, 3, -72, -50},
        {"Australia", {"australia", "australie"}, -36, -16, 116, 150},
        {"New Zealand", {"new zealand", "nouvelle zelande"}, -46, -35, 167, 178},
        {"Arctic", {"arctic", "arctique", "north pole", "pole nord"}, 72, 90, -180, 180},
        {"Antarctica", {"antarctica", "antarctic", "antarctique", "south pole", "pole sud"}, -88, -70, -180, 180},
        {"Tropics", {"tropics", "tropical", "tropiques", "equator", "equateur"}, -15, 15, -180, 180},
        {"northern mid-latitudes", {"northern hemisphere", "hemisphere nord", "mid latitudes", "midlatitudes",
                                    "latitudes moyennes"}, 35, 60, -180, 180},
        {"southern mid-latitudes", {"southern hemisphere", "hemisphere sud"}, -60, -35, -180, 180},
    };
    return all;
}

}  // namespace core::task
