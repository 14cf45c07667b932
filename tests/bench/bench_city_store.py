"""How fast the city database answers: first page, filters and counts at 10k, 100k and 1M cases.

    python tests/bench/bench_city_store.py [--sizes 10000] [--store gpkg|postgis] [--keep DIR]

Seeded synthetic cases are put in by bulk. Every filter of the dock and combinations of them are
asked for, warm, several times: page (200 rows by urgency), count, counts by state. Prints JSON.
"""

from __future__ import annotations

import argparse
import datetime
import io
import itertools
import json
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence, Tuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from dcm_plugin.core.cases.query import GROUPS, SORTS, CaseFilter, Page  # noqa: E402
from dcm_plugin.store.city import create, open_city  # noqa: E402
from dcm_plugin.store.city.blobs import point  # noqa: E402
from dcm_plugin.store.city.values import time_text  # noqa: E402
from tests.postgis import cluster  # noqa: E402
from tests.store.city_sample import REFERENCE  # noqa: E402

NOW = datetime.datetime(2026, 9, 18, 9, 0, tzinfo=datetime.timezone.utc)
OPEN = (
    "reported", "verifying", "pending_file", "pending_dispatch", "disposing", "hung", "feedback",
    "pending_check", "checking", "pending_close",
)  # fmt: skip
ENDED = ("closed", "not_filed", "cancelled")
DEPARTMENTS = [f"D{n:02d}" for n in range(30)]
ROADS = [a + b + "路" for a in "人建中解新长和东西南北" for b in "民设山放华安平风湖海京"]
THINGS = ("雨水井盖破损", "路灯不亮", "垃圾暴露", "店外经营", "道路坑洼积水", "违法张贴小广告",
          "行道树倒伏", "护栏缺失", "占道堆物", "噪声扰民")  # fmt: skip
COLUMNS = (
    "task_no", "case_code", "case_kind", "class_code", "source_code", "address", "description",
    "state", "is_open", "is_urgent", "is_supervised", "department", "street_code",
    "community_code", "cell_code", "duty_grid_code", "current_role", "clock", "clock_start",
    "clock_warn", "clock_deadline", "report_time", "updated", "stage", "profile_id",
)  # fmt: skip


def rows(count: int, open_share: float, seed: int = 1) -> Iterator[Tuple[Any, ...]]:
    """Values of COLUMNS, then x and y."""
    generator = np.random.default_rng(seed)
    days = 730
    step = 100_000
    for start in range(0, count, step):
        size = min(step, count - start)
        age = np.sort(generator.integers(0, days * 86400, size))[::-1]
        is_open = generator.random(size) < open_share
        states = np.where(is_open, generator.integers(0, len(OPEN), size), 0)
        ended = np.minimum(generator.geometric(0.9, size) - 1, 2)
        classes = np.minimum(generator.geometric(0.02, size), 250)
        department = generator.integers(0, 30, size)
        street = generator.integers(0, 12, size)
        community = generator.integers(0, 8, size)
        duty = generator.integers(0, 300, size)
        source = np.minimum(generator.geometric(0.5, size), 14)
        urgent = generator.random((size, 2)) < 0.02
        left = generator.normal(4 * 3600, 24 * 3600, size)
        road = generator.integers(0, len(ROADS), size)
        thing = generator.integers(0, len(THINGS), size)
        house = generator.integers(1, 400, size)
        xy = generator.random((size, 2)) * (30000, 30000) + (485000, 3385000)
        for i in range(size):
            number = start + i
            reported = NOW - datetime.timedelta(seconds=int(age[i]))
            kind = "component" if classes[i] % 2 else "event"
            code = f"{classes[i] // 20 + 1:02d}{classes[i] % 20 + 1:02d}"
            running = bool(is_open[i]) and states[i] != 5
            deadline = NOW + datetime.timedelta(seconds=float(left[i])) if running else None
            warn = deadline - datetime.timedelta(hours=4) if deadline else None
            area = f"1101010{street[i]:02d}"
            yield (
                f"T{number:08d}", f"C{code}{number:08d}", kind, code, f"s{source[i]:02d}",
                f"{ROADS[road[i]]}{house[i]}号",
                f"{ROADS[road[i]]}{house[i]}号附近{THINGS[thing[i]]}，影响通行，请尽快处理",
                OPEN[states[i]] if is_open[i] else ENDED[ended[i]],
                bool(is_open[i]), bool(urgent[i, 0] and is_open[i]),
                bool(urgent[i, 1] and is_open[i]),
                DEPARTMENTS[department[i]] if not is_open[i] or states[i] > 3 else None,
                area, f"{area}{community[i]:03d}", f"{area}{community[i]:03d}{duty[i] % 90:02d}",
                f"G{duty[i]:03d}", "dispatcher" if is_open[i] else None,
                "dispose" if running else None, reported if running else None, warn, deadline,
                reported, reported, "dispose", "bench", float(xy[i, 0]), float(xy[i, 1]),
            )  # fmt: skip


