"""Generated cases: the same for a seed, inside their unit grids, and true to the rules."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Dict, List, Tuple

import numpy as np
import pytest
import shapely

from dcm_plugin.core.cases.calendar import WorkCalendar
from dcm_plugin.core.cases.generate import crew, tables
from dcm_plugin.core.cases.generate import make as making
from dcm_plugin.core.cases.generate.city import City, Reports, places_of
from dcm_plugin.core.cases.generate.columns import Columns, file_at, joined
from dcm_plugin.core.cases.generate.draw import Load, Wanted, draw
from dcm_plugin.core.cases.generate.ground import make_ground
from dcm_plugin.core.cases.generate.make import Plan, Start, plan, without_photos
from dcm_plugin.core.cases.generate.organisation import logins, sample_organisation
from dcm_plugin.core.cases.generate.replay import differences, replayed
from dcm_plugin.core.cases.generate.replicate import broken_days, office_kinds, same_until
from dcm_plugin.core.cases.rules import Operator, Rules, Unit
from dcm_plugin.core.classes import VERSIONS, load_catalogue
from dcm_plugin.core.errors import InputError

from .fake_store import calendar, stage_limits

FIRST, LAST = datetime.date(2026, 9, 21), datetime.date(2026, 11, 8)
UNTIL = datetime.datetime(2026, 11, 8, 15, 59, 59, tzinfo=datetime.timezone.utc)
SIDE, CELLS = 100.0, 12


@lru_cache(maxsize=1)
def city() -> City:
    """144 square unit grids in two communities, a component in each."""
    catalogue = load_catalogue()
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(CELLS), np.arange(CELLS)))
    cells = shapely.box(x * SIDE, y * SIDE, (x + 1) * SIDE, (y + 1) * SIDE)
    codes = [f"31010100200{1 + (i >= 72)}{i % 72 + 1:03d}" for i in range(len(cells))]
    rows = [{"code": code, "community_code": code[:12], "mgmt_class": "A"} for code in codes]
    organisation = sample_organisation([("310101002", "示例街道")], len(cells), catalogue)
    people = organisation["operator_role"]
    rules = Rules.default(
        calendar(),
        stage_limits=stage_limits(),
        units=[
            Unit(u["code"], u["name"], u["parent"] or "", u["kind"], u["level"],
                 u["jurisdiction_code"] or "")
            for u in organisation["org_unit"]
        ],
        operators=[
            Operator(o["login"], o["name"], o["unit_code"], True,
                     tuple(r["role"] for r in people if r["login"] == o["login"]))
            for o in organisation["operator"]
        ],
        dispatch_rules=organisation["dispatch_rule"],
    )  # fmt: skip
    centres = shapely.get_coordinates(shapely.centroid(cells))
    components = (
        centres,
        np.full(len(cells), "01037", dtype=object),
        np.array([f"31010101037{i:06d}" for i in range(len(cells))], dtype=object),
    )
    place = places_of(
        cells,
        rows,
        [{"code": f"31010100200{n}", "street_code": "310101002"} for n in (1, 2)],
        [{"code": "310101002", "district_code": "310101"}],
    )
    departments = [
        u["code"] for u in organisation["org_unit"] if u["kind"] in ("department", "company")
    ]
    return City(
        make_ground(cells, np.array(codes, dtype=object), components=components),
        place,
        catalogue.id,
        "custom",
        rules,
        departments,
        logins(people, organisation["operator"]),
    )


def load(count: int, seed: int = 1, version: str = VERSIONS[0]) -> Load:
    wanted = Wanted(count, FIRST, LAST, seed, until=UNTIL)
    return draw(wanted, city().ground, load_catalogue(version), ())


@dataclass
class Made:
    """All rows of a load at once."""

    tables: Dict[str, Columns]
    stopped: Dict[str, int]
    played: int


def rows_of(found: Plan, size: int = 50_000) -> Made:
    return Made(joined(list(found.batches(size))), found.stopped, found.played)


def made(count: int, seed: int = 1) -> Tuple[Reports, Made]:
    reports = Reports(load(count, seed), city(), 1, "zh", seed)
    return reports, rows_of(plan(reports, city(), Start({}, {}, {}), "zh", UNTIL, seed))


@pytest.mark.parametrize("version", VERSIONS)
def test_places_and_classes(version: str) -> None:
    drawn = load(3000, version=version)
    cells = city().ground.cells[drawn.cell]
    assert shapely.intersects(cells, shapely.points(drawn.points)).mean() > 0.98
    catalogue = load_catalogue(version)
    assert all(catalogue.find(k, c) for k, c in set(zip(drawn.kind, drawn.class_code)))
    assert (np.diff(drawn.time) >= 0).all()
    assert drawn.time.max() <= UNTIL.timestamp()
    assert all(drawn.address) and all(drawn.description)


def test_the_same_seed_gives_the_same_load() -> None:
    one, two, other = load(500), load(500), load(500, seed=2)
    assert one.description.tolist() == two.description.tolist()
    assert np.array_equal(one.points, two.points)
    assert not np.array_equal(one.points, other.points)


def test_components_are_where_they_are() -> None:
    drawn = load(4000)
    lamps = np.flatnonzero((drawn.kind == "component") & (drawn.class_code == "01037"))
    repeated = drawn.like[lamps] >= 0
    assert len(lamps)
    assert (drawn.component[lamps] >= 0).all()
    there = shapely.get_coordinates(shapely.centroid(city().ground.cells))
    assert np.allclose(drawn.points[lamps[~repeated]], there[drawn.component[lamps[~repeated]]])


def test_repetitions_are_near_their_first_in_time_and_place() -> None:
    drawn = load(20000)
    again = np.flatnonzero(drawn.like >= 0)
    first = drawn.like[again]
    assert len(again) > 20
    assert (drawn.time[again] - drawn.time[first] < 86400).all()
    assert np.hypot(*(drawn.points[again] - drawn.points[first]).T).max() < 50
    assert (drawn.class_code[again] == drawn.class_code[first]).all()


def replay_faults(reports: Reports, result: Made, which: List[int]) -> List[str]:
    rules = without_photos(reports.city.rules)
    faults: List[str] = []
    for place in which:
        file = file_at(result.tables, place)
        faults += differences(file, replayed(rules, file))
    return faults


def test_played_cases_are_what_their_log_makes() -> None:
    reports, result = made(300)
    assert result.played == 300 and not result.stopped
    assert replay_faults(reports, result, list(range(300))) == []
    states = set(result.tables["cases"]["state"].tolist())
    assert {"closed", "disposing"} <= states


def test_cases_after_patterns_are_what_their_log_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine makes the same rows, to the second, of the log of a case that it never saw."""
    monkeypatch.setattr(making, "PATTERNS", 900)
    reports, result = made(2400)
    assert result.played < 1900
    assert replay_faults(reports, result, list(range(0, 2400, 10))) == []
    cases, log = result.tables["cases"], result.tables["case_log"]
    assert len(set(cases["task_no"].tolist())) == 2400
    assert log["time"].max() <= np.datetime64(UNTIL.replace(tzinfo=None))
    _, steps = np.unique(log["case_id"].astype(int), return_counts=True)
    assert len(steps) == 2400 and steps.min() >= 1


