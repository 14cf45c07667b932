"""Points to words: areas, grid, nearest street and plate, nearest POI with a direction."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np
import shapely
from scipy.spatial import cKDTree

from .model import AdminLevel, PlaceType
from .store import Place, PlaceStore
from .table import OutputField
from .words import directions

#: Farther things are not said to be near (metres, our default).
FAR_POI, FAR_PLATE, FAR_STREET = 300.0, 100.0, 200.0
#: A landmark farther away describes nothing when a street is known.
LANDMARK = 150.0
#: Farther than this from the line of a street a point is no longer on it (our default).
STREET = 30.0
#: Nearer than this a point is at the place itself.
AT = 15.0

FIELDS = (
    OutputField("gc_description", "string", 254, "Description", "位置描述"),
    OutputField("gc_city", "string", 50, "City", "市"),
    OutputField("gc_county", "string", 50, "County", "县（区）"),
    OutputField("gc_town", "string", 50, "Street office", "街道（乡镇）"),
    OutputField("gc_community", "string", 100, "Community", "社区（村）"),
    OutputField("gc_grid", "string", 20, "Grid code", "网格编码"),
    OutputField("gc_street", "string", 100, "Nearest street", "最近街巷"),
    OutputField("gc_street_m", "double", 0, "Distance to the street (m)", "至街巷距离（米）"),
    OutputField("gc_plate", "string", 100, "Nearest house number", "最近门牌"),
    OutputField("gc_plate_m", "double", 0, "Distance to the number (m)", "至门牌距离（米）"),
    OutputField("gc_poi", "string", 200, "Nearest landmark", "最近兴趣点"),
    OutputField("gc_poi_m", "double", 0, "Distance to the landmark (m)", "至兴趣点距离（米）"),
    OutputField("gc_datum", "string", 10, "Converted from", "换算自"),
)


@dataclass
class Descriptions:
    """One entry per point; '' or NaN where there is nothing."""

    columns: Dict[str, List[Any]]


class Reverse:
    """Describes points by the places of a database. Coordinates in its CRS."""

    def __init__(self, store: PlaceStore) -> None:
        self.store = store
        ids, shapes = store.shapes([PlaceType.AREA])
        self.area_ids, self.area_tree = ids, shapely.STRtree(shapes)
        ids, shapes = store.shapes([PlaceType.STREET])
        lines = shapely.get_dimensions(shapes) == 1 if len(shapes) else np.zeros(0, dtype=bool)
        self.street_ids, self.streets = ids[lines], shapes[lines]
        self.street_tree = shapely.STRtree(self.streets)
        self.points: Dict[int, Tuple[np.ndarray, np.ndarray, Optional[cKDTree]]] = {}
        found, types, x, y, streets = store.points([PlaceType.PLATE, PlaceType.POI])
        self.street_of = dict(zip(found.tolist(), streets.tolist()))
        for kind in (PlaceType.PLATE, PlaceType.POI):
            mine = types == kind
            xy = np.column_stack([x[mine], y[mine]])
            self.points[kind] = (found[mine], xy, cKDTree(xy) if len(xy) else None)
        self._places: Dict[int, Place] = {}
        cities = {
            place
            for _, place, kind, level, _ in store.area_and_street_names()
            if kind == PlaceType.AREA and level == AdminLevel.CITY
        }
        #: The city when the database holds one alone: then all places are in it.
        self.city = cities.pop() if len(cities) == 1 else 0

    def on(self, store: PlaceStore) -> Reverse:
        """The same trees over another connection, for another thread."""
        made = copy(self)
        made.store, made._places = store, {}
        return made

    def describe(self, xy: np.ndarray) -> Descriptions:
        """Descriptions of points (n, 2); points without coordinates stay empty."""
        xy = np.asarray(xy, dtype=float).reshape(-1, 2)
        there = np.isfinite(xy).all(axis=1)
        points = np.empty(len(xy), dtype=object)
        points[there] = shapely.points(xy[there])
        plate, plate_far = self._nearest(PlaceType.PLATE, xy, there, FAR_PLATE)
        poi, poi_far = self._nearest(PlaceType.POI, xy, there, FAR_POI)
        street, street_far = self._nearest_street(points, there)
        areas = self._areas(points, there)
        if self.city:
            known = {row for row, level in areas if level != AdminLevel.CITY}
            known |= {row for row, place in enumerate([*plate]) if place or street[row] or poi[row]}
            for row in known:
                areas.setdefault((row, AdminLevel.CITY), self.city)
        self._read({*plate, *poi, *street, *areas.values()} - {0})
        columns: Dict[str, List[Any]] = {}
        for name, level in (
            ("city", AdminLevel.CITY), ("county", AdminLevel.COUNTY), ("town", AdminLevel.TOWN),
            ("community", AdminLevel.COMMUNITY),
        ):  # fmt: skip
            columns[name] = [self._name(areas.get((i, level), 0)) for i in range(len(xy))]
        columns["street"] = [self._name(place) for place in street]
        columns["street_m"] = [round(d, 1) if s else None for s, d in zip(street, street_far)]
        columns["plate"] = [self._name(place) for place in plate]
        columns["plate_m"] = [round(d, 1) if p else None for p, d in zip(plate, plate_far)]
        columns["poi"] = [self._name(place) for place in poi]
        columns["poi_m"] = [round(d, 1) if p else None for p, d in zip(poi, poi_far)]
        columns["description"] = [
            self._sentence(xy[i], columns, i, plate[i], poi[i]) for i in range(len(xy))
        ]
        return Descriptions(columns)

    def _nearest(
        self, kind: int, xy: np.ndarray, there: np.ndarray, far: float
    ) -> Tuple[List[int], List[float]]:
        ids, _, tree = self.points[kind]
        found = np.zeros(len(xy), dtype=np.int64)
        distance = np.full(len(xy), np.nan)
        if tree is not None and there.any():
            away, which = tree.query(xy[there], distance_upper_bound=far)
            near = np.isfinite(away)
            rows = np.flatnonzero(there)[near]
            found[rows], distance[rows] = ids[which[near]], away[near]
        return found.tolist(), distance.tolist()

    def _nearest_street(
        self, points: np.ndarray, there: np.ndarray
    ) -> Tuple[List[int], List[float]]:
        found = np.zeros(len(points), dtype=np.int64)
        distance = np.full(len(points), np.nan)
        if len(self.streets) and there.any():
            which, street = self.street_tree.query_nearest(
                points[there], max_distance=FAR_STREET, all_matches=False
            )
            rows = np.flatnonzero(there)[which]
            found[rows] = self.street_ids[street]
            distance[rows] = shapely.distance(points[rows], self.streets[street])
        return found.tolist(), distance.tolist()

    def _areas(self, points: np.ndarray, there: np.ndarray) -> Dict[Tuple[int, int], int]:
        """(row, level) -> the area of that level around the point, the first of equals."""
        if not len(self.area_ids) or not there.any():
            return {}
        which, area = self.area_tree.query(points[there], predicate="intersects")
        rows = np.flatnonzero(there)[which]
        ids = self.area_ids[area]
        places = self.store.places(sorted(set(ids.tolist())))
        found: Dict[Tuple[int, int], int] = {}
        for row, place in sorted(zip(rows.tolist(), ids.tolist())):
            known = places.get(place)
            if known is not None:
                found.setdefault((row, known.level), place)
        return found

    def _read(self, ids: Any) -> None:
        wanted = sorted(i for i in ids if i not in self._places)
        if wanted:
            self._places.update(self.store.places(wanted))

    def _name(self, place: int) -> str:
        found = self._places.get(place)
        return found.name if found is not None else ""

    def _sentence(
        self, xy: np.ndarray, columns: Dict[str, List[Any]], row: int, plate: int, poi: int
    ) -> str:
        """Plate before landmark, a landmark with direction and distance, the street at last."""
        front = "".join(columns[name][row] for name in ("city", "county"))
        plate_far, poi_far = columns["plate_m"][row], columns["poi_m"][row]
        if plate and plate_far <= AT:
            return front + self._name(plate)
        useful = poi and (poi_far <= LANDMARK or not (plate or columns["street"][row]))
        if useful and (not plate or poi_far <= plate_far + 50.0):
            return front + self._name(poi) + self._beside(poi, xy, poi_far)
        if plate:
            return front + self._name(plate) + self._beside(plate, xy, plate_far)
        if columns["street"][row]:
            near = "附近" if columns["street_m"][row] > STREET else ""
            return front + columns["street"][row] + near
        return front + columns["community"][row]

    def _beside(self, place: int, xy: np.ndarray, distance: float) -> str:
        if distance <= AT:
            return ""
        base = self._places[place]
        word = compass_word(xy[0] - base.x, xy[1] - base.y)
        return f"{word}{round(distance / 5.0) * 5}米"


def compass_word(east: float, north: float) -> str:
    """The direction word of a vector, one of eight."""
    azimuth = float(np.degrees(np.arctan2(east, north))) % 360.0
    compass = [(word, angle) for word, angle in directions().items() if angle is not None]
    return min(compass, key=lambda item: abs((azimuth - item[1] + 180.0) % 360.0 - 180.0))[0]


def codes_at(xy: np.ndarray, polygons: np.ndarray, codes: Sequence[Any]) -> List[str]:
    """The code of the polygon (unit grid) in which each point lies, '' outside of all.

    On a shared border the lower code wins, so that the answer does not depend on the order.
    """
    result = [""] * len(xy)
    there = np.isfinite(xy).all(axis=1)
    if not len(polygons) or not there.any():
        return result
    which, cell = shapely.STRtree(polygons).query(shapely.points(xy[there]), "intersects")
    rows = np.flatnonzero(there)[which]
    for row, code in sorted(((int(r), str(codes[c] or "")) for r, c in zip(rows, cell))):
        if code and not result[row]:
            result[row] = code
    return result
