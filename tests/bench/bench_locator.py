#!/usr/bin/env python3
"""How long the locator takes for each keystroke in a whole city (all names made up).

    bench_locator.py [--database FILE] [--texts 300] [--grids 50000] [--components 500000]

Without ``--database`` the city of ``bench_geocode_scale.py`` is built first. Whole addresses, names
and codes are typed one character after the other; every keystroke is a clone of the filter that is
prepared and asked, as QGIS does it. Prints one JSON object, times in milliseconds.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Dict, List

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from bench_geocode_scale import city  # noqa: E402
from qgis.core import (  # noqa: E402
    QgsApplication,
    QgsFeature,
    QgsFeedback,
    QgsGeometry,
    QgsLocatorContext,
    QgsPointXY,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from dcm_plugin.core.geocoding.build import build  # noqa: E402
from dcm_plugin.store.places import PlaceDatabase, Reference  # noqa: E402


def make_database(path: str) -> None:
    sizes = argparse.Namespace(pois=300000, plates=200000, streets=4000)
    built = build(city(sizes, np.random.default_rng(1)), "示例市")
    local = Reference(4549, "EPSG", 4549, "CGCS2000 / 3-degree GK 120E", "undefined")
    with PlaceDatabase(path, write=True) as database:
        database.apply(built, local, datetime.date(2026, 1, 1))


def code_layer(path: Path, kind: str, field: str, codes: List[str], indexed: bool) -> Any:
    memory = QgsVectorLayer(f"{kind}?crs=EPSG:4549&field={field}:string(20)", field, "memory")
    side = int(len(codes) ** 0.5) + 1
    features = []
    for number, code in enumerate(codes):
        point = QgsGeometry.fromPointXY(
            QgsPointXY(100.0 * (number % side), 100.0 * (number // side))
        )
        feature = QgsFeature(memory.fields())
        feature.setAttributes([code])
        feature.setGeometry(point.buffer(40, 1) if kind == "Polygon" else point)
        features.append(feature)
    memory.dataProvider().addFeatures(features)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "codes"
    QgsVectorFileWriter.writeAsVectorFormatV3(
        memory, str(path), QgsProject.instance().transformContext(), options
    )
    layer = QgsVectorLayer(f"{path}|layername=codes", path.stem, "ogr")
    if indexed:
        layer.dataProvider().createAttributeIndex(layer.fields().lookupField(field))
    QgsProject.instance().addMapLayer(layer)
    return layer


def typed(texts: List[str], filter_: Any) -> Dict[str, Any]:
    """Times of all keystrokes of the texts."""
    context, times, found, slowest = QgsLocatorContext(), [], 0, ("", 0.0)
    for text in texts:
        for end in range(1, len(text) + 1):
            began = time.perf_counter()
            clone = filter_.clone()
            hits: List[str] = []
            clone.resultFetched.connect(lambda r, hits=hits: hits.append(r.displayString))
            clone.prepare(text[:end], context)
            clone.fetchResults(text[:end], context, QgsFeedback())
            times.append(1000.0 * (time.perf_counter() - began))
            if times[-1] > slowest[1]:
                slowest = (text[:end], times[-1])
        found += any(text in hit for hit in hits)
    values = np.array(times)
    return {
        "texts": len(texts),
        "keystrokes": len(values),
        "median": round(float(np.median(values)), 2),
        "p95": round(float(np.percentile(values, 95)), 2),
        "max": round(float(values.max()), 2),
        "slowest": slowest[0],
        "over_50": int((values > 50.0).sum()),
        "found_when_typed": round(found / max(len(texts), 1), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", default="")
    for name, value in (("texts", 300), ("grids", 50000), ("components", 500000)):
        parser.add_argument(f"--{name}", type=int, default=value)
    options = parser.parse_args()
    application = QgsApplication([], False)
    application.initQgis()
    from dcm_plugin.expressions.project_places import ProjectPlaces
    from dcm_plugin.gui.locator.filter import DcmLocatorFilter
    from dcm_plugin.gui.locator.sources import sources
    from dcm_plugin.processing.geocoding.project_database import choose_database

    with tempfile.TemporaryDirectory() as folder:
        path = options.database or str(Path(folder) / "places.gpkg")
        if not options.database:
            make_database(path)
        rng = np.random.default_rng(2)
        with PlaceDatabase(path) as database:
            ask = database.connection.execute
            named = [r[0] for r in ask("SELECT name FROM dcm_place WHERE type <> 5")]
            plates = [
                street + key
                for street, key in ask(
                    "SELECT s.name, p.plate_key FROM dcm_place p "
                    "JOIN dcm_place s ON s.place_id = p.street WHERE p.type = 5"
                )
            ]
        half = options.texts // 2
        choose_database(QgsProject.instance(), path)
        places = ProjectPlaces()
        filter_ = DcmLocatorFilter(sources(places), None)
        began = time.perf_counter()
        clone = filter_.clone()
        clone.prepare("中山", QgsLocatorContext())
        clone.fetchResults("中山", QgsLocatorContext(), QgsFeedback())
        result: Dict[str, Any] = {
            "places": len(named) + len(plates),
            "file_mb": round(Path(path).stat().st_size / 1e6, 1),
            "first_keystroke": round(1000.0 * (time.perf_counter() - began), 1),
            "names": typed([str(t) for t in rng.choice(named, half)], filter_),
            "addresses": typed([str(t) for t in rng.choice(plates, half)], filter_),
        }
        grids = [f"4209{n // 99999:02d}{n:08d}" for n in range(options.grids)]
        lamps = [f"420901{n % 90 + 10:04d}{n:07d}" for n in range(options.components)]
        code_layer(Path(folder) / "grids.gpkg", "Polygon", "DYWGBSM", grids, False)
        for name, indexed in (("components", False), ("components_indexed", True)):
            layer = code_layer(Path(folder) / f"{name}.gpkg", "Point", "ObjID", lamps, indexed)
            texts = [str(t) for t in rng.choice(lamps, 30)] + [
                str(t) for t in rng.choice(grids, 30)
            ]
            result[name] = typed(texts, filter_)
            QgsProject.instance().removeMapLayer(layer.id())
        places.close()
        QgsProject.instance().clear()
    print(json.dumps(result, ensure_ascii=False, indent=1))
    application.exitQgis()


if __name__ == "__main__":
    main()
