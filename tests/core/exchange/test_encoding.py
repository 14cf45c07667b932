"""Which encoding a Shapefile is in, told by evidence."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange_samples import write_dbf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dcm_plugin.core.errors import InputError
from dcm_plugin.core.exchange.encoding import tell_encoding

TEXTS = ["东风街道", "人民路社区", "备注：临街"]


def table(folder: Path, encoding: str, driver: int = 0, cpg: str = "", texts=TEXTS) -> Path:
    rows = [[text.encode(encoding)] for text in texts]
    path = write_dbf(folder / "t.dbf", [("街道".encode(encoding), 40)], rows, driver)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)
    return path.with_suffix(".shp")


def reason(path: Path, choice: str = "auto") -> tuple:
    verdict = tell_encoding(path, choice)
    return verdict.encoding, verdict.reason.message_id.rpartition(".")[2], len(verdict.warnings)


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_bytes_alone(tmp_path: Path, encoding: str) -> None:
    kind = {"UTF-8": "content_both", "GBK": "content_gbk"}[encoding]
    assert reason(table(tmp_path, encoding)) in (
        (encoding, kind, 0),
        (encoding, "content_" + encoding.lower().replace("-", ""), 0),
    )


def test_language_driver(tmp_path: Path) -> None:
    assert reason(table(tmp_path, "GBK", 0x4D)) == ("GBK", "driver", 0)
    assert reason(table(tmp_path, "Big5", 0x78, texts=["東風街道"])) == ("Big5", "driver", 0)
    # "ANSI of some system" says nothing
    assert reason(table(tmp_path, "GBK", 0x57))[:2] == ("GBK", "content_gbk")


@pytest.mark.parametrize("words", ["GBK", "936", "gb2312", "CP936", "ANSI 936"])
def test_cpg_names(tmp_path: Path, words: str) -> None:
    assert reason(table(tmp_path, "GBK", cpg=words)) == ("GBK", "cpg", 0)


@pytest.mark.parametrize("words", ["UTF-8", "ISO-8859-1"])
def test_a_cpg_that_lies_is_not_believed(tmp_path: Path, words: str) -> None:
    path = table(tmp_path, "GBK", cpg=words)
    assert reason(path) == ("GBK", "content_gbk", 1)
    assert "GBK" not in str(tell_encoding(path).warnings[0])


def test_a_language_driver_that_lies(tmp_path: Path) -> None:
    path = table(tmp_path, "UTF-8", 0x4D, texts=["东风街", "一二三四五", "（甲）"])
    assert tell_encoding(path).encoding == "UTF-8"


def test_an_unknown_cpg(tmp_path: Path) -> None:
    assert reason(table(tmp_path, "GBK", cpg="what?")) == ("GBK", "content_gbk", 1)


def test_gb18030_where_gbk_is_too_small(tmp_path: Path) -> None:
    assert reason(table(tmp_path, "GB18030", texts=["𠮷野家路"]))[0] == "GB18030"
    assert reason(table(tmp_path, "GB18030", cpg="GBK", texts=["𠮷野家路"])) == (
        "GB18030",
        "cpg",
        0,
    )


def test_the_classic_trap(tmp_path: Path) -> None:
    """一 in GBK is a valid UTF-8 letter of another script."""
    assert tell_encoding(table(tmp_path, "GBK", texts=["一", "一一"])).encoding == "GBK"


def test_only_ascii(tmp_path: Path) -> None:
    path = write_dbf(tmp_path / "a.dbf", [(b"NAME", 5)], [[b"abc"]])
    assert reason(path) == ("UTF-8", "ascii", 0)


def test_nothing_fits(tmp_path: Path) -> None:
    path = write_dbf(tmp_path / "a.dbf", [(b"NAME", 5)], [[b"abc"], [b"\xff\xfe\xff"]])
    with pytest.raises(InputError) as caught:
        tell_encoding(path)
    assert caught.value.message_id == "exchange.encoding.none"
    assert caught.value.params["record"] == 2 and caught.value.params["field"] == "NAME"
    verdict = tell_encoding(path, "GBK")
    assert verdict.encoding == "GBK" and len(verdict.warnings) == 1


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
def test_texts_cut_in_a_character(tmp_path: Path, encoding: str) -> None:
    long = "东风街道人民路" * 3
    size = len(long.encode(encoding)) - 1
    rows = [[long.encode(encoding)[:size]], ["街".encode(encoding)]]
    path = write_dbf(tmp_path / "c.dbf", [("单元网格标识码".encode(encoding), size)], rows)
    verdict = tell_encoding(path)
    assert verdict.encoding == encoding
    assert verdict.cut == (2 if encoding == "UTF-8" else 1)  # the name is cut in UTF-8 only


def test_a_table_that_ends_too_early(tmp_path: Path) -> None:
    path = table(tmp_path, "GBK").with_suffix(".dbf")
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(InputError) as caught:
        tell_encoding(path)
    assert caught.value.message_id == "exchange.dbf_damaged"
    path.write_bytes(b"")
    with pytest.raises(InputError):
        tell_encoding(path)


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=8)


@given(texts=st.lists(HAN, min_size=1, max_size=8), encoding=st.sampled_from(["UTF-8", "GBK"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_chinese_is_read_as_it_was_written(tmp_path: Path, texts: list, encoding: str) -> None:
    """Whatever is taken, the first text that both encodings can hold comes back."""
    verdict = tell_encoding(table(tmp_path, encoding, texts=["单元网格", *texts]))
    assert verdict.encoding == encoding
