"""Roles are enforced by the server: users who try by plain SQL what their role may not."""

from __future__ import annotations

import pytest

from dcm_plugin.core.cases.model import Change, RowChange, utc_now
from dcm_plugin.core.errors import DcmError
from dcm_plugin.store.city import create, open_city
from dcm_plugin.store.city.grants import PERSONAL, grant
from tests.store.city_sample import REFERENCE, new_case, seed

SPACE = "city_grants"
USERS = {
    "u_acceptor": ("acceptor", None),
    "u_dispatcher": ("dispatcher", "C1"),
    "u_dept1": ("department", "D1"),
    "u_dept2": ("department", "D2"),
    "u_leader": ("leader", None),
    "u_viewer": ("evaluator", None),
}


def roles(city):
    seed(city)
    city.replace_rows(
        "operator", [{"login": k, "name": k, "unit_code": unit} for k, (_, unit) in USERS.items()]
    )
    city.replace_rows(
        "operator_role", [{"login": k, "role": role} for k, (role, _) in USERS.items()]
    )
    steps = [
        ("new", None, "report", "acceptor", "reported"),
        ("dispatch", "reported", "dispatch", "dispatcher", "disposing"),
        ("ask", "disposing", "ask", "department", "disposing"),
        ("close", "disposing", "close", "dispatcher|leader", "closed"),
    ]
    city.replace_rows(
        "workflow_transition",
        [
            {"code": c, "from_state": f, "action": a, "roles": r, "to_state": t, "name_zh": c,
             "name_en": c}
            for c, f, a, r, t in steps
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def base(server):
    import psycopg2

    create(f"{server} schema={SPACE}", REFERENCE, roles)
    connection = psycopg2.connect(server)
    connection.autocommit = True
    for user in USERS:
        connection.cursor().execute(f"CREATE ROLE {user} LOGIN")
    connection.close()
    done = grant(f"{server} schema={SPACE}")
    assert done.members["dcm_department"] == ["u_dept1", "u_dept2"]
    assert grant(f"{server} schema={SPACE}").made == []
    return server


@pytest.fixture
def login(base):
    made = []

    def connect(user):
        uri = base.replace("user=postgres", f"user={user}") + f" schema={SPACE}"
        made.append(open_city(uri, actor=user))
        return made[-1]

    yield connect
    for city in made:
        city.close()


def act(case_id, version, transition, before, after, user, role, **case):
    log = {"action": transition, "transition": transition, "from_state": before,
           "to_state": after, "actor": user, "role": role, "time": utc_now()}  # fmt: skip
    return Change(case_id, version, {"state": after, **case}, log)


@pytest.fixture
def case_id(login):
    city = login("u_acceptor")
    change = new_case(caller_phone="13800000000")
    change.log = act(None, 0, "new", None, "reported", "u_acceptor", "acceptor").log
    made, _ = city.apply(change)
    login("u_dispatcher").apply(
        act(made, 1, "dispatch", "reported", "disposing", "u_dispatcher", "dispatcher",
            department="D1", current_unit="D1")
    )  # fmt: skip
    return made


def refused(city, *statements):
    with pytest.raises(DcmError) as caught, city.transaction():
        for statement, params in statements:
            city._run(statement, params)
    return caught.value.message_id


def test_a_department_cannot_close_by_plain_sql(login, case_id):
    city = login("u_dept1")
    closing = ("UPDATE cases SET state = 'closed' WHERE id = ?", (case_id,))
    assert refused(city, closing) == "city.not_allowed"
    log = (
        "INSERT INTO case_log (case_id, seq, action, transition, from_state, to_state, actor, "
        "role, time) VALUES (?, 3, 'close', 'close', 'disposing', 'closed', ?, ?, now())"
    )
    # with a log row of its own role, in a role that it does not hold, in the name of another
    for actor, role in (("u_dept1", "department"), ("u_dept1", "leader"), ("u_leader", "leader")):
        assert refused(city, closing, (log, (case_id, actor, role))) == "city.not_allowed"
    # nor may it move the deadline, or write a step without a change
    for statement in ("UPDATE cases SET clock_deadline = now() WHERE id = ?",
                      "UPDATE cases SET department = 'D2' WHERE id = ?"):  # fmt: skip
        assert refused(city, (statement, (case_id,))) == "city.not_allowed"
    ask = log.replace("'close', 'close', 'disposing', 'closed'", "'ask', 'ask', 'disposing', "
                      "'disposing'")  # fmt: skip
    assert refused(city, (ask, (case_id, "u_dept1", "department"))) == "city.not_allowed"
    for statement in ("DELETE FROM cases WHERE id = ?", "DELETE FROM case_log WHERE case_id = ?",
                      "UPDATE case_log SET actor = 'x' WHERE case_id = ?"):  # fmt: skip
        assert refused(city, (statement, (case_id,))) == "city.denied"
    assert refused(city, ("UPDATE operator_role SET role = 'leader'", ())) == "city.denied"
    assert refused(city, ("UPDATE workflow_transition SET roles = 'department'", ())) == (
        "city.denied"
    )
    file = city.read(case_id)
    assert file.case["state"] == "disposing" and len(file.log) == 2


def test_allowed_actions_pass(login, case_id):
    ask = act(case_id, 2, "ask", "disposing", "disposing", "u_dept1", "department")
    ask.rows = [RowChange("case_request", {"kind": "extension", "applicant": "u_dept1",
                                           "reason": "雨", "asked": utc_now()})]  # fmt: skip
    assert login("u_dept1").apply(ask) == (case_id, 3)
    close = act(case_id, 3, "close", "disposing", "closed", "u_leader", "leader")
    assert login("u_leader").apply(close) == (case_id, 4)


def test_a_department_acts_on_its_own_cases(login, case_id):
    ask = act(case_id, 2, "ask", "disposing", "disposing", "u_dept2", "department")
    with pytest.raises(DcmError) as caught:
        login("u_dept2").apply(ask)
    assert caught.value.message_id == "city.not_allowed"


def test_a_clock_does_not_change_alone(login, case_id):
    statement = "INSERT INTO case_clock (case_id, clock, started) VALUES (?, 'dispose', now())"
    assert refused(login("u_dept1"), (statement, (case_id,))) == "city.not_allowed"


def test_viewers_only_look_and_see_no_personal_data(login, case_id):
    city = login("u_viewer")
    assert set(PERSONAL) <= city.hidden
    file = city.read(case_id)
    assert file.case["caller_phone"] is None and file.case["address"] == "人民路1号"
    assert refused(city, ("UPDATE cases SET remark = 'x'", ())) == "city.denied"
    with pytest.raises(DcmError) as caught:
        city._query("SELECT caller_phone FROM cases")
    assert caught.value.message_id == "city.denied"
    assert city._query("SELECT count(*) FROM case_public")[0][0] > 0
    with pytest.raises(DcmError):
        city._query("SELECT phone FROM operator")
    assert login("u_acceptor").read(case_id).case["caller_phone"] == "13800000000"


def test_nobody_works_under_another_name(base):
    uri = base.replace("user=postgres", "user=u_dept1") + f" schema={SPACE}"
    with pytest.raises(DcmError) as caught:
        open_city(uri, actor="u_leader")
    assert caught.value.message_id == "city.other_user"
