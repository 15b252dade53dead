# Libraries that read what NetCDF does not; each is optional, and without it files that need it are refused by name.
# Defines the targets blosc::blosc, zstd::zstd and eccodes::eccodes where they are, beside ZLIB::ZLIB.
find_package(ZLIB)

function(find_format target library header)
  string(TOUPPER ${library} name)
  find_library(${name}_LIBRARY ${library})
  find_path(${name}_INCLUDE ${header})
  mark_as_advanced(${name}_LIBRARY ${name}_INCLUDE)
  if(${name}_LIBRARY AND ${name}_INCLUDE AND NOT TARGET ${target})
    add_library(${target} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(${target} PROPERTIES IMPORTED_LOCATION ${${name}_LIBRARY}
                          INTERFACE_INCLUDE_DIRECTORIES ${${name}_INCLUDE})
  endif()
endfunction()

find_format(blosc::blosc blosc blosc.h)
find_format(zstd::zstd zstd zstd.h)
find_format(eccodes::eccodes eccodes eccodes.h)

# use_format(library target definition): links `target` and defines `definition` for its sources, where it is there
function(use_format library target definition)
  if(TARGET ${target})
    target_link_libraries(${library} PRIVATE ${target})
    target_compile_definitions(${library} PRIVATE ${definition})
  endif()
endfunction()
