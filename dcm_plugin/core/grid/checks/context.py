"""What the checks share: rules, cleaned geometry, borders, who lies in which community."""

from __future__ import annotations

import os
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import (
    Any,
    Callable,
    Dict,
    List,
    Mapping,
    Optional,
    Sequence,
    Set,
    Tuple,
    TypeVar,
)

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely import STRtree

from ...errors import Cancelled
from ...report import Msg
from .catalogue import catalogue, default_parameters
from .edges import EdgeTable, Segments, edge_table, segments_of
from .model import Batch, CheckInput
from .overlay import polygonal, subdivide

#: Geometry calls let other threads run meanwhile. GEOS before 3.12 notes the extent of a shape at
#: the first use, which two threads must not do at once.
_THREADS = min(4, os.cpu_count() or 1) if shapely.geos_version >= (3, 12, 0) else 1
T = TypeVar("T")

#: More feature ids than this are of no use in one finding.
MAX_FIDS = 60


class Rule:
    """Severity and numbers of one check: catalogue, then profile, then this run."""

    def __init__(self, check: str, profile: Any, overrides: Mapping[str, Any]) -> None:
        self.check = check
        self.severity = catalogue()[check].severity
        self.params = default_parameters(check)
        rule = profile.checks.get(check) if profile is not None else None
        if rule is not None:
            self.severity = rule.severity or self.severity
            self.params.update(rule.params or {})
        own = dict(overrides)
        self.severity = own.pop("severity", self.severity)
        self.params.update(own)

    def __getitem__(self, name: str) -> Any:
        return self.params[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)


