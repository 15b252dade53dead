# Words that no file of the tree may hold: cmake -D ROOT=<source folder> -P words.cmake
cmake_minimum_required(VERSION 3.25)

# one letter of each is in brackets, so that this file does not find itself
set(code_words "TO[D]O" "FIX[M]E" "XX[X]" "(class|struct) [A-Z][A-Za-z]*(Manage[r]|Helpe[r]|Util[s])")
set(tree_words "[^A-Za-z0-9_.$]/(wor[k]|far[m]|roo[t])/" "pythonhoste[d]" "pypi\\.or[g]")

file(GLOB_RECURSE files RELATIVE ${ROOT}
  ${ROOT}/app/* ${ROOT}/core/* ${ROOT}/ui/* ${ROOT}/shaders/* ${ROOT}/tests/* ${ROOT}/packaging/* ${ROOT}/resources/*
  ${ROOT}/.ci/* ${ROOT}/*.md ${ROOT}/CMakeLists.txt ${ROOT}/CMakePresets.json)
list(FILTER files EXCLUDE REGEX "^build/|\\.(png|jpg|nc|safetensors|qm|bin)$")
foreach(file IN LISTS files)
  set(words ${tree_words})
  if(file MATCHES "\\.(h|cpp|glsl|cmake|py)$|CMakeLists")
    list(APPEND words ${code_words})
  endif()
  foreach(word IN LISTS words)
    file(STRINGS ${ROOT}/${file} found REGEX "${word}" LIMIT_COUNT 1)
    if(found)
      message(SEND_ERROR "${file}: ${found}")
    endif()
  endforeach()
endforeach()
