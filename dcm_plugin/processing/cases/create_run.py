"""What happens when ``dcm:createdatabase`` runs: layers in, database and project out."""

from __future__ import annotations

import datetime
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
)

from ...core.cases.workflow_checks import problems
from ...core.errors import DcmError, InputError
from ...core.messages import text
from .. import adapters
from ..base import catalogue_folder
from ..projects import PROJECT_FILES
from ..run import AlgorithmRun
from .city_layers import CityLayers, dissolved, read_mapping
from .city_project import CityProject
from .database_parameter import SCHEMA, check_one, connection_uri

if TYPE_CHECKING:
    from ...core.classes import Catalogue
    from ...core.standards import Profile
    from ...store.city.database import CityDatabase

#: Parameter → table; from the largest areas to the smallest.
_AREAS = (
    ("DISTRICTS", "district"),
    ("STREETS", "street"),
    ("COMMUNITIES", "community"),
    ("INPUT", "unit_grid"),
    ("DUTY_GRIDS", "duty_grid"),
)
#: Problems of the workflow that are told one by one.
_MOST_PROBLEMS = 20
#: Bytes that a new database needs at least, and those of one component.
_LEAST_SPACE, _COMPONENT_SPACE = 20_000_000, 400


class CreateRun(AlgorithmRun):
    """One run. A new file appears only when it is complete."""

    def run(self) -> Dict[str, Any]:
        chosen = self._choice("LANGUAGE")
        if chosen != "auto":
            self.lang = chosen
        self.algorithm.check_destinations(self.parameters)
        path = self.algorithm.parameterAsFileOutput(self.parameters, "OUTPUT", self.context) or ""
        connection = connection_uri(self.algorithm, self.parameters, self.context)
        if connection and not self.parameters.get("OUTPUT"):
            path = ""
        check_one(path, connection)
        if path and self._flag("GRANT"):
            raise InputError("case_database.grant_file", path=path)
        if path and Path(path).suffix.lower() != ".gpkg":
            raise InputError("case_database.extension", path=path)
        project = self._project_path()
        if self._flag("MIGRATE"):
            return self._migrate(path or connection, path, project)
        if path and Path(path).exists():
            raise InputError("case_database.exists", path=path)
        return self._create(path or connection, path, project)

    def _project_path(self) -> Optional[Path]:
        if not self.parameters.get("PROJECT"):
            return None
        path = Path(self.algorithm.parameterAsFileOutput(self.parameters, "PROJECT", self.context))
        if path.suffix.lower() not in PROJECT_FILES:
            wanted = " / ".join(PROJECT_FILES)
            raise InputError("survey.extension", path=str(path), extension=wanted)
        return path

    # --- a new database ------------------------------------------------------------------------

    def _create(self, uri: str, path: str, project: Optional[Path]) -> Dict[str, Any]:
        from ...core.classes import load_catalogue
        from ...store.city import create, open_city
        from ...store.city.dsn import parse
        from ...store.city.seeds import fill

        profile = self.algorithm.load_profile(self.parameters, self.context)
        catalogue = load_catalogue(self._choice("VERSION"), catalogue_folder())
        self.crs = self._reference_system()
        tables = self._read(profile, catalogue)
        self._progress(40)
        if path:
            _check_space(path, len(tables.get("component", {}).get("code", ())))
        counts: Dict[str, int] = {}

        def seed(city: CityDatabase) -> None:
            fill(city)
            self._settings(city, profile, catalogue)
            _class_lists(city, catalogue)
            counts.update(self._load(city, tables))

        try:
            create(uri, _reference(self.crs), seed)
        except InputError as error:
            if error.message_id != "city.exists":
                raise
            raise InputError("case_database.exists", path=error.params["name"]) from error
        self._progress(80)
        self._grant(uri)
        with open_city(uri, readonly=True) as city:
            version = city.rows("schema_version", ("version",))
        try:
            self._write_project(uri, path, project)
        except Exception:
            # half of a work place is none: what was made is taken away again
            if path:
                _remove(Path(path))
            raise
        self._progress(100)
        self._say(
            "case_database.done",
            place=path or parse(uri).title,
            grids=counts.get("unit_grid", 0),
            components=counts.get("component", 0),
            operators=counts.get("operator", 0),
            profile=profile.id,
            catalogue=catalogue.id,
        )
        return self._answer(path, project, counts, max(row["version"] for row in version))

    def _answer(
        self, path: str, project: Optional[Path], counts: Mapping[str, int], version: int
    ) -> Dict[str, Any]:
        made: Dict[str, Any] = {
            "GRID_COUNT": counts.get("unit_grid", 0),
            "COMPONENT_COUNT": counts.get("component", 0),
            "OPERATOR_COUNT": counts.get("operator", 0),
            "VERSION_NUMBER": version,
        }
        if project is not None:
            made["PROJECT"] = str(project)
        if path:
            made["OUTPUT"] = path
        return made

    def _reference_system(self) -> QgsCoordinateReferenceSystem:
        """The chosen one, else that of the first layer; in metres and with a code of its own."""
        crs = self.algorithm.parameterAsCrs(self.parameters, "CRS", self.context)
        name = text("case_database.database", self.lang)
        if not crs.isValid():
            for parameter in ("INPUT", "COMPONENTS", *(p for p, _ in _AREAS)):
                source = self._source(parameter)
                if source is not None and source.sourceCrs().isValid():
                    crs, name = source.sourceCrs(), source.sourceName()
                    break
        if not crs.isValid():
            raise InputError("case_database.no_crs")
        adapters.require_metric(crs, name)
        return crs

    def _read(self, profile: Profile, catalogue: Catalogue) -> Dict[str, Any]:
        """Table → columns, or rows of the tables without geometry."""
        mapping = read_mapping(self._text("FIELDS"))
        layers = CityLayers(profile, catalogue, mapping, self.crs, self.context, self.feedback)
        made: Dict[str, Any] = {}
        for parameter, table in _AREAS:
            source = self._source(parameter)
            if source is not None:
                made[table] = layers.areas(table, source)
                self._check_cancelled()
        _derive(made, profile)
        source = self._source("COMPONENTS")
        if source is not None:
            layer = self.algorithm.parameterAsVectorLayer(
                self.parameters, "COMPONENTS", self.context
            )
            made["component"] = layers.components(source, layer)
        for parameter, table in (("DEPARTMENTS", "org_unit"), ("OPERATORS", "operator")):
            rows = self._rows(layers, parameter, table)
            if rows:
                made[table] = rows
        _refer(made)
        return made

    def _rows(self, layers: CityLayers, parameter: str, table: str) -> List[Dict[str, Any]]:
        source: Optional[QgsProcessingFeatureSource] = self._source(parameter)
        return [] if source is None else layers.table(table, source)

    def _load(self, city: CityDatabase, tables: Mapping[str, Any]) -> Dict[str, int]:
        import numpy as np

        from ...store.city.bulk import append

        counts: Dict[str, int] = {}
        cancelled = adapters.cancel_check(self.feedback)
        for _, table in (*_AREAS, ("", "component")):
            columns = tables.get(table)
            if columns is None:
                continue
            number = len(columns["code"])
            columns = {"id": np.arange(1, number + 1), **columns}
            counts[table] = append(city, table, columns, cancelled)
        if "org_unit" in tables:
            counts["org_unit"] = city.replace_rows("org_unit", _org_units(tables["org_unit"]))
        if "operator" in tables:
            rows = tables["operator"]
            counts["operator"] = city.replace_rows(
                "operator",
                [{key: value for key, value in row.items() if key != "role"} for row in rows],
            )
            roles = [
                {"login": row["login"], "role": role.strip()}
                for row in rows
                for role in (row.get("role") or "").split("|")
                if role.strip()
            ]
            city.replace_rows("operator_role", roles)
        return counts

    def _settings(self, city: CityDatabase, profile: Profile, catalogue: Catalogue) -> None:
        """What the parameters say, put into the settings of the city."""
        chosen = {
            "mode": self._choice("MODE"),
            "utc_offset_minutes": str(
                self.algorithm.parameterAsInt(self.parameters, "UTC_OFFSET", self.context)
            ),
            "profile_id": profile.id,
            "catalogue_id": catalogue.id,
            "language": self.lang,
        }
        settings = {**city.settings(), **chosen}
        city.replace_rows(
            "setting", [{"key": key, "value": value} for key, value in settings.items()]
        )

    # --- one that is there ---------------------------------------------------------------------

    def _migrate(self, uri: str, path: str, project: Optional[Path]) -> Dict[str, Any]:
        from ...store.city import open_city
        from ...store.city.dsn import parse
        from ...store.city.migrate import migrate

        if path and not Path(path).is_file():
            raise InputError("case_database.no_file", path=path)
        done = migrate(uri)
        if done.backup:
            self._say("case_database.backup", path=done.backup, before=done.before)
        self._progress(60)
        self._grant(uri)
        with open_city(uri, readonly=True) as city:
            self._check_workflow(city)
            version = max(row["version"] for row in city.rows("schema_version", ("version",)))
            from ...store.city.bulk import count_rows

            counts = {t: count_rows(city, t) for t in ("unit_grid", "component", "operator")}
        self._write_project(uri, path, project)
        self._progress(100)
        self._say("case_database.migrated", place=path or parse(uri).title, version=version)
        return self._answer(path, project, counts, version)

    def _grant(self, uri: str) -> None:
        """Roles become groups of the server, where that is wished."""
        if not self._flag("GRANT"):
            return
        from ...store.city.grants import grant

        done = grant(uri)
        members = sum(len(logins) for logins in done.members.values())
        self._say("case_database.granted", groups=len(done.made), members=members)
        if done.without_login:
            self._warn("case_database.no_login", logins=", ".join(done.without_login))

    def _check_workflow(self, city: CityDatabase) -> None:
        """A city edits its workflow; what is wrong with it must be known before somebody works."""
        from ...core.cases.rules import Rules

        rules = Rules.from_store(city)
        found = problems(rules.workflow, list(rules.roles))
        for message in found[:_MOST_PROBLEMS]:
            self.feedback.pushWarning(text(message.message_id, self.lang, **message.params))
        if found:
            self._warn("case_database.workflow", count=len(found))

    def _write_project(self, uri: str, path: str, project: Optional[Path]) -> None:
        from ...store.city import open_city

        with open_city(uri, readonly=True) as city:
            settings = city.settings()
            states = sorted(city.rows("workflow_state"), key=lambda row: (row["sort"], row["id"]))
            crs = stored_crs(city)
            period = _period(city)
        title = text(
            "case_database.title", self.lang, name=Path(path).stem if path else self._text("SCHEMA")
        )
        made = CityProject(
            path or uri,
            crs if crs is not None else self.crs,
            settings,
            states,
            title,
            self.lang,
            "" if path else (self._text("SCHEMA") or SCHEMA),
            period,
        )
        try:
            made.write(project, Path(path).stem if path else "")
        except DcmError as error:
            if path or error.message_id != "case_database.styles":
                raise
            # on a server somebody else may have to do this; the project is there
            self.feedback.pushWarning(error.localized(self.lang))


