"""The new layer: old rows in their order, changed where they go on or end, then the new rows."""

from __future__ import annotations

from typing import Dict, List, Sequence, Set

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ...standards import Profile
from .. import codes as grid_codes
from . import attributes
from .match import Matching
from .model import MANAGED, STATES, UpdateTask
from .plan import Action
from .rows import as_dates, join_codes, read_days, split_codes

_DAYS = ("start", "end", "changed")


class LayerBuilder:
    """Puts the decisions into rows. Positions are those of current cells, rows those of tables."""

    def __init__(
        self,
        task: UpdateTask,
        profile: Profile,
        found: Matching,
        old_rows: np.ndarray,
        new_rows: np.ndarray,
        main: np.ndarray,
        edited: pd.DataFrame,
        community_names: np.ndarray,
    ) -> None:
        self.task, self.profile, self.found = task, profile, found
        self.oc, self.ec, self.main = old_rows, new_rows, main
        self.edited, self.community_names = edited, community_names
        free = attributes.free_columns(task.old)
        free += [name for name in attributes.free_columns(edited) if name not in free]
        self.free = free
        self._values: Dict[str, np.ndarray] = {}

    def build(
        self,
        actions: Sequence[Action],
        codes: Dict[int, str],
        origins: Dict[int, List[int]],
        reasons: Sequence[str],
        held: Set[int],
    ) -> gpd.GeoDataFrame:
        self.fresh = sorted(codes, key=lambda new: codes[new])
        self.origins = origins
        self._rows: Dict[str, int] = {}
        words = self._state_words()
        columns = self._columns()
        count = len(self.task.old)
        place = {new: count + number for number, new in enumerate(self.fresh)}
        shapes = np.asarray(self.task.old.geometry.array, dtype=object)
        shapes = np.concatenate([shapes, self._edited_shapes(self.fresh)])
        date = self.task.switches.date

        self._same_outline(shapes, held)
        for new in self.fresh:
            row = place[new]
            columns["code"][row] = codes[new]
            columns["start"][row] = date
            columns["state"][row] = words["valid"]
            columns["profile"][row] = self.profile.id
        fresh_rows = np.arange(count, count + len(self.fresh))
        columns["area"][fresh_rows] = np.round(shapely.area(shapes[fresh_rows]), 2)
        for action, reason in zip(actions, reasons):
            for old in action.ending:
                self._end(columns, int(self.oc[old]), reason, words["void"])
            for new in action.fresh:
                columns["reason"][place[new]] = reason
            if action.keeper is not None:
                self._go_on(columns, shapes, action, reason)
        kept_rows = {a.keeper[1]: int(self.oc[a.keeper[0]]) for a in actions if a.keeper}
        for new, olds in origins.items():
            target = place[new] if new in place else kept_rows.get(new)
            if target is not None:
                self._add_predecessors(columns, target, olds)
        self._fill(columns, words)
        table = pd.DataFrame({name: pd.Series(v, dtype=object) for name, v in columns.items()})
        return gpd.GeoDataFrame(table, geometry=gpd.array.GeometryArray(shapes))

    # --- columns -------------------------------------------------------------------------------

    def _columns(self) -> Dict[str, np.ndarray]:
        """All columns: the old rows as they were, the new ones with the editors' attributes."""
        new_rows = self.ec[self.fresh]
        main = self.main[self.fresh]
        columns: Dict[str, np.ndarray] = {}
        old, edited = self.task.old, self.edited
        for name in self.free:
            values = attributes.values(old, name)
            if name in edited.columns:
                fresh = attributes.values(edited, name)[new_rows]
            else:
                fresh = np.full(len(new_rows), None, dtype=object)
                fresh[main >= 0] = values[main[main >= 0]]
            columns[name] = np.concatenate([values, fresh])
        nothing = np.full(len(new_rows), None, dtype=object)
        for name in MANAGED:
            if name in _DAYS:
                fid = np.arange(len(old))
                values = as_dates(read_days(old, name, fid, "", name))
            elif name in ("code", "community", "predecessor"):
                values = grid_codes.as_text(attributes.values(old, name))
            else:
                values = attributes.values(old, name)
            columns[name] = np.concatenate([values, nothing])
        if "community_name" in columns:
            given = self.community_names[self.fresh]
            rows = np.arange(len(old), len(old) + len(given))
            some = np.array([bool(name) for name in given], dtype=bool)
            columns["community_name"][rows[some]] = given[some]
        return columns

    def _edited_shapes(self, news: Sequence[int]) -> np.ndarray:
        shapes = np.asarray(self.task.edited.geometry.array, dtype=object)
        result: np.ndarray = shapes[self.ec[list(news)]]
        return result

    def _same_outline(self, shapes: np.ndarray, held: Set[int]) -> None:
        """Cells that kept their outline but for the tolerance take over what was drawn, so that
        all vertices are shared with the neighbours; equal outlines stay as they are written."""
        near = np.flatnonzero((self.found.same >= 0) & ~self.found.exact)
        near = near[~np.isin(near, list(held))]
        shapes[self.oc[self.found.same[near]]] = self._edited_shapes(near.tolist())

    def _end(self, columns: Dict[str, np.ndarray], row: int, reason: str, state: str) -> None:
        date = self.task.switches.date
        columns["end"][row] = date
        columns["changed"][row] = date
        columns["state"][row] = state
        columns["reason"][row] = reason

    def _go_on(
        self, columns: Dict[str, np.ndarray], shapes: np.ndarray, action: Action, reason: str
    ) -> None:
        """The same row with the outline and the attributes of the edited cell."""
        old, new = action.keeper or (0, 0)
        row, source = int(self.oc[old]), int(self.ec[new])
        columns["changed"][row] = self.task.switches.date
        columns["reason"][row] = reason
        for name in attributes.free_columns(self.edited):
            value = self._edited_value(name)[source]
            if attributes.differ(columns[name][[row]], np.array([value], dtype=object))[0]:
                columns[name][row] = value
        if self.found.same[new] < 0:
            shapes[row] = self._edited_shapes([new])[0]
            columns["area"][row] = round(float(self.found.new_area[new]), 2)

    def _edited_value(self, name: str) -> np.ndarray:
        if name not in self._values:
            self._values[name] = attributes.values(self.edited, name)
        return self._values[name]

    def _add_predecessors(
        self, columns: Dict[str, np.ndarray], row: int, olds: Sequence[int]
    ) -> None:
        own = columns["code"][row]
        before = [columns["code"][self.oc[old]] for old in olds]
        known = split_codes(columns["predecessor"][row])
        # ground that was split off and comes back: what came from a code is not what it comes from
        fresh = [c for c in before if c != own and not self._comes_from(columns, c, own)]
        columns["predecessor"][row] = join_codes([*known, *fresh]) or None

    def _comes_from(self, columns: Dict[str, np.ndarray], code: str, ancestor: str) -> bool:
        """Whether ``code`` descends from ``ancestor`` by the predecessor codes."""
        if not self._rows:
            self._rows = {c: row for row, c in enumerate(columns["code"])}
        todo: List[str] = [code]
        seen: Set[str] = set()
        while todo:
            at = todo.pop()
            if at in seen or at not in self._rows:
                continue
            seen.add(at)
            before = split_codes(columns["predecessor"][self._rows[at]])
            if ancestor in before:
                return True
            todo.extend(before)
        return False

    def _fill(self, columns: Dict[str, np.ndarray], words: Dict[str, str]) -> None:
        """What every row says: state, community, profile; where it stands already it stays."""
        ended = np.array([end is not None for end in columns["end"]], dtype=bool)
        _fill_blank(columns["state"], np.where(ended, words["void"], words["valid"]))
        part = grid_codes.part(columns["code"], self.profile.code, "community")
        _fill_blank(columns["community"], part)
        street = grid_codes.part(columns["code"], self.profile.code, "street")
        fresh = slice(len(self.task.old), None)
        if "street" in self.task.old.columns:
            columns["street"][fresh] = street[fresh]
        else:
            del columns["street"]
        _fill_blank(columns["profile"], np.full(len(part), self.profile.id, dtype=object))

    def _state_words(self) -> Dict[str, str]:
        """The words the layer uses, else those of the language."""
        lang = self.task.switches.lang
        used = set(attributes.values(self.task.old, "state").tolist())
        for other in ("en", "zh"):
            if used & {words[other] for words in STATES.values()}:
                lang = other
                break
        return {state: words[lang] for state, words in STATES.items()}


def _fill_blank(column: np.ndarray, values: np.ndarray) -> None:
    blank = np.array([value is None or value == "" for value in column], dtype=bool)
    column[blank] = values[blank]
