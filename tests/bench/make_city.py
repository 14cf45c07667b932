#!/usr/bin/env python3
"""A made-up city over real roads, to measure how the work grows with the size of a city.

The roads are real (OpenStreetMap, ODbL); communities, buildings and components are made by a
seeded generator, since those of a Chinese city are not public.

    make_city.py convert ROADS.parquet ROADS.npz      needs pyarrow: run it outside of QGIS
    make_city.py make ROADS.npz FOLDER [--cells N ...] [--buildings-per-cell 4] [--seed 1]

``make`` writes FOLDER/city_<cells>.gpkg with the layers communities (12-digit codes, 0.1 ... 3 km²,
borders on main roads where there are any), roads (field highway), buildings and components. A city
of N cells has an area of N × 10,000 m².
"""

from __future__ import annotations

import argparse
import heapq
import sys
import time
from pathlib import Path

import numpy as np

CELL = 10000.0
EPSG = 32650
MAIN = (
    "motorway",
    "trunk",
    "primary",
    "secondary",
    "tertiary",
    "unclassified",
)
SMALLEST, LARGEST, MEDIAN = 1.0e5, 3.0e6, 4.5e5
COUNTY = "420199"  # does not exist
BUILDABLE = ("residential", "tertiary", "unclassified", "living_street", "secondary", "primary")


