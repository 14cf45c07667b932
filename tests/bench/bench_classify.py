#!/usr/bin/env python3
"""Time of ``dcm:classifycomponents`` on many components, through ``qgis_process``.

    scripts/build.py; tests/bench/bench_classify.py [--rows 1000000] [--dirty 0.1]

Makes a GeoPackage of points with an identification code, a name and an OpenStreetMap tag; a share
of the names is misspelled, numbered or unknown, each of them different. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Iterator, Tuple

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))
from dcm_plugin.core.classes import load_catalogue  # noqa: E402

SEED = 20260701


def rows(count: int, dirty: float) -> Iterator[Tuple[Any, ...]]:
    """Code, name, tag of each component; some have only a name."""
    random = np.random.default_rng(SEED)
    classes = load_catalogue("gbt30428_2_2013").of_kind("component")
    chosen = random.integers(0, len(classes), count)
    kinds = random.random(count)
    for number, (place, kind) in enumerate(zip(chosen.tolist(), kinds.tolist()), 1):
        item = classes[place]
        code = f"110105{item.code}{number:06d}" if kind > 0.5 else None
        name = item.name_zh
        if kind < dirty / 2:
            name = f"{name[1:]}设备{number}"
        elif kind < dirty:
            name = f"{name}{number}"
        yield code, name, "street_lamp" if kind > 0.9 and item.name_zh == "路灯" else None


def make_layer(path: Path, count: int, dirty: float) -> None:
    """A GeoPackage written with SQLite alone: it takes seconds, not minutes."""
    base = sqlite3.connect(path)
    base.executescript(
        """
        PRAGMA application_id = 1196444487;
        CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,
          organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT,
          description TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL,
          srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT,
          geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('CGCS2000 / 3-degree Gauss-Kruger CM 117E', 4548,
          'EPSG', 4548, 'undefined', '');
        INSERT INTO gpkg_contents VALUES ('components', 'features', 'components', '', '', 0, 0,
          1000, 1000, 4548);
        INSERT INTO gpkg_geometry_columns VALUES ('components', 'geom', 'POINT', 4548, 0, 0);
        CREATE TABLE components (fid INTEGER PRIMARY KEY, geom BLOB, ObjID TEXT, ObjName TEXT,
          highway TEXT);
        """
    )
    head = b"GP\x00\x01" + struct.pack("<i", 4548)
    base.executemany(
        "INSERT INTO components VALUES (NULL, ?, ?, ?, ?)",
        (
            (head + struct.pack("<BIdd", 1, 1, 450000 + i % 1000, 4400000 + i // 1000), *row)
            for i, row in enumerate(rows(count, dirty))
        ),
    )
    base.commit()
    base.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--dirty", type=float, default=0.1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.gpkg", Path(folder) / "out.gpkg"
        make_layer(source, options.rows, options.dirty)
        command = [
            os.environ.get("QGIS_PROCESS", "qgis_process"), "run", "dcm:classifycomponents",
            f"--INPUT={source}|layername=components", "--USE_LAYER_NAME=false",
            f"--OUTPUT={target}", f"--REPORT_JSON={folder}/report.json",
        ]  # fmt: skip
        start = time.perf_counter()
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - start
        times = os.times()
        used = times.children_user + times.children_system
        if run.returncode:
            print(run.stdout, run.stderr, file=sys.stderr)
            return 1
        report = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
    print(
        json.dumps(
            {
                "rows": options.rows,
                "dirty": options.dirty,
                "seconds": round(seconds, 2),
                "rows_per_second": round(options.rows / seconds),
                "cpu_seconds": round(used, 2),
                **report["figures"],
            },
            ensure_ascii=False,
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
