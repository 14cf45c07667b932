"""C01 ... C08 and C13: fields, lists, codes, classes, names, dates."""

from __future__ import annotations

from typing import Any, Dict

import numpy as np
import pandas as pd

from ...checks.context import parse_dates
from ...classes import COMPONENT
from ...classes.codes import take_apart
from ...grid.codes import validate_codes
from ...messages import catalogue as message_catalogue
from ...messages import shortened
from ...report import Msg
from .context import ComponentContext

_SHOWN = 40


def run_required(context: ComponentContext) -> None:
    """C01: mandatory fields."""
    for role, spec in context.catalogue.tables["component"].items():
        if spec.required != "M":
            continue
        if not context.has(role):
            context.add(
                "field_missing",
                ("C01",),
                -1,
                None,
                [""],
                layer="components",
                field=context.label(role),
                name=spec.name,
            )
            continue
        empty = np.flatnonzero(context.texts(role) == "")
        name = context.field_name(role)
        context.found("field_empty", "C01", empty, field=context.label(role), name=name)


def run_types(context: ComponentContext) -> None:
    """C02: texts that are too long, codes that are stored as numbers."""
    for role, spec in context.catalogue.tables["component"].items():
        if spec.type != "string" or not context.has(role):
            continue
        stored = context.data.field_types.get(role, "string")
        if stored != "string":
            context.add(
                "type_wrong",
                ("C02",),
                -1,
                None,
                [""],
                layer="components",
                field=context.label(role),
                name=context.field_name(role),
                type=Msg("component_checks.type." + stored),
                expected=Msg("component_checks.type.string"),
            )
        texts = context.texts(role)
        lengths = pd.Series(texts).str.len().to_numpy()
        long = np.flatnonzero(lengths > spec.length) if spec.length else np.empty(0, np.int64)
        if role == "code":
            continue  # C04 says what its length must be
        context.found(
            "too_long",
            "C02",
            long,
            measure=lengths[long],
            field=context.label(role),
            value=_short(texts[long]),
            length=spec.length,
        )


def _short(texts: np.ndarray) -> np.ndarray:
    result = np.empty(len(texts), dtype=object)
    result[:] = [t if len(t) <= _SHOWN else t[: _SHOWN - 1] + "…" for t in texts.tolist()]
    return result


def run_lists(context: ComponentContext) -> None:
    """C03: words of the lists, departments."""
    for role in ("state", "data_source"):
        listed = context.catalogue.values.get(role)
        if not context.has(role) or not listed:
            continue
        known = [item["zh"] for item in listed["list"]]
        texts = context.texts(role)
        wrong = np.flatnonzero(~np.isin(texts, np.array([*known, ""], dtype=object)))
        context.found(
            "not_listed",
            "C03",
            wrong,
            group="list",
            field=context.label(role),
            value=_short(texts[wrong]),
            known=shortened(known),
        )
    if context.data.departments is None:
        return
    table = context.data.departments
    names: Dict[str, str] = dict(zip(table["code"], table["name"]))
    for role in ("competent", "owner", "maintainer"):
        codes, given = context.texts(role + "_code"), context.texts(role + "_name")
        expected = pd.Series(codes).map(names)
        unknown = np.flatnonzero((codes != "") & expected.isna().to_numpy())
        label = context.label(role + "_code")
        context.found("department_unknown", "C03", unknown, field=label, value=codes[unknown])
        known_names = expected.fillna("").to_numpy(dtype=object)
        other = np.flatnonzero((known_names != "") & (given != "") & (given != known_names))
        context.found(
            "department_name",
            "C03",
            other,
            group="name",
            field=label,
            code=codes[other],
            value=_short(given[other]),
            expected=known_names[other],
        )


def run_form(context: ComponentContext) -> None:
    """C04: digits and ranges of the identification code."""
    codes = context.texts("code")
    reasons = validate_codes(codes, context.structure)
    filled = codes != ""
    for reason in np.unique(reasons[filled & (reasons != "")].astype(str)).tolist():
        rows = np.flatnonzero(filled & (reasons == reason))
        known = "standards.code." + reason
        message = known if known in message_catalogue() else "component_checks.reason." + reason
        context.found("code_wrong", "C04", rows, code=_short(codes[rows]), reason=Msg(message))


