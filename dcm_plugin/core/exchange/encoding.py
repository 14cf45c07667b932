"""In which encoding a Shapefile was written, told by evidence.

In the order of their weight: what the user says, the ``.cpg`` file, the language driver byte of
the table, the bytes themselves. What the first three claim is tried on the bytes, since all of them
are often wrong: a Shapefile that was copied without its ``.cpg``, or saved again by a program that
writes its own, still holds the old bytes. Single-byte encodings cannot hold Chinese, so a claim of
one counts for nothing once the bytes are valid Chinese.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Sequence, Tuple

from ..errors import InputError
from ..messages import Message
from .dbf import Dbf, Sample, read_dbf

AUTO = "auto"
UTF8, GBK, GB18030, BIG5 = "UTF-8", "GBK", "GB18030", "Big5"
#: What a user may say; the first one leaves it to the evidence.
CHOICES = (AUTO, UTF8, GBK, GB18030, BIG5)
#: Language driver bytes that mean Chinese; all others say nothing certain (0x57 is "ANSI" of
#: whatever system, 0x03 is written by many programs without a thought).
DRIVERS: Dict[int, str] = {0x4D: GBK, 0x7A: GBK, 0x4F: BIG5, 0x78: BIG5}
#: Names in .cpg files.
_NAMES: Dict[str, str] = {
    "utf8": UTF8, "utf-8": UTF8, "65001": UTF8, "cp65001": UTF8,
    "gbk": GBK, "936": GBK, "cp936": GBK, "ansi 936": GBK, "windows-936": GBK, "ms936": GBK,
    "gb2312": GBK, "euc-cn": GBK, "euccn": GBK, "gb18030": GB18030, "54936": GB18030,
    "cp54936": GB18030, "big5": BIG5, "950": BIG5, "cp950": BIG5, "ansi 950": BIG5,
}  # fmt: skip
_CHINESE = (UTF8, GBK, GB18030, BIG5)
_CUT = ("unexpected end of data", "incomplete multibyte sequence")


@dataclass(frozen=True)
class Verdict:
    """The encoding taken, why, what speaks against it, and how many texts are cut in it."""

    encoding: str
    reason: Message
    warnings: Tuple[Message, ...] = ()
    cut: int = 0


@dataclass(frozen=True)
class _Trial:
    """How the samples look in one encoding."""

    encoding: str
    wrong: Tuple[Sample, ...]
    cut: int
    chinese: int

    @property
    def fits(self) -> bool:
        return not self.wrong


def table_of(path: Path) -> Path:
    """The dBASE table beside a Shapefile, in whatever case its ending is written."""
    for ending in (".dbf", ".DBF", ".Dbf"):
        table = path.with_suffix(ending)
        if table.exists():
            return table
    return path.with_suffix(".dbf")


def tell_encoding(path: Path, choice: str = AUTO) -> Verdict:
    """The encoding of a Shapefile or dBASE table; InputError when no evidence leads to one."""
    table = path if path.suffix.lower() == ".dbf" else table_of(path)
    if not table.exists():
        return Verdict(UTF8, Message("exchange.encoding.no_table"))
    dbf = read_dbf(table)
    samples = list(dbf.samples())
    claim, named = _claim(table)
    if choice != AUTO:
        return _chosen(choice, dbf, samples)
    if not samples:
        return Verdict(claim or UTF8, Message("exchange.encoding.ascii"))
    if claim is not None:
        return _claimed(claim, Message("exchange.encoding.cpg", {"name": named}), dbf, samples)
    warnings = [Message("exchange.encoding.cpg_unknown", {"name": named})] if named else []
    if dbf.driver in DRIVERS:
        reason = Message("exchange.encoding.driver", {"byte": f"0x{dbf.driver:02X}"})
        return _claimed(DRIVERS[dbf.driver], reason, dbf, samples, warnings)
    return _by_content(dbf, samples, warnings)


def _claim(table: Path) -> Tuple[Optional[str], str]:
    """What the .cpg file says: encoding (None for none that is known), and its words."""
    for ending in (".cpg", ".CPG", ".cst"):
        file = table.with_suffix(ending)
        if file.exists():
            raw = file.read_bytes()[:64].split(b"\0")[0]
            words = raw.decode("ascii", "replace").lstrip("\ufeff").strip()
            if words.casefold() in _NAMES:
                return _NAMES[words.casefold()], words
            try:
                return codecs.lookup(words).name, words
            except (LookupError, ValueError):
                return None, words
    return None, ""


def _chosen(choice: str, dbf: Dbf, samples: Sequence[Sample]) -> Verdict:
    trial = _try(choice, samples)
    warnings: Tuple[Message, ...] = ()
    if not trial.fits:
        warnings = (Message("exchange.encoding.chosen_wrong", _where(trial, dbf)),)
    return Verdict(choice, Message("exchange.encoding.chosen"), warnings, trial.cut)


def _claimed(
    claim: str,
    reason: Message,
    dbf: Dbf,
    samples: Sequence[Sample],
    warnings: Sequence[Message] = (),
) -> Verdict:
    trial = _try(claim, samples)
    if claim in _CHINESE and trial.fits:
        return Verdict(claim, reason, tuple(warnings), trial.cut)
    if claim == GBK:
        wider = _try(GB18030, samples)
        if wider.fits:
            return Verdict(GB18030, reason, tuple(warnings), wider.cut)
    against = Message("exchange.encoding.claim_wrong", {"claim": claim, "reason": reason})
    try:
        return _by_content(dbf, samples, [*warnings, against])
    except InputError:
        if claim not in _CHINESE and trial.fits:  # western text, say: the claim stands
            return Verdict(claim, reason, tuple(warnings), trial.cut)
        raise


def _by_content(dbf: Dbf, samples: Sequence[Sample], warnings: List[Message]) -> Verdict:
    utf8, gbk = _try(UTF8, samples), _try(GBK, samples)
    if not gbk.fits:
        wider = _try(GB18030, samples)
        gbk = wider if wider.fits else gbk
    texts = {"texts": len(samples)}
    if utf8.fits and gbk.fits:
        # short UTF-8 texts are often GBK by chance, seldom the other way round (一 is U+04BB)
        taken = utf8 if utf8.chinese or not gbk.chinese else gbk
        reason = Message("exchange.encoding.content_both", {"encoding": taken.encoding, **texts})
        return Verdict(taken.encoding, reason, tuple(warnings), taken.cut)
    for trial, name in (
        (utf8, "exchange.encoding.content_utf8"),
        (gbk, "exchange.encoding.content_gbk"),
    ):
        if trial.fits:
            reason = Message(name, {"encoding": trial.encoding, **texts})
            return Verdict(trial.encoding, reason, tuple(warnings), trial.cut)
    worst = gbk if len(gbk.wrong) <= len(utf8.wrong) else utf8
    raise InputError(
        "exchange.encoding.none",
        layer=dbf.path.stem,
        utf8=len(utf8.wrong),
        gbk=len(gbk.wrong),
        **_where(worst, dbf),
        **texts,
    )


def _where(trial: _Trial, dbf: Dbf) -> Dict[str, object]:
    """The first text that is none in an encoding, for a message."""
    first = min(trial.wrong, key=lambda sample: sample.record)
    return {
        "encoding": trial.encoding,
        "record": first.record,
        "field": dbf.columns[first.column].name.decode("ascii", "replace"),
        "count": len(trial.wrong),
    }


def _try(encoding: str, samples: Sequence[Sample]) -> _Trial:
    wrong: List[Sample] = []
    cut = chinese = 0
    for sample in samples:
        try:
            text = sample.raw.decode(encoding)
        except UnicodeDecodeError as error:
            at_end = error.end == len(sample.raw) and error.reason in _CUT
            if not (sample.full and at_end):
                wrong.append(sample)
                continue
            cut += 1
            text = sample.raw[: error.start].decode(encoding)
        chinese += any("\u2e80" <= letter <= "\u9fff" or letter > "\uf8ff" for letter in text)
    return _Trial(encoding, tuple(wrong), cut, chinese)
