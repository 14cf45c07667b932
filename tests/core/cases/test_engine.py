"""What actions change, who may do them, and what is said when they are refused."""

from __future__ import annotations

import datetime
from typing import Any, List, Tuple

import pytest

from dcm_plugin.core.cases.act import act
from dcm_plugin.core.cases.engine import available
from dcm_plugin.core.cases.model import Action
from dcm_plugin.core.cases.rules import Rules
from dcm_plugin.core.errors import InputError

from .fake_store import MemoryStore
from .people import START, actor, photo, report, rules

MINUTE = datetime.timedelta(minutes=1)
Step = Tuple[str, str, dict]


class Desk:
    """A case on its way: each step some minutes after the one before."""

    def __init__(self, rule: Rules, first: Step = ("patrol1", "report", {})) -> None:
        self.rules, self.store, self.now = rule, MemoryStore(), START
        login, name, data = first
        self.id, _ = act(
            self.store, rule, None, Action(name, data or report()), actor(login), self.now
        )

    def do(self, login: str, name: str, minutes: float = 5, **data: Any) -> None:
        self.now += minutes * MINUTE
        act(self.store, self.rules, self.id, Action(name, data), actor(login), self.now)

    def refused(self, login: str, name: str, **data: Any) -> InputError:
        with pytest.raises(InputError) as caught:
            self.do(login, name, **data)
        return caught.value

    def reason(self, login: str, name: str, **data: Any) -> str:
        error = self.refused(login, name, **data)
        assert error.message_id == "cases.refused", str(error)
        return str(error.params["reason"].message_id)

    @property
    def case(self) -> dict:
        return self.store.files[self.id].case

    @property
    def file(self) -> Any:
        return self.store.files[self.id]

    def offers(self, login: str) -> List[str]:
        found = available(self.rules, self.store.read(self.id), actor(login), self.now)
        return [offer.action for offer in found if offer.allowed]


def filed(rule: Rules) -> Desk:
    desk = Desk(rule)
    desk.do("acceptor", "accept")
    desk.do("filer", "file", condition_code="0101-1")
    return desk


def dispatched(rule: Rules, department: str = "D1") -> Desk:
    desk = filed(rule)
    desk.do("dispatcher", "dispatch", department=department)
    return desk


def test_main_path() -> None:
    desk = dispatched(rules())
    assert desk.case["task_no"] == "26091800001"
    assert desk.case["case_code"] == "E0101202609180001"
    assert (desk.case["state"], desk.case["clock"]) == ("disposing", "dispose")
    assert (desk.case["current_role"], desk.case["current_unit"]) == ("department", "D1")
    assert desk.case["dispose_deadline"] == desk.now + datetime.timedelta(hours=2)
    desk.do("dept1", "result", minutes=90, media=[photo("after")])
    assert (desk.case["state"], desk.case["clock"]) == ("feedback", None)
    assert desk.file.log[-1]["used_seconds"] == 90 * 60 and not desk.file.log[-1]["overdue"]
    desk.do("dispatcher", "pass_on")
    desk.do("acceptor", "send_check", patrol="patrol2")
    assert desk.case["current_operator"] == "patrol2"
    assert desk.file.tasks[0]["number"] == "26091800001-C1"
    desk.do("patrol2", "answer_check", result="fixed", media=[photo("after")])
    desk.do("filer", "close")
    assert desk.case["state"] == "closed" and not desk.case["is_open"]
    assert desk.case["current_role"] is None and desk.case["clock"] is None
    assert [row["seq"] for row in desk.file.log] == list(range(1, 10))
    assert all(row["ended"] for row in desk.file.clocks)
    assert [row["log_seq"] for row in desk.file.media] == [1, 1, 5, 8]


def test_public_reports_are_verified_before_they_are_accepted() -> None:
    desk = Desk(rules(), ("acceptor", "register", report(source_code="hotline", media=())))
    assert desk.case["report_class"] == "public"
    assert desk.reason("acceptor", "accept") == "cases.guard.verify_first"
    desk.do("acceptor", "send_verify", patrol="patrol1")
    accept, verify = desk.file.clocks
    assert accept["resumed"] is None and accept["ended"] is None
    assert verify["resumed"] is not None and desk.case["clock"] == "verify"
    assert desk.reason("patrol2", "answer_verify", result="exists", media=["a.jpg"]) == (
        "cases.guard.own_task"
    )
    desk.do("patrol1", "answer_verify", result="absent", media=["a.jpg"])
    assert desk.reason("acceptor", "accept") == "cases.guard.verify_negative"
    desk.do("acceptor", "send_verify", patrol="patrol1")
    desk.do("patrol1", "answer_verify", result="exists", media=["a.jpg"])
    desk.do("acceptor", "accept")
    assert desk.case["state"] == "pending_file"
