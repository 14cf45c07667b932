"""The history of a unit grid: contradictions, what was valid when, what became of a code.

A row is valid from its start up to, but not on, its end: on the day of a change the new cells are
valid. A row without a start is valid from ever.
"""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any, Dict, Iterable, List, Optional, Set, Tuple

import numpy as np
import pandas as pd

from ...errors import InputError
from ...messages import Message, shortened
from ...standards import CodeStructure, Profile, list_profiles, load_profile
from .. import codes as grid_codes
from .rows import Rows, day, read_days, split_codes

Warnings = List[Tuple[str, Dict[str, Any]]]


def check_codes(rows: Rows, profile: Profile, field: str, missing: bool = False) -> None:
    """Refuse codes that do not fit the profile, and missing ones unless they are allowed."""
    reasons = grid_codes.validate_codes(rows.code, profile.code)
    empty = reasons == "null"
    where = {"layer": rows.layer, "field": field}
    if empty.any() and not missing:
        raise InputError("lifecycle.code_missing", fids=_some(rows.fid[empty]), **where)
    wrong = np.array([bool(r) and not grid_codes.is_warning(r) for r in reasons], dtype=bool)
    wrong &= ~empty
    if not wrong.any():
        return
    first = int(np.flatnonzero(wrong)[0])
    lengths = Counter(len(code) for code in rows.code[~empty].tolist())
    raise InputError(
        "lifecycle.code_mixed",
        value=rows.code[first],
        fids=_some(rows.fid[wrong]),
        length=profile.code.length,
        profile=profile.id,
        reason=Message("standards.code." + reasons[first]),
        lengths=", ".join(f"{size}: {count}" for size, count in sorted(lengths.items())),
        fitting=_fitting(rows.code[wrong]) or "–",
        **where,
    )


def _fitting(codes: np.ndarray) -> str:
    """Built-in profiles that the codes do fit."""
    found = []
    for profile_id in list_profiles():
        structure = load_profile(profile_id).code
        reasons = grid_codes.validate_codes(codes[:200], structure)
        if all(not r or grid_codes.is_warning(r) for r in reasons.tolist()):
            found.append(profile_id)
    return ", ".join(found)


def check_history(rows: Rows, profile: Profile, extra: Optional[Rows] = None) -> Warnings:
    """Refuse a history that contradicts itself; raises InputError that names the rows.

    ``extra`` are ended rows of another table; together they are the history.
    """
    warnings: Warnings = []
    for part in [rows] if extra is None else [rows, extra]:
        _check_rows(part)
    if extra is not None and extra.current.any():
        raise InputError(
            "lifecycle.history.table_current",
            layer=extra.layer,
            fids=_some(extra.fid[extra.current]),
        )
    if extra is not None:
        extra = _only_new(rows, extra, warnings)
    _check_twice(rows, extra, profile, warnings)
    _check_predecessors(rows, extra, profile.code, warnings)
    return warnings


def _only_new(rows: Rows, extra: Rows, warnings: Warnings) -> Rows:
    """The table of ended rows without those that the layer has too.

    Raises InputError where the two speak differently of one row: of the same code and start.
    """
    both = pd.merge(_days_table(rows), _days_table(extra), on=["code", "start"])
    same = (both["end_x"] == both["end_y"]) | (both["end_x"].isna() & both["end_y"].isna())
    for message, wrong in (
        ("lifecycle.history.table_ended", both["end_x"].isna()),
        ("lifecycle.history.dates_differ", ~same & both["end_x"].notna()),
    ):
        found = both[wrong]
        if len(found):
            first = found.iloc[0]
            raise InputError(
                message,
                layer=rows.layer,
                table=extra.layer,
                codes=shortened(found["code"].unique().tolist()),
                fids=_some(found["fid_x"]),
                rows=_some(found["fid_y"]),
                code=first["code"],
                first=_date_text(first["end_x"]),
                second=_date_text(first["end_y"]),
            )
    if not len(both):
        return extra
    codes = shortened(both["code"].unique().tolist())
    warnings.append(
        (
            "lifecycle.history.table_same",
            {"layer": rows.layer, "table": extra.layer, "count": len(both), "codes": codes},
        )
    )
    keep = ~np.isin(np.arange(len(extra)), both["row_y"].to_numpy())
    return extra.part(keep)


def _days_table(rows: Rows) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": rows.code,
            "start": rows.start.astype("datetime64[ns]"),
            "end": rows.end.astype("datetime64[ns]"),
            "fid": rows.fid,
            "row": np.arange(len(rows)),
        }
    )


