"""A border that was checked, or two regions that were merged, as a report."""

from __future__ import annotations

from typing import Any, List, Mapping, Sequence

import geopandas as gpd

from ...report import Column, Msg, Report, Value
from ...standards import Profile
from .. import places

#: Findings that the page lists; all are in the layers.
SHOWN = 500
_UNITS: Mapping[str, str] = {"farthest": "m", "tolerance": "m"}


def regions_report(
    title: str,
    findings: gpd.GeoDataFrame,
    figures: Mapping[str, Any],
    settings: Mapping[str, Any],
    profile: Profile,
    source: str = "",
) -> Report:
    """Verdict, figures and findings; ``title`` is "check" or "merge"."""
    report = Report(Msg("regions.report." + title), profile=profile.id, subtitle=source)
    report.profile_title = dict(profile.title)
    errors = places.count(findings, places.ERROR)
    warnings = places.count(findings, places.WARNING)
    kind = "error" if errors else "warning" if warnings else "ok"
    given = {"errors": errors, "warnings": warnings}
    report.judge(Msg(f"regions.report.{title}_{kind}", given), kind)
    report.headline(
        "errors", Msg("regions.report.errors"), errors, status="error" if errors else "ok"
    )
    report.headline("warnings", Msg("regions.report.warnings"), warnings)
    rows = [
        Value(key, Msg("regions.report.figure." + key), value, _unit(key), _decimals(value))
        for key, value in figures.items()
    ]
    report.section("figures", Msg("regions.report.figures")).values(rows)
    if len(findings):
        shown = findings.head(SHOWN)
        english, chinese = (places.messages(shown, lang) for lang in ("en", "zh"))
        lines: List[Sequence[Any]] = [
            [severity, {"en": en, "zh": zh}]
            for severity, en, zh in zip(shown["severity"], english, chinese)
        ]
        columns = [
            Column("severity", Msg("report.column.severity"), "status"),
            Column("message", Msg("report.column.message")),
        ]
        report.section("findings", Msg("regions.report.findings")).table(
            columns, lines, total=len(findings) if len(findings) > SHOWN else None
        )
    section = report.section("settings", Msg("regions.report.settings"))
    section.values(
        [
            Value(key, Msg("regions.report.setting." + key), value, _unit(key))
            for key, value in settings.items()
        ]
    )
    return report


def _unit(key: str) -> str:
    if "_m2" in key or key.startswith("area_"):
        return "m²"
    return _UNITS.get(key, "")


def _decimals(value: Any) -> int:
    return 3 if isinstance(value, float) else 0
