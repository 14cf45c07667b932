#!/usr/bin/env bash
# Runs the tests under the other versions of QGIS, each in a Debian of its own made by debootstrap.
#
#   scripts/matrix.sh [3.44] [3.22]        (default: both; needs root and Debian or Ubuntu)
#
# 3.44 is Debian 13 with its backports, 3.22 plain Debian 12; both are installed by
# scripts/install.sh, so that the matrix also proves that script on a fresh system. The systems are
# kept in DCM_MATRIX_CACHE (default /var/cache/dcm-matrix) and made anew when the recipe changes.
# All mounts live in a mount namespace of their own, which the kernel clears whatever happens.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${DCM_MATRIX_CACHE:-/var/cache/dcm-matrix}
mirror=${DCM_DEBIAN_MIRROR:-http://deb.debian.org/debian}
versions=("$@")
[ ${#versions[@]} -gt 0 ] || versions=(3.44 3.22)

say() { printf '[matrix] %s\n' "$*" >&2; }

[ "$(id -u)" = 0 ] || { say "needs root (debootstrap and chroot)"; exit 1; }

if ! command -v debootstrap >/dev/null || [ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -o Acquire::Retries=3 update -q >&2
    apt-get -o Acquire::Retries=3 install -y -q --no-install-recommends \
        debootstrap debian-archive-keyring >&2
fi

# Can a mount namespace be made here (not in every container)?
if unshare --mount --propagation private sh -c 'mount -t tmpfs none /mnt' 2>/dev/null; then
    isolate=(unshare --mount --propagation private)
else
    say "mounts are refused here: going on with plain chroots"
    isolate=()
fi

# run_in ROOT COMMAND...: the command in the chroot, with /proc, /sys and /dev where they can be had.
run_in() {
    local root=$1
    shift
    local variable pass=()
    for variable in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL \
        PIP_TRUSTED_HOST PIP_DEFAULT_TIMEOUT DCM_DEBIAN_MIRROR; do
        [ -z "${!variable:-}" ] || pass+=("$variable=${!variable}")
    done
    if [ -s "$root/etc/ssl/certs/host-certificates.crt" ]; then
        for variable in PIP_CERT SSL_CERT_FILE REQUESTS_CA_BUNDLE CURL_CA_BUNDLE; do
            pass+=("$variable=/etc/ssl/certs/host-certificates.crt")
        done
    fi
    # shellcheck disable=SC2016
    "${isolate[@]}" sh -c '
        root=$1; shift
        mount -t proc proc "$root/proc" 2>/dev/null || mount --rbind /proc "$root/proc" 2>/dev/null || true
        mount --rbind /sys "$root/sys" 2>/dev/null || true
        if ! mount --rbind /dev "$root/dev" 2>/dev/null; then
            mkdir -p "$root/dev/shm"; chmod 1777 "$root/dev/shm"
            [ -e "$root/dev/null" ] || mknod -m 666 "$root/dev/null" c 1 3 || true
            [ -e "$root/dev/zero" ] || mknod -m 666 "$root/dev/zero" c 1 5 || true
            [ -e "$root/dev/random" ] || mknod -m 666 "$root/dev/random" c 1 8 || true
            [ -e "$root/dev/urandom" ] || mknod -m 666 "$root/dev/urandom" c 1 9 || true
        fi
        exec chroot "$root" "$@"
    ' sh "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 LC_ALL=C.UTF-8 TERM=dumb CI=true \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        DCM_VENV=/opt/dcm-venv "${pass[@]}" "$@" </dev/null
}

# prepare ROOT SUITE OPTION...: a fresh Debian with QGIS in ROOT.
prepare() {
    local root=$1 suite=$2
    shift 2
    "${isolate[@]}" debootstrap --variant=minbase --include=ca-certificates \
        "$suite" "$root" "$mirror" >&2
    cp -L /etc/resolv.conf "$root/etc/resolv.conf"
    cp -L /etc/hosts "$root/etc/hosts"
    # How this machine reaches the network: proxies and certificates.
    apt-config dump | grep -E '^Acquire::(http|https|Check-Valid-Until|Check-Date)' |
        grep -v '""' >"$root/etc/apt/apt.conf.d/99host" || true
    [ ! -s /etc/ssl/certs/ca-certificates.crt ] ||
        cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/host-certificates.crt"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    mkdir -p "$root/srv/recipe/scripts"
    cp "$repository"/scripts/install.sh "$repository"/scripts/requirements-test.txt \
        "$root/srv/recipe/scripts/"
    run_in "$root" /srv/recipe/scripts/install.sh --tests "$@"
    rm -rf "$root"/var/cache/apt/archives/*.deb
}

# lines_of_recipe: what a kept system depends on.
recipe=$(cat "$repository/scripts/install.sh" "$repository/scripts/requirements-test.txt" |
    sha256sum | cut -c1-12)
mkdir -p "$cache"
making=
trap '[ -z "$making" ] || rm -rf --one-file-system "$making"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

failed=()
for version in "${versions[@]}"; do
    case $version in
        3.44) suite=trixie options=() ;;
        3.22) suite=bookworm options=(--no-backports) ;;
        *) say "unknown version: $version (3.44 or 3.22)"; exit 2 ;;
    esac
    root=$cache/qgis-$version-$recipe
    if [ ! -d "$root" ]; then
        rm -rf --one-file-system "$cache/qgis-$version"-*
        say "making Debian $suite with QGIS $version in $root"
        making=$(mktemp -d "$cache/making-$version-XXXXXX")
        chmod 755 "$making"
        prepare "$making" "$suite" "${options[@]}"
        mv "$making" "$root"
        making=
    fi
    work=$(mktemp -d "$root/srv/dcm-XXXXXX")
    chmod 755 "$work"
    # What a fresh clone would hold, with the changes of the working tree.
    git -c safe.directory='*' -C "$repository" ls-files -z --cached --others --exclude-standard |
        (cd "$repository" && xargs -0 sh -c 'for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' sh) |
        tar -C "$repository" --null -T - -cf - | tar -C "$work" -xf -
    say "tests under QGIS $version"
    run_in "$root" "/srv/${work##*/}/scripts/test.sh" --only-tests || failed+=("$version")
    rm -rf --one-file-system "$work"
done

if [ ${#failed[@]} -gt 0 ]; then
    say "FAILED under QGIS ${failed[*]}"
    exit 1
fi
say "passed under QGIS ${versions[*]}"
