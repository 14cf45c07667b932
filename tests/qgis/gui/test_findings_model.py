"""The tree of findings: groups, differences row by row, filter, order."""

from __future__ import annotations

import dataclasses
import random
from typing import Any, Dict, List, Optional, Sequence, Tuple

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from qgis.PyQt.QtCore import QPersistentModelIndex, Qt
from qgis.PyQt.QtTest import QAbstractItemModelTester
from qgis.PyQt.QtWidgets import QTreeView

from dcm_plugin.core.grid.findings import Diff, Finding
from dcm_plugin.gui.findings import labels
from dcm_plugin.gui.findings.filters import FilterProxy, FindingFilter
from dcm_plugin.gui.findings.model import CELL, FINDING, MEASURE, MESSAGE, FindingsModel

CHECKS = ("G04", "Q02", "Q11")
SEVERITIES = ("error", "warning", "info")


def finding(
    number: int, severity: str = "error", check: str = "Q02", measure: float = 1.0
) -> Finding:
    community = f"31010100100{number % 3}"
    return Finding(
        f"{check}/{number}", check, "gap", severity, "grid", number, (number, number + 1),
        (f"{community}{number % 1000:03d}", f"{community}{(number + 1) % 1000:03d}"), community,
        measure, "m²", "checks.gap", {"fids": f"{number}, {number + 1}", "measure": str(measure)},
        shapely.Point(number, number), (float(number), float(number)),
    )  # fmt: skip


def many(number: int) -> List[Finding]:
    return [finding(n, SEVERITIES[n % 3], CHECKS[n % 2], float(n % 7)) for n in range(number)]


@pytest.fixture
def model(qgis_app: Any) -> FindingsModel:
    made = FindingsModel("en")
    made.tester = QAbstractItemModelTester(
        made, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return made


def keys(model: Any) -> List[str]:
    return [f.key for f in model.findings()]


def texts(model: Any, column: int = 0, parent: Optional[Any] = None, depth: int = 0) -> List[str]:
    parent = parent if parent is not None else model.index(-1, -1)
    lines = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, column, parent)
        lines.append("  " * depth + str(index.data()))
        lines += texts(model, column, model.index(row, 0, parent), depth + 1)
    return lines


def test_groups_and_numbers(model: FindingsModel) -> None:
    model.apply(Diff(added=tuple(many(12))))
    assert model.shown == len(model) == 12
    tops = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert tops == ["Errors (4)", "Warnings (4)", "Notes (4)"]
    first = model.index(0, 0, model.index(0, 0))
    assert first.data().startswith("G04 ")


def test_what_a_row_shows(model: FindingsModel) -> None:
    model.apply(Diff(added=(finding(5, measure=12.345),)))
    model.set_set_aside({})
    cell, message, measure = (model.index_of("Q02/5", c) for c in (CELL, MESSAGE, MEASURE))
    assert cell.data() == "310101001002005, 006"
    assert "12.345" in message.data() and measure.data() == "12.3 m²"
    assert cell.data(FINDING).key == "Q02/5"
    for index in (cell, message, measure):
        for role in (
            Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.DecorationRole, Qt.ItemDataRole.FontRole,
            Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.TextAlignmentRole,
        ):  # fmt: skip
            index.data(role)
            model.parent(index).data(role)
    model.set_set_aside({"Q02/5": "a pond"})
    assert "a pond" in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert [model.headerData(c, Qt.Orientation.Horizontal) for c in range(3)] == [
        "Unit grid", "What was found", "Measure",
    ]  # fmt: skip
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert not model.index(9, 9).isValid() and not model.index_of("no").isValid()


def test_a_difference_keeps_the_selection(model: FindingsModel) -> None:
    model.apply(Diff(added=tuple(many(30))))
    view = QTreeView()
    view.setModel(model)
    view.expandAll()
    view.setCurrentIndex(model.index_of("Q02/13"))
    resets: List[Any] = []
    model.modelReset.connect(lambda: resets.append(1))
    gone = [f for f in many(30) if f.fid in (1, 3, 7, 11, 19)]
    model.apply(Diff(added=(finding(100), finding(101, "warning", "G04")), removed=tuple(gone)))
    assert view.currentIndex().data(FINDING).key == "Q02/13"
    changed = dataclasses.replace(finding(13, "warning", "Q02"), measure=99.0)
    model.apply(Diff(changed=((finding(13), changed),)))
    assert model.index_of("Q02/13", MEASURE).data() == "99.0 m²"
    assert resets == []


def test_a_group_comes_and_goes(model: FindingsModel) -> None:
    one = finding(1)
    model.apply(Diff(added=(one,)))
    other = finding(2, "warning", "G04")
    model.apply(Diff(added=(other,)))
    assert model.rowCount() == 2
    model.apply(Diff(removed=(one,)))
    assert model.rowCount() == 1 and keys(model) == [other.key]
    model.apply(Diff(removed=(other,)))
    assert model.rowCount() == 0 and model.shown == 0


def test_a_changed_severity_moves_the_row(model: FindingsModel) -> None:
    model.apply(Diff(added=(finding(1), finding(2))))
    model.apply(Diff(changed=((finding(1), finding(1, "info")),)))
    assert [model.index(r, 0).data() for r in range(2)] == ["Errors (1)", "Notes (1)"]


