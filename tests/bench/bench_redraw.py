#!/usr/bin/env python3
"""Times of the redraw on a made-up city; prints one JSON object.

    bench_redraw.py [--cells 50000] [--steps 60] [--postgis "host=… dbname=…"]

Makes a coverage of irregular grids in communities of 100 with buildings and components, opens a
redraw on it (GeoPackage, or a table in PostGIS) as the toolbar does, and makes seeded moves of
borders, splits and merges at places all over the city. Milliseconds: median and the slowest of all.
Wants QGIS (scripts/environment.sh sets the environment).
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Callable, Dict, List, Optional

import geopandas as gpd
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_check import make  # noqa: E402
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer, QgsVectorLayerExporter  # noqa: E402
from qgis.testing import start_app  # noqa: E402

from dcm_plugin.core.grid.redraw.model import Refused  # noqa: E402
from dcm_plugin.core.standards import load_profile  # noqa: E402
from dcm_plugin.gui.redraw.loading import LoadTask  # noqa: E402
from dcm_plugin.gui.redraw.session import RedrawSession  # noqa: E402
from dcm_plugin.gui.redraw.settings import RedrawSettings  # noqa: E402


class Clock:
    def __init__(self) -> None:
        self.times: Dict[str, List[float]] = {}

    def measure(self, name: str, work: Callable[[], Any]) -> Any:
        started = time.perf_counter()
        try:
            return work()
        finally:
            self.times.setdefault(name, []).append(1000 * (time.perf_counter() - started))

    def result(self) -> Dict[str, Any]:
        return {
            name: {
                "times": len(values),
                "median_ms": round(float(np.median(values)), 2),
                "slowest_ms": round(max(values), 2),
            }
            for name, values in self.times.items()
        }


def layers(folder: Path, cells: int) -> Dict[str, QgsVectorLayer]:
    made = make(cells, 4)
    path = folder / "city.gpkg"
    result = {}
    for name in ("grid", "communities", "buildings", "components", "roads"):
        table = made.get(name)
        if table is None:
            continue
        table = table.drop(columns=[c for c in ("_fid", "fid") if c in table.columns])
        table = gpd.GeoDataFrame(table, geometry="geometry", crs="EPSG:4549")
        table.to_file(path, layer=name, driver="GPKG")
        result[name] = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
        if not result[name].isValid():
            raise SystemExit(f"layer {name} was not written")
    return result


def to_postgis(layer: QgsVectorLayer, database: str) -> QgsVectorLayer:
    uri = f'{database} key=\'id\' table="public"."bench_unit_grid" (geom)'
    options = {"overwrite": True}
    _, text = QgsVectorLayerExporter.exportLayer(
        layer, uri, "postgres", layer.crs(), False, options
    )
    if text:
        raise SystemExit(text)
    made = QgsVectorLayer(uri, "bench_unit_grid", "postgres")
    if not made.isValid():
        raise SystemExit("the table cannot be opened")
    return made


def border(session: RedrawSession, fid: int) -> Optional[Any]:
    """A long border of a cell with one of the same community."""
    store = session.store
    for other in store.neighbours([fid]).tolist():
        if other == fid or store.frames[other] != store.frames[fid]:
            continue
        common = shapely.intersection(store.shapes[fid], store.shapes[other])
        common = shapely.line_merge(common) if common.geom_type.startswith("Multi") else common
        if common.geom_type == "LineString" and common.length > 30:
            return other, common
    return None


def pushed(common: Any, metres: float) -> np.ndarray:
    a, m, b = (common.interpolate(s, normalized=True) for s in (0.2, 0.5, 0.8))
    across = np.array([a.y - b.y, b.x - a.x]) / max(a.distance(b), 1e-9) * metres
    return np.array([[a.x, a.y], [m.x + across[0], m.y + across[1]], [b.x, b.y]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=50000)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--postgis", default="")
    arguments = parser.parse_args()
    app = start_app()
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder:
        made = layers(Path(folder), arguments.cells)
        if arguments.postgis:
            made["grid"] = to_postgis(made["grid"], arguments.postgis)
        project = QgsProject.instance()
        project.addMapLayers(list(made.values()))
        settings = RedrawSettings(
            lines=(made["roads"].id(),), **{n: la.id() for n, la in made.items() if n != "roads"}
        )
        found: List[Any] = []
        task = LoadTask(settings, project, load_profile("gbt47678_3_2026"))
        task.loaded.connect(found.append)
        task.failed.connect(found.append)
        started = time.perf_counter()
        QgsApplication.taskManager().addTask(task)
        longest, last = 0.0, time.perf_counter()
        while not found:
            app.processEvents()
            now = time.perf_counter()
            longest, last = max(longest, now - last), now
            time.sleep(0.002)
        loading = time.perf_counter() - started
        if isinstance(found[0], Exception):
            raise found[0]
        layer = made["grid"]
        layer.startEditing()
        session = RedrawSession(layer, found[0])
        refused = run(session, clock, arguments.steps)
        clock.measure("commit", lambda: layer.commitChanges(False))
        result = {
            "cells": len(session.store),
            "provider": layer.providerType(),
            "load_s": round(loading, 2),
            "longest_pause_while_loading_ms": round(1000 * longest, 1),
            "refused": refused,
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            **clock.result(),
        }
        session.close()
        project.clear()
    print(json.dumps(result, indent=1))


def run(session: RedrawSession, clock: Clock, steps: int) -> Dict[str, int]:
    rng = np.random.default_rng(11)
    refused: Dict[str, int] = {}
    layer = session.layer
    for step in range(steps):
        kind = ("move", "split", "merge")[step % 3]
        fid = int(rng.choice(list(session.store.shapes)))
        found = border(session, fid)
        if found is None:
            continue
        other, common = found
        centre = session.store.shapes[fid].centroid
        clock.measure("cell_under_cursor", lambda c=centre: session.info(c.x, c.y))
        clock.measure("catch", lambda c=centre: session.guides.catch(c.x + 40, c.y, 8.0))
        line = pushed(common, float(rng.uniform(3, 9)))
        if kind == "split":
            x0, y0, x1, y1 = session.store.shapes[fid].bounds
            line = np.array([[x0 - 1, centre.y], [x1 + 1, centre.y]])

        def propose(
            judge: bool, kind: str = kind, line: Any = line, pair: Any = (fid, other)
        ) -> Any:
            if kind == "move":
                return session.propose_move(line, judge)
            if kind == "split":
                return session.propose_split(line, [pair[0]], judge)
            return session.propose_merge(pair, judge)

        try:
            clock.measure(kind + "_preview", lambda: propose(False))
            proposal = clock.measure(kind + "_checked", lambda: propose(True))
        except Refused as error:
            refused[error.message_id] = refused.get(error.message_id, 0) + 1
            continue
        if not proposal.verdict.allowed:
            refused["checks"] = refused.get("checks", 0) + 1
        clock.measure(kind + "_apply", lambda p=proposal: session.apply(p))
        session.flush()
        if step % 2:
            clock.measure("undo", layer.undoStack().undo)
            session.flush()
            clock.measure("redo", layer.undoStack().redo)
            session.flush()
    return refused


if __name__ == "__main__":
    main()
