"""What all algorithms of the provider share."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import metadata, util
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Dict, Iterator, List, Mapping, Optional, Tuple

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingException,
    QgsProcessingFeatureSource,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterEnum,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon

from ..i18n import current_language
from .parameters import with_help
from .provider import ICON

if TYPE_CHECKING:
    from ..core.errors import DcmError
    from ..core.report import Report
    from ..core.standards import Profile

translate = QCoreApplication.translate

#: Packages the algorithms need beside QGIS: import name -> lowest version ("" for any).
REQUIREMENTS: Dict[str, str] = {
    "numpy": "",
    "pandas": "",
    "shapely": "2.0",
    "geopandas": "0.10",
    "yaml": "",
}
#: Built-in profiles in the order they are offered; the first one is the default.
BUILT_IN_PROFILES = (
    "gbt47678_3_2026",
    "gbt30428_1_2013",
    "cjt213_2005",
    "db11t2157_2023",
    "cjt349_2010",
    "custom",
)
_PIP_NAMES = {"yaml": "PyYAML"}


def language() -> str:
    """Language of texts that come from data files: "zh" or "en"."""
    return current_language()


def missing_packages(more: Optional[Mapping[str, str]] = None) -> str:
    """Names of the packages that are absent or too old, '' when all is there.

    ``more``: packages beside those that all algorithms need, as REQUIREMENTS.
    """
    missing = []
    for module, lowest in {**REQUIREMENTS, **(more or {})}.items():
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


def profile_folder() -> Path:
    """Where a city keeps its own profiles: ``dcm/profiles`` in the QGIS settings folder."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "dcm" / "profiles"


def catalogue_folder() -> Path:
    """Where a city keeps its own classes: ``dcm/catalogues`` in the QGIS settings folder."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "dcm" / "catalogues"


def profile_ids() -> List[str]:
    """Profiles on offer, the default first; ids only, so that nothing has to be read."""
    folder = Path(__file__).resolve().parent.parent / "data" / "profiles"
    own = profile_folder()
    ids = list(BUILT_IN_PROFILES)
    for place in (folder, own):
        if place.is_dir():
            ids += [p.stem for p in sorted(place.glob("*.yaml")) if p.stem not in ids]
    return [name for name in ids if name != "base"]


class DcmAlgorithm(QgsProcessingAlgorithm):
    """Base of the algorithms; a subclass sets NAME and GROUP and says what it does."""

    NAME = ""
    GROUP = "grid"

    def name(self) -> str:
        return self.NAME

    def groupId(self) -> str:
        return self.GROUP

    def group(self) -> str:
        groups = {
            "cases": translate("DCM", "Cases"),
            "grid": translate("DCM", "Unit grid"),
            "exchange": translate("DCM", "Interchange"),
            "components": translate("DCM", "Components and events"),
            "geocoding": translate("DCM", "Geocoding"),
        }
        return groups.get(self.GROUP, self.GROUP)

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

    def checkParameterValues(self, parameters: Any, context: Any) -> Tuple[bool, str]:
        """As in QGIS; what cannot be written is told in plain words and before the work."""
        error = self.destination_error(parameters)
        if error is not None:
            return False, error.localized(language())
        allowed, message = super().checkParameterValues(parameters, context)
        return bool(allowed), str(message)

    def destination_error(self, parameters: Any) -> Optional[DcmError]:
        """Why one of the files to be written cannot be; None when nothing speaks against it."""
        from ..core.files import check_writable

        for definition in self.destinationParameterDefinitions():
            path = destination_file(parameters.get(definition.name()))
            error = check_writable(path) if path else None
            if error is not None:
                return error
        return None

    def check_destinations(self, parameters: Any) -> None:
        """Raises the DcmError of a file that cannot be written, before the work."""
        error = self.destination_error(parameters)
        if error is not None:
            raise error

    def set_help(self, parameter: Any, text: str) -> Any:
        """Give a parameter its help text and hand the parameter back."""
        return with_help(parameter, text)

    def profile_parameter(self, name: str = "PROFILE") -> QgsProcessingParameterEnum:
        """The choice of the standard profile."""
        parameter = QgsProcessingParameterEnum(
            name,
            translate("DCM", "Standard profile"),
            options=profile_ids(),
            defaultValue=BUILT_IN_PROFILES[0],
            usesStaticStrings=True,
        )
        return self.set_help(
            parameter,
            translate(
                "DCM",
                "Code structure, tolerances, checks and field names. Own profiles (YAML) are read "
                "from the folder dcm/profiles of your QGIS settings.",
            ),
        )

    def load_profile(self, parameters: Any, context: Any, name: str = "PROFILE") -> Profile:
        """The profile that the user chose; a DcmError says what is wrong with it."""
        from ..core.standards import load_profile

        chosen = self.parameterAsEnumString(parameters, name, context)
        return load_profile(chosen, profile_folder())

    def parameterAsSink(self, parameters: Any, name: str, context: Any, *rest: Any) -> Any:
        """As in QGIS, but Shapefiles are UTF-8 with a .cpg, whatever the system's encoding is."""
        if context.defaultEncoding() in ("", "System"):
            context.setDefaultEncoding("UTF-8")
        return super().parameterAsSink(parameters, name, context, *rest)

    def required_source(
        self, parameters: Any, name: str, context: Any
    ) -> QgsProcessingFeatureSource:
        """A layer that must be there."""
        source = self.parameterAsSource(parameters, name, context)
        if source is None:
            raise QgsProcessingException(self.invalidSourceError(parameters, name))
        return source

    def write_reports(
        self, parameters: Any, context: Any, make: Callable[[], Report]
    ) -> Dict[str, Any]:
        """REPORT and REPORT_JSON where they are wanted, of one report that is made only then."""
        from ..core.files import write_text_atomic

        written: Dict[str, Any] = {}
        report: Optional[Report] = None
        for name in ("REPORT", "REPORT_JSON"):
            if self.parameterDefinition(name) is None:
                continue
            path = self.parameterAsFileOutput(parameters, name, context)
            if not path:
                continue
            report = report or make()
            content = report.to_html if name == "REPORT" else report.to_json
            write_text_atomic(path, content(language()))
            written[name] = path
        return written

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


def destination_file(value: Any) -> str:
    """The file a destination names; '' for memory, temporary files and databases."""
    if isinstance(value, QgsProcessingOutputLayerDefinition):
        value = value.sink.staticValue()
    if not isinstance(value, str) or value in ("", "TEMPORARY_OUTPUT", "memory:"):
        return ""
    path = value.split("|")[0]
    inside = path.startswith(("ogr:", "postgis:", "spatialite:", "/vsi"))
    return "" if inside or "dbname=" in path or "://" in path else path


def optional(value: Optional[str]) -> str:
    """A text parameter that may be missing."""
    return (value or "").strip()
