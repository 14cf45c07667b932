"""The report of a partition run."""

from __future__ import annotations

from collections import Counter
from typing import Any, List, Mapping, Sequence, Tuple

import pandas as pd

from ..report import Column, Msg, Report, Value
from ..standards import Profile
from .partition.model import PartitionResult, PartitionSettings
from .partition_figures import FIGURES, avoidable_cuts, broken_rules

#: Rows shown of a long table.
SHOWN = 50


def build(
    result: PartitionResult,
    settings: PartitionSettings,
    profile: Profile,
    inputs: Sequence[Tuple[str, str, int]] = (),
    software: str = "",
) -> Report:
    """The report of a run. ``inputs``: (message id of the role, layer name, features)."""
    figures = result.figures
    report = Report(Msg("partition.report.title"), profile=profile.id, software=software)
    report.profile_title = dict(profile.title)
    report.subtitle = Msg(
        "partition.report.subtitle",
        {"cells": len(result.cells), "communities": len(result.frame)},
    )
    _judge(report, figures)
    for key in ("cells", "share_5k_15k", "share_8k_12k", "border_on_feature"):
        figure = next(f for f in FIGURES if f.key == key)
        if figures.get(key) is not None:
            report.headline(
                key, figure.label, figures[key], figure.unit, figure.decimals, figure.percent
            )
    cuts = avoidable_cuts(figures)
    if cuts is not None:
        report.headline(
            "buildings_cut_avoidable",
            Msg("partition.figure.buildings_cut_avoidable"),
            cuts,
            status="error" if cuts else "ok",
        )
    _areas(report, result, settings)
    for group in ("quality", "hard", "objects", "compounds"):
        _figures(report, group, figures)
    _reasons(report, result)
    _communities(report, result)
    _issues(report, result)
    _settings(report, settings, inputs)
    return report


def _judge(report: Report, figures: Mapping[str, Any]) -> None:
    if broken_rules(figures) or avoidable_cuts(figures):
        report.judge(Msg("partition.report.broken"), "error")
    elif (figures.get("share_5k_15k") or 0.0) < 0.9:
        report.judge(Msg("partition.report.loose"), "warning")
    else:
        report.judge(Msg("partition.report.good"), "ok")


def _areas(report: Report, result: PartitionResult, settings: PartitionSettings) -> None:
    edges, counts = result.histogram.get("edges"), result.histogram.get("counts")
    section = report.section("areas", Msg("partition.report.areas"))
    if edges and counts:
        open_end = len(edges) == len(counts) and len(edges) > 1
        if open_end:
            edges = [*edges, 2 * edges[-1] - edges[-2]]
        section.histogram(
            edges,
            counts,
            unit="m²",
            band=(settings.lower, settings.upper),
            target=settings.target,
        )
        if open_end:
            section.note(Msg("partition.report.open_end", {"edge": f"{edges[-2]:,.0f}"}))


def _figures(report: Report, group: str, figures: Mapping[str, Any]) -> None:
    broken = {figure.key for figure in broken_rules(figures)}
    rows = []
    for figure in FIGURES:
        value = figures.get(figure.key)
        if figure.group != group or value is None:
            continue
        status = ""
        if figure.must_be is not None:
            status = "error" if figure.key in broken else "ok"
            if status == "ok" and isinstance(value, float):
                value = round(value, 3) + 0.0
        rows.append(
            Value(
                figure.key,
                figure.label,
                value,
                figure.unit,
                figure.decimals,
                figure.percent,
                status,
            )
        )
    if not rows:
        return
    section = report.section(group, Msg("partition.report." + group))
    section.values(rows)
    if group == "compounds":
        section.note(Msg("partition.report.compounds_note"))
        above = figures.get("compounds_kept_above_upper")
        if above:
            section.note(
                Msg(
                    "partition.report.compounds_cost",
                    {
                        "count": above,
                        "area": f"{figures['compounds_kept_above_upper_area']:,.0f}",
                    },
                ),
                "warning",
            )


