"""One run of ``dcm:exportcases``: cases in slices, through a filter of personal data, to a file."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFields,
    QgsGeometry,
    QgsPointXY,
    QgsVectorFileWriter,
    QgsWkbTypes,
)

from ...compat import field as make_field
from ...core.cases.model import Row
from ...core.cases.query import CaseFilter
from ...core.errors import DcmError, InputError
from ...core.messages import text
from .. import adapters
from ..base import catalogue_folder
from ..exchange.file_writer import placed
from ..geocoding.common import WGS84
from ..run import AlgorithmRun
from .create_run import stored_crs

if TYPE_CHECKING:
    from ...core.exchange.open311 import ServiceRequest
    from ...core.exchange.open311.mapping import CaseNames

#: Child tables of a GeoPackage, in the order of its layers.
_CHILDREN = ("case_log", "case_task", "case_request", "case_supervise", "case_media")
_KINDS = {
    "id": "int64", "integer": "int64", "real": "double", "boolean": "bool", "text": "string",
    "datetime": "datetime", "date": "date",
}  # fmt: skip


class ExportRun(AlgorithmRun):
    """Writes the cases of an open city database."""

    def __init__(self, algorithm: Any, parameters: Any, context: Any, feedback: Any, city: Any):
        super().__init__(algorithm, parameters, context, feedback)
        self.city = city
        self.settings: Mapping[str, str] = city.settings()
        minutes = float(self.settings.get("utc_offset_minutes") or 480)
        self.offset = datetime.timedelta(minutes=minutes)
        self.crs = stored_crs(city)
        self.keep = self._choice("PERSONAL") == "keep"
        self.condition = self._condition()
        self.total = city.count(self.condition)
        self.written = self.held_back = 0
        #: Cases that name somebody.
        self.named = 0

    def run(self, path: Path) -> Dict[str, Any]:
        if not self.total:
            raise InputError("case_exchange.nothing")
        outputs: Dict[str, Any] = {"OUTPUT": str(path)}
        ending = path.suffix.lower()
        with placed(path) as file:
            if ending == ".json":
                services = file.with_name(file.stem + "_services.json")
                self._json(file, services)
                outputs["SERVICES"] = str(path.with_name(services.name))
            elif ending == ".csv":
                self._bulk(file)
            else:
                self._geopackage(file)
            self._check_cancelled()
        self._say("case_exchange.exported", count=self.written, left=self.held_back)
        self._told_personal(ending)
        return {**outputs, "CASE_COUNT": self.written, "LEFT_COUNT": self.held_back}

    # --- which cases ---------------------------------------------------------------------------

    def _condition(self) -> CaseFilter:
        which = self._choice("STATE")
        code = self._text("CLASS").upper()
        kind = {"C": "component", "E": "event"}.get(code[:1], "")
        if code and not kind:
            raise InputError("case_exchange.class_prefix", code=code)
        return CaseFilter(
            states=self._words("STATES"),
            only_open=None if which == "all" else which == "open",
            case_kind=kind,
            class_code=code[1:],
            department=self._words("DEPARTMENTS"),
            reported_from=self._time("START"),
            reported_to=self._time("END"),
            extent=self._extent(),
            text=self._text("SEARCH"),
        )

    def _words(self, name: str) -> Tuple[str, ...]:
        parts = self._text(name).replace("，", ",").split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def _time(self, name: str) -> Optional[datetime.datetime]:
        value = self.algorithm.parameterAsDateTime(self.parameters, name, self.context)
        if self.parameters.get(name) in (None, "") or not value.isValid():
            return None
        local = value.toPyDateTime().replace(tzinfo=None, microsecond=0)
        return (local - self.offset).replace(tzinfo=datetime.timezone.utc)

    def _extent(self) -> Optional[Tuple[float, float, float, float]]:
        if self.parameters.get("EXTENT") in (None, ""):
            return None
        box = self.algorithm.parameterAsExtent(self.parameters, "EXTENT", self.context, self.crs)
        if box.isNull() or box.isEmpty():
            return None
        return box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()

    # --- slices --------------------------------------------------------------------------------

    def _slices(self, columns: Sequence[str]) -> Iterator[List[Row]]:
        """The cases without the personal data that is left out; progress and cancel."""
        from ...core.exchange.personal import KNOWN, known_of, without_personal
        from ...store.city.exchange import case_slices

        seen = 0
        asked = tuple(dict.fromkeys((*columns, *KNOWN)))
        for rows in case_slices(self.city, self.condition, asked):
            self._check_cancelled()
            self.named += sum(any(row[name] for name in KNOWN) for row in rows)
            yield (
                rows
                if self.keep
                else [without_personal("cases", row, known_of(row)) for row in rows]
            )
            seen += len(rows)
            self._progress(100.0 * seen / max(self.total, seen))

    def _requests(self) -> Iterator[ServiceRequest]:
        from ...core.exchange.open311.mapping import COLUMNS, to_request

        names = self._names()
        world = QgsCoordinateReferenceSystem(WGS84)
        change = QgsCoordinateTransform(self.crs, world, self.context.transformContext())
        for rows in self._slices((*COLUMNS, "geom")):
            names.numbers = self._task_numbers(rows)
            for row in rows:
                request = to_request(row, names, self._degrees(change, row))
                if request is None:
                    self.held_back += 1
                    continue
                self.written += 1
                yield request

    def _degrees(self, change: Any, row: Row) -> Optional[Tuple[float, float]]:
        point = row.get("geom")
        if point is None:
            return None
        try:
            there = change.transform(QgsPointXY(*point))
        except QgsCsException as error:
            raise InputError(
                "processing.transform_failed", layer="cases", fid=row["id"], crs=WGS84
            ) from error
        return round(there.x(), 8), round(there.y(), 8)

    def _task_numbers(self, rows: Sequence[Row]) -> Dict[int, str]:
        from ...store.city.exchange import case_slices

        ids = {row["similar_to"] for row in rows if row.get("similar_to")}
        found: Dict[int, str] = {}
        if ids:
            wanted = CaseFilter(ids=tuple(ids))
            for part in case_slices(self.city, wanted, ("id", "task_no")):
                found.update({row["id"]: row["task_no"] for row in part})
        return found

    def _names(self) -> CaseNames:
        from ...core.classes.loader import DEFAULT_VERSION, load_catalogue
        from ...core.exchange.open311.mapping import CaseNames, states_of

        version = self._text("CATALOGUE") or self.settings.get("catalogue_id")
        name = "name_zh" if self.lang == "zh" else "name_en"
        codes = self.city.rows("code_value", ("list", "code", name))
        return CaseNames(
            load_catalogue(version or DEFAULT_VERSION, catalogue_folder()),
            self.lang,
            states_of(self.city.rows("workflow_state"), self.lang),
            {row["code"]: row["name"] for row in self.city.rows("org_unit", ("code", "name"))},
            {row["code"]: row[name] for row in codes if row["list"] == "source"},
            similar=text("case_exchange.similar_to", self.lang),
        )

    # --- files ---------------------------------------------------------------------------------

    def _json(self, file: Path, services: Path) -> None:
        from ...core.exchange.open311 import request_json, services_json
        from ...core.exchange.open311.mapping import services_of

        listed = services_json(services_of(self._names().catalogue, self.lang))
        with _writing(services) as stream:
            json.dump(listed, stream, ensure_ascii=False, indent=1)
        with _writing(file) as stream:
            stream.write("[")
            for number, request in enumerate(self._requests()):
                stream.write(",\n" if number else "\n")
                made = request_json(request, self.offset)
                stream.write(json.dumps(made, ensure_ascii=False, allow_nan=False))
            stream.write("\n]\n")

    def _bulk(self, file: Path) -> None:
        from ...core.exchange.open311 import write_bulk_rows

        with _writing(file) as stream:
            stream.writelines(write_bulk_rows(self._requests(), self.offset))

    def _geopackage(self, file: Path) -> None:
        """Cases first, then their child tables, so that one layer is written at a time."""
        from ...core.exchange.personal import KNOWN, known_of, without_personal
        from ...store.city import schema
        from ...store.city.exchange import case_slices, child_rows

        table = schema.table("cases")
        wanted = self._words("COLUMNS") or table.names
        unknown = [name for name in wanted if name not in table.names]
        if unknown:
            raise InputError(
                "case_exchange.no_column", column=unknown[0], layer="cases",
                columns=", ".join(table.names),
            )  # fmt: skip
        chosen = [name for name in table.names if name in wanted]
        columns = [column for column in table.columns if column.name in chosen]
        writer = _Layer(self, file, "cases", columns, QgsWkbTypes.Type.Point)
        for rows in self._slices((*chosen, "geom")):
            writer.add(rows)
            self.written += len(rows)
        writer.close()
        for name in _CHILDREN:
            if name == "case_media" and (not self.keep or self._choice("MEDIA") == "none"):
                continue
            writer = _Layer(
                self, file, name, list(schema.table(name).columns), QgsWkbTypes.Type.NoGeometry
            )
            for cases in case_slices(self.city, self.condition, ("id", *KNOWN)):
                self._check_cancelled()
                rows = child_rows(self.city, name, [row["id"] for row in cases])
                known = {row["id"]: known_of(row) for row in cases}
                writer.add(
                    rows
                    if self.keep
                    else [without_personal(name, row, known[row["case_id"]]) for row in rows]
                )
            writer.close()

    def _told_personal(self, ending: str) -> None:
        """What personal data the file holds."""
        if not self.keep:
            self._say("case_exchange.personal_out")
        elif ending == ".gpkg":
            self._warn("case_exchange.personal_kept", count=self.named)
        else:
            self._warn("case_exchange.personal_texts")


class _Layer:
    """One layer of a GeoPackage that is written slice by slice."""

    def __init__(self, run: ExportRun, file: Path, name: str, columns: Any, kind: Any) -> None:
        self.run, self.columns = run, columns
        self.fields = QgsFields()
        for column in columns:
            alias = column.name_zh if run.lang == "zh" else column.name_en
            known = column.name if column.name != "id" else "fid"
            self.fields.append(make_field(known, _KINDS[column.type], 0, 0, alias))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", name
        if file.exists():
            options.actionOnExistingFile = (
                QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
            )
        spatial = kind != QgsWkbTypes.Type.NoGeometry
        crs = run.crs if spatial else QgsCoordinateReferenceSystem()
        self.writer = QgsVectorFileWriter.create(
            str(file), self.fields, kind, crs, run.context.transformContext(), options
        )
        if self.writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise DcmError("processing.write_failed", reason=self.writer.errorMessage())

    def add(self, rows: Sequence[Row]) -> None:
        adapters.write_features(self._features(rows), self.writer, None, 0)

    def _features(self, rows: Sequence[Row]) -> Iterator[QgsFeature]:
        times = {column.name for column in self.columns if column.type == "datetime"}
        names = [column.name for column in self.columns]
        for row in rows:
            feature = QgsFeature(self.fields)
            feature.setAttributes(
                [
                    value.isoformat().replace("+00:00", "Z")
                    if name in times and value is not None
                    else value
                    for name, value in ((name, row[name]) for name in names)
                ]
            )
            if row.get("geom") is not None:
                feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(*row["geom"])))
            yield feature

    def close(self) -> None:
        failed = self.writer.errorMessage()
        del self.writer  # closes the file
        if failed:
            raise DcmError("processing.write_failed", reason=failed)


def _writing(path: Path) -> Any:
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise DcmError("files.failed", path=str(path), reason=str(error)) from error
