"""What all algorithms of the provider share."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import metadata, util
from typing import Any, Dict, Iterator, Optional, Tuple

from qgis.core import QgsProcessingAlgorithm, QgsProcessingException
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ..i18n import current_language
from .provider import ICON

translate = QCoreApplication.translate

#: Packages the algorithms need beside QGIS: import name -> lowest version ("" for any).
REQUIREMENTS: Dict[str, str] = {
    "numpy": "",
    "pandas": "",
    "shapely": "2.0",
    "geopandas": "0.10",
    "yaml": "",
}
_PIP_NAMES = {"yaml": "PyYAML"}


def language() -> str:
    """Language of texts that come from data files: "zh" or "en"."""
    return current_language()


def missing_packages() -> str:
    """Names of the packages that are absent or too old, '' when all is there."""
    missing = []
    for module, lowest in REQUIREMENTS.items():
        name = _PIP_NAMES.get(module, module)
        if util.find_spec(module) is None:
            missing.append(name + (">=" + lowest if lowest else ""))
        elif lowest and _version(name) < _numbers(lowest):
            missing.append(name + ">=" + lowest)
    return ", ".join(missing)


def _version(name: str) -> Tuple[int, ...]:
    try:
        return _numbers(metadata.version(name))
    except metadata.PackageNotFoundError:
        return (10**6,)  # there, but without metadata: let the import decide


def _numbers(version: str) -> Tuple[int, ...]:
    numbers = []
    for part in version.split(".")[:2]:
        digits = "".join(c for c in part if c.isdigit())
        numbers.append(int(digits) if digits else 0)
    return tuple(numbers)


class DcmAlgorithm(QgsProcessingAlgorithm):
    """Base of the algorithms; a subclass sets NAME and GROUP and says what it does."""

    NAME = ""
    GROUP = "grid"

    def name(self) -> str:
        return self.NAME

    def groupId(self) -> str:
        return self.GROUP

    def group(self) -> str:
        return {"grid": translate("DCM", "Unit grid")}.get(self.GROUP, self.GROUP)

    def createInstance(self) -> DcmAlgorithm:
        return type(self)()

    def icon(self) -> QIcon:
        return QIcon(str(ICON)) if ICON.exists() else super().icon()

    def svgIconPath(self) -> str:
        return str(ICON) if ICON.exists() else super().svgIconPath()

    def canExecute(self) -> Tuple[bool, str]:
        missing = missing_packages()
        if not missing:
            return True, ""
        return False, translate(
            "DCM",
            "These Python packages are missing: {packages}. Install them into the Python of QGIS "
            "(OSGeo4W Setup, your Linux distribution, or conda) and start QGIS again.",
        ).format(packages=missing)

    def set_help(self, parameter: Any, text: str) -> Any:
        """Give a parameter its help text and hand the parameter back."""
        parameter.setHelp(text)
        return parameter

    def fail(self, error: Any) -> None:
        """Stop with the message of a DcmError in the language of the user."""
        raise QgsProcessingException(error.localized(language())) from error

    @contextmanager
    def errors_shown(self) -> Iterator[None]:
        """Turn each DcmError of the block into a message of Processing."""
        from ..core.errors import DcmError

        try:
            yield
        except DcmError as error:
            self.fail(error)


def optional(value: Optional[str]) -> str:
    """A text parameter that may be missing."""
    return (value or "").strip()
