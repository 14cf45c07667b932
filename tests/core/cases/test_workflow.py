"""The table of states and transitions: the one that is shipped, and broken ones."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import List, Set

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.cases import defaults
from dcm_plugin.core.cases.diagram import diagram_svg
from dcm_plugin.core.cases.workflow import (
    ClockStep,
    Condition,
    Transition,
    Workflow,
    as_row,
    default_workflow,
    from_rows,
)
from dcm_plugin.core.cases.workflow_checks import clocks_of_states, problems, require_usable
from dcm_plugin.core.errors import InputError

from .people import rules

TABLE = default_workflow()
OPEN = [state.code for state in TABLE.states.values() if not state.terminal]
ENDS = [state.code for state in TABLE.states.values() if state.terminal]
ITEMS = TABLE.transitions


def found(transitions: List[Transition]) -> Set[str]:
    table = Workflow(TABLE.states, tuple(transitions), TABLE.actions)
    return {message.message_id.split(".")[-1] for message in problems(table)}


def changed(item: Transition, **values: object) -> List[Transition]:
    return [dataclasses.replace(t, **values) if t is item else t for t in ITEMS]  # type: ignore


def test_the_table_is_right() -> None:
    assert TABLE.problems() == []


def test_rows_of_the_table_and_back() -> None:
    rows = [as_row(item) for item in ITEMS]
    assert from_rows(defaults.workflow_states(), rows).transitions == ITEMS
    wanted = defaults.workflow_transitions()
    assert [r["needs"] for r in rows] == [r["needs"] for r in wanted]


def test_every_row_has_its_basis_and_both_names() -> None:
    for row in [*defaults.workflow_states(), *defaults.workflow_transitions()]:
        assert row["basis"] and row["name_zh"] and row["name_en"], row


@given(st.sampled_from(OPEN))
def test_a_state_that_nothing_leaves_is_a_dead_end(state: str) -> None:
    assert "dead_end" in found([t for t in ITEMS if t.from_state != state])


@given(st.sampled_from(list(TABLE.states)))
def test_a_state_that_nothing_leads_to_is_unreachable(state: str) -> None:
    assert "unreachable" in found(
        [t for t in ITEMS if t.to_state != state or t.from_state == state]
    )


@given(st.sampled_from(ITEMS), st.sampled_from(["role", "guard", "action", "state", "clock"]))
def test_unknown_words_are_named(item: Transition, word: str) -> None:
    values: dict = {
        "role": {"roles": ("nobody",)},
        "guard": {"guards": ("nothing",)},
        "action": {"action": "dance"},
        "state": {"to_state": "nowhere"},
        "clock": {"clocks": (ClockStep("start", "lunch"),)},
    }
    assert f"{word}_unknown" in found(changed(item, **values[word]))


@given(st.sampled_from(ITEMS))
def test_two_transitions_that_may_both_apply_are_named(item: Transition) -> None:
    assert "ambiguous" in found([*ITEMS, dataclasses.replace(item, code="again")])


@given(st.sampled_from(ENDS), st.sampled_from(OPEN))
def test_terminal_states_do_not_go_on(end: str, state: str) -> None:
    more = Transition("more", end, "note", ("leader",), state)
    assert "terminal_goes_on" in found([*ITEMS, more])


@given(st.sampled_from([t for t in ITEMS if t.clocks and t.clocks[0].verb != "extend"]))
def test_clocks_that_are_not_ended_or_started_are_named(item: Transition) -> None:
    for step in item.clocks:
        rest = tuple(other for other in item.clocks if other is not step)
        assert found(changed(item, clocks=rest)) & {
            "clock_left",
            "clock_differs",
            "clock_missing",
            "clock_twice",
        }, (item.code, step)


@given(st.sampled_from([t for t in ITEMS if t.action in ("file", "close", "answer_check")]))
def test_what_gives_something_out_is_not_undone(item: Transition) -> None:
    assert "undo" in found(changed(item, undo=True))


def test_who_gets_a_case_back_does_not_jump_ahead() -> None:
    # straight from dispatching to closing
    jump = Transition(
        "jump",
        "pending_dispatch",
        "pass_on",
        ("dispatcher",),
        "pending_close",
        clocks=(ClockStep("end", "dispatch"), ClockStep("start", "close")),
    )
    assert "jump" in found([*ITEMS, jump])


def test_a_branch_without_a_way_is_named() -> None:
    item = next(t for t in ITEMS if t.code == "check_not_fixed")
    narrow = changed(item, when=(Condition("result", ("not_fixed",)),))
    assert found(narrow) == {"branch_missing"}


@pytest.mark.parametrize("code", ["dispatch_dispatch", "dispose_assign", "check_send"])
def test_what_is_given_out_is_given_to_somebody(code: str) -> None:
    item = next(item for item in ITEMS if item.code == code)
    assert "need_missing" in found(changed(item, needs=()))


@pytest.mark.parametrize("kind", ["extension", "hang", "return", "cancel", "appeal"])
def test_a_request_that_nobody_decides_is_named(kind: str) -> None:
    for answer in ("approve", "refuse"):
        rest = [item for item in ITEMS if item.action != f"{answer}_{kind}"]
        assert "undecided" in found(rest)


def test_cases_are_kept_from_a_broken_table() -> None:
    require_usable(TABLE)
    idle = dataclasses.replace(TABLE.states["feedback"], code="idle", colour="blau")
    more = Workflow({**TABLE.states, "idle": idle}, ITEMS, TABLE.actions)
    assert more.problems()  # of no harm to a case
    dispatch = next(item for item in ITEMS if item.code == "dispatch_dispatch")
    broken = Workflow(TABLE.states, tuple(changed(dispatch, clocks=())), TABLE.actions)
    with pytest.raises(InputError) as caught:
        require_usable(broken)
    assert caught.value.message_id == "cases.table.broken"
    assert "流程表" in caught.value.localized("zh")


def test_clocks_of_the_states() -> None:
    clocks = clocks_of_states(TABLE)
    assert clocks["verifying"] == {("accept", "stands"), ("verify", "runs")}
    assert clocks["hung"] == {("dispose", "stands")}
    assert clocks["feedback"] == frozenset()
    assert all(not clocks[end] for end in ENDS)


@pytest.mark.parametrize("matrix", ["normal", "deuteranope", "protanope"])
def test_colours_of_open_states_can_be_told_apart(matrix: str) -> None:
    """Also with the usual kinds of colour blindness (matrices of Machado 2009, severity 1)."""
    eyes = {
        "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
        "deuteranope": (
            (0.367322, 0.860646, -0.227968),
            (0.280085, 0.672501, 0.047413),
            (-0.011820, 0.042940, 0.968881),
        ),
        "protanope": (
            (0.152286, 1.052583, -0.204868),
            (0.114503, 0.786281, 0.099216),
            (-0.003882, -0.048116, 1.051998),
        ),
    }[matrix]
    seen = {code: lab(TABLE.states[code].colour, eyes) for code in OPEN}
    near = [
        (one, other, round(apart(seen[one], seen[other]), 1))
        for i, one in enumerate(OPEN)
        for other in OPEN[i + 1 :]
        if apart(seen[one], seen[other]) < 9
    ]
    assert near == []


def lab(colour: str, eyes: tuple) -> tuple:
    """CIE L*a*b* (D65) of a colour as these eyes see it."""
    raw = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in raw]
    r, g, b = (min(max(sum(k * c for k, c in zip(row, linear)), 0.0), 1.0) for row in eyes)
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def apart(one: tuple, other: tuple) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other)) ** 0.5)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_drawing_shows_every_state_and_way(lang: str) -> None:
    drawing = diagram_svg(TABLE, rules(), lang)
    texts = [element.text or "" for element in ET.fromstring(drawing).iter() if element.text]
    words = " ".join(texts)
    for state in TABLE.states.values():
        for part in state.name(lang).split():
            assert part in words
    for item in ITEMS:
        if item.from_state != item.to_state:
            assert any(text.startswith(f"{item.name(lang)} · ") for text in texts), item.code


def test_the_document_is_up_to_date() -> None:
    script = Path(__file__).resolve().parents[3] / "scripts" / "workflow_docs.py"
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
