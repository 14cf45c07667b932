"""The filter behind the locator bar: asks the sources in a thread and hands out what they find."""

from __future__ import annotations

import traceback
from typing import Any, Dict, List, Sequence

from qgis.core import Qgis, QgsLocatorFilter, QgsLocatorResult, QgsMessageLog, QgsProject
from qgis.PyQt.QtCore import QCoreApplication

from ...compat import result_data, set_group_score
from .model import Hit, Search, Source
from .show import Shower

translate = QCoreApplication.translate

#: Typed in front of a text to search only here.
PREFIX = "dcm"


class DcmLocatorFilter(QgsLocatorFilter):
    """QGIS makes a clone for every keystroke: :meth:`prepare` runs in the main thread,
    :meth:`fetchResults` in another one."""

    def __init__(self, sources: Sequence[Source], shower: Shower) -> None:
        super().__init__()
        self._sources, self._shower = sources, shower
        self._searches: List[Search] = []

    def clone(self) -> DcmLocatorFilter:
        return DcmLocatorFilter(self._sources, self._shower)

    def name(self) -> str:
        return "dcm_locator"

    def displayName(self) -> str:
        return translate("DCM", "City management: addresses, places, codes")

    def prefix(self) -> str:
        return PREFIX

    def priority(self) -> Any:
        return QgsLocatorFilter.Priority.High

    def hasConfigWidget(self) -> bool:
        return True

    def openConfigWidget(self, parent: Any = None) -> None:
        self._shower.choose_database()

    def prepare(self, string: str, context: Any) -> List[str]:
        text = string.strip()
        self._searches = []
        if text:
            project = QgsProject.instance()
            found = (source.search(project, text, context) for source in self._sources)
            self._searches = [search for search in found if search is not None]
        return []

    def fetchResults(self, string: str, context: Any, feedback: Any) -> None:
        groups: Dict[str, int] = {}
        for search in self._searches:
            try:
                for number, hit in enumerate(search.hits(feedback.isCanceled)):
                    if feedback.isCanceled():
                        return
                    rank = groups.setdefault(hit.group, len(groups))
                    self.resultFetched.emit(self._result(hit, rank, number))
            except Exception:  # an error that leaves this thread ends QGIS
                QgsMessageLog.logMessage(traceback.format_exc(), "DCM", Qgis.MessageLevel.Critical)

    def _result(self, hit: Hit, rank: int, number: int) -> QgsLocatorResult:
        result = QgsLocatorResult(self, hit.title, hit.target)
        result.description = hit.note
        result.group = hit.group
        # QGIS 3.40 sorts the hits of a group by their text alone: what matters most is in a group
        # of its own
        set_group_score(result, 1.0 - 0.05 * rank)
        result.score = max(0.0, 1.0 - 0.05 * rank - 0.001 * number)
        if hit.icon is not None:
            result.icon = hit.icon
        return result

    def triggerResult(self, result: Any) -> None:
        self._shower.show(result_data(result))