def holiday_city() -> City:
    """A week off in October, and a Saturday on which the office is open instead."""
    days = {datetime.date(2026, 10, day): "off" for day in range(1, 8)}
    found = WorkCalendar(calendar().slots, {**days, datetime.date(2026, 10, 10): "work"})
    return replace(city(), rules=replace(city().rules, calendar=found))


def planned(count: int, place: City, workers: int = 1) -> Plan:
    reports = Reports(load(count), place, 1, "zh", 1)
    return plan(reports, place, Start({}, {}, {}), "zh", UNTIL, 1, workers=workers)


def test_cases_near_holidays_follow_patterns_of_their_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "PATTERNS", 600)
    found = planned(3000, holiday_city())
    reports = found.reports
    broken = broken_days(reports)
    assert 0.2 < broken.mean() < 0.7
    mine = np.flatnonzero(broken & (found.chosen >= 0))
    assert len(mine) > 0.3 * broken.sum()
    result = rows_of(found, 700)
    assert result.tables["cases"]["id"].tolist() == reports.ids.tolist()
    assert replay_faults(reports, result, mine[::8].tolist()) == []


def test_any_number_of_processes_makes_the_same_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "_FEW", 100)
    monkeypatch.setattr(crew, "_PART", 90)
    one, two = (joined(list(planned(250, city(), workers).batches())) for workers in (1, 2))
    for table, columns in one.items():
        for name, values in columns.items():
            same = two[table][name]
            if values.dtype.kind in "Mf":
                assert np.array_equal(values, same, equal_nan=True), (table, name)
            else:
                assert values.tolist() == same.tolist(), (table, name)


def test_patterns_do_not_change_the_distribution(monkeypatch: pytest.MonkeyPatch) -> None:
    _, plain = made(2500)
    monkeypatch.setattr(making, "PATTERNS", 900)
    _, bulk = made(2500)
    for state in ("closed", "disposing", "not_accepted"):
        one = np.mean(plain.tables["cases"]["state"] == state)
        two = np.mean(bulk.tables["cases"]["state"] == state)
        # five standard deviations of the difference of two shares; patterns are drawn 3 times each
        assert abs(one - two) < 5 * np.sqrt(4 * max(one, 0.01) * (1 - one) / 2500) + 0.005, state
    lengths = [len(m.tables["case_log"]["id"]) / 2500 for m in (plain, bulk)]
    assert abs(lengths[0] - lengths[1]) < 0.6


def test_holidays_part_the_weeks() -> None:
    found = WorkCalendar(calendar().slots, {datetime.date(2026, 10, 1): "off"})
    first = (datetime.date(2026, 9, 28) - datetime.date(1970, 1, 1)).days
    kinds = office_kinds(found, first, first + 6)
    assert kinds[3] == -1 and (np.delete(kinds, 3) == kinds[0]).all()
    assert same_until(kinds).tolist() == [3, 3, 3, 4, 7, 7, 7]


def test_shares_are_probabilities() -> None:
    assert all(0 <= share <= 1 for share in tables.shares().values())
    for part, size in (("hour", 24), ("weekday", 7), ("month", 12)):
        for report_class in ("patrol", "public"):
            weights = tables.rhythm(part, report_class)
            assert len(weights) == size and abs(weights.sum() - 1) < 1e-9


def test_a_period_that_ends_before_it_begins() -> None:
    wanted = Wanted(10, LAST, FIRST)
    with pytest.raises(InputError) as caught:
        draw(wanted, city().ground, load_catalogue(), ())
    assert caught.value.message_id == "case_database.period"
