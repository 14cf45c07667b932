"""Which findings are shown: severity, words, map view, set aside or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, FrozenSet, Optional, Tuple

from qgis.PyQt.QtCore import QModelIndex, QObject, QSortFilterProxyModel, Qt

from .labels import SEVERITIES, cells_name, check_name

if TYPE_CHECKING:
    from ...core.grid.findings import Finding
    from .model import FindingsModel

Extent = Tuple[float, float, float, float]


@dataclass
class FindingFilter:
    """``extent``: x0, y0, x1, y1 in the CRS of the grid, or None for everywhere.

    A finding about the whole layer has no place and is in no map view.
    """

    lang: str
    severities: FrozenSet[str] = frozenset(SEVERITIES)
    words: Tuple[str, ...] = ()
    extent: Optional[Extent] = None
    hide_set_aside: bool = True
    set_aside: Dict[str, str] = field(default_factory=dict)
    _searched: Dict[str, Tuple[Any, str]] = field(default_factory=dict, repr=False)

    def __call__(self, finding: Finding) -> bool:
        if finding.severity not in self.severities:
            return False
        if self.hide_set_aside and finding.key in self.set_aside:
            return False
        if self.extent is not None:
            if finding.point is None:
                return False
            x, y = finding.point
            x0, y0, x1, y1 = self.extent
            if not (x0 <= x <= x1 and y0 <= y <= y1):
                return False
        if self.words:
            text = self.searched(finding)
            return all(word in text for word in self.words)
        return True

    def searched(self, finding: Finding) -> str:
        """The text in which words are looked for: cells, check and sentence."""
        known = self._searched.get(finding.key)
        if known is None or known[0] is not finding:
            parts = (
                cells_name(finding), *finding.codes, check_name(finding.check, self.lang),
                finding.text(self.lang),
            )  # fmt: skip
            known = self._searched[finding.key] = (finding, " ".join(parts).casefold())
        return known[1]

    def set_text(self, text: str) -> None:
        self.words = tuple(text.casefold().split())


class FilterProxy(QSortFilterProxyModel):
    """The rows that the filter of the model lets through, and groups with such a row."""

    def __init__(self, model: FindingsModel, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setSourceModel(model)

    def filterAcceptsRow(self, row: int, parent: QModelIndex) -> bool:
        return self._model.node(parent).children[row].shown > 0

    def sort(self, column: int, order: Any = Qt.SortOrder.AscendingOrder) -> None:
        """The model orders its findings itself."""
        self._model.sort(column, order)
