"""What becomes of cells that are edited: kinds of change, codes, history, bad input."""

from __future__ import annotations

import dataclasses
import datetime

import numpy as np
import pandas as pd
import pytest
import shapely
from lifecycle_samples import (
    BEGIN,
    EAST,
    LATER,
    PROFILE,
    TODAY,
    WEST,
    again,
    cell,
    current,
    equal,
    kinds,
    row_of_cells,
    rows,
    run,
    table,
    with_shapes,
)  # fmt: skip

from dcm_plugin.core.errors import Cancelled, InputError
from dcm_plugin.core.grid.lifecycle import (
    CodeHistory,
    Switches,
    UpdateTask,
    read_rows,
    update,
    update_report,
    valid_at,
)  # fmt: skip
from dcm_plugin.core.standards import load_profile


def split(grid, place, ratio=0.5, **values):
    """Cut a square in two; the east part is a new row with the attributes of the old one."""
    x0, y0, x1, y1 = grid.geometry.iloc[place].bounds
    middle = x0 + ratio * (x1 - x0)
    part = rows(grid, [place])
    part["_fid"] = grid["_fid"].max() + 1
    for name, value in values.items():
        part[name] = value
    part = with_shapes(part, {0: shapely.box(middle, y0, x1, y1)})
    first = with_shapes(grid, {place: shapely.box(x0, y0, middle, y1)})
    joined = pd.concat([first, part], ignore_index=True)
    return first.__class__(joined, geometry="geometry")


def shifted(grid, place, by=10.0):
    """Move the border between a square and its eastern neighbour."""
    x0, y0, x1, y1 = grid.geometry.iloc[place].bounds
    a0, b0, a1, b1 = grid.geometry.iloc[place + 1].bounds
    return with_shapes(
        grid, {place: shapely.box(x0, y0, x1 + by, y1), place + 1: shapely.box(a0 + by, b0, a1, b1)}
    )


def merged(grid, place):
    """Join a square with its eastern neighbour; the attributes are those of the first."""
    both = shapely.union_all(grid.geometry.iloc[[place, place + 1]].to_numpy())
    left = [i for i in range(len(grid)) if i != place + 1]
    return rows(with_shapes(grid, {place: both}), left)


def test_nothing_edited_nothing_changed():
    old = again(run(row_of_cells(), row_of_cells()))
    result = run(old, old, date=LATER)
    assert kinds(result) == {} and result.counts["kept"] == 4
    assert equal(old, result.layer) and len(result.changes) == 0


def test_outline_written_in_another_way_is_the_same():
    old = again(run(row_of_cells(), row_of_cells()))
    turned = [shapely.reverse(shapely.normalize(s)) for s in old.geometry]
    turned[1] = shapely.MultiPolygon([turned[1]])
    result = run(old, with_shapes(rows(old, [3, 2, 1, 0]), dict(enumerate(turned[::-1]))))
    assert kinds(result) == {} and equal(old, result.layer)


def test_within_the_tolerance_is_kept_but_takes_the_drawn_vertices():
    old = row_of_cells()
    near = shapely.Polygon([(0, 0), (0, 100), (50, 100.03), (100, 100), (100, 0)])
    result = run(old, with_shapes(old, {0: near}))
    assert kinds(result) == {}
    assert result.layer.geometry.iloc[0].equals(near)
    assert result.layer["area"].iloc[0] == old["area"].iloc[0]
    assert kinds(run(old, with_shapes(old, {0: near}), tolerance=0.01)) == {"moved": 1}


def test_split_ends_the_old_and_numbers_the_parts():
    result = run(row_of_cells(), split(row_of_cells(), 1), reason="新建道路")
    assert kinds(result) == {"split": 1} and result.counts["kept"] == 3
    layer = result.layer.set_index("code")
    ended = layer.loc[WEST + "002"]
    assert (ended["end"], ended["state"], ended["reason"]) == (TODAY, "void", "新建道路")
    for number in ("005", "006"):
        part = layer.loc[WEST + number]
        assert (part["start"], part["end"], part["state"]) == (TODAY, None, "valid")
        assert part["predecessor"] == WEST + "002"
        assert part["area"] == 5000
    assert layer.loc[WEST + "005"].geometry.bounds[0] == 100  # west first
    change = result.changes.iloc[0]
    assert change["old_codes"] == WEST + "002"
    assert change["new_codes"] == f"{WEST}005;{WEST}006"
    assert (change["area_before"], change["area_after"]) == (10000, 10000)
    assert change["community"] == WEST and change["date"] == TODAY


