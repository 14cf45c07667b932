"""What becomes of each report that comes in from elsewhere (接入): a new case, or why none.

The steps work on whole columns: what is missing, the class, the same report seen before, and
reports that may be the same problem. Nothing is dropped silently: every row of the file ends in
exactly one of the outcomes.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence

import numpy as np
import pandas as pd

from ..classes.match import candidate_text
from ..classes.model import COMPONENT, EVENT, Catalogue
from ..components.classification import Evidences, Options, classify
from ..events.classify import EventOptions, classify_events
from ..exchange.open311.model import NO_OBJECT
from .duplicates import CALLER, Reports, Similar, SimilarSettings, find_similar
from .model import Action

#: Outcomes of a row.
IMPORTED, SIMILAR, KNOWN, LEFT = "imported", "similar", "known", "left"
OUTCOMES = (IMPORTED, SIMILAR, KNOWN, LEFT)
#: What becomes of a report whose place is not certain: a draft, to be placed by a person, or none.
DRAFT, LEAVE = "draft", "leave"
UNPLACED = (DRAFT, LEAVE)
#: How a place was found, in ``position_method``.
GIVEN, GEOCODED, UNCERTAIN = "given", "geocoded", "uncertain"
PERSONAL = ("caller_name", "caller_sex", "caller_phone")
_RESOLVED = "resolved"


@dataclass(frozen=True)
class IntakeOptions:
    """What the user chose. ``system``: name of the system that the reports come from, part of
    their identity; ``fallback``: class (with C or E in front) of reports whose class is not
    clear, '' to leave them out; ``unplaced``: one of UNPLACED; ``not_after``: latest time of a
    report."""

    catalogue: str
    system: str = ""
    source: str = "hotline"
    personal: bool = True
    closed: bool = False
    fallback: str = ""
    unplaced: str = DRAFT
    similar: SimilarSettings = SimilarSettings()
    not_after: Optional[datetime.datetime] = None
    lang: str = "zh"
    folder: Optional[Path] = None


@dataclass
class Intake:
    """The reports with what was decided; ``table`` has the columns of ``exchange.incoming``.

    Added columns: ``outcome``, ``reason`` (id of a message, '' for none; ``detail`` fills it),
    ``choices`` (classes that the text may mean), ``class_method``, ``x``, ``y`` (CRS of the city),
    ``position_method``, ``position_error`` (metres), ``place`` (address found), ``place_problem``,
    ``draft`` (becomes a draft), ``other`` (id of the case it is the same as or similar to),
    ``other_row`` (place of an earlier row of the file, -1), ``similar_reason``, ``similar_far``,
    ``similar_text``.
    """

    table: pd.DataFrame
    catalogue: Catalogue
    options: IntakeOptions

    @property
    def taken(self) -> np.ndarray:
        """Places of the rows that become cases."""
        return np.flatnonzero(self.table["outcome"].isin([IMPORTED, SIMILAR]).to_numpy())

    def count(self, outcome: str) -> int:
        return int((self.table["outcome"] == outcome).sum())


def start_intake(table: pd.DataFrame, catalogue: Catalogue, options: IntakeOptions) -> Intake:
    """Take the reports of which something without which there is no case is missing aside."""
    made = table.reset_index(drop=True)
    count = len(made)
    for name, value in (
        ("outcome", IMPORTED), ("reason", ""), ("choices", ""), ("class_method", ""),
        ("position_method", ""), ("place", ""), ("place_problem", ""), ("similar_reason", ""),
        ("detail", ""),
    ):  # fmt: skip
        made[name] = np.full(count, value, dtype=object)
    for name in ("x", "y", "position_error", "similar_far", "similar_text"):
        made[name] = np.full(count, np.nan)
    made["other"] = np.full(count, None, dtype=object)
    made["other_row"] = np.full(count, -1)
    made["draft"] = np.zeros(count, dtype=bool)
    intake = Intake(made, catalogue, options)
    leave(intake, np.array([NO_OBJECT in p for p in made["problems"]], dtype=bool), "no_object")
    for reason in ("empty", "shape", "order", "range"):
        leave(intake, (made["time_problem"] == reason).to_numpy(), "time_" + reason)
    if options.not_after is not None:
        late = [t is not None and t > options.not_after for t in made["report_time"].tolist()]
        leave(intake, np.array(late, dtype=bool), "future")
    leave(intake, (made["description"] == "").to_numpy(), "no_description")
    if not options.closed:
        leave(intake, made["closed"].to_numpy(), "closed")
    return intake


def leave(intake: Intake, rows: np.ndarray, reason: str) -> None:
    """Rows that become no case, and why; a row that was left before keeps its first reason."""
    table = intake.table
    rows = rows & (table["outcome"] != LEFT).to_numpy() & (table["outcome"] != KNOWN).to_numpy()
    table.loc[rows, "outcome"] = LEFT
    table.loc[rows, "reason"] = "case_exchange.left." + reason


def mark_known(intake: Intake, known: Mapping[str, int]) -> None:
    """Reports that are cases already: by their number, in the database or earlier in the file."""
    table = intake.table
    numbers = table["external_id"]
    stored = [known.get(number) for number in numbers.tolist()]
    is_stored = np.array([found is not None for found in stored], dtype=bool)
    open_rows = table["outcome"] == IMPORTED
    table.loc[open_rows & is_stored, "outcome"] = KNOWN
    table.loc[open_rows & is_stored, "reason"] = "case_exchange.known.database"
    for place in np.flatnonzero((open_rows & is_stored).to_numpy()).tolist():
        table.at[place, "other"] = stored[place]
    left = table.index[table["outcome"] == IMPORTED]
    first = pd.Series(left, index=numbers[left].to_numpy()).groupby(level=0, sort=False).first()
    place = numbers[left].map(first).to_numpy()
    again = left[place != left.to_numpy()]
    table.loc[again, "outcome"] = KNOWN
    table.loc[again, "reason"] = "case_exchange.known.file"
    table.loc[again, "other_row"] = place[place != left.to_numpy()]


def mark_own(intake: Intake, own: Mapping[str, Mapping[str, Any]]) -> None:
    """Reports that were exported from this very database, closed ones too.

    ``own``: task number → ``id`` and ``report_time`` of a case. Numbers of other cities look the
    same, so the time of the report must be the same too.
    """
    table = intake.table
    closed = "case_exchange.left.closed"
    free = ((table["outcome"] == IMPORTED) | (table["reason"] == closed)).to_numpy()
    there = table["external_id"].isin(list(own)).to_numpy()
    for place in np.flatnonzero(free & there).tolist():
        case, time = own[table.at[place, "external_id"]], table.at[place, "report_time"]
        if time is None or case["report_time"] is None:
            continue
        if time.replace(microsecond=0) == case["report_time"].replace(microsecond=0):
            table.at[place, "outcome"] = KNOWN
            table.at[place, "reason"] = "case_exchange.known.own"
            table.at[place, "other"] = case["id"]


def classify_rows(
    intake: Intake,
    progress: Optional[Callable[[float], None]] = None,
    canceled: Callable[[], bool] = lambda: False,
) -> None:
    """Kind and class of each row that is still open: by its code, its name, its text.

    Names of components count too. What is not clear gets the fallback, or is left out with the
    classes that it may be.
    """
    table, options = intake.table, intake.options
    rows = np.flatnonzero((table["outcome"] == IMPORTED).to_numpy())
    if not len(rows):
        return
    part = table.iloc[rows]
    found = classify_events(
        EventOptions(version=intake.catalogue.id, lang=options.lang, folder=options.folder),
        text=part["description"].to_numpy(),
        code=np.where(part["case_kind"] == COMPONENT, "", part["class_code"]),
        name=np.where(part["case_kind"] == COMPONENT, "", part["class_name"]),
        progress=progress,
        canceled=canceled,
    )
    components = classify(
        Evidences(
            code=np.where(part["case_kind"] == COMPONENT, part["class_code"], ""),
            name=np.where(part["case_kind"] == EVENT, "", part["class_name"]),
        ),
        len(part),
        Options(
            version=intake.catalogue.id, kind=COMPONENT, lang=options.lang, folder=options.folder
        ),
    )
    made: List[Sequence[Any]] = []
    # the same complaint with and without a heading gets the same class: what the text says
    # happened goes before the thing that a heading names, unless a code says the kind
    for own, other, kind in zip(
        found.place.tolist(), components.place.tolist(), part["case_kind"].tolist()
    ):
        event, thing = found.decisions[own], components.decisions[other]
        by_code = kind == COMPONENT
        if thing.state == _RESOLVED and (by_code or event.state != _RESOLVED):
            made.append((COMPONENT, thing.code, thing.method, ""))
        elif event.state == _RESOLVED:
            made.append((EVENT, event.code, event.method, ""))
        else:
            pairs = [(choice.code, choice.score) for choice in event.choices]
            text = candidate_text(pairs, intake.catalogue, EVENT, options.lang) if pairs else ""
            made.append(("", "", "", text))
    kinds, codes, methods, choices = (np.array(c, dtype=object) for c in zip(*made))
    unclear = codes == ""
    if options.fallback:
        kind = COMPONENT if options.fallback[:1].upper() == "C" else EVENT
        kinds[unclear], codes[unclear], methods[unclear] = kind, options.fallback[1:], "fallback"
        unclear = np.zeros(len(unclear), dtype=bool)
    for name, values in (
        ("case_kind", kinds), ("class_code", codes), ("class_method", methods),
        ("choices", choices),
    ):  # fmt: skip
        table.iloc[rows, table.columns.get_loc(name)] = values
    flags = np.zeros(len(table), dtype=bool)
    flags[rows[unclear]] = True
    leave(intake, flags, "no_class")


def mark_unplaced(intake: Intake) -> None:
    """Rows whose place is not known or not certain: drafts, or left out."""
    table = intake.table
    none = table["x"].isna().to_numpy()
    leave(intake, none & (table["address"] == "").to_numpy(), "no_place")
    unsure = none | (table["position_method"] == UNCERTAIN).to_numpy()
    if intake.options.unplaced == DRAFT:
        table["draft"] = unsure & (table["outcome"] == IMPORTED).to_numpy()
    else:
        leave(intake, none, "not_placed")
        leave(intake, unsure, "place_uncertain")


def mark_similar(intake: Intake, known: Reports, ids: Sequence[int]) -> Similar:
    """Flag the rows that may be a problem that is known already; they still become cases.

    ``known``: cases of the database of that time, ``ids`` theirs. A place that is known worse
    than the distance of the comparison says nothing about nearness.
    """
    table, settings = intake.table, intake.options.similar
    rows = intake.taken
    part = table.iloc[rows]
    xy = part[["x", "y"]].to_numpy(dtype=float)
    xy[part["position_error"].to_numpy(dtype=float) > settings.distance] = np.nan
    new = Reports(
        xy,
        np.array([t.timestamp() for t in part["report_time"]], dtype=float),
        (part["case_kind"] + part["class_code"]).to_numpy(dtype=object),
        part["caller_phone"].to_numpy(dtype=object),
        part["description"].tolist(),
    )
    found = find_similar(new, known, settings)
    before = len(known)
    linked = np.flatnonzero(found.other >= 0)
    places = rows[linked]
    others = found.other[linked]
    table.loc[places, "outcome"] = SIMILAR
    table.loc[places, "similar_reason"] = found.reason[linked]
    table.loc[places, "similar_far"] = np.round(found.distance[linked], 1)
    table.loc[places, "similar_text"] = np.round(found.text[linked], 2)
    for place, other in zip(places.tolist(), others.tolist()):
        if other < before:
            table.at[place, "other"] = int(ids[other])
        else:
            table.at[place, "other_row"] = int(rows[other - before])
    return found


def in_order(intake: Intake) -> np.ndarray:
    """Places of the rows that become cases, by the time of the report: numbers follow it, and a
    row stands behind the one that it is similar to."""
    rows = intake.taken
    seconds = [time.timestamp() for time in intake.table["report_time"].iloc[rows]]
    return rows[np.argsort(np.array(seconds), kind="stable")]


def action_of(record: Mapping[str, Any], options: IntakeOptions) -> Action:
    """The action that makes a case of a row of the table.

    Its key names system and number: the same report sent again makes no second case.
    """
    data: Dict[str, Any] = {
        "source_code": options.source,
        "case_kind": record["case_kind"],
        "class_code": record["class_code"],
        "catalogue_id": options.catalogue,
        "external_id": record["external_id"],
        "external_system": options.system,
        "description": record["description"],
        "address": record["address"] or record["place"] or "-",
        "need_reply": bool(record["need_reply"]),
        "is_urgent": bool(record["is_urgent"]),
    }
    if record["remark"]:
        data["remark"] = record["remark"]
    if options.personal:
        data.update({name: record[name] for name in PERSONAL if record[name]})
    if record["x"] == record["x"]:
        data["point"] = (float(record["x"]), float(record["y"]))
        data["position_method"] = record["position_method"]
        if record["position_error"] == record["position_error"]:
            data["position_error"] = round(float(record["position_error"]), 1)
    if record["outcome"] == SIMILAR:
        data["is_similar"] = True
        if record["other"] is not None:
            data["similar_to"] = record["other"]
    name = "save_draft" if record["draft"] else "register"
    return Action(name, data, "import:{}:{}".format(options.system, record["external_id"]))


def evidence(record: Mapping[str, Any]) -> str:
    """Which hint made a row similar, as id of a message."""
    kind = "caller" if record["similar_reason"] == CALLER else "near"
    return "case_exchange.similar." + kind
