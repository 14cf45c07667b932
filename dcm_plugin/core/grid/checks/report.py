"""The result of the checks as a report."""

from __future__ import annotations

from typing import Any, List

from ...checks.report import basis, finding_messages, judge, list_findings, overview
from ...checks.report import finding_rows as rows_of_findings
from ...report import Column, Msg, Report, Value
from .catalogue import GRID_CHECKS
from .model import CheckResult

__all__ = ["check_report", "finding_messages", "finding_rows"]

_COMMUNITIES = 40
#: Kinds of findings where a small measure is the worse one.
_LOW_IS_WORSE = ("area_small", "area_tiny", "off_layout", "order", "shape", "sliver")


def check_report(result: CheckResult, profile: Any, source: str = "", software: str = "") -> Report:
    """A report that answers, in this order: is it good, what is wrong, what was not checked."""
    report = Report(
        Msg("checks.report.title"), profile=result.profile_id, subtitle=source, software=software
    )
    report.profile_title = dict(profile.title)
    report.headline("grids", Msg("checks.report.grids"), result.figures.get("grids", 0))
    judge(report, result)
    overview(report, result, GRID_CHECKS, "checks.report.counted_once")
    _figures(report, result)
    _areas(report, result, profile)
    list_findings(report, result, GRID_CHECKS, _LOW_IS_WORSE)
    _communities(report, result)
    basis(report, result, GRID_CHECKS)
    return report


#: Figures of the page: key, unit, decimals, share?
_SHOWN = (
    ("grids", "", 0, False),
    ("ended_rows", "", 0, False),
    ("communities", "", 0, False),
    ("area_total", "m²", 0, False),
    ("overlap_m2", "m²", 2, False),
    ("gap_m2", "m²", 2, False),
    ("uncovered_m2", "m²", 2, False),
    ("outside_m2", "m²", 2, False),
    ("unsnapped", "", 0, False),
    ("slivers", "", 0, False),
    ("crosses_community", "", 0, False),
    ("buildings", "", 0, False),
    ("buildings_cut", "", 0, False),
    ("buildings_cut_by_community", "", 0, False),
    ("yards", "", 0, False),
    ("yards_cut", "", 0, False),
    ("yards_cut_by_community", "", 0, False),
    ("barrier_crossings", "", 0, False),
    ("border_near_layout", "", 1, True),
    ("compactness_median", "", 2, False),
    ("components", "", 0, False),
    ("components_on_border", "", 0, False),
    ("components_per_grid", "", 2, False),
    ("components_cv", "", 2, False),
    ("components_wrong_code", "", 0, False),
    ("order_tau_lowest", "", 2, False),
    ("area_changed_share", "", 1, True),
    ("base_scale", "", 0, False),
    ("crs", "", None, False),
)


def _figures(report: Report, result: CheckResult) -> None:
    values = [
        Value(key, Msg("checks.figure." + key), result.figures[key], unit, decimals, percent)
        for key, unit, decimals, percent in _SHOWN
        if result.figures.get(key) is not None
    ]
    report.section("figures", Msg("checks.report.figures")).values(values)


def _areas(report: Report, result: CheckResult, profile: Any) -> None:
    rule = profile.area
    section = report.section("area", Msg("checks.report.area"))
    figures = result.figures
    if not figures.get("grids"):
        return
    section.histogram(
        result.histogram["edges"],
        result.histogram["counts"],
        Msg("checks.report.histogram", {"clipped": result.histogram["clipped"]}),
        "m²",
        (rule.lower, rule.upper),
        rule.target,
    )
    section.values(
        [
            Value(
                "share_in_bounds",
                Msg("checks.figure.share_in_bounds"),
                figures["share_in_bounds"],
                "",
                1,
                True,
            ),
            *(
                Value(key, Msg("checks.figure." + key), figures[key], "m²", 0)
                for key in ("area_mean", "area_median", "area_min", "area_max")
            ),
        ]
    )


def _communities(report: Report, result: CheckResult) -> None:
    table = result.communities
    if not len(table):
        return
    ordered = table.sort_values(["with_error", "with_warning"], ascending=False, kind="stable")
    names = ["community", "grids", "area", "median_area", "with_error", "with_warning"]
    if "components_cv" in table.columns:
        names.append("components_cv")
    columns = [
        Column(
            name,
            Msg("checks.community." + name),
            "text" if name == "community" else "number",
            {"area": 0, "median_area": 0, "components_cv": 2}.get(name),
        )
        for name in names
    ]
    rows = [list(row) for row in ordered.head(_COMMUNITIES)[names].itertuples(index=False)]
    for row in rows:
        row[0] = row[0] or "–"
    report.section("communities", Msg("checks.report.communities")).table(
        columns, rows, key="list", total=len(table)
    )


def finding_rows(result: CheckResult, lang: str) -> List[List[Any]]:
    """The findings as rows for :func:`core.report.findings_csv`."""
    return rows_of_findings(result, lang, GRID_CHECKS)
