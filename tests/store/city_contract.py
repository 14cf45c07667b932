"""What every city database does; run by the tests of the GeoPackage and of PostGIS."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from dcm_plugin.core.cases import clock as clocks
from dcm_plugin.core.cases.calendar import Limit
from dcm_plugin.core.cases.model import Change, RowChange, utc_now
from dcm_plugin.core.cases.query import GROUPS, LIST_COLUMNS, SORTS, CaseFilter, Page
from dcm_plugin.core.errors import DcmError, InputError
from dcm_plugin.store.city.bulk import serials
from dcm_plugin.store.city.deadlines import calendar_of, refresh_deadlines
from tests.store.city_sample import X, Y, ago, new_case, step


class CityContract:
    """Tests that take a fixture ``city`` (an empty database with the sample organisation)."""

    def test_a_case_is_stored_whole(self, city):
        case_id, version = city.apply(new_case("k"))
        file = city.read(case_id)
        assert version == file.version == 1
        assert file.case["task_no"] == "26010100001"
        assert file.case["geom"] == (X + 1, Y + 2)
        assert file.case["is_open"] is True and file.case["is_urgent"] is False
        assert file.case["report_time"].tzinfo is datetime.timezone.utc
        assert [row["seq"] for row in file.log] == [1]
        assert file.media[0]["log_seq"] == 1 and file.media[0]["kind"] == "image"

    def test_deadlines_follow_the_calendar(self, city):
        """A holiday is added: clocks that run over it move, those that stand or ended do not."""
        hours = [
            {"weekdays": "12345", "start": "08:00", "stop": "12:00"},
            {"weekdays": "12345", "start": "14:00", "stop": "18:00"},
        ]
        city.replace_rows("calendar_slot", hours)
        calendar = calendar_of(city)
        start = datetime.datetime(2026, 9, 30, 8, tzinfo=datetime.timezone.utc)
        day = clocks.start(calendar, "dispose", Limit("work_day", 1), start)
        urgent = clocks.start(calendar, "dispose", Limit("urgent_hour", 20), start)
        stands = {**day, **clocks.pause(calendar, day, start + datetime.timedelta(hours=1))}
        ids = []
        for row in (day, urgent, stands):
            change = new_case(**clocks.case_columns([row], calendar, start))
            change.rows.append(RowChange("case_clock", row))
            ids.append(city.apply(change)[0])
        assert not len(refresh_deadlines(city, calendar, "li", utc_now()).changed)
        city.replace_rows("calendar_day", [{"day": "2026-10-01", "kind": "off"}])
        found = refresh_deadlines(city, calendar_of(city), "li", utc_now())
        assert (found.clocks, found.later, found.earlier) == (2, 1, 0)
        assert found.changed["case_id"].tolist() == ids[:1]
        file = city.read(ids[0])
        new = datetime.datetime(2026, 10, 2, 8, tzinfo=datetime.timezone.utc)
        for column in ("clock_deadline", "dispose_deadline", "bundle_deadline"):
            assert file.case[column] == new
        assert file.clocks[0]["deadline"] == new and file.case["clock_warn"] < new
        assert file.version == 2 and city.read(ids[1]).version == 1
        last = file.log[-1]
        assert (last["seq"], last["action"], last["actor"]) == (2, "refresh_deadlines", "li")
        assert "2026-10-01T08:00" in last["data"] and "2026-10-02T08:00" in last["data"]
        assert not len(refresh_deadlines(city, calendar_of(city), "li", utc_now()).changed)

    def test_numbers_follow_each_other(self, city):
        ids = [case_id for case_id, _ in city.apply_all([new_case() for _ in range(3)])]
        numbers = [city.read(case_id).case["task_no"] for case_id in ids]
        assert numbers == ["26010100001", "26010100002", "26010100003"]
        assert city.find("task_no", "26010100002") == [ids[1]]

    def test_numbers_grow_longer_when_the_width_is_used_up(self, city):
        city.apply(Change(None, 0, {**new_case().case, "task_no": "X99"}, new_case().log))
        numbers = []
        for _ in range(3):
            change = new_case()
            change.numbers = {"task_no": ("X", 2)}
            numbers.append(city.read(city.apply(change)[0]).case["task_no"])
        assert numbers == ["X100", "X101", "X102"]

    def test_longer_numbers_are_given_without_looking_at_all(self, city, monkeypatch):
        """Also behind those of another connection, and after a step that was taken back."""

        def many(count, width=5):
            made = [new_case() for _ in range(count)]
            for change in made:
                change.numbers = {"task_no": ("260102", width)}
            done = city.apply_all(made)
            return [city.read(case_id).case["task_no"] for case_id, _ in done]

        def put(number):
            case = {**new_case().case, "task_no": number}
            city.apply(Change(None, 0, case, new_case().log))

        put("26010299998")
        assert many(3) == ["26010299999", "260102100000", "260102100001"]
        looks = []
        query = city._query

        def counted(statement, params=()):
            if '"task_no" >=' in statement and "max(" not in statement:
                looks.append(statement)
            return query(statement, params)

        monkeypatch.setattr(city, "_query", counted)
        for serial in range(100002, 100007):  # somebody else
            put(f"260102{serial}")
        assert many(2) == ["260102100007", "260102100008"]
        assert many(1) == ["260102100009"]
        with pytest.raises(RuntimeError), city.transaction():
            assert many(1) == ["260102100010"]
            raise RuntimeError
        assert looks == []
        assert many(2) == ["260102100010", "260102100011"]
        assert len(looks) == 1
        assert serials(city, "task_no", 5)["260102"] == 100011

    def test_the_same_action_is_done_once(self, city):
        first = city.apply(new_case("k1"))
        assert city.apply(new_case("k1")) == first
        second = city.apply(step(first[0], 1, "disposing", "k2"))
        assert second == (first[0], 2)
        assert city.apply(new_case("k1")) == first
        assert city.apply(step(first[0], 1, "disposing", "k2")) == second
        assert len(city.read(first[0]).log) == 2 and city.count(CaseFilter()) == 1

    def test_who_comes_second_is_told(self, city):
        case_id, version = city.apply(new_case())
        city.apply(step(case_id, version, "disposing", actor="zhao"))
        with pytest.raises(DcmError) as caught:
            city.apply(step(case_id, version, "closed"))
        assert caught.value.message_id == "city.conflict"
        assert caught.value.params["who"] == "zhao" and caught.value.params["now"] == 2
        assert city.read(case_id).case["state"] == "disposing"
        assert len(city.read(case_id).log) == 2

    @pytest.mark.parametrize(
        ("values", "message"),
        [
            ({"state": "nowhere"}, "city.unknown_code"),
            ({"department": "D9"}, "city.unknown_code"),
            ({"case_kind": "thing"}, "city.value"),
            ({"report_time": "yesterday"}, "city.value"),
            ({"description": None}, "city.value"),
            ({"colour": "red"}, "city.no_column"),
        ],
    )
    def test_wrong_values_are_named_and_nothing_is_written(self, city, values, message):
        case_id, version = city.apply(new_case())
        change = step(case_id, version, "disposing")
        change.case.update(values)
        change.rows.append(RowChange("case_media", {"path": "b.jpg"}))
        with pytest.raises(DcmError) as caught:
            city.apply(change)
        assert caught.value.message_id == message
        file = city.read(case_id)
        assert file.version == 1 and len(file.log) == 1 and len(file.media) == 1

    def test_all_or_none(self, city):
        with pytest.raises(DcmError):
            city.apply_all([new_case(), new_case(state="nowhere")])
        assert city.count(CaseFilter()) == 0
        with pytest.raises(InputError) as caught:
            city.apply(Change(7, 1, {}, step(7, 1, "closed").log))
        assert caught.value.message_id == "city.no_case"

    def test_rows_of_a_case_are_changed(self, city):
        case_id, version = city.apply(new_case())
        clock = {"clock": "accept", "started": utc_now(), "limit_unit": "work_hour"}
        change = step(case_id, version, "disposing")
        change.rows = [RowChange("case_clock", clock)]
        _, version = city.apply(change)
        row = city.read(case_id).clocks[0]
        assert row["round"] == 1 and row["warn_share"] == 0.8 and row["ended"] is None
        change = step(case_id, version, "closed")
        change.rows = [RowChange("case_clock", {"ended": utc_now(), "overdue": False}, row["id"])]
        city.apply(change)
        assert city.read(case_id).clocks[0]["overdue"] is False
        change = step(case_id, version + 1, "closed")
        change.rows = [RowChange("case_clock", {"ended": None}, 999)]
        with pytest.raises(DcmError) as caught:
            city.apply(change)
        assert caught.value.message_id == "city.no_row"

    def _load(self, city):
        """Eight cases that differ in everything that is filtered by."""
        now = utc_now()
        minutes = datetime.timedelta(minutes=1)
        for number in range(8):
            deadline = None if number == 7 else now + (number - 3) * 10 * minutes
            city.apply(
                new_case(
                    state=("reported", "disposing")[number % 2],
                    is_open=number != 6,
                    is_urgent=number == 5,
                    class_code="0101" if number < 4 else "0201",
                    case_kind="event" if number == 1 else "component",
                    department="D1" if number < 2 else "D2",
                    source_code="hotline" if number == 2 else "patrol",
                    street_code="110101001" if number < 5 else None,
                    community_code="110101001001" if number < 3 else None,
                    duty_grid_code="G1" if number == 3 else None,
                    current_role="dispatcher" if number < 3 else "patrol",
                    current_unit="C1" if number == 0 else None,
                    clock_deadline=deadline,
                    clock_warn=None if deadline is None else deadline - 15 * minutes,
                    report_time=now - number * minutes,
                    description=f"第{number}号井盖破损" if number != 4 else "路灯_不亮 100%",
                    address=f"人民路{number}号",
                    geom=(X + number * 10, Y),
                )
            )
        for number, kind, decision in (
            (4, "return", None),
            (5, "return", "refused"),
            (6, "hang", None),
        ):
            request = {"kind": kind, "applicant": "d1", "reason": "-", "asked": now}
            rows = [RowChange("case_request", {**request, "decision": decision})]
            made = step(number + 1, 1, ("reported", "disposing")[number % 2])
            made.rows = rows
            city.apply(made)
        return now

    @pytest.mark.parametrize(
        ("condition", "numbers"),
        [
            ({}, range(8)),
            ({"only_open": True}, (0, 1, 2, 3, 4, 5, 7)),
            ({"only_open": False}, (6,)),
            ({"states": ("disposing",)}, (1, 3, 5, 7)),
            ({"lights": ("red",)}, (0, 1, 2, 3)),
            ({"lights": ("yellow",)}, (4,)),
            ({"lights": ("green",)}, (5, 6)),
            ({"lights": ("none", "red")}, (0, 1, 2, 3, 7)),
            ({"lights": ("none", "red", "green", "yellow")}, range(8)),
            ({"case_kind": "event"}, (1,)),
            ({"class_code": "02"}, (4, 5, 6, 7)),
            ({"class_code": "0101"}, (0, 1, 2, 3)),
            ({"department": ("D1",)}, (0, 1)),
            ({"department": ("D1", "D2"), "source_code": ("hotline",)}, (2,)),
            ({"street_code": "1101"}, (0, 1, 2, 3, 4)),
            ({"community_code": "110101001"}, (0, 1, 2)),
            ({"duty_grid_code": ("G1",)}, (3,)),
            ({"roles": ("dispatcher",)}, (0, 1, 2)),
            ({"roles": ("dispatcher",), "unit": "C1"}, (0,)),
            ({"roles": ("dispatcher",), "requests": ("return",)}, (0, 1, 2, 4)),
            ({"roles": ("x",), "requests": ("return", "hang"), "only_open": True}, (4,)),
            ({"roles": ("dispatcher",), "unit": "C1", "requests": ("hang",)}, (0, 6)),
            ({"requests": ("return",)}, range(8)),
            ({"extent": (X + 15, Y - 1, X + 45, Y + 1)}, (2, 3, 4)),
            ({"text": "井盖"}, (0, 1, 2, 3, 5, 6, 7)),
            ({"text": "第3号井盖"}, (3,)),
            ({"text": "人民路5"}, (5,)),
            ({"text": "破损"}, (0, 1, 2, 3, 5, 6, 7)),
            ({"text": "损"}, (0, 1, 2, 3, 5, 6, 7)),
            ({"text": "100%"}, (4,)),
            ({"text": "灯_不"}, (4,)),
            ({"text": "灯%不"}, ()),
            ({"text": '"'}, ()),
            ({"text": "26010100003"}, (2,)),
            ({"text": "00003"}, (2,)),
        ],
    )
    def test_filters(self, city, condition, numbers):
        now = self._load(city)
        wanted = CaseFilter(now=now + datetime.timedelta(seconds=1), **condition)
        found = city.page(wanted, Page(sort="task_no"))
        assert [int(row["task_no"][-1]) - 1 for row in found] == list(numbers)
        assert city.count(wanted) == len(list(numbers))
        for by in GROUPS:
            assert sum(city.counts(wanted, by).values()) == len(list(numbers)), by
        for only_open in (wanted.only_open, True, None):
            alone = replace(wanted, states=(), only_open=only_open)
            lights = city.counts(replace(wanted, lights=()), "light")
            assert city.bars(wanted, only_open) == (city.counts(alone, "state"), lights)

    def test_filters_by_time_and_id(self, city):
        now = self._load(city)
        minutes = datetime.timedelta(minutes=1)
        condition = CaseFilter(reported_from=now - 3 * minutes, reported_to=now - 2 * minutes)
        found = city.page(condition, Page())
        assert sorted(row["task_no"][-1] for row in found) == ["3", "4"]
        many = CaseFilter(ids=tuple(range(1, 500)))
        assert city.count(many) == 8

    def test_counts(self, city):
        now = self._load(city) + datetime.timedelta(seconds=1)
        condition = CaseFilter(now=now)
        assert city.counts(condition, "state") == {"reported": 4, "disposing": 4}
        assert city.counts(condition, "light") == {"red": 4, "yellow": 1, "green": 2, "none": 1}
        assert city.counts(condition, "duty_grid_code") == {None: 7, "G1": 1}
        with pytest.raises(DcmError):
            city.counts(condition, "address")

    def test_closed_cases_are_paged_in_the_order_of_urgency(self, city):
        for number in range(30):
            city.apply(
                new_case(
                    state=("closed", "closed", "reported")[number % 3],
                    is_open=number % 3 == 2,
                    is_urgent=number % 5 == 0,
                    department="D1" if number % 2 else "D2",
                    report_time=ago((number * 7) % 30),
                    clock_deadline=ago(-number) if number % 3 == 2 else None,
                )
            )
        for more in ({}, {"department": ("D1",)}):
            wanted = CaseFilter(states=("closed",), **more)
            whole = city.page(wanted, Page(limit=100))
            assert len(whole) == city.count(wanted)
            keys = [(not row["is_urgent"], row["report_time"], row["id"]) for row in whole]
            assert keys == sorted(keys)
            parts = [city.page(wanted, Page(offset=at, limit=4)) for at in range(0, 24, 4)]
            assert [row["id"] for part in parts for row in part] == [row["id"] for row in whole]

    def test_cases_that_turned_by_the_time_are_told(self, city):
        now = self._load(city)
        begun, ended = now - datetime.timedelta(days=999), now + datetime.timedelta(seconds=1)
        wanted = CaseFilter(now=ended, only_open=True)
        turned = city.turned(begun, ended)
        for light in ("red", "yellow"):
            ids = city.page_ids(replace(wanted, lights=(light,)), Page())
            assert ids and set(turned[light]) == set(ids)
        assert city.turned(ended, ended) == {"red": (), "yellow": ()}

    def test_urgency(self, city):
        self._load(city)
        found = [int(row["task_no"][-1]) - 1 for row in city.page(CaseFilter(), Page())]
        assert found == [5, 0, 1, 2, 3, 4, 6, 7]
        back = city.page(CaseFilter(), Page(descending=True))
        assert [int(row["task_no"][-1]) - 1 for row in back] == found[::-1]

    @pytest.mark.parametrize("sort", SORTS)
    def test_pages_hold_every_case_once(self, city, sort):
        self._load(city)
        seen = [
            row["id"]
            for offset in range(0, 10, 3)
            for row in city.page(CaseFilter(), Page(sort=sort, offset=offset, limit=3))
        ]
        whole = city.page(CaseFilter(), Page(sort=sort))
        assert seen == [row["id"] for row in whole] and len(set(seen)) == 8
        assert set(whole[0]) == {*LIST_COLUMNS, "geom"}

    def test_near(self, city):
        now = self._load(city)
        found = city.near(X + 12, Y, 20, "01", now - datetime.timedelta(hours=1))
        assert [int(row["task_no"][-1]) - 1 for row in found] == [1, 2, 0, 3]
        assert [round(row["distance"]) for row in found] == [2, 8, 12, 18]
        assert city.near(X + 12, Y, 20, "01", now + datetime.timedelta(hours=1)) == []

    def test_place(self, city):
        found = city.place(X + 70, Y + 10)
        assert found == {
            "cell_code": "11010100100101",
            "community_code": "110101001001",
            "street_code": "110101001",
            "district_code": "110101",
            "duty_grid_code": None,
            "mgmt_class": "A",
        }
        # the lowest code on a common border
        assert city.place(X + 50, Y + 10)["cell_code"] == "11010100100100"
        assert set(city.place(0, 0).values()) == {None}

    def test_tables_that_a_city_edits(self, city):
        day = datetime.date(2026, 10, 1)
        rows = [{"day": day, "kind": "off"}, {"day": "2026-10-10", "kind": "work"}]
        assert city.replace_rows("calendar_day", rows) == 2
        assert [row["day"] for row in city.rows("calendar_day", ("day",))] == [
            day,
            datetime.date(2026, 10, 10),
        ]
        assert city.settings()["utc_offset_minutes"] == "480"
        shape = city.rows("unit_grid", ("code", "geom"))[0]["geom"]
        assert shape.area == 5000
        for name in ("cases", "case_log", "schema_version"):
            with pytest.raises(DcmError):
                city.replace_rows(name, [])
        with pytest.raises(DcmError):
            city.rows("sqlite_master")

    def test_codes_in_use_stay(self, city):
        city.apply(new_case())
        states = city.rows("workflow_state")
        with pytest.raises(DcmError) as caught:
            city.replace_rows("workflow_state", [s for s in states if s["code"] != "reported"])
        assert caught.value.message_id == "city.in_use"
        assert len(city.rows("workflow_state")) == 3
        assert city.replace_rows("workflow_state", states) == 3

    def test_keys_are_unique_with_empty_parts(self, city):
        limit = {"clock": "accept", "limit_unit": "work_hour", "limit_value": 1}
        with pytest.raises(DcmError) as caught:
            city.replace_rows("stage_limit", [limit, limit])
        assert caught.value.message_id == "city.twice"
        assert city.replace_rows("stage_limit", [limit, {**limit, "district_code": "1"}]) == 2

    def test_the_log_is_append_only(self, city):
        city.apply(new_case())
        for statement in (
            "UPDATE case_log SET actor = 'x'",
            "DELETE FROM case_log",
        ):
            with pytest.raises(DcmError) as caught, city.transaction():
                city._run(statement)
            assert caught.value.message_id == "city.append_only"
        assert city.read(1).log[0]["actor"] == "wang"

    def test_the_mark_tells_of_changes(self, city, other):
        mark = city.change_mark()
        assert city.change_mark() == mark
        case_id, version = other.apply(new_case())
        assert city.change_mark() != mark
        mark = city.change_mark()
        city.apply(step(case_id, version, "disposing"))
        assert city.change_mark() != mark

    def test_an_edit_by_hand_is_a_change(self, city):
        case_id, version = city.apply(new_case(report_time=ago(5)))
        with city.transaction():
            city._run("UPDATE cases SET remark = 'x', updated = ? WHERE id = ?",
                      (city.time(ago(-1)), case_id))  # fmt: skip
        with pytest.raises(DcmError) as caught:
            city.apply(step(case_id, version, "disposing"))
        assert caught.value.message_id.startswith("city.conflict")
