#!/usr/bin/env python3
"""Times of all algorithms for components and events, one after the other; JSON, a line per size.

    bench_component_chain.py [--components 10000 100000 1000000] [--folder DIR]

Works on the survey of ``bench_coding.py``: classify, encode, check, statistics, migrate to the
version before, export; draws a sample and compares it with itself; classifies as many complaints
(the sentences of ``evaluate_events.py``'s tables, numbered so that none is like another) and codes
them. Each runs through ``qgis_process``: start of QGIS, reading and writing included.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from pathlib import Path
from typing import Any, Dict

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_coding import VERSION, inputs, timed  # noqa: E402

COMPLAINTS = (
    "市民反映{n}号门口垃圾乱堆放", "{n}弄路灯不亮已经三天", "有人在{n}号占道经营卖水果",
    "{n}号楼道贴满小广告", "工地夜间施工噪声扰民，位置{n}号", "{n}路口井盖破损，行人危险",
)  # fmt: skip


def run(name: str, task: Dict[str, Any]) -> Dict[str, Any]:
    program = os.environ.get("QGIS_PROCESS", "qgis_process")
    text = json.dumps({"inputs": task})
    spent, work, _ = timed([program, "run", "dcm:" + name, "-"], text)
    return {"seconds": spent, "cpu_seconds": work}


def complaints(count: int, grid: Path, folder: Path) -> Path:
    """A table of texts with coordinates in the middle of the grid layer."""
    import geopandas as gpd

    x, y = gpd.read_file(grid, rows=200).geometry.centroid.iloc[100].coords[0]
    path = folder / f"complaints_{count}.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("text", "X", "Y"))
        for n in range(count):
            sentence = COMPLAINTS[n % len(COMPLAINTS)].format(n=n)
            writer.writerow((sentence, round(x + n % 97, 2), round(y + n % 89, 2)))
    target = folder / f"complaints_{count}.gpkg"
    target.unlink(missing_ok=True)
    timed(["ogr2ogr", "-f", "GPKG", str(target), str(path), "-a_srs", "EPSG:4549", "-oo",
           "X_POSSIBLE_NAMES=X", "-oo", "Y_POSSIBLE_NAMES=Y"])  # fmt: skip
    path.unlink()
    return target


def chain(count: int, folder: Path) -> Dict[str, Any]:
    survey, grid = inputs(count, folder)
    grid_layer = f"{grid}|layername=grid"
    made = {name: str(folder / f"chain_{name}.gpkg") for name in (
        "classified", "coded", "register", "errors", "areas", "migrated", "sample", "grids",
        "compared", "events", "coded_events", "delivery")}  # fmt: skip
    for path in made.values():
        Path(path).unlink(missing_ok=True)
    result: Dict[str, Any] = {"rows": count}
    result["classifycomponents"] = run("classifycomponents", {
        "INPUT": str(survey), "CODE_FIELD": "LBDM", "NAME_FIELD": "GLBJMC",
        "OUTPUT": made["classified"]})  # fmt: skip
    result["encodecomponents"] = run("encodecomponents", {
        "INPUT": str(survey), "CLASS_FIELD": "LBDM", "GRID": grid_layer,
        "REGISTER": made["register"], "OUTPUT": made["coded"]})  # fmt: skip
    result["checkcomponents"] = run("checkcomponents", {
        "INPUT": [made["coded"]], "GRID": grid_layer, "ERRORS": made["errors"]})  # fmt: skip
    result["componentstatistics"] = run("componentstatistics", {
        "INPUT": made["coded"], "GRID": grid_layer, "LEVEL": "community",
        "OUTPUT": made["areas"]})  # fmt: skip
    result["migrateclasses"] = run("migrateclasses", {
        "INPUT": made["coded"], "FROM": VERSION, "TO": "gbt30428_2_2013",
        "OUTPUT": made["migrated"]})  # fmt: skip
    result["exportcomponents"] = run("exportcomponents", {
        "INPUT": made["coded"], "WRONG_VALUES": "empty", "OUTPUT": made["delivery"]})  # fmt: skip
    result["drawsample"] = run("drawsample", {
        "INPUT": [made["coded"]], "GRID": grid_layer, "GRIDS": made["grids"],
        "OUTPUT": made["sample"]})  # fmt: skip
    result["comparesurvey"] = run("comparesurvey", {
        "INPUT": [made["coded"]], "REFERENCE": [made["sample"]], "GRIDS": made["grids"],
        "OUTPUT": made["compared"]})  # fmt: skip
    texts = complaints(count, grid, folder)
    result["classifyevents"] = run("classifyevents", {
        "INPUT": str(texts), "TEXT_FIELD": "text", "OUTPUT": made["events"]})  # fmt: skip
    result["encodeevents"] = run("encodeevents", {
        "INPUT": made["events"], "CLASS_FIELD": "LBDM", "GRIDS": grid_layer,
        "OUTPUT": made["coded_events"]})  # fmt: skip
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--components", type=int, nargs="*", default=[10000, 100000, 1000000])
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for count in given.components:
        print(json.dumps(chain(count, given.folder)), flush=True)


if __name__ == "__main__":
    main()
