#!/usr/bin/env python3
"""Time and memory of reading, numbering and writing unit grids, as JSON.

    number_grids.py [--cells 50000] [--folder DIR]

Made-up grids with shared, jittered corners, 500 a community, numbered by ``dcm:numberunitgrid``
through ``qgis_process`` (``QGIS_PLUGINPATH`` must hold the plugin).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import fiona
import numpy as np
import shapely

SCHEMA = {"geometry": "Polygon", "properties": {"SQDM": "str:12"}}


def make(cells: int, path: Path) -> None:
    side = int(np.ceil(np.sqrt(cells)))
    random = np.random.default_rng(1)
    corners = np.dstack(np.meshgrid(np.arange(side + 1), np.arange(side + 1))) * 100.0
    corners += random.uniform(-20, 20, corners.shape) + np.array([450000.0, 3450000.0])
    column, row = np.arange(cells) % side, np.arange(cells) // side
    ring = [corners[row, column], corners[row, column + 1], corners[row + 1, column + 1]]
    shapes = shapely.polygons(np.stack([*ring, corners[row + 1, column], ring[0]], axis=1))
    codes = [f"310101{1 + i // 199:03d}{1 + i % 199:03d}" for i in np.arange(cells) // 500]
    with fiona.open(path, "w", driver="GPKG", layer="grid", schema=SCHEMA, crs="EPSG:4549") as sink:
        sink.writerecords(
            {"geometry": shapely.geometry.mapping(shapes[i]), "properties": {"SQDM": codes[i]}}
            for i in random.permutation(cells)
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=50000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp())
    source, target = folder / "grids.gpkg", folder / "numbered.gpkg"
    make(options.cells, source)
    start = time.perf_counter()
    done = subprocess.run(
        ["qgis_process", "run", "dcm:numberunitgrid", f"--INPUT={source}",
         "--PREFIX_FIELD=SQDM", f"--OUTPUT={target}"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "cells": options.cells,
                "seconds": round(time.perf_counter() - start, 2),
                "cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
                "megabytes": round(used.ru_maxrss / 1024),
                "exit_code": done.returncode,
            }
        )
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
