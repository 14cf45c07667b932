"""A unit-grid layer of any naming as a table by the roles of a profile, and what is wrong in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import InputError
from ..grid import codes as grid_codes
from ..grid.lifecycle.history import check_codes
from ..grid.lifecycle.rows import Rows, read_rows
from ..messages import Message, shortened, text
from ..standards import FieldSpec, Profile
from . import values
from .fields import Match, is_code, match_fields

FID = "_fid"
OWN = "field:"
#: Keys that providers make for themselves; they are no attributes.
KEYS = ("fid", "ogc_fid")
#: What to do with values that do not fit.
REFUSE, LEAVE_OUT, KEEP, EMPTY = "refuse", "leaveout", "keep", "empty"
FINDING_COLUMNS = ("severity", "kind", "fid", "code", "field", "value")
ERROR, WARNING = "error", "warning"

Notes = List[Tuple[str, Dict[str, Any]]]


@dataclass
class Delivery:
    """The table and what was found.

    table:     ``_fid``, a column per role of the profile, own fields as ``field:<name>``, geometry.
    own:       name of an own field -> its column; ``sources``: -> the field of the layer.
    findings:  one row per value that does not fit (columns ``FINDING_COLUMNS``).
    notes:     what concerns the layer as a whole: message ids with parameters.
    """

    layer: str
    profile: Profile
    table: gpd.GeoDataFrame
    match: Match
    own: Dict[str, str]
    sources: Dict[str, str]
    findings: pd.DataFrame
    notes: Notes

    def field(self, role: str) -> str:
        """How the layer calls a field, else how the profile does."""
        return self.match.roles.get(role) or self.profile.fields[role].name

    @property
    def errors(self) -> pd.DataFrame:
        return self.findings[self.findings["severity"] == ERROR]

    def rows(self) -> Rows:
        return read_rows(self.table, self.layer)


def read_delivery(
    frame: gpd.GeoDataFrame,
    layer: str,
    profile: Profile,
    code_field: str = "",
    renamed: Optional[Mapping[str, str]] = None,
) -> Delivery:
    """Bring the fields of a layer into those of a profile; nothing is refused here.

    ``frame``: ``_fid``, geometry, and the fields of the layer. ``renamed``: field -> the long name
    it had before a Shapefile cut it.
    """
    names = [n for n in frame.columns if n not in (FID, "geometry") and n.casefold() not in KEYS]
    long = {name: (renamed or {}).get(name, name) for name in names}
    fixed = {"code": code_field} if code_field else {}
    back = {long[name]: name for name in names}
    found = match_fields(
        [*back], profile.fields, lambda name: values.objects(frame[back[name]]).tolist(), fixed
    )
    found.roles = {role: back.get(name, name) for role, name in found.roles.items()}
    if "code" not in found.roles:
        spec = profile.fields["code"]
        raise InputError(
            "exchange.no_code_field",
            layer=layer,
            names=", ".join((spec.name, *spec.legacy, spec.alias_zh)),
            fields=shortened(names, 30),
        )
    columns: Dict[str, Any] = {FID: frame[FID].to_numpy(dtype=np.int64)}
    parts: List[pd.DataFrame] = []
    for role, spec in profile.fields.items():
        if role not in found.roles:
            columns[role] = np.full(len(frame), None, dtype=object)
            continue
        columns[role], wrong = _converted(frame[found.roles[role]], spec)
        raw = values.objects(frame[found.roles[role]])
        for kind in sorted({k for k in wrong.tolist() if k}):
            parts.append(_found(ERROR, kind, wrong == kind, columns, found.roles[role], raw))
        if spec.type == "string" and spec.length and role != "code":
            size = np.array([len(v) if v is not None else 0 for v in columns[role]], dtype=int)
            long_texts = size > spec.length
            parts.append(_found(ERROR, "long", long_texts, columns, found.roles[role], raw))
    sources = _own_fields(frame, names, long, found, profile, columns)
    own = {name: OWN + name for name in sources}
    table = gpd.GeoDataFrame(
        pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in columns.items()}),
        geometry=frame.geometry.array,
    )
    table[FID] = table[FID].astype(np.int64)
    made = Delivery(layer, profile, table, found, own, sources, pd.DataFrame(), [])
    parts += _code_findings(made, parts)
    parts += _shape_findings(made)
    for part in parts:
        part["code"] = table["code"].to_numpy()[part.pop("row").to_numpy(dtype=np.int64)]
    some = [part for part in parts if len(part)]
    made.findings = (
        pd.concat(some, ignore_index=True)[list(FINDING_COLUMNS)]
        if some
        else pd.DataFrame(columns=list(FINDING_COLUMNS))
    )
    _notes(made)
    return made


def _converted(column: pd.Series, spec: FieldSpec) -> values.Converted:
    if is_code(spec):
        return values.codes(column)
    if spec.type == "string":
        return values.texts(column)
    if spec.type in ("date", "datetime"):
        return values.days(column)
    return values.numbers(column, whole=spec.type in ("int", "int64"))


def _own_fields(
    frame: gpd.GeoDataFrame,
    names: Sequence[str],
    long: Mapping[str, str],
    found: Match,
    profile: Profile,
    columns: Dict[str, Any],
) -> Dict[str, str]:
    """Fields that the profile does not know, new name -> field; none hides one of the profile."""
    taken = {spec.name.casefold() for spec in profile.fields.values()}
    own: Dict[str, str] = {}
    for name in names:
        if name in found.roles.values():
            continue
        shown = long[name].replace("\ufffd", "") or "F"
        number = 0
        while shown.casefold() in taken:
            number += 1
            shown = f"{long[name]}_{number}"
        taken.add(shown.casefold())
        own[shown] = name
        column = frame[name]
        is_text = column.dtype == object and any(isinstance(v, str) for v in column)
        columns[OWN + shown] = values.texts(column)[0] if is_text else values.objects(column)
    return own


def _found(
    severity: str, kind: str, chosen: np.ndarray, columns: Mapping[str, Any], field: str, raw: Any
) -> pd.DataFrame:
    rows = np.flatnonzero(chosen)
    return pd.DataFrame(
        {
            "severity": severity,
            "kind": kind,
            "fid": np.asarray(columns[FID])[rows],
            "field": field,
            "value": pd.Series([_shown(raw[row]) for row in rows.tolist()], dtype=object),
            "row": rows,
        }
    )


def _shown(value: Any) -> Optional[str]:
    return None if value is None else str(value)


def _code_findings(made: Delivery, before: Sequence[pd.DataFrame]) -> List[pd.DataFrame]:
    field = made.match.roles["code"]
    codes = made.table["code"].to_numpy(dtype=object)
    reasons = grid_codes.validate_codes(codes, made.profile.code)
    known = {
        int(r) for part in before if len(part) for r in part.loc[part["field"] == field, "row"]
    }
    open_rows = ~np.isin(np.arange(len(codes)), sorted(known))
    result = []
    for reason in sorted({r for r in reasons.tolist() if r}):
        severity = WARNING if grid_codes.is_warning(reason) else ERROR
        chosen = (reasons == reason) & open_rows
        result.append(_found(severity, "code." + reason, chosen, made.table, field, codes))
    current = made.rows().current
    filled = np.array([code is not None for code in codes], dtype=bool)
    twice = pd.Series(codes).where(current & filled).duplicated(keep=False).to_numpy()
    result.append(_found(WARNING, "twice", twice & current & filled, made.table, field, codes))
    return result


def _shape_findings(made: Delivery) -> List[pd.DataFrame]:
    shapes = np.asarray(made.table.geometry.array, dtype=object)
    nothing = np.full(len(shapes), None, dtype=object)
    missing = shapely.is_missing(shapes)
    invalid = ~shapely.is_valid(shapes) & ~missing
    why = nothing.copy()
    why[invalid] = shapely.is_valid_reason(shapes[invalid])
    return [
        _found(WARNING, "no_shape", missing, made.table, "", nothing),
        _found(WARNING, "bad_shape", invalid, made.table, "", why),
    ]


def _notes(made: Delivery) -> None:
    profile, table = made.profile, made.table
    for name, roles in made.match.unclear.items():
        wanted = ", ".join(profile.fields[role].name for role in roles)
        made.notes.append(("exchange.note.unclear", {"field": name, "roles": wanted}))
    if "profile" in table:
        others = sorted({str(v) for v in table["profile"] if v is not None} - {profile.id})
        if others:
            params = {"layer": made.layer, "others": shortened(others), "profile": profile.id}
            made.notes.append(("exchange.note.profile", params))
        table["profile"] = table["profile"].where(table["profile"].notna(), profile.id)
    for role, spec in profile.fields.items():
        empty = int(table[role].isna().sum())
        if spec.required == "M" and role != "code" and empty:
            made.notes.append(
                ("exchange.note.required", {"field": made.field(role), "count": empty})
            )


def refuse_errors(made: Delivery, findings: Optional[pd.DataFrame] = None) -> None:
    """Stop when a code or value does not fit; the message counts them and names features.

    ``findings``: those that count; all of the delivery when it is not given.
    """
    errors = made.findings if findings is None else findings
    errors = errors[errors["severity"] == ERROR]
    if not len(errors):
        return
    if errors["kind"].str.startswith("code.").any():
        check_codes(made.rows(), made.profile, made.match.roles["code"])
    counts = Counter(zip(errors["field"], errors["kind"]))
    listed = [
        Message("exchange.counted", {"field": field, "count": count, "what": finding_message(kind)})
        for (field, kind), count in sorted(counts.items())
    ]
    first = errors.iloc[0]
    raise InputError(
        "exchange.values_unfit",
        layer=made.layer,
        count=len(errors),
        listed=joined(listed),
        field=first["field"],
        value=shortened([first["value"]]),
        fids=shortened(errors["fid"].unique().tolist()),
    )


def joined(parts: Sequence[Message]) -> Message:
    """Several messages as one."""
    result = parts[0]
    for part in parts[1:]:
        result = Message("exchange.joined", {"first": result, "rest": part})
    return result


def without_errors(made: Delivery) -> gpd.GeoDataFrame:
    """The rows in which everything fits."""
    wrong = made.table[FID].isin(made.errors["fid"])
    return made.table[~wrong].reset_index(drop=True)


def marks(made: Delivery, lang: str) -> np.ndarray:
    """What is wrong with each row in words, None for nothing."""
    result = np.full(len(made.table), None, dtype=object)
    errors = made.errors
    if len(errors):
        words = pd.Series(
            [f"{row.field}: {finding_text(row.kind, lang)}" for row in errors.itertuples()],
            index=errors["fid"].to_numpy(),
        )
        by_row = words.groupby(level=0).agg(lambda parts: " ".join(dict.fromkeys(parts)))
        place = made.table[FID].map(by_row).to_numpy(dtype=object)
        result = np.array([v if isinstance(v, str) else None for v in place], dtype=object)
    return result


def finding_message(kind: str) -> Message:
    """What a kind of finding says."""
    return Message("standards." + kind if kind.startswith("code.") else "exchange.finding." + kind)


def finding_text(kind: str, lang: str) -> str:
    return text(finding_message(kind).message_id, lang)