def run_division(context: ComponentContext) -> None:
    """C05: the division in the code is that of the grid the component lies in."""
    start, end = context.profile.code.span("county")
    counties = np.array([code[start:end] for code in context.grids[1].tolist()], dtype=object)
    parts = take_apart(context.texts("code"), context.catalogue, "component_id")["county"]
    own = np.array([part or "" for part in parts.tolist()], dtype=object)
    cell = context.grid_of
    expected = np.where(cell >= 0, counties[np.maximum(cell, 0)] if len(counties) else "", "")
    codes = context.texts("code")
    other = np.flatnonzero((own != "") & (expected != "") & (own != expected))
    context.found(
        "division_other",
        "C05",
        other,
        code=codes[other],
        value=own[other],
        expected=expected[other],
    )
    lost = (own != "") & (expected == "") & ~np.isin(own, np.unique(counties.astype(str)))
    rows = np.flatnonzero(lost)
    context.found("division_unknown", "C05", rows, code=codes[rows], value=own[rows])


def run_class(context: ComponentContext) -> None:
    """C06: the class exists and is the same in code and record."""
    classes = context.class_codes
    unknown = np.flatnonzero((classes != "") & ~context.class_known)
    context.found(
        "class_unknown",
        "C06",
        unknown,
        value=_short(classes[unknown]),
        catalogue=dict(context.catalogue.title),
    )
    context.found("class_none", "C06", np.flatnonzero(classes == ""))
    own, coded = context.texts("class_code"), context.code_classes
    other = np.flatnonzero((own != "") & (coded != "") & (own != coded))
    context.found("class_other", "C06", other, value=coded[other], expected=own[other])


def run_name(context: ComponentContext) -> None:
    """C07: the name of the class."""
    names = context.texts("name")
    expected = context.class_values(lambda item: item.name_zh, "").astype(object)
    other = np.flatnonzero((names != "") & (expected != "") & (names != expected))
    context.found(
        "name_other",
        "C07",
        other,
        value=_short(names[other]),
        code=context.class_codes[other],
        expected=expected[other],
    )


def run_unique(context: ComponentContext) -> None:
    """C08: no identification code twice, over all layers."""
    codes = pd.Series(context.texts("code"))
    twice = np.flatnonzero((codes != "").to_numpy() & codes.duplicated(keep=False).to_numpy())
    if not len(twice):
        context.figures["duplicate_codes"] = 0
        return
    order = twice[np.argsort(codes.to_numpy()[twice].astype(str), kind="stable")]
    values = codes.to_numpy()[order]
    first = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    size = np.diff(np.r_[first, len(order)])
    context.figures["duplicate_codes"] = len(first)
    fids = context.fid[order]
    lists = [
        ",".join(map(str, sorted(fids[a : a + n].tolist())[:60]))
        for a, n in zip(first.tolist(), size.tolist())
    ]
    context.found("code_twice", "C08", order[first], fids=lists, measure=size, code=values[first])


def run_dates(context: ComponentContext) -> None:
    """C13: valid dates in the right order, none in the future."""
    days: Dict[str, Any] = {}
    for role in ("start", "changed"):
        if not context.has(role):
            continue
        days[role], bad = parse_dates(context.rows[role])
        rows = np.flatnonzero(bad)
        context.found(
            "date_invalid",
            "C13",
            rows,
            field=context.label(role),
            value=_short(context.texts(role)[rows]),
        )
        later = np.flatnonzero((days[role] > pd.Timestamp(context.data.today)).to_numpy())
        context.found(
            "date_future",
            "C13",
            later,
            field=context.label(role),
            value=_day(days[role].iloc[later]),
        )
    if len(days) == 2:
        before = np.flatnonzero((days["changed"] < days["start"]).to_numpy())
        context.found(
            "change_before",
            "C13",
            before,
            start=_day(days["start"].iloc[before]),
            end=_day(days["changed"].iloc[before]),
        )


def _day(days: pd.Series) -> np.ndarray:
    result: np.ndarray = days.dt.strftime("%Y-%m-%d").to_numpy(dtype=object)
    return result


def class_table(context: ComponentContext, findings: pd.DataFrame) -> pd.DataFrame:
    """Components per class, and how many of them have errors or warnings."""
    ids, names = context.class_ids
    table = pd.DataFrame({"code": names, "components": np.bincount(ids, minlength=len(names))})
    known = [context.catalogue.find(COMPONENT, name) for name in names]
    table["name"] = [{"en": k.name("en"), "zh": k.name_zh} if k else "" for k in known]
    key = pd.MultiIndex.from_arrays([context.layer, context.fid])
    for severity in ("error", "warning"):
        rows = findings[(findings["severity"] == severity) & (findings["fid"] >= 0)]
        bad = pd.MultiIndex.from_arrays([rows["layer"], rows["fid"]])
        flag = key.isin(bad) if len(rows) else np.zeros(len(key), dtype=bool)
        table["with_" + severity] = np.bincount(
            ids, weights=flag.astype(float), minlength=len(names)
        ).astype(int)
    return table.sort_values("code", kind="stable").reset_index(drop=True)
