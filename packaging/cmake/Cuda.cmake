# The CUDA kernels are built where nvcc is, and never needed. nvcc is called directly: CMake's own CUDA language would
# have to know each new toolkit, and asks for a GPU when it configures.
if(EMBELLIE_CUDA)
  find_program(EMBELLIE_NVCC nvcc HINTS ENV CUDA_HOME ENV CUDA_PATH /usr/local/cuda PATH_SUFFIXES bin)
endif()

# add_cuda_kernels(target SOURCES a.cu … ARCHITECTURES 75 … PTX 90 …): objects of .cu files as sources of a target
function(add_cuda_kernels target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;ARCHITECTURES;PTX;OPTIONS")
  set(codes "")
  foreach(number IN LISTS arg_ARCHITECTURES)
    list(APPEND codes -gencode=arch=compute_${number},code=sm_${number})
  endforeach()
  foreach(number IN LISTS arg_PTX)
    list(APPEND codes -gencode=arch=compute_${number},code=compute_${number})
  endforeach()
  foreach(source IN LISTS arg_SOURCES)
    set(object ${CMAKE_CURRENT_BINARY_DIR}/${source}.o)
    add_custom_command(
      OUTPUT ${object}
      COMMAND ${EMBELLIE_NVCC} -ccbin ${CMAKE_CXX_COMPILER} -std=c++20 -O3 ${arg_OPTIONS} ${codes} -I${CMAKE_SOURCE_DIR}
              --compiler-options=-fPIC -MD -MF ${object}.d -c ${CMAKE_CURRENT_SOURCE_DIR}/${source} -o ${object}
      DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${source} DEPFILE ${object}.d
      COMMENT "Compiling CUDA kernels of ${source}" VERBATIM)
    target_sources(${target} PRIVATE ${object})
  endforeach()
endfunction()
