"""The findings as a tree of groups: what the model shows, without Qt."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Callable, Dict, List, Optional, Tuple

if TYPE_CHECKING:
    from ...core.grid.findings import Finding

#: Path of a finding: keys of its groups from the top, each sortable.
Path = Tuple[Tuple[Any, ...], ...]


class Node:
    """A group or a finding. Children stand in the order of their ``order``."""

    __slots__ = ("parent", "key", "order", "finding", "children", "orders", "shown")

    def __init__(self, parent: Optional[Node], key: Any, order: Any, finding: Any = None) -> None:
        self.parent = parent
        self.key = key
        self.order = order
        self.finding: Optional[Finding] = finding
        self.children: List[Node] = []
        self.orders: List[Any] = []
        #: A finding: 1 or 0, whether the filter lets it through; a group: how many it lets through.
        self.shown = 1

    @property
    def row(self) -> int:
        """Position among its siblings."""
        parent = self.parent
        if parent is None:
            return 0
        at = bisect_left(parent.orders, self.order)
        while parent.children[at] is not self:
            at += 1
        return at

    def place(self, order: Any) -> int:
        """Where a child with this order belongs."""
        return bisect_right(self.orders, order)

    def insert(self, at: int, nodes: List[Node]) -> None:
        self.children[at:at] = nodes
        self.orders[at:at] = [node.order for node in nodes]

    def remove(self, first: int, last: int) -> None:
        """Take away the children from first to last, both included."""
        del self.children[first : last + 1]
        del self.orders[first : last + 1]

    def sort(self) -> None:
        self.children.sort(key=attrgetter("order"))
        self.orders = [child.order for child in self.children]


class Backwards:
    """An order turned round."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: Backwards) -> bool:
        return bool(other.value < self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Backwards) and bool(other.value == self.value)

    __hash__ = None  # type: ignore[assignment]


_SEVERITIES = ("error", "warning", "info")


def by_severity(finding: Finding) -> Path:
    """Severity, then check."""
    return (
        ("severity", _SEVERITIES.index(finding.severity), finding.severity),
        ("check", finding.check, finding.check),
    )


def by_community(finding: Finding) -> Path:
    """Community (those without one last), then check."""
    return (
        ("community", finding.community or "\uffff", finding.community),
        ("check", finding.check, finding.check),
    )


GROUPINGS: Dict[str, Callable[[Finding], Path]] = {
    "severity": by_severity,
    "community": by_community,
}


def grown(
    root: Node,
    findings: List[Finding],
    path_of: Callable[[Finding], Path],
    order_of: Callable[[Finding], Any],
) -> Dict[str, Node]:
    """Grow a whole tree below a root that has no children; finding key -> its node."""
    groups: Dict[Path, Node] = {(): root}
    nodes: Dict[str, Node] = {}
    for finding in findings:
        path = path_of(finding)
        group = groups.get(path)
        if group is None:
            group = root
            for depth in range(1, len(path) + 1):
                step = groups.get(path[:depth])
                if step is None:
                    step = Node(group, path[depth - 1], path[depth - 1])
                    groups[path[:depth]] = step
                    group.children.append(step)
                group = step
        node = Node(group, finding.key, order_of(finding), finding)
        group.children.append(node)
        nodes[finding.key] = node
    for group in groups.values():
        group.sort()
    return nodes
