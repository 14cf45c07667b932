"""Undo and redo are exact: every version of the layer comes back to the byte."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any, List

import numpy as np
import shapely
from grid_layers import ORIGIN, WEST, rows_of, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qgis.core import QgsProject

from dcm_plugin.core.errors import DcmError
from dcm_plugin.core.grid.redraw.guide import Guides
from dcm_plugin.core.grid.redraw.references import References
from dcm_plugin.core.grid.redraw.store import CellStore
from dcm_plugin.core.standards import load_profile
from dcm_plugin.gui.redraw.loading import Loaded
from dcm_plugin.gui.redraw.session import RedrawSession, shape_of

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "core" / "grid" / "redraw"))
from redraw_samples import SIDE, irregular  # noqa: E402

PROFILE = load_profile("gbt47678_3_2026")

places = st.tuples(st.floats(-20, SIDE + 20), st.floats(-20, SIDE + 20))
lines = st.lists(places, min_size=2, max_size=5)
steps = st.one_of(
    st.tuples(st.just("split"), lines),
    st.tuples(st.just("move"), lines),
    st.tuples(st.just("merge"), lines),
)


def begin(folder: Path, seed: int) -> RedrawSession:
    """A session on an irregular grid in a GeoPackage, without the toolbar."""
    patch = irregular(seed)
    shapes = shapely.transform(patch.shapes, lambda xy: xy + np.array(ORIGIN))
    count = len(shapes)
    layer = write(
        folder / "grid.gpkg",
        "unit_grid",
        list(shapes),
        DYWGBSM=[f"{WEST}{number + 1:03d}" for number in range(count)],
        MJ=np.round(shapely.area(shapes), 2).tolist(),
    )
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    store = CellStore(np.arange(1, count + 1), shapes, np.full(count, WEST, dtype=object))
    fields = {"code": "DYWGBSM", "area": "MJ"}
    loaded = Loaded(store, References(), Guides(store), PROFILE, fields, {})
    return RedrawSession(layer, loaded)


def propose(session: RedrawSession, kind: str, drawn: List[Any]) -> Any:
    line = np.array(drawn) + np.array(ORIGIN)
    if kind == "split":
        return session.propose_split(line, judge=False)
    if kind == "merge":
        return session.propose_merge(session.store.meeting(shapely.LineString(line)), judge=False)
    # begin and end on borders, as the tool makes sure
    for end in (0, -1):
        caught = session.guides.catch(*line[end], 200.0, borders_only=True)
        if caught is not None:
            line[end] = (caught.x, caught.y)
    return session.propose_move(line, judge=False)


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**6), todo=st.lists(steps, min_size=1, max_size=6))
def test_undo_and_redo_bring_every_version_back(qgis_app: Any, seed: int, todo: List[Any]) -> None:
    QgsProject.instance().clear()
    with tempfile.TemporaryDirectory() as folder:
        session = begin(Path(folder), seed)
        layer = session.layer
        versions = [rows_of(layer)]
        for kind, drawn in todo:
            try:
                proposal = propose(session, kind, drawn)
            except DcmError:
                continue
            session.apply(proposal)
            versions.append(rows_of(layer))
        stack = layer.undoStack()
        assert stack.count() == len(versions) - 1  # one step each
        for version in versions[-2::-1]:
            stack.undo()
            assert rows_of(layer) == version
        for version in versions[1:]:
            stack.redo()
            assert rows_of(layer) == version
        # the cells of the session are those of the layer, and still cover the same ground
        shown = {f.id(): shape_of(f.geometry()) for f in layer.getFeatures()}
        assert shown.keys() == session.store.shapes.keys()
        assert all(shown[fid].equals(shape) for fid, shape in session.store.shapes.items())
        total = sum(shape.area for shape in shown.values())
        assert abs(total - SIDE**2) < 1e-3
        for feature in layer.getFeatures():
            assert abs(feature["MJ"] - shown[feature.id()].area) <= 0.0051
        session.close()
        layer.rollBack()
        QgsProject.instance().clear()
