"""Open311: what is written is valid and is read back; what others write is understood."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dcm_plugin.core.classes.loader import load_catalogue
from dcm_plugin.core.errors import InputError
from dcm_plugin.core.exchange import open311
from dcm_plugin.core.exchange.open311 import ServiceRequest, bulk, requests
from dcm_plugin.core.exchange.open311.mapping import CaseNames, services_of, to_request
from dcm_plugin.core.exchange.open311.model import NO_OBJECT
from dcm_plugin.core.exchange.tables import FOLDER
from dcm_plugin.core.exchange.times import UTC

CHINA = datetime.timedelta(hours=8)
TIME = datetime.datetime(2026, 9, 18, 9, 0, tzinfo=UTC)

TEXT = (
    st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=60)
    .map(str.strip)
    .filter(bool)
)
FORMULAS = st.sampled_from(["=1+1", "'=1", "''@x", "-5", '"a,b"\r\n"c"', "'", "+86 21"])
WORDS = st.none() | TEXT | FORMULAS
TIMES = st.datetimes(
    datetime.datetime(1990, 1, 1), datetime.datetime(2100, 1, 1), timezones=st.just(UTC)
).map(lambda t: t.replace(microsecond=0))
PLACES = st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)).filter(lambda p: any(p))


@st.composite
def made_requests(draw):
    lat, long = draw(PLACES) or (None, None)
    status = draw(st.sampled_from(["open", "closed"]))
    kinds = ["Closed"] if status == "closed" else ["Open", "Processing", "Hold"]
    words = {
        name: draw(WORDS)
        for name in (
            "status_notes", "service_name", "service_subtype", "description", "agency",
            "service_notice", "address", "address_id", "zipcode", "source",
        )
    }  # fmt: skip
    return ServiceRequest(
        id=draw(TEXT),
        status=status,
        bulk_status=draw(st.none() | st.sampled_from(kinds)),
        service_code=draw(TEXT),
        requested=draw(TIMES),
        updated=draw(st.none() | TIMES),
        closed=draw(st.none() | TIMES) if status == "closed" else None,
        expected=draw(st.none() | TIMES),
        lat=lat,
        long=long,
        media_url=draw(st.none() | st.just("https://example.org/1.jpg")),
        **words,
    )


def schema(name: str):
    loaded = json.loads((FOLDER / "open311" / name).read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(loaded)
    return jsonschema.Draft7Validator(loaded, format_checker=jsonschema.FormatChecker())


@given(st.lists(made_requests(), max_size=4), st.sampled_from([-5, 0, 8]))
def test_json_is_valid_and_read_back(listed, hours):
    offset = datetime.timedelta(hours=hours)
    written = [open311.request_json(request, offset) for request in listed]
    schema("requests.json").validate(written)
    read = open311.read_requests(json.dumps(written, ensure_ascii=False), CHINA)
    assert read == [requests.carried(request) for request in listed]


@given(st.lists(made_requests(), max_size=4), st.sampled_from([-5, 0, 8]))
def test_bulk_is_read_back(listed, hours):
    offset = datetime.timedelta(hours=hours)
    text = "".join(open311.write_bulk_rows(listed, offset))
    assert text.splitlines()[0] == ",".join(open311.BULK_COLUMNS)
    assert open311.read_bulk(text, CHINA) == [bulk.carried(request) for request in listed]


def test_the_schema_and_the_fields_are_one_table():
    loaded = schema("requests.json").schema["definitions"]["request"]
    assert set(loaded["properties"]) == set(requests.FIELDS)
    assert loaded["required"] == [
        "service_request_id", "status", "service_code", "requested_datetime",
    ]  # fmt: skip


@pytest.mark.parametrize("version", ["gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007"])
def test_services_are_valid(version):
    catalogue = load_catalogue(version)
    listed = services_of(catalogue, "zh")
    written = open311.services_json(listed)
    schema("services.json").validate(written)
    assert len({service.code for service in listed}) == len(listed) == len(catalogue.classes)
    assert requests.read_services(json.dumps(written)) == listed


@pytest.mark.parametrize("name", ["requests.json", "services.json"])
def test_the_schema_refuses_what_is_wrong(name):
    assert not schema(name).is_valid([{}])
    assert not schema(name).is_valid({"a": 1})
    good = open311.request_json(ServiceRequest(id="1", service_code="E1", requested=TIME), CHINA)
    for field, wrong in (
        ("status", "Open"), ("lat", "31.2"), ("long", 181), ("requested_datetime", None),
        ("requested_datetime", "2026-09-18 17:00"), ("service_request_id", 5),
        ("media_url", 7), ("expected_datetime", "soon"),
    ):  # fmt: skip
        assert not schema("requests.json").is_valid([{**good, field: wrong}]), field


def test_what_is_missing_is_not_written():
    for missing in ("id", "service_code", "requested"):
        values = {"id": "1", "service_code": "E1", "requested": TIME, missing: None}
        with pytest.raises(InputError, match="no requ|no service|Open311"):
            open311.request_json(ServiceRequest(**values), CHINA)


def test_what_endpoints_really_write():
    text = json.dumps(
        [
            {
                "service_request_id": 638344,
                "status": "OPEN ",
                "service_code": 12.0,
                "service_name": " Pothole ",
                "description": "",
                "requested_datetime": "2026-09-18 17:00:00",
                "updated_datetime": None,
                "lat": "31.2304",
                "lng": "121.4737",
                "zipcode": 200001,
                "extended_attributes": {"x": "1"},
            },
            {"service_request_id": "2", "status": "fixed - council", "lat": 0, "long": 0},
            {"service_request_id": "3", "status": "Wondering", "lat": "north", "long": 5},
            {"service_request_id": "4", "requested_datetime": "9/18/2026 17:00"},
            {"service_request_id": "5", "status": "investigating", "lat": 95, "long": 5},
        ]
    )
    first, second, third, fourth, fifth = open311.read_requests(text, CHINA)
    assert (first.id, first.status, first.service_code) == ("638344", "open", "12")
    assert (first.requested, first.lat, first.long) == (TIME, 31.2304, 121.4737)
    assert (first.service_name, first.description, first.zipcode) == ("Pothole", None, "200001")
    assert first.problems == ()
    assert (second.status, second.lat, second.requested) == ("closed", None, None)
    assert third.status == "open"
    assert set(third.problems) == {
        "case_exchange.problem.status", "case_exchange.problem.coordinates",
    }  # fmt: skip
    assert fourth.problems == ("case_exchange.problem.time_order",)
    assert (fifth.status, fifth.lat) == ("open", None)


@pytest.mark.parametrize(
    "text, error",
    [
        ("{", "no_json"), ('"x"', "no_requests"), ('[{"a": 1}]', "no_requests"),
        ("7", "no_requests"), ('{"a": 1}', "no_requests"),
    ],
)  # fmt: skip
def test_other_json_is_refused(text, error):
    with pytest.raises(InputError) as caught:
        open311.read_requests(text, CHINA, name="x.json")
    assert caught.value.message_id == "case_exchange." + error


def test_a_list_inside_an_object():
    row = {"service_request_id": "1", "service_code": "E1"}
    for data in ({"service_requests": [row]}, {"request": row}, row, [row]):
        assert [r.id for r in open311.read_requests(json.dumps(data), CHINA)] == ["1"]
    assert open311.read_requests("[]", CHINA) == []


def test_bulk_of_others():
    text = (
        "﻿Service_Request_ID,Requested_Datetime,closed_date,status_description,service_name,lat,"
        "long,extra\r\n"
        '7,09/18/2026 05:00:00 PM,,In Progress,"Graffiti, wall",31.2,121.4,x\r\n'
        ",,,,,,,\r\n"
        "8,2026-09-18T09:00:00Z,2026-09-19T09:00:00Z,,Pothole,,,\r\n"
    )
    first, second = open311.read_bulk(text, CHINA, "mdy")
    assert (first.id, first.requested, first.bulk_status) == ("7", TIME, "Processing")
    assert (first.status, first.service_name, first.lat) == ("open", "Graffiti, wall", 31.2)
    assert (second.status, second.closed) == ("closed", TIME + datetime.timedelta(days=1))
    with pytest.raises(InputError) as caught:
        open311.read_bulk("工单编号,来电时间\r\n1,2\r\n", CHINA, name="t.csv")
    assert "工单编号" in str(caught.value)


def names(**more):
    states = {
        "draft": (None, None, "草稿"),
        "disposing": ("open", "Processing", "处置中"),
        "closed": ("closed", "Closed", "结案"),
    }
    return CaseNames(load_catalogue("gbt47678_5_2026"), "zh", states, **more)


def test_a_case_as_request():
    case = {
        "id": 3, "task_no": "26091800001", "state": "disposing", "case_kind": "event",
        "class_code": load_catalogue("gbt47678_5_2026").of_kind("event")[0].code,
        "description": "占道经营", "department": "D1", "report_time": TIME, "updated": TIME,
        "close_time": None, "cancel_time": None, "dispose_deadline": TIME, "address": "人民路1号",
        "source_code": "hotline", "is_similar": True, "similar_to": 2,
    }  # fmt: skip
    found = to_request(
        case, names(departments={"D1": "城管局"}, numbers={2: "26091700009"}), (1, 2)
    )
    assert found.service_code == "E" + case["class_code"]
    assert (found.agency, found.long, found.lat) == ("城管局", 1, 2)
    assert "26091700009" in found.status_notes
    assert (found.bulk_status, found.closed) == ("Processing", None)
    later = TIME + datetime.timedelta(days=1)
    shut = to_request({**case, "state": "closed", "close_time": later}, names(), None)
    assert (shut.status, shut.closed, shut.updated) == ("closed", later, later)
    assert to_request({**case, "state": "draft"}, names(), None) is None


def test_the_data_files_are_in_the_plugin():
    assert sorted(p.name for p in Path(FOLDER, "open311").glob("*.json")) == [
        "requests.json", "services.json",
    ]  # fmt: skip


def test_items_that_are_no_objects_are_kept_apart():
    data = [None, {"service_request_id": "1", "status": "open"}, "挖断水管", 7, ["x"]]
    read = open311.read_requests(json.dumps(data), CHINA)
    assert [NO_OBJECT in request.problems for request in read] == [True, False, True, True, True]
    assert [request.description for request in read] == [None, None, "挖断水管", "7", None]
    assert read[1].id == "1"
    with pytest.raises(InputError) as raised:
        open311.read_requests(json.dumps([1, "x"]), CHINA, name="x.json")
    assert raised.value.message_id == "case_exchange.no_requests"
