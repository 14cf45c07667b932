"""What was put into a place database and what was not, as a report."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Mapping, Tuple

from ..report import Column, Msg, Report, Value
from .build import Built
from .model import PlaceType

#: Features of one reason that are named.
_NAMED = 20

#: Type -> (places in use, those with an identifier).
Counts = Mapping[int, Tuple[int, int]]


def build_report(
    built: Built,
    changes: Mapping[str, Any],
    before: Counts,
    after: Counts,
    source: str = "",
    software: str = "",
) -> Report:
    """``changes``: added, changed, ended, unchanged, identified by type; counts of the places
    ``before`` and ``after`` the update."""
    report = Report(Msg("geocoding.report.title"), "", source, software=software)
    total = sum(number for number, _ in after.values())
    given = sum(changes["identified"].values())
    skipped = len(built.skipped)
    told = {"total": total, "skipped": skipped}
    if skipped:
        report.judge(Msg("geocoding.report.verdict_skipped", told), "warning")
    else:
        report.judge(Msg("geocoding.report.verdict_all", told), "ok")
    report.headline("places", Msg("geocoding.report.places"), total)
    for name in ("added", "changed", "ended"):
        report.headline(name, Msg("geocoding.report." + name), changes[name])
    status = "warning" if skipped else "ok"
    report.headline("skipped", Msg("geocoding.report.skipped"), skipped, status=status)
    report.headline("identifiers", Msg("geocoding.report.identifiers"), given)
    _types(report, before, after, changes)
    _dropped(report, built)
    _interpolation(report, built)
    return report


def _types(report: Report, before: Counts, after: Counts, changes: Mapping[str, Any]) -> None:
    section = report.section("types", Msg("geocoding.report.types"))
    columns = [
        Column("type", Msg("geocoding.report.type")),
        Column("places", Msg("geocoding.report.places"), "number"),
        Column("before", Msg("geocoding.report.before"), "number"),
        Column("identified", Msg("geocoding.report.identified"), "number"),
        Column("given", Msg("geocoding.report.identifiers"), "number"),
    ]
    rows = []
    for kind in PlaceType:
        number, coded = after.get(kind, (0, 0))
        was, _ = before.get(kind, (0, 0))
        name = Msg("geocoding.type." + kind.name.lower())
        rows.append([name, number, was, coded, changes["identified"].get(kind, 0)])
    section.table(columns, rows, key="types")
    section.values([Value("unchanged", Msg("geocoding.report.unchanged"), changes["unchanged"])])
    coded_types = [kind for kind in after if kind != PlaceType.AREA and after[kind][1]]
    if not coded_types:
        section.note(Msg("geocoding.report.no_identifiers"))


def _dropped(report: Report, built: Built) -> None:
    section = report.section("dropped", Msg("geocoding.report.dropped"))
    if not built.skipped:
        section.note(Msg("geocoding.report.nothing_dropped"), "ok")
        return
    grouped: Dict[Tuple[str, str], List[str]] = {}
    for layer, key, reason in built.skipped:
        grouped.setdefault((layer, reason), []).append(key)
    columns = [
        Column("layer", Msg("geocoding.report.layer")),
        Column("reason", Msg("geocoding.report.reason")),
        Column("count", Msg("geocoding.report.count"), "number"),
        Column("features", Msg("geocoding.report.features")),
    ]
    rows = []
    for (layer, reason), keys in sorted(grouped.items(), key=lambda item: -len(item[1])):
        more = " …" if len(keys) > _NAMED else ""
        rows.append(
            [
                Msg("geocoding.report.layer." + layer),
                Msg(reason),
                len(keys),
                ", ".join(keys[:_NAMED]) + more,
            ]
        )
    section.table(columns, rows, key="dropped")


def _interpolation(report: Report, built: Built) -> None:
    section = report.section("interpolation", Msg("geocoding.report.interpolation"))
    figures = built.figures
    asked = int(figures["error_asked"])
    section.values(
        [
            Value("base", Msg("geocoding.report.base"), figures["error_base"], "m", 1),
            Value("share", Msg("geocoding.report.share"), figures["error_share"], percent=True),
            Value("asked", Msg("geocoding.report.asked"), asked),
        ]
    )
    if asked < 30:
        section.note(Msg("geocoding.report.too_few"))
        return
    section.note(Msg("geocoding.report.held_out"))
    columns = [
        Column("span", Msg("geocoding.report.span")),
        Column("numbers", Msg("geocoding.report.numbers"), "number"),
        Column("median", Msg("geocoding.report.median"), "number", 1),
        Column("stated", Msg("geocoding.report.stated"), "number", 1),
        Column("within", Msg("geocoding.report.within"), "percent"),
        Column("within_twice", Msg("geocoding.report.within_twice"), "percent"),
    ]
    rows = [
        [
            f"{row.least:g}–{row.most:g}" if math.isfinite(row.most) else f"≥ {row.least:g}",
            row.numbers,
            row.median,
            row.stated,
            row.within,
            row.within_twice,
        ]
        for row in built.calibration
    ]
    section.table(columns, rows, key="calibration")
