#!/usr/bin/env python3
"""Time and memory of the unit-grid update, on a made-up city; prints one JSON object per size.

    bench_update.py [--cells 1000 10000 50000] [--edits 0.02] [--moved-all] [--folder DIR]

Makes a valid coverage of irregular grids (about 24 vertices a grid) in communities of 100, and an
edited copy in which some grids are split, some ended and some drawn narrower; then runs
``dcm:updateunitgrid`` through ``qgis_process``, reading and writing included, and again with the
result and the edited copy, which must change nothing. ``--moved-all`` shifts the whole copy by
20 cm, so that every cell has to be laid over its neighbours.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_check import make  # noqa: E402


def layers(cells: int, share: float, moved_all: bool, seed: int = 3) -> dict:
    """The grid and its edited copy."""
    made = make(cells, 0)
    old = made["grid"].copy()
    shapes = np.asarray(old.geometry.array, dtype=object).copy()
    # the city of the check has errors on purpose; here it starts correct
    good = ~old["DYWGBSM"].duplicated(keep=False).to_numpy()
    i, j = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    good[np.unique(i)] = False
    old = old[good].reset_index(drop=True)
    shapes = shapes[good]
    rng = np.random.default_rng(seed)
    chosen = rng.choice(len(old), int(len(old) * share), replace=False)
    split, moved, ended = np.array_split(chosen, 3)
    edited = old.copy()
    new = shapes.copy()
    x0, y0, x1, y1 = shapely.bounds(shapes[split]).T
    middle = (x0 + x1) / 2
    west = shapely.intersection(shapes[split], shapely.box(x0 - 9, y0 - 9, middle, y1 + 9))
    east = shapely.intersection(shapes[split], shapely.box(middle, y0 - 9, x1 + 9, y1 + 9))
    new[split] = west
    new[moved] = shapely.buffer(shapes[moved], -2.0)  # drawn narrower on all sides
    if moved_all:
        new = shapely.transform(new, lambda xy: xy + 0.2)
        east = shapely.transform(east, lambda xy: xy + 0.2)
    rows = np.r_[np.setdiff1d(np.arange(len(old)), ended), split]
    edited = edited.iloc[rows].reset_index(drop=True)
    parts = np.empty(len(rows), dtype=object)
    parts[: len(rows) - len(split)] = new[rows[: len(rows) - len(split)]]
    parts[len(rows) - len(split) :] = east
    edited = edited.set_geometry(gpd.array.GeometryArray(parts))
    return {"grid": old, "edited": edited}


def run(inputs: dict, algorithm: str = "updateunitgrid") -> dict:
    """Run an algorithm of the provider in a process of its own: time, memory, counts."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        ["qgis_process", "run", f"dcm:{algorithm}", "-"],
        input=json.dumps({"inputs": inputs}),
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    spent = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = json.loads(done.stdout[done.stdout.index("{") :])["results"] if done.stdout else {}
    return {
        "seconds": round(spent, 2),
        "cpu_seconds": round(work, 2),
        "exit_code": done.returncode,
        "counts": {k[:-6].lower(): v for k, v in found.items() if k.endswith("_COUNT") and v},
        "memory_mb": after.ru_maxrss // 1024,
        "complaint": done.stderr[-500:] if done.returncode else "",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, nargs="*", default=[1000, 10000, 50000])
    parser.add_argument("--edits", type=float, default=0.02)
    parser.add_argument("--moved-all", action="store_true")
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for cells in given.cells:
        path = given.folder / f"update_{cells}.gpkg"
        path.unlink(missing_ok=True)
        tables = layers(cells, given.edits, given.moved_all)
        for name, table in tables.items():
            table.set_crs(4549, allow_override=True).to_file(path, layer=name, driver="GPKG")
        inputs = {
            "INPUT": f"{path}|layername=grid",
            "EDITED": f"{path}|layername=edited",
            "DATE": "2026-07-01T00:00:00",
            "REPORT": str(given.folder / "update.html"),
            "CHANGES": str(given.folder / "update_changes.gpkg"),
            "OUTPUT": str(given.folder / "update_result.gpkg"),
        }
        first = run(inputs)
        inputs["INPUT"] = inputs["OUTPUT"]
        inputs["OUTPUT"] = str(given.folder / "update_again.gpkg")
        inputs["DATE"] = "2027-01-01T00:00:00"
        sizes = {name: len(table) for name, table in tables.items()}
        print(json.dumps({"sizes": sizes, "first": first, "again": run(inputs)}), flush=True)


if __name__ == "__main__":
    main()
