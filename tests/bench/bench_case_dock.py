"""How fast the dock of cases is: first page painted, filters, counts, groups, refresh, memory.

    python tests/bench/bench_case_dock.py [--sizes 10000 100000 1000000] [--keep DIR]

Runs the real dock on the synthetic city database of bench_city_store.py (GeoPackage). Times are
from the wish of the user until the answer is painted. Prints JSON.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Dict, List

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from qgis.PyQt.QtCore import Qt  # noqa: E402
from qgis.testing import start_app  # noqa: E402

from dcm_plugin.store.city import open_city  # noqa: E402
from tests.bench import bench_city_store as load  # noqa: E402
from tests.qgis.gui.desktop import Desktop, wait_for  # noqa: E402


def resident() -> float:
    """MiB that the process holds."""
    with open("/proc/self/statm", encoding="ascii") as stream:
        return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def timed(app: Any, work: Callable[[], Any], until: Callable[[], Any]) -> float:
    """Seconds from the wish until the answer is painted."""
    begun = time.perf_counter()
    work()
    wait_for(until, 120)
    app.processEvents()
    return round(time.perf_counter() - begun, 3)


def measure(app: Any, path: str) -> Dict[str, Any]:
    from dcm_plugin.gui.cases.conditions import Wanted
    from dcm_plugin.gui.cases.dock import CasesDock
    from dcm_plugin.gui.cases.target import Target

    desk = Desktop()
    dock = CasesDock(desk)
    desk.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    dock.resize(440, 800)
    dock.show()
    app.processEvents()
    before = resident()
    marks: Dict[str, float] = {}
    begun = 0.0

    def note(_states: Any, _lights: Any, _total: int) -> None:
        marks["counts"] = time.perf_counter() - begun

    def idle() -> bool:
        return not dock.client._lists.busy and not dock.queries._pace.isActive()

    result: Dict[str, Any] = {
        "open_to_first_page_s": timed(
            app,
            lambda: dock.choose(Target(path=path)),
            lambda: dock.model is not None and len(dock.model),
        )
    }
    wait_for(idle, 120)
    result["open_cases"] = dock.queries.total
    dock.queries.counted.connect(note)
    result["filters"] = {}
    base = Wanted()
    mid = (495000.0, 3395000.0)
    dock.link.view = lambda: (mid[0], mid[1], mid[0] + 3000, mid[1] + 3000)  # type: ignore
    dock.queries._view = dock.link.view
    day = datetime.date(2026, 9, 1)
    wishes = {
        "all_states": replace(base, only_open=False),
        "state": replace(base, states=("disposing",)),
        "closed": replace(base, states=("closed",)),
        "light_red": replace(base, lights=("red",)),
        "class": replace(base, case_kind="event", class_code="01"),
        "department": replace(base, departments=("D03",)),
        "source": replace(base, sources=("s02",)),
        "duty_grid": replace(base, duty_grids=("G007",)),
        "street": replace(base, street="110101003"),
        "time": replace(base, period="range", first=day, last=day + datetime.timedelta(days=7)),
        "view": replace(base, in_view=True),
        "text": replace(base, text="井盖"),
        "number": replace(base, text="T00000042", only_open=False),
        "all_text_rare": replace(base, text="人民路77号", only_open=False),
        "combined": replace(base, states=("disposing",), departments=("D03",), lights=("red",)),
    }
    shown: List[float] = []
    dock.queries.shown.connect(lambda: shown.append(time.perf_counter()))
    for name, wanted in wishes.items():
        shown.clear()
        begun = time.perf_counter()
        marks.clear()
        dock.filters.set_wanted(wanted)
        wait_for(lambda: bool(shown) and idle(), 120)
        app.processEvents()
        result["filters"][name] = {
            "page_s": round(shown[0] - begun, 3),
            "counts_s": round(marks.get("counts", 0.0), 3),
            "rows": dock.queries.total,
        }
    dock.filters.set_wanted(base)
    wait_for(idle, 120)
    result["groups"] = {}
    for number in range(1, dock.group.count()):
        key = dock.group.itemData(number)
        result["groups"][key] = timed(
            app,
            lambda at=number: dock.group.setCurrentIndex(at),
            lambda: dock.model.root.loaded,
        )
        wait_for(idle, 120)
    dock.group.setCurrentIndex(0)
    wait_for(idle, 120)
    with open_city(path) as other:
        connection = other.connection  # type: ignore[attr-defined]
        found = connection.execute("SELECT id FROM cases WHERE is_open LIMIT 1").fetchone()[0]
        begun = time.perf_counter()
        marks.clear()
        connection.execute("UPDATE cases SET remark = 'x' WHERE id = ?", (found,))
    wait_for(lambda: "counts" in marks, 120)
    result["live_refresh_s"] = round(marks["counts"], 3)
    result["memory_mib"] = round(resident() - before, 1)
    dock.unload()
    desk.close()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000])
    parser.add_argument("--open-share", type=float, default=0.1)
    parser.add_argument("--keep", default="")
    options = parser.parse_args()
    app = start_app()
    results = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(options.keep or temporary)
        for size in options.sizes:
            path = folder / f"cases_{size}.gpkg"
            if not path.is_file():
                load.fill_geopackage(str(path), size, options.open_share)
            results[str(size)] = measure(app, str(path))
    print(json.dumps(results, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
