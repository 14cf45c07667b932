"""Words at the axes of a histogram, and results that were not passed."""

from __future__ import annotations

import pytest

from dcm_plugin.core.report import Column, Report


@pytest.mark.parametrize(
    ("lang", "counted", "measured", "failed"),
    [("en", "communities", "Components", "not passed"), ("zh", "社区数", "部件数", "不合格")],
)
def test_axes_and_failures_are_named(lang: str, counted: str, measured: str, failed: str) -> None:
    report = Report("T")
    section = report.section("s", "S")
    section.histogram(
        [0, 1, 2],
        [3, 4],
        counted={"en": "communities", "zh": "社区数"},
        measured={"en": "Components", "zh": "部件数"},
    )
    section.table([Column("r", "R", "status")], [["failed"]])
    page = report.to_html(lang)
    assert f">{counted}</text>" in page and f">{measured}</text>" in page
    assert f'<span class="badge s-failed">{failed}</span>' in page


def test_unit_grids_are_counted_when_nothing_is_said() -> None:
    report = Report("T")
    report.section("s", "S").histogram([0, 1], [3], unit="m²")
    page = report.to_html("zh")
    assert ">网格数</text>" in page and ">m²</text>" in page
