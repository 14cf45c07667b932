"""The functions themselves; each answers NULL to NULL and tells what to do when it cannot answer.

They may be called in any thread, by many threads at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCsException,
    QgsExpressionFunction,
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QCoreApplication

from ..compat import ExpressionFunction
from ..core.errors import DcmError, InputError
from ..i18n import current_language
from ..processing.geocoding.common import database_crs
from .help import Argument, Example, help_html

if TYPE_CHECKING:
    from .grid_layers import GridLayers
    from .project_places import ProjectPlaces

translate = QCoreApplication.translate
#: From this score on a place counts as found.
CONFIDENT = 0.8
Crs = QgsCoordinateReferenceSystem


def group() -> str:
    return "DCM 城管"


class DcmFunction(ExpressionFunction):
    """Base: a subclass sets NAME and OPTIONS and says what it answers."""

    NAME = ""
    #: The arguments behind the first one and their values when they are left out.
    FIRST = "text"
    OPTIONS: Tuple[Tuple[str, Any], ...] = ()

    def __init__(self, places: ProjectPlaces, grids: GridLayers) -> None:
        self.places, self.grids = places, grids
        parameters = [QgsExpressionFunction.Parameter(self.FIRST)]
        parameters += [
            QgsExpressionFunction.Parameter(name, True, value) for name, value in self.OPTIONS
        ]
        # not "contextual": the expression builder hides such functions
        super().__init__(self.NAME, parameters, group(), self.help(), False, False, False)

    def clone(self) -> DcmFunction:
        return type(self)(self.places, self.grids)

    def func(self, values: Sequence[Any], context: Any, parent: Any, node: Any) -> Any:
        given = [*values, *(value for _, value in self.OPTIONS[len(values) - 1 :])]
        try:
            return self.answer(context, *given)
        except DcmError as error:
            parent.setEvalErrorString(f"{self.NAME}: {error.localized(current_language())}")
        except QgsCsException:
            told = InputError("geocoding.outside_crs").localized(current_language())
            parent.setEvalErrorString(f"{self.NAME}: {told}")
        return None

    def answer(self, context: Any, *given: Any) -> Any:
        """The value; errors of the user's data are raised as DcmError."""
        raise NotImplementedError

    def help(self) -> str:
        return help_html(self.NAME, self.about(), self.arguments(), self.examples(), self.notes())

    def about(self) -> str:
        raise NotImplementedError

    def arguments(self) -> List[Argument]:
        raise NotImplementedError

    def examples(self) -> List[Example]:
        raise NotImplementedError

    def notes(self) -> str:
        return ""

    # --- what several need -----------------------------------------------------------------------

    def moved(self, point: QgsPointXY, source: Crs, target: Crs) -> QgsPointXY:
        """A point in another reference system; unknown systems are taken as the same."""
        if not source.isValid() or not target.isValid() or source == target:
            return point
        return self.places.transform(source, target).transform(point)

    def point_of(self, value: Any) -> Optional[QgsPointXY]:
        """The point that stands for a geometry, None when it is empty."""
        if not isinstance(value, QgsGeometry):
            raise InputError("geocoding.no_geometry_given")
        if value.isNull() or value.isEmpty():
            return None
        if value.type() != QgsWkbTypes.GeometryType.PointGeometry or value.isMultipart():
            value = value.pointOnSurface()
        return None if value.isNull() else QgsPointXY(value.asPoint())


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def crs_of(value: Any) -> Crs:
    """A reference system by its name, such as EPSG:4549."""
    crs = value if isinstance(value, Crs) else Crs(text_of(value))
    if not crs.isValid():
        raise InputError("geocoding.crs_unknown", crs=value)
    return crs


def crs_around(value: Any, context: Any) -> Crs:
    """The system that was given, else that of the layer, else that of the project."""
    if value:
        return crs_of(value)
    for name in ("layer_crs", "project_crs"):
        known = context.variable(name) if context is not None else None
        if known:
            crs = Crs(str(known))
            if crs.isValid():
                return crs
    return Crs()


def database_argument() -> Argument:
    return (
        "[database]",
        translate("DCM", "path of a place database; left out: the one of the project"),
    )


def text_argument() -> Argument:
    return ("text", translate("DCM", "an address, a place name or a sentence"))


