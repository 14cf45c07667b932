"""Identification codes of components: what is kept, given, taken away and told."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import shapely

from dcm_plugin.core.classes import load_catalogue
from dcm_plugin.core.components.coding import (
    Cells,
    CodingRules,
    Components,
    MemoryRegister,
    encode,
    finding_rows,
    locate,
    locating_points,
)
from dcm_plugin.core.errors import Cancelled, InputError
from dcm_plugin.core.standards import load_profile

V2026, V2013 = "gbt47678_5_2026", "gbt30428_2_2013"
WEST, EAST, OTHER = "110101001001001", "110101001001002", "110102001001001"
LAMP, COVER = "01033", "01001"


def texts(values: Any) -> np.ndarray:
    result = np.empty(len(values), dtype=object)
    result[:] = list(values)
    return result


def cells(codes: Any = (WEST, EAST, OTHER)) -> Cells:
    """Squares of 100 m, one beside the other from x = 0."""
    shapes = shapely.box(100.0 * np.arange(len(codes)), 0, 100.0 * np.arange(len(codes)) + 100, 100)
    none = texts([None] * len(codes))
    return Cells(np.arange(len(codes)), shapes, texts(codes), none, none, none, none)


def components(
    places: Any, classes: Any = COVER, codes: Any = None, old: Any = None, fids: Any = None
) -> Components:
    count = len(places)
    points = np.array([(np.nan, np.nan) if p is None else p for p in places], dtype=float)
    classes = [classes] * count if classes is None or isinstance(classes, str) else classes
    return Components(
        fids=np.arange(1, count + 1) if fids is None else np.asarray(fids),
        points=points.reshape(count, 2),
        class_codes=texts(classes),
        codes=texts(codes or [None] * count),
        old_codes=texts(old or [None] * count),
    )


def rules(reading: str = V2026, **switches: Any) -> CodingRules:
    version = V2026 if reading.startswith("gbt47678") else reading
    return CodingRules(
        load_catalogue(version), reading, load_profile("gbt47678_3_2026").code, **switches
    )


def run(table: Components, grid: Any = None, register: Any = None, **switches: Any) -> Any:
    return encode(table, grid or cells(), rules(**switches), register or MemoryRegister())


def found(result: Any) -> Any:
    return [(kind, row) for kind, _, row, _, _ in finding_rows(result)]


def test_codes_count_by_grid_then_north_to_south_then_west_to_east() -> None:
    table = components([(150, 90), (10, 20), (60, 80), (40, 80), (20, 20)])
    codes = run(table).codes.tolist()
    assert codes == [f"110101{COVER}{n:06d}" for n in (5, 3, 2, 1, 4)]


def test_each_county_and_class_has_its_own_counter() -> None:
    result = run(components([(10, 10), (20, 10), (210, 10)], [COVER, LAMP, COVER]))
    assert result.codes.tolist() == [
        f"110101{COVER}000001",
        f"110101{LAMP}000001",
        f"110102{COVER}000001",
    ]
    assert result.figures["new"] == 3


def test_the_older_versions_have_16_digits() -> None:
    result = run(components([(10, 10)], "0101"), reading=V2013)
    assert result.codes.tolist() == ["1101010101000001"]
    draft = run(components([(10, 10)]), reading="gbt47678_5_draft")
    assert draft.codes.tolist() == ["1101010100100001"]


def test_a_point_on_a_border_gets_the_smallest_code_and_is_listed() -> None:
    result = run(components([(100, 50)]))
    assert result.cell.tolist() == [0]
    assert found(result) == [("border", 0)]
    assert result.figures == {
        "components": 1, "kept": 0, "new": 1, "changed": 0, "errors": 0, "borders": 1
    }  # fmt: skip
    swapped = run(components([(100, 50)]), cells((EAST, WEST)))
    assert swapped.cell.tolist() == [1]


def test_what_cannot_be_coded_is_listed_and_not_lost() -> None:
    table = components(
        [None, (500, 50), (10, 10), (20, 10), (10, 20)], [COVER, COVER, None, "99999", COVER]
    )
    result = run(table)
    assert found(result) == [
        ("no_geometry", 0),
        ("no_grid", 1),
        ("class_missing", 2),
        ("class_unknown", 3),
    ]
    assert result.codes.tolist() == [None] * 4 + [f"110101{COVER}000001"]


def test_a_grid_without_right_code_gives_none() -> None:
    result = run(components([(10, 10), (110, 10)]), cells(("11010100100100", None)))
    assert found(result) == [("grid_code", 0), ("grid_code", 1)]
    assert result.codes.tolist() == [None, None]


def test_only_the_chosen_counties_are_coded() -> None:
    result = run(components([(10, 10), (210, 10)]), divisions=("110102",))
    assert found(result) == [("other_division", 0)]
    assert result.codes.tolist() == [None, f"110102{COVER}000001"]


def test_right_codes_stay_and_numbers_go_on_after_the_largest() -> None:
    table = components([(10, 10), (20, 90)], codes=[f"110101{COVER}000041", None])
    result = run(table)
    assert result.codes.tolist() == [f"110101{COVER}000041", f"110101{COVER}000042"]
    assert result.figures["kept"] == 1


def test_another_class_or_county_means_another_code_and_the_old_one_is_kept() -> None:
    before = [f"110101{COVER}000007", f"110101{COVER}000008"]
    result = run(components([(10, 10), (210, 10)], [LAMP, COVER], before))
    assert result.codes.tolist() == [f"110101{LAMP}000001", f"110102{COVER}000001"]
    assert result.old_codes.tolist() == before
    assert result.figures["changed"] == 2


def test_the_number_of_an_old_code_is_not_given_again() -> None:
    first = run(components([(10, 10)], [LAMP], [f"110101{COVER}000007"]))
    table = components([(10, 10), (20, 10)], [LAMP, COVER], [first.codes[0], None],
                       [first.old_codes[0], None])  # fmt: skip
    assert run(table).codes[1] == f"110101{COVER}000008"


@pytest.mark.parametrize(
    "code, kind",
    [
        ("11010101001", "code_wrong"),
        (f"110101{COVER}00000X", "code_wrong"),
        (f"110101{COVER}000000", "code_wrong"),
        (f"990101{COVER}000001", "code_division"),
        ("1101010101000001", "code_ambiguous"),
    ],
)
def test_wrong_codes_are_listed_and_kept_as_old_ones(code: str, kind: str) -> None:
    result = run(components([(10, 10)], codes=[code]))
    assert found(result) == [(kind, 0)]
    assert result.codes.tolist() == [None]
    assert result.old_codes.tolist() == [code]
    again = run(components([(10, 10)], codes=result.codes.tolist(), old=result.old_codes.tolist()))
    assert found(again) == [(kind, 0)], "a second run must not code what the first refused"


@pytest.mark.parametrize(
    "sixteen, code", [("old", "1101010101000007"), ("draft", "1101010100100007")]
)
def test_codes_of_16_digits_are_read_as_the_user_says(sixteen: str, code: str) -> None:
    result = run(components([(10, 10)], codes=[code]), sixteen=sixteen)
    assert result.codes.tolist() == [f"110101{COVER}000001"]
    assert result.old_codes.tolist() == [code]


def test_a_code_that_is_no_old_one_is_wrong() -> None:
    result = run(components([(10, 10)], codes=["1101019901000007"]), sixteen="old")
    assert found(result) == [("code_wrong", 0)]


def test_of_two_with_the_same_code_the_older_one_keeps_it() -> None:
    code = f"110101{COVER}000003"
    table = components([(10, 10), (20, 10)], codes=[code, code], fids=[8, 5])
    result = run(table)
    assert result.codes.tolist() == [None, code]
    assert list(finding_rows(result)) == [("code_duplicate", "error", 0, code, "5")]
    again = run(
        components([(10, 10), (20, 10)], codes=result.codes.tolist(),
                   old=result.old_codes.tolist(), fids=[8, 5])
    )  # fmt: skip
    assert again.codes.tolist() == [None, code]


def test_a_component_that_comes_back_gets_its_code_back() -> None:
    code = f"110101{COVER}000003"
    away = run(components([(900, 10)], codes=[code]))
    assert (away.codes.tolist(), away.old_codes.tolist()) == ([None], [code])
    back = run(components([(10, 10)], codes=[None], old=[code]))
    assert (back.codes.tolist(), back.old_codes.tolist()) == ([code], [None])


def test_without_keeping_all_get_new_numbers_that_were_never_used() -> None:
    table = components([(10, 10), (20, 90)], codes=[f"110101{COVER}00000{n}" for n in (1, 2)])
    result = run(table, keep=False)
    assert result.codes.tolist() == [f"110101{COVER}000004", f"110101{COVER}000003"]
    assert result.old_codes.tolist() == table.codes.tolist()


def test_a_removed_component_keeps_its_number_in_the_register() -> None:
    register = MemoryRegister()
    run(components([(10, 10), (20, 10)]), register=register)
    assert run(components([(30, 10)]), register=register).codes.tolist() == [f"110101{COVER}000003"]


def test_overflow_stops_and_takes_nothing() -> None:
    register = MemoryRegister()
    table = components(
        [(10, 10), (20, 10), (30, 10)],
        [LAMP, COVER, COVER],
        [None, f"110101{COVER}999999", None],
    )
    with pytest.raises(InputError) as caught:
        run(table, register=register)
    assert caught.value.message_id == "coding.overflow"
    assert "01001" in caught.value.localized("zh")
    assert register.largest == {}


def test_cancel() -> None:
    with pytest.raises(Cancelled):
        encode(components([(1, 1)]), cells(), rules(), MemoryRegister(), cancelled=lambda: True)


def test_nothing_to_code() -> None:
    assert run(components([])).figures["components"] == 0


def test_locating_points() -> None:
    shapes = np.array(
        [
            shapely.Point(1, 2),
            shapely.LineString([(0, 0), (10, 0)]),
            shapely.MultiLineString([[(0, 0), (1, 0)], [(0, 5), (10, 5)]]),
            shapely.box(0, 0, 2, 2),
            shapely.MultiPoint([(3, 3)]),
            None,
            shapely.Point(),
        ],
        dtype=object,
    )
    points = locating_points(shapes)
    assert points[:5].tolist() == [[1, 2], [5, 0], [5, 5], [1, 1], [3, 3]]
    assert np.isnan(points[5:]).all()


def test_the_larger_part_decides_when_asked() -> None:
    shapes = np.array(
        [
            shapely.LineString([(90, 50), (120, 50)]),
            shapely.box(60, 0, 110, 10),
            shapely.LineString([(90, 20), (110, 20)]),
            shapely.Point(50, 50),
        ],
        dtype=object,
    )
    grid = cells()
    cell, tied = locate(locating_points(shapes), shapes, grid.shapes, grid.codes, "larger_part")
    assert cell.tolist() == [1, 0, 0, 0]
    assert tied.tolist() == [False, False, True, False]


def test_on_overlapping_grids_the_smallest_code_is_taken() -> None:
    boxes = np.array([shapely.box(0, 0, 10, 10)] * 3)
    cell, tied = locate(np.array([[5.0, 5.0]]), None, boxes, texts([None, EAST, WEST]))
    assert (cell.tolist(), tied.tolist()) == ([2], [True])
