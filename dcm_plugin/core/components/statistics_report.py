"""Numbers of components as a report with charts."""

from __future__ import annotations

from typing import Any, List, Mapping, Optional, Sequence

import numpy as np

from ..report import Column, Msg, Report, Value
from .statistics import KM2, WAN, Areas, Statistics, density, distribution, largest

#: Bars of a chart, and lines of a list, that the page shows; all are in the tables.
BARS, SHOWN = 25, 60


def statistics_report(
    made: Statistics,
    areas: Areas,
    codes: Sequence[str],
    names: Sequence[Mapping[str, str]],
    level: str,
    detail: str,
    version: str,
    title: Mapping[str, str],
    source: str = "",
    software: str = "",
) -> Report:
    """Verdict, charts by class and by area, the classes and areas without components."""
    report = Report(
        Msg("statistics.report.title"), profile=version, subtitle=source, software=software
    )
    report.profile_title = dict(title)
    empty = int((made.by_area == 0).sum())
    absent = int((made.by_class == 0).sum())
    shown = {
        "components": made.total,
        "areas": len(areas),
        "level": Msg("statistics.level." + level),
        "empty": empty,
    }
    left = made.unplaced + made.unclassified
    if not made.total:
        report.judge(Msg("statistics.report.verdict_empty"), "warning")
    elif left:
        given = {**shown, "unplaced": made.unplaced, "unclassified": made.unclassified}
        report.judge(Msg("statistics.report.verdict_left", given), "warning")
    else:
        report.judge(Msg("statistics.report.verdict_ok", shown), "ok")
    report.headline("components", Msg("statistics.report.components"), made.total)
    report.headline("areas", Msg("statistics.level." + level), len(areas))
    report.headline("empty_areas", Msg("statistics.report.empty_areas"), empty)
    report.headline("classes", Msg("statistics.report.classes"), len(codes) - absent)
    overall = float(density(made.total - made.unplaced, made.ground, KM2))
    report.headline("density", Msg("statistics.report.density"), overall, "/km²", 1)
    _classes(report, made, codes, names)
    _areas(report, made, areas, level)
    _absent(report, made, codes, names)
    _settings(report, made, level, detail)
    return report


def _classes(
    report: Report, made: Statistics, codes: Sequence[str], names: Sequence[Mapping[str, str]]
) -> None:
    section = report.section("by_class", Msg("statistics.report.by_class"))
    order = [place for place in largest(made.by_class, len(codes)).tolist() if made.by_class[place]]
    if not order:
        return
    first = order[:BARS]
    section.bars(
        [_titled(codes[place], names[place]) for place in first],
        [int(made.by_class[place]) for place in first],
        title=Msg("statistics.report.chart_class", {"shown": len(first), "total": len(order)}),
        key="chart",
    )
    rows = [
        [
            codes[place],
            dict(names[place]),
            int(made.by_class[place]),
            float(made.by_class[place] / max(made.total, 1)),
            *_densities(made.by_class[place], made.ground),
        ]
        for place in order[:SHOWN]
    ]
    section.table(
        [
            Column("code", Msg("statistics.field.class_code")),
            Column("name", Msg("statistics.field.class_name")),
            *_number_columns(),
        ],
        rows,
        key="classes",
        total=len(order) if len(order) > SHOWN else None,
    )


def _areas(report: Report, made: Statistics, areas: Areas, level: str) -> None:
    section = report.section("by_area", Msg("statistics.report.by_area"))
    if not len(areas):
        return
    edges, numbers = distribution(made.by_area)
    if level in ("unit_grid", "community"):
        section.histogram(
            edges,
            numbers,
            title=Msg("statistics.report.distribution"),
            key="distribution",
            counted=Msg("statistics.report.counted." + level),
            measured=Msg("statistics.report.components"),
        )
    section.values(
        [
            Value("median", Msg("statistics.report.median"), float(np.median(made.by_area)), "", 1),
            Value("mean", Msg("statistics.report.mean"), float(made.by_area.mean()), "", 1),
            Value("maximum", Msg("statistics.report.maximum"), int(made.by_area.max())),
        ]
    )
    order = largest(made.by_area, BARS).tolist()
    section.bars(
        [_area_label(areas, place) for place in order],
        [int(made.by_area[place]) for place in order],
        title=Msg("statistics.report.chart_area", {"shown": len(order), "total": len(areas)}),
        key="chart",
    )
    section.table(
        [
            Column("code", Msg("statistics.field.area_code")),
            Column("name", Msg("statistics.field.area_name")),
            *_number_columns(),
        ],
        [
            [
                areas.codes[place],
                areas.names[place],
                int(made.by_area[place]),
                float(made.by_area[place] / max(made.total, 1)),
                *_densities(made.by_area[place], areas.area[place]),
            ]
            for place in largest(made.by_area, SHOWN).tolist()
        ],
        key="areas",
        total=len(areas) if len(areas) > SHOWN else None,
    )


def _absent(
    report: Report, made: Statistics, codes: Sequence[str], names: Sequence[Mapping[str, str]]
) -> None:
    absent = np.flatnonzero(made.by_class == 0).tolist()
    if not absent:
        return
    report.section("absent", Msg("statistics.report.absent")).table(
        [
            Column("code", Msg("statistics.field.class_code")),
            Column("name", Msg("statistics.field.class_name")),
        ],
        [[codes[place], dict(names[place])] for place in absent],
        key="absent",
    )


def _settings(report: Report, made: Statistics, level: str, detail: str) -> None:
    section = report.section("settings", Msg("coding.report.settings"))
    section.values(
        [
            Value("level", Msg("statistics.report.level"), Msg("statistics.level." + level)),
            Value("detail", Msg("statistics.report.detail"), Msg("statistics.detail." + detail)),
            Value("ground", Msg("statistics.report.ground"), made.ground / KM2, "km²", 3),
            Value("unplaced", Msg("statistics.report.unplaced"), made.unplaced),
            Value("unclassified", Msg("statistics.report.unclassified"), made.unclassified),
        ]
    )
    if level == "department":
        section.note(Msg("statistics.report.department_note"))


def _number_columns() -> List[Column]:
    return [
        Column("count", Msg("statistics.field.count"), "number", 0),
        Column("share", Msg("statistics.report.share"), "percent", 1),
        Column("per_km2", Msg("statistics.field.per_km2"), "number", 2),
        Column("per_wan", Msg("statistics.field.per_wan"), "number", 3),
    ]


def _densities(number: Any, area: Any) -> List[Optional[float]]:
    return [float(density(number, area, unit)) for unit in (KM2, WAN)]


def _titled(code: str, name: Mapping[str, str]) -> Mapping[str, str]:
    return {lang: f"{code} {text}" for lang, text in name.items()}


def _area_label(areas: Areas, place: int) -> str:
    code, name = areas.codes[place], areas.names[place]
    return " ".join(str(part) for part in (code, name) if part) or "–"
