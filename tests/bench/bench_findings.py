#!/usr/bin/env python3
"""Measures the findings panel: loading and filtering many findings, a local re-check, fixes.

    bench_findings.py [FINDINGS] [GRID.gpkg]       prints JSON; times in seconds

GRID is a unit grid (that of scripts/demo.sh); it is broken in memory, the file is only read.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, Callable, Dict

import geopandas as gpd
import numpy as np
import shapely
from qgis.core import QgsApplication
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QApplication

REPOSITORY = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests" / "qgis" / "gui")]
from findings_samples import Session, polygon_layer  # noqa: E402

from dcm_plugin.core.grid.checks import CheckInput, run_checks  # noqa: E402
from dcm_plugin.core.grid.findings import (  # noqa: E402
    Finding,
    FindingList,
    check_cells,
    findings_of,
)
from dcm_plugin.core.grid.redraw import Patch  # noqa: E402
from dcm_plugin.core.grid.redraw.fixes import FIXABLE, fixes_of  # noqa: E402
from dcm_plugin.core.standards import load_profile  # noqa: E402
from dcm_plugin.gui.findings import FindingsPanel  # noqa: E402


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    QApplication.processEvents()
    return round(time.perf_counter() - started, 4)


def many(number: int) -> Any:
    """Findings of 26 checks in 200 communities."""
    from dcm_plugin.core.grid.checks import catalogue

    rng = np.random.default_rng(1)
    checks = list(catalogue())
    xy = rng.uniform(0, 20000, (number, 2)) + [640000, 3450000]
    made = []
    for n in range(number):
        check = checks[n % len(checks)]
        community = f"310101{n % 200 + 1001:06d}"[:12]
        made.append(
            Finding(
                f"{check}/{n}", check, "area_small", ("error", "warning", "info")[n % 3], "grid", n,
                (n,), (f"{community}{n % 999:03d}",), community, float(n % 5000), "m²",
                "checks.area_small", {"fid": n, "measure": str(n % 5000), "limit": 5000.0},
                shapely.Point(xy[n]), (float(xy[n, 0]), float(xy[n, 1])),
            )
        )  # fmt: skip
        made[-1].text("zh")
    return made


def panel_figures(number: int) -> Dict[str, Any]:
    canvas = QgsMapCanvas()
    canvas.resize(900, 700)
    session = Session(polygon_layer([shapely.box(640000, 3450000, 660000, 3470000)]))
    canvas.setDestinationCrs(session.layer.crs())
    canvas.setExtent(session.layer.extent())
    panel = FindingsPanel(canvas, session)
    panel.lang = panel.model.lang = panel.filter.lang = "zh"
    panel.resize(420, 800)
    panel.show()
    findings = many(number)
    for finding in findings:  # as the task of the check does
        panel.filter.searched(finding)
    result: Dict[str, Any] = {"findings": number}
    result["load"] = seconds(lambda: panel._run_done((findings, {})))
    result["marks"] = seconds(panel.markers.draw)
    first = panel.proxy.index(0, 0)
    result["open_all"] = seconds(panel.ui.tree.expandAll)
    panel.ui.tree.collapseAll()
    panel._open_groups()
    result["open_largest_group"] = seconds(
        lambda: panel.ui.tree.expand(panel.proxy.index(0, 0, first))
    )
    panel.ui.words.blockSignals(True)
    for name, text in (("words_first", "低于 5,000"), ("words_again", "q11 3101")):
        panel.ui.words.setText(text)
        result[name] = seconds(panel._refilter)
    panel.ui.words.clear()
    result["words_off"] = seconds(panel._refilter)
    result["severity"] = seconds(lambda: panel.ui.badges["info"].click())
    panel.ui.badges["info"].click()
    result["map_view"] = seconds(lambda: panel.ui.in_view.click())
    panel.ui.in_view.click()
    result["sort"] = seconds(lambda: panel.ui.tree.sortByColumn(2, 1))
    result["group"] = seconds(lambda: panel.ui.group.setCurrentIndex(1))
    result["next"] = seconds(lambda: panel.step(1))
    gone = findings[::1000]
    result["diff_of_50"] = seconds(
        lambda: panel.show_diff(panel.found._exchange([f.key for f in gone], []))
    )
    panel.unload()
    panel.close()
    return result


def fix_figures(path: str) -> Dict[str, Any]:
    """Local re-check and fixes on a real grid."""
    grid = gpd.read_file(path)
    shapes = np.asarray(grid.geometry.array, dtype=object)
    shapes = np.array([p for s in shapes for p in shapely.get_parts(s).tolist()], dtype=object)
    profile = load_profile("gbt47678_3_2026")
    codes = np.array([f"310101001001{n % 999 + 1:03d}" for n in range(len(shapes))], dtype=object)
    rng = np.random.default_rng(2)
    for n in rng.choice(len(shapes), 60, replace=False).tolist():
        made = shapely.buffer(shapes[n], rng.choice([-1.5, 1.5]), join_style="mitre")
        if shapely.get_type_id(made) == 3:
            shapes[n] = made
    fids = np.arange(1, len(shapes) + 1, dtype=np.int64)

    def data(chosen: np.ndarray) -> CheckInput:
        table = gpd.GeoDataFrame(
            {"_fid": fids[chosen], "code": codes[chosen], "area": shapely.area(shapes[chosen])},
            geometry=list(shapes[chosen]),
        )
        table["start"] = "20260101"
        return CheckInput(table)

    whole = data(np.arange(len(shapes)))
    found = FindingList()
    found.replace_all(findings_of(run_checks(whole, profile), whole, profile))
    tree = shapely.STRtree(shapes)
    check, replace, sizes = [], [], []
    for n in rng.choice(len(shapes), 60, replace=False).tolist():
        near = np.unique(tree.query(shapes[n : n + 1], predicate="dwithin", distance=0.1)[1])
        reach = np.unique(tree.query(shapes[near], predicate="dwithin", distance=0.1)[1])
        given = data(reach)
        started = time.perf_counter()
        result = check_cells(given, profile)
        check.append(time.perf_counter() - started)
        started = time.perf_counter()
        found.replace([n + 1], result, given, profile)
        replace.append(time.perf_counter() - started)
        sizes.append(len(reach))
    offers, times = [], []
    frame = np.empty(len(shapes), dtype=object)
    for finding in [f for f in found if f.kind in FIXABLE][:80]:
        own = np.array(finding.fids) - 1
        near = np.unique(tree.query(shapes[own], predicate="dwithin", distance=0.1)[1])
        patch = Patch(fids[near], shapes[near], frame[near])
        started = time.perf_counter()
        offers.append(len(fixes_of(finding, patch, profile)))
        times.append(time.perf_counter() - started)
    return {
        "cells": len(shapes),
        "cells_checked_mean": float(np.mean(sizes)),
        "local_check_median": round(float(np.median(check)), 4),
        "local_check_worst": round(max(check), 4),
        "replace_median": round(float(np.median(replace)), 4),
        "fixable": len(times),
        "with_a_fix": sum(1 for n in offers if n),
        "fixes_median": round(float(np.median(times)), 4),
        "fixes_worst": round(max(times), 4),
    }


def main() -> int:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    grid = sys.argv[2] if len(sys.argv) > 2 else str(REPOSITORY / "build/demo/unit_grid.gpkg")
    application = QgsApplication([], True)
    application.initQgis()
    figures: Dict[str, Any] = {"panel": panel_figures(number)}
    if Path(grid).exists():
        figures["fixes"] = fix_figures(grid)
    print(json.dumps(figures, indent=1))
    application.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
