"""What an update changed, as a report."""

from __future__ import annotations

from typing import Any, List, Sequence

from ...report import Column, Msg, Report, Value
from ...standards import Profile
from .model import KINDS, Switches, UpdateResult

#: Changes of one kind that the page lists; all are in the change table.
SHOWN = 200


def update_report(
    result: UpdateResult,
    profile: Profile,
    switches: Switches,
    source: str = "",
    software: str = "",
) -> Report:
    """Verdict, counts by kind, the changes, what was not applied, and how it was run."""
    report = Report(
        Msg("lifecycle.report.title"), profile=profile.id, subtitle=source, software=software
    )
    report.profile_title = dict(profile.title)
    counts = result.counts
    conflicts = counts["conflict"]
    changed = sum(counts[kind] for kind in KINDS if kind != "conflict")
    given = {"changes": changed, "conflicts": conflicts}
    if conflicts:
        report.judge(Msg("lifecycle.report.verdict_conflict", given), "error")
    elif result.warnings:
        report.judge(Msg("lifecycle.report.verdict_warning", given), "warning")
    elif changed:
        report.judge(Msg("lifecycle.report.verdict_changed", given), "ok")
    else:
        report.judge(Msg("lifecycle.report.verdict_same", given), "ok")
    report.headline("cells", Msg("lifecycle.report.cells"), result.figures["cells"])
    report.headline("changes", Msg("lifecycle.report.changes"), changed)
    report.headline("kept", Msg("lifecycle.kind.kept"), counts["kept"])
    report.headline(
        "conflicts",
        Msg("lifecycle.report.conflicts"),
        conflicts,
        status="error" if conflicts else "ok",
    )
    _counts(report, result)
    for kind in ("conflict", *[kind for kind in KINDS if kind != "conflict"]):
        _kind(report, result, kind)
    if result.warnings:
        section = report.section("warnings", Msg("lifecycle.report.warnings"))
        for message_id, params in result.warnings:
            section.note(Msg(message_id, params), "warning")
    _settings(report, profile, switches)
    return report


def _counts(report: Report, result: UpdateResult) -> None:
    section = report.section("counts", Msg("lifecycle.report.counts"))
    section.values(
        [
            Value(kind, Msg("lifecycle.kind." + kind), result.counts[kind])
            for kind in ("kept", *KINDS)
        ]
    )
    section.values(
        [
            Value(name, Msg("lifecycle.report." + name), result.figures[name], unit, 0)
            for name, unit in (
                ("old_cells", ""),
                ("edited_cells", ""),
                ("cells", ""),
                ("ended_rows", ""),
                ("area_before", "m²"),
                ("area_after", "m²"),
            )
        ]
    )


def _kind(report: Report, result: UpdateResult, kind: str) -> None:
    table = result.changes[result.changes["kind"] == kind]
    if not len(table):
        return
    names = ["old_codes", "new_codes", "community", "area_before", "area_after", "reason"]
    if kind == "conflict":
        names = ["old_codes", "community", "area_before", "area_after", "note"]
    columns: List[Column] = [
        Column(name, Msg("lifecycle.report.column." + name), *_look(name)) for name in names
    ]
    rows: List[Sequence[Any]] = [
        [_shown(value) for value in row] for row in table[names].head(SHOWN).itertuples(index=False)
    ]
    report.section(kind, Msg("lifecycle.kind." + kind)).table(
        columns, rows, total=len(table) if len(table) > SHOWN else None
    )


def _look(name: str) -> Sequence[Any]:
    return ("number", 0) if name.startswith("area") else ("text",)


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace(";", "; ")
    return value


def _settings(report: Report, profile: Profile, switches: Switches) -> None:
    used = switches.applied(profile)
    rule = used.lifecycle
    rows = [
        Value("date", Msg("lifecycle.report.date"), switches.date.isoformat()),
        Value("reason", Msg("lifecycle.report.column.reason"), switches.reason),
        Value("tolerance", Msg("lifecycle.report.tolerance"), used.tolerances.length, "m"),
    ]
    for name in ("split_keeps_code_for", "merge_keeps_code_for"):
        value = Msg("lifecycle.keeper." + getattr(rule, name))
        rows.append(Value(name, Msg("lifecycle.report." + name), value))
    rows.append(
        Value(
            "reuse_codes",
            Msg("lifecycle.report.reuse_codes"),
            Msg("lifecycle.yes" if rule.reuse_codes else "lifecycle.no"),
        )
    )
    rows.append(
        Value(
            "partial",
            Msg("lifecycle.report.partial"),
            Msg("lifecycle.yes" if switches.partial else "lifecycle.no"),
        )
    )
    report.section("settings", Msg("lifecycle.report.settings")).values(rows)
