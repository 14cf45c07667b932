"""What the generator must know of a city beside its rules: its unit grids and who lies where."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy as np
import pandas as pd
import shapely

from ..model import Row
from ..numbers import case_code_number, task_no_number
from ..rules import Rules
from . import tables
from .columns import objects
from .draw import Load
from .ground import Ground

#: Columns of a case that its unit grid gives.
PLACE = (
    "cell_code", "community_code", "street_code", "district_code", "duty_grid_code", "mgmt_class",
)  # fmt: skip


@dataclass
class City:
    """``place``: a value per unit grid for each column of :data:`PLACE`."""

    ground: Ground
    place: Mapping[str, np.ndarray]
    catalogue_id: str
    profile_id: str
    rules: Rules
    departments: Sequence[str] = ()
    people: Mapping[Tuple[str, str], Sequence[str]] = field(default_factory=dict)


def places_of(
    cells: np.ndarray,
    rows: Sequence[Row],
    communities: Sequence[Row],
    streets: Sequence[Row],
    duty: Optional[Tuple[np.ndarray, Sequence[str]]] = None,
) -> Dict[str, np.ndarray]:
    """:data:`PLACE` of each unit grid. ``rows``: of ``unit_grid``; ``duty``: outlines and codes."""
    street_of = {row["code"]: row.get("street_code") for row in communities}
    district_of = {row["code"]: row.get("district_code") for row in streets}
    community = [row.get("community_code") for row in rows]
    street = [street_of.get(code) for code in community]
    walked = np.full(len(rows), None, dtype=object)
    if duty is not None and len(duty[0]):
        tree = shapely.STRtree(duty[0])
        cell, of = tree.query(shapely.point_on_surface(cells), predicate="intersects")
        walked[cell] = np.array(duty[1], dtype=object)[of]
    return {
        "cell_code": objects([row["code"] for row in rows]),
        "community_code": objects(community),
        "street_code": objects(street),
        "district_code": objects([district_of.get(code) for code in street]),
        "duty_grid_code": walked,
        "mgmt_class": objects([row.get("mgmt_class") for row in rows]),
    }


@dataclass(frozen=True)
class Told:
    """Reports of some cases of a load (``number``), to be played here or in another process."""

    number: np.ndarray
    ids: np.ndarray
    columns: Mapping[str, np.ndarray]
    time: np.ndarray
    cell: np.ndarray
    catalogue_id: str
    profile_id: str

    def __len__(self) -> int:
        return len(self.number)

    def part(self, start: int, stop: int) -> Told:
        """Those from one place up to another."""
        part = slice(start, stop)
        columns = {name: values[part] for name, values in self.columns.items()}
        return replace(
            self,
            number=self.number[part],
            ids=self.ids[part],
            columns=columns,
            time=self.time[part],
            cell=self.cell[part],
        )

    def row(self, place: int) -> Row:
        """The data of the report of one case, with ``point`` and ``report_time``."""
        found: Row = {}
        for name, values in self.columns.items():
            value = values[place]
            if name == "geom":
                found["point"] = (float(value[0]), float(value[1]))
            elif value is not None:
                found[name] = value
        found["report_time"] = moment(int(self.time[place]))
        found["catalogue_id"] = self.catalogue_id
        found["profile_id"] = self.profile_id
        found["_cell"] = int(self.cell[place])
        return found


class Reports:
    """What is reported of each case of a load, as columns and as the data of an action."""

    def __init__(self, load: Load, city: City, first_id: int, lang: str, seed: int) -> None:
        self.load, self.city = load, city
        number = len(load)
        self.ids = np.arange(first_id, first_id + number)
        rng = np.random.default_rng([seed, 3])
        self.columns: Dict[str, np.ndarray] = {
            "case_kind": load.kind,
            "class_code": load.class_code,
            "source_code": load.source,
            "address": load.address,
            "description": load.description,
            "road_name": load.road,
            "is_urgent": load.urgent.astype(object),
            "is_similar": (load.like >= 0).astype(object),
            "similar_to": objects([None] * number),
            "object_code": objects([None] * number),
            "report_time": load.time.astype("datetime64[s]"),
            "geom": load.points,
        }
        like = np.flatnonzero(load.like >= 0)
        self.columns["similar_to"][like] = self.ids[load.like[like]]
        has = np.flatnonzero(load.component >= 0)
        self.columns["object_code"][has] = city.ground.component_codes[load.component[has]]
        for name in PLACE:
            self.columns[name] = city.place[name][load.cell]
        public = load.report_class == "public"
        self.columns["need_reply"] = (public & (rng.random(number) < 0.6)).astype(object)
        self._callers(public, rng)

    def _callers(self, public: np.ndarray, rng: np.random.Generator) -> None:
        number = len(public)
        surnames = np.array(tables.names("surname"), dtype=object)
        sex = rng.integers(0, 2, number)
        names = surnames[rng.integers(0, len(surnames), number)]
        polite = np.array(["先生", "女士"], dtype=object)[sex]
        blank = objects([None] * number)
        self.columns["caller_name"] = np.where(public, names + polite, blank)
        self.columns["caller_sex"] = np.where(
            public, np.array(["男", "女"], dtype=object)[sex], blank
        )

    def told(self, which: np.ndarray) -> Told:
        """The data of the reports of some cases."""
        return Told(
            which,
            self.ids[which],
            {name: values[which] for name, values in self.columns.items()},
            self.load.time[which],
            self.load.cell[which],
            self.city.catalogue_id,
            self.city.profile_id,
        )

    def task_numbers(self, taken: Mapping[str, int]) -> np.ndarray:
        """Task numbers in the order of the reports; ``taken``: prefix → highest serial so far."""
        names = ("case_kind", "class_code", "source_code", "district_code")
        return numbered(
            self.city.rules, "task_no", self.load.time,
            {name: self.columns[name] for name in names}, taken,
        )  # fmt: skip


def numbered(
    rules: Rules,
    column: str,
    seconds: np.ndarray,
    facts: Mapping[str, np.ndarray],
    taken: Mapping[str, int],
) -> np.ndarray:
    """Numbers of a template for cases at times (seconds since 1970), in the order of the times."""
    make = task_no_number if column == "task_no" else case_code_number
    known: Dict[Tuple[Any, ...], Tuple[str, int]] = {}
    shift = rules.calendar.utc_offset.total_seconds()
    days = ((seconds + shift) // 86400).astype(int).tolist()
    rows = list(zip(days, *(values.tolist() for values in facts.values())))
    made: List[Tuple[str, int]] = []
    for row, second in zip(rows, seconds.tolist()):
        found = known.get(row)
        if found is None:
            case = dict(zip(facts, row[1:]))
            found = known[row] = make(rules.settings, case, moment(int(second)))
        made.append(found)
    prefixes = pd.Series([prefix for prefix, _ in made], dtype=object)
    order = np.argsort(seconds, kind="stable")
    serial = np.empty(len(made), dtype=int)
    serial[order] = prefixes.iloc[order].groupby(prefixes.iloc[order].to_numpy()).cumcount()
    return objects(
        [
            prefix + str(taken.get(prefix, 0) + place + 1).zfill(width)
            for (prefix, width), place in zip(made, serial.tolist())
        ]
    )


def moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)


#: Columns of cases that their codes follow from.
CODED = (
    "case_code", "file_time", "close_time", "case_kind", "class_code", "source_code",
    "district_code",
)  # fmt: skip


def case_codes(
    rules: Rules, cases: Mapping[str, np.ndarray], taken: Mapping[str, int]
) -> np.ndarray:
    """Codes where ``case_code`` asks for one (any text), in the order of filing.

    ``cases``: :data:`CODED` of all cases of a load.
    """
    codes = cases["case_code"].copy()
    mine = np.flatnonzero([value is not None for value in codes])
    if not len(mine):
        return codes
    filed = cases["file_time"][mine]
    closed = cases["close_time"][mine]
    seconds = np.where(np.isnat(filed), closed, filed).astype("datetime64[s]").astype(np.int64)
    facts = {name: cases[name][mine] for name in CODED[3:]}
    codes[mine] = numbered(rules, "case_code", seconds, facts, taken)
    return codes
