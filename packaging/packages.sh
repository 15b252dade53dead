# The system packages Embellie is built from (Debian 12, Ubuntu 24.04); read with `source` after lib.sh.

corePackages=(
    build-essential cmake ninja-build ccache lld pkg-config
    qt6-base-dev                      # Qt Core and Qt Test for the tests of the engine
    libnetcdf-c++4-dev libnetcdf-dev libudunits2-dev nlohmann-json3-dev libcli11-dev
    libyaml-cpp-dev                   # the settings of published networks
    libblosc-dev libzstd-dev zlib1g-dev  # compressed Zarr arrays and zip archives
    libeccodes-dev                    # GRIB and BUFR
    gmt-gshhg-low                     # coastlines
    libopenmpi-dev openmpi-bin        # runs of several processes
    python3 python3-pip unzip ca-certificates  # fetch and unpack LibTorch
)
windowPackages=(
    qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n libqcustomplot-dev
    libgl-dev libvtk9-dev
    fonts-dejavu-core
    xvfb xauth libgl1-mesa-dri        # pictures and tests without a display
)

# one value of /etc/os-release
fromOsRelease() {
    # shellcheck source=/dev/null
    (source /etc/os-release 2>/dev/null && printf '%s' "${!1:-unknown}") || printf 'unknown'
}

# sets `packages` for this machine, or stops with the list of what another one needs
choosePackages() {
    local preset=$1
    packages=("${corePackages[@]}")
    [ "$preset" = core-only ] || packages+=("${windowPackages[@]}")
    case $(fromOsRelease ID)-$(fromOsRelease VERSION_ID) in
    debian-12) [ "$preset" = core-only ] || packages+=(libqt6opengl6-dev) ;;
    ubuntu-24.04) ;; # its qt6-base-dev holds Qt's OpenGL headers
    *) fail "This is $(fromOsRelease PRETTY_NAME), and packaging/build knows the packages of Debian 12 and Ubuntu 24.04.
Install a C++20 compiler, CMake 3.25, Ninja, ccache, lld, pkg-config, Qt 6.4 (Widgets, OpenGLWidgets, Svg, LinguistTools,
Test), QCustomPlot for Qt 6, VTK 9.1, NetCDF-C++4, UDUNITS-2, nlohmann-json, CLI11, yaml-cpp, Blosc, Zstandard, zlib, ecCodes, the GSHHG coastlines (gmt-gshhg-low),
Xvfb, xauth, Mesa's software driver, Python 3 with pip and unzip by your system's own means,
then start again with --no-packages." ;;
    esac
}

installed() { [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null)" = 'ii ' ]; }

# apt's many lines as a few
milestones() {
    awk '/newly installed/ {total = $3}
         /^Get:/ && ++got % 100 == 0 {print "  " got " of " total " downloaded"; fflush()}
         /^Setting up/ && ++ready % 100 == 0 {print "  " ready " of " total " installed"; fflush()}'
}

# what apt plans to download and to install, in MB with some room
plannedMegabytes() {
    awk '/^(Need to get|After this operation)/ {
             for (i = 1; i < NF; i++)
                 if ($i ~ /^[0-9.,]+$/) {
                     gsub(",", "", $i)
                     sum += $i * ($(i + 1) ~ /^GB/ ? 1000 : $(i + 1) ~ /^MB/ ? 1 : 0)
                 }
         }
         END {print int(sum) + 100}'
}

# installs those of `packages` that are missing
installPackages() {
    local missing=() package
    for package in "${packages[@]}"; do
        installed "$package" || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        say "System packages: all ${#packages[@]} are there."
        return
    fi
    title "System packages: ${#missing[@]} missing"
    say "${missing[*]}"
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        fail "Installing packages needs root and there is no sudo here. As root, run: apt-get install ${missing[*]}"
    fi
    if [ "$(id -u)" -ne 0 ]; then
        sudo true || fail "Installing packages needs root and sudo refused. As root, run: apt-get install ${missing[*]}"
    fi
    local started=$SECONDS plan
    asRoot apt-get update -qq -o Acquire::Retries=2 -o APT::Update::Error-Mode=any ||
        fail "The package lists could not be read (see above): is this machine on the network?"
    plan=$(asRoot env LC_ALL=C apt-get install --no-install-recommends --assume-no "${missing[@]}" 2>&1 || true)
    grep -q 'Unable to locate package' <<<"$plan" &&
        fail "$(grep 'Unable to locate package' <<<"$plan")
Enable the section that holds it (Ubuntu: universe) and start again."
    grep -E '^(Need to get|After this operation)' <<<"$plan" || true
    needDisk /usr "$(plannedMegabytes <<<"$plan")" "Installing the packages"
    asRoot env LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o Dpkg::Use-Pty=0 -o Acquire::Retries=2 "${missing[@]}" 2>&1 | tee "$log" | milestones || {
        tail -n 15 "$log" >&2
        fail "The packages could not be installed (the last lines are above, all of them in $log)."
    }
    say "Installed in $(duration $((SECONDS - started)))."
}