def _date_text(value: Any) -> str:
    return "" if value is pd.NaT else value.date().isoformat()


def _check_rows(rows: Rows) -> None:
    ended = ~np.isnat(rows.end)
    for message, wrong in (
        ("lifecycle.history.valid_with_end", (rows.state == "valid") & ended),
        ("lifecycle.history.void_without_end", (rows.state == "void") & ~ended),
        ("lifecycle.history.end_before_start", ended & (rows.end < rows.start)),
    ):
        if wrong.any():
            raise InputError(
                message,
                layer=rows.layer,
                fids=_some(rows.fid[wrong]),
                codes=shortened(rows.code[wrong].tolist()),
            )


def _check_twice(rows: Rows, extra: Optional[Rows], profile: Profile, warnings: Warnings) -> None:
    """A code at two places at once, and a code that was given again."""
    parts = [rows] if extra is None else [rows, extra]
    table = pd.DataFrame(
        {
            "code": np.concatenate([part.code for part in parts]),
            "start": np.concatenate([part.start for part in parts]),
            "end": np.concatenate([part.end for part in parts]),
            "fid": np.concatenate([part.fid for part in parts]),
        }
    )
    table = table[table["code"].duplicated(keep=False)].copy()
    if table.empty:
        return
    first, last = np.datetime64("1678-01-01"), np.datetime64("2262-01-01")
    table["start"] = table["start"].fillna(first)
    table["end"] = table["end"].fillna(last)
    table = table.sort_values(["code", "start", "end"], kind="stable")
    latest = table.groupby("code")["end"].cummax().shift()
    again = (table["code"] == table["code"].shift()) & (table["start"] < latest)
    # an ended row that was never valid for a day contradicts nothing
    again &= table["end"] > table["start"]
    if again.any():
        codes = table.loc[again, "code"].unique().tolist()
        raise InputError(
            "lifecycle.history.valid_twice",
            layer=rows.layer,
            codes=shortened(codes),
            fids=_some(table.loc[table["code"].isin(codes), "fid"]),
        )
    if not profile.lifecycle.reuse_codes:
        codes = shortened(table["code"].unique().tolist())
        warnings.append(("lifecycle.history.given_again", {"layer": rows.layer, "codes": codes}))


def _check_predecessors(
    rows: Rows, extra: Optional[Rows], structure: CodeStructure, warnings: Warnings
) -> None:
    known = set(rows.code.tolist()) | (set(extra.code.tolist()) if extra is not None else set())
    parents: Dict[str, Set[str]] = {}
    unknown: List[Tuple[str, int]] = []
    foreign: Set[str] = set()
    for part in [rows] if extra is None else [rows, extra]:
        for row, before in enumerate(part.predecessors):
            if not before:
                continue
            parents.setdefault(part.code[row], set()).update(before)
            for code in before:
                if code in known:
                    continue
                if len(code) != structure.length:
                    foreign.add(code)
                else:
                    unknown.append((code, int(part.fid[row])))
    if unknown:
        raise InputError(
            "lifecycle.history.predecessor_unknown",
            layer=rows.layer,
            codes=shortened(sorted({code for code, _ in unknown})),
            fids=_some([fid for _, fid in unknown]),
        )
    _check_order(rows, extra, warnings)
    circle = _circle(parents)
    if circle:
        raise InputError(
            "lifecycle.history.circle", layer=rows.layer, codes=shortened(sorted(circle))
        )
    if foreign:
        warnings.append(
            (
                "lifecycle.history.predecessor_foreign",
                {"layer": rows.layer, "codes": shortened(sorted(foreign))},
            )
        )


def _check_order(rows: Rows, extra: Optional[Rows], warnings: Warnings) -> None:
    """Rows that come from a cell which ended only after their own last change."""
    parts = [rows] if extra is None else [rows, extra]
    ends: Dict[str, np.datetime64] = {}
    for part in parts:
        for code, end in zip(part.code.tolist(), part.end):
            known = ends.get(code)
            if known is None or np.isnat(end) or (not np.isnat(known) and end > known):
                ends[code] = end
    late: List[str] = []
    for part in parts:
        for code, before, stamp in zip(part.code.tolist(), part.predecessors, part.stamp):
            last = [ends[b] for b in before if b in ends and not np.isnat(ends[b])]
            if last and not np.isnat(stamp) and stamp < min(last):
                late.append(code)
    if late:
        warnings.append(
            (
                "lifecycle.history.predecessor_later",
                {"layer": rows.layer, "codes": shortened(sorted(set(late)))},
            )
        )


