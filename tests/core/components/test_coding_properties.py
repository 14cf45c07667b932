"""What must hold for every layer of components."""

from __future__ import annotations

from typing import Any, List, Tuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from test_coding import COVER, LAMP, cells, components, run, texts

from dcm_plugin.core.components.coding import Components, MemoryRegister

CODES = st.one_of(
    st.none(),
    st.builds(
        "{}{}{:06d}".format,
        st.sampled_from(["110101", "110102", "990101"]),
        st.sampled_from([COVER, LAMP]),
        st.integers(0, 6),
    ),
    st.sampled_from(["x", "1101010101000001"]),
)
ROW = st.tuples(
    st.tuples(
        st.integers(-1, 31).map(lambda v: 10.0 * v), st.integers(0, 10).map(lambda v: 10.0 * v)
    ),
    st.sampled_from([COVER, COVER, LAMP, None, "77777"]),
    CODES,
    CODES,
)
LAYER = st.lists(ROW, max_size=14)


def table(rows: List[Tuple[Any, ...]], fids: Any = None) -> Components:
    places, classes, codes, old = zip(*rows) if rows else ((), (), (), ())
    return components(places, list(classes), list(codes), list(old), fids)


def with_result(before: Components, result: Any) -> Components:
    return Components(
        before.fids, before.points, before.class_codes, result.codes, result.old_codes
    )


@given(LAYER)
def test_codes_are_unique_and_of_county_and_class(rows: Any) -> None:
    layer = table(rows)
    result = run(layer)
    given_codes = [code for code in result.codes if code is not None]
    assert len(set(given_codes)) == len(given_codes)
    for code, kind, point in zip(result.codes, layer.class_codes, layer.points):
        if code is not None:
            assert code[:6] == ("110101" if point[0] <= 200 else "110102")
            assert code[6:11] == kind


@given(LAYER)
def test_nothing_is_lost(rows: Any) -> None:
    """Every row has a code or is listed as an error; a code that was there stands somewhere."""
    layer = table(rows)
    result = run(layer)
    listed = {row for f in result.findings if f.severity == "error" for row in f.rows.tolist()}
    assert listed == {row for row, code in enumerate(result.codes) if code is None}
    for row, before in enumerate(layer.codes):
        if before is not None:
            assert before in (result.codes[row], result.old_codes[row])


@given(LAYER)
def test_a_second_run_changes_nothing(rows: Any) -> None:
    register = MemoryRegister()
    layer = table(rows)
    first = run(layer, register=register)
    again = run(with_result(layer, first), register=register)
    assert again.codes.tolist() == first.codes.tolist()
    assert again.old_codes.tolist() == first.old_codes.tolist()
    assert again.figures["new"] == again.figures["changed"] == 0


@given(LAYER, st.randoms(use_true_random=False))
def test_the_order_of_rows_has_no_influence(rows: Any, random: Any) -> None:
    fids = list(range(10, 10 + len(rows)))
    order = list(range(len(rows)))
    random.shuffle(order)
    first = run(table(rows, fids))
    other = run(table([rows[i] for i in order], [fids[i] for i in order]))
    assert dict(zip(fids, first.codes)) == dict(zip([fids[i] for i in order], other.codes))


@given(LAYER, st.lists(ROW, min_size=1, max_size=5))
def test_added_rows_change_no_other(rows: Any, more: Any) -> None:
    register = MemoryRegister()
    layer = table(rows)
    first = run(layer, register=register)
    fresh = [(place, kind, None, None) for place, kind, _, _ in more]
    added = table(fresh, list(range(100, 100 + len(fresh))))
    both = Components(
        np.r_[layer.fids, added.fids],
        np.r_[layer.points, added.points],
        texts([*layer.class_codes, *added.class_codes]),
        texts([*first.codes, *added.codes]),
        texts([*first.old_codes, *added.old_codes]),
    )
    result = run(both, register=register)
    assert result.codes[: len(rows)].tolist() == first.codes.tolist()
    assert result.old_codes[: len(rows)].tolist() == first.old_codes.tolist()


@settings(max_examples=50)
@given(LAYER, LAYER)
def test_two_layers_with_one_register_never_share_a_new_code(one: Any, two: Any) -> None:
    register = MemoryRegister()
    cleared = [[(place, kind, None, None) for place, kind, _, _ in rows] for rows in (one, two)]
    first, second = (run(table(rows), cells(), register) for rows in cleared)
    codes = [code for code in [*first.codes, *second.codes] if code is not None]
    assert len(set(codes)) == len(codes)
