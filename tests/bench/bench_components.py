#!/usr/bin/env python3
"""Time and memory of the component check, on a made-up survey; prints one JSON object per size.

    bench_components.py [--components 10000 100000 1000000] [--folder DIR] [--core]

Makes a square city of grids with 20 components each, one component in a thousand with a fault of
each of some kinds; then runs ``dcm:checkcomponents`` with all checks through ``qgis_process``
(reading and writing included), or with ``--core`` the core function alone.
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
from typing import Any, Tuple

import geopandas as gpd
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from dcm_plugin.core.classes import load_catalogue  # noqa: E402

X0, Y0 = 500000.0, 3400000.0
PER_GRID = 20


def make(count: int, seed: int = 1) -> Tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Components and grids."""
    rng = np.random.default_rng(seed)
    side = int(np.ceil((count / PER_GRID) ** 0.5))
    gx, gy = (a.ravel() for a in np.meshgrid(np.arange(side), np.arange(side)))
    cells = shapely.box(X0 + 100 * gx, Y0 + 100 * gy, X0 + 100 * gx + 100, Y0 + 100 * gy + 100)
    number = np.arange(len(cells))
    community = number // 900
    codes = np.array(
        [
            f"310101{1 + c // 300:03d}{1 + c % 300:03d}{1 + n:03d}"
            for c, n in zip(community, number % 900)
        ],
        dtype=object,
    )
    grid = gpd.GeoDataFrame({"DYWGBSM": codes}, geometry=cells, crs="EPSG:4549")
    x, y = rng.uniform(0, 100 * side, count), rng.uniform(0, 100 * side, count)
    catalogue = load_catalogue()
    classes = [c for c in catalogue.of_kind("component") if c.geometry == "point"]
    chosen = rng.integers(0, len(classes), count)
    class_codes = np.array([c.code for c in classes], dtype=object)[chosen]
    names = np.array([c.name_zh for c in classes], dtype=object)[chosen]
    turn = np.arange(count) // len(classes) + 1
    at = (x // 100).astype(int) + (y // 100).astype(int) * side
    carried = codes[at].copy()
    idents = np.array(
        [f"310101{c}{n % 999999 + 1:06d}" for c, n in zip(class_codes, np.arange(count))],
        dtype=object,
    )
    faulty = np.arange(0, count, 1000)
    carried[faulty] = codes[(at[faulty] + 5) % len(codes)]
    names[faulty[::2]] = "路灯"
    idents[faulty[1::2]] = idents[faulty[::2]][: len(faulty[1::2])]
    frame = gpd.GeoDataFrame(
        {
            "GLBJBSM": idents,
            "GLBJMC": names,
            "ZGBMDM": "913100000000000000",
            "ZGBMMC": "城市管理局",
            "SZDYWGBSM": carried,
            "GLBJZT": "完好",
            "CSRQ": "20260701",
            "BGRQ": np.where(turn % 7 == 0, "20260715", ""),
            "SJLY": "实测",
        },
        geometry=shapely.points(X0 + x, Y0 + y),
        crs="EPSG:4549",
    )
    return frame, grid


def core(frame: gpd.GeoDataFrame, grid: gpd.GeoDataFrame) -> Any:
    from dcm_plugin.core.standards import load_profile
    from dcm_plugin.core.survey.checks import ComponentInput, check_components

    catalogue = load_catalogue()
    names = {spec.name: role for role, spec in catalogue.tables["component"].items()}
    table = frame.rename(columns=names)
    table["_fid"] = np.arange(len(table))
    table["_layer"] = "components"
    cells = grid.rename(columns={"DYWGBSM": "code"})
    cells["_fid"] = np.arange(len(cells))
    started = time.perf_counter()
    profile = load_profile("gbt47678_3_2026")
    result = check_components(ComponentInput(table, cells), catalogue, profile)
    seconds = time.perf_counter() - started
    return (
        seconds,
        result.count("error"),
        {c: round(s.seconds, 2) for c, s in result.summary.items()},
    )


def process(folder: Path, frame: gpd.GeoDataFrame, grid: gpd.GeoDataFrame) -> Any:
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in (("components", frame), ("grid", grid)):
        path = folder / f"{name}.gpkg"
        path.unlink(missing_ok=True)
        table.to_file(path, driver="GPKG", layer=name)
    inputs = {
        "INPUT": [str(folder / "components.gpkg")],
        "GRID": str(folder / "grid.gpkg"),
        "ERRORS": str(folder / "errors.gpkg"),
        "REPORT": str(folder / "report.html"),
        "REPORT_JSON": str(folder / "report.json"),
    }
    started = time.perf_counter()
    done = subprocess.run(
        [os.environ["QGIS_PROCESS"], "--json", "run", "dcm:checkcomponents", "-"],
        input=json.dumps({"inputs": inputs}),
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return seconds, json.loads(done.stdout)["results"]["ERROR_COUNT"], {}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--components", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--core", action="store_true")
    options = parser.parse_args()
    for count in options.components:
        frame, grid = make(count)
        if options.core:
            seconds, errors, parts = core(frame, grid)
            who = resource.RUSAGE_SELF
        else:
            seconds, errors, parts = process(options.folder, frame, grid)
            who = resource.RUSAGE_CHILDREN
        print(
            json.dumps(
                {
                    "components": count,
                    "grids": len(grid),
                    "mode": "core" if options.core else "qgis_process",
                    "seconds": round(seconds, 2),
                    "errors": errors,
                    "peak_mb": round(resource.getrusage(who).ru_maxrss / 1024),
                    "checks": parts,
                }
            ),
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