def _circle(parents: Dict[str, Set[str]]) -> List[str]:
    """Codes that come from themselves: what is left when all codes without parents are taken."""
    waiting = {code: {b for b in before if b in parents} for code, before in parents.items()}
    children: Dict[str, List[str]] = {}
    for code, before in waiting.items():
        for parent in before:
            children.setdefault(parent, []).append(code)
    ready = [code for code, before in waiting.items() if not before]
    while ready:
        code = ready.pop()
        del waiting[code]
        for child in children.get(code, ()):
            waiting[child].discard(code)
            if not waiting[child]:
                ready.append(child)
    return list(waiting)


# --- looking up --------------------------------------------------------------------------------


def valid_at(rows: Rows, date: datetime.date) -> np.ndarray:
    """Which rows were in use on a day."""
    when = day(date)
    begun = np.isnat(rows.start) | (rows.start <= when)
    going = np.isnat(rows.end) | (rows.end > when)
    void_for_ever = np.isnat(rows.end) & (rows.state == "void")
    result: np.ndarray = begun & going & ~void_for_ever
    return result


@dataclass(frozen=True)
class Answer:
    """What a code was, or became, on a day.

    relation:  "same" (in use itself), "successors", "predecessors", "none" (known, nothing in use
               came of it) or "unknown".
    """

    code: str
    codes: Tuple[str, ...]
    relation: str


class CodeHistory:
    """Which codes came from which, for many questions."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.before: Dict[str, Set[str]] = {}
        self.after: Dict[str, Set[str]] = {}
        self.of_code: Dict[str, List[int]] = {}
        for row, code in enumerate(rows.code.tolist()):
            if code is None:
                continue
            self.of_code.setdefault(code, []).append(row)
            for parent in rows.predecessors[row]:
                self.before.setdefault(code, set()).add(parent)
                self.after.setdefault(parent, set()).add(code)

    def at(self, code: str, date: datetime.date) -> Answer:
        """The codes in use on a day for the ground of a code: itself, or what it came to be
        (for an earlier day: what it came from)."""
        rows = self.of_code.get(code)
        if rows is None and code not in self.after:
            return Answer(code, (), "unknown")
        valid = set(self.rows.code[valid_at(self.rows, date)].tolist())
        if code in valid:
            return Answer(code, (code,), "same")
        starts = self.rows.start[rows] if rows else np.empty(0, dtype="datetime64[D]")
        later = bool(len(starts)) and bool((starts > day(date)).all())
        links, relation = (self.before, "predecessors") if later else (self.after, "successors")
        found = self._walk(code, links, valid)
        return Answer(code, tuple(sorted(found)), relation if found else "none")

    @staticmethod
    def _walk(code: str, links: Dict[str, Set[str]], valid: Set[str]) -> Set[str]:
        """The nearest codes along the links that are valid."""
        found: Set[str] = set()
        seen = {code}
        open_codes: List[str] = [code]
        while open_codes:
            for following in links.get(open_codes.pop(), ()):
                if following in seen:
                    continue
                seen.add(following)
                if following in valid:
                    found.add(following)
                else:
                    open_codes.append(following)
        return found


def codes_at(rows: Rows, codes: Iterable[str], date: datetime.date) -> List[Answer]:
    """Answers for several codes; see :meth:`CodeHistory.at`."""
    history = CodeHistory(rows)
    return [history.at(code, date) for code in codes]


def _some(fids: Any) -> str:
    return shortened([int(fid) for fid in dict.fromkeys(np.asarray(fids).tolist())])


def outlines_at(rows: Rows, date: datetime.date, changes: Any) -> Dict[int, Any]:
    """Outlines that rows had on a day and have no more: row -> outline.

    ``changes`` is a table of changes (roles ``kind``, ``old_codes``, ``new_codes``, ``date`` and
    geometry); of the changes after the day the first one of each code tells.
    """
    found: Dict[str, Tuple[Any, Any]] = {}
    fid = np.arange(len(changes))
    days = read_days(changes, "date", fid, "", "date")
    shapes = np.asarray(changes.geometry.array, dtype=object)
    for row in np.flatnonzero(days > day(date)).tolist():
        before = split_codes(changes["old_codes"].iloc[row])
        after = split_codes(changes["new_codes"].iloc[row])
        if len(before) != 1 or before[0] not in after or shapes[row] is None:
            continue
        known = found.get(before[0])
        if known is None or days[row] < known[0]:
            found[before[0]] = (days[row], shapes[row])
    valid = valid_at(rows, date)
    return {
        row: found[rows.code[row]][1]
        for row in np.flatnonzero(valid).tolist()
        if rows.code[row] in found
    }