class Geocode(DcmFunction):
    """A text to a point."""

    NAME = "dcm_geocode"
    OPTIONS = (("database", ""), ("crs", ""), ("min_score", CONFIDENT))

    def answer(self, context: Any, *given: Any) -> Any:
        text, path, crs, least = given
        target = crs_of(crs) if crs else None
        with self.places.open(text_of(path)).geocoder() as geocoder:
            best = geocoder.geocode(text_of(text)).best
            if best is None or best.score < number_of(least):
                return None
            point = QgsPointXY(best.x, best.y)
            if target is not None:
                point = self.moved(point, database_crs(geocoder.store), target)
        return QgsGeometry.fromPointXY(point)

    def about(self) -> str:
        return translate("DCM", "The place of an address or place name, as a point.")

    def arguments(self) -> List[Argument]:
        return [
            text_argument(),
            database_argument(),
            (
                "[crs]",
                translate(
                    "DCM",
                    "reference system of the point, such as 'EPSG:4326' or @layer_crs; left out: "
                    "that of the database",
                ),
            ),
            (
                "[min_score]",
                translate("DCM", "lowest score, 0 to 1; left out: 0.8. Below it the value is NULL"),
            ),
        ]

    def examples(self) -> List[Example]:
        return [
            ("dcm_geocode('人民路100号')", "Point (…)"),
            ('dcm_geocode("address", crs:=@layer_crs)', "Point (…)"),
            ("dcm_geocode('人民路与中山路交叉口东50米', min_score:=0.5)", "Point (…)"),
        ]

    def notes(self) -> str:
        return translate(
            "DCM",
            "Nothing is guessed: where several places fit equally, or only the street is known, "
            "the value is NULL unless a lower score is allowed. dcm_geocode_details tells why.",
        )


class GeocodeDetails(DcmFunction):
    """A text to all that is known about its place."""

    NAME = "dcm_geocode_details"
    OPTIONS = (("database", ""), ("crs", ""))

    def answer(self, context: Any, *given: Any) -> Any:
        from ..core.geocoding.table import answer_row

        text, path, crs = given
        with self.places.open(text_of(path)).geocoder() as geocoder:
            answer = geocoder.geocode(text_of(text))
            row = answer_row(answer, geocoder.city, current_language())
            source = database_crs(geocoder.store)
        found = {name[len("gc_") :]: value for name, value in row.items()}
        found["grid"] = None
        if answer.best is not None:
            point = QgsPointXY(answer.best.x, answer.best.y)
            found["grid"] = self._grid(point, source)
            if crs:
                point = self.moved(point, source, crs_of(crs))
            found["x"], found["y"] = point.x(), point.y()
        return found

    def _grid(self, point: QgsPointXY, crs: Crs) -> Optional[str]:
        """The code of the unit grid, None when the project has no (one) layer of them."""
        try:
            index = self.grids.index()
        except InputError:
            return None
        moved = self.moved(point, crs, index.crs)
        return index.code_at(moved.x(), moved.y()) or None

    def about(self) -> str:
        return translate("DCM", "All that the geocoder says about a text, as a map.")

    def arguments(self) -> List[Argument]:
        return [
            text_argument(),
            database_argument(),
            (
                "[crs]",
                translate("DCM", "reference system of x and y; left out: that of the database"),
            ),
        ]

    def examples(self) -> List[Example]:
        return [
            ("dcm_geocode_details('人民路100号')['state']", "'matched'"),
            ("dcm_geocode_details(\"address\")['error_m']", "10"),
            ("dcm_geocode_details(\"address\")['grid']", "'31010600100101'"),
        ]

    def notes(self) -> str:
        return translate(
            "DCM",
            "Keys: state (matched, tied, uncertain, unmatched), name, address, pattern, level, "
            "method, match, score, error_m, county, id, grid, x, y, count, others, reason. The "
            "grid comes from the layer of unit grids in the project.",
        )


class Reverse(DcmFunction):
    """A geometry to words."""

    NAME = "dcm_reverse"
    FIRST = "geometry"
    OPTIONS = (("crs", ""), ("database", ""))

    def answer(self, context: Any, *given: Any) -> Any:
        found = self.described(context, *given)
        return None if found is None else found["description"]

    def described(
        self, context: Any, geometry: Any, crs: Any, path: Any
    ) -> Optional[Dict[str, Any]]:
        """Columns of the description; None for an empty geometry."""
        import numpy as np

        point = self.point_of(geometry)
        if point is None:
            return None
        source = crs_around(crs, context)
        with self.places.open(text_of(path)).reverse() as reverse:
            moved = self.moved(point, source, database_crs(reverse.store))
            columns = reverse.describe(np.array([[moved.x(), moved.y()]])).columns
        return {name: None if v[0] == "" else v[0] for name, v in columns.items()}

    def about(self) -> str:
        return translate("DCM", "Where a geometry lies, in words: areas, house number, landmark.")

    def arguments(self) -> List[Argument]:
        return [
            (
                "geometry",
                translate("DCM", "a point; of lines and polygons a point on them is taken"),
            ),
            (
                "[crs]",
                translate("DCM", "its reference system; left out: that of the layer"),
            ),
            database_argument(),
        ]

    def examples(self) -> List[Example]:
        return [
            ("dcm_reverse($geometry)", "'示例市东湖区人民路100号'"),
            ("dcm_reverse(make_point(121.47, 31.23), 'EPSG:4490')", "'示例市东湖区…东30米'"),
        ]

    def notes(self) -> str:
        return translate("DCM", "Outside of all that is known the value is NULL.")


