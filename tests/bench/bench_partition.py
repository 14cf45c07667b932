#!/usr/bin/env python3
"""Time and memory of dcm:partitionunitgrid through qgis_process, for cities of growing size.

    bench_partition.py FOLDER [--cells 1000 10000 50000] [--workers N] [--out FOLDER]

FOLDER holds the city_<cells>.gpkg of make_city.py. Prints one JSON object: per city seconds (wall
and processor, reading and writing included), the most memory that qgis_process and its workers
held at one time, and the figures of the result. The plugin is taken from this repository.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PAGE = os.sysconf("SC_PAGE_SIZE")
SHOWN = (
    "CELL_COUNT",
    "COMMUNITY_COUNT",
    "SHARE_WITHIN_BOUNDS",
    "SHARE_NEAR_TARGET",
    "BUILDINGS_CUT",
    "BUILDINGS_CUT_FORCED",
    "BORDER_ON_LINES",
    "MAIN_ROADS_FOLLOWED",
    "GAP_AREA",
    "OVERLAP_AREA",
    "MULTIPART_COUNT",
    "INVALID_COUNT",
    "CROSSING_COUNT",
    "ISSUE_COUNT",
    "SECONDS",
)


def family(root: int) -> list:
    """Process ids of ``root`` and all below it."""
    children: dict = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", "rb") as stream:
                    parent = int(stream.read().rsplit(b")", 1)[1].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += children.get(pid, [])
    return found


def proportional(pid: int) -> int:
    """Memory of one process in bytes, pages shared with others counted once over all of them."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", "rb") as stream:
            for line in stream:
                if line.startswith(b"Pss:"):
                    return int(line.split()[1]) * 1024
        with open(f"/proc/{pid}/statm", "rb") as stream:
            return int(stream.read().split()[1]) * PAGE
    except (OSError, ProcessLookupError):
        return 0


class Peak(threading.Thread):
    """Looks at the memory of a family of processes until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.processes, self.over = pid, 0, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            pids = family(self.pid)
            now = sum(proportional(p) for p in pids)
            self.processes = max(self.processes, len(pids))
            self.most = max(self.most, now)


def environment(folder: Path) -> dict:
    env = dict(os.environ)
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    env["QGIS_PLUGINPATH"] = str(folder / "plugins")
    env["QGIS_CUSTOM_CONFIG_PATH"] = str(folder / "profile")
    env.setdefault("XDG_RUNTIME_DIR", str(folder))
    (folder / "plugins").mkdir()
    plugin = folder / "plugins" / "dcm_plugin"
    plugin.mkdir()
    for item in (REPOSITORY / "dcm_plugin").iterdir():
        (plugin / item.name).symlink_to(item)
    if not (plugin / "metadata.txt").exists():
        (plugin / "metadata.txt").symlink_to(REPOSITORY / "metadata.txt")
    subprocess.run(
        ["qgis_process", "plugins", "enable", "dcm_plugin"],
        env=env,
        check=True,
        capture_output=True,
    )
    return env


def measure(city: Path, out: Path, env: dict, options) -> dict:
    inputs = {
        "INPUT": f"{city}|layername=communities",
        "NAME_FIELD": "name",
        "BARRIERS": [f"{city}|layername=roads"],
        "COMPONENTS": [f"{city}|layername=components"],
        "WORKERS": options.workers,
        "REPORT": str(out / f"{city.stem}.html"),
        "REPORT_JSON": str(out / f"{city.stem}.json"),
        "OUTPUT": str(out / f"{city.stem}_grid.gpkg"),
    }
    if not options.no_buildings:
        inputs["BUILDINGS"] = f"{city}|layername=buildings"
    request = json.dumps({"inputs": inputs})
    started, used = time.time(), os.times()
    process = subprocess.Popen(
        ["qgis_process", "run", "dcm:partitionunitgrid", "--json", "-"],
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    peak = Peak(process.pid)
    peak.start()
    stdout, stderr = process.communicate(request)
    wall, now = time.time() - started, os.times()
    peak.over.set()
    row = {
        "city": city.name,
        "exit_code": process.returncode,
        "wall_s": round(wall, 1),
        "cpu_s": round(
            now.children_user + now.children_system - used.children_user - used.children_system,
            1,
        ),
        "peak_mb": round(peak.most / 1e6),
        "processes": peak.processes,
    }
    try:
        results = json.loads(stdout)["results"]
        row.update({name: results.get(name) for name in SHOWN})
    except (ValueError, KeyError):
        row["error"] = (stderr or stdout)[-2000:]
    return row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cells", type=int, nargs="+", default=[1000, 10000, 50000])
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--no-buildings", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        out = options.out or Path(temporary)
        out.mkdir(parents=True, exist_ok=True)
        env = environment(Path(temporary))
        rows = [
            measure(options.folder / f"city_{cells}.gpkg", out, env, options)
            for cells in options.cells
        ]
    print(json.dumps({"cores": os.cpu_count(), "rows": rows}, indent=1, ensure_ascii=False))
    return 0 if all("error" not in row and row["exit_code"] == 0 for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
