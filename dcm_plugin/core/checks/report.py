"""Parts of a report that all checks have in common."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

import shapely

from .. import messages
from ..report import Column, Label, Msg, Report, label_text
from .catalogue import CheckCatalogue
from .model import Findings
from .run import finding_points

#: Findings of one check that the page lists; all are in the layers and the CSV.
_LISTED = 12


def judge(report: Report, result: Findings) -> None:
    """The verdict and the headline figures about errors, warnings and what could not be checked."""
    errors, warnings, infos = (result.count(s) for s in ("error", "warning", "info"))
    skipped = sum(1 for s in result.summary.values() if s.status == "skipped")
    ran = sum(1 for s in result.summary.values() if s.status == "ran")
    given = {"errors": errors, "warnings": warnings, "skipped": skipped, "ran": ran}
    if errors:
        report.judge(Msg("checks.report.verdict_error", given), "error")
    elif warnings:
        report.judge(Msg("checks.report.verdict_warning", given), "warning")
    else:
        report.judge(Msg("checks.report.verdict_ok", given), "ok")
    for key, number, status in (
        ("errors", errors, "error" if errors else "ok"),
        ("warnings", warnings, "warning" if warnings else "ok"),
        ("infos", infos, "info"),
    ):
        report.headline(key, Msg("checks.report." + key), number, status=status)
    report.headline("checks_ran", Msg("checks.report.ran"), ran)
    report.headline(
        "checks_skipped", Msg("checks.report.skipped"), skipped, status="" if skipped else "ok"
    )


def layer_label(name: str) -> Label:
    """What a reader calls a layer: the word for its role, or the name that the user gave it."""
    message_id = "checks.layer." + name
    return Msg(message_id) if message_id in messages.catalogue() else name


def overview(report: Report, result: Findings, known: CheckCatalogue, remark: str = "") -> None:
    """All checks with their result; ``remark`` is the id of a message below the table."""
    rows: List[Sequence[Any]] = []
    for check, entry in result.summary.items():
        remarks = ([entry.reason] if entry.reason else []) + entry.notes
        ran = entry.status == "ran"
        rows.append(
            [
                check,
                known.checks[check].name,
                entry.verdict,
                entry.errors if ran else None,
                entry.warnings if ran else None,
                entry.infos if ran else None,
                _Joined(remarks),
            ]
        )
    section = report.section("checks", Msg("checks.report.overview"))
    section.table(
        [
            Column("check", Msg("report.column.check")),
            Column("name", Msg("report.column.name")),
            Column("result", Msg("checks.report.result"), "status"),
            Column("errors", Msg("checks.report.errors"), "number"),
            Column("warnings", Msg("checks.report.warnings"), "number"),
            Column("infos", Msg("checks.report.infos"), "number"),
            Column("remark", Msg("checks.report.remark")),
        ],
        rows,
        key="list",
    )
    if remark:
        section.note(Msg(remark))


class _Joined(Msg):
    """Several messages in one cell."""

    def __init__(self, parts: Sequence[Label]) -> None:
        super().__init__("")
        object.__setattr__(self, "parts", list(parts))

    def text(self, lang: str) -> str:
        return " ".join(str(label_text(part, lang)) for part in getattr(self, "parts"))  # noqa: B009


def list_findings(
    report: Report,
    result: Findings,
    known: CheckCatalogue,
    low_is_worse: Sequence[str] = (),
    own_layer: str = "grid",
) -> None:
    """The worst findings of each check; ``low_is_worse``: kinds where a small measure is bad."""
    section = report.section("findings", Msg("checks.report.findings"))
    table = result.findings
    if not len(table):
        section.note(Msg("checks.report.nothing"), "ok")
        return
    columns = [
        Column("severity", Msg("report.column.severity"), "status"),
        Column("fids", Msg("report.column.fids")),
        Column("message", Msg("report.column.message")),
    ]
    rank = table["severity"].map({"error": 0, "warning": 1, "info": 2}).to_numpy()
    for check, rows in table.assign(_rank=rank).groupby("check", sort=False):
        worst = rows["measure"].where(rows["kind"].isin(low_is_worse), -rows["measure"])
        ordered = rows.assign(_worst=worst).sort_values(["_rank", "_worst"], kind="stable")
        shown = ordered.head(_LISTED)
        name = known.checks[str(check)].name
        section.table(
            columns,
            [
                [severity, _ids(layer, fid, fids, own_layer), Msg(message_id, params)]
                for severity, layer, fid, fids, message_id, params in zip(
                    *(
                        shown[c]
                        for c in ("severity", "layer", "fid", "fids", "message_id", "params")
                    )
                )
            ],
            title={lang: f"{check} {name[lang]}" for lang in ("en", "zh")},
            key=str(check),
            total=len(rows),
        )


def _ids(layer: str, fid: int, fids: str, own_layer: str) -> Label:
    own = _Joined([fids.replace(",", ", ")])
    if layer == own_layer or fid < 0:
        return own
    named = Msg("checks.report.other_fid", {"layer": layer_label(layer), "fid": fid})
    if not fids:
        return named
    return _Joined([named, Msg("checks.report.in_grids", {"fids": fids.replace(",", ", ")})])


def basis(report: Report, result: Findings, known: CheckCatalogue) -> None:
    """What each check says, and who says so."""
    rows = [
        [check, info.says, Msg("checks.basis." + info.basis)]
        for check, info in known.checks.items()
        if check in result.summary
    ]
    report.section("basis", Msg("checks.report.basis")).table(
        [
            Column("check", Msg("report.column.check")),
            Column("says", Msg("checks.report.says")),
            Column("basis", Msg("checks.report.origin")),
        ],
        rows,
        key="list",
    )


def finding_messages(result: Findings, lang: str) -> List[str]:
    """The sentence of each finding."""
    return [
        Msg(message_id, params).text(lang)
        for message_id, params in zip(result.findings["message_id"], result.findings["params"])
    ]


def finding_rows(
    result: Findings, lang: str, known: CheckCatalogue, own_layer: str = "grid"
) -> List[List[Any]]:
    """The findings as rows for :func:`core.report.findings_csv`."""
    table = result.findings
    points = finding_points(table)
    x, y = shapely.get_x(points).tolist(), shapely.get_y(points).tolist()
    names: Dict[str, str] = {c: info.name[lang] for c, info in known.checks.items()}
    sentences = finding_messages(result, lang)
    severities = {s: messages.text("report.status." + s, lang) for s in set(table["severity"])}
    layers = {n: label_text(layer_label(n), lang) for n in set(table["layer"])}
    return [
        [
            check,
            names[check],
            severities[severity],
            layers[layer],
            fids if layer == own_layer or fid < 0 else f"{fid} ({fids})" if fids else str(fid),
            measure,
            unit,
            sentence,
            px,
            py,
        ]
        for check, severity, layer, fid, fids, measure, unit, sentence, px, py in zip(
            *(table[c] for c in ("check", "severity", "layer", "fid", "fids", "measure", "unit")),
            sentences,
            x,
            y,
        )
    ]