def _period(city: CityDatabase) -> Optional[Tuple[datetime.datetime, datetime.datetime]]:
    """From the first report to the last change; None without cases."""
    first = "WHERE report_time IS NOT NULL ORDER BY report_time LIMIT 1"
    last = "WHERE updated IS NOT NULL ORDER BY updated DESC LIMIT 1"
    found = [
        city.select("cases", first, (), ("report_time",)),
        city.select("cases", last, (), ("updated",)),
    ]
    if not all(found):
        return None
    return found[0][0]["report_time"], found[1][0]["updated"]


def stored_crs(city: CityDatabase) -> Optional[QgsCoordinateReferenceSystem]:
    """The reference system of the layers, as the database has it; None when QGIS lacks it."""
    crs = QgsCoordinateReferenceSystem.fromEpsgId(int(city.srs_id))
    if not crs.isValid() and Path(city.name).is_file():
        layer = QgsVectorLayer(f"{city.name}|layername=cases", "cases", "ogr")
        crs = layer.crs()
    return crs if crs.isValid() else None


def _reference(crs: QgsCoordinateReferenceSystem) -> Any:
    from ...store.city.create import Reference

    authority, _, code = crs.authid().partition(":")
    number = int(code) if code.isdigit() else 0
    wkt = crs.toWkt(QgsCoordinateReferenceSystem.WktVariant.WKT_PREFERRED_GDAL)
    return Reference(authority or "NONE", number, crs.description(), wkt)


