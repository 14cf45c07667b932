# shellcheck shell=bash
# Sourced by the other scripts: the Python environment, a private profile, no screen needed.

DCM_VENV=${DCM_VENV:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.venv-qgis}
export DCM_VENV
PYTHONPATH=$("$DCM_VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
export PYTHONPATH
export LANG=C.UTF-8 LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}

# pyproj looks for its data below the prefix of Python, which is the environment's, not Debian's.
export PROJ_DATA=${PROJ_DATA:-/usr/share/proj} PROJ_LIB=${PROJ_LIB:-/usr/share/proj}

DCM_TEMPORARY=$(mktemp -d "${TMPDIR:-/tmp}/dcm-XXXXXX")
trap 'rm -rf "$DCM_TEMPORARY"' EXIT
mkdir -m 700 "$DCM_TEMPORARY/runtime"
export XDG_RUNTIME_DIR=$DCM_TEMPORARY/runtime
export QGIS_CUSTOM_CONFIG_PATH=$DCM_TEMPORARY/profile

# Debian's wrapper of QGIS 3.22 passes an option that the program itself refuses.
QGIS_PROCESS=$(command -v qgis_process.bin || command -v qgis_process || true)
export QGIS_PROCESS
