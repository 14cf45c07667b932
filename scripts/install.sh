#!/usr/bin/env bash
# Installs QGIS and what the plugin, its demo and its tests need, on Debian 12 or 13.
#
#   scripts/install.sh [--tests] [--postgis] [--no-backports]
#
# --tests         also installs what scripts/test.sh and the publishing gate need
# --postgis       also installs PostgreSQL with PostGIS, for the tests that need a server
# --no-backports  takes QGIS from the release itself (Debian 12: 3.22), not from its backports
#
# Installs only what is missing, so that it may be run again and again. Makes a Python environment
# over Debian's packages, by default in .venv-qgis (elsewhere: DCM_VENV=/path/to/it). Only apt runs
# as root: called by a user it asks sudo.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=${DCM_VENV:-$repository/.venv-qgis}
with_tests=no
with_postgis=no
backports=yes
for option in "$@"; do
    case $option in
        --tests) with_tests=yes ;;
        --postgis) with_postgis=yes ;;
        --no-backports) backports=no ;;
        *) echo "unknown option: $option" >&2; exit 2 ;;
    esac
done

say() { printf '[install] %s\n' "$*" >&2; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        say "needs root for: $*"
        say "run it as root once, or install sudo"
        exit 1
    fi
}

codename=$(. /etc/os-release && echo "${VERSION_CODENAME:-unknown}")
case $codename in
    bookworm | trixie) ;;
    *)
        say "made for Debian 12 (bookworm) and 13 (trixie); this is '$codename'."
        say "Install QGIS 3.22 or later with geopandas, fiona, rtree, scipy and shapely 2 by its own means."
        exit 1
        ;;
esac

# QGIS comes from the backports, everything else from the release.
qgis_packages=(qgis python3-qgis qgis-providers)
packages=(
    python3-geopandas python3-fiona python3-rtree python3-pyproj python3-scipy python3-yaml
    python3-venv python3-pip qttools5-dev-tools fonts-noto-cjk ca-certificates
)
# Debian 12 has shapely 1.8: shapely 2 comes from PyPI, the series built with Debian 12's own GEOS
# 3.11. (Inside QGIS the functions of Debian's GEOS are found first; a shapely with a newer GEOS would
# mix both and crash in what only the newer one has. A PyPI build of pyproj, fiona, pyogrio or GDAL
# would crash as well.)
python_packages=()
[ "$codename" = bookworm ] && python_packages=('shapely>=2.0,<2.1' 'numpy<2')
[ "$with_tests" = yes ] && packages+=(git)
[ "$with_postgis" = yes ] && packages+=(postgresql-postgis)

missing() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
            echo "$package"
    done
}

apt_install() {
    as_root apt-get -o Acquire::Retries=3 install -y -q --no-install-recommends "$@" >&2
}

# No process substitution: it needs /dev/fd, which a bare chroot lacks. Package names hold no spaces.
read -r -d '' -a missing_qgis <<<"$(missing "${qgis_packages[@]}")" || true
read -r -d '' -a missing_rest <<<"$(missing "${packages[@]}")" || true
if [ ${#missing_qgis[@]} -gt 0 ] || [ ${#missing_rest[@]} -gt 0 ]; then
    suite=$codename-backports
    if [ ${#missing_qgis[@]} -gt 0 ] && [ "$backports" = yes ] &&
        ! grep -qrs "$suite" /etc/apt/sources.list /etc/apt/sources.list.d; then
        say "adding $suite to the sources of apt"
        printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' \
            "${DCM_DEBIAN_MIRROR:-http://deb.debian.org/debian}" "$suite" \
            /usr/share/keyrings/debian-archive-keyring.gpg |
            as_root tee "/etc/apt/sources.list.d/$suite.sources" >/dev/null
    fi
    say "apt: ${missing_qgis[*]} ${missing_rest[*]}"
    as_root apt-get -o Acquire::Retries=3 update -q >&2
    if [ ${#missing_qgis[@]} -gt 0 ]; then
        if [ "$backports" = yes ]; then
            apt_install -t "$suite" "${missing_qgis[@]}"
        else
            apt_install "${missing_qgis[@]}"
        fi
    fi
    [ ${#missing_rest[@]} -eq 0 ] || apt_install "${missing_rest[@]}"
fi

# The environment belongs to Debian's Python, whatever else is first on PATH.
wanted=$( (
    /usr/bin/python3 --version
    echo "$venv ${python_packages[*]}"
    cat "$repository/scripts/requirements-test.txt"
) | sha256sum | cut -d' ' -f1)
[ "$with_tests" = yes ] && python_packages+=(-r "$repository/scripts/requirements-test.txt")
stamp=$venv/.dcm-$with_tests
if [ ! -e "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ] || ! "$venv/bin/python" -c ''; then
    say "Python environment in $venv"
    /usr/bin/python3 -c 'import sys; v = sys.version_info; sys.exit(v < (3, 9))'
    if ! "$venv/bin/python" -c 'import pip' 2>/dev/null; then
        rm -rf "$venv"
        /usr/bin/python3 -m venv --system-site-packages "$venv"
    fi
    if [ ${#python_packages[@]} -gt 0 ]; then
        "$venv/bin/python" -m pip install -q --disable-pip-version-check --retries 5 \
            "${python_packages[@]}" >&2
    fi
    echo "$wanted" >"$stamp"
    # Started by sudo in somebody's folder: the environment is theirs.
    [ "$(id -u)" != 0 ] || case $venv in "$repository"/*) chown -R --reference="$repository" "$venv" ;; esac
fi
say "ready: $(dpkg-query -W -f '${Package} ${Version}' python3-qgis), $("$venv/bin/python" --version)"