def _derive(tables: Dict[str, Any], profile: Profile) -> None:
    """Fill in areas that are not given, from the smaller ones, and who belongs to whom."""
    cells = tables.get("unit_grid")
    start, community_end = profile.code.community_span
    spans = {
        "community": community_end,
        "street": profile.code.span("street")[1],
        "district": profile.code.span("county")[1],
    }
    if cells is not None:
        codes = [code[start:community_end] for code in cells["code"]]
        own = cells.get("community_code")
        cells["community_code"] = [
            (own[number] if own else None) or code for number, code in enumerate(codes)
        ]
        count = len(cells["code"])
        cells.setdefault("profile_id", [profile.id] * count)
        cells["profile_id"] = [value or profile.id for value in cells["profile_id"]]
    smaller, parent_column = cells, "community_code"
    for table, upper in (("community", "street"), ("street", "district"), ("district", "")):
        if table not in tables and smaller is not None:
            tables[table] = dissolved(smaller, smaller[parent_column])
        found = tables.get(table)
        if found is None:
            smaller = None
            continue
        found["name"] = [
            name or code for name, code in zip(found.get("name") or found["code"], found["code"])
        ]
        if upper:
            parent_column = upper + "_code"
            own = found.get(parent_column)
            found[parent_column] = [
                (own[number] if own else None) or code[start : spans[upper]]
                for number, code in enumerate(found["code"])
            ]
        smaller = found


