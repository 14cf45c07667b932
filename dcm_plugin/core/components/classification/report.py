"""What a classification found, as a report."""

from __future__ import annotations

from collections import Counter
from typing import Any, Callable, Dict, List

from ...classes.match import METHODS, method_table
from ...report import Column, Msg, Report, Value
from .classify import AMBIGUOUS, EMPTY, RESOLVED, UNRESOLVED, Classification

#: Rows of a table that the page shows; all are in the layer of open rows.
SHOWN = 200


def classification_report(result: Classification, source: str = "", software: str = "") -> Report:
    """Verdict, how rows were resolved, the classes, and what is open with its candidates."""
    options, catalogue = result.options, result.catalogue
    report = Report(
        Msg("classification.report.title"), catalogue.id, subtitle=source, software=software
    )
    report.profile_title = dict(catalogue.title)
    judge_states(report, int(result.counts.sum()), result.count)
    _methods(report, result)
    _classes(report, result)
    for state in (AMBIGUOUS, UNRESOLVED):
        _open(report, result, state)
    section = report.section("settings", Msg("classification.report.settings"))
    section.values(
        [
            Value("threshold", Msg("classification.report.threshold"), options.threshold),
            Value("margin", Msg("classification.report.margin"), options.margin),
            Value(
                "reading",
                Msg("classification.report.reading"),
                result.reading or Msg("classification.report.mixed"),
            ),
        ]
    )
    return report


def judge_states(report: Report, total: int, count: Callable[[str], int]) -> None:
    """Verdict and headlines by state; rows with nothing to read count as unresolved."""
    done = count(RESOLVED)
    given = {"resolved": done, "total": total, "open": total - done}
    if total > done:
        report.judge(Msg("classification.report.verdict_open", given), "warning")
    else:
        report.judge(Msg("classification.report.verdict_all", given), "ok")
    report.headline("rows", Msg("classification.report.rows"), total)
    for state in (RESOLVED, AMBIGUOUS, UNRESOLVED):
        number = count(state) + (count(EMPTY) if state == UNRESOLVED else 0)
        good = state == RESOLVED or not number
        report.headline(
            state, Msg("classification.state." + state), number, status="ok" if good else "warning"
        )


def _methods(report: Report, result: Classification) -> None:
    numbers: Counter[str] = Counter()
    for decision, count in zip(result.decisions, result.counts.tolist()):
        if decision.state == RESOLVED:
            numbers[decision.method] += count
    rows: List[List[Any]] = []
    total = int(result.counts.sum()) or 1
    for method in METHODS:
        if numbers[method]:
            label = {"en": method_table()[method].en, "zh": method_table()[method].zh}
            rows.append([label, numbers[method], numbers[method] / total])
    if rows:
        report.section("methods", Msg("classification.report.methods")).table(
            [
                Column("method", Msg("classification.report.method")),
                Column("count", Msg("classification.report.count"), "number"),
                Column("share", Msg("classification.report.share"), "percent", 1),
            ],
            rows,
        )


def _classes(report: Report, result: Classification) -> None:
    numbers: Counter[str] = Counter()
    for decision, count in zip(result.decisions, result.counts.tolist()):
        if decision.state == RESOLVED:
            numbers[decision.code] += count
    if not numbers:
        return
    kind, catalogue = result.options.kind, result.catalogue
    rows: List[List[Any]] = []
    for code, count in sorted(numbers.items()):
        item, major = catalogue.find(kind, code), catalogue.major(kind, code)
        rows.append([code, _names(item), _names(major), count])
    report.section("classes", Msg("classification.report.classes")).table(
        [
            Column("code", Msg("classification.report.code")),
            Column("name", Msg("classification.report.name")),
            Column("major", Msg("classification.report.major")),
            Column("count", Msg("classification.report.count"), "number"),
        ],
        rows,
    )


def _names(item: Any) -> Dict[str, str]:
    return {"en": item.name("en"), "zh": item.name("zh")} if item else {"en": "", "zh": ""}


def _open(report: Report, result: Classification, state: str) -> None:
    states = (state, EMPTY) if state == UNRESOLVED else (state,)
    rows: List[List[Any]] = []
    for decision, values, count in zip(result.decisions, result.values, result.counts.tolist()):
        if decision.state in states:
            shown = " · ".join(filter(None, values))
            reason = Msg("classification.reason." + decision.reason)
            rows.append([shown, count, reason, result.candidate_text(decision)])
    if not rows:
        return
    rows.sort(key=lambda row: (-row[1], row[0]))
    report.section(state, Msg("classification.report.open_" + state)).table(
        [
            Column("value", Msg("classification.report.value")),
            Column("count", Msg("classification.report.count"), "number"),
            Column("reason", Msg("classification.report.reason")),
            Column("candidates", Msg("classification.report.candidates")),
        ],
        rows[:SHOWN],
        total=len(rows) if len(rows) > SHOWN else None,
    )
