"""The result of the checks of components as a report."""

from __future__ import annotations

from typing import Any, List

from ...checks.report import basis, finding_rows, judge, list_findings, overview
from ...classes import Catalogue
from ...report import Column, Msg, Report, Value
from .model import COMPONENT_CHECKS, ComponentResult

_FIGURES = (
    "components", "layers", "classes", "without_class", "outside", "wrong_grid",
    "duplicate_codes", "duplicates",
)  # fmt: skip
OWN = "components"


def component_report(
    result: ComponentResult,
    catalogue: Catalogue,
    profile: Any,
    source: str = "",
    software: str = "",
) -> Report:
    """Is it good, what is wrong, what was not checked; then the classes and the rules."""
    report = Report(
        Msg("component_checks.report.title"),
        profile=f"{result.profile_id}, {result.catalogue_id}",
        subtitle=source,
        software=software,
    )
    report.profile_title = dict(profile.title)
    report.headline("components", Msg("component_checks.report.components"), result.figures[OWN])
    judge(report, result)
    overview(report, result, COMPONENT_CHECKS)
    values = [
        Value(key, Msg("component_checks.figure." + key), result.figures[key], "", 0)
        for key in _FIGURES
        if key in result.figures
    ]
    values.append(
        Value("catalogue", Msg("component_checks.report.catalogue"), dict(catalogue.title))
    )
    report.section("figures", Msg("checks.report.figures")).values(values)
    list_findings(report, result, COMPONENT_CHECKS, own_layer=OWN)
    _classes(report, result)
    basis(report, result, COMPONENT_CHECKS)
    return report


def _classes(report: Report, result: ComponentResult) -> None:
    names = ("code", "name", "components", "with_error", "with_warning")
    columns = [
        Column(
            name,
            Msg("component_checks.class." + name),
            "text" if name in ("code", "name") else "number",
            None if name in ("code", "name") else 0,
        )
        for name in names
    ]
    rows = [list(row) for row in result.classes[list(names)].itertuples(index=False)]
    report.section("classes", Msg("component_checks.report.classes")).table(
        columns, rows, key="list"
    )


def component_rows(result: ComponentResult, lang: str) -> List[List[Any]]:
    """The findings as rows for :func:`core.report.findings_csv`."""
    return finding_rows(result, lang, COMPONENT_CHECKS, OWN)