def _refer(tables: Mapping[str, Any]) -> None:
    """Units that are named by their names are referred to by their codes."""
    from ...core.cases.organisation_tables import unit_codes

    units = tables.get("org_unit", ())
    for table, column in (("org_unit", "parent"), ("operator", "unit_code")):
        rows = [row for row in tables.get(table, ()) if column in row]
        codes = unit_codes(table, column, [row[column] for row in rows], units)
        for row, code in zip(rows, codes):
            row[column] = code


def _org_units(rows: Sequence[Dict[str, Any]]) -> List[Dict[str, Any]]:
    """Departments with what a table of names alone lacks."""
    return [
        {
            **row,
            "name": row.get("name") or row["code"],
            "kind": row.get("kind") or "department",
            "level": row.get("level") or 1,
        }
        for row in rows
    ]


def _class_lists(city: CityDatabase, catalogue: Catalogue) -> None:
    """Names of the classes as lists of the code table, for the forms."""
    made = city.rows("code_value")
    for kind in ("component", "event"):
        made += [
            {
                "list": f"class_{kind}",
                "code": item.code,
                "name_zh": f"{item.code} {item.name_zh}",
                "name_en": f"{item.code} {item.name('en')}",
                "sort": number,
            }
            for number, item in enumerate(catalogue.of_kind(kind), 1)
        ]
    city.replace_rows("code_value", made)


def _check_space(path: str, components: int) -> None:
    """Raise the error of a full disk before the work, as far as it can be told."""
    needed = _LEAST_SPACE + components * _COMPONENT_SPACE
    if shutil.disk_usage(Path(path).parent).free < needed:
        raise DcmError("files.disk_full", path=path)


def _remove(path: Path) -> None:
    for part in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            Path(f"{path}{part}").unlink()
