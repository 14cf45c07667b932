"""Deadlines refreshed in a GeoPackage where every case has a running clock: seconds, as JSON.

DCM_CLOCKS=1000000 python tests/bench/bench_refresh.py     # run by hand
"""

from __future__ import annotations

import datetime
import json
import os
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from dcm_plugin.core.cases import clock as clocks
from dcm_plugin.core.cases.calendar import Limit, moment
from dcm_plugin.core.cases.generate.columns import columns_of
from dcm_plugin.core.cases.model import utc_now
from dcm_plugin.store.city import create, open_city, verify
from dcm_plugin.store.city.bulk import append
from dcm_plugin.store.city.deadlines import calendar_of, refresh_deadlines, running_clocks
from dcm_plugin.store.city.seeds import fill
from tests.store.city_sample import REFERENCE, new_case, seed

COUNT = int(os.environ.get("DCM_CLOCKS", "200000"))
BATCH = 50_000
START = datetime.datetime(2026, 9, 28, 2, tzinfo=datetime.timezone.utc)


def prepared(city):
    seed(city)
    fill(city)


def rows(city, ids):
    """Cases with one log row and one clock each; starts over three weeks."""
    calendar = calendar_of(city)
    starts = START.timestamp() + (ids * 7919 % (21 * 1440)) * 60.0
    ends = calendar.deadlines(starts, 5 * calendar.unit_seconds("work_day"), "work_day")
    warns = calendar.deadlines(starts, 4 * calendar.unit_seconds("work_day"), "work_day")
    sample = new_case()
    clock = clocks.start(calendar, "dispose", Limit("work_day", 5), START)
    case = {**sample.case, "version": 1, "clock": "dispose", "disposal_round": 1, "id": 1}
    case.update(updated=START, report_time=START)
    samples = {
        "cases": case,
        "case_log": {**sample.log, "id": 1, "case_id": 1, "seq": 1},
        "case_clock": {**clock, "id": 1, "case_id": 1},
    }
    made = {}
    for table, row in samples.items():
        columns = columns_of(table, [row])
        columns = {name: np.repeat(columns[name], len(ids), axis=0) for name in row}
        columns["id"] = ids
        if "case_id" in columns:
            columns["case_id"] = ids
        made[table] = columns
    times = [np.floor(x).astype(np.int64).astype("datetime64[s]") for x in (starts, ends, warns)]
    made["case_clock"].update(started=times[0], resumed=times[0], deadline=times[1], warn=times[2])
    for prefix in ("clock", "dispose"):
        made["cases"].update({f"{prefix}_start": times[0], f"{prefix}_deadline": times[1]})
    made["cases"].update(clock_warn=times[2], bundle_deadline=times[1])
    made["cases"]["task_no"] = np.array([f"T{key:08d}" for key in ids.tolist()], dtype=object)
    made["cases"]["geom"] = np.zeros((len(ids), 2)) + (640000.0, 3450000.0)
    return made


def main():
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.gpkg"
        create(str(path), REFERENCE, prepared)
        with open_city(str(path)) as city:
            begin = time.perf_counter()
            with city.transaction():
                for first in range(1, COUNT + 1, BATCH):
                    ids = np.arange(first, min(first + BATCH, COUNT + 1))
                    for table, columns in rows(city, ids).items():
                        append(city, table, columns)
            figures["filled"] = time.perf_counter() - begin
            city.replace_rows(
                "calendar_day",
                [
                    {key: value for key, value in row.items() if key != "id"}
                    for row in city.rows("calendar_day")
                ]
                + [{"day": day, "kind": "off"} for day in ("2026-10-19", "2026-10-20")],
            )
            begin = time.perf_counter()
            running = running_clocks(city)
            figures["read"] = time.perf_counter() - begin
            begin = time.perf_counter()
            found = refresh_deadlines(city, calendar_of(city), "bench", utc_now())
            figures["refreshed"] = time.perf_counter() - begin
            begin = time.perf_counter()
            refresh_deadlines(city, calendar_of(city), "bench", utc_now())
            figures["nothing_to_do"] = time.perf_counter() - begin
            faults = len(verify(city))
    seconds = {name: round(value, 1) for name, value in figures.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    changed = len(found.changed)
    print(
        json.dumps(
            {"clocks": len(running), "changed": changed, "seconds": seconds, "peak_mb": peak,
             "faults": faults, "start": moment(START.timestamp()).isoformat()}
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
