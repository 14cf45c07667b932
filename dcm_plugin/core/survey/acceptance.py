"""The sample and its comparison with a second survey as reports."""

from __future__ import annotations

from typing import Any, List, Mapping, Tuple

import numpy as np
import pandas as pd

from ..classes import COMPONENT, Catalogue
from ..report import Column, Label, Msg, Report, Value
from .compare import Comparison, Criterion
from .sample import Sample, acceptance_limits

SIGNATURES = ("survey.sign.inspector", "survey.sign.maker", "survey.sign.date")
_LISTED = 40
_SAMPLE_LIMITS = ("grid_share", "per_class")


def class_label(code: str, catalogue: Catalogue) -> Label:
    """Name of a class in both languages; '' when the catalogue has none."""
    found = catalogue.find(COMPONENT, code)
    return {"en": found.name("en"), "zh": found.name_zh} if found else ""


def sample_report(
    sample: Sample, grids: int, seed: int, catalogue: Catalogue, profile: Any, source: str
) -> Report:
    """What was drawn, and of which classes there are enough."""
    report = Report(
        Msg("survey.sample.title"), profile=f"{profile.id}, {catalogue.id}", subtitle=source
    )
    report.profile_title = dict(profile.title)
    drawn, components = len(sample.grids), int(sample.rows.sum())
    few = sample.classes[sample.classes["drawn"] < sample.limits["per_class"]]
    report.judge(
        Msg(
            "survey.sample.verdict",
            {"grids": drawn, "all": grids, "components": components, "few": len(few)},
        ),
        "ok",
    )
    report.headline("grids", Msg("survey.sample.grids"), drawn)
    report.headline("share", Msg("survey.sample.share"), drawn / grids, percent=True)
    report.headline("components", Msg("survey.sample.components"), components)
    report.headline("by_share", Msg("survey.sample.by_share"), sample.by_share)
    report.headline("added", Msg("survey.sample.added"), sample.added)
    names = ("code", "name", "total", "drawn", "wanted")
    rows: List[List[Any]] = [
        [code, class_label(code, catalogue), total, got, wanted]
        for code, total, got, wanted in sample.classes[
            ["code", "total", "drawn", "wanted"]
        ].itertuples(index=False)
    ]
    columns = [
        Column(n, Msg("survey.sample.column." + n), "text" if n in ("code", "name") else "number")
        for n in names
    ]
    report.section("classes", Msg("component_checks.report.classes")).table(
        columns, rows, key="list"
    ).note(Msg("survey.sample.few"))
    settings = _settings(report, sample.limits, _SAMPLE_LIMITS)
    settings.values([Value("seed", Msg("survey.sample.seed"), str(seed))])
    return report


def _settings(report: Report, limits: Mapping[str, float], names: Any) -> Any:
    known = acceptance_limits()
    rows = [
        [known[name].meaning, limits[name], known[name].unit, Msg("checks.basis.default")]
        for name in names
        if name in limits
    ]
    return report.section("settings", Msg("survey.acceptance.settings")).table(
        [
            Column("setting", Msg("survey.acceptance.setting")),
            Column("value", Msg("survey.acceptance.value"), "number"),
            Column("unit", Msg("checks.field.unit")),
            Column("basis", Msg("checks.report.origin")),
        ],
        rows,
        key="list",
    )


def acceptance_report(
    result: Comparison,
    survey: pd.DataFrame,
    truth: pd.DataFrame,
    catalogue: Catalogue,
    profile: Any,
    source: str,
) -> Report:
    """Passed or not, requirement by requirement; then classes, attributes and single errors."""
    report = Report(
        Msg("survey.acceptance.title"), profile=f"{profile.id}, {catalogue.id}", subtitle=source
    )
    report.profile_title = dict(profile.title)
    failed = [item for item in result.criteria if not item.passed]
    if failed:
        report.judge(Msg("survey.acceptance.failed", {"count": len(failed)}), "error")
    else:
        report.judge(Msg("survey.acceptance.passed", {"count": len(result.criteria)}), "ok")
    report.headline("survey", Msg("survey.acceptance.survey"), int(survey["inside"].sum()))
    report.headline("truth", Msg("survey.acceptance.truth"), int(truth["inside"].sum()))
    report.headline("matched", Msg("survey.acceptance.matched"), len(result.pairs))
    report.section("criteria", Msg("survey.acceptance.criteria")).table(
        [
            Column("requirement", Msg("survey.acceptance.requirement")),
            Column("found", Msg("survey.acceptance.found")),
            Column("limit", Msg("survey.acceptance.limit")),
            Column("counted", Msg("survey.acceptance.counted")),
            Column("result", Msg("checks.report.result"), "status"),
        ],
        [_criterion(item) for item in result.criteria],
        key="list",
    ).note(Msg("survey.acceptance.gross_in_rms"))
    _classes(report, result, catalogue)
    _fields(report, result, catalogue)
    _single(report, result, survey, truth, catalogue)
    _settings(report, result.limits, [n for n in result.limits if n not in _SAMPLE_LIMITS])
    return report


