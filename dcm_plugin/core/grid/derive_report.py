"""Derived areas as a report."""

from __future__ import annotations

from typing import Any, List, Mapping, Sequence, Tuple

from ..report import Column, Msg, Report, Value
from ..standards import Profile
from . import places
from .derive import DeriveResult

#: Areas and findings that the page lists; all are in the layers.
SHOWN = 500
_LOOKS: Mapping[str, Tuple[Any, ...]] = {"members": ("number", 0), "area": ("number", 0)}


def derive_report(
    result: DeriveResult, profile: Profile, level: str, source: str = "", software: str = ""
) -> Report:
    """Verdict, figures, the areas and what does not fit."""
    report = Report(
        Msg("derive.report.title"), profile=profile.id, subtitle=source, software=software
    )
    report.profile_title = dict(profile.title)
    figures = result.figures
    errors = places.count(result.findings, places.ERROR)
    warnings = places.count(result.findings, places.WARNING)
    kind = "error" if errors else "warning" if warnings or not result.exact else "ok"
    given = {"areas": figures["areas"], "errors": errors, "warnings": warnings}
    report.judge(Msg("derive.report." + kind, given), kind)
    for key in ("areas", "members", "without"):
        report.headline(key, Msg("derive.report." + key), figures[key])
    section = report.section("figures", Msg("derive.report.figures"))
    rows = [Value("level", Msg("derive.report.level"), Msg("derive.level." + level))]
    rows += [Value(key, Msg("derive.report." + key), figures[key]) for key in ("ended", "parts")]
    rows.append(Value("area_m2", Msg("derive.report.area_m2"), figures["area_m2"], "m²", 2))
    section.values(rows)
    if not result.exact:
        section.note(Msg("derive.inexact", {"layer": source}), "warning")
    _findings(report, result)
    _areas(report, result)
    return report


def _findings(report: Report, result: DeriveResult) -> None:
    table = result.findings
    if not len(table):
        return
    columns = [
        Column("severity", Msg("report.column.severity"), "status"),
        Column("message", Msg("derive.report.column.message")),
    ]
    shown = table.head(SHOWN)
    english, chinese = (places.messages(shown, lang) for lang in ("en", "zh"))
    rows: List[Sequence[Any]] = [
        [severity, {"en": en, "zh": zh}]
        for severity, en, zh in zip(shown["severity"], english, chinese)
    ]
    report.section("findings", Msg("derive.report.findings")).table(
        columns, rows, total=len(table) if len(table) > SHOWN else None
    )


def _areas(report: Report, result: DeriveResult) -> None:
    names = [n for n in ("code", "name", "parent", "members", "area") if n in result.areas]
    columns = [
        Column(name, Msg("derive.report.column." + name), *_LOOKS.get(name, ("text",)))
        for name in names
    ]
    rows: List[Sequence[Any]] = [
        list(row) for row in result.areas[names].head(SHOWN).itertuples(index=False)
    ]
    total = len(result.areas)
    report.section("areas", Msg("derive.report.list")).table(
        columns, rows, total=total if total > SHOWN else None
    )