def convert(source: Path, target: Path) -> None:
    """WKB and road class of the Parquet file as plain arrays."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(source, columns=["highway", "geometry"])
    wkb = table.column("geometry").to_pylist()
    offsets = np.cumsum([0] + [len(w) for w in wkb])
    np.savez_compressed(
        target,
        highway=np.array(table.column("highway").to_pylist(), dtype="U24"),
        wkb=np.frombuffer(b"".join(wkb), dtype=np.uint8),
        offsets=offsets,
    )


def load(path: Path):
    import shapely

    with np.load(path) as data:
        raw, offsets = data["wkb"].tobytes(), data["offsets"]
        wkb = [raw[a:b] for a, b in zip(offsets[:-1], offsets[1:])]
        return shapely.force_2d(shapely.from_wkb(wkb)), data["highway"]


def densest(lines: np.ndarray, half: float) -> tuple:
    """Centre of the square of half-width ``half`` with the most road ends."""
    import shapely

    x, y = shapely.get_coordinates(shapely.get_point(lines, 0)).T
    step = 500.0
    h, xe, ye = np.histogram2d(
        x, y, bins=[np.arange(x.min(), x.max(), step), np.arange(y.min(), y.max(), step)]
    )
    n = max(1, int(2 * half / step))
    s = np.pad(h.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    n = min(n, h.shape[0], h.shape[1])
    box = s[n:, n:] - s[:-n, n:] - s[n:, :-n] + s[:-n, :-n]
    i, j = np.unravel_index(box.argmax(), box.shape)
    return xe[i] + half, ye[j] + half


def road_faces(lines: np.ndarray, window, rng) -> np.ndarray:
    """Areas enclosed by the lines inside the window; too large ones cut by a loose mesh."""
    import shapely

    clipped = shapely.intersection(lines, window)
    noded = shapely.union_all(np.append(clipped, shapely.boundary(window)), grid_size=0.01)
    faces = shapely.get_parts(shapely.polygonize([noded]))
    faces = faces[shapely.area(faces) > 0]
    large = shapely.area(faces) > 0.5 * LARGEST
    cuts = []
    for face in faces[large]:
        minx, miny, maxx, maxy = face.bounds
        step = 700.0
        gx, gy = np.meshgrid(np.arange(minx, maxx + step, step), np.arange(miny, maxy + step, step))
        pts = np.column_stack([gx.ravel(), gy.ravel()])
        pts += rng.uniform(-0.3 * step, 0.3 * step, pts.shape)
        mesh = shapely.voronoi_polygons(shapely.multipoints(pts), extend_to=face, only_edges=True)
        cuts.append(shapely.intersection(mesh, face))
    if cuts:
        noded = shapely.union_all([noded, *cuts], grid_size=0.01)
        faces = shapely.get_parts(shapely.polygonize([noded]))
    return faces


def neighbours(faces: np.ndarray):
    """Pairs of faces and the length of their common border."""
    import shapely

    tree = shapely.STRtree(faces)
    a, b = tree.query(faces, predicate="touches")
    keep = a < b
    a, b = a[keep], b[keep]
    length = shapely.length(shapely.intersection(faces[a], faces[b]))
    keep = length > 0.005
    return a[keep], b[keep], length[keep]


def grow(faces: np.ndarray, rng) -> np.ndarray:
    """Label of the community of every face, by seeded region growing."""
    import shapely

    area = shapely.area(faces)
    a, b, length = neighbours(faces)
    near = [[] for _ in faces]
    for i, j, w in zip(a.tolist(), b.tolist(), length.tolist()):
        near[i].append((j, w))
        near[j].append((i, w))
    label = np.full(len(faces), -1)
    size = []
    for seed in rng.permutation(len(faces)).tolist():
        if label[seed] >= 0:
            continue
        goal = float(np.clip(rng.lognormal(np.log(MEDIAN), 0.6), 1.5 * SMALLEST, 0.8 * LARGEST))
        mine, total, common, heap = len(size), 0.0, {}, [(0.0, seed)]
        while heap and total < goal:
            key, face = heapq.heappop(heap)
            if label[face] >= 0 or -key < common.get(face, 0.0):
                continue
            if total and total + area[face] > 1.3 * goal + SMALLEST:
                continue
            label[face] = mine
            total += area[face]
            for other, w in near[face]:
                if label[other] < 0:
                    common[other] = common.get(other, 0.0) + w
                    heapq.heappush(heap, (-common[other], other))
        size.append(total)
    return absorb(label, np.array(size), a, b, length)


def absorb(label, size, a, b, length) -> np.ndarray:
    """Communities that are too small join the neighbour with the longest common border."""
    order = [(s, k) for k, s in enumerate(size.tolist()) if s < SMALLEST]
    heapq.heapify(order)
    border = [{} for _ in size]
    for i, j, w in zip(label[a].tolist(), label[b].tolist(), length.tolist()):
        if i != j:
            border[i][j] = border[i].get(j, 0.0) + w
            border[j][i] = border[j].get(i, 0.0) + w
    target = np.arange(len(size))
    while order:
        s, k = heapq.heappop(order)
        if target[k] != k or size[k] != s or not border[k]:
            continue
        fits = {o: w for o, w in border[k].items() if size[o] + s < LARGEST} or border[k]
        into = max(fits, key=lambda o: (fits[o], -o))
        target[k] = into
        size[into] += s
        for other, w in border[k].items():
            border[other].pop(k, None)
            if other != into:
                border[into][other] = border[into].get(other, 0.0) + w
                border[other][into] = border[into][other]
        border[k] = {}
        if size[into] < SMALLEST:
            heapq.heappush(order, (size[into], into))
    while (target[target] != target).any():
        target = target[target]
    return target[label]


def communities(faces: np.ndarray, label: np.ndarray):
    import shapely

    order = np.argsort(label, kind="stable")
    parts = np.split(faces[order], np.flatnonzero(np.diff(label[order])) + 1)
    shapes = np.array([shapely.coverage_union_all(p) for p in parts])
    shapes = np.array(
        [s.geoms[0] if s.geom_type == "MultiPolygon" and len(s.geoms) == 1 else s for s in shapes]
    )
    centre = shapely.get_coordinates(shapely.centroid(shapes))
    block = 2500.0  # one street office is about 2.5 km wide
    street = np.floor(centre / block).astype(int)
    street = np.unique(street, axis=0, return_inverse=True)[1].ravel()
    codes, names = [""] * len(shapes), [""] * len(shapes)
    number = 0
    for k in range(street.max() + 1):
        for seq, i in enumerate(np.flatnonzero(street == k), 1):
            number += 1
            codes[i] = f"{COUNTY}{k + 1:03d}{seq:03d}"
            names[i] = f"示例社区{number:04d}"
    return shapes, codes, names


def along(lines: np.ndarray, count: int, rng):
    """Random points on the lines, with the direction of the line there."""
    import shapely

    length = shapely.length(lines)
    pick = rng.choice(len(lines), size=count, p=length / length.sum())
    at = rng.uniform(0.0, length[pick])
    p = shapely.get_coordinates(shapely.line_interpolate_point(lines[pick], at))
    q = shapely.get_coordinates(
        shapely.line_interpolate_point(lines[pick], np.minimum(at + 1.0, length[pick]))
    )
    d = q - p
    norm = np.hypot(*d.T)
    d[norm > 0] /= norm[norm > 0, None]
    d[norm == 0] = (1.0, 0.0)
    return p, d


def make_buildings(lines: np.ndarray, window, count: int, rng) -> np.ndarray:
    """Rectangles beside the roads, in up to three rows, that touch neither road nor each other."""
    import shapely

    done = np.array([], dtype=object)
    roads = shapely.STRtree(lines)
    for _ in range(12):
        missing = count - len(done)
        if missing <= 0:
            break
        n = int(missing * 2.5) + 50
        p, d = along(lines, n, rng)
        side = rng.choice([-1.0, 1.0], n)
        row = rng.integers(0, 3, n)
        half_l, half_w = rng.uniform(6, 32, n), rng.uniform(5, 9, n)
        normal = np.column_stack([-d[:, 1], d[:, 0]]) * side[:, None]
        centre = p + normal * (12 + half_w + row * rng.uniform(26, 36, n))[:, None]
        u, v = d * half_l[:, None], normal * half_w[:, None]
        ring = np.stack([centre - u - v, centre + u - v, centre + u + v, centre - u + v], axis=1)
        new = shapely.polygons(np.round(ring, 2))
        new = new[shapely.contains(window, new)]
        hit = np.unique(roads.query(new, predicate="dwithin", distance=4.0)[0])
        new = np.delete(new, hit)
        if len(done):
            hit = np.unique(shapely.STRtree(done).query(new, predicate="dwithin", distance=4.0)[0])
            new = np.delete(new, hit)
        i, j = shapely.STRtree(new).query(new, predicate="dwithin", distance=4.0)
        later = np.unique(np.maximum(i, j)[i != j])
        done = np.append(done, np.delete(new, later))
    return done[:count]


def make_components(lines: np.ndarray, window, count: int, rng) -> np.ndarray:
    import shapely

    p, d = along(lines, count, rng)
    off = rng.uniform(3.0, 9.0, count) * rng.choice([-1.0, 1.0], count)
    points = shapely.points(np.round(p + np.column_stack([-d[:, 1], d[:, 0]]) * off[:, None], 2))
    return points[shapely.contains(window, points)]


def make(source: Path, folder: Path, sizes, per_cell: float, seed: int) -> None:
    import geopandas as gpd
    import shapely

    crs = f"EPSG:{EPSG}"
    lines, highway = load(source)
    folder.mkdir(parents=True, exist_ok=True)
    for cells in sizes:
        started = time.time()
        rng = np.random.default_rng(seed)
        half = 0.5 * (cells * CELL) ** 0.5
        cx, cy = densest(lines, half)
        window = shapely.box(*np.round([cx - half, cy - half, cx + half, cy + half], 2))
        near = shapely.intersects(lines, shapely.buffer(window, 200.0))
        own, kind = lines[near], highway[near]
        main = np.isin(np.char.replace(kind, "_link", ""), MAIN)
        faces = road_faces(own[main], window, rng)
        label = grow(faces, rng)
        shapes, codes, names = communities(faces, label)
        path = folder / f"city_{cells}.gpkg"
        path.unlink(missing_ok=True)
        table = gpd.GeoDataFrame({"code": codes, "name": names}, geometry=shapes, crs=crs)
        table = table.sort_values("code", ignore_index=True)
        table.to_file(path, layer="communities", driver="GPKG")
        roads = gpd.GeoDataFrame({"highway": kind}, geometry=own, crs=crs)
        roads.to_file(path, layer="roads", driver="GPKG")
        built = own[np.isin(kind, BUILDABLE) & shapely.intersects(own, window)]
        houses = make_buildings(built, window, int(cells * per_cell), rng)
        gpd.GeoDataFrame({"id": np.arange(len(houses))}, geometry=houses, crs=crs).to_file(
            path, layer="buildings", driver="GPKG"
        )
        points = make_components(built, window, cells * 3, rng)
        gpd.GeoDataFrame({"id": np.arange(len(points))}, geometry=points, crs=crs).to_file(
            path, layer="components", driver="GPKG"
        )
        area = shapely.area(shapes)
        print(
            f"{path}: {len(shapes)} communities {area.min() / 1e6:.2f} ... {area.max() / 1e6:.2f}"
            f" km² (median {np.median(area) / 1e6:.2f}, sum {area.sum() / 1e6:.2f}),"
            f" multipart {sum(s.geom_type != 'Polygon' for s in shapes)},"
            f" invalid {int((~shapely.is_valid(shapes)).sum())},"
            f" coverage {bool(shapely.coverage_is_valid(shapes))},"
            f" roads {len(own)}, buildings {len(houses)}, components {len(points)},"
            f" {time.time() - started:.0f} s",
            flush=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("convert")
    one.add_argument("source", type=Path)
    one.add_argument("target", type=Path)
    two = commands.add_parser("make")
    two.add_argument("source", type=Path)
    two.add_argument("folder", type=Path)
    two.add_argument("--cells", type=int, nargs="+", default=[1000, 10000, 50000])
    two.add_argument("--buildings-per-cell", type=float, default=4.0)
    two.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.command == "convert":
        convert(options.source, options.target)
    else:
        make(
            options.source, options.folder, options.cells, options.buildings_per_cell, options.seed
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