def _criterion(item: Criterion) -> List[Any]:
    if item.unit:
        shown: Tuple[str, str] = (f"{item.value:.3f} {item.unit}", f"≤ {item.limit:g} {item.unit}")
        counted = str(item.total)
    else:
        shown = (f"{100 * item.value:.1f} %", f"≤ {100 * item.limit:g} %")
        counted = f"{item.count} / {item.total}"
    name = Msg("survey.criterion." + item.key, {"accuracy": item.accuracy})
    return [name, *shown, counted, "ok" if item.passed else "failed"]


def _classes(report: Report, result: Comparison, catalogue: Catalogue) -> None:
    counts = ("matched", "missing", "superfluous", "wrong")
    rows = []
    for line in result.classes.itertuples(index=False):
        values = line._asdict()
        rms = values["rms"]
        rows.append(
            [
                values["code"],
                class_label(values["code"], catalogue),
                *(values[name] for name in counts),
                None if rms != rms else float(rms),
            ]
        )
    columns = [
        Column("code", Msg("component_checks.class.code")),
        Column("name", Msg("component_checks.class.name")),
        *(Column(name, Msg("survey.acceptance.column." + name), "number") for name in counts),
        Column("rms", Msg("survey.acceptance.column.rms"), "number", 2),
    ]
    report.section("classes", Msg("component_checks.report.classes")).table(
        columns, rows, key="list"
    )


def role_label(role: str, catalogue: Catalogue) -> Label:
    spec = catalogue.tables["component"].get(role)
    if spec is None:
        return Msg("survey.acceptance.class")
    return {"en": spec.alias_en, "zh": spec.alias_zh}


def _fields(report: Report, result: Comparison, catalogue: Catalogue) -> None:
    pairs = max(len(result.pairs), 1)
    report.section("attributes", Msg("survey.acceptance.attributes")).table(
        [
            Column("field", Msg("survey.acceptance.field")),
            Column("wrong", Msg("survey.acceptance.column.wrong"), "number"),
            Column("share", Msg("survey.acceptance.share"), "percent", 1),
        ],
        [
            [role_label(role, catalogue), count, count / pairs]
            for role, count in result.by_field.items()
        ],
        key="list",
    )


def _single(
    report: Report,
    result: Comparison,
    survey: pd.DataFrame,
    truth: pd.DataFrame,
    catalogue: Catalogue,
) -> None:
    """The largest position errors, and what has no partner."""
    section = report.section("single", Msg("survey.acceptance.single"))
    worst = result.pairs.sort_values("distance", ascending=False, kind="stable")
    code = Column("code", Msg("component_checks.class.code"))
    name = Column("name", Msg("component_checks.class.name"))
    fid = Column("fid", Msg("checks.field.feature"))
    section.table(
        [fid, code, name, Column("off", Msg("survey.acceptance.off"), "number", 2)],
        [
            [str(survey["_fid"].iloc[h]), c, class_label(c, catalogue), float(off)]
            for h, c, off in zip(
                worst["here"].head(_LISTED),
                truth["class_code"].to_numpy()[worst["there"].head(_LISTED).to_numpy(int)],
                worst["distance"].head(_LISTED),
            )
        ],
        title=Msg("survey.acceptance.worst"),
        key="worst",
        total=len(worst),
    )
    for key, table, rows in (
        ("missing", truth, result.missing),
        ("superfluous", survey, result.superfluous),
    ):
        listed = np.asarray(rows)[:_LISTED]
        codes = table["class_code"].to_numpy()[listed]
        section.table(
            [fid, code, name],
            [
                [str(f), c, class_label(c, catalogue)]
                for f, c in zip(table["_fid"].to_numpy()[listed], codes)
            ],
            title=Msg("survey.acceptance.column." + key),
            key=key,
            total=len(rows),
        )
