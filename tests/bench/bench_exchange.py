#!/usr/bin/env python3
"""Time and memory of the interchange, on a made-up city; prints one JSON object per step.

    bench_exchange.py [--cells 50000] [--folder DIR]

Makes a valid coverage of irregular grids (about 24 vertices a grid), cuts it into two districts
whose common border was drawn twice, and runs export (each format), import, derivation, border
check and merge through ``qgis_process``, reading and writing included.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_check import make  # noqa: E402
from bench_update import run  # noqa: E402


def city(cells: int) -> gpd.GeoDataFrame:
    """A grid without the errors that the city of the check has on purpose."""
    grid = make(cells, 0)["grid"]
    shapes = np.asarray(grid.geometry.array, dtype=object)
    good = ~grid["DYWGBSM"].duplicated(keep=False).to_numpy()
    i, _ = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    good[np.unique(i)] = False
    grid = grid[good].reset_index(drop=True)
    grid["SZSQDM"] = grid["DYWGBSM"].str[:12]
    grid["SZSQMC"] = "示例社区" + grid["DYWGBSM"].str[6:12]
    grid["BZ"] = "沿道路中心线划分"
    grid["duty"] = grid["DYWGBSM"].str[:13]
    return grid


def halves(grid: gpd.GeoDataFrame, seed: int = 5) -> tuple:
    """West and east; the eastern border is drawn anew, up to 30 cm off, and shifted by 20 cm."""
    shapes = np.asarray(grid.geometry.array, dtype=object)
    x = shapely.get_x(shapely.centroid(shapes))
    middle = 0.5 * (x.min() + x.max())
    west, east = grid[x < middle].copy(), grid[x >= middle].copy()
    west["DYWGBSM"] = "420198" + west["DYWGBSM"].str[6:]
    own = {tuple(p) for p in shapely.get_coordinates(shapes[x < middle]).tolist()}
    rng = np.random.default_rng(seed)

    def drawn(xy: np.ndarray) -> np.ndarray:
        at = np.array([tuple(p) in own for p in xy.tolist()])
        moved = xy.copy()
        moved[at] += 0.2 + steps(xy[at])
        return moved

    known: dict = {}

    def steps(xy: np.ndarray) -> np.ndarray:
        for p in map(tuple, xy.tolist()):
            known.setdefault(p, rng.uniform(-0.3, 0.3, 2))
        return np.array([known[p] for p in map(tuple, xy.tolist())]).reshape(-1, 2)

    moved = shapely.transform(np.asarray(east.geometry.array, dtype=object), drawn)
    return west, east.set_geometry(gpd.array.GeometryArray(moved))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cells", type=int, default=50000)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"))
    given = parser.parse_args()
    folder = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "exchange.gpkg"
    source.unlink(missing_ok=True)
    grid = city(given.cells)
    west, east = halves(grid)
    for name, table in (("grid", grid), ("west", west), ("east", east)):
        table.set_crs(4549, allow_override=True).to_file(source, layer=name, driver="GPKG")
    whole = {"INPUT": f"{source}|layername=grid"}
    pair = {"INPUT": f"{source}|layername=west", "OVERLAY": f"{source}|layername=east"}

    def file(name: str) -> str:
        return str(folder / name)

    steps = [
        ("exportunitgrid", "gpkg", {**whole, "OUTPUT": file("out.gpkg")}),
        ("exportunitgrid", "shp GBK", {**whole, "OUTPUT": file("out.shp"), "ENCODING": "GBK"}),
        ("exportunitgrid", "geojson", {**whole, "OUTPUT": file("out.geojson")}),
        ("importunitgrid", "shp GBK", {"INPUT": file("out.shp"), "OUTPUT": file("in.gpkg")}),
        (
            "importunitgrid",
            "geojson",
            {"INPUT": file("out.geojson"), "TARGET_CRS": "EPSG:4549", "OUTPUT": file("in2.gpkg")},
        ),
        ("deriveareas", "community", {**whole, "OUTPUT": file("communities.gpkg")}),
        ("deriveareas", "district", {**whole, "LEVEL": "district", "OUTPUT": file("d.gpkg")}),
        (
            "deriveareas",
            "dutygrid",
            {**whole, "LEVEL": "dutygrid", "FIELD": "duty", "OUTPUT": file("duty.gpkg")},
        ),
        ("checkregionborder", "", {**pair, "ERRORS": file("border.gpkg")}),
        ("mergeregions", "first", {**pair, "OUTPUT": file("merged.gpkg")}),
        (
            "mergeregions",
            "middle",
            {**pair, "METHOD": "middle", "OUTPUT": file("merged2.gpkg")},
        ),
    ]
    for name, what, inputs in steps:
        print(
            json.dumps({"cells": len(grid), "step": f"{name} {what}".strip(), **run(inputs, name)}),
            flush=True,
        )


if __name__ == "__main__":
    main()
