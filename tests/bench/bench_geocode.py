#!/usr/bin/env python3
"""Right answers, wrong ones given with confidence, and queries a second of the geocoder.

    bench_geocode.py [--table FILE.csv] [--each 1000] [--seed 1] [--database FILE.gpkg]

Without ``--table`` the city is the sample of tests/data (real roads and POIs, © OpenStreetMap
contributors) with MADE-UP house numbers along its roads. ``--table``: a CSV file with the columns
name, address, adname, lon, lat (EPSG:4326) to measure on, for instance one that may not be
published. An answer is right when it lies within 60 m of the place. Prints one JSON object.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import multiprocessing
import re
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Dict, List, Tuple

import numpy as np
import shapely

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from geocode_queries import KINDS, Query, Spot, Writer  # noqa: E402

from dcm_plugin.core.geocoding.build import Source, build  # noqa: E402
from dcm_plugin.core.geocoding.interpolate import StreetNumbers, held_out, measured_model  # noqa: E402
from dcm_plugin.core.geocoding.match import Geocoder  # noqa: E402
from dcm_plugin.core.geocoding.model import AdminLevel, PlaceType  # noqa: E402
from dcm_plugin.core.geocoding.parse import parse  # noqa: E402
from dcm_plugin.store.places import PlaceDatabase, Reference  # noqa: E402

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "shanghai_core.gpkg"
RIGHT = 60.0
ROADS = ("路", "大道", "街", "巷", "弄", "公路")


def read_table(path: Path) -> Tuple[List[Source], str]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    lon = np.array([float(r["lon"]) for r in rows])
    lat = np.array([float(r["lat"]) for r in rows])
    # metres on a local plane: good to some centimetres per kilometre, enough to measure
    x = np.radians(lon - lon.mean()) * np.cos(np.radians(lat.mean())) * 6371008.8
    y = np.radians(lat - lat.mean()) * 6371008.8
    points = shapely.points(x, y)
    keys = [str(i) for i in range(len(rows))]
    column = {name: [r[name] for r in rows] for name in ("name", "address", "adname")}
    pois = Source(
        PlaceType.POI, "pois", {"name": column["name"], "county": column["adname"]}, points, keys
    )
    plates = Source(
        PlaceType.PLATE,
        "plates",
        {"address": column["address"], "county": column["adname"]},
        points,
        keys,
    )
    return [plates, pois], "上海市"


def sample_city(seed: int) -> Tuple[List[Source], str]:
    """Roads and POIs of the sample; house numbers are made up along the roads."""
    import fiona
    from shapely.geometry import shape

    rng = np.random.default_rng(seed)

    def layer(name: str) -> Tuple[List[Dict[str, Any]], np.ndarray]:
        with fiona.open(SAMPLE, layer=name) as source:
            found = list(source)
        shapes = np.array([shape(f["geometry"]) for f in found], dtype=object)
        return [dict(f["properties"]) for f in found], shapes

    roads, lines = layer("roads")
    keep = [i for i, r in enumerate(roads) if r["name"] and r["kind"] not in ("rail", "ferry")]
    names = [roads[i]["name"] for i in keep]
    streets = Source(
        PlaceType.STREET, "roads", {"name": names}, lines[keep], [str(i) for i in keep]
    )
    plates: List[Tuple[str, str, Any]] = []
    for name in sorted(set(names)):
        if not re.search("(路|街|弄|大道)$", name):
            continue
        merged = shapely.line_merge(
            shapely.union_all(lines[[i for i, n in zip(keep, names) if n == name]])
        )
        parts = shapely.get_parts(merged)
        line = parts[int(np.argmax(shapely.length(parts)))]
        for parity, side in ((1, 1.0), (2, -1.0)):
            at, number = float(rng.uniform(5, 25)), parity
            while at < line.length - 5:
                ahead = shapely.get_coordinates(
                    shapely.line_interpolate_point(line, [at, min(at + 2, line.length)])
                )
                along = ahead[1] - ahead[0]
                along = along / max(np.hypot(*along), 1e-9)
                off = float(rng.normal(18, 5))
                spot = ahead[0] + side * off * np.array([-along[1], along[0]])
                plates.append((name, f"{number}号", shapely.points(spot)))
                step = float(rng.gamma(2.0, 14.0)) + 4
                number += 2 * max(1, int(round(step / 11.0 * rng.uniform(0.6, 1.5))))
                at += step
    made = Source(
        PlaceType.PLATE,
        "plates",
        {"street": [p[0] for p in plates], "plate": [p[1] for p in plates]},
        np.array([p[2] for p in plates], dtype=object),
        [str(i) for i in range(len(plates))],
    )
    found, shapes = layer("pois")
    chosen = [i for i, p in enumerate(found) if re.search("[\u4e00-\u9fff]{3}", p["name"] or "")]
    pois = Source(
        PlaceType.POI,
        "pois",
        {"name": [found[i]["name"] for i in chosen]},
        shapes[chosen],
        [str(i) for i in chosen],
    )
    districts, areas = layer("communities")
    areas_source = Source(
        PlaceType.AREA,
        "communities",
        {"name": [d["name"] for d in districts], "code": [d["code"] for d in districts]},
        areas,
        [str(i) for i in range(len(areas))],
    )
    return [streets, made, pois, areas_source], "上海市"


def spots(records: Any) -> Tuple[List[Spot], List[Spot]]:
    by_key = {r.key: r for r in records}
    addresses, named = [], []
    for r in records:
        district = by_key[r.county].name if r.county else ""
        if r.type == PlaceType.PLATE:
            street = by_key[r.street].name
            addresses.append(Spot("", district, street, r.plate.key, r.x, r.y))
        elif r.type == PlaceType.POI:
            named.append(Spot(r.name, district, "", "", r.x, r.y))
    return addresses, named


def without(source: Source, share: float, seed: int) -> Source:
    """A layer of plates or POIs without a share of its rows."""
    if source.type not in (PlaceType.PLATE, PlaceType.POI):
        return source
    kept = np.flatnonzero(np.random.default_rng(seed).random(len(source.keys)) >= share)
    columns = {role: [values[i] for i in kept] for role, values in source.columns.items()}
    keys = [source.keys[i] for i in kept]
    return Source(source.type, source.layer, columns, source.shapes[kept], keys)


def asked(spot: Spot) -> Tuple[str, str, str]:
    """What a text can say of a place: the district does not tell two of one name apart here."""
    return spot.name, spot.street, spot.plate


def measure(geocoder: Geocoder, queries: List[Query]) -> Dict[str, Any]:
    began = time.process_time()  # of this process alone: other work on the machine does not count
    answers = geocoder.geocode_many([q.text for q in queries])
    seconds = time.process_time() - began
    result: Dict[str, Any] = {"queries": len(queries), "per_second": round(len(queries) / seconds)}
    right = np.array([_right(a, q) for a, q in zip(answers, queries)])
    among = np.array(
        [
            any(np.hypot(c.x - q.x, c.y - q.y) <= RIGHT for c in a.candidates)
            for a, q in zip(answers, queries)
        ]
    )
    given = np.array([a.best.score if a.best else 0.0 for a in answers])
    matched = np.array([a.state == "matched" for a in answers])
    kinds = np.array([q.kind for q in queries])
    result["right_at_1"] = round(float(right.mean()), 4)
    result["right_among_candidates"] = round(float(among.mean()), 4)
    result["wrong_with_confidence"] = round(float((matched & ~right).mean()), 4)
    result["states"] = {
        s: sum(a.state == s for a in answers) for s in sorted({a.state for a in answers})
    }
    result["by_kind"] = {
        kind: {
            "right": round(float(right[kinds == kind].mean()), 4),
            "wrong_with_confidence": round(float((matched & ~right)[kinds == kind].mean()), 4),
        }
        for kind in KINDS
    }
    reliability = []
    for step in range(10):
        low, high = step / 10, (step + 1) / 10
        inside = (given >= low) & ((given < high) | (step == 9)) & (given > 0)
        if inside.any():
            reliability.append(
                {
                    "score": [low, high],
                    "answers": int(inside.sum()),
                    "said": round(float(given[inside].mean()), 3),
                    "right": round(float(right[inside].mean()), 3),
                }
            )
    result["calibration"] = reliability
    result["_wrong"] = [
        (
            q.kind,
            q.text,
            a.state,
            [(c.name, round(c.score, 2), c.method, c.match) for c in a.candidates[:2]],
        )
        for q, a, ok in zip(queries, answers, right)
        if not ok
    ]
    return result


def short_names(geocoder: Geocoder, addresses: List[Spot], city: str) -> Dict[str, Any]:
    """Addresses with the short name of their district, and roads that only begin with one."""
    vocabulary = geocoder.vocabulary
    short = {full: name for name, full in vocabulary.shorts.items()}
    asked_for = [spot for spot in addresses if spot.district in short]
    result: Dict[str, Any] = {"addresses": len(asked_for)}
    if not asked_for:
        return result
    for label, front in (("short_name", ""), ("city_and_short_name", city[:-1])):
        texts = [f"{front}{short[s.district]}{s.street}{s.plate}" for s in asked_for]
        answers = geocoder.geocode_many(texts)
        right = [_right(a, Query("", "", s.x, s.y)) for a, s in zip(answers, asked_for)]
        result[label] = round(float(np.mean(right)), 4)
    known = [n for n in vocabulary.streets if n.startswith(tuple(vocabulary.shorts))]
    made = [s + m + e for s in vocabulary.shorts for m in ("", "东", "一") for e in ROADS]
    for label, roads in (("known_roads", known), ("unknown_roads", made)):
        texts = [front + road + "7号" for road in roads for front in ("", city[:-1])]
        misread = [t for t in texts if AdminLevel.COUNTY in parse(t, vocabulary).admin]
        result[label] = {"roads": len(roads), "read_as_district": len(misread)}
    return result


def alone(path: str, queries: List[Query]) -> Dict[str, Any]:
    """Memory of a process that only asks, and how long one question takes, asked one by one."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_asked_alone, path, [q.text for q in queries]).result()


