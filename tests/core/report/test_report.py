"""Reports and atomic files."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from datetime import datetime
from html.parser import HTMLParser

import numpy as np
import pytest

from dcm_plugin.core import files
from dcm_plugin.core.errors import DcmError
from dcm_plugin.core.report import Column, Msg, Report, Value, findings_csv, label_text, table_csv
from dcm_plugin.core.report.html import number
from dcm_plugin.core.report.svg import nice_step

VOID = {"meta", "img", "br"}


class Balance(HTMLParser):
    """Fails on a tag that is not closed; keeps what a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list = []
        self.loads: list = []
        self.text: list = []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("src", "href") or name.startswith("on"):
                self.loads.append((tag, name, value[:22]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def sample() -> Report:
    report = Report(
        {"en": "Check <1>", "zh": "检查 <1>"}, profile="p<x>", created=datetime(2026, 1, 2)
    )
    report.judge({"en": "2 errors", "zh": "2 个错误"}, "error")
    report.headline("errors", Msg("report.status.error"), np.int64(2), status="error")
    part = report.section("area", {"en": "Area", "zh": "面积"})
    part.values(
        [
            Value("median", {"en": "Median", "zh": "中位数"}, np.float64(9876.54), "m²", 0),
            Value("share", "Share", 0.98765, percent=True),
            Value("none", "None", float("nan")),
        ]
    )
    part.histogram([0, 5, 10, 20], [1, 0, 3], unit="m²", band=(5, 15), target=10)
    part.table(
        [Column("a", "A"), Column("s", "S", "status"), Column("n", "N", "number")],
        [["<script>alert(1)</script>", "error", 12345], [Msg("report.status.ok"), "ok", None]],
        total=10,
    )
    part.note("<b>", "warning")
    part.image(b"\x89PNG", "caption")
    return report


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_html_is_self_contained_balanced_and_escaped(lang):
    page = sample().to_html(lang)
    parser = Balance()
    parser.feed(page)
    assert parser.open == []
    assert parser.loads == [("img", "src", "data:image/png;base64,")]
    assert "<script" not in page and "&lt;script&gt;" in page
    text = "".join(parser.text)
    assert ("检查" if lang == "zh" else "Check") in text
    assert "9,877" in text and "98.8 %" in text and "12,345" in text
    assert 'lang="zh-CN"' in page if lang == "zh" else 'lang="en"' in page


def test_json_has_stable_keys_and_no_nan():
    english, chinese = (json.loads(sample().to_json(lang)) for lang in ("en", "zh"))
    assert english["figures"] == chinese["figures"] == {"errors": 2}
    assert english["sections"]["area"]["median"] == pytest.approx(9876.54)
    assert english["sections"]["area"]["none"] is None
    assert english["sections"]["area"]["histogram"]["counts"] == [1, 0, 3]
    assert english["sections"]["area"]["table"][0]["n"] == 12345
    assert english["sections"].keys() == chinese["sections"].keys()
    assert chinese["sections"]["area"]["title"] == "面积"


def test_csv_opens_in_spreadsheets_and_runs_nothing():
    text = findings_csv([["Q01", "n", "error", "l", "1", 2.0, "m²", "=1+1", 1.0, 2.0]], "zh")
    assert text.startswith("\ufeff检查项")
    rows = list(csv.reader(io.StringIO(text[1:])))
    assert rows[1][7] == "'=1+1" and rows[1][5] == "2.0" and len(rows[0]) == len(rows[1])
    assert '"a\nb"' in table_csv(["x"], [["a\nb"]])


def test_numbers():
    assert number(None) == "–" and number(float("inf")) == "–"
    assert number(1234567) == "1,234,567" and number(0.5, percent=True) == "50.0 %"
    assert number(np.float32(2.5), 1) == "2.5" and number("x") == "x" and number(True) == "True"
    assert nice_step(7, 4, whole=True) == 2 and nice_step(100, 8) == 20
    assert label_text(3, "en") == 3


def test_histogram_needs_matching_edges():
    with pytest.raises(ValueError, match="edge"):
        Report("x").section("a", "b").histogram([0, 1], [1, 2])


def test_empty_histogram_and_zero_counts():
    report = Report("x")
    report.section("a", "b").histogram([0], []).histogram([0, 1], [0])
    assert "svg" in report.to_html()


def test_atomic_write_replaces_and_keeps_rights(tmp_path):
    target = tmp_path / "报告.html"
    files.write_text_atomic(target, "一")
    umask = os.umask(0)
    os.umask(umask)
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o666 & ~umask
        target.chmod(0o640)
    files.write_text_atomic(target, "二\r\n", "gbk")
    assert target.read_bytes() == "二\r\n".encode("gbk")
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["报告.html"]


@pytest.mark.parametrize(
    ("number_", "message_id"),
    [
        (errno.ENOSPC, "files.disk_full"),
        (errno.EACCES, "files.denied"),
        (errno.EIO, "files.failed"),
    ],
)
def test_atomic_write_failure_keeps_old_file(tmp_path, monkeypatch, number_, message_id):
    target = tmp_path / "a.txt"
    target.write_text("old")

    def full(_handle):
        raise OSError(number_, "no")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(DcmError) as caught:
        files.write_text_atomic(target, "new")
    assert caught.value.message_id == message_id
    assert str(target) in caught.value.localized("zh")
    assert target.read_text() == "old" and os.listdir(tmp_path) == ["a.txt"]


def test_missing_folder_is_named(tmp_path):
    with pytest.raises(DcmError) as caught:
        files.write_text_atomic(tmp_path / "no" / "a.txt", "x")
    assert caught.value.message_id == "files.no_folder"


def test_what_cannot_be_written_is_known_before(tmp_path, monkeypatch):
    path = tmp_path / "a.html"
    assert files.check_writable(path) is None
    lost = files.check_writable(tmp_path / "no" / "a.html")
    assert lost is not None and lost.message_id == "files.no_folder"
    path.write_text("old")
    monkeypatch.setattr(files.os, "access", lambda name, mode: not name.endswith("a.html"))
    denied = files.check_writable(path)
    assert denied is not None and denied.message_id == "files.denied"
    monkeypatch.setattr(files.os, "access", lambda name, mode: name.endswith("a.html"))
    assert files.check_writable(path) is not None


def test_bars():
    report = Report("x")
    part = report.section("a", "b")
    part.bars([{"en": "Cover", "zh": "井盖"}, "<Box>"], [3, 0], title="Bars", key="kinds")
    assert report.to_data("zh")["sections"]["a"]["kinds"] == {
        "labels": ["井盖", "<Box>"], "counts": [3, 0], "unit": ""
    }  # fmt: skip
    page = report.to_html("en")
    assert "Cover" in page
    assert "&lt;Box&gt;" in page
    with pytest.raises(ValueError):
        part.bars(["a"], [])


def test_long_names_of_bars_are_cut():
    report = Report("x")
    report.section("a", "b").bars(["很长的名称" * 20], [1])
    assert "…" in report.to_html("en")
