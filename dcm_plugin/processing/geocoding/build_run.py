"""What happens when ``dcm:buildgeocodeindex`` runs: read, put together, write."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
import shapely
from qgis.core import QgsCoordinateReferenceSystem

from ...core.errors import Cancelled, InputError
from ...core.geocoding.beidou import encode
from ...core.geocoding.build import Built, Source, build
from ...core.geocoding.build_report import build_report
from ...core.geocoding.datum import to_wgs84
from ...core.geocoding.fields import find_field, table_columns
from ...core.geocoding.model import PlaceType
from ...core.messages import text
from ...store.places import PlaceDatabase, Reference
from .. import adapters
from ..base import language
from ..grid.history_tables import day_of
from .beidou_grid_code import CGCS2000
from .build_index import COUNTS
from .common import WGS84, GeocodingAlgorithm, database_crs, told, transformed
from .place_styles import styles

#: Parameter of the layer, type, table of places, geometry, (role, parameter of the field).
#: Type -> how many current places, and how many of them have an identifier.
Counts = Dict[int, Tuple[int, int]]
LAYERS: Tuple[Tuple[str, PlaceType, str, str, Tuple[Tuple[str, str], ...]], ...] = (
    ("AREAS", PlaceType.AREA, "area", "polygon",
     (("name", "AREA_NAME_FIELD"), ("code", "AREA_CODE_FIELD"), ("level", ""), ("alias", ""))),
    ("STREETS", PlaceType.STREET, "street", "line",
     (("name", "STREET_NAME_FIELD"), ("alias", "STREET_ALIAS_FIELD"),
      ("former_name", "STREET_FORMER_FIELD"))),
    ("PLATES", PlaceType.PLATE, "plate", "any",
     (("street", "PLATE_STREET_FIELD"), ("plate", "PLATE_NUMBER_FIELD"),
      ("address", "PLATE_ADDRESS_FIELD"), ("county", "PLATE_COUNTY_FIELD"))),
    ("POIS", PlaceType.POI, "poi", "any",
     (("name", "POI_NAME_FIELD"), ("alias", "POI_ALIAS_FIELD"), ("former_name", ""),
      ("address", "POI_ADDRESS_FIELD"), ("county", "POI_COUNTY_FIELD"), ("kind", ""))),
    ("ZONES", PlaceType.ZONE, "zone", "any",
     (("name", "ZONE_NAME_FIELD"), ("alias", "ZONE_ALIAS_FIELD"), ("former_name", ""))),
    ("BLOCKS", PlaceType.BLOCK, "zone", "any", (("name", "BLOCK_NAME_FIELD"), ("alias", ""))),
)  # fmt: skip
NEEDED = {"AREAS": ("name",), "STREETS": ("name",), "POIS": ("name",), "ZONES": ("name",),
          "BLOCKS": ("name",)}  # fmt: skip
WITH_DATUM = ("PLATES", "POIS")
#: Places with a BeiDou grid code, and its level: about 1 m, as plates need (our default).
CODED = (PlaceType.PLATE, PlaceType.POI)
BEIDOU_LEVEL = 8
_TOLD = 20


class BuildRun:
    """One run. The database is changed in one transaction at the end."""

    def __init__(
        self, algorithm: GeocodingAlgorithm, parameters: Any, context: Any, feedback: Any
    ) -> None:
        self.algorithm, self.parameters = algorithm, parameters
        self.context, self.feedback = context, feedback

    def run(self) -> Dict[str, Any]:
        self.algorithm.check_destinations(self.parameters)
        path = self.algorithm.parameterAsFileOutput(self.parameters, "OUTPUT", self.context)
        given = {
            name: source
            for name, *_ in LAYERS
            for source in [self.algorithm.parameterAsSource(self.parameters, name, self.context)]
            if source is not None
        }
        if not given:
            raise InputError("geocoding.no_layers")
        whole = self._enum("MODE") == "whole"
        if not whole and ("PLATES" in given) != ("STREETS" in given):
            raise InputError("geocoding.plates_and_streets")
        new = not Path(path).exists()
        try:
            with PlaceDatabase(path, write=True) as database:
                return self._update(database, given, whole, path)
        finally:
            if new and Path(path).exists() and not Path(path).stat().st_size:
                Path(path).unlink()

    def _update(
        self, database: PlaceDatabase, given: Dict[str, Any], whole: bool, path: str
    ) -> Dict[str, Any]:
        known = database_crs(database) if database.ready else None
        crs = self._crs(given, known)
        sources = []
        for step, (name, kind, table, geometry, fields) in enumerate(LAYERS):
            if name in given:
                sources.append(self._source(name, given[name], kind, table, geometry, fields, crs))
            self.feedback.setProgress(40.0 * (step + 1) / len(LAYERS))
        context = database.area_records() if database.ready and not whole else []
        city = self.algorithm.text_value(self.parameters, "CITY", self.context)
        built = build(sources, city, context=context)
        self.feedback.setProgress(70)
        if adapters.cancel_check(self.feedback)():
            raise Cancelled()
        self._grid_codes(built, crs)
        layers = [source.layer for source in sources]
        before = database.counts()
        look = styles(language())
        changes = database.apply(built, _reference(crs), self._day(), whole, layers, look)
        self.feedback.setProgress(95)
        outputs = {"OUTPUT": path, **self._tell(built, changes)}
        if whole:
            self._tell_ended(given, before, database.counts())
        names = ", ".join(dict.fromkeys(source.sourceName() for source in given.values()))
        outputs.update(
            self.algorithm.write_reports(
                self.parameters,
                self.context,
                lambda: build_report(built, changes._asdict(), before, database.counts(), names),
            )
        )
        self.feedback.setProgress(100)
        return outputs

    def _enum(self, name: str) -> str:
        return str(self.algorithm.parameterAsEnumString(self.parameters, name, self.context))

    def _day(self) -> Any:
        return day_of(self.algorithm, self.parameters, "DATE", self.context)

    def _crs(self, given: Dict[str, Any], known: Optional[Any]) -> Any:
        """The CRS of the database: chosen, as it was, or of the first layer in metres."""
        chosen = self.algorithm.parameterAsCrs(self.parameters, "CRS", self.context)
        if chosen.isValid():
            adapters.require_metric(chosen, "CRS")
            return chosen
        if known is not None and known.isValid():
            return known
        refused: Optional[InputError] = None
        for source in given.values():
            try:
                adapters.require_metric(source.sourceCrs(), source.sourceName())
                return source.sourceCrs()
            except InputError as error:
                if error.message_id == "processing.crs_not_metric":
                    error = InputError("geocoding.crs_not_metric", **error.params)
                refused = refused or error
        raise refused or InputError("geocoding.no_layers")

    def _source(
        self, name: str, source: Any, kind: PlaceType, table: str, geometry: str,
        fields: Any, crs: Any,
    ) -> Source:  # fmt: skip
        columns = self._columns(name, source, table, fields)
        datum = self._enum("DATUM") if name in WITH_DATUM else "as_is"
        degrees = source.sourceCrs().isGeographic()
        if datum != "as_is" and not degrees:
            raise InputError("geocoding.datum_degrees", layer=source.sourceName(), datum=datum)
        frame = adapters.source_to_frame(
            source,
            self.feedback,
            sorted(set(columns.values())),
            geometry,
            target_crs=None if datum != "as_is" else crs,
            transform_context=self.context.transformContext(),
        )
        if not len(frame):
            raise InputError("processing.layer_empty", layer=source.sourceName())
        shapes = np.asarray(frame.geometry.array, dtype=object)
        values = {role: frame[column].tolist() for role, column in columns.items()}
        if datum != "as_is":
            shapes = self._converted(shapes, datum, crs, source.sourceName())
            note = text("geocoding.note.converted", language(), datum=datum.upper())
            values["note"] = [note] * len(frame)
        keys = [str(fid) for fid in frame[adapters.FID]]
        return Source(kind, name.lower(), values, shapes, keys)

    def _columns(self, name: str, source: Any, table: str, fields: Any) -> Dict[str, str]:
        """Role -> field of the layer: chosen, of a usual name, or of the name in the table."""
        names = [field.name() for field in source.fields()]
        columns = table_columns(table, names)
        for role, parameter in fields:
            chosen = (
                self.algorithm.text_value(self.parameters, parameter, self.context)
                if parameter
                else ""
            )
            if chosen and source.fields().lookupField(chosen) < 0:
                raise InputError(
                    "processing.field_missing", layer=source.sourceName(), field=chosen
                )
            found = adapters.exact_name(source, chosen) if chosen else find_field(role, names)
            if found:
                columns[role] = found
            elif role in NEEDED.get(name, ()):
                raise self._needed(source, parameter)
        if name == "PLATES" and "address" not in columns:
            for role, parameter in fields:
                if role in ("street", "plate") and role not in columns:
                    raise self._needed(source, parameter)
        return columns

    def _needed(self, source: Any, parameter: str) -> InputError:
        """A field that has to be chosen, by the name that the dialog shows."""
        label = self.algorithm.parameterDefinition(parameter).description()
        return InputError("geocoding.field_needed", layer=source.sourceName(), role=label)

    def _converted(self, shapes: Any, datum: str, crs: Any, name: str) -> Any:
        """Shapes of a declared datum in the CRS of the database."""
        given = shapely.get_coordinates(shapes)
        lon, lat = to_wgs84(datum, given[:, 0], given[:, 1])
        wgs84 = QgsCoordinateReferenceSystem(WGS84)
        moved = transformed(np.column_stack([lon, lat]), wgs84, crs, self.context, name)
        return shapely.set_coordinates(shapes.copy(), moved)

    def _grid_codes(self, built: Built, crs: Any) -> None:
        """BeiDou grid codes of plates and points of interest whose layer gives none."""
        records = [
            record
            for record in built.records
            if record.type in CODED and not record.values.get("beidou_code")
        ]
        if not records:
            return
        xy = np.array([(record.x, record.y) for record in records])
        degrees = transformed(
            xy, crs, QgsCoordinateReferenceSystem(CGCS2000), self.context, "place_plate"
        )
        codes = encode(degrees[:, 0], degrees[:, 1], BEIDOU_LEVEL)
        for record, code in zip(records, codes.tolist()):
            if code:
                record.values["beidou_code"] = code

    def _tell_ended(self, given: Dict[str, Any], before: Counts, after: Counts) -> None:
        """Places that ended only because their layer was not chosen: seldom what was meant."""
        none = (0, 0)
        for name, kind, *_ in LAYERS:
            ended = before.get(kind, none)[0] - after.get(kind, none)[0]
            if name not in given and ended > 0:
                self.feedback.pushWarning(
                    text(
                        "geocoding.layer_left_out",
                        language(),
                        layer=text("geocoding.report.layer." + name.lower(), language()),
                        count=ended,
                    )
                )

    def _tell(self, built: Built, changes: Any) -> Dict[str, int]:
        grouped: Dict[Tuple[str, str], List[str]] = {}
        for layer, key, reason in built.skipped:
            grouped.setdefault((layer, reason), []).append(key)
        for (layer, reason), keys in grouped.items():
            more = f" … (+{len(keys) - _TOLD})" if len(keys) > _TOLD else ""
            self.feedback.pushWarning(
                text(
                    "geocoding.skipped",
                    language(),
                    layer=text("geocoding.report.layer." + layer, language()),
                    reason=text(reason, language()),
                    fids=", ".join(keys[:_TOLD]) + more,
                )
            )
        numbers = dict(zip(COUNTS, (*changes[:4], len(built.skipped))))
        told(self.feedback, "geocoding.built", **{k.lower(): v for k, v in numbers.items()})
        figures = built.figures
        if figures["error_asked"]:
            told(
                self.feedback,
                "geocoding.interpolation",
                base=f"{figures['error_base']:g}",
                share=f"{100 * figures['error_share']:g}",
                asked=figures["error_asked"],
            )
        return numbers


def _reference(crs: Any) -> Reference:
    """A CRS as a GeoPackage writes it."""
    organization, _, code = crs.authid().partition(":")
    number = int(code) if code.isdigit() else 0
    if not number:
        number = 100000 + sum(crs.toWkt().encode("utf-8")) % 100000
        organization = "NONE"
    return Reference(number, organization, number, crs.description() or crs.authid(), crs.toWkt())
