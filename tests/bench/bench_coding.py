#!/usr/bin/env python3
"""Time of coding components against an ``ogr2ogr`` copy of the same file; one JSON object per size.

    bench_coding.py [--components 10000 100000 1000000] [--folder DIR] [--repeat 1]

Makes a valid coverage of irregular grids (about 24 vertices a grid) with 20 components a grid on
average, most of them bunched; writes the components with the fields that a survey delivers. Then
``ogr2ogr`` copies the file, ``dcm:encodecomponents`` codes it through ``qgis_process`` (start of
QGIS, reading and writing included), and codes its own result again, which must change nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_check import make  # noqa: E402

VERSION = "gbt47678_5_2026"
PER_GRID = 20


def inputs(count: int, folder: Path, seed: int = 5) -> tuple:
    """Paths of the components and of the grid."""
    from dcm_plugin.core.classes import load_catalogue

    grid_path = folder / f"coding_grid_{count}.gpkg"
    path = folder / f"coding_{count}.gpkg"
    grid = make(max(100, count // PER_GRID), 0)["grid"]
    good = ~grid["DYWGBSM"].duplicated(keep=False).to_numpy()
    shapes = np.asarray(grid.geometry.array, dtype=object)
    i, _ = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    good[np.unique(i)] = False
    grid = grid[good].reset_index(drop=True)
    if not grid_path.exists():
        grid.set_crs(4549, allow_override=True).to_file(grid_path, layer="grid", driver="GPKG")
    if path.exists():
        return path, grid_path
    rng = np.random.default_rng(seed)
    share = rng.dirichlet(np.full(len(grid), 2.0))
    home = rng.choice(len(grid), count, p=share)
    x0, y0, x1, y1 = shapely.bounds(np.asarray(grid.geometry.array, dtype=object)[home]).T
    x = np.round(x0 + (x1 - x0) * rng.random(count), 3)
    y = np.round(y0 + (y1 - y0) * rng.random(count), 3)
    classes = [c for c in load_catalogue(VERSION).of_kind("component") if c.geometry == "point"]
    kind = (len(classes) * rng.random(count) ** 2).astype(int)
    table = folder / f"coding_{count}.csv"
    with table.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        names = ("LBDM", "GLBJMC", "ZGBMDM", "ZGBMMC", "GLBJZT", "CSRQ", "SJLY", "X", "Y")
        writer.writerow(names)
        writer.writerows(
            (
                classes[k].code, classes[k].name_zh[:30], f"11110000{k:010d}",
                f"第{k % 40}市政管理所", "完好", "2026-07-01", "实测", a, b,
            )
            for k, a, b in zip(kind.tolist(), x.tolist(), y.tolist())
        )  # fmt: skip
    (folder / f"coding_{count}.csvt").write_text(
        "String(10),String(30),String(18),String(100),String(10),Date,String(30),Real,Real"
    )
    options = [
        "-oo",
        "X_POSSIBLE_NAMES=X",
        "-oo",
        "Y_POSSIBLE_NAMES=Y",
        "-oo",
        "KEEP_GEOM_COLUMNS=NO",
    ]
    subprocess.run(
        ["ogr2ogr", "-f", "GPKG", str(path), str(table), "-nln", "components", "-a_srs",
         "EPSG:4549", *options],
        check=True,
    )  # fmt: skip
    table.unlink()
    return path, grid_path


def timed(command: list, text: str = "") -> tuple:
    """Seconds by the clock, processor seconds, and what was printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        command,
        input=text,
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    spent = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return round(spent, 2), round(work, 2), done.stdout


def copy(path: Path, target: Path) -> dict:
    target.unlink(missing_ok=True)
    spent, work, _ = timed(["ogr2ogr", "-f", "GPKG", str(target), str(path)])
    return {"seconds": spent, "cpu_seconds": work}


def encode(path: Path, grid: Path, target: Path, register: Path) -> dict:
    target.unlink(missing_ok=True)
    task = {
        "INPUT": str(path),
        "CLASS_FIELD": "LBDM",
        "GRID": f"{grid}|layername=grid",
        "REGISTER": str(register),
        "OUTPUT": str(target),
    }
    program = os.environ.get("QGIS_PROCESS", "qgis_process")
    spent, work, printed = timed(
        [program, "run", "dcm:encodecomponents", "-"], json.dumps({"inputs": task})
    )
    found = json.loads(printed[printed.index("{") :])["results"]
    counts = {k[:-6].lower(): v for k, v in found.items() if k.endswith("_COUNT")}
    return {"seconds": spent, "cpu_seconds": work, "counts": counts}


def same(first: Path, second: Path) -> int:
    """Number of rows that differ between two results."""
    connection = sqlite3.connect(first)
    connection.execute("ATTACH ? AS other", (str(second),))
    tables = [
        row[0]
        for name in ("main", "other")
        for row in connection.execute("SELECT table_name FROM " + name + ".gpkg_contents")
    ]
    query = "SELECT count(*) FROM (SELECT * FROM main.{} EXCEPT SELECT * FROM other.{})"
    return connection.execute(query.format(*(f'"{name}"' for name in tables))).fetchone()[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--components", type=int, nargs="*", default=[10000, 100000, 1000000])
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    parser.add_argument("--repeat", type=int, default=1)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for count in given.components:
        path, grid = inputs(count, given.folder)
        for _ in range(given.repeat):
            register = given.folder / "coding_register.gpkg"
            register.unlink(missing_ok=True)
            result, again = given.folder / "coding_result.gpkg", given.folder / "coding_again.gpkg"
            copied = copy(path, given.folder / "coding_copy.gpkg")
            first = encode(path, grid, result, register)
            second = encode(result, grid, again, register)
            print(
                json.dumps(
                    {
                        "components": count,
                        "megabytes": round(path.stat().st_size / 1e6, 1),
                        "copy": copied,
                        "first": first,
                        "ratio": round(first["seconds"] / copied["seconds"], 2),
                        "again": second,
                        "rows_changed_by_again": same(result, again),
                    }
                ),
                flush=True,
            )


if __name__ == "__main__":
    main()
