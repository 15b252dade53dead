# Words and small questions shared by the scripts of this folder; read with `source`, never run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# a service or a container may start us without HOME
if [ -z "${HOME:-}" ]; then
    HOME=$(getent passwd "$(id -u)" | cut -d: -f6)
    HOME=${HOME:-/tmp}
    export HOME
fi
cache=${XDG_CACHE_HOME:-$HOME/.cache}/embellie

say() { printf '%s\n' "$*"; }
title() { printf '\n== %s\n' "$*"; }
fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# seconds as "2 min 05 s"
duration() {
    if [ "$1" -lt 60 ]; then
        printf '%d s' "$1"
    else
        printf '%d min %02d s' $(($1 / 60)) $(($1 % 60))
    fi
}

# size of a file or folder, for people
sizeOf() { du -sh "$1" | cut -f1; }

# free megabytes on the disk that holds a folder, or will hold it
freeMegabytes() {
    local folder=$1
    while [ ! -d "$folder" ]; do
        folder=$(dirname "$folder")
    done
    df -Pm "$folder" | awk 'NR == 2 {print $4}'
}

# stops when a disk is too full: needDisk FOLDER MEGABYTES PURPOSE
needDisk() {
    local free
    free=$(freeMegabytes "$1")
    [ "$free" -ge "$2" ] || fail "$3 needs $2 MB in $1 and only $free MB are free. Make room there and start again."
}

# runs a command as root, through sudo where needed
asRoot() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# one folder of the build for each preset, as in CMakePresets.json
buildFolder() {
    if [ "$1" = release ]; then
        printf '%s' "$root/build"
    else
        printf '%s' "$root/build/$1"
    fi
}