def seed(city: Any) -> None:
    city.replace_rows(
        "workflow_state",
        [
            {"code": code, "name_zh": code, "name_en": code, "stage": "s", "colour": "#000"}
            for code in OPEN + ENDED
        ],
    )
    city.replace_rows(
        "org_unit", [{"code": c, "name": c, "kind": "department"} for c in DEPARTMENTS]
    )


def fill_geopackage(path: str, count: int, open_share: float) -> None:
    """Rows first, then the indexes: what a bulk load does."""
    create(path, REFERENCE, seed)
    with open_city(path) as city:
        connection = city.connection  # type: ignore[attr-defined]
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        connection.execute("BEGIN")
        made = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'cases' AND "
            "type IN ('trigger', 'index') AND sql IS NOT NULL"
        ).fetchall()
        for kind, name, _ in made:
            connection.execute(f'DROP {kind} "{name}"')
        names = ", ".join(COLUMNS)
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        connection.executemany(
            f"INSERT INTO cases ({names}, geom) VALUES ({marks})",
            (
                (
                    *(time_text(v) if isinstance(v, datetime.datetime) else v for v in row[:-2]),
                    point(row[-2], row[-1], 4549),
                )
                for row in rows(count, open_share)
            ),
        )
        connection.execute(
            "INSERT INTO rtree_cases_geom SELECT id, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), "
            "ST_MaxY(geom) FROM cases"
        )
        for _, _, statement in made:
            connection.execute(statement)
        city.after_bulk()  # type: ignore[attr-defined]
        connection.execute("COMMIT")


def fill_server(uri: str, count: int, open_share: float) -> None:
    """COPY without triggers, then the secondary indexes of lists."""
    create(uri, REFERENCE, seed)
    with open_city(uri) as city:
        connection = city.connection  # type: ignore[attr-defined]
        cursor = connection.cursor()
        cursor.execute("ALTER TABLE cases DISABLE TRIGGER USER")
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
            "AND tablename = 'cases' AND indexname NOT LIKE '%pkey'"
        )
        made = cursor.fetchall()
        for name, _ in made:
            cursor.execute(f'DROP INDEX "{name}"')
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        buffer = io.StringIO()
        for row in rows(count, open_share):
            values = [
                "\\N"
                if v is None
                else v.isoformat()
                if isinstance(v, datetime.datetime)
                else str(v)
                for v in row[:-2]
            ]
            buffer.write("\t".join([*values, f"SRID=4549;POINT({row[-2]} {row[-1]})"]) + "\n")
        buffer.seek(0)
        cursor.copy_expert(f"COPY cases ({names}, geom) FROM STDIN", buffer)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, statement in made:
            cursor.execute(statement)
        cursor.execute("ALTER TABLE cases ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE cases")


def filters() -> Dict[str, Dict[str, Any]]:
    """One filter of each kind, and what a dispatcher combines."""
    single: Dict[str, Dict[str, Any]] = {
        "none": {},
        "open": {"only_open": True},
        "ended": {"only_open": False},
        "state": {"states": ("disposing",)},
        "state closed": {"states": ("closed",)},
        "states": {"states": ("closed", "disposing", "hung")},
        "red": {"lights": ("red",)},
        "yellow, red": {"lights": ("yellow", "red")},
        "light none": {"lights": ("none",)},
        "kind": {"case_kind": "event"},
        "big class": {"class_code": "02"},
        "class": {"class_code": "0203"},
        "department": {"department": ("D07",)},
        "departments": {"department": ("D07", "D08", "D09")},
        "source": {"source_code": ("s01",)},
        "street": {"street_code": "110101003"},
        "community": {"community_code": "110101003002"},
        "duty grid": {"duty_grid_code": ("G017",)},
        "last week": {"reported_from": NOW - datetime.timedelta(days=7)},
        "last year": {"reported_from": NOW - datetime.timedelta(days=365)},
        "extent small": {"extent": (499000, 3399000, 500000, 3400000)},
        "extent large": {"extent": (487000, 3387000, 510000, 3410000)},
        "text 2": {"text": "井盖"},
        "text 4": {"text": "道路坑洼"},
        "text 1": {"text": "灯"},
        "text address": {"text": "人民路123号"},
        "text number": {"text": "T00000123"},
        "text nothing": {"text": "没有这样的"},
        "role": {"roles": ("dispatcher",)},
    }
    combined = [
        "open+department", "open+street+kind", "state closed+class", "red+street",
        "open+text 2", "ended+text 4", "extent large+state closed", "extent large+open",
        "extent large+text 2", "last year+big class+street", "kind+source+street",
        "department+big class+last year", "source+kind+light none", "state closed+text 2",
        "extent small+text 2+state closed", "kind+source", "community+text address",
        "department+street+state closed", "role+red+department",
    ]  # fmt: skip
    made = dict(single)
    for name in combined:
        values: Dict[str, Any] = {}
        for part in name.split("+"):
            values.update(single[part])
        made[name] = values
    return made


