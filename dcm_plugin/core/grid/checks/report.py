"""The result of the checks as a report."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

import shapely

from ... import messages
from ...report import Column, Label, Msg, Report, Value, label_text
from .catalogue import catalogue
from .model import CheckResult
from .run import finding_points

#: Findings of one check that the page lists; all are in the layers and the CSV.
_LISTED = 12
_COMMUNITIES = 40
#: Kinds of findings where a small measure is the worse one.
_LOW_IS_WORSE = ("area_small", "area_tiny", "off_layout", "order", "shape", "sliver")


def check_report(result: CheckResult, profile: Any, source: str = "", software: str = "") -> Report:
    """A report that answers, in this order: is it good, what is wrong, what was not checked."""
    report = Report(
        Msg("checks.report.title"), profile=result.profile_id, subtitle=source, software=software
    )
    report.profile_title = dict(profile.title)
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
    report.headline("grids", Msg("checks.report.grids"), result.figures.get("grids", 0))
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
    _overview(report, result)
    _figures(report, result)
    _areas(report, result, profile)
    _findings(report, result)
    _communities(report, result)
    _basis(report, result)
    return report


def _overview(report: Report, result: CheckResult) -> None:
    rows: List[Sequence[Any]] = []
    for check, entry in result.summary.items():
        remarks = ([entry.reason] if entry.reason else []) + entry.notes
        ran = entry.status == "ran"
        rows.append(
            [
                check,
                catalogue()[check].name,
                entry.verdict,
                entry.errors if ran else None,
                entry.warnings if ran else None,
                entry.infos if ran else None,
                _Joined(remarks),
            ]
        )
    report.section("checks", Msg("checks.report.overview")).table(
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
    ).note(Msg("checks.report.counted_once"))


class _Joined(Msg):
    """Several messages in one cell."""

    def __init__(self, parts: Sequence[Label]) -> None:
        super().__init__("")
        object.__setattr__(self, "parts", list(parts))

    def text(self, lang: str) -> str:
        return " ".join(str(label_text(part, lang)) for part in getattr(self, "parts"))  # noqa: B009


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


def _findings(report: Report, result: CheckResult) -> None:
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
        worst = rows["measure"].where(rows["kind"].isin(_LOW_IS_WORSE), -rows["measure"])
        ordered = rows.assign(_worst=worst).sort_values(["_rank", "_worst"], kind="stable")
        shown = ordered.head(_LISTED)
        name = catalogue()[str(check)].name
        section.table(
            columns,
            [
                [severity, _ids(layer, fid, fids), Msg(message_id, params)]
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


def _ids(layer: str, fid: int, fids: str) -> Label:
    own = _Joined([fids.replace(",", ", ")])
    if layer == "grid" or fid < 0:
        return own
    named = Msg("checks.report.other_fid", {"layer": Msg("checks.layer." + layer), "fid": fid})
    if not fids:
        return named
    return _Joined([named, Msg("checks.report.in_grids", {"fids": fids.replace(",", ", ")})])


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


def _basis(report: Report, result: CheckResult) -> None:
    rows = [
        [check, info.says, Msg("checks.basis." + info.basis)]
        for check, info in catalogue().items()
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


def finding_messages(result: CheckResult, lang: str) -> List[str]:
    """The sentence of each finding."""
    return [
        Msg(message_id, params).text(lang)
        for message_id, params in zip(result.findings["message_id"], result.findings["params"])
    ]


def finding_rows(result: CheckResult, lang: str) -> List[List[Any]]:
    """The findings as rows for :func:`core.report.findings_csv`."""
    table = result.findings
    points = finding_points(table)
    x, y = shapely.get_x(points).tolist(), shapely.get_y(points).tolist()
    names: Dict[str, str] = {c: info.name[lang] for c, info in catalogue().items()}
    sentences = finding_messages(result, lang)
    severities = {s: messages.text("report.status." + s, lang) for s in set(table["severity"])}
    layers = {n: messages.text("checks.layer." + n, lang) for n in set(table["layer"])}
    return [
        [
            check,
            names[check],
            severities[severity],
            layers[layer],
            fids if layer == "grid" or fid < 0 else f"{fid} ({fids})" if fids else str(fid),
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
