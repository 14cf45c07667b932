#!/usr/bin/env python3
"""Time and memory of the unit-grid check, on a made-up city; prints one JSON object per size.

    bench_check.py [--cells 1000 10000 50000] [--buildings-per-cell 4] [--folder DIR] [--core]

Makes a valid coverage of irregular grids (borders with about 24 vertices a grid) in communities of
100 grids, four buildings a grid (one in a hundred across a border), yards, roads, components and
some defects; then runs ``dcm:checkunitgrid`` with all checks through ``qgis_process`` (reading and
writing included), or with ``--core`` the core function alone.
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
import pandas as pd
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
SIDE = 100.0
PER_SIDE = 6  # vertices on each side of a grid
BLOCK = 10  # grids along each side of a community
X0, Y0 = 500000.0, 3400000.0


def make(cells: int, buildings_per_cell: int, seed: int = 1) -> dict:
    """Tables of the city by layer name."""
    rng = np.random.default_rng(seed)
    blocks = max(1, round((cells / BLOCK**2) ** 0.5))
    rows = blocks * BLOCK
    columns = max(BLOCK, round(cells / rows / BLOCK) * BLOCK)
    nx, ny = columns * PER_SIDE + 1, rows * PER_SIDE + 1
    step = SIDE / PER_SIDE
    x, y = np.meshgrid(X0 + step * np.arange(nx), Y0 + step * np.arange(ny))
    x = np.round(x + rng.uniform(-3, 3, x.shape), 3)
    y = np.round(y + rng.uniform(-3, 3, y.shape), 3)

    def outline(i0, j0, width, height):
        """Rings of rectangles of vertices; all of one size."""
        w, h = width * PER_SIDE, height * PER_SIDE
        di = np.r_[np.arange(w), np.full(h, w), np.arange(w, 0, -1), np.zeros(h, int), 0]
        dj = np.r_[np.zeros(w, int), np.arange(h), np.full(w, h), np.arange(h, 0, -1), 0]
        i = i0[:, None] * PER_SIDE + di[None, :]
        j = j0[:, None] * PER_SIDE + dj[None, :]
        return shapely.polygons(np.stack([x[j, i], y[j, i]], axis=2))

    i, j = (a.ravel() for a in np.meshgrid(np.arange(columns), np.arange(rows)))
    bi, bj = (a.ravel() for a in np.meshgrid(np.arange(columns // BLOCK), np.arange(rows // BLOCK)))
    number = bj * (columns // BLOCK) + bi
    codes = np.array([f"420199{1 + n // 300:03d}{1 + n % 300:03d}" for n in number])
    block = (j // BLOCK) * (columns // BLOCK) + i // BLOCK
    sequence = (BLOCK - 1 - j % BLOCK) * BLOCK + i % BLOCK + 1
    shapes = outline(i, j, 1, 1)
    grid = gpd.GeoDataFrame(
        {
            "DYWGBSM": [f"{codes[b]}{s:03d}" for b, s in zip(block, sequence)],
            "MJ": np.round(shapely.area(shapes), 2),
            "CSRQ": "20260101",
        },
        geometry=shapes,
    )
    moved = rng.choice(len(grid), 20, replace=False)
    grid.loc[moved[:10], "DYWGBSM"] = "42019900100100"
    old = np.asarray(grid.geometry.array, dtype=object).copy()
    old[moved[10:]] = shapely.buffer(old[moved[10:]], 2.0)
    grid = grid.set_geometry(list(old))
    communities = gpd.GeoDataFrame(
        {"code": codes}, geometry=outline(bi * BLOCK, bj * BLOCK, BLOCK, BLOCK)
    )
    total = len(i) * buildings_per_cell
    spot = np.repeat(
        np.stack([X0 + SIDE * i + 50, Y0 + SIDE * j + 50], axis=1), buildings_per_cell, 0
    )
    offset = np.tile([[-22, -22], [22, -22], [-22, 22], [22, 22]], (len(i), 1))
    spot = spot + np.resize(offset, spot.shape) + rng.uniform(-3, 3, spot.shape)
    astray = rng.random(total) < 0.01
    spot[astray] += 40
    w, h = rng.uniform(6, 14, total), rng.uniform(6, 14, total)
    buildings = gpd.GeoDataFrame(
        geometry=shapely.box(spot[:, 0] - w, spot[:, 1] - h, spot[:, 0] + w, spot[:, 1] + h)
    )
    yards = rng.choice(len(i), len(i) // 50, replace=False)
    middle = np.stack([X0 + SIDE * i + 50, Y0 + SIDE * j + 50], axis=1)[yards]
    compounds = gpd.GeoDataFrame(
        geometry=shapely.box(
            middle[:, 0] - 60, middle[:, 1] - 45, middle[:, 0] + 60, middle[:, 1] + 45
        )
    )
    lines = [np.stack([x[k], y[k]], axis=1) for k in range(0, ny, PER_SIDE)]
    lines += [np.stack([x[:, k], y[:, k]], axis=1) for k in range(0, nx, PER_SIDE * 2)]
    roads = gpd.GeoDataFrame(geometry=[shapely.LineString(line) for line in lines])
    rail = np.stack([x[:, 3] + 30, y[:, 3]], axis=1)
    barriers = gpd.GeoDataFrame(geometry=[shapely.LineString(rail)])
    count = len(i) * 4
    home = rng.integers(0, len(i), count)
    points = shapely.points(
        X0 + SIDE * i[home] + rng.uniform(5, 95, count),
        Y0 + SIDE * j[home] + rng.uniform(5, 95, count),
    )
    components = gpd.GeoDataFrame({"SZDYWGBSM": grid["DYWGBSM"].to_numpy()[home]}, geometry=points)
    return {
        "grid": grid,
        "communities": communities,
        "buildings": buildings,
        "compounds": compounds,
        "roads": roads,
        "barriers": barriers,
        "components": components,
    }


def core(layers: dict) -> dict:
    from dcm_plugin.core.grid.checks import CheckInput, CrsInfo, check_report, run_checks
    from dcm_plugin.core.standards import load_profile

    tables = {}
    for name, table in layers.items():
        table = table.assign(_fid=np.arange(len(table)))
        tables[name] = table.rename(
            columns={"DYWGBSM": "code", "MJ": "area", "CSRQ": "start", "SZDYWGBSM": "code"}
        )
    data = CheckInput(
        tables["grid"],
        communities=tables["communities"],
        buildings=tables["buildings"],
        compounds=tables["compounds"],
        layout=tables["roads"],
        barriers=tables["barriers"],
        components=tables["components"],
        base_scale=1000,
        crs=CrsInfo("EPSG:4549"),
    )
    started = time.perf_counter()
    profile = load_profile("gbt47678_3_2026")
    result = run_checks(data, profile)
    check_report(result, profile).to_html("en")
    spent = time.perf_counter() - started
    by_check = {c: round(s.seconds, 2) for c, s in result.summary.items() if s.seconds > 0.05}
    return {
        "seconds": round(spent, 2),
        "errors": result.count("error"),
        "warnings": result.count("warning"),
        "by_check": by_check,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def through_qgis(layers: dict, folder: Path) -> dict:
    path = folder / f"city_{len(layers['grid'])}.gpkg"
    path.unlink(missing_ok=True)
    for name, table in layers.items():
        table.set_crs(4549).to_file(path, layer=name, driver="GPKG")

    def layer(name: str) -> str:
        return f"{path}|layername={name}"

    inputs = {
        "INPUT": layer("grid"),
        "COMMUNITIES": layer("communities"),
        "BUILDINGS": layer("buildings"),
        "COMPOUNDS": layer("compounds"),
        "LAYOUT": [layer("roads")],
        "BARRIERS": layer("barriers"),
        "COMPONENTS": layer("components"),
        "BASE_SCALE": 1000,
        "ERRORS": str(folder / "errors.gpkg"),
        "ERROR_AREAS": str(folder / "error_areas.gpkg"),
        "OUTPUT": str(folder / "offenders.gpkg"),
        "REPORT": str(folder / "report.html"),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    run = subprocess.run(
        ["qgis_process", "run", "dcm:checkunitgrid", "-"],
        input=json.dumps({"inputs": inputs}),
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    spent = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = json.loads(run.stdout[run.stdout.index("{") :])["results"] if run.stdout else {}
    return {
        "seconds": round(spent, 2),
        "cpu_seconds": round(work, 2),
        "exit_code": run.returncode,
        "errors": found.get("ERROR_COUNT"),
        "warnings": found.get("WARNING_COUNT"),
        "memory_mb": after.ru_maxrss // 1024,
        "complaint": run.stderr[-500:] if run.returncode else "",
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, nargs="*", default=[1000, 10000, 50000])
    parser.add_argument("--buildings-per-cell", type=int, default=4)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--core", action="store_true")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for cells in given.cells:
        layers = make(cells, given.buildings_per_cell)
        sizes = {name: len(table) for name, table in layers.items()}
        figures = core(layers) if given.core else through_qgis(layers, given.folder)
        print(json.dumps({"sizes": sizes, **figures}), flush=True)


if __name__ == "__main__":
    pd.options.mode.chained_assignment = None
    main()