def _asked_alone(path: str, texts: List[str]) -> Dict[str, Any]:
    before = _peak()
    with PlaceDatabase(path) as database:
        began = time.perf_counter()
        geocoder = Geocoder(database)
        geocoder.geocode(texts[0])
        first = time.perf_counter() - began
        opened = _peak()
        times = []
        for text in texts[1:]:
            began = time.perf_counter()
            geocoder.geocode(text)
            times.append(1000 * (time.perf_counter() - began))
        asked = _peak()
        geocoder.geocode_many(texts * (1 + 2000 // len(texts)))
    return {
        "memory_mb": {
            "without_database": before,
            "open": opened,
            "after_single_questions": asked,
            "after_batch": _peak(),
        },
        "file_mb": round(Path(path).stat().st_size / 1e6, 1),
        "ms": {
            "open_and_first_answer": round(1000 * first, 1),
            "median": round(float(np.median(times)), 3),
            "p95": round(float(np.percentile(times, 95)), 3),
            "p99": round(float(np.percentile(times, 99)), 3),
            "longest": round(max(times), 1),
        },
    }


def _peak() -> int:
    """Most memory that this process has had (MB); a child does not count what its parent had."""
    with open("/proc/self/status", encoding="ascii") as stream:
        found = [line.split()[1] for line in stream if line.startswith("VmHWM")]
    return round(int(found[0]) / 1024)


def interpolation(records: Any) -> Dict[str, Any]:
    """Known numbers placed as if they were not known: same parity, gap of at most 100."""
    lines = {r.key: r.shape for r in records if r.type == PlaceType.STREET}
    groups: Dict[str, List[Any]] = {}
    for r in records:
        if r.type == PlaceType.PLATE and re.fullmatch(r"\d+(号|弄)", r.plate.key):
            groups.setdefault(r.street, []).append(r)
    result: Dict[str, Any] = {}
    for label, with_line in (("along_centre_line", True), ("straight", False)):
        streets = [
            StreetNumbers(
                [r.plate.number for r in g],
                [(r.x, r.y) for r in g],
                lines[k] if with_line else None,
            )
            for k, g in groups.items()
            if len(g) > 2
        ]
        model = measured_model(held_out(streets))
        errors, stated = [], []
        for street in streets:
            street.model = model
            for side in street.sides:
                for i in range(1, len(side.numbers) - 1):
                    if side.numbers[i + 1] - side.numbers[i - 1] <= 100:
                        found = street.locate(side.numbers[i], without=side.numbers[i])
                        errors.append(np.hypot(*(np.array(found[:2]) - side.points[i])))
                        stated.append(found.error)
        error, said = np.array(errors), np.array(stated)
        result[label] = {
            "numbers": len(error),
            "median_m": round(float(np.median(error)), 1),
            "within_150_m": round(float((error <= 150).mean()), 4),
            "within_stated_error": round(float((error <= said).mean()), 3),
            "within_twice_stated": round(float((error <= 2 * said).mean()), 3),
            "model": [model.base, model.share],
        }
    return result


def _right(answer: Any, query: Query) -> bool:
    best = answer.best
    return best is not None and bool(np.hypot(best.x - query.x, best.y - query.y) <= RIGHT)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--table", type=Path)
    parser.add_argument("--each", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="")
    parser.add_argument(
        "--unknown", type=float, default=0.0,
        help="this share of plates and POIs is left out, and only they are asked for",
    )  # fmt: skip
    parser.add_argument("--wrong", type=int, default=0, help="show so many wrong answers of a kind")
    options = parser.parse_args()
    sources, city = read_table(options.table) if options.table else sample_city(options.seed)
    everything = build(sources, city).records if options.unknown else []
    if options.unknown:
        sources = [without(source, options.unknown, options.seed) for source in sources]
    began = time.perf_counter()
    built = build(sources, city)
    made = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        path = options.database or str(Path(folder) / "places.gpkg")
        began = time.perf_counter()
        with PlaceDatabase(path, write=True) as database:
            local = Reference(-1, "NONE", -1, "local plane", "undefined")
            database.apply(built, local, datetime.date(2026, 1, 1))
        written = time.perf_counter() - began
        with PlaceDatabase(path) as database:
            began = time.perf_counter()
            geocoder = Geocoder(database)
            opened = time.perf_counter() - began
            addresses, named = spots(built.records)
            if options.unknown:
                known = [set(map(asked, found)) for found in (addresses, named)]
                addresses, named = (
                    [spot for spot in found if asked(spot) not in there]
                    for found, there in zip(spots(everything), known)
                )
            if not options.table:
                names = [spot.name for spot in named]
                named = [spot for spot in named if names.count(spot.name) == 1]
            queries = Writer(city, options.seed).queries(addresses, named, options.each)
            result = measure(geocoder, queries)
            result["short_names"] = short_names(geocoder, addresses, city)
        result["alone"] = alone(path, queries)
    wrong = result.pop("_wrong")
    result["places"] = built.figures
    result["interpolation"] = interpolation(built.records)
    result["seconds"] = {
        "build": round(made, 2),
        "write": round(written, 2),
        "open": round(opened, 3),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))
    for kind in KINDS:
        for line in [w for w in wrong if w[0] == kind][: options.wrong]:
            print(line)


if __name__ == "__main__":
    main()
