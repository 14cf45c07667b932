"""Import of a large hotline table and export of a large city database, as users run them.

    python tests/bench/bench_case_exchange.py import CITY.gpkg PLACES.gpkg [ROWS]
    python tests/bench/bench_case_exchange.py export CITY.gpkg

Run in the environment of ``scripts/environment.sh`` with a plugin that was built; prints JSON. The
database of the import is copied first.
"""

from __future__ import annotations

import csv
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "cases" / "hotline_gbk.csv"


def many_rows(path: Path, count: int) -> None:
    """The sample again and again, with other numbers, days and callers; closed ones are open."""
    lines = list(csv.reader(SAMPLE.read_text(encoding="gbk").splitlines()))
    head, rows = lines[1], lines[2:]
    with path.open("w", encoding="gbk", errors="replace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        for number in range(count):
            row = list(rows[number % len(rows)])
            row[1] = f"N{number:07d}"
            row[4] = f"138{number:08d}"
            day = f"2026-{1 + number % 9:02d}-{1 + number % 28:02d}"
            row[5] = f"{day} {number % 24:02d}:{number % 60:02d}"
            row[12] = "办理中"
            writer.writerow(row)


def run(*arguments: str) -> dict:
    """One algorithm in a process of its own: seconds, peak memory of the process, numbers."""
    start = time.perf_counter()
    made = subprocess.run(
        [os.environ.get("QGIS_PROCESS", "qgis_process"), "run", *arguments],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = dict(re.findall(r"^([A-Z_]+_COUNT):\s+(\d+)$", made.stdout, re.M))
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        **found,
    }


def main() -> None:
    kind, city = sys.argv[1], Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if kind == "import":
            count = int(sys.argv[4]) if len(sys.argv) > 4 else 100_000
            many_rows(place / "hotline.csv", count)
            shutil.copy(city, place / "city.gpkg")
            figures = run(
                "dcm:importcases", "--", f"FILE={place}/hotline.csv", f"PLACES={sys.argv[3]}",
                f"DATABASE={place}/city.gpkg", "SYSTEM=bench", f"OUTPUT={place}/out.gpkg",
            )  # fmt: skip
            print(json.dumps({"rows": count, **figures}))
        else:
            for ending in ("json", "csv", "gpkg"):
                target = place / f"cases.{ending}"
                figures = run("dcm:exportcases", "--", f"DATABASE={city}", f"OUTPUT={target}")
                size = round(target.stat().st_size / 1e6, 1)
                print(json.dumps({"format": ending, "megabytes": size, **figures}), flush=True)


if __name__ == "__main__":
    main()