def timed(function: Any, repeats: int) -> List[Tuple[float, float]]:
    """Seconds by the clock, and of this process: the second is fair on a busy machine."""
    taken = []
    for _ in range(repeats):
        start, used = time.perf_counter(), time.process_time()
        function()
        taken.append((time.perf_counter() - start, time.process_time() - used))
    return taken


def measure(city: Any, repeats: int) -> Dict[str, Any]:
    result: Dict[str, Any] = {}
    for name, values in filters().items():
        condition = CaseFilter(now=NOW, **values)
        result[name] = {
            "cases": city.count(condition),
            "page": _figures(timed(lambda c=condition: city.page(c, Page()), repeats)),
            "count": _figures(timed(lambda c=condition: city.count(c), repeats)),
            "counts": _figures(timed(lambda c=condition: city.counts(c, "state"), repeats)),
        }
    for sort in SORTS:
        for down in (False, True):
            page = Page(sort=sort, descending=down)
            for name in ("none", "open"):
                condition = CaseFilter(now=NOW, **filters()[name])
                key = f"sort {sort}{' down' if down else ''}, {name}"
                result[key] = {
                    "page": _figures(timed(lambda c=condition, p=page: city.page(c, p), repeats))
                }
    for offset in (10_000, 500_000):
        result[f"offset {offset}"] = {
            "page": _figures(
                timed(lambda o=offset: city.page(CaseFilter(now=NOW), Page(offset=o)), repeats)
            )
        }
    for by, name in itertools.product(GROUPS, ("none", "open")):
        condition = CaseFilter(now=NOW, **filters()[name])
        result[f"by {by}, {name}"] = {
            "counts": _figures(timed(lambda c=condition, b=by: city.counts(c, b), repeats))
        }
    return result


def _figures(taken: Sequence[Tuple[float, float]]) -> Dict[str, float]:
    clock, used = zip(*taken)
    return {
        "median": round(statistics.median(clock), 4),
        "max": round(max(clock), 4),
        "cpu": round(statistics.median(used), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10000,100000,1000000")
    parser.add_argument("--store", choices=("gpkg", "postgis"), default="gpkg")
    parser.add_argument("--open", type=float, default=0.05, help="share of open cases")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--keep", help="folder for the databases, used again when there")
    options = parser.parse_args()
    result: Dict[str, Any] = {"store": options.store, "open": options.open}
    with ExitStack() as stack:
        folder = options.keep or stack.enter_context(tempfile.TemporaryDirectory())
        for size in map(int, options.sizes.split(",")):
            path = Path(folder) / f"{size}_{options.open}.gpkg"
            uri = str(path)
            start = time.perf_counter()
            if options.store == "postgis":
                uri = f"{stack.enter_context(cluster())} schema=dcm"
                fill_server(uri, size, options.open)
            elif not path.exists():
                fill_geopackage(uri, size, options.open)
            filled = time.perf_counter() - start
            start = time.perf_counter()
            with open_city(uri) as city:
                city.page(CaseFilter(now=NOW, only_open=True), Page())
                first = time.perf_counter() - start
                measured = measure(city, options.repeats)
            worst = sorted(
                (
                    (figures[what]["max"], f"{what}: {name}")
                    for name, figures in measured.items()
                    for what in ("page", "count", "counts")
                    if what in figures
                ),
                reverse=True,
            )
            result[str(size)] = {
                "fill": round(filled, 1),
                "megabytes": round(path.stat().st_size / 1e6, 1) if path.exists() else None,
                "open and first page": round(first, 4),
                "slower than 0.3 s": sum(1 for seconds, _ in worst if seconds > 0.3),
                "worst": worst[:12],
                "cpu over 0.3 s": sorted(
                    (
                        (part["cpu"], f"{what}: {name}")
                        for name, figures in measured.items()
                        for what, part in figures.items()
                        if what != "cases" and part["cpu"] > 0.3
                    ),
                    reverse=True,
                ),
                "figures": measured,
            }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
