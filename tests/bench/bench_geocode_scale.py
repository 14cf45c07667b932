#!/usr/bin/env python3
"""Time, memory and file size of a place database of a whole city (all names made up).

    bench_geocode_scale.py [--pois 300000] [--plates 200000] [--streets 4000] [--queries 20000]

Prints one JSON object: building, writing, an update without changes, opening, queries a second.
"""

from __future__ import annotations

import argparse
import datetime
import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_geocode import alone, measure, spots  # noqa: E402
from geocode_queries import Writer  # noqa: E402

from dcm_plugin.core.geocoding.build import Source, build  # noqa: E402
from dcm_plugin.core.geocoding.match import Geocoder  # noqa: E402
from dcm_plugin.core.geocoding.model import PlaceType  # noqa: E402
from dcm_plugin.store.places import PlaceDatabase, Reference  # noqa: E402

CHARACTERS = (
    "东南西北中山河湖江海安宁福寿康乐平和春夏秋冬金银"
    "铜铁松柏梅兰竹菊龙凤虎鹤云霞星月长兴永定新华民生文昌光明"
)
KINDS = (
    "小学", "中学", "医院", "超市", "菜市场", "大酒店", "社区卫生服务中心", "幼儿园", "药房",
    "银行支行", "公园", "停车场",
)  # fmt: skip
SIZE = 40000.0


def names(rng: Any, count: int, length: int, ends: Any) -> List[str]:
    picks = rng.integers(0, len(CHARACTERS), (count, length))
    tails = rng.integers(0, len(ends), count)
    return ["".join(CHARACTERS[i] for i in row) + ends[t] for row, t in zip(picks, tails)]


def city(options: Any, rng: Any) -> List[Source]:
    streets = sorted(set(names(rng, options.streets, 3, ("路", "街", "大道", "巷"))))
    start = rng.uniform(0, SIZE, (len(streets), 2))
    angle = rng.uniform(0, 2 * np.pi, len(streets))
    way = np.column_stack([np.cos(angle), np.sin(angle)])
    which = rng.integers(0, len(streets), options.plates)
    number = rng.integers(1, 400, options.plates)
    at = start[which] + way[which] * (5.0 * number)[:, None]
    keys = [str(i) for i in range(max(options.plates, options.pois, len(streets)))]
    lines = shapely.linestrings(np.stack([start, start + 2000.0 * way], axis=1))
    return [
        Source(PlaceType.STREET, "streets", {"name": streets}, lines, keys[: len(streets)]),
        Source(
            PlaceType.PLATE,
            "plates",
            {"street": [streets[i] for i in which], "plate": [f"{n}号" for n in number]},
            shapely.points(at),
            keys[: options.plates],
        ),
        Source(
            PlaceType.POI,
            "pois",
            {"name": names(rng, options.pois, 4, KINDS)},
            shapely.points(rng.uniform(0, SIZE, (options.pois, 2))),
            keys[: options.pois],
        ),
    ]


def main() -> None:
    parser = argparse.ArgumentParser()
    for name, value in (
        ("pois", 300000),
        ("plates", 200000),
        ("streets", 4000),
        ("queries", 20000),
    ):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    sources = city(options, np.random.default_rng(1))
    seconds: Dict[str, float] = {}

    def timed(name: str, work: Any) -> Any:
        began = time.perf_counter()
        result = work()
        seconds[name] = round(time.perf_counter() - began, 2)
        return result

    built = timed("build", lambda: build(sources, "示例市"))
    local, day = Reference(-1, "NONE", -1, "local plane", "undefined"), datetime.date(2026, 1, 1)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "places.gpkg")
        with PlaceDatabase(path, write=True) as database:
            timed("write", lambda: database.apply(built, local, day))
            timed("update_without_changes", lambda: database.apply(built, local, day))
        size = Path(path).stat().st_size
        with PlaceDatabase(path) as database:
            geocoder = timed("open", lambda: Geocoder(database))
            addresses, named = spots(built.records)
            queries = Writer("示例市", 1).queries(addresses, named, options.queries // 10)
            result = measure(geocoder, queries)
        result["alone"] = alone(path, queries)
    result.pop("_wrong")
    result.update(
        seconds=seconds,
        file_mb=round(size / 1e6, 1),
        memory_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        places=built.figures,
    )
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