@pytest.mark.parametrize("who, keeps", [("largest", 200 - 70), ("first", 100)])
def test_split_may_keep_the_code(who, keeps):
    edited = split(row_of_cells(), 1, ratio=0.3)
    result = run(row_of_cells(), edited, split_keeps_code_for=who)
    layer = result.layer.set_index("code")
    assert layer.loc[WEST + "002"].geometry.bounds[0] == keeps
    assert layer.loc[WEST + "002", "end"] is None and layer.loc[WEST + "002", "start"] == BEGIN
    assert layer.loc[WEST + "005", "predecessor"] == WEST + "002"
    assert len(layer) == 5 and kinds(result) == {"split": 1}


def test_merge():
    result = run(row_of_cells(), merged(row_of_cells(), 1))
    assert kinds(result) == {"merged": 1}
    layer = result.layer.set_index("code")
    assert layer.loc[WEST + "005", "predecessor"] == f"{WEST}002;{WEST}003"
    assert layer["end"].notna().sum() == 2 and layer.loc[WEST + "005", "area"] == 20000


def test_merge_may_keep_the_code_of_the_largest():
    old = table([cell(0, 0), cell(1, 0, 2), cell(3, 0)], [f"{WEST}{n:03d}" for n in (1, 2, 3)])
    result = run(old, merged(old, 0), merge_keeps_code_for="largest")
    layer = result.layer.set_index("code")
    assert len(layer) == 3 and layer.loc[WEST + "002", "area"] == 30000
    assert layer.loc[WEST + "002", "predecessor"] == WEST + "001"
    assert layer.loc[WEST + "001", "end"] == TODAY
    assert result.changes["new_codes"].tolist() == [WEST + "002"]


def test_moved_border_keeps_codes_and_is_recorded():
    old = row_of_cells()
    result = run(old, shifted(old, 1))
    assert kinds(result) == {"moved": 2}
    assert len(result.layer) == 4 and result.layer["end"].isna().all()
    assert result.layer["area"].tolist() == [10000, 11000, 9000, 10000]
    assert result.layer["changed"].tolist() == [None, TODAY, TODAY, None]
    assert result.changes["area_before"].tolist() == [10000, 10000]
    assert result.changes.geometry.iloc[0].equals(old.geometry.iloc[1])


def test_half_of_a_cell_given_to_the_neighbour_is_a_moved_border():
    old = row_of_cells()
    assert kinds(run(old, shifted(old, 0, 50))) == {"moved": 2}
    assert kinds(run(old, shifted(old, 0, 90))) == {"moved": 2}


def test_new_and_ended():
    old = row_of_cells()
    edited = rows(old, [0, 1, 2])
    added = table([cell(0, 1)], [None])
    added["community"] = WEST
    edited = old.__class__(pd.concat([edited, added], ignore_index=True), geometry="geometry")
    result = run(old, edited)
    assert kinds(result) == {"new": 1, "ended": 1}
    layer = result.layer.set_index("code")
    assert layer.loc[WEST + "004", "end"] == TODAY
    assert layer.loc[WEST + "005", "predecessor"] is None


def test_new_cell_without_a_community_is_refused():
    old = row_of_cells()
    added = table([cell(9, 9)], [None])
    edited = old.__class__(pd.concat([old, added], ignore_index=True), geometry="geometry")
    with pytest.raises(InputError) as caught:
        run(old, edited)
    assert caught.value.message_id == "lifecycle.no_community"
    towns = table([cell(0, -5, 4, 20), cell(4, -5, 9, 20)], [WEST, EAST])
    result = run(old, edited, communities=towns)
    assert EAST + "001" in set(result.layer["code"])


def test_shared_out_among_neighbours_leaves_a_trace():
    old = row_of_cells(3)
    edited = with_shapes(rows(old, [0, 2]), {0: cell(0, 0, 1.5), 1: cell(1.5, 0, 1.5)})
    result = run(old, edited)
    layer = result.layer.set_index("code")
    assert layer.loc[WEST + "002", "state"] == "void"
    assert layer.loc[WEST + "001", "predecessor"] == WEST + "002"
    assert layer.loc[WEST + "003", "predecessor"] == WEST + "002"


