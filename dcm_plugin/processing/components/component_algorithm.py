"""What the algorithms for coded components have in common: kinds of parameters, reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict

from qgis.core import (
    QgsProcessingException,
    QgsProcessingFeatureSource,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..base import DcmAlgorithm, language

if TYPE_CHECKING:
    from ...core.report import Report

translate = QCoreApplication.translate


class ComponentAlgorithm(DcmAlgorithm):
    """An algorithm of the group of components."""

    GROUP = "components"

    def write_reports(
        self, parameters: Any, context: Any, make: Callable[[], Report]
    ) -> Dict[str, str]:
        """The reports that are wanted, of one report that is made only then."""
        from ...core.files import write_text_atomic

        wanted = {
            name: self.parameterAsFileOutput(parameters, name, context)
            for name in ("REPORT", "REPORT_JSON")
        }
        written = {name: path for name, path in wanted.items() if path}
        if written:
            report = make()
            for name, path in written.items():
                face = report.to_html if name == "REPORT" else report.to_json
                write_text_atomic(path, face(language()))
        return written

    def source(self, parameters: Any, name: str, context: Any) -> QgsProcessingFeatureSource:
        """A layer that must be there."""
        found = self.parameterAsSource(parameters, name, context)
        if found is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        return found
