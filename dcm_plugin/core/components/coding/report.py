"""What a coding did, as a report."""

from __future__ import annotations

from typing import Any, List, Sequence

import numpy as np
import pandas as pd

from ...messages import shortened
from ...report import Column, Msg, Report, Value
from ...standards import Profile
from .model import CHANGED, KEPT, NEW, NONE, Cells, CodingResult, CodingRules, Components

#: Lines of a list that the page shows; all are in the layers.
SHOWN = 100


def coding_report(
    result: CodingResult,
    rules: CodingRules,
    profile: Profile,
    cells: Cells,
    components: Components,
    source: str = "",
    register: str = "",
    software: str = "",
) -> Report:
    """Verdict, problems with their first features, numbers by class and county, how it was run."""
    report = Report(
        Msg("coding.report.title"), profile=rules.reading, subtitle=source, software=software
    )
    report.profile_title = dict(rules.catalogue.title)
    figures = result.figures
    if not figures["components"]:
        report.judge(Msg("coding.report.verdict_empty"), "warning")
    elif figures["errors"]:
        report.judge(Msg("coding.report.verdict_error", figures), "error")
    else:
        report.judge(Msg("coding.report.verdict_ok", figures), "ok")
    for key in ("components", "new", "changed", "kept", "errors"):
        status = ("error" if figures[key] else "ok") if key == "errors" else ""
        report.headline(key, Msg("coding.report." + key), figures[key], status=status)
    _problems(report, result, components)
    _changes(report, result, components)
    _by_class(report, result, rules)
    _by_county(report, result, cells)
    _settings(report, rules, profile, register)
    return report


def _problems(report: Report, result: CodingResult, components: Components) -> None:
    if not result.findings:
        return
    findings = sorted(result.findings, key=lambda finding: finding.severity != "error")
    rows: List[Sequence[Any]] = [
        [
            finding.severity,
            Msg("coding.finding." + finding.kind),
            len(finding.rows),
            shortened(components.fids[finding.rows].tolist()),
        ]
        for finding in findings
    ]
    columns = [
        Column("severity", Msg("coding.report.column.severity"), "status"),
        Column("problem", Msg("coding.report.column.problem")),
        Column("count", Msg("coding.report.column.count"), "number", 0),
        Column("first", Msg("coding.report.column.first")),
    ]
    section = report.section("problems", Msg("coding.report.problems"))
    section.table(columns, rows, key="problems")
    listed: List[Sequence[Any]] = []
    for finding in findings:
        for row, value, expected in zip(
            finding.rows[:5].tolist(), finding.values[:5].tolist(), finding.expected[:5].tolist()
        ):
            message = Msg("coding.message." + finding.kind, {"value": value, "expected": expected})
            listed.append(
                [int(components.fids[row]), Msg("coding.finding." + finding.kind), message]
            )
    section.table(
        [
            Column("feature", Msg("coding.report.column.feature"), "number", 0),
            Column("problem", Msg("coding.report.column.problem")),
            Column("message", Msg("coding.report.column.message")),
        ],
        listed,
        title=Msg("coding.report.examples"),
        key="examples",
    )


def _changes(report: Report, result: CodingResult, components: Components) -> None:
    rows = np.flatnonzero(result.state == CHANGED)
    if not len(rows):
        return
    report.section("changes", Msg("coding.report.changes")).table(
        [
            Column("feature", Msg("coding.report.column.feature"), "number", 0),
            Column("old_code", Msg("coding.report.column.old_code")),
            Column("code", Msg("coding.report.column.code")),
        ],
        [
            [int(components.fids[row]), result.old_codes[row], result.codes[row]]
            for row in rows[:SHOWN].tolist()
        ],
        key="changes",
        total=len(rows) if len(rows) > SHOWN else None,
    )


def _counts(key: np.ndarray, state: np.ndarray) -> pd.DataFrame:
    """Rows per key and state; a column per state."""
    table = pd.crosstab(key, state)
    return table.reindex(columns=[NEW, CHANGED, KEPT, NONE], fill_value=0)


def _by_class(report: Report, result: CodingResult, rules: CodingRules) -> None:
    known = result.klass >= 0
    if not known.any():
        return
    table = _counts(result.klass[known], result.state[known])
    rows = [
        [rules.classes[place].code, _name(rules, place), *counts]
        for place, counts in zip(table.index.tolist(), table.to_numpy().tolist())
    ]
    report.section("by_class", Msg("coding.report.by_class")).table(
        [
            Column("class_code", Msg("coding.report.column.class_code")),
            Column("class_name", Msg("coding.report.column.class_name")),
            *_state_columns(),
        ],
        rows,
        key="by_class",
    )


def _by_county(report: Report, result: CodingResult, cells: Cells) -> None:
    coded = np.flatnonzero(result.state != NONE)
    if not len(coded):
        return
    county = np.array([code[:6] for code in result.codes[coded].tolist()], dtype=object)
    table = _counts(county, result.state[coded])
    rows = [
        [code, *counts[:3]] for code, counts in zip(table.index.tolist(), table.to_numpy().tolist())
    ]
    report.section("by_county", Msg("coding.report.by_county")).table(
        [Column("county", Msg("coding.report.column.county")), *_state_columns()[:3]],
        rows,
        key="by_county",
    )


def _state_columns() -> List[Column]:
    return [
        Column(key, Msg("coding.report." + key), "number", 0)
        for key in ("new", "changed", "kept", "errors")
    ]


def _name(rules: CodingRules, place: int) -> Any:
    item = rules.classes[place]
    return {"en": item.name("en"), "zh": item.name("zh")}


def _settings(report: Report, rules: CodingRules, profile: Profile, register: str) -> None:
    keep = Msg("coding.yes" if rules.keep else "coding.no")
    section = report.section("settings", Msg("coding.report.settings"))
    section.values(
        [
            Value("version", Msg("coding.report.version"), dict(rules.catalogue.title)),
            Value("profile", Msg("coding.report.profile"), dict(profile.title)),
            Value("digits", Msg("coding.report.digits"), rules.structure.length),
            Value("method", Msg("coding.report.method"), Msg("coding.method." + rules.method)),
            Value("keep", Msg("coding.report.keep"), keep),
            Value("sixteen", Msg("coding.report.sixteen"), Msg("coding.sixteen." + rules.sixteen)),
            Value(
                "register",
                Msg("coding.report.register"),
                register or Msg("coding.report.none"),
                status="" if register else "warning",
            ),
        ]
    )
    section.note(Msg("coding.report.basis", {"standard": rules.catalogue.base_standard}))
