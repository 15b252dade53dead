# LibTorch as imported target torch::cpu: the PyPI wheel's libraries (its own CMake package would demand a CUDA
# toolkit even where there is none), or a LibTorch named by Torch_DIR or EMBELLIE_TORCH.
if(NOT EMBELLIE_TORCH AND Torch_DIR)
  cmake_path(SET EMBELLIE_TORCH NORMALIZE ${Torch_DIR}/../../..)
endif()
if(NOT EMBELLIE_TORCH AND DEFINED ENV{EMBELLIE_TORCH})
  set(EMBELLIE_TORCH $ENV{EMBELLIE_TORCH})
endif()
if(NOT EMBELLIE_TORCH)
  set(cache $ENV{XDG_CACHE_HOME})
  if(NOT cache)
    set(cache $ENV{HOME}/.cache)
  endif()
  set(EMBELLIE_TORCH ${cache}/embellie/torch-2.11.0/torch)
endif()
if(NOT EXISTS ${EMBELLIE_TORCH}/lib/libtorch_cpu.so)
  message(FATAL_ERROR "LibTorch is not in ${EMBELLIE_TORCH}. Run packaging/build, which fetches it, "
                      "or set EMBELLIE_TORCH (or Torch_DIR) to a LibTorch.")
endif()

add_library(torch::c10 SHARED IMPORTED)
set_target_properties(torch::c10 PROPERTIES IMPORTED_LOCATION ${EMBELLIE_TORCH}/lib/libc10.so)
add_library(torch::cpu SHARED IMPORTED)
set_target_properties(torch::cpu PROPERTIES IMPORTED_LOCATION ${EMBELLIE_TORCH}/lib/libtorch_cpu.so)
target_include_directories(torch::cpu SYSTEM INTERFACE
  ${EMBELLIE_TORCH}/include ${EMBELLIE_TORCH}/include/torch/csrc/api/include)
target_link_libraries(torch::cpu INTERFACE torch::c10)
# the linker follows libtorch_cpu's own needs (libcudart, libcupti) into the sibling folder nvidia/
file(GLOB nvidia ${EMBELLIE_TORCH}/../nvidia/*/lib)
foreach(folder IN LISTS nvidia)
  target_link_options(torch::cpu INTERFACE LINKER:-rpath-link,${folder})
endforeach()
target_link_options(torch::cpu INTERFACE LINKER:-rpath-link,${EMBELLIE_TORCH}/lib)