def test_recoded_by_the_layer_of_communities():
    old = row_of_cells()
    towns = table([cell(0, -1, 2, 3), cell(2, -1, 2, 3)], [WEST, EAST])
    towns["name"] = ["甲", "乙"]
    old["community_name"] = ["甲", "甲", "甲", None]
    result = run(old, old, communities=towns)
    assert kinds(result) == {"recoded": 2}
    layer = result.layer.set_index("code")
    assert layer.loc[EAST + "001", "predecessor"] == WEST + "003"
    assert layer.loc[EAST + "001", "community_name"] == "乙"
    assert layer.loc[EAST + "001", "community"] == EAST
    assert layer.loc[WEST + "003", "end"] == TODAY
    second = run(again(result), old, communities=towns, date=LATER)
    assert kinds(second) == {} and equal(again(result), second.layer)


def test_recoded_by_the_field():
    old = row_of_cells(community=[WEST] * 4)
    edited = old.copy()
    edited["community"] = [WEST, EAST, WEST, " "]
    result = run(old, edited)
    assert kinds(result) == {"recoded": 1}
    assert result.layer["code"].iloc[-1] == EAST + "001"
    edited["community"] = ["12", WEST, WEST, WEST]
    with pytest.raises(InputError) as caught:
        run(old, edited)
    assert caught.value.message_id == "standards.community_code"


def test_attributes_only():
    old = row_of_cells(note=["a", None, 3, "d"])
    edited = old.copy()
    edited["note"] = ["a", "", 3.0, "other"]
    edited["area"] = [1e4] * 4
    edited["extra"] = [None, None, "x", None]
    result = run(old, edited)
    assert kinds(result) == {"attribute": 2}
    assert result.layer["note"].tolist() == ["a", None, 3, "other"]
    assert result.layer["extra"].tolist() == [None, None, "x", None]
    assert result.layer["changed"].tolist() == [None, None, TODAY, TODAY]


def test_reason_written_by_the_editor_counts_first():
    old = row_of_cells(reason=["old"] * 4)
    edited = shifted(old, 1)
    edited["reason"] = ["old", "围墙拆除", "old", "old"]
    result = run(old, edited, reason="run")
    assert result.changes["reason"].tolist() == ["围墙拆除", "run"]


def test_numbers_go_on_after_the_largest_ever_used():
    old = row_of_cells()
    old.loc[3, ["code", "end"]] = [WEST + "070", datetime.date(2021, 1, 1)]
    old.loc[3, "predecessor"] = None
    edited = split(rows(old, [0, 1, 2]), 0)
    result = run(old, edited)
    assert sorted(result.layer["code"])[-2:] == [WEST + "071", WEST + "072"]
    history = table([None], [WEST + "500"])
    history["end"] = datetime.date(2020, 6, 1)
    result = run(old, edited, history=history)
    assert sorted(result.layer["code"])[-1] == WEST + "502"
    result = run(old, edited, reuse_codes=True)
    assert result.layer["code"].tolist()[-2:] == [WEST + "004", WEST + "005"]


def test_overflow_names_the_community():
    old = row_of_cells()
    old.loc[3, "code"] = WEST + "998"
    with pytest.raises(InputError) as caught:
        run(old, split(old, 0))
    assert caught.value.message_id == "standards.overflow"
    assert WEST in str(caught.value) and WEST in caught.value.localized("zh")


def test_profile_may_give_moved_cells_new_codes():
    rule = dataclasses.replace(PROFILE.lifecycle, boundary_shift_keeps_code=False)
    profile = dataclasses.replace(PROFILE, lifecycle=rule)
    result = run(row_of_cells(), shifted(row_of_cells(), 1), profile)
    assert kinds(result) == {"moved": 2} and result.layer["end"].notna().sum() == 2
    assert result.layer["predecessor"].tolist()[-2:] == [WEST + "002", WEST + "003"]


def test_special_grids_with_an_object_code():
    profile = load_profile("cjt349_2010")
    front = "010200"
    old = row_of_cells(3, front + WEST)
    old["code"] = [f"{front}{WEST}{n:02d}" for n in (1, 2, 3)]
    result = run(old, split(old, 0), profile)
    assert result.layer["code"].tolist()[-2:] == [front + WEST + "04", front + WEST + "05"]
    towns = table([cell(0, -1, 9, 3)], [WEST])
    assert kinds(run(old, split(old, 0), profile, communities=towns)) == {"split": 1}


