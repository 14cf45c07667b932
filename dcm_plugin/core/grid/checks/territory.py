"""G02, Q03, Q06: grids and the legal frame of communities, streets and districts."""

from __future__ import annotations

from typing import Any, List

import numpy as np
import shapely
from shapely import STRtree

from .context import Context, area_layer, required
from .overlay import polygonal


def run_crossing(context: Context) -> None:
    """G02: no grid has area in two communities; duplicate communities are named."""
    shapes, codes, fids = required(context.communities)
    table = context.community_overlap
    of = context.community_of
    other = table[table["community"].to_numpy() != of[table["cell"].to_numpy()]]
    # a community given in several rows is one community
    key = np.where(codes == "", np.array([f"#{i}" for i in fids], dtype=object), codes)
    main = key[of[other["cell"].to_numpy()]]
    other = other[(key[other["community"].to_numpy()] != main) & (other["area"] > 0)]
    beyond = np.zeros(len(context.cells))
    np.add.at(beyond, other["cell"].to_numpy(), other["area"].to_numpy())
    bad = np.flatnonzero(beyond > context.tolerances.area)
    context.figures["crosses_community"] = len(bad)
    if not len(bad):
        return
    part = np.empty(len(bad), dtype=object)
    named: List[str] = []
    rows = other["cell"].to_numpy()
    for position, cell in enumerate(bad.tolist()):
        there = other["community"].to_numpy()[rows == cell]
        inside = shapely.intersection(context.shapes[cell], shapes[there])
        part[position] = shapely.union_all(inside)
        named.append(", ".join(sorted(set(key[there]))))
    context.add(
        "crosses_community",
        ("G02",),
        context.fid[bad],
        polygonal(part),
        measure=beyond[bad],
        unit="m²",
        community=key[of[bad]],
        others=np.array(named, dtype=object),
    )


def run_cover(context: Context) -> None:
    """Q03: communities are fully covered, and no grid lies outside."""
    _duplicates(context)
    _outside(context)
    context.check_cancelled()
    _uncovered(context)


def _duplicates(context: Context) -> None:
    _, codes, fids = required(context.communities)
    unnamed = codes == ""
    context.add("community_no_code", ("Q03",), fids[unnamed], None, layer="communities")
    values, first, counts = np.unique(
        codes[~unnamed].astype(str), return_index=True, return_counts=True
    )
    for code, position in zip(values[counts > 1], first[counts > 1]):
        named = fids[~unnamed]
        context.add(
            "community_twice",
            ("Q03",),
            named[position],
            None,
            layer="communities",
            measure=float((codes == code).sum()),
            code=str(code),
        )


def _outside(context: Context) -> None:
    table = context.community_overlap
    inside = np.zeros(len(context.cells))
    np.add.at(inside, table["cell"].to_numpy(), table["area"].to_numpy())
    beyond = context.area - inside
    bad = np.flatnonzero(beyond > context.tolerances.area)
    context.figures["outside_m2"] = float(beyond[bad].sum())
    if not len(bad):
        return
    pieces, _ = context.community_pieces
    part = context.shapes[bad].copy()
    tree = STRtree(pieces)
    i, j = tree.query(part, predicate="intersects")
    for position in np.unique(i).tolist():
        near = shapely.union_all(pieces[j[i == position]])
        part[position] = shapely.difference(part[position], near)
    context.add(
        "outside",
        ("Q03", "G02"),
        context.fid[bad],
        polygonal(part),
        measure=beyond[bad],
        unit="m²",
    )


