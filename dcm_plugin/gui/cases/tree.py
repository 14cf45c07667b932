"""The cases as a tree of groups and pages: what the model shows, without Qt.

A node is the root, a group with a number, or a case. Groups are filled when they are opened; cases
come in pages. Nodes have keys that stay the same from one answer to the next: by them the model
finds what went, what came and what moved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Tuple

from ...core.cases.query import CaseFilter, Page

if TYPE_CHECKING:
    from .names import Names

Key = Tuple[str, ...]

#: Groupings that may be chosen, and the columns by which their levels are counted.
GROUPINGS: Dict[str, Tuple[str, ...]] = {
    "": (),
    "state": ("state",),
    "light": ("light",),
    "department": ("department",),
    "class": ("case_kind", "big_class", "class_code"),
    "area": ("street_code", "community_code"),
    "duty_grid": ("duty_grid_code",),
    "source": ("source_code",),
}
#: Rows that are fetched at a time.
PAGE = 200
_LIGHTS = ("red", "yellow", "green", "none")
_TUPLES = {"state": "states", "light": "lights", "department": "department",
           "duty_grid_code": "duty_grid_code", "source_code": "source_code"}  # fmt: skip


class Node:
    """A row of the tree. ``count``: how many cases stand below it in the database."""

    __slots__ = ("parent", "key", "row", "count", "children", "condition", "level",
                 "label", "asked", "more", "at")  # fmt: skip

    def __init__(self, parent: Optional[Node], key: Key, level: int) -> None:
        self.parent = parent
        self.key = key
        #: Row of the case list; None for a group.
        self.row: Optional[Mapping[str, Any]] = None
        self.label = ""
        self.count = 0
        #: None as long as a group was never opened.
        self.children: Optional[List[Node]] = None
        self.condition: Optional[CaseFilter] = None
        self.level = level
        #: Whether the store was asked for what comes next.
        self.asked = False
        #: Whether there may be cases behind those that are loaded.
        self.more = True
        #: Position among its siblings.
        self.at = 0

    def number(self, first: int = 0) -> None:
        """Tell the children from the first one where they stand."""
        children = self.children or []
        for at in range(first, len(children)):
            children[at].at = at

    @property
    def is_case(self) -> bool:
        return self.row is not None

    @property
    def loaded(self) -> int:
        return len(self.children or ())


@dataclass(frozen=True)
class Group:
    """One group of an answer."""

    code: str
    label: str
    count: int
    condition: CaseFilter


def groups(
    condition: CaseFilter,
    by: str,
    counted: Mapping[Optional[str], int],
    names: Names,
) -> List[Group]:
    """The groups of one level in the order in which they are shown; those without a code last."""
    if by == "big_class":
        bigger: Dict[Optional[str], int] = {}
        for code, count in counted.items():
            head = (code or "")[:2]
            bigger[head] = bigger.get(head, 0) + count
        counted = bigger
    found = []
    for code, count in counted.items():
        if count:
            narrowed = narrow(condition, by, code or "")
            if narrowed is not None:
                found.append(
                    Group(
                        code or "",
                        _label(by, code or "", condition.case_kind, names),
                        count,
                        narrowed,
                    )
                )
    order = {row["code"]: place for place, row in enumerate(names.states)}
    if by == "state":
        found.sort(key=lambda group: (order.get(group.code, len(order)), group.code))
    elif by == "light":
        found.sort(key=lambda group: _LIGHTS.index(group.code))
    else:
        found.sort(key=lambda group: (not group.code, -group.count, group.code))
    return found


def narrow(condition: CaseFilter, by: str, code: str) -> Optional[CaseFilter]:
    """The condition of one group; an empty code asks for the cases that have none."""
    column = "class_code" if by == "big_class" else by
    if not code and column not in ("state", "light"):
        return replace(condition, missing=(*condition.missing, column))
    if column in _TUPLES:
        return replace(condition, **{_TUPLES[column]: (code,)})
    return replace(condition, **{column: code})


def column_of(by: str) -> str:
    """What the store counts for a level."""
    return "class_code" if by == "big_class" else by


def _label(by: str, code: str, kind: str, names: Names) -> str:
    from .labels import kind_name, light_name, translate
    from .names import class_name

    if not code:
        return translate("DCM", "None")
    if by == "state":
        return names.state(code)
    if by == "light":
        return light_name(code)
    if by == "department":
        return names.unit(code)
    if by == "case_kind":
        return kind_name(code)
    if by in ("big_class", "class_code"):
        return f"{code} {class_name('', kind, code, names.lang)}"
    if by == "source_code":
        return names.value("source", code)
    return names.place(by[: -len("_code")], code)


def next_page(node: Node, sort: str, descending: bool) -> Page:
    return Page(sort, descending, node.loaded, PAGE)


def loaded_page(node: Node, sort: str, descending: bool) -> Page:
    """All that is shown of a node, to be read again."""
    return Page(sort, descending, 0, max(PAGE, -(-node.loaded // PAGE) * PAGE))


@dataclass
class Plan:
    """How a list of keys becomes another one: rows that go, the new order of those that stay,
    runs that come (place in the final list, how many)."""

    gone: List[Tuple[int, int]]
    order: Optional[List[int]]
    come: List[Tuple[int, int]]


def plan(before: Sequence[Any], after: Sequence[Any]) -> Plan:
    """``gone``: runs (first, last) of rows of ``before``, last run first. ``order``: for each row
    that stays, in its new order, its place among those that stay; None when that is as before."""
    wanted = set(after)
    known = set(before)
    gone: List[Tuple[int, int]] = []
    for row in range(len(before) - 1, -1, -1):
        if before[row] in wanted:
            continue
        if gone and gone[-1][0] == row + 1:
            gone[-1] = (row, gone[-1][1])
        else:
            gone.append((row, row))
    kept = {key: place for place, key in enumerate(key for key in before if key in wanted)}
    order = [kept[key] for key in after if key in known]
    come: List[Tuple[int, int]] = []
    for row, key in enumerate(after):
        if key in known:
            continue
        if come and sum(come[-1]) == row:
            come[-1] = (come[-1][0], come[-1][1] + 1)
        else:
            come.append((row, 1))
    return Plan(gone, None if order == list(range(len(order))) else order, come)
