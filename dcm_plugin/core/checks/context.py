"""What checks of any kind share: rules, findings, codes and dates as they are stored."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Set, Tuple, Union

import numpy as np
import pandas as pd

from ..errors import Cancelled
from ..report import Msg
from .catalogue import CheckCatalogue
from .model import Batch

#: More feature ids than this are of no use in one finding.
MAX_FIDS = 60


class Rule:
    """Severity and numbers of one check: catalogue, then profile, then this run."""

    def __init__(
        self, check: str, known: CheckCatalogue, profile: Any, overrides: Mapping[str, Any]
    ) -> None:
        self.check = check
        self.severity = known.checks[check].severity
        self.params = known.defaults(check)
        rule = profile.checks.get(check) if profile is not None else None
        if rule is not None:
            self.severity = rule.severity or self.severity
            self.params.update(rule.params or {})
        own = dict(overrides)
        self.severity = own.pop("severity", self.severity)
        self.params.update(own)

    def __getitem__(self, name: str) -> Any:
        return self.params[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)


class CheckContext:
    """The rules of one run and what has been found so far."""

    #: The layer of findings that name none.
    own_layer = "grid"

    def __init__(
        self,
        known: CheckCatalogue,
        profile: Any,
        selected: Sequence[str],
        overrides: Mapping[str, Mapping[str, Any]],
        cancelled: Callable[[], bool],
    ) -> None:
        self.known = known
        self.profile = profile
        self.rules = {c: Rule(c, known, profile, overrides.get(c, {})) for c in known.checks}
        self.active: Set[str] = {c for c in selected if self.rules[c].severity != "off"}
        self.cancelled = cancelled
        self.batches: List[Batch] = []
        self.notes: Dict[str, List[Msg]] = {}
        self.figures: Dict[str, Any] = {}
        self.shared: Dict[str, Any] = {}

    def rule(self, *checks: str) -> Rule:
        """The rule of the first of the checks that is active."""
        for check in checks:
            if check in self.active:
                return self.rules[check]
        return self.rules[checks[0]]

    def wants(self, *checks: str) -> bool:
        return any(check in self.active for check in checks)

    def note(self, check: str, message_id: str, **params: Any) -> None:
        """Say that a part of a check could not be done, or something a reader should know."""
        self.notes.setdefault(check, []).append(Msg(message_id, params))

    def add(
        self,
        kind: str,
        checks: Tuple[str, ...],
        fid: Any,
        geometry: Any,
        fids: Optional[Sequence[str]] = None,
        measure: Any = np.nan,
        unit: str = "",
        layer: Optional[Union[str, np.ndarray]] = None,
        group: str = "",
        **params: Any,
    ) -> None:
        """Record findings of one kind; ``checks`` is the check and the principle behind it.

        They are filed under the first active one. A rule may give a group of kinds its own
        severity (parameter ``severity_<group>``); 'off' drops the findings.
        """
        layer = self.own_layer if layer is None else layer
        active = [check for check in checks if check in self.active]
        fid = np.atleast_1d(np.asarray(fid, dtype=np.int64))
        if not active or not len(fid):
            return
        rule = self.rules[active[0]]
        level = ""
        if group:
            for check in (*active, *checks):
                level = level or self.rules[check].get("severity_" + group, "")
        level = level or rule.severity
        if level == "off":
            return
        count = len(fid)
        shapes = np.empty(count, dtype=object)
        shapes[:] = geometry
        if fids is None:
            own = isinstance(layer, str) and layer == self.own_layer
            # -1 is no feature; rows that are not saved yet have other negative ids
            fids = [str(i) if own and i != -1 else "" for i in fid.tolist()]
        principle = active[1] if len(active) > 1 else ""
        self.batches.append(
            Batch(
                kind,
                active[0],
                principle,
                level,
                layer,
                fid,
                list(fids),
                np.broadcast_to(np.asarray(measure, dtype=float), (count,)),
                unit,
                shapes,
                params,
            )
        )

    def check_cancelled(self) -> None:
        if self.cancelled():
            raise Cancelled()


def fid_text(fids: np.ndarray) -> str:
    """Feature ids in order, joined by commas; a very long list is cut."""
    return ",".join(map(str, np.unique(fids)[:MAX_FIDS].tolist()))


def code_texts(column: pd.Series) -> np.ndarray:
    """Codes as texts exactly as stored ('' for none); whole numbers without a decimal point."""
    values = column.to_numpy()
    if values.dtype.kind in "iu":
        return values.astype(str).astype(object)
    result = np.empty(len(values), dtype=object)
    for position, value in enumerate(values.tolist()):
        if value is None or value != value:
            result[position] = ""
        elif isinstance(value, float) and value.is_integer():
            result[position] = str(int(value))
        else:
            result[position] = str(value)
    return result


def empty_texts(count: int) -> np.ndarray:
    result = np.empty(count, dtype=object)
    result[:] = ""
    return result


_DAY = re.compile(r"^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[ T].*)?$")
_DAY_ZH = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")


def parse_dates(column: pd.Series) -> Tuple[pd.Series, np.ndarray]:
    """Days of a column of dates or texts (NaT when there is none), and which texts are no date."""
    places: Dict[Any, int] = {}
    found: List[Tuple[Any, bool]] = []
    rows = np.empty(len(column), dtype=np.int64)
    for position, value in enumerate(column.tolist()):
        key = value if isinstance(value, (str, int, float)) else repr(value)
        place = places.get(key)
        if place is None:
            place = places[key] = len(found)
            found.append(_parse_day(value))
        rows[position] = place
    days = pd.Series(pd.to_datetime([day for day, _ in found]), dtype="datetime64[ns]")
    bad = np.array([wrong for _, wrong in found], dtype=bool)
    return pd.Series(days.to_numpy()[rows], index=column.index), bad[rows]


def _parse_day(value: Any) -> Tuple[Any, bool]:
    if value is None or value is pd.NaT or value != value:
        return pd.NaT, False
    if hasattr(value, "year"):
        try:
            return pd.Timestamp(value.year, value.month, value.day), False
        except ValueError:
            return pd.NaT, True
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return pd.NaT, False
    match = _DAY.match(text) or _DAY_ZH.match(text)
    if match is None:
        return pd.NaT, True
    numbers = [int(group) for group in match.groups() if group and group.isdigit()]
    if match.re is _DAY and not match.group(2) and len(text.split("T")[0].split(" ")[0]) != 8:
        return pd.NaT, True
    try:
        return pd.Timestamp(*numbers), False
    except ValueError:
        return pd.NaT, True
