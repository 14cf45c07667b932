"""Areas that consist of whole unit grids: communities, streets, districts, duty grids.

The areas are coverages of the same vertices as the grids: no point is made and none is left out,
so neighbours share their border exactly, and islands and holes stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from ..errors import Cancelled, InputError
from ..geos import coverage_is_valid
from ..messages import shortened
from ..standards import Profile
from . import codes as grid_codes
from .lifecycle import check_codes, read_rows
from .lifecycle.rows import Rows, as_dates, join_codes
from .places import ERROR, WARNING, Places

#: Level -> the part of the code that names the area.
BY_CODE: Mapping[str, str] = {"community": "community", "street": "street", "district": "county"}
#: Level -> table of the profile, for areas whose members are listed.
BY_LIST: Mapping[str, str] = {"dutygrid": "duty_grid", "managementgrid": "management_grid"}
LEVELS = (*BY_CODE, *BY_LIST)
_PARENT = {"community": "street", "street": "county"}
_FID = "_fid"


def table_of(level: str) -> str:
    """The table of the profile that says the fields of the areas."""
    return BY_LIST.get(level, level)


@dataclass
class DeriveTask:
    """What to derive.

    grid:     unit grids by role (``_fid``, ``code``, geometry, perhaps ``start``, ``end``,
              ``community_name`` ...), ended rows included.
    member:   code of the duty grid of each row, for the levels of ``BY_LIST``.
    members:  instead of it a table with ``grid`` (unit-grid code) and ``area`` (duty-grid code).
    names:    code of an area -> its name.
    """

    grid: gpd.GeoDataFrame
    profile: Profile
    level: str
    layer: str = ""
    code_field: str = ""
    member: Optional[np.ndarray] = None
    members: Optional[pd.DataFrame] = None
    members_layer: str = ""
    names: Optional[Mapping[str, str]] = None


@dataclass
class DeriveResult:
    """Areas (columns by role of the table of the level), findings with places, figures."""

    areas: gpd.GeoDataFrame
    findings: gpd.GeoDataFrame
    figures: Dict[str, Any]
    exact: bool


def derive(task: DeriveTask, cancelled: Callable[[], bool] = lambda: False) -> DeriveResult:
    """Dissolve the current unit grids; raises InputError for codes that do not fit the profile."""
    rows = read_rows(task.grid, task.layer)
    check_codes(rows, task.profile, task.code_field)
    current = np.flatnonzero(rows.current)
    if not len(current):
        raise InputError("lifecycle.no_current", layer=task.layer)
    _check_shapes(rows, current)
    places = Places("derive.finding.")
    key = _keys(task, rows, current, places)
    chosen = np.array([k is not None for k in key], dtype=bool)
    rows_of = current[chosen]
    if not len(rows_of):
        raise InputError("derive.nothing", layer=task.layer)
    areas, group = np.unique(key[chosen].astype(str), return_inverse=True)
    shapes = rows.shapes[rows_of]
    exact = coverage_is_valid(rows.shapes[current])
    outlines = dissolve(shapes, group.reshape(-1), len(areas), exact, cancelled)
    table = _table(task, rows, rows_of, group.reshape(-1), areas, outlines)
    if task.level in BY_LIST:
        _check_rules(task, rows, rows_of, group.reshape(-1), areas, outlines, places)
    figures = {
        "areas": len(areas),
        "members": len(rows_of),
        "ended": int((~rows.current).sum()),
        "without": len(current) - len(rows_of),
        "area_m2": float(shapely.area(outlines).sum()),
        "grids_m2": float(shapely.area(shapes).sum()),
        "parts": int((shapely.get_num_geometries(outlines) > 1).sum()),
    }
    return DeriveResult(table, places.table(), figures, exact)


def dissolve(
    shapes: np.ndarray,
    group: np.ndarray,
    count: int,
    exact: bool = True,
    cancelled: Callable[[], bool] = lambda: False,
) -> np.ndarray:
    """Outlines (count,) of groups of polygons.

    ``exact``: the polygons are a coverage; only edges that two members share go, nothing is
    computed. Otherwise the polygons are united, and gaps between them stay.
    """
    order = np.argsort(group, kind="stable")
    bounds = np.searchsorted(group[order], np.arange(count + 1))
    unite = shapely.coverage_union_all if exact else shapely.union_all
    result = np.empty(count, dtype=object)
    for place in range(count):
        if place % 64 == 0 and cancelled():
            raise Cancelled()
        result[place] = unite(shapes[order[bounds[place] : bounds[place + 1]]])
    # a hole that touches the outline in a corner comes back as one ring in some versions of GEOS
    touching = ~shapely.is_valid(result)
    result[touching] = shapely.make_valid(result[touching])
    single = (shapely.get_type_id(result) == 6) & (shapely.get_num_geometries(result) == 1)
    result[single] = shapely.get_geometry(result[single], 0)
    return result


def _check_shapes(rows: Rows, current: np.ndarray) -> None:
    shapes = rows.shapes[current]
    missing = shapely.is_missing(shapes)
    if missing.any():
        fids = shortened(rows.fid[current[missing]].tolist())
        raise InputError("processing.geometry_missing", layer=rows.layer, fids=fids)
    invalid = ~shapely.is_valid(shapes)
    if invalid.any():
        raise InputError(
            "processing.geometry_invalid",
            layer=rows.layer,
            fids=shortened(rows.fid[current[invalid]].tolist()),
            reason=shapely.is_valid_reason(shapes[invalid][0]),
        )


# --- members -----------------------------------------------------------------------------------


def _keys(task: DeriveTask, rows: Rows, current: np.ndarray, places: Places) -> np.ndarray:
    """The area of each current row, None for none."""
    if task.level in BY_CODE:
        return grid_codes.part(rows.code[current], task.profile.code, BY_CODE[task.level])
    if task.members is not None:
        key = _listed(task, rows, current, places)
    else:
        key = _blank_as_none(grid_codes.as_text(np.asarray(task.member, dtype=object)))[current]
    without = np.flatnonzero(np.array([k is None for k in key], dtype=bool))
    _add(places, "without", WARNING, rows, current[without])
    return key


def _listed(task: DeriveTask, rows: Rows, current: np.ndarray, places: Places) -> np.ndarray:
    """The areas that the list of members gives, and what is wrong with the list."""
    members = pd.DataFrame(
        {
            name: _blank_as_none(grid_codes.as_text(task.members[name]))  # type: ignore[index]
            for name in ("grid", "area")
        }
    ).dropna()
    members = members.drop_duplicates()
    known = set(rows.code.tolist())
    in_use = {code: row for row, code in zip(current.tolist(), rows.code[current].tolist())}
    unknown = members[~members["grid"].isin(known)]
    ended = members[members["grid"].isin(known) & ~members["grid"].isin(in_use)]
    for kind, part in (("unknown", unknown), ("ended", ended)):
        places.add(
            kind,
            ERROR,
            [None] * len(part),
            [""] * len(part),
            part["grid"].tolist(),
            task.members_layer,
            area=part["area"].tolist(),
        )
    members = members[members["grid"].isin(in_use)]
    twice = members[members["grid"].duplicated(keep=False)]
    several = twice.groupby("grid")["area"].agg(lambda a: ", ".join(sorted(a)))
    rows_twice = np.array([in_use[code] for code in several.index], dtype=np.int64)
    _add(places, "twice", ERROR, rows, rows_twice, areas=several.tolist())
    first = members.drop_duplicates("grid").set_index("grid")["area"]
    found = pd.Series(rows.code[current]).map(first).to_numpy(dtype=object)
    return _blank_as_none(found)


def _blank_as_none(texts: np.ndarray) -> np.ndarray:
    result = np.full(len(texts), None, dtype=object)
    for place, value in enumerate(texts):
        if isinstance(value, str) and value.strip():
            result[place] = value.strip()
    return result


def _add(
    places: Places, kind: str, severity: str, rows: Rows, which: np.ndarray, **params: Any
) -> None:
    """Findings at unit grids."""
    places.add(
        kind,
        severity,
        rows.shapes[which],
        [str(fid) for fid in rows.fid[which].tolist()],
        [str(code) for code in rows.code[which].tolist()],
        rows.layer,
        **params,
    )


# --- table -------------------------------------------------------------------------------------


def _table(
    task: DeriveTask,
    rows: Rows,
    rows_of: np.ndarray,
    group: np.ndarray,
    areas: np.ndarray,
    outlines: np.ndarray,
) -> gpd.GeoDataFrame:
    specs = task.profile.tables[table_of(task.level)]
    count = len(areas)
    columns: Dict[str, Any] = {role: np.full(count, None, dtype=object) for role in specs}
    columns["code"] = areas.astype(object)
    columns["name"] = _names(task, rows_of, group, areas)
    columns["area"] = np.round(shapely.area(outlines), 2)
    columns["members"] = np.bincount(group, minlength=count)
    columns["profile"] = np.full(count, task.profile.id, dtype=object)
    columns["start"] = _starts(rows, rows_of, group, count)
    structure, codes = task.profile.code, rows.code[rows_of]
    if task.level in _PARENT:
        parents = grid_codes.part(codes, structure, _PARENT[task.level])
        columns["parent"] = _joined(group, parents, count)
    elif task.level in BY_LIST:
        columns["parent"] = _joined(group, grid_codes.part(codes, structure, "street"), count)
        communities = grid_codes.part(codes, structure, "community")
        columns["community"] = _joined(group, communities, count)
    data = {role: pd.Series(columns[role], dtype=object) for role in specs}
    table = gpd.GeoDataFrame(pd.DataFrame(data), geometry=gpd.array.GeometryArray(outlines))
    table["area"] = table["area"].astype(float)
    table["members"] = table["members"].astype(np.int64)
    return table


def _joined(group: np.ndarray, values: np.ndarray, count: int) -> np.ndarray:
    """The distinct values of each group, as one text."""
    table = pd.DataFrame({"group": group, "value": values}).drop_duplicates()
    joined = table.groupby("group")["value"].agg(join_codes)
    return joined.reindex(range(count)).to_numpy(dtype=object)


def _starts(rows: Rows, rows_of: np.ndarray, group: np.ndarray, count: int) -> np.ndarray:
    """The first start of the members in use; None where no member has one."""
    days = pd.Series(rows.start[rows_of].astype("datetime64[ns]"))
    first = days.groupby(group).min().reindex(range(count))
    return as_dates(first.to_numpy(dtype="datetime64[ns]").astype("datetime64[D]"))


def _names(
    task: DeriveTask, rows_of: np.ndarray, group: np.ndarray, areas: np.ndarray
) -> np.ndarray:
    """Names from the table of names, else the one that most members carry."""
    names = task.names or {}
    result = np.array([names.get(code) or None for code in areas.tolist()], dtype=object)
    role = {"community": "community_name", "street": "street_name"}.get(task.level, "area_name")
    if role not in task.grid.columns:
        return result
    given = grid_codes.as_text(task.grid[role].to_numpy(dtype=object))[rows_of]
    said = pd.DataFrame({"group": group, "name": given}).dropna()
    counts = said.groupby(["group", "name"]).size().reset_index(name="size")
    counts = counts.sort_values(["group", "size", "name"], ascending=[True, False, True])
    most = counts.drop_duplicates("group").set_index("group")["name"]
    for place in range(len(result)):
        if result[place] is None:
            result[place] = most.get(place)
    return result


# --- rules of duty grids -------------------------------------------------------------------------


def _check_rules(
    task: DeriveTask,
    rows: Rows,
    rows_of: np.ndarray,
    group: np.ndarray,
    areas: np.ndarray,
    outlines: np.ndarray,
    places: Places,
) -> None:
    rules = task.profile.values["duty_grids"]
    structure, codes = task.profile.code, rows.code[rows_of]
    if rules["members_adjoin"]:
        _check_adjoin(rows, rows_of, group, areas, outlines, places)
    if rules["within_street"]:
        streets = grid_codes.part(codes, structure, "street")
        _check_within("street", ERROR, rows, rows_of, group, areas, streets, places)
    severity = rules["severity_crosses_community"]
    if severity != "off":
        communities = grid_codes.part(codes, structure, "community")
        _check_within("community", severity, rows, rows_of, group, areas, communities, places)
    if task.level == "managementgrid":
        lowest = rules["management_members_minimum"]
        highest = rules["management_members_maximum"]
        size = np.bincount(group, minlength=len(areas))
        odd = np.flatnonzero((size < lowest) | (size > highest))
        places.add(
            "size",
            WARNING,
            outlines[odd],
            [_fids(rows, rows_of[group == place]) for place in odd.tolist()],
            areas[odd].tolist(),
            rows.layer,
            size[odd].astype(float),
            lowest=lowest,
            highest=highest,
        )


def _check_adjoin(
    rows: Rows,
    rows_of: np.ndarray,
    group: np.ndarray,
    areas: np.ndarray,
    outlines: np.ndarray,
    places: Places,
) -> None:
    """Members that lie apart from the largest piece of their area; a common corner is none."""
    for place in np.flatnonzero(shapely.get_num_geometries(outlines) > 1).tolist():
        parts = shapely.get_parts(outlines[place])
        members = np.flatnonzero(group == place)
        inside = shapely.point_on_surface(rows.shapes[rows_of[members]])
        member, part = shapely.STRtree(parts).query(inside, predicate="intersects")
        home = np.full(len(members), -1)
        home[member] = part
        apart = rows_of[members[home != int(np.argmax(shapely.area(parts)))]]
        _add(places, "apart", ERROR, rows, apart, area=str(areas[place]), parts=len(parts))


def _check_within(
    what: str,
    severity: str,
    rows: Rows,
    rows_of: np.ndarray,
    group: np.ndarray,
    areas: np.ndarray,
    parent: np.ndarray,
    places: Places,
) -> None:
    """Members outside the street or community in which most of their area lies."""
    table = pd.DataFrame({"group": group, "parent": parent, "row": rows_of})
    several = table.groupby("group")["parent"].nunique()
    for place in several.index[several > 1].tolist():
        part = table[table["group"] == place]
        main = part["parent"].value_counts(sort=True).sort_index().idxmax()
        outside = part[part["parent"] != main]
        _add(
            places,
            what,
            severity,
            rows,
            outside["row"].to_numpy(dtype=np.int64),
            area=str(areas[place]),
            main=str(main),
        )


def _fids(rows: Rows, which: np.ndarray) -> str:
    return ",".join(map(str, rows.fid[which].tolist()))


def derive_names(table: pd.DataFrame) -> Tuple[Dict[str, str], List[str]]:
    """Code -> name of a table with these columns, and codes with two names (the first is taken)."""
    pairs = pd.DataFrame(
        {
            name: _blank_as_none(grid_codes.as_text(table[name].to_numpy(dtype=object)))
            for name in ("code", "name")
        }
    )
    pairs = pairs.dropna().drop_duplicates()
    twice = sorted(set(pairs.loc[pairs["code"].duplicated(), "code"]))
    first = pairs.drop_duplicates("code")
    return dict(zip(first["code"], first["name"])), twice
