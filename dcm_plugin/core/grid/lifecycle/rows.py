"""Rows of a unit-grid layer with history, read once: codes, days, state, predecessors."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any, List, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd

from ...errors import InputError
from ...messages import shortened
from .. import codes as grid_codes
from ..checks.context import parse_dates
from .model import FID, SEPARATOR, STATES

_CODES = re.compile(r"[;,/|\s；，、]+")
NO_DAY = np.datetime64("NaT", "D")
_WORDS = {word: state for state, words in STATES.items() for word in (state, *words.values())}
_WORDS.update({"注销": "void", "无效": "void", "1": "valid", "0": "void"})


@dataclass
class Rows:
    """Columns of equal length; ``current`` are the rows in use."""

    layer: str
    fid: np.ndarray
    shapes: np.ndarray
    code: np.ndarray
    start: np.ndarray
    end: np.ndarray
    changed: np.ndarray
    state: np.ndarray
    community: np.ndarray
    predecessors: List[Tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.fid)

    def part(self, chosen: np.ndarray) -> Rows:
        """The chosen rows (a mask)."""
        return Rows(
            self.layer,
            **{
                name: getattr(self, name)[chosen]
                for name in (
                    "fid", "shapes", "code", "start", "end", "changed", "state", "community",
                )
            },
            predecessors=[p for p, take in zip(self.predecessors, chosen.tolist()) if take],
        )  # fmt: skip

    @property
    def current(self) -> np.ndarray:
        result: np.ndarray = np.isnat(self.end) & (self.state != "void")
        return result

    @property
    def stamp(self) -> np.ndarray:
        """The newest day that a row tells of itself."""
        return np.fmax(self.start, self.changed)


def read_rows(table: gpd.GeoDataFrame, layer: str, fields: Any = None) -> Rows:
    """Take a table apart; raises InputError for days that are none."""
    fid = table[FID].to_numpy(dtype=np.int64)
    named = fields or {}
    days = {
        role: read_days(table, role, fid, layer, named.get(role, role))
        for role in ("start", "end", "changed")
    }
    shapes = np.full(len(table), None, dtype=object)
    if isinstance(table, gpd.GeoDataFrame) and "geometry" in table.columns:
        shapes = np.asarray(table.geometry.array, dtype=object)
    states = _texts(table, "state")
    return Rows(
        layer=layer,
        fid=fid,
        shapes=shapes,
        code=_texts(table, "code"),
        state=np.array([_WORDS.get((s or "").strip().lower(), "") for s in states], dtype=object),
        community=_texts(table, "community"),
        predecessors=[split_codes(text) for text in _texts(table, "predecessor")],
        **days,
    )


def read_days(
    table: pd.DataFrame, role: str, fid: np.ndarray, layer: str, field: str
) -> np.ndarray:
    """A column of dates as days, NaT for none; 9999 means until further notice."""
    if role not in table.columns:
        return np.full(len(table), NO_DAY)
    values = table[role].astype(object)
    days, bad = days_of(values)
    if bad.any():
        raise InputError(
            "lifecycle.history.date",
            layer=layer,
            field=field,
            fids=shortened(fid[bad].tolist()),
            value=str(values[bad].iloc[0]),
        )
    return days


def days_of(values: pd.Series) -> Tuple[np.ndarray, np.ndarray]:
    """Days of a column of objects (NaT for none and for 9999), and which values are no day."""
    distinct = {v for v in values.tolist() if v is not None and str(v).startswith("9999")}
    if distinct:
        values = values.where(~values.isin(list(distinct)), None)
    days, bad = parse_dates(values)
    return days.to_numpy(dtype="datetime64[ns]").astype("datetime64[D]"), bad


def split_codes(text: Any) -> Tuple[str, ...]:
    """The codes of a field that may hold several."""
    if not text:
        return ()
    return tuple(dict.fromkeys(part for part in _CODES.split(str(text).strip()) if part))


def join_codes(codes: Any) -> str:
    return SEPARATOR.join(sorted(dict.fromkeys(codes)))


def as_dates(days: np.ndarray) -> np.ndarray:
    """Days as Python dates with None."""
    result = np.full(len(days), None, dtype=object)
    known = ~np.isnat(days)
    result[known] = days[known].astype("datetime64[D]").astype(object)
    return result


def day(date: datetime.date) -> np.datetime64:
    return np.datetime64(date, "D")


def _texts(table: pd.DataFrame, role: str) -> np.ndarray:
    if role not in table.columns:
        return np.full(len(table), None, dtype=object)
    return grid_codes.as_text(table[role].to_numpy(dtype=object))
