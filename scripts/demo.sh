#!/usr/bin/env bash
# Installs QGIS and what the plugin needs, builds the plugin, and runs it on the shipped sample:
# divides the communities into unit grids, checks the result, draws a map; makes a city database of
# them with a made-up case load, and draws the open cases. Results in build/demo.
#
#   scripts/demo.sh [--zh] [--no-install]       (--zh: report and findings in Chinese)
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"
install=yes
locale=en_US
for option in "$@"; do
    case $option in
        --zh) locale=zh-Hans ;;
        --no-install) install=no ;;
        *) echo "unknown option: $option" >&2; exit 2 ;;
    esac
done

[ "$install" = no ] || scripts/install.sh
source scripts/environment.sh
python=$DCM_VENV/bin/python
say() { printf '\n== %s\n' "$*"; }

say "building the plugin"
"$python" scripts/build.py

# A profile of its own, so that nothing of the user's QGIS is touched.
mkdir -p "$QGIS_CUSTOM_CONFIG_PATH/profiles/default/QGIS"
printf '[locale]\noverrideFlag=true\nuserLocale=%s\n[PythonPlugins]\ndcm_plugin=true\n' "$locale" \
    >"$QGIS_CUSTOM_CONFIG_PATH/profiles/default/QGIS/QGIS3.ini"
export QGIS_PLUGINPATH=$repository/build/plugins PYTHONWARNINGS=ignore

output=$repository/build/demo
rm -rf "$output"
mkdir -p "$output"
sample=$repository/tests/data/shanghai_core.gpkg

# What a city would hand over as yards of one unit; residential quarters may be divided.
yards="$sample|layername=landuse|subset=kind IN ('school','hospital')"

say "dividing the communities into unit grids (dcm:partitionunitgrid)"
"$QGIS_PROCESS" run dcm:partitionunitgrid \
    --INPUT="$sample|layername=communities" --CODE_FIELD=code --NAME_FIELD=name \
    --BARRIERS="$sample|layername=roads" --BARRIERS="$sample|layername=waterlines" \
    --LAYOUT="$sample|layername=water" \
    --BUILDINGS="$sample|layername=buildings" \
    --COMPOUNDS="$yards" --KEEP_FIELD=true \
    --COMPONENTS="$sample|layername=pois" \
    --OUTPUT="$output/unit_grid.gpkg" --ISSUES="$output/partition_findings.gpkg" \
    --REPORT="$output/partition.html" --REPORT_JSON="$output/partition.json"

say "checking the unit grid (dcm:checkunitgrid)"
"$QGIS_PROCESS" run dcm:checkunitgrid \
    --INPUT="$output/unit_grid.gpkg" \
    --COMMUNITIES="$sample|layername=communities" \
    --BUILDINGS="$sample|layername=buildings" \
    --COMPOUNDS="$yards" \
    --LAYOUT="$sample|layername=roads" --LAYOUT="$sample|layername=water" \
    --LAYOUT="$sample|layername=waterlines" \
    --ERRORS="$output/check_findings.gpkg" \
    --REPORT="$output/check.html" --REPORT_JSON="$output/check.json"

say "styling the GeoPackage and drawing the map"
"$python" scripts/render_map.py "$output/unit_grid.gpkg" "$sample" "$output/unit_grid.png"

say "making the city database (dcm:createdatabase)"
"$QGIS_PROCESS" run dcm:createdatabase \
    --INPUT="$output/unit_grid.gpkg" --COMMUNITIES="$sample|layername=communities" \
    --PROJECT="$output/city.qgz" --OUTPUT="$output/city.gpkg"

say "making up cases (dcm:generatecases)"
"$QGIS_PROCESS" run dcm:generatecases \
    --DATABASE="$output/city.gpkg" --COUNT=2000 --SEED=1 --ROADS="$sample|layername=roads|subset=kind IN ('major_road','minor_road')"

say "drawing the open cases"
"$python" scripts/render_cases.py "$output/city.qgz" "$sample" "$output/cases.png"

say "done"
for file in "$output"/*; do
    printf '%8d KiB  %s\n' $(($(stat -c %s "$file") / 1024)) "${file#"$repository"/}"
done
