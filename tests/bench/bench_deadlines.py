"""Deadlines of a million clocks by the shipped calendar: seconds, as JSON. Run by hand."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import numpy as np
import pandas as pd

from dcm_plugin.core.cases import calendar, refresh

DATA = Path(calendar.__file__).resolve().parents[2] / "data" / "cases"
COUNT = 1_000_000


def rows(name):
    with (DATA / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def timed(work):
    begin = time.perf_counter()
    made = work()
    return round(time.perf_counter() - begin, 3), made


def main():
    made = calendar.WorkCalendar.from_rows(rows("calendar_slots.csv"), rows("calendar_days.csv"))
    random = np.random.default_rng(1)
    starts = np.floor(random.uniform(1704067200, 1798761600, COUNT))
    lengths = random.integers(1, 41, COUNT) * 4 * 3600.0
    figures = {}
    figures["deadlines"], ends = timed(lambda: made.deadlines(starts, lengths, "work_day"))
    figures["counted"], _ = timed(lambda: made.counted_all(starts, ends, "work_day"))
    start, limit = calendar.moment(1790000000), calendar.Limit("work_day", 15)
    seconds, _ = timed(lambda: [made.deadline(start, limit) for _ in range(1000)])
    figures["one"] = seconds / 1000
    clocks = pd.DataFrame(
        {
            "id": np.arange(COUNT), "case_id": np.arange(COUNT), "clock": "dispose", "round": 1,
            "limit_unit": random.choice(["work_day", "work_hour", "urgent_hour"], COUNT),
            "limit_value": random.integers(1, 15, COUNT).astype(float), "limit_base": 1.0,
            "warn_share": 0.8, "started": starts, "resumed": starts, "used_seconds": 0.0,
            "deadline": starts, "warn": starts, "ended": np.nan,
        }
    )  # fmt: skip
    figures["refresh"], _ = timed(lambda: refresh.refresh(made, clocks))
    print(json.dumps({"clocks": COUNT, "seconds": figures}))


if __name__ == "__main__":
    main()