def test_a_second_run_with_the_same_edit_changes_nothing():
    old = row_of_cells(6)
    edited = split(merged(shifted(old, 0), 2), 4 - 1, ratio=0.4)
    first = run(old, edited)
    assert kinds(first) == {"moved": 2, "merged": 1, "split": 1}
    for other in (edited, again(first)):
        second = run(again(first), other, date=LATER)
        assert kinds(second) == {}
        assert equal(first.layer, second.layer)


# --- other people's work -----------------------------------------------------------------------


def test_edits_of_what_somebody_else_split_are_not_applied():
    base = row_of_cells(5)
    theirs = again(run(base, split(base, 1)))
    mine = shifted(shifted(base, 0), 3)  # touches 001 and 002, and 004 and 005
    result = run(theirs, mine, date=LATER)
    assert kinds(result) == {"moved": 2, "conflict": 1}
    assert result.layer["changed"].tolist()[3:5] == [LATER, LATER]
    kept = [c for c in result.layer.columns if c != "geometry"]
    for place in (0, 1, 5, 6):
        assert result.layer.geometry.iloc[place].equals(theirs.geometry.iloc[place])
        assert result.layer.loc[place, kept].tolist() == theirs.loc[place, kept].tolist()
    note = result.changes[result.changes["kind"] == "conflict"].iloc[0]
    assert WEST + "002" in note["note"] and WEST + "001" in note["old_codes"]


def test_an_old_copy_does_not_undo_a_moved_border():
    base = again(run(row_of_cells(5), row_of_cells(5)))
    theirs = again(run(base, shifted(base, 0)))
    for mine in (base, row_of_cells(5)):
        result = run(theirs, mine, date=LATER)
        assert kinds(result) == {"conflict": 1}
        assert equal(theirs, result.layer)


def test_an_old_copy_does_not_end_what_it_does_not_know():
    base = row_of_cells(4)
    more = with_shapes(table([cell(0, 0)] * 5, [*base["code"], None]),
                       {i: cell(i, 0) for i in range(5)})  # fmt: skip
    more["community"] = [WEST] * 5
    theirs = again(run(base, more))
    result = run(theirs, base, date=LATER)
    assert kinds(result) == {"conflict": 1} and equal(theirs, result.layer)


def test_an_old_copy_does_not_undo_attributes():
    base = row_of_cells(note=["a"] * 4)
    edited = base.copy()
    edited["note"] = ["b", "a", "a", "a"]
    theirs = again(run(base, edited))
    result = run(theirs, base, date=LATER)
    assert kinds(result) == {"conflict": 1}
    assert result.layer["note"].tolist()[0] == "b"


def test_area_field_brought_up_to_date_by_the_editor_is_no_conflict():
    old = again(run(row_of_cells(), row_of_cells()))
    edited = shifted(old, 1)
    edited["area"] = shapely.area(edited.geometry.to_numpy())
    assert kinds(run(old, edited)) == {"moved": 2}
    edited["area"] = [10000, 7777, 9000, 10000]  # neither the old value nor the new one
    assert kinds(run(old, edited)) == {"conflict": 1}


def test_a_part_of_the_grid():
    old = row_of_cells(6)
    result = run(old, rows(shifted(old, 1), [1, 2]), partial=True)
    assert kinds(result) == {"moved": 2} and result.layer["end"].isna().all()
    assert kinds(run(old, rows(shifted(old, 1), [1]), partial=True)) == {"conflict": 1}
    closed = rows(old, [0, 1])
    closed.loc[1, "end"] = TODAY
    result = run(old, closed, partial=True)
    assert kinds(result) == {"ended": 1} and result.layer["end"].iloc[1] == TODAY


# --- bad input ---------------------------------------------------------------------------------


def spoiled(**changes):
    old = row_of_cells(state=["valid"] * 4, predecessor=[None] * 4)
    for name, (place, value) in changes.items():
        old.loc[place, name] = value
    return old


