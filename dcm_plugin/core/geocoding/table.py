"""Answers as a table: one row per text, with what was found, how, and why not."""

from __future__ import annotations

from typing import Any, Dict, List, NamedTuple, Optional, Sequence

from .. import messages
from .model import Answer
from .standardize import direction_text, standard_of

#: How many other candidates a row names.
OTHERS = 3


class OutputField(NamedTuple):
    """A field of the result: name, kind and length as layers know them, names to show."""

    name: str
    kind: str
    length: int
    en: str
    zh: str


_OF_CANDIDATES = frozenset(
    ("gc_name", "gc_level", "gc_method", "gc_match", "gc_score", "gc_error_m", "gc_county", "gc_id",
     "gc_grid", "gc_x", "gc_y")
)  # fmt: skip
FIELDS = (
    OutputField("gc_state", "string", 10, "State", "匹配状态"),
    OutputField("gc_name", "string", 200, "Place", "地点"),
    OutputField("gc_address", "string", 254, "Standard address", "标准地址"),
    OutputField("gc_pattern", "string", 1, "Pattern", "描述模式"),
    OutputField("gc_direction", "string", 100, "Direction", "方位"),
    OutputField("gc_level", "int", 0, "Level reached", "达到级别"),
    OutputField("gc_method", "string", 20, "Method", "方法"),
    OutputField("gc_match", "string", 10, "Name match", "名称匹配"),
    OutputField("gc_score", "double", 0, "Score", "置信度"),
    OutputField("gc_error_m", "double", 0, "Expected error (m)", "预期误差（米）"),
    OutputField("gc_county", "string", 50, "County", "县（区）"),
    OutputField("gc_id", "string", 20, "Identifier", "标识码"),
    OutputField("gc_grid", "string", 20, "Grid code", "网格编码"),
    OutputField("gc_x", "double", 0, "X", "X"),
    OutputField("gc_y", "double", 0, "Y", "Y"),
    OutputField("gc_count", "int", 0, "Candidates", "候选数"),
    OutputField("gc_others", "string", 254, "Other candidates", "其他候选"),
    OutputField("gc_reason", "string", 254, "Reason", "原因"),
)
CANDIDATE_FIELDS = (
    OutputField("gc_row", "int", 0, "Row", "行号"),
    OutputField("gc_rank", "int", 0, "Rank", "排名"),
    OutputField("gc_text", "string", 254, "Text", "原文"),
    OutputField("gc_state", "string", 10, "State", "匹配状态"),
    *(f for f in FIELDS if f.name in _OF_CANDIDATES),
)

#: Notes that stand as the reason already.
_REASONS = frozenset(("geocoding.note.two_areas", "geocoding.note.other_city"))


def candidate_rows(
    answer: Answer, number: int, codes: Optional[Sequence[str]] = None
) -> List[List[Any]]:
    """Values of CANDIDATE_FIELDS for each candidate of an answer; ``codes`` of their grids."""
    return [
        [
            number, rank, answer.text, answer.state, c.name, int(c.reached), c.method, c.match,
            round(c.score, 3), round(c.error, 1), c.county, c.identifier,
            codes[rank - 1] or None if codes is not None else None, c.x, c.y,
        ]
        for rank, c in enumerate(answer.candidates, 1)
    ]  # fmt: skip


def answer_row(answer: Answer, city: str, lang: str) -> Dict[str, Any]:
    """One row of the table."""
    best = answer.best
    told = [answer.reason] if answer.reason else []
    if answer.parsed is not None:
        told += [note for note in answer.parsed.notes if note not in _REASONS]
    if best is not None:
        told += best.notes
    reason = "; ".join(dict.fromkeys(messages.text(note, lang) for note in told))
    row: Dict[str, Any] = dict.fromkeys(
        (f.name for f in FIELDS if f.name != "gc_grid"), None
    )  # fmt: skip
    row.update(gc_state=answer.state, gc_reason=reason or None, gc_count=len(answer.candidates))
    if best is None:
        return row
    standard = standard_of(answer, city)
    row.update(
        gc_name=best.name,
        gc_address=standard.text,
        gc_pattern=standard.pattern,
        gc_direction=(direction_text(answer.parsed, best) if answer.parsed else "") or None,
        gc_level=int(best.reached),
        gc_method=best.method,
        gc_match=best.match,
        gc_score=round(best.score, 3),
        gc_error_m=round(best.error, 1),
        gc_county=best.county,
        gc_id=best.identifier,
        gc_x=best.x,
        gc_y=best.y,
        gc_others="; ".join(
            f"{other.county}{other.name} ({other.score:.2f})"
            for other in answer.candidates[1 : 1 + OTHERS]
        ),
    )
    return row
