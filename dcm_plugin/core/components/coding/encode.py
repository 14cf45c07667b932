"""Give components their identification codes."""

from __future__ import annotations

from typing import Any, Callable, List, Tuple

import numpy as np
import pandas as pd

from ...classes import COMPONENT, load_catalogue
from ...classes.codes import READINGS, validate
from ...errors import Cancelled
from ...grid.codes import as_text, compose, is_warning, part, validate_codes
from ...standards import CodeStructure
from .locate import locate
from .model import CHANGED, KEPT, NEW, NONE, Cells, CodingResult, CodingRules, Components, Finding
from .numbers import Register, Request

#: How codes of 16 digits are read when the version has 17, by the choice of the user.
_SIXTEEN_READINGS = {
    "old": ("gbt30428_2_2013", "cjt214_2007"),
    "draft": ("gbt47678_5_draft",),
}
_NO_TEXT = ""


def encode(
    components: Components,
    cells: Cells,
    rules: CodingRules,
    register: Register,
    progress: Callable[[float], Any] = lambda percent: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> CodingResult:
    """The code of every component.

    A right code stays (``rules.keep``); who has none, or whose class or county changed, gets the
    next number of county and class, counted by unit grid, then from north to south, then from west
    to east. Where something is wrong the code is None, the code that was there is kept as the old
    one, and a finding tells why. The order of the rows has no influence.

    Raises :class:`InputError` when a class runs out of numbers in a county (nothing is taken from
    the register then), :class:`Cancelled`.
    """

    def check_cancelled() -> None:
        if cancelled():
            raise Cancelled()

    run = _Run(components, cells, rules)
    run.locate(check_cancelled)
    progress(50)
    check_cancelled()
    run.classify()
    progress(60)
    run.judge_codes()
    progress(75)
    check_cancelled()
    run.give_numbers(register)
    progress(100)
    return run.result


class _Run:
    """The steps of one coding; each narrows the rows that may have a code (``open``)."""

    def __init__(self, components: Components, cells: Cells, rules: CodingRules) -> None:
        self.components, self.cells, self.rules = components, cells, rules
        count = len(components)
        self.open = np.ones(count, dtype=bool)
        before = components.codes.copy()
        missing = pd.isna(before)
        # a code that was taken away is judged again: its reason may be gone
        before[missing] = components.old_codes[missing]
        self.before = before
        self.has_before = ~pd.isna(before)
        self.result = CodingResult(
            state=np.full(count, NONE, dtype=np.int8),
            codes=np.full(count, None, dtype=object),
            old_codes=components.old_codes.copy(),
            cell=np.full(count, -1, dtype=np.int64),
            klass=np.full(count, -1, dtype=np.int64),
            points=components.points,
        )

    def find(
        self, kind: str, rows: np.ndarray, values: Any = _NO_TEXT, expected: Any = _NO_TEXT
    ) -> None:
        """Note a finding; the rows get no code when it is an error."""
        if not len(rows):
            return
        finding = Finding(kind, rows, _texts(values, rows), _texts(expected, rows))
        self.result.findings.append(finding)
        if finding.severity == "error":
            self.open[rows] = False

    # --- place and class ---------------------------------------------------------------------

    def locate(self, check_cancelled: Callable[[], None]) -> None:
        """The cell, and with it county, street and community."""
        points, cells = self.components.points, self.cells
        self.find("no_geometry", np.flatnonzero(~np.isfinite(points).all(axis=1)))
        cell, tied = locate(
            points,
            self.components.shapes,
            cells.shapes,
            cells.codes,
            self.rules.method,
            check_cancelled,
        )
        self.result.cell = cell
        self.find("no_grid", np.flatnonzero(self.open & (cell < 0)))
        reasons = validate_codes(cells.codes, self.rules.grid)
        wrong = np.array([bool(r) and not is_warning(r) for r in reasons.tolist()], dtype=bool)
        inside = np.flatnonzero(cell >= 0)
        bad = inside[wrong[cell[inside]]]
        self.find("grid_code", bad, cells.codes[cell[bad]])
        self.county = part(cells.codes, self.rules.grid, "county")
        self.county[wrong] = None
        if self.rules.divisions:
            allowed = np.isin(self.county.astype(str), self.rules.divisions)
            rows = np.flatnonzero(self.open)
            rows = rows[~allowed[cell[rows]]]
            self.find(
                "other_division", rows, self.county[cell[rows]], ", ".join(self.rules.divisions)
            )
        tie = np.flatnonzero(self.open & tied)
        self.find("border", tie, cells.codes[cell[tie]])

    def classify(self) -> None:
        """Class codes to classes of the catalogue."""
        given, kinds = pd.factorize(self.components.class_codes)
        known = {item.code: place for place, item in enumerate(self.rules.classes)}
        places = np.array([known.get(str(code).strip(), -1) for code in kinds] + [-1], dtype=int)
        klass = places[given]
        self.result.klass = klass
        self.find("class_missing", np.flatnonzero(self.open & (given < 0)))
        unknown = np.flatnonzero(self.open & (klass < 0))
        self.find("class_unknown", unknown, self.components.class_codes[unknown])

    # --- codes that are there ----------------------------------------------------------------

    def judge_codes(self) -> None:
        """Keep right codes, list wrong ones, mark those whose class or county changed."""
        result = self.result
        taken = self.has_before & ~self.open
        result.old_codes[taken] = self.before[taken]
        self.prefixes, self.prefix = self._wanted_prefixes()
        self.group_floor = np.zeros(len(self.prefixes), dtype=np.int64)
        self._remember_used(self.components.codes)
        self._remember_used(self.components.old_codes)
        rows = np.flatnonzero(self.open & self.has_before)
        if not len(rows):
            return
        fits = self._fits(rows)
        others = rows[~fits]
        reasons = self._reasons(others)
        wrong = reasons != ""
        for kind, chosen in (
            ("code_ambiguous", reasons == "ambiguous"),
            ("code_division", reasons == "range_county"),
            ("code_wrong", wrong & (reasons != "ambiguous") & (reasons != "range_county")),
        ):
            bad = others[chosen]
            self.find(kind, bad, self.before[bad], self.rules.structure.length)
        result.old_codes[others] = self.before[others]
        result.state[others[~wrong]] = CHANGED
        if self.rules.keep:
            self._keep(rows[fits])
        else:
            result.old_codes[rows[fits]] = self.before[rows[fits]]
            result.state[rows[fits]] = CHANGED

    def _wanted_prefixes(self) -> Tuple[List[str], np.ndarray]:
        """The prefixes (county and class) that are wanted, and which one each row has (-1)."""
        result = self.result
        rows = np.flatnonzero(self.open)
        counties, names = pd.factorize(self.county)
        number = len(self.rules.classes)
        pairs = counties[result.cell[rows]] * number + result.klass[rows]
        kinds, place = np.unique(pairs, return_inverse=True)
        prefix = np.full(len(self.open), -1, dtype=np.int64)
        prefix[rows] = place
        classes = self.rules.classes
        return [f"{names[k // number]}{classes[k % number].code}" for k in kinds.tolist()], prefix

    def _remember_used(self, codes: np.ndarray) -> None:
        """Numbers of all codes that stand in the layer, whatever is wrong with their rows."""
        structure = self.rules.structure
        right, prefix, number = digits_of(codes, structure)
        kinds, place = np.unique(prefix[right], return_inverse=True)
        largest = np.zeros(len(kinds), dtype=np.int64)
        np.maximum.at(largest, place, number[right])
        known = {text: group for group, text in enumerate(self.prefixes)}
        floors = dict(enumerate(self.group_floor.tolist()))
        for kind, used in zip(kinds.tolist(), largest.tolist()):
            text = f"{kind:0{structure.prefix_length}d}"
            group = known.setdefault(text, len(known))
            floors[group] = max(floors.get(group, 0), used)
        self.prefixes = list(known)
        self.group_floor = np.array([floors[group] for group in range(len(known))], dtype=np.int64)

    def _reasons(self, rows: np.ndarray) -> np.ndarray:
        """Why a code is wrong, '' when it is right (perhaps for another class or county)."""
        rules = self.rules
        before = self.before[rows]
        reasons = validate(before, rules.catalogue, COMPONENT, rules.structure_name)
        reasons[reasons == "unknown_class"] = ""  # the component has a class now: it changed
        lengths = np.array([len(text) for text in before.tolist()], dtype=int)
        short = np.flatnonzero((lengths == 16) & (rules.structure.length == 17))
        if len(short):
            reasons[short] = "ambiguous"
            for reading in _SIXTEEN_READINGS.get(rules.sixteen, ()):
                version, structure = READINGS[reading]
                right = validate(before[short], load_catalogue(version), COMPONENT, structure)
                reasons[short[right == ""]] = ""
            if rules.sixteen in _SIXTEEN_READINGS:
                reasons[short[reasons[short] == "ambiguous"]] = "length"
        return reasons

    def _fits(self, rows: np.ndarray) -> np.ndarray:
        """Whether a code is right, and of the county and class that the component has."""
        structure = self.rules.structure
        right, prefix, number = digits_of(self.before[rows], structure)
        wanted = np.array([int(text) for text in self.prefixes] + [-1], dtype=np.int64)
        sound = (number >= structure.first) & (number <= structure.last)
        fits: np.ndarray = right & sound & (prefix == wanted[self.prefix[rows]])
        return fits

    def _keep(self, rows: np.ndarray) -> None:
        """Codes that stay; where several components have the same one, the oldest keeps it."""
        result, fids = self.result, self.components.fids
        order = rows[np.argsort(fids[rows], kind="stable")]
        again = pd.Series(self.before[order], dtype=object).duplicated().to_numpy()
        double = np.sort(order[again])
        if len(double):
            keeper = dict(zip(self.before[order[~again]].tolist(), fids[order[~again]].tolist()))
            kept_by = [keeper[code] for code in self.before[double].tolist()]
            self.find("code_duplicate", double, self.before[double], kept_by)
            result.old_codes[double] = self.before[double]
        stay = order[~again]
        result.codes[stay] = self.before[stay]
        result.state[stay] = KEPT
        # a code that came back from the field of old codes leaves it
        back = stay[pd.isna(self.components.codes[stay])]
        result.old_codes[back] = None

    # --- new numbers -------------------------------------------------------------------------

    def give_numbers(self, register: Register) -> None:
        """The next numbers of each county and class, in the order of places."""
        result, structure = self.result, self.rules.structure
        rows = np.flatnonzero(self.open & (result.state != KEPT))
        rank = np.empty(len(self.cells.codes), dtype=np.int64)
        rank[np.argsort(self.cells.codes.astype(str), kind="stable")] = np.arange(len(rank))
        x, y = self.components.points[rows].T
        order = np.lexsort(
            (self.components.fids[rows], x, -y, rank[result.cell[rows]], self.prefix[rows])
        )
        rows = rows[order]
        counts = np.bincount(self.prefix[rows], minlength=len(self.prefixes))
        asked = np.flatnonzero((counts > 0) | (self.group_floor > 0))
        first = np.zeros(len(self.prefixes), dtype=np.int64)
        first[asked] = register.take(
            [
                Request(
                    self.prefixes[place],
                    structure.length,
                    int(counts[place]),
                    int(self.group_floor[place]),
                    structure.first,
                    structure.last,
                )
                for place in asked.tolist()
            ]
        )
        start = np.cumsum(counts) - counts
        group = self.prefix[rows]
        number = first[group] + np.arange(len(rows)) - start[group]
        names = np.array([*self.prefixes, None], dtype=object)
        result.codes[rows] = compose(names[group], number, structure)
        fresh = rows[result.state[rows] == NONE]
        result.state[fresh] = NEW


def digits_of(
    codes: np.ndarray, structure: CodeStructure
) -> Tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Whether a code has the right number of digits and nothing else; its prefix and its running
    number as numbers (0 where it has not)."""
    length, tail = structure.length, 10**structure.sequence_length
    right = np.array([code is not None and len(code) == length for code in codes.tolist()], bool)
    value = np.zeros(len(codes), dtype=np.int64)
    rows = np.flatnonzero(right)
    signs = np.array(codes[rows].tolist(), dtype=f"<U{length}").view(np.uint32)
    signs = signs.reshape(len(rows), length) - np.uint32(ord("0"))  # other signs become large
    numeric = (signs <= 9).all(axis=1)
    right[rows[~numeric]] = False
    powers = 10 ** np.arange(length - 1, -1, -1, dtype=np.int64)
    value[rows[numeric]] = signs[numeric].astype(np.int64) @ powers
    return right, value // tail, value % tail


def _texts(values: Any, rows: np.ndarray) -> np.ndarray:
    """A text per row: one for all, or one each."""
    if np.ndim(values) == 0:
        return np.full(len(rows), str(values), dtype=object)
    texts = as_text(values)
    texts[pd.isna(texts)] = ""
    return texts
