"""Layers of a city become places: streets put together, plates given to them, names keyed."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, NamedTuple, Optional, Sequence, Set, Tuple

import numpy as np
import shapely
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from ..errors import InputError
from .interpolate import Calibration, StreetNumbers, calibration, held_out, measured_model
from .model import AdminLevel, PlaceType, Plate
from .names import name_key, short_forms
from .parse import clean, parse, read_plate
from .words import rows

#: Parts of one name that lie farther apart are different streets (our default).
STREET_GAP = 1500.0
_CELL = 300.0
#: Street names of at most so many plates may be a street with something written before it.
_RARE = 2
_SEPARATORS = re.compile(r"[#;；|]")
_LEVEL_OF_LENGTH = {2: 1, 4: 2, 6: 3, 9: 4, 12: 5}
_LEVEL_OF_SUFFIX = (
    ("省", 1), ("自治区", 1), ("街道", 4), ("镇", 4), ("乡", 4), ("社区", 5), ("居委会", 5),
    ("村委会", 5), ("村", 5), ("新区", 3), ("区", 3), ("县", 3), ("旗", 3), ("自治州", 2),
    ("市", 2),
)  # fmt: skip


class Source(NamedTuple):
    """Rows of one layer: ``columns`` by role (name, alias, street, plate, address, county ...).

    ``shapes`` are in the CRS of the database; ``keys`` tell a row again at the next update.
    """

    type: PlaceType
    layer: str
    columns: Dict[str, Sequence[Any]]
    shapes: np.ndarray
    keys: Sequence[str]


@dataclass
class Record:
    """A place as it will be kept. ``county``, ``town`` and ``street`` are keys of other records."""

    key: str
    type: PlaceType
    name: str
    x: float
    y: float
    level: int = 0
    radius: float = 0.0
    county: str = ""
    town: str = ""
    street: str = ""
    plate: Optional[Plate] = None
    shape: Optional[Any] = None
    #: (text, match) besides the name itself.
    names: List[Tuple[str, str]] = field(default_factory=list)
    values: Dict[str, Any] = field(default_factory=dict)

    def digest(self) -> str:
        """The same as long as nothing of the place has changed."""
        wkb = b"" if self.shape is None else shapely.to_wkb(self.shape)
        told = [
            self.type, self.name, round(self.x, 3), round(self.y, 3), self.level, self.county,
            self.town, self.street, self.plate, self.names, sorted(self.values.items()),
        ]  # fmt: skip
        text = json.dumps(told, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode("utf-8") + wkb).hexdigest()[:32]


@dataclass
class Built:
    """All places of a run and what was noticed on the way."""

    records: List[Record]
    figures: Dict[str, Any]
    #: (layer, row key, message id) of rows that could not be used.
    skipped: List[Tuple[str, str, str]] = field(default_factory=list)
    #: How well numbers between plates are placed, by the distance of the plates.
    calibration: List[Calibration] = field(default_factory=list)


def build(
    sources: Iterable[Source],
    city: str = "",
    street_gap: float = STREET_GAP,
    context: Sequence[Record] = (),
) -> Built:
    """Places of the layers; raises :class:`InputError` when there is nothing to find.

    ``context``: areas that are known already and not built again.
    """
    return _Builder(city, street_gap, context).build(list(sources))


def text_of(value: Any) -> str:
    """A value of a field as text: NULL is '', whole numbers have no decimals."""
    if value is None or value != value:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return str(value).strip()


class _Builder:
    def __init__(self, city: str, street_gap: float, context: Sequence[Record]) -> None:
        self.city, self.gap = city, street_gap
        self.records: List[Record] = []
        self.skipped: List[Tuple[str, str, str]] = []
        self.areas: Dict[Tuple[int, str], List[Record]] = {}
        for record in context:
            self.areas.setdefault((record.level, clean(record.name)), []).append(record)

    def build(self, sources: List[Source]) -> Built:
        by_type: Dict[PlaceType, List[Source]] = {}
        for source in sources:
            by_type.setdefault(source.type, []).append(source)
        for source in by_type.get(PlaceType.AREA, []):
            self._areas(source)
        if self.city:
            self._area_named(self.city, _level(self.city, "") or AdminLevel.CITY)
        self._polygons()
        plates = [plate for s in by_type.get(PlaceType.PLATE, []) for plate in self._plates(s)]
        pois = [poi for s in by_type.get(PlaceType.POI, []) for poi in self._named(s)]
        zones = [
            zone
            for kind in (PlaceType.ZONE, PlaceType.BLOCK)
            for s in by_type.get(kind, [])
            for zone in self._named(s)
        ]
        for group in (plates, pois, zones):
            self._locate(group)
        self._streets(by_type.get(PlaceType.STREET, []), plates)
        plates = self._merged_plates(plates)
        self.records += plates + zones + pois
        if all(record.type == PlaceType.AREA and np.isnan(record.x) for record in self.records):
            raise InputError("geocoding.nothing_to_index")
        self._place_derived_areas()
        figures, measured = self._figures(plates)
        return Built(self.records, figures, self.skipped, measured)

    # --- areas -----------------------------------------------------------------------------------

    def _areas(self, source: Source) -> None:
        centres = _inside_points(source.shapes)
        radii = _radii(source.shapes)
        for i, key in enumerate(source.keys):
            get = _getter(source, i)
            name, code = get("name"), get("code")
            level = int(get("level") or 0) if get("level").isdigit() else _level(name, code)
            if not name or not level:
                reason = "geocoding.skip.no_name" if not name else "geocoding.skip.no_level"
                self.skipped.append((source.layer, key, reason))
                continue
            x, y = centres[i]
            record = Record(
                f"area|{source.layer}|{key}", PlaceType.AREA, name, x, y, level,
                radius=radii[i], shape=source.shapes[i], names=_other_names(get),
                values={**_values(get, "area"), "admin_level": level},
            )  # fmt: skip
            record.values["identifier"] = get("identifier") or code
            if level == AdminLevel.COMMUNITY and name.endswith(("居委会", "村委会")):
                record.names.append((re.sub("(居委会|村委会)$", "", name), "alias"))
            self._keep_area(record)

    def _keep_area(self, record: Record) -> None:
        self.records.append(record)
        self.areas.setdefault((record.level, clean(record.name)), []).append(record)

    def _area_named(self, name: str, level: int) -> Record:
        """The area of a name that stands in a field; made without outline if there is none."""
        found = self.areas.get((level, clean(name)))
        if found:
            return found[0]
        record = Record(
            f"area|{level}|{clean(name)}", PlaceType.AREA, name, np.nan, np.nan, level,
            values={"admin_level": level},
        )  # fmt: skip
        self._keep_area(record)
        return record

    def _polygons(self) -> None:
        known = [record for same in self.areas.values() for record in same]
        self._trees: Dict[int, Tuple[shapely.STRtree, List[Record]]] = {}
        for level in (AdminLevel.COUNTY, AdminLevel.TOWN):
            found = [r for r in known if r.level == level and r.shape is not None]
            if found:
                shapes = np.array([r.shape for r in found], dtype=object)
                self._trees[level] = (shapely.STRtree(shapes), found)

    def _locate(self, records: List[Record]) -> None:
        """County and town by position where no field names them."""
        if not records:
            return
        points = shapely.points([(r.x, r.y) for r in records])
        for level, name in ((AdminLevel.COUNTY, "county"), (AdminLevel.TOWN, "town")):
            if level not in self._trees:
                continue
            tree, areas = self._trees[level]
            which, area = tree.query(points, predicate="intersects")
            for i, j in zip(which.tolist(), area.tolist()):
                if not getattr(records[i], name):
                    setattr(records[i], name, areas[j].key)

    def _place_derived_areas(self) -> None:
        """Areas without outline lie in the middle of what names them."""
        members: Dict[str, List[Record]] = {}
        for record in self.records:
            if record.type != PlaceType.AREA:
                for key in (record.county, record.town):
                    if key:
                        members.setdefault(key, []).append(record)
        others = [r for r in self.records if r.type != PlaceType.AREA]
        for record in self.records:
            if record.type == PlaceType.AREA and np.isnan(record.x):
                inside = members.get(record.key) or others
                xy = np.array([(r.x, r.y) for r in inside])
                middle = np.median(xy, axis=0)
                record.x, record.y = float(middle[0]), float(middle[1])
                record.radius = float(np.quantile(np.hypot(*(xy - middle).T), 0.9))

    # --- named points ----------------------------------------------------------------------------

    def _named(self, source: Source) -> List[Record]:
        found = []
        centres, radii = _inside_points(source.shapes), _radii(source.shapes)
        table = "poi" if source.type == PlaceType.POI else "zone"
        prefixes = self._prefixes()
        for i, key in enumerate(source.keys):
            get = _getter(source, i)
            name = get("name")
            if not name_key(name) or np.isnan(centres[i][0]):
                reason = "geocoding.skip.no_name" if not name else "geocoding.skip.no_geometry"
                self.skipped.append((source.layer, key, reason))
                continue
            names = _other_names(get)
            names += [(form, "short") for form in short_forms(name, prefixes)]
            record = Record(
                f"{table}|{source.layer}|{key}", source.type, name, *centres[i],
                radius=radii[i], shape=source.shapes[i], names=names, values=_values(get, table),
            )  # fmt: skip
            if table == "zone":
                record.values["zone_kind"] = source.type.name.lower()
                record.values["marker_x"], record.values["marker_y"] = centres[i]
                kind = shapely.get_dimensions(source.shapes[i])
                record.values["space_type"] = {0: "point", 2: "polygon"}.get(int(kind), "line")
            self._name_areas(record, get)
            found.append(record)
        return found

    def _prefixes(self) -> Tuple[str, ...]:
        """Names of the city with which names of organisations begin (上海市, 上海)."""
        found = [name for level, name in self.areas if level == AdminLevel.CITY]
        return tuple(found + [name[:-1] for name in found if name.endswith("市") and len(name) > 2])

    def _name_areas(self, record: Record, get: Any) -> None:
        county, town = get("county"), get("town")
        if county and not county.isdigit():
            record.county = self._area_named(county, AdminLevel.COUNTY).key
            record.values["county_name"] = county
        if town and not town.isdigit():
            record.town = self._area_named(town, AdminLevel.TOWN).key

    # --- plates ----------------------------------------------------------------------------------

    def _plates(self, source: Source) -> List[Record]:
        found = []
        centres = _inside_points(source.shapes)
        for i, key in enumerate(source.keys):
            get = _getter(source, i)
            street, plate, reason = _street_and_plate(get)
            if plate is not None and np.isnan(centres[i][0]):
                reason = "geocoding.skip.no_geometry"
            if plate is None or reason:
                self.skipped.append((source.layer, key, reason))
                continue
            name = f"{street}{plate.key}"
            record = Record(
                f"plate|{source.layer}|{key}", PlaceType.PLATE, name, *centres[i], plate=plate,
                shape=shapely.points(*centres[i]), values=_values(get, "plate"),
                names=_other_names(get),
            )  # fmt: skip
            record.values["in_street"], record.values["plate_number"] = street, plate.key
            self._name_areas(record, get)
            found.append(record)
        return found

    def _merged_plates(self, plates: List[Record]) -> List[Record]:
        """One record per street, county and number; the position is the median of its rows."""
        groups: Dict[Any, List[Record]] = {}
        for record in plates:
            if record.plate is None:
                continue
            groups.setdefault((record.street, record.plate.key, record.plate.mark), []).append(
                record
            )
        merged = []
        for group in groups.values():
            first = min(group, key=lambda record: record.key)
            if len(group) > 1:
                xy = np.median([(r.x, r.y) for r in group], axis=0)
                first.x, first.y = float(xy[0]), float(xy[1])
                first.shape = shapely.points(first.x, first.y)
            first.values["x"], first.values["y"] = first.x, first.y
            merged.append(first)
        return merged

    # --- streets ---------------------------------------------------------------------------------

    def _streets(self, sources: List[Source], plates: List[Record]) -> None:
        lines: Dict[str, List[Tuple[Source, int]]] = {}
        for source in sources:
            for i, key in enumerate(source.keys):
                name = text_of(source.columns["name"][i])
                if not name or shapely.is_missing(source.shapes[i]):
                    reason = "geocoding.skip.no_name" if not name else "geocoding.skip.no_geometry"
                    self.skipped.append((source.layer, key, reason))
                    continue
                lines.setdefault(clean(name), []).append((source, i))
        numbered: Dict[str, List[Record]] = {}
        for record in plates:
            numbered.setdefault(clean(record.values["in_street"]), []).append(record)
        numbered = _without_prefixes(numbered, set(lines))
        for name in sorted(set(lines) | set(numbered)):
            self._street(name, lines.get(name, []), numbered.get(name, []))

    def _street(self, name: str, parts: List[Tuple[Source, int]], plates: List[Record]) -> None:
        """The streets of one name: parts and plates near each other are one street."""
        shapes = np.array([s.shapes[i] for s, i in parts], dtype=object)
        vertices, owner = np.empty((0, 2)), np.empty(0, dtype=int)
        if len(parts):
            dense = shapely.segmentize(shapes, _CELL)
            vertices, owner = shapely.get_coordinates(dense, return_index=True)
        at = np.array([(r.x, r.y) for r in plates]).reshape(-1, 2)
        labels = _clusters(np.vstack([vertices, at]), self.gap)
        line_labels = np.zeros(len(parts), dtype=int)
        line_labels[owner] = labels[: len(vertices)]
        plate_labels = labels[len(vertices) :]
        sizes = np.bincount(labels)
        for ordinal, label in enumerate(np.argsort(-sizes, kind="stable").tolist()):
            mine = np.flatnonzero(line_labels == label)
            numbers = [plates[i] for i in np.flatnonzero(plate_labels == label)]
            get = _getter(*parts[mine[0]]) if len(mine) else (lambda role: "")
            written = get("name") or numbers[0].values["in_street"]
            line = shapely.union_all(shapes[mine]) if len(mine) else None
            record = Record(
                f"street|{name}|{ordinal}", PlaceType.STREET, written, 0.0, 0.0,
                shape=line, names=_other_names(get) if len(mine) else [],
                values=_values(get, "street"),
            )  # fmt: skip
            points = vertices[labels[: len(vertices)] == label]
            points = np.vstack([points, at[plate_labels == label]])
            _middle(record, line, points)
            known = [r.plate.number for r in numbers if r.plate is not None]
            if known:
                record.values["number_min"], record.values["number_max"] = min(known), max(known)
            counties = [r.county for r in numbers if r.county]
            if counties:
                record.county = max(sorted(set(counties)), key=counties.count)
            else:
                self._locate([record])
            for plate in numbers:
                plate.street = record.key
            self.records.append(record)

    # --- figures ---------------------------------------------------------------------------------

    def _figures(self, plates: List[Record]) -> Tuple[Dict[str, Any], List[Calibration]]:
        """Counts, and how good interpolation is with these plates."""
        lines = {r.key: r.shape for r in self.records if r.type == PlaceType.STREET}
        groups: Dict[str, List[Record]] = {}
        for record in plates:
            if record.plate is not None and record.plate.key == record.plate.outer:
                groups.setdefault(record.street, []).append(record)
        streets = [
            StreetNumbers(
                [r.plate.number for r in group if r.plate], [(r.x, r.y) for r in group], lines[key]
            )
            for key, group in groups.items()
            if len(group) > 2
        ]
        found = held_out(streets)
        model = measured_model(found)
        counts = {kind.name.lower(): 0 for kind in PlaceType}
        for record in self.records:
            counts[record.type.name.lower()] += 1
        figures = {
            **counts,
            "skipped": len(self.skipped),
            "error_base": model.base,
            "error_share": model.share,
            "error_asked": len(found.errors),
        }
        return figures, calibration(found, model)


def _getter(source: Source, row: int) -> Any:
    columns = source.columns

    def get(role: str) -> str:
        values = columns.get(role)
        return "" if values is None else text_of(values[row])

    return get


def _values(get: Any, table: str) -> Dict[str, Any]:
    """What the layer says about the fields of a table of places."""
    found = {}
    for row in rows("fields.csv"):
        if row["table"] == table and row["column"] != "name":
            value = get(row["column"])
            if value:
                found[row["column"]] = value
    return found


def _other_names(get: Any) -> List[Tuple[str, str]]:
    found = []
    for role, match in (("alias", "alias"), ("former_name", "former")):
        for text in _SEPARATORS.split(get(role)):
            if text.strip():
                found.append((text.strip(), match))
    return found


def _without_prefixes(
    numbered: Dict[str, List[Record]], known: Set[str]
) -> Dict[str, List[Record]]:
    """Plates by street, where an address wrote something before the name of the street.

    A name is cut to its end when that is a street of the layer, or of many more plates.
    """
    result: Dict[str, List[Record]] = {}
    for name, plates in numbered.items():
        street = name
        if name not in known and len(plates) <= _RARE:
            for start in range(2, len(name) - 2):
                tail = name[start:]
                if tail in known or len(numbered.get(tail, ())) >= 5 * len(plates):
                    street = tail
                    break
        for record in plates:
            record.values["in_street"] = street
        result.setdefault(street, []).extend(plates)
    return result


def _level(name: str, code: str) -> int:
    if code.isdigit() and len(code) in _LEVEL_OF_LENGTH:
        return _LEVEL_OF_LENGTH[len(code)]
    for suffix, level in _LEVEL_OF_SUFFIX:
        if name.endswith(suffix):
            return level
    return 0


def _street_and_plate(get: Any) -> Tuple[str, Optional[Plate], str]:
    """Street and plate of a row, from their own fields or from an address in one text."""
    street, number = get("street"), get("plate")
    if street and number:
        plate = read_plate(number)
        return clean(street), plate, "" if plate else "geocoding.skip.no_number"
    address = get("address") or get("name")
    if not address:
        return "", None, "geocoding.skip.no_address"
    parsed = parse(address)
    if parsed.offset is not None or parsed.second_street:
        return "", None, "geocoding.skip.no_number"
    if not parsed.street or parsed.plate is None:
        return "", None, "geocoding.skip.no_number"
    street = parsed.street
    for suffix in ("镇", "街道", "乡"):
        town, mark, behind = street.partition(suffix)
        if mark and town and len(behind) >= 3:
            street = behind
            break
    return street, parsed.plate, ""


def _inside_points(shapes: np.ndarray) -> List[Tuple[float, float]]:
    """A point of each shape: itself, the middle of a line, inside a polygon; NaN if none."""
    points = shapely.point_on_surface(shapes)
    lines = np.isin(shapely.get_type_id(shapes), (1, 5))
    points[lines] = shapely.line_interpolate_point(
        shapely.get_geometry(shapes[lines], 0), 0.5, normalized=True
    )
    xy = np.full((len(shapes), 2), np.nan)
    there = ~(shapely.is_missing(points) | shapely.is_empty(points))
    xy[there] = shapely.get_coordinates(points[there])
    return [(float(x), float(y)) for x, y in xy]


def _radii(shapes: np.ndarray) -> List[float]:
    bounds = np.nan_to_num(shapely.bounds(shapes))
    return [
        float(r) for r in np.hypot(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1]) / 2
    ]


def _middle(record: Record, line: Optional[Any], points: np.ndarray) -> None:
    """The point of a street: on its line or at its plate nearest the middle."""
    middle = np.median(points, axis=0)
    if line is not None:
        foot = shapely.shortest_line(line, shapely.points(middle))
        record.x, record.y = (float(v) for v in shapely.get_coordinates(foot)[0])
    else:
        nearest = points[int(np.argmin(np.hypot(*(points - middle).T)))]
        record.x, record.y = float(nearest[0]), float(nearest[1])
    record.radius = float(
        np.quantile(np.hypot(points[:, 0] - record.x, points[:, 1] - record.y), 0.9)
    )


def _clusters(points: np.ndarray, gap: float) -> np.ndarray:
    """Numbers of the groups of points that are linked by steps of at most ``gap``."""
    cells, which = np.unique(np.round(points / _CELL).astype(np.int64), axis=0, return_inverse=True)
    which = np.asarray(which).ravel()
    if len(cells) == 1:
        return np.zeros(len(points), dtype=int)
    pairs = cKDTree(cells * _CELL).query_pairs(gap, output_type="ndarray")
    graph = coo_matrix(
        (np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(cells), len(cells))
    )
    return connected_components(graph, directed=False)[1][which]
