# Compiler settings shared by every target, through one INTERFACE target.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(embellie_settings INTERFACE)
target_include_directories(embellie_settings INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(embellie_settings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wno-missing-field-initializers
                                                   $<$<BOOL:${EMBELLIE_STRICT}>:-Werror>)
target_compile_definitions(embellie_settings INTERFACE QT_NO_KEYWORDS EMBELLIE_VERSION="${PROJECT_VERSION}")

# ccache needs this to keep objects made with precompiled headers
find_program(CCACHE ccache)
if(CCACHE)
  set(launcher ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
  target_compile_options(embellie_settings INTERFACE -fpch-preprocess)
endif()

# mold or lld link the torch programs in a second instead of ten
find_program(LLD ld.lld)
if(LLD)
  add_link_options(-fuse-ld=lld)
endif()
