#!/usr/bin/env bash
# Installs what is missing and runs all tests: style, types, rules of QGIS, translations, the tests
# of core in a Python that cannot see QGIS, and the tests inside QGIS.
#
#   scripts/test.sh [--only-tests] [--no-install] [-- pytest arguments]
set -uo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository" || exit 1
install=yes
only_tests=no
while [ $# -gt 0 ]; do
    case $1 in
        --only-tests) only_tests=yes ;;
        --no-install) install=no ;;
        --) shift; break ;;
        *) echo "unknown option: $1" >&2; exit 2 ;;
    esac
    shift
done

[ "$install" = no ] || scripts/install.sh --tests --postgis || exit 1
source scripts/environment.sh
python=$DCM_VENV/bin/python

failed=()
step() {
    local name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed+=("$name")
}

if [ "$only_tests" = no ]; then
    step "style (ruff)" "$python" -m ruff check .
    step "types of core (mypy)" "$python" -m mypy
    # QGS105: classFactory is given iface; QGS2 is experimental and guesses by method names.
    step "rules of QGIS (flake8-qgis)" "$python" -m flake8 --isolated --select=QGS \
        --extend-ignore=QGS105,QGS2 --per-file-ignores=dcm_plugin/compat.py:QGS402 dcm_plugin
fi
step "tests without QGIS" "$python" -m pytest -p no:pytest_qgis -p tests.no_qgis \
    -p no:cacheprovider tests --ignore=tests/qgis "$@"
step "tests in QGIS" "$python" -m pytest -p no:cacheprovider tests/qgis "$@"

echo
if [ ${#failed[@]} -gt 0 ]; then
    printf 'FAILED: %s\n' "${failed[@]}"
    exit 1
fi
echo "all tests passed"