def _reasons(report: Report, result: PartitionResult) -> None:
    cells = result.cells
    outside = cells[cells["reason"].astype(str) != ""]
    if outside.empty:
        return
    section = report.section("outside", Msg("partition.report.outside"))
    counts = Counter(outside["reason"])
    area = outside.groupby("reason")["area"].sum()
    section.table(
        [
            Column("reason", Msg("partition.report.reason")),
            Column("count", Msg("partition.report.count"), "number", 0),
            Column("area", Msg("partition.report.area_sum"), "number", 0),
        ],
        [[Msg(str(key)), n, float(area[key])] for key, n in sorted(counts.items())],
        key="reasons",
    )
    worst = outside.sort_values(["area", "code"], ascending=[False, True], kind="stable")
    section.table(
        [
            Column("code", Msg("partition.report.code")),
            Column("area", Msg("partition.report.area"), "number", 0),
            Column("reason", Msg("partition.report.reason")),
        ],
        [[row.code, float(row.area), Msg(str(row.reason))] for row in _first(worst)],
        key="cells",
        total=len(worst) if len(worst) > SHOWN else None,
    )


def _first(table: pd.DataFrame) -> List[Any]:
    plain = pd.DataFrame({c: table[c].to_numpy() for c in table.columns if c != "geometry"})
    return list(plain.head(SHOWN).itertuples(index=False))


def _communities(report: Report, result: PartitionResult) -> None:
    cells = pd.DataFrame(
        {
            name: result.cells[name].to_numpy()
            for name in ("community", "name", "area", "components", "buildings")
        }
    )
    if cells.empty:
        return
    groups = cells.groupby("community", sort=True)
    table = groups.agg(
        name=("name", "first"),
        cells=("area", "size"),
        total=("area", "sum"),
        mean=("area", "mean"),
        components=("components", "sum"),
        buildings=("buildings", "sum"),
    ).reset_index()
    section = report.section("communities", Msg("partition.report.communities"))
    section.table(
        [
            Column("code", Msg("partition.report.community")),
            Column("name", Msg("partition.report.name")),
            Column("cells", Msg("partition.report.count"), "number", 0),
            Column("area", Msg("partition.report.area_sum"), "number", 0),
            Column("mean", Msg("partition.report.area_mean"), "number", 0),
            Column("components", Msg("partition.report.components"), "number", 0),
            Column("buildings", Msg("partition.report.buildings"), "number", 0),
        ],
        [
            [r.community, r.name or "", r.cells, r.total, r.mean, r.components, r.buildings]
            for r in table.head(4 * SHOWN).itertuples(index=False)
        ],
        total=len(table) if len(table) > 4 * SHOWN else None,
    )


def _issues(report: Report, result: PartitionResult) -> None:
    issues = result.issues
    if not len(issues):
        return
    section = report.section("issues", Msg("partition.report.issues"))
    rows = []
    for kind, community, layer, fid, params in zip(
        issues["kind"], issues["community"], issues["layer"], issues["fid"], issues["params"]
    ):
        filled = params if isinstance(params, Mapping) else {}
        number = "" if fid is None or fid < 0 else int(fid)
        rows.append([Msg(str(kind), filled), community or "", layer or "", number])
    section.table(
        [
            Column("message", Msg("report.column.message")),
            Column("community", Msg("partition.report.community")),
            Column("layer", Msg("report.column.layer")),
            Column("fid", Msg("report.column.fids")),
        ],
        rows[:SHOWN],
        total=len(rows) if len(rows) > SHOWN else None,
    )


def _settings(
    report: Report, settings: PartitionSettings, inputs: Sequence[Tuple[str, str, int]]
) -> None:
    section = report.section("settings", Msg("partition.report.settings"))
    if inputs:
        section.table(
            [
                Column("role", Msg("partition.report.role")),
                Column("layer", Msg("report.column.layer")),
                Column("features", Msg("partition.report.features"), "number", 0),
            ],
            [[Msg(role), name, count] for role, name, count in inputs],
            key="inputs",
        )
    units = {"target": "m²", "lower": "m²", "upper": "m²", "precision": "m", "frame_tolerance": "m"}
    names = (
        "target",
        "lower",
        "upper",
        "weight_area",
        "weight_lines",
        "weight_compactness",
        "weight_components",
        "precision",
        "frame_tolerance",
        "seed",
        "order",
    )
    section.values(
        [
            Value(n, Msg("partition.setting." + n), getattr(settings, n), units.get(n, ""))
            for n in names
        ]
    )
