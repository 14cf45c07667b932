"""What a classification of events found, as a report."""

from __future__ import annotations

from collections import Counter
from typing import Any, List

from ..classes.match import candidate_text, method_table
from ..classes.model import EVENT
from ..components.classification.report import judge_states
from ..report import Column, Msg, Report, Value
from .classify import RESOLVED, TEXT, EventClassification

#: Rows of a table that the page shows.
SHOWN = 200


def event_report(result: EventClassification, source: str = "", software: str = "") -> Report:
    """Verdict, methods, classes, and the texts that need a decision with their first choices."""
    report = Report(Msg("events.report.title"), result.catalogue.id, source, software=software)
    report.profile_title = dict(result.catalogue.title)
    judge_states(report, int(result.counts.sum()), result.count)
    _counts(report, result)
    _open(report, result)
    report.section("settings", Msg("classification.report.settings")).values(
        [
            Value("threshold", Msg("events.report.threshold"), result.options.threshold),
            Value("lead", Msg("events.report.lead"), result.options.lead),
            Value(
                "reading",
                Msg("classification.report.reading"),
                result.reading or Msg("classification.report.mixed"),
            ),
        ]
    )
    return report


def _counts(report: Report, result: EventClassification) -> None:
    methods: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for decision, count in zip(result.decisions, result.counts.tolist()):
        if decision.state == RESOLVED:
            methods[decision.method] += count
            classes[decision.code] += count
    table = method_table()
    labels = {name: {"en": method.en, "zh": method.zh} for name, method in table.items()}
    labels[TEXT] = {"en": "text of the complaint", "zh": "诉求文本"}
    number = Column("count", Msg("classification.report.count"), "number")
    if methods:
        report.section("methods", Msg("classification.report.methods")).table(
            [Column("method", Msg("classification.report.method")), number],
            [[labels[name], count] for name, count in methods.most_common()],
        )
        rows: List[List[Any]] = []
        for code, count in sorted(classes.items()):
            item = result.catalogue.find(EVENT, code)
            names = {"en": item.name("en"), "zh": item.name("zh")} if item else ""
            rows.append([code, names, count])
        report.section("classes", Msg("classification.report.classes")).table(
            [
                Column("code", Msg("classification.report.code")),
                Column("name", Msg("classification.report.name")),
                number,
            ],
            rows,
        )


def _open(report: Report, result: EventClassification) -> None:
    rows: List[List[Any]] = []
    for decision, values, count in zip(result.decisions, result.values, result.counts.tolist()):
        if decision.state != RESOLVED:
            pairs = [(choice.code, choice.score) for choice in decision.choices]
            shown = candidate_text(pairs, result.catalogue, EVENT, result.options.lang)
            rows.append(
                [
                    " · ".join(filter(None, values)),
                    count,
                    Msg("classification.reason." + decision.reason),
                    shown,
                    result.words(decision),
                ]
            )
    if not rows:
        return
    rows.sort(key=lambda row: (-row[1], row[0]))
    report.section("open", Msg("events.report.open")).table(
        [
            Column("value", Msg("classification.report.value")),
            Column("count", Msg("classification.report.count"), "number"),
            Column("reason", Msg("classification.report.reason")),
            Column("candidates", Msg("events.report.choices")),
            Column("words", Msg("events.report.words")),
        ],
        rows[:SHOWN],
        total=len(rows) if len(rows) > SHOWN else None,
    )