@pytest.mark.parametrize(
    "changes, message",
    [
        ({"code": (1, WEST + "001")}, "lifecycle.history.valid_twice"),
        ({"end": (1, TODAY)}, "lifecycle.history.valid_with_end"),
        ({"state": (1, "作废")}, "lifecycle.history.void_without_end"),
        ({"end": (1, datetime.date(2019, 1, 1)), "state": (1, "void")},
         "lifecycle.history.end_before_start"),
        ({"predecessor": (1, WEST + "900")}, "lifecycle.history.predecessor_unknown"),
        ({"predecessor": (1, WEST + "002")}, "lifecycle.history.circle"),
        ({"start": (1, "soon")}, "lifecycle.history.date"),
        ({"code": (1, None)}, "lifecycle.code_missing"),
        ({"code": (1, WEST + "02")}, "lifecycle.code_mixed"),
    ],
)  # fmt: skip
def test_histories_that_cannot_be_right(changes, message):
    with pytest.raises(InputError) as caught:
        run(spoiled(**changes), row_of_cells())
    assert caught.value.message_id == message
    assert "2" in str(caught.value) and "{" not in caught.value.localized("zh")


def test_mixed_profiles_say_which_would_fit():
    edited = row_of_cells()
    edited["code"] = [WEST + "01", WEST + "02", WEST + "003", WEST + "004"]
    with pytest.raises(InputError) as caught:
        run(row_of_cells(), edited)
    assert caught.value.message_id == "lifecycle.code_mixed"
    assert "cjt213_2005" in str(caught.value) and "14: 2, 15: 2" in str(caught.value)


def test_a_code_that_was_valid_twice_one_after_the_other_is_a_remark():
    old = row_of_cells()
    before = table([cell(0, 0)], [WEST + "001"])
    before["start"], before["end"] = datetime.date(2010, 1, 1), BEGIN
    result = run(old, old, history=before)
    assert [w for w, _ in result.warnings] == ["lifecycle.history.given_again"]


def test_a_history_table_with_current_rows_is_refused():
    with pytest.raises(InputError) as caught:
        run(row_of_cells(), row_of_cells(), history=row_of_cells(1, EAST))
    assert caught.value.message_id == "lifecycle.history.table_current"


def ended_rows(code=WEST + "002", start=BEGIN, end=datetime.date(2024, 5, 6)):
    past = table([cell(1, 0)], [code])
    past["start"], past["end"] = start, end
    return past


@pytest.mark.parametrize(
    "ends, past, message, said",
    [
        # in use in the layer, ended in the table
        (None, ended_rows(), "lifecycle.history.table_ended", "2024-05-06"),
        # ended in both, on different days
        (TODAY, ended_rows(), "lifecycle.history.dates_differ", "2026-07-01"),
        # two rows of one code that were valid at the same time
        (None, ended_rows(start=datetime.date(2019, 1, 1)), "lifecycle.history.valid_twice", "002"),
        (None, ended_rows(EAST + "002", end=datetime.date(2019, 1, 1)),
         "lifecycle.history.end_before_start", EAST),
        (None, ended_rows(EAST + "002").assign(state="valid"),
         "lifecycle.history.valid_with_end", EAST),
        (None, ended_rows(WEST + "02"), "lifecycle.code_mixed", "14"),
        (None, ended_rows(EAST + "002").assign(predecessor=WEST + "900"),
         "lifecycle.history.predecessor_unknown", "900"),
    ],
)  # fmt: skip
def test_a_table_of_ended_rows_that_contradicts_the_layer(ends, past, message, said):
    old = row_of_cells()
    old.loc[1, "end"] = ends
    with pytest.raises(InputError) as caught:
        run(old, rows(row_of_cells(), [0, 2, 3]), history=past)
    assert caught.value.message_id == message
    assert said in str(caught.value) and "{" not in caught.value.localized("zh")


def test_rows_of_the_table_that_the_layer_has_too_count_once():
    old = row_of_cells()
    old.loc[1, "end"] = TODAY
    result = run(old, rows(row_of_cells(), [0, 2, 3]), history=ended_rows(end=TODAY))
    assert [w for w, _ in result.warnings] == ["lifecycle.history.table_same"]
    assert len(result.changes) == 0


def test_a_cell_older_than_the_end_of_what_it_came_from_is_a_remark():
    old = row_of_cells(predecessor=[None, EAST + "001", None, None])
    past = ended_rows(EAST + "001", datetime.date(2010, 1, 1))
    result = run(old, old, history=past)
    assert [w for w, _ in result.warnings] == ["lifecycle.history.predecessor_later"]
    past["end"] = BEGIN
    assert run(old, old, history=past).warnings == []


