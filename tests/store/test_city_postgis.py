"""The city database in PostGIS."""

from __future__ import annotations

import pytest

from dcm_plugin.core.errors import DcmError
from dcm_plugin.store.city import create, open_city
from tests.store.city_contract import CityContract
from tests.store.city_sample import REFERENCE, new_case, seed, step


@pytest.fixture(scope="module")
def uri(server):
    made = server + " schema=city_test"
    create(made, REFERENCE, seed)
    return made


@pytest.fixture
def city(uri):
    with open_city(uri) as made:
        made._run("ALTER TABLE case_log DISABLE TRIGGER case_log_no_truncate")
        made._run(
            "TRUNCATE cases, case_log, case_clock, case_task, case_request, case_supervise, "
            "case_media, stage_limit, calendar_day RESTART IDENTITY"
        )
        made._run("ALTER TABLE case_log ENABLE TRIGGER case_log_no_truncate")
        yield made


@pytest.fixture
def other(uri):
    with open_city(uri) as made:
        yield made


class TestPostgis(CityContract):
    """The contract."""


def test_nothing_is_overwritten_unasked(uri):
    with pytest.raises(DcmError) as caught:
        create(uri, REFERENCE, seed)
    assert caught.value.message_id == "city.exists"


def test_a_creation_that_fails_leaves_nothing(server):
    def broken(city):
        city.replace_rows("operator", [{"login": "a", "name": "b", "unit_code": "nowhere"}])

    for _ in range(2):
        with pytest.raises(DcmError) as caught:
            create(server + " schema=city_broken", REFERENCE, broken)
        assert caught.value.message_id == "city.in_use"
    with pytest.raises(DcmError) as caught:
        open_city(server + " schema=city_broken")
    assert caught.value.message_id == "city.not_city"


def test_changes_are_told(city, other):
    assert city.listen() > 0
    assert city.poll() == set()
    case_id, version = other.apply(new_case())
    assert city.poll(5) == {case_id}
    other.apply(step(case_id, version, "disposing"))
    assert city.poll(5) == {case_id}
    with other.transaction():
        other._run("UPDATE cases SET remark = 'x'")
    assert city.poll(5) == {case_id}
    assert city.poll() == set()


def test_no_server(tmp_path):
    with pytest.raises(DcmError) as caught:
        open_city(f"host={tmp_path} user=a password=s3cret dbname=b")
    assert caught.value.message_id == "city.gone"
    assert "s3cret" not in str(caught.value)
