"""Components in the field table of a version."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.classes import load_catalogue
from dcm_plugin.core.components.field_table import check_codes, fit_evidence, fit_table

CATALOGUE = load_catalogue()
SPECS = CATALOGUE.tables["component"]
CODE = "11010101001000001"
FULL = {
    "code": CODE, "name": "供水井盖", "competent_code": "1", "competent_name": "x",
    "grid_code": "110101001001001", "state": "完好", "start": datetime.date(2026, 7, 1),
}  # fmt: skip


def columns(*rows: Any) -> Any:
    roles = {role for row in rows for role in row}
    result = {}
    for role in roles:
        column = np.empty(len(rows), dtype=object)
        column[:] = [row.get(role) for row in rows]
        result[role] = column
    return result


def fitted(*rows: Any) -> Any:
    return fit_table(columns(*rows), SPECS, len(rows))


def test_a_full_row_fits_and_has_all_fields() -> None:
    made = fitted(FULL)
    assert made.findings == []
    assert list(made.columns) == list(SPECS)
    assert len(made.columns) == 18


def test_what_must_be_filled_is_told() -> None:
    made = fitted({**FULL, "state": None, "name": "  "})
    assert sorted(made.findings) == [(0, "name", "missing", ""), (0, "state", "missing", "")]


def test_nothing_is_cut() -> None:
    long = "很" * 31
    made = fitted({**FULL, "name": long})
    assert made.findings == [(0, "name", "long", long)]
    assert made.columns["name"].tolist() == [None]


@pytest.mark.parametrize(
    "given, day",
    [
        ("20260701", (2026, 7, 1)),
        ("2026-07-01", (2026, 7, 1)),
        ("2026/7/1", (2026, 7, 1)),
        ("2026年7月1日", (2026, 7, 1)),
        (20260701, (2026, 7, 1)),
        (datetime.datetime(2026, 7, 1, 8), (2026, 7, 1)),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_dates(given: Any, day: Any) -> None:
    made = fitted({**FULL, "start": given})
    if day is None:
        assert made.findings == [(0, "start", "no_date", given)]
    else:
        assert made.columns["start"].tolist() == [datetime.date(*day)]


def test_numbers_become_texts() -> None:
    assert fitted({**FULL, "competent_code": 110.0}).columns["competent_code"].tolist() == ["110"]


def test_wrong_and_double_codes() -> None:
    made = fitted(FULL, FULL, {**FULL, "code": "1101010100100000x"})
    check_codes(made, CATALOGUE, "gbt47678_5_2026")
    assert [(row, kind) for row, _, kind, _ in made.findings] == [
        (2, "code"), (0, "duplicate"), (1, "duplicate"),
    ]  # fmt: skip
    assert made.wrong_rows.tolist() == [0, 1, 2]


def test_evidence_of_a_component_that_is_not_there() -> None:
    rows = columns({"component": CODE, "kind": "现场"}, {"component": "x", "kind": "现场"})
    made = fit_evidence(rows, CATALOGUE.tables["ownership_evidence"], 2, np.array([CODE, None]))
    assert made.findings == [(1, "component", "orphan", "x")]


@given(st.lists(st.one_of(st.none(), st.text(max_size=40)), max_size=12))
def test_a_text_is_written_whole_or_told(values: Any) -> None:
    made = fitted(*[{**FULL, "data_source": value} for value in values])
    told = {row: value for row, role, _, value in made.findings if role == "data_source"}
    for row, (before, after) in enumerate(zip(values, made.columns["data_source"].tolist())):
        if before is None or not before.strip():
            assert after is None
        else:
            assert after == before or told[row] == before