def test_filter(model: FindingsModel) -> None:
    model.apply(Diff(added=tuple(many(30))))
    proxy = FilterProxy(model)
    tester = QAbstractItemModelTester(proxy, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert tester is not None
    view = QTreeView()
    view.setModel(proxy)
    view.expandAll()
    wanted = FindingFilter("en", frozenset({"warning"}))
    model.set_filter(wanted)
    proxy.invalidateFilter()
    assert proxy.rowCount() == 1 and model.shown == 10
    wanted.set_text("31010100100")
    wanted.extent = (0.0, 0.0, 10.0, 10.0)
    wanted.set_aside = {"Q02/1": ""}
    model.set_filter(wanted)
    proxy.invalidateFilter()
    shown = {f.key for f in model.findings(True)}
    assert shown == {"G04/4", "G04/10", "Q02/7"}
    # rows that come are filtered, groups that were empty appear
    model.apply(Diff(removed=tuple(f for f in many(30) if f.key in shown)))
    assert proxy.rowCount() == 0
    model.apply(Diff(added=(finding(4, "warning", "G04"),)))
    assert proxy.rowCount() == 1 and model.shown == 1
    whole = dataclasses.replace(finding(4, "warning", "Q11"), key="x", point=None)
    assert not wanted(whole)


def test_the_order_of_columns(model: FindingsModel) -> None:
    rows = [finding(n, "error", "Q02", float((n * 7) % 11)) for n in range(11)]
    model.apply(Diff(added=tuple(rows)))
    kept = QPersistentModelIndex(model.index_of("Q02/5"))
    model.sort(MEASURE, Qt.SortOrder.DescendingOrder)
    measures = [f.measure for f in model.findings()]
    assert measures == sorted(measures, reverse=True)
    assert kept.data(FINDING).key == "Q02/5"
    model.apply(Diff(added=(finding(50, measure=5.5),)))
    measures = [f.measure for f in model.findings()]
    assert measures == sorted(measures, reverse=True)
    model.sort(MESSAGE, Qt.SortOrder.AscendingOrder)
    said = [f.text("en") for f in model.findings()]
    assert said == sorted(said)
    model.sort(CELL, Qt.SortOrder.AscendingOrder)
    codes = [f.codes[0] for f in model.findings()]
    assert codes == sorted(codes)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.sampled_from(SEVERITIES), st.integers(0, 5)), max_size=60
    ),
    st.integers(0, 3),
    st.integers(0, 10**6),
)
def test_differences_give_what_a_new_tree_shows(
    qgis_app: Any, changes: Sequence[Tuple[int, str, int]], order: int, seed: int
) -> None:
    """However findings come, go and change: the tree is the one that is grown at once."""
    model = FindingsModel("en")
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    proxy = FilterProxy(model)
    if order < 3:
        model.sort(order, Qt.SortOrder.DescendingOrder if seed % 2 else Qt.SortOrder.AscendingOrder)
    filtered = FindingFilter("en", frozenset({"error", "info"}))
    model.set_filter(filtered)
    rng = random.Random(seed)
    known: Dict[str, Finding] = {}
    for at in range(0, len(changes), 8):
        batch = {
            f.key: f
            for n, severity, measure in changes[at : at + 8]
            for f in [finding(n, severity, CHECKS[n % 3], float(measure))]
        }
        gone = [f for k, f in known.items() if k not in batch and rng.random() < 0.3]
        diff = Diff(
            tuple(f for k, f in batch.items() if k not in known),
            tuple(gone),
            tuple((known[k], f) for k, f in batch.items() if k in known),
        )
        model.apply(diff)
        known.update(batch)
        for f in gone:
            del known[f.key]
    fresh = FindingsModel("en")
    fresh._serial = dict(model._serial)
    if order < 3:
        fresh.sort(order, Qt.SortOrder.DescendingOrder if seed % 2 else Qt.SortOrder.AscendingOrder)
    fresh.set_filter(filtered)
    fresh.apply(Diff(added=tuple(known.values())))
    other = FilterProxy(fresh)
    for column in range(3):
        assert texts(model, column) == texts(fresh, column)
        assert texts(proxy, column) == texts(other, column)
    assert model.shown == fresh.shown == sum(map(filtered, known.values()))
    assert tester is not None


def test_labels(qgis_app: Any) -> None:
    many_cells = dataclasses.replace(finding(1), fids=tuple(range(6)), codes=("",) * 6)
    assert labels.cells_name(many_cells) == "#0, #1, #2 +3"
    nothing = dataclasses.replace(finding(1), fids=(), codes=(), measure=float("nan"))
    assert labels.cells_name(nothing) == "" and labels.measure_text(nothing) == ""
    assert labels.measure_text(finding(1, measure=1234.5)) == "1,234 m²"
    assert labels.measure_text(dataclasses.replace(finding(1), unit="", measure=3.0)) == "3"
    assert labels.group_name(("community", "￿", ""), "en") == "No community"
    for severity in SEVERITIES:
        for faded in (False, True):
            assert not labels.severity_icon(severity, faded).isNull()