class Context:
    """The state of one run; the cached parts are made when the first check asks for them."""

    def __init__(
        self,
        data: CheckInput,
        profile: Any,
        selected: Sequence[str],
        overrides: Mapping[str, Mapping[str, Any]],
        cancelled: Callable[[], bool],
    ) -> None:
        self.data = data
        self.profile = profile
        self.tolerances = profile.tolerances
        self.rules = {c: Rule(c, profile, overrides.get(c, {})) for c in catalogue()}
        self.active: Set[str] = {c for c in selected if self.rules[c].severity != "off"}
        self.cancelled = cancelled
        self.batches: List[Batch] = []
        self.notes: Dict[str, List[Msg]] = {}
        self.figures: Dict[str, Any] = {}
        self.shared: Dict[str, Any] = {}

    # --- rules and findings ------------------------------------------------------------------

    def rule(self, *checks: str) -> Rule:
        """The rule of the first of the checks that is active."""
        for check in checks:
            if check in self.active:
                return self.rules[check]
        return self.rules[checks[0]]

    def wants(self, *checks: str) -> bool:
        return any(check in self.active for check in checks)

    def note(self, check: str, message_id: str, **params: Any) -> None:
        """Say that a part of a check could not be done, or something a reader should know."""
        self.notes.setdefault(check, []).append(Msg(message_id, params))

    def add(
        self,
        kind: str,
        checks: Tuple[str, ...],
        fid: Any,
        geometry: Any,
        fids: Optional[Sequence[str]] = None,
        measure: Any = np.nan,
        unit: str = "",
        layer: str = "grid",
        group: str = "",
        **params: Any,
    ) -> None:
        """Record findings of one kind; ``checks`` is the check and the principle behind it.

        They are filed under the first active one. A rule may give a group of kinds its own
        severity (parameter ``severity_<group>``); 'off' drops the findings.
        """
        active = [check for check in checks if check in self.active]
        fid = np.atleast_1d(np.asarray(fid, dtype=np.int64))
        if not active or not len(fid):
            return
        rule = self.rules[active[0]]
        level = ""
        if group:
            for check in (*active, *checks):
                level = level or self.rules[check].get("severity_" + group, "")
        level = level or rule.severity
        if level == "off":
            return
        count = len(fid)
        shapes = np.empty(count, dtype=object)
        shapes[:] = geometry
        if fids is None:
            own = layer == "grid"
            # -1 is no feature; rows that are not saved yet have other negative ids
            fids = [str(i) if own and i != -1 else "" for i in fid.tolist()]
        principle = active[1] if len(active) > 1 else ""
        self.batches.append(
            Batch(
                kind,
                active[0],
                principle,
                level,
                layer,
                fid,
                list(fids),
                np.broadcast_to(np.asarray(measure, dtype=float), (count,)),
                unit,
                shapes,
                params,
            )
        )

    def check_cancelled(self) -> None:
        if self.cancelled():
            raise Cancelled()

    # --- the grid ----------------------------------------------------------------------------

    @cached_property
    def rows(self) -> gpd.GeoDataFrame:
        """All rows of the layer, also ended ones."""
        return self.data.grid.reset_index(drop=True)

    @cached_property
    def ended(self) -> np.ndarray:
        """Per row: the grid is out of use."""
        if "end" not in self.rows.columns:
            return np.zeros(len(self.rows), dtype=bool)
        end, _ = parse_dates(self.rows["end"])
        result: np.ndarray = (end.notna() & (end <= pd.Timestamp(self.data.today))).to_numpy()
        return result

    @cached_property
    def row_codes(self) -> np.ndarray:
        """Code of each row as text, '' when there is none."""
        return code_texts(self.rows["code"]) if self.has("code") else empty_texts(len(self.rows))

    def has(self, role: str) -> bool:
        return role in self.data.grid.columns

    @cached_property
    def row_shapes(self) -> np.ndarray:
        return np.asarray(self.rows.geometry.array, dtype=object)

    @cached_property
    def cells(self) -> np.ndarray:
        """Positions (in rows) of the current grids that have an area."""
        shapes = self.row_shapes
        real = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
        return np.flatnonzero(real & ~self.ended)

    @cached_property
    def fid(self) -> np.ndarray:
        """Feature id of each cell."""
        result: np.ndarray = self.rows["_fid"].to_numpy(dtype=np.int64)[self.cells]
        return result

    @cached_property
    def codes(self) -> np.ndarray:
        result: np.ndarray = self.row_codes[self.cells]
        return result

    @cached_property
    def valid(self) -> np.ndarray:
        """Per cell: its geometry is valid as it stands."""
        result: np.ndarray = shapely.is_valid(self.row_shapes[self.cells])
        return result

    @cached_property
    def shapes(self) -> np.ndarray:
        """Cells with valid geometry: what is broken is repaired for the sake of other checks."""
        shapes = self.row_shapes[self.cells].copy()
        broken = ~self.valid
        if broken.any():
            shapes[broken] = polygonal(shapely.make_valid(shapes[broken]))
        return shapes

    @cached_property
    def area(self) -> np.ndarray:
        result: np.ndarray = shapely.area(self.shapes)
        return result

    @cached_property
    def perimeter(self) -> np.ndarray:
        result: np.ndarray = shapely.length(self.shapes)
        return result

    @cached_property
    def inner_points(self) -> np.ndarray:
        """A point inside each cell."""
        return self.threaded(shapely.point_on_surface, self.shapes)

    @cached_property
    def tree(self) -> STRtree:
        return STRtree(self.shapes)

    @cached_property
    def segments(self) -> Segments:
        return segments_of(self.shapes)

    @cached_property
    def edges(self) -> EdgeTable:
        return edge_table(self.segments)

    # --- communities -------------------------------------------------------------------------

    @cached_property
    def communities(self) -> Optional[Tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Shapes, codes and feature ids of the communities that have an area."""
        return area_layer(self.data.communities)

    @cached_property
    def community_pieces(self) -> Tuple[np.ndarray, np.ndarray]:
        """The communities in small pieces, and the community of each piece."""
        communities = self.communities
        if communities is None:
            return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
        return subdivide(communities[0])

    @cached_property
    def community_overlap(self) -> pd.DataFrame:
        """Area of each cell inside each community it meets: columns cell, community, area."""
        from .overlay import overlap_areas

        pieces, owner = self.community_pieces
        cell, piece, area = overlap_areas(self.shapes, pieces, self.threaded, self.stepwise)
        table = pd.DataFrame({"cell": cell, "community": owner[piece], "area": area})
        return table.groupby(["cell", "community"], as_index=False, sort=True)["area"].sum()

    @cached_property
    def community_of(self) -> np.ndarray:
        """Position of the community that holds most of each cell, -1 when none does."""
        result = np.full(len(self.cells), -1, dtype=np.int64)
        if self.communities is None:
            return result
        table = self.community_overlap
        table = table[table["area"] > 0].sort_values(["cell", "area"], kind="stable")
        last = table.drop_duplicates("cell", keep="last")
        result[last["cell"].to_numpy()] = last["community"].to_numpy()
        return result

    @cached_property
    def community_key(self) -> np.ndarray:
        """What groups the cells by community: the community's code, or else the code's prefix."""
        prefix = self.prefix
        if self.communities is None:
            return prefix
        codes = self.communities[1]
        of = self.community_of
        named = np.array([c or f"#{i}" for i, c in enumerate(codes.tolist())], dtype=object)
        if not len(named):
            return prefix
        result: np.ndarray = np.where(of >= 0, named[np.maximum(of, 0)], "")
        return result

    @cached_property
    def prefix(self) -> np.ndarray:
        """The community part of each cell's code."""
        start, end = self.profile.code.community_span
        result = empty_texts(len(self.codes))
        result[:] = [code[start:end] for code in self.codes.tolist()]
        return result

    # --- components --------------------------------------------------------------------------

    @cached_property
    def component_shapes(self) -> np.ndarray:
        frame = self.data.components
        return np.asarray(frame.geometry.array, dtype=object) if frame is not None else _none()

    @cached_property
    def component_fids(self) -> np.ndarray:
        frame = self.data.components
        if frame is None:
            return np.empty(0, dtype=np.int64)
        result: np.ndarray = frame["_fid"].to_numpy(dtype=np.int64)
        return result

    @cached_property
    def component_points(self) -> np.ndarray:
        """One point of each component: itself, or a point on it."""
        shapes = self.component_shapes.copy()
        other = (shapely.get_type_id(shapes) > 0) & ~shapely.is_empty(shapes)
        if other.any():
            shapes[other] = shapely.point_on_surface(shapes[other])
        return shapes

    @cached_property
    def component_cells(self) -> Tuple[np.ndarray, np.ndarray]:
        """Pairs (component, cell) where the component's point is in the cell or on its edge."""
        found = self.tree.query(self.component_points, predicate="intersects")
        return found[0], found[1]

    @cached_property
    def component_cell(self) -> np.ndarray:
        """The cell of each component; on an edge the one with the smallest code; -1 for none."""
        result = np.full(len(self.component_shapes), -1, dtype=np.int64)
        component, cell = self.component_cells
        rank = np.argsort(np.argsort(self.codes.astype(str), kind="stable"), kind="stable")
        order = np.lexsort((rank[cell], component))[::-1]
        result[component[order]] = cell[order]
        return result

    # --- helpers -----------------------------------------------------------------------------

    def threaded(self, function: Callable[..., np.ndarray], *arrays: np.ndarray) -> np.ndarray:
        """Call a vectorised geometry function on several cores; cancel is honoured in between.

        Not for prepared geometry: its index is made at the first use, by one thread only.
        """
        return self._in_pieces(_THREADS, function, *arrays)

    def stepwise(self, function: Callable[..., np.ndarray], *arrays: np.ndarray) -> np.ndarray:
        """The same on one core, for prepared geometry."""
        return self._in_pieces(1, function, *arrays)

    def _in_pieces(
        self, threads: int, function: Callable[..., np.ndarray], *arrays: np.ndarray
    ) -> np.ndarray:
        count = len(arrays[0])
        self.check_cancelled()
        if count < 2000:
            return function(*arrays)
        size = max(500, -(-count // 32))
        pieces = [tuple(a[s : s + size] for a in arrays) for s in range(0, count, size)]

        def work(piece: Tuple[np.ndarray, ...]) -> np.ndarray:
            self.check_cancelled()
            return function(*piece)

        if threads == 1:
            return np.concatenate([work(piece) for piece in pieces])
        with ThreadPoolExecutor(threads) as pool:
            return np.concatenate(list(pool.map(work, pieces)))

    def grouped_fids(self, owner: np.ndarray, cell: np.ndarray, owners: np.ndarray) -> List[str]:
        """Feature ids of the cells of each owner (pairs owner–cell), in the order of owners."""
        order = np.lexsort((self.fid[cell], owner))
        owner, fids = owner[order], self.fid[cell][order]
        low, high = np.searchsorted(owner, owners, "left"), np.searchsorted(owner, owners, "right")
        return [fid_text(fids[a:b]) for a, b in zip(low.tolist(), high.tolist())]


def required(value: Optional[T]) -> T:
    """An input that the registry has seen to be there."""
    if value is None:
        raise ValueError("this check needs a layer that is not given")
    return value


def fid_text(fids: np.ndarray) -> str:
    """Feature ids in order, joined by commas; a very long list is cut."""
    return ",".join(map(str, np.unique(fids)[:MAX_FIDS].tolist()))


def area_layer(
    frame: Optional[gpd.GeoDataFrame],
) -> Optional[Tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Valid polygons, codes and feature ids of an area layer; None when there is no layer."""
    if frame is None:
        return None
    shapes = np.asarray(frame.geometry.array, dtype=object)
    real = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
    shapes = shapes[real].copy()
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        shapes[broken] = polygonal(shapely.make_valid(shapes[broken]))
    codes = code_texts(frame["code"])[real] if "code" in frame.columns else empty_texts(len(shapes))
    return shapes, codes, frame["_fid"].to_numpy(dtype=np.int64)[real]


def valid_areas(frame: gpd.GeoDataFrame) -> Tuple[np.ndarray, np.ndarray]:
    """Valid polygons of a layer and their positions in it."""
    shapes = np.asarray(frame.geometry.array, dtype=object)
    kept = np.flatnonzero(np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes))
    shapes = shapes[kept].copy()
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        shapes[broken] = polygonal(shapely.make_valid(shapes[broken]))
    return shapes, kept


def code_texts(column: pd.Series) -> np.ndarray:
    """Codes as texts exactly as stored ('' for none); whole numbers without a decimal point."""
    values = column.to_numpy()
    if values.dtype.kind in "iu":
        return values.astype(str).astype(object)
    result = np.empty(len(values), dtype=object)
    for position, value in enumerate(values.tolist()):
        if value is None or value != value:
            result[position] = ""
        elif isinstance(value, float) and value.is_integer():
            result[position] = str(int(value))
        else:
            result[position] = str(value)
    return result


def empty_texts(count: int) -> np.ndarray:
    result = np.empty(count, dtype=object)
    result[:] = ""
    return result


_DAY = re.compile(r"^(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})(?:[ T].*)?$")
_DAY_ZH = re.compile(r"^(\d{4})年(\d{1,2})月(\d{1,2})日$")


def parse_dates(column: pd.Series) -> Tuple[pd.Series, np.ndarray]:
    """Days of a column of dates or texts (NaT when there is none), and which texts are no date."""
    known: Dict[Any, Any] = {}
    days: List[Any] = []
    bad = np.zeros(len(column), dtype=bool)
    for position, value in enumerate(column.tolist()):
        key = value if isinstance(value, (str, int, float)) else repr(value)
        if key not in known:
            known[key] = _parse_day(value)
        day, wrong = known[key]
        days.append(day)
        bad[position] = wrong
    return pd.Series(pd.to_datetime(days), index=column.index), bad


def _parse_day(value: Any) -> Tuple[Any, bool]:
    if value is None or value is pd.NaT or value != value:
        return pd.NaT, False
    if hasattr(value, "year"):
        try:
            return pd.Timestamp(value.year, value.month, value.day), False
        except ValueError:
            return pd.NaT, True
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    text = unicodedata.normalize("NFKC", text).strip()
    if not text:
        return pd.NaT, False
    match = _DAY.match(text) or _DAY_ZH.match(text)
    if match is None:
        return pd.NaT, True
    numbers = [int(group) for group in match.groups() if group and group.isdigit()]
    if match.re is _DAY and not match.group(2) and len(text.split("T")[0].split(" ")[0]) != 8:
        return pd.NaT, True
    try:
        return pd.Timestamp(*numbers), False
    except ValueError:
        return pd.NaT, True


def _none() -> np.ndarray:
    return np.empty(0, dtype=object)
