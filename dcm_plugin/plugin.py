"""The composition root: what QGIS loads and unloads."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTranslator

from .i18n import install_translator, remove_translator


class DcmPlugin:
    """Registers the processing provider; safe to load, unload and load again.

    ``iface`` is None in ``qgis_process``, which calls ``initProcessing`` only.
    """

    def __init__(self, iface: Any = None) -> None:
        self.iface = iface
        self.provider: Optional[Any] = None
        self.translator: Optional[QTranslator] = None
        self.redraw: Optional[Any] = None
        self.catalogue: Optional[Any] = None
        self.cases: Optional[Any] = None
        self.places: Optional[Any] = None
        self.locator: Optional[Any] = None
        self.expressions: Optional[Any] = None

    def initProcessing(self) -> None:
        """Called by ``qgis_process``, and by ``initGui`` in the desktop."""
        if self.provider is not None:
            return
        # Registration reads the names of the algorithms: first the language, then the provider.
        if self.translator is None:
            self.translator = install_translator()
        from .processing.provider import DcmProvider

        provider = DcmProvider()
        if QgsApplication.processingRegistry().addProvider(provider):
            self.provider = provider  # a refused one is deleted by the registry
        if self.expressions is None and self._can_geocode():
            from .expressions.registry import ExpressionFunctions

            self.expressions = ExpressionFunctions(self._project_places())

    def initGui(self) -> None:
        self.initProcessing()
        if self.redraw is None:
            from .gui.redraw.toolbar import RedrawToolbar

            self.redraw = RedrawToolbar(self.iface)
        if self.catalogue is None:
            from .gui.catalogue.feature import CatalogueFeature

            self.catalogue = CatalogueFeature(self.iface)
        if self.cases is None:
            from .gui.cases.feature import CasesFeature

            self.cases = CasesFeature(self.iface, self._places_of_cases)
        if self.locator is None and self._can_geocode():
            from .gui.locator.feature import LocatorFeature

            self.locator = LocatorFeature(self.iface, self._project_places())

    def _can_geocode(self) -> bool:
        """Without the packages there is nothing to ask; the algorithms tell what is missing."""
        from .processing.base import missing_packages

        return not missing_packages()

    def _places_of_cases(self) -> Optional[Any]:
        return self._project_places() if self._can_geocode() else None

    def _project_places(self) -> Any:
        """The place database of the project, which expressions and locator share."""
        if self.places is None:
            from .expressions.project_places import ProjectPlaces

            self.places = ProjectPlaces()
        return self.places

    def unload(self) -> None:
        for feature in (
            self.redraw,
            self.catalogue,
            self.cases,
            self.locator,
            self.expressions,
        ):
            if feature is not None:
                feature.unload()
        self.redraw = self.catalogue = self.cases = self.locator = self.expressions = None
        if self.places is not None:
            self.places.close()
            self.places = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        remove_translator(self.translator)
        self.translator = None
