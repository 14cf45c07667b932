"""What a migration did, as a report."""

from __future__ import annotations

from collections import Counter
from typing import Any, Dict, List, Tuple

from ..classes.crosswalk import MERGED, NONE, SPLIT, UNCHANGED, UNKNOWN
from ..messages import shortened
from ..report import Column, Msg, Report, Value
from .migration import BY_NAME, CONFLICT, DONE, EMPTY, FULL, STATES, Migration

#: Rows of a table that the page shows; all rows carry their state in the layer.
SHOWN = 300
#: States that get a table of their own, in the order of the page.
_LISTED = (SPLIT, CONFLICT, UNKNOWN, NONE, MERGED, BY_NAME, UNCHANGED)


def migration_report(result: Migration, source: str = "", software: str = "") -> Report:
    """Verdict, counts by state, and the classes by what became of them."""
    report = Report(Msg("migration.report.title"), result.target.id, source, software=software)
    report.profile_title = dict(result.target.title)
    counts = result.counts()
    total = len(result.place)
    done = sum(counts[state] for state in DONE)
    given = {"done": done, "total": total, "open": total - done}
    if total > done:
        report.judge(Msg("migration.report.verdict_open", given), "warning")
    else:
        report.judge(Msg("migration.report.verdict_all", given), "ok")
    report.headline("rows", Msg("migration.report.rows"), total)
    report.headline("done", Msg("migration.report.done"), done)
    report.headline("reversible", Msg("migration.report.reversible"), counts[UNCHANGED])
    report.headline(
        "open",
        Msg("migration.report.open"),
        total - done,
        status="warning" if total > done else "ok",
    )
    section = report.section("states", Msg("migration.report.states"))
    section.values([Value(s, Msg("migration.state." + s), counts[s]) for s in STATES])
    section.values(
        [
            Value("from", Msg("migration.report.from"), dict(result.source.title)),
            Value("to", Msg("migration.report.to"), dict(result.target.title)),
            Value("reading", Msg("migration.report.reading"), result.options.reading),
            Value("renumbered", Msg("migration.report.renumbered"), result.renumbered),
        ]
    )
    if result.twice:
        section.note(
            Msg("migration.twice", {"count": len(result.twice), "codes": shortened(result.twice)}),
            "warning",
        )
    if counts[FULL]:
        section.note(Msg("migration.full", {"count": counts[FULL]}), "error")
    for state in _LISTED:
        _listed(report, result, state)
    return report


def _listed(report: Report, result: Migration, state: str) -> None:
    numbers: Counter[Tuple[str, str, str]] = Counter()
    for place, count in Counter(result.place.tolist()).items():
        change = result.changes[place]
        if change.state == state:
            text = "" if change.new else result.candidate_text(change)
            numbers[change.old, change.new, text] += count
    if not numbers or state == EMPTY:
        return
    rows: List[List[Any]] = []
    for (old, new, candidates), count in sorted(numbers.items()):
        rows.append(
            [old, _names(result, old, False), new, _names(result, new, True), candidates, count]
        )
    columns = [
        Column("old", Msg("migration.report.column.old")),
        Column("old_name", Msg("migration.report.column.old_name")),
        Column("new", Msg("migration.report.column.new")),
        Column("new_name", Msg("migration.report.column.new_name")),
        Column("candidates", Msg("migration.report.column.candidates")),
        Column("count", Msg("migration.report.rows"), "number"),
    ]
    dropped = ("candidates",) if state in DONE else ("new", "new_name")
    kept = [place for place, column in enumerate(columns) if column.key not in dropped]
    report.section(state, Msg("migration.state." + state)).table(
        [columns[place] for place in kept],
        [[row[place] for place in kept] for row in rows[:SHOWN]],
        total=len(rows) if len(rows) > SHOWN else None,
    )


def _names(result: Migration, code: str, new: bool) -> Dict[str, str]:
    catalogue = result.target if new else result.source
    item = catalogue.find(result.options.kind, code)
    return {"en": item.name("en"), "zh": item.name("zh")} if item else {"en": "", "zh": ""}