class ReverseDetails(Reverse):
    """A geometry to all parts of its description."""

    NAME = "dcm_reverse_details"

    def answer(self, context: Any, *given: Any) -> Any:
        return self.described(context, *given)

    def about(self) -> str:
        return translate("DCM", "Where a geometry lies, as a map of areas and nearest things.")

    def examples(self) -> List[Example]:
        return [
            ("dcm_reverse_details($geometry)['street']", "'人民路'"),
            ("dcm_reverse_details($geometry)['plate_m']", "12.5"),
        ]

    def notes(self) -> str:
        return translate(
            "DCM",
            "Keys: description, city, county, town, community, street, street_m, plate, plate_m, "
            "poi, poi_m. Distances are in metres.",
        )


class GridCode(DcmFunction):
    """A geometry to the code of its unit grid."""

    NAME = "dcm_grid_code"
    FIRST = "geometry"
    OPTIONS = (("layer", ""), ("crs", ""))

    def answer(self, context: Any, *given: Any) -> Any:
        geometry, layer, crs = given
        point = self.point_of(geometry)
        if point is None:
            return None
        index = self.grids.index(layer.id() if isinstance(layer, QgsMapLayer) else text_of(layer))
        moved = self.moved(point, crs_around(crs, context), index.crs)
        return index.code_at(moved.x(), moved.y()) or None

    def about(self) -> str:
        return translate("DCM", "The code of the unit grid in which a geometry lies.")

    def arguments(self) -> List[Argument]:
        return [
            (
                "geometry",
                translate("DCM", "a point; of lines and polygons a point on them is taken"),
            ),
            (
                "[layer]",
                translate(
                    "DCM",
                    "layer of unit grids (layer, id, name or file), or the field that holds the "
                    "codes; left out: the layer of the project with a usual field of codes",
                ),
            ),
            (
                "[crs]",
                translate("DCM", "its reference system; left out: that of the layer"),
            ),
        ]

    def examples(self) -> List[Example]:
        return [
            ("dcm_grid_code($geometry)", "'31010600100101'"),
            ("dcm_grid_code($geometry, '单元网格')", "'31010600100101'"),
            ("dcm_grid_code($geometry, 'BGCODE')", "'31010600100101'"),
        ]

    def notes(self) -> str:
        return translate(
            "DCM",
            "Grids with an end date are left out. On a common border the smaller code counts. "
            "Unsaved edits of the layer count too. Outside of all grids the value is NULL.",
        )


class ParseAddress(DcmFunction):
    """A text taken apart."""

    NAME = "dcm_parse_address"
    OPTIONS = (("database", ""),)

    def answer(self, context: Any, *given: Any) -> Any:
        from ..core.geocoding.levels import levels_of
        from ..core.geocoding.parse import parse

        text, path = text_of(given[0]), text_of(given[1])
        if not path and not self.places.found().path:
            return levels_of(parse(text))
        with self.places.open(path).geocoder() as geocoder:
            answer = geocoder.geocode(text)
        return None if answer.parsed is None else levels_of(answer.parsed, answer)

    def about(self) -> str:
        return translate("DCM", "An address taken apart into the ten levels and what follows.")

    def arguments(self) -> List[Argument]:
        return [
            text_argument(),
            (
                "[database]",
                translate(
                    "DCM",
                    "path of a place database, whose names are recognised; left out: the one of "
                    "the project, if there is one",
                ),
            ),
        ]

    def examples(self) -> List[Example]:
        return [
            ("dcm_parse_address('东湖区人民路100号3号楼201室')['street']", "'人民路'"),
            ("dcm_parse_address('东湖区人民路100号3号楼201室')['room']", "'201'"),
        ]

    def notes(self) -> str:
        return translate(
            "DCM",
            "Keys: province, city, county, town, community, street, zone, door_number, building, "
            "poi; unit, floor, room, second_street, direction, distance, rest, notes. Zone and poi "
            "are told only with a place database; else such names stand in rest.",
        )


def number_of(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError) as error:
        raise InputError("geocoding.score_wrong", value=value) from error


FUNCTIONS = (Geocode, GeocodeDetails, Reverse, ReverseDetails, GridCode, ParseAddress)
