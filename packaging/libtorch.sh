# LibTorch from the Python wheel: its C++ libraries and headers only; read with `source` after lib.sh.

torchVersion=2.11.0
torchFolder=$cache/torch-$torchVersion

hasNvidiaDriver() { [ -e /proc/driver/nvidia/version ] || command -v nvidia-smi >/dev/null; }

# a LibTorch the user named wins
namedTorch() {
    if [ -n "${EMBELLIE_TORCH:-}" ]; then
        realpath -m "$EMBELLIE_TORCH"
    elif [ -n "${Torch_DIR:-}" ]; then
        realpath -m "$Torch_DIR/../../.."
    fi
}

complete() {
    [ -e "$torchFolder/torch/lib/libtorch_cpu.so" ] || return 1
    ! hasNvidiaDriver || [ -e "$torchFolder/torch/lib/libtorch_cuda.so" ]
}

# sets `pip` to the first Python that has it; the system's own comes first
findPip() {
    local python
    for python in /usr/bin/python3 python3; do
        if "$python" -m pip --version >/dev/null 2>&1; then
            pip=("$python" -m pip)
            return
        fi
    done
    fail "Fetching LibTorch needs Python 3 with pip (package python3-pip)."
}

# download FOLDER REQUIREMENT…: wheels for this machine; pip checks their hashes
download() {
    local folder=$1 words=(--quiet)
    shift
    [ ! -t 1 ] || words=(--progress-bar on)
    "${pip[@]}" --disable-pip-version-check download "${words[@]}" --no-cache-dir --only-binary :all: \
        --retries 3 -d "$folder" "$@" ||
        fail "LibTorch could not be downloaded (see above): is this machine on the network?
Without one, unpack a LibTorch yourself and set EMBELLIE_TORCH to its folder."
    say "$(sizeOf "$folder") downloaded."
}

# what the CUDA libraries of the wheel need, from its own list
cudaRequirements() {
    unzip -p "$1" '*.dist-info/METADATA' | sed -n 's/^Requires-Dist: *\(\(nvidia-\|cuda-toolkit\)[^;]*\).*/\1/p' | tr -d ' '
}

# holds WHEEL FOLDER
holds() { unzip -Z1 "$1" "$2/*" >/dev/null 2>&1; }

# unpackTorch WHEEL FOLDER: libraries, headers and CMake files; no Python
unpackTorch() {
    local skip=('*/libtorch_python*')
    hasNvidiaDriver || skip+=('*/libtorch_cuda*' '*/libc10_cuda*' '*/libtorch_nvshmem*' '*/libcaffe2_nvrtc*')
    local wanted=('torch/lib/*' 'torch/include/*' 'torch/share/cmake/*' torch/version.py)
    # libraries that some architectures' wheels bring along
    ! holds "$1" torch.libs || wanted+=('torch.libs/*')
    unzip -q "$1" "${wanted[@]}" -x "${skip[@]}" -d "$2"
}

# sets `libtorch` to the folder that CMake is given, after fetching it where it is missing
fetchTorch() {
    local named started=$SECONDS
    named=$(namedTorch)
    libtorch=${named:-$torchFolder/torch}
    if [ -n "$named" ]; then
        [ -e "$named/lib/libtorch_cpu.so" ] ||
            fail "$named holds no lib/libtorch_cpu.so, so it is no LibTorch. Correct EMBELLIE_TORCH or Torch_DIR, or unset it."
        say "LibTorch: $named, as named by the environment."
        return
    fi
    if complete; then
        say "LibTorch $torchVersion: is there."
        return
    fi
    title "LibTorch $torchVersion"
    local kind="CPU libraries" need=2500 runtime=("nvidia-cuda-runtime==13.0.*" "nvidia-cuda-cupti==13.0.*")
    if hasNvidiaDriver; then
        kind="CPU and CUDA libraries (there is an NVIDIA driver; some 3 GB to download)"
        need=12000
    else
        say "Downloading 545 MB, of which 0.5 GB stay in $torchFolder."
    fi
    say "$kind"
    needDisk "$cache" $need "LibTorch"
    findPip
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/fetch.XXXXXX")
    trap 'rm -rf "$work"' EXIT
    download "$work/wheels" --no-deps "torch==$torchVersion" "${runtime[@]}"
    local wheel
    wheel=$(echo "$work"/wheels/torch-*.whl)
    if hasNvidiaDriver; then
        local requirements
        mapfile -t requirements < <(cudaRequirements "$wheel")
        download "$work/wheels" "${requirements[@]}"
    fi
    mkdir "$work/new"
    unpackTorch "$wheel" "$work/new"
    rm "$wheel"
    for wheel in "$work"/wheels/*.whl; do
        ! holds "$wheel" nvidia || unzip -q -o "$wheel" 'nvidia/*' -d "$work/new"
    done
    # one rename: an interrupted set-up never leaves half a LibTorch behind
    [ ! -e "$torchFolder" ] || mv "$torchFolder" "$work/old"
    mv "$work/new" "$torchFolder"
    rm -rf "$work"
    trap - EXIT
    say "LibTorch is in $torchFolder ($(sizeOf "$torchFolder")), after $(duration $((SECONDS - started)))."
}
