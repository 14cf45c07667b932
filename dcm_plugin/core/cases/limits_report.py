"""The report of an import of time limits."""

from __future__ import annotations

from collections import Counter

from ..report import Column, Msg, Report
from .limits_import import ImportedLimits

#: Rows that the page shows.
SHOWN = 500


def limits_report(found: ImportedLimits, file: str) -> Report:
    """Counts, and the rows that a person must look at."""
    report = Report(Msg("limits.report.title"), subtitle=file)
    report.headline("rows", Msg("limits.report.rows"), len(found.rows))
    report.headline("flagged", Msg("limits.report.flagged"), len(found.remarks))
    counts = Counter(flag for remark in found.remarks for flag in remark.flag.split("|"))
    section = report.section("flagged", Msg("limits.report.flagged"))
    section.bars([Msg("limits.flag." + flag) for flag in counts], list(counts.values()))
    names = ("sheet", "line", "condition", "text", "why")
    section.table(
        [Column(name, Msg("limits.report." + name)) for name in names],
        [
            [
                remark.sheet, remark.line, remark.condition_code, remark.text,
                Msg("limits.flag." + remark.flag.split("|")[0]),
            ]
            for remark in found.remarks[:SHOWN]
        ],
        total=len(found.remarks),
    )  # fmt: skip
    return report
