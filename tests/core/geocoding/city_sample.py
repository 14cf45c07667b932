"""A small made-up city: two districts, streets of equal names, plates, POIs, a renamed street."""

from __future__ import annotations

from typing import Any, List, Sequence, Tuple

import numpy as np
import shapely

from dcm_plugin.core.geocoding.build import Source
from dcm_plugin.core.geocoding.model import PlaceType
from dcm_plugin.store.places import Reference

CITY = "江城市"
REFERENCE = Reference(4549, "EPSG", 4549, "CGCS2000 / 3-degree GK 120E", "PROJCS[made up]")

#: name, alias, former name, line
STREETS: Tuple[Tuple[str, str, str, Any], ...] = (
    ("中山东路", "", "", [(0, 1000), (2000, 1000)]),
    ("中山西路", "", "", [(-3000, 1000), (-200, 1000)]),
    ("斜土路", "", "", [(1000, 0), (1000, 2000)]),
    ("人民路", "人民大街", "和平路", [(0, 400), (2000, 400)]),
    ("人民路", "", "", [(20000, 400), (22000, 400)]),
    ("瑞金二路", "", "", [(500, 0), (500, 2000)]),
)
#: name, x, y
POIS = (
    ("江城市第一人民医院", 1200.0, 1300.0),
    ("江城市东湖实验小学", 300.0, 700.0),
    ("东湖图书馆(南馆)", 310.0, 1500.0),
    ("红星菜市场", 1500.0, 600.0),
    ("红星菜市场", 21000.0, 600.0),
    ("江城大学医学院附属医院7号楼", 1700.0, 1700.0),
)


def square(x: float, y: float, width: float, height: float) -> Any:
    return shapely.box(x, y, x + width, y + height)


def plates() -> List[Tuple[str, str, float, float]]:
    """Odd numbers left, even ones right of each street, 10 m per step of two."""
    found = []
    for name, _, _, line in STREETS:
        (x0, y0), (x1, y1) = line
        length = float(np.hypot(x1 - x0, y1 - y0))
        ux, uy = (x1 - x0) / length, (y1 - y0) / length
        for step in range(0, 60, 3):
            along = 20.0 + 10.0 * step
            for odd in (1, 0):
                side = 15.0 if odd else -15.0
                number = 2 * step + (1 if odd else 2)
                found.append(
                    (name, f"{number}号", x0 + ux * along - uy * side, y0 + uy * along + ux * side)
                )
    found.append(("斜土路", "301弄22支弄70号", 1100.0, 1500.0))
    return found


def source(kind: PlaceType, layer: str, shapes: Sequence[Any], **columns: Sequence[Any]) -> Source:
    made = np.empty(len(shapes), dtype=object)
    made[:] = list(shapes)
    return Source(kind, layer, dict(columns), made, [str(i) for i in range(len(shapes))])


def sources(pois: Sequence[Tuple[str, float, float]] = POIS) -> List[Source]:
    houses = plates()
    return [
        source(
            PlaceType.AREA,
            "areas",
            [square(-4000, -500, 8000, 3000), square(18000, -500, 6000, 3000),
             square(-4000, -500, 8000, 3000)],
            name=["东湖区", "西山区", "梅园街道"],
            code=["420901", "420902", "420901001"],
        ),
        source(
            PlaceType.STREET,
            "roads",
            [shapely.LineString(s[3]) for s in STREETS],
            name=[s[0] for s in STREETS],
            alias=[s[1] for s in STREETS],
            former_name=[s[2] for s in STREETS],
        ),
        source(
            PlaceType.PLATE,
            "plates",
            [shapely.Point(p[2], p[3]) for p in houses],
            street=[p[0] for p in houses],
            plate=[p[1] for p in houses],
        ),
        source(
            PlaceType.POI,
            "pois",
            [shapely.Point(p[1], p[2]) for p in pois],
            name=[p[0] for p in pois],
        ),
        source(PlaceType.ZONE, "estates", [square(1300, 100, 200, 200)], name=["紫荆花园"]),
    ]  # fmt: skip