def test_overlapping_edited_cells_are_refused():
    old = row_of_cells()
    edited = with_shapes(old, {1: cell(1, 0, 1.2)})
    with pytest.raises(InputError) as caught:
        run(old, edited)
    assert caught.value.message_id == "lifecycle.overlap"
    assert (caught.value.params["first"], caught.value.params["second"]) == (2, 3)
    with pytest.raises(InputError) as caught:
        run(old, rows(old, [0, 1, 2, 3, 3]))
    assert caught.value.message_id == "lifecycle.overlap"


@pytest.mark.parametrize(
    "shape, message",
    [
        (None, "processing.geometry_missing"),
        (shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]), "processing.geometry_invalid"),
    ],
)
def test_missing_and_invalid_geometry_is_refused(shape, message):
    old = row_of_cells()
    for first, second in ((old, with_shapes(old, {1: shape})), (with_shapes(old, {1: shape}), old)):
        with pytest.raises(InputError) as caught:
            run(first, second)
        assert caught.value.message_id == message


def test_a_date_before_the_grid_is_refused():
    with pytest.raises(InputError) as caught:
        run(row_of_cells(), split(row_of_cells(), 0), date=datetime.date(2019, 5, 5))
    assert caught.value.message_id == "lifecycle.date_early"


def test_a_layer_without_current_rows_is_refused():
    gone = row_of_cells()
    gone["end"] = TODAY
    for pair in ((gone, row_of_cells()), (row_of_cells(), gone)):
        with pytest.raises(InputError) as caught:
            run(*pair)
        assert caught.value.message_id == "lifecycle.no_current"


def test_cancel():
    task = UpdateTask(row_of_cells(), row_of_cells(), PROFILE, Switches(TODAY))
    with pytest.raises(Cancelled):
        update(task, cancelled=lambda: True)


# --- looking up --------------------------------------------------------------------------------


def test_codes_at_a_date():
    first = again(run(row_of_cells(), split(row_of_cells(), 1)))
    last = run(first, merged_by_code(first, "005", "003"), date=LATER)
    found = read_rows(again(last), "grid")
    history = CodeHistory(found)
    code = {n: f"{WEST}{n:03d}" for n in range(1, 9)}
    between = datetime.date(2026, 12, 1)
    assert history.at(code[2], datetime.date(2025, 1, 1)).relation == "same"
    answer = history.at(code[2], between)
    assert (answer.relation, answer.codes) == ("successors", (code[5], code[6]))
    assert history.at(code[2], TODAY).codes == (code[5], code[6])  # the day of the change
    assert history.at(code[2], LATER).codes == (code[6], code[7])
    assert history.at(code[7], between).codes == (code[3], code[5])
    answer = history.at(code[7], datetime.date(2025, 1, 1))
    assert (answer.relation, answer.codes) == ("predecessors", (code[2], code[3]))
    assert history.at(WEST + "999", LATER).relation == "unknown"
    assert history.at(code[1], datetime.date(1999, 1, 1)).relation == "none"
    assert [int(valid_at(found, d).sum()) for d in (BEGIN, between, LATER)] == [4, 5, 4]
    assert np.isclose(shapely.area(found.shapes[valid_at(found, LATER)]).sum(), 40000)


def merged_by_code(grid, *numbers):
    chosen = [i for i, c in enumerate(grid["code"]) if c[-3:] in numbers]
    both = shapely.union_all(grid.geometry.iloc[chosen].to_numpy())
    return rows(
        with_shapes(grid, {chosen[0]: both}), [i for i in range(len(grid)) if i != chosen[1]]
    )


# --- report ------------------------------------------------------------------------------------


def test_report_in_both_languages():
    base = row_of_cells(5)
    theirs = again(run(base, split(base, 1)))
    result = run(theirs, shifted(shifted(base, 0), 3), date=LATER)
    report = update_report(result, PROFILE, Switches(LATER, reason="a <b>"), "grid")
    for lang, words in (("en", "Boundary moved"), ("zh", "边界调整")):
        page = report.to_html(lang)
        assert words in page and "a &lt;b&gt;" in page and "lifecycle." not in page
    data = report.to_data("en")
    assert data["figures"]["conflicts"] == 1 and data["sections"]["counts"]["moved"] == 2
    assert current(result)["state"].eq("valid").all()
