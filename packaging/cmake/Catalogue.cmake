# An open folder: each .cpp defines `Entry <stem>()` in namespace core::<folder>; the folder's table is written here,
# so adding an entry is adding a file and forgetting its function is a link error.
# The interface's own body lives in <folder>/base/*.cpp.
function(add_catalogue target folder)
  file(GLOB entries CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/*.cpp)
  list(SORT entries)
  set(declarations "")
  set(calls "")
  foreach(entry IN LISTS entries)
    cmake_path(GET entry STEM id)
    string(APPEND declarations "Entry ${id}();\n")
    string(APPEND calls "${id}(), ")
  endforeach()
  set(table ${CMAKE_CURRENT_BINARY_DIR}/${folder}_table.cpp)
  file(CONFIGURE OUTPUT ${table} @ONLY CONTENT
"#include \"core/${folder}/${folder}.h\"
#include <array>
#include <span>
namespace core::@folder@ {
@declarations@
std::span<const Entry> entries()
{
    static const std::array table = {@calls@};
    return table;
}
}
")
  target_sources(${target} PRIVATE ${table} ${entries})
endfunction()