def _uncovered(context: Context) -> None:
    """Parts of a community without a grid; gaps shut in by grids are named by Q02 already."""
    shapes, codes, fids = required(context.communities)
    table = context.community_overlap
    covered = np.zeros(len(shapes))
    np.add.at(covered, table["community"].to_numpy(), table["area"].to_numpy())
    doubled = np.zeros(len(shapes))
    if "overlaps" in context.shared:
        i, j, area = context.shared["overlaps"]
    else:
        from .topology import overlap_pairs

        i, j, area = overlap_pairs(context)
    for side in (i, j):
        at = context.community_of[side]
        np.add.at(doubled, at[at >= 0], area[at >= 0])
    lacking = shapely.area(shapes) - covered + doubled
    suspects = np.flatnonzero(lacking > context.tolerances.area * 0.5)
    gaps = context.shared.get("gaps")
    known = STRtree(gaps) if gaps is not None and len(gaps) else None
    total = 0.0
    for community in suspects.tolist():
        context.check_cancelled()
        cells = table["cell"].to_numpy()[table["community"].to_numpy() == community]
        rest = shapes[community]
        if len(cells):
            rest = shapely.difference(rest, shapely.union_all(context.shapes[cells]))
        parts = shapely.get_parts(polygonal(np.array([rest], dtype=object)))
        parts = parts[shapely.area(parts) > 0]
        total += float(shapely.area(parts).sum())
        parts = parts[shapely.area(parts) > context.tolerances.area]
        if known is not None and len(parts):
            seen = known.query(shapely.point_on_surface(parts), predicate="intersects")[0]
            parts = np.delete(parts, np.unique(seen))
        if not len(parts):
            continue
        part, cell = context.tree.query(parts, predicate="intersects")
        context.add(
            "uncovered",
            ("Q03", "G08"),
            np.full(len(parts), fids[community]),
            parts,
            context.grouped_fids(part, cell, np.arange(len(parts))),
            shapely.area(parts),
            "m²",
            layer="communities",
            code=codes[community] or str(fids[community]),
        )
    context.figures["uncovered_m2"] = total


def run_prefix(context: Context) -> None:
    """Q06: the code begins with the code of the district, street and community around the grid."""
    structure = context.profile.code
    wrong = np.zeros(len(context.cells), dtype=bool)
    levels = (
        ("communities", "community", structure.span("community")[1]),
        ("streets", "street", structure.span("street")[1]),
        ("districts", "district", structure.span("county")[1]),
    )
    for layer, level, length in levels:
        frame = getattr(context.data, layer)
        if frame is None:
            context.note("Q06", "checks.note.no_layer", layer=_layer_name(layer))
            continue
        if not context.has("code"):
            continue
        given = area_layer(frame)
        if given is None or not len(given[0]) or "code" not in frame.columns:
            context.note("Q06", "checks.note.no_layer_code", layer=_layer_name(layer))
            continue
        shapes, codes, _ = given
        if layer == "communities":
            around = context.community_of
        else:
            around = _around(context, shapes)
        start = structure.object_length
        expected = np.where(around >= 0, codes[np.maximum(around, 0)], "").astype(object)
        actual = np.array([c[start:length] for c in context.codes.tolist()], dtype=object)
        full = np.array([c[:length] for c in context.codes.tolist()], dtype=object)
        # a code that is too short is named by Q04
        differs = (expected != "") & (np.char.str_len(full.astype(str)) == length)
        differs &= (actual != expected) & (full != expected) & ~wrong
        wrong |= differs
        context.add(
            "prefix_" + level,
            ("Q06", "G02") if level == "community" else ("Q06",),
            context.fid[differs],
            context.inner_points[differs],
            code=context.codes[differs],
            expected=expected[differs],
        )


def _layer_name(layer: str) -> Any:
    from ...report import Msg

    return Msg("checks.layer." + layer)


def _around(context: Context, shapes: np.ndarray) -> np.ndarray:
    """Which of the shapes holds the inner point of each cell."""
    shapely.prepare(shapes)
    cell, area = STRtree(shapes).query(context.inner_points, predicate="intersects")
    result = np.full(len(context.cells), -1, dtype=np.int64)
    result[cell[::-1]] = area[::-1]
    return result
