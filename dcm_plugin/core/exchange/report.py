"""What was read or written, as a report."""

from __future__ import annotations

from typing import Any, List, Mapping, Sequence

import pandas as pd

from ..messages import shortened
from ..report import Column, Msg, Report, Section, Value
from ..standards import Profile
from .delivery import ERROR, WARNING, Delivery, Notes, finding_message
from .encoding import Verdict
from .export import Plan

#: Findings that the page lists; all are in the table of errors.
SHOWN = 200


def import_report(
    made: Delivery,
    verdict: Mapping[str, Any],
    written: int,
    notes: Notes,
    software: str = "",
) -> Report:
    """Which field became which, what was found. ``verdict``: settings by key, to be shown."""
    report = _started("exchange.report.import", made, software)
    errors = int((made.findings["severity"] == ERROR).sum())
    _judge(report, errors, len(made.findings) - errors)
    report.headline("read", Msg("exchange.report.read"), len(made.table))
    report.headline("written", Msg("exchange.report.written"), written)
    _counts(report, made.findings)
    _notes(report, notes)
    section = report.section("fields", Msg("exchange.report.fields"))
    rows: List[Sequence[Any]] = []
    for role, spec in made.profile.fields.items():
        how = made.match.how.get(role, "none")
        rows.append(
            [
                spec.name,
                {"en": spec.alias_en, "zh": spec.alias_zh},
                made.match.roles.get(role, ""),
                Msg("exchange.report.how." + how),
            ]
        )
    rows += [[name, "", name, Msg("exchange.report.how.kept")] for name in made.own]
    section.table(_columns("name", "meaning", "source", "how"), rows)
    _findings(report, made.findings)
    _settings(report, made.profile, verdict)
    return report


def export_report(
    made: Delivery,
    plan: Plan,
    settings: Mapping[str, Any],
    notes: Notes,
    software: str = "",
) -> Report:
    """Fields of the file with the names they were cut from, and what did not fit."""
    report = _started("exchange.report.export", made, software)
    errors = int((plan.findings["severity"] == ERROR).sum())
    _judge(report, errors, len(plan.findings) - errors)
    report.headline("written", Msg("exchange.report.written"), len(plan.table))
    report.headline("left_out", Msg("exchange.report.left_out"), plan.left_out)
    _counts(report, plan.findings)
    _notes(report, notes)
    section = report.section("fields", Msg("exchange.report.fields"))
    rows: List[Sequence[Any]] = [
        [
            out.name,
            {"en": out.spec.alias_en, "zh": out.spec.alias_zh} if out.spec else "",
            out.long,
            out.kind,
            out.width or "",
        ]
        for out in plan.fields
    ]
    section.table(_columns("name", "meaning", "long", "type", "width"), rows)
    _findings(report, plan.findings)
    _settings(report, made.profile, settings)
    return report


def encoding_values(verdict: Verdict) -> Mapping[str, Any]:
    """The encoding and the reason for it, as settings of a report."""
    return {
        "encoding": verdict.encoding,
        "evidence": Msg(verdict.reason.message_id, dict(verdict.reason.params)),
    }


def _started(title: str, made: Delivery, software: str) -> Report:
    report = Report(Msg(title), profile=made.profile.id, subtitle=made.layer, software=software)
    report.profile_title = dict(made.profile.title)
    return report


def _judge(report: Report, errors: int, warnings: int) -> None:
    kind = "error" if errors else "warning" if warnings else "ok"
    given = {"errors": errors, "warnings": warnings}
    report.judge(Msg("exchange.report.verdict_" + kind, given), kind)


def _counts(report: Report, findings: pd.DataFrame) -> None:
    for severity, key in ((ERROR, "errors"), (WARNING, "warnings")):
        count = int((findings["severity"] == severity).sum())
        status = severity if count else "ok"
        report.headline(key, Msg("exchange.report." + key), count, status=status)


def _notes(report: Report, notes: Notes) -> None:
    if notes:
        section: Section = report.section("notes", Msg("exchange.report.notes"))
        for message_id, params in notes:
            section.note(Msg(message_id, params), "warning")


def _findings(report: Report, findings: pd.DataFrame) -> None:
    if not len(findings):
        return
    groups = findings.groupby(["severity", "field", "kind"], sort=True)
    rows: List[Sequence[Any]] = []
    for (severity, field, kind), part in groups:
        what = finding_message(kind)
        rows.append(
            [
                severity,
                field,
                Msg(what.message_id, dict(what.params)),
                len(part),
                shortened(part["fid"].tolist()),
                shortened([v for v in part["value"].tolist() if v is not None], 3),
            ]
        )
    columns = [
        Column("severity", Msg("report.column.severity"), "status"),
        *_columns("field", "what"),
        Column("count", Msg("exchange.report.column.count"), "number", 0),
        *_columns("features", "values"),
    ]
    section = report.section("findings", Msg("exchange.report.findings"))
    section.table(columns, rows[:SHOWN], total=len(rows) if len(rows) > SHOWN else None)


def _settings(report: Report, profile: Profile, settings: Mapping[str, Any]) -> None:
    rows = [
        Value(key, Msg("exchange.report.setting." + key), value) for key, value in settings.items()
    ]
    report.section("settings", Msg("exchange.report.settings")).values(rows)


def _columns(*keys: str) -> List[Column]:
    return [Column(key, Msg("exchange.report.column." + key)) for key in keys]
