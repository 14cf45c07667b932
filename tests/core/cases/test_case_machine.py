"""Whatever people try with cases, no case is lost and every record stays whole."""

from __future__ import annotations

import copy
import datetime
from typing import Any, Dict, List, Optional, Sequence

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from dcm_plugin.core.cases import clock as clocks
from dcm_plugin.core.cases.act import act, resume_due
from dcm_plugin.core.cases.clock import is_void
from dcm_plugin.core.cases.engine import Offer, available
from dcm_plugin.core.cases.model import Action, CaseFile
from dcm_plugin.core.cases.workflow_checks import RUNS, clocks_of_states
from dcm_plugin.core.errors import InputError

from .fake_store import MemoryStore
from .people import OPERATORS, START, report, rules

RULES = rules({"mode": "one_two", "appeal_enabled": "1"})
ACTIONS = sorted({item.action for item in RULES.workflow.transitions})
WANTED = clocks_of_states(RULES.workflow)
LOGINS = [operator.login for operator in OPERATORS]
VALUES: Dict[str, Sequence[Any]] = {
    "source_code": ("patrol", "hotline", "leader"),
    "patrol": ("patrol1", "patrol2", "gone"),
    "department": ("D1", "D2", "C2", "E1", "F1", "S1"),
    "condition_code": ("0101-1", "0101-2", "9"),
    "opinion": ("看过",),
}
CHOICES: Dict[str, Sequence[str]] = {
    "verify_result": ("exists", "absent", "unknown"),
    "check_result": ("fixed", "not_fixed", "unknown"),
}


class Cases(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.store = MemoryStore()
        self.now = START
        self.before: Dict[int, CaseFile] = {}
        self.logs: Dict[int, List[dict]] = {}

    # --- what people do

    @rule(data=st.data(), action=st.sampled_from(["report", "register", "self_report"]))
    def report(self, data: st.DataObject, action: str) -> None:
        login = "acceptor" if action == "register" else "patrol1"
        source = data.draw(st.sampled_from(["patrol", "hotline"]))
        media = [{"path": "a.jpg", "role": "before"}, {"path": "b.jpg", "role": "after"}]
        given = report(media=media, **({"source_code": source} if action == "register" else {}))
        case_id, version = act(
            self.store, RULES, None, Action(action, given), self.who(login), self.now
        )
        assert version == 1
        self.logs[case_id] = copy.deepcopy(self.store.files[case_id].log)

    @precondition(lambda self: self.store.files)
    @rule(data=st.data())
    def do_what_is_offered(self, data: st.DataObject) -> None:
        case_id = data.draw(st.sampled_from(sorted(self.store.files)))
        file = self.store.read(case_id)
        offers = [
            (login, offer)
            for login in LOGINS
            for offer in available(RULES, file, self.who(login), self.now)
            if offer.allowed and (offer.action not in ("note", "correct", "force_close"))
        ]
        if not offers:
            return
        login, offer = data.draw(st.sampled_from(offers))
        self.attempt(case_id, login, offer.action, self.fill(data, offer))

    @precondition(lambda self: self.store.files)
    @rule(
        data=st.data(),
        login=st.sampled_from(LOGINS),
        action=st.sampled_from([*ACTIONS, "undo", "dance"]),
    )
    def do_anything(self, data: st.DataObject, login: str, action: str) -> None:
        case_id = data.draw(st.sampled_from(sorted(self.store.files)))
        given = {"opinion": "x", "patrol": "patrol1", "department": "D1", "media": ["a.jpg"]}
        given["result"] = data.draw(st.sampled_from(["exists", "fixed", "unknown", "maybe"]))
        self.attempt(case_id, login, action, given)

    @precondition(lambda self: self.store.files)
    @rule(data=st.data(), login=st.sampled_from(LOGINS))
    def undo(self, data: st.DataObject, login: str) -> None:
        case_id = data.draw(st.sampled_from(sorted(self.store.files)))
        self.attempt(case_id, login, "undo", {})

    @precondition(lambda self: self.store.files)
    @rule(data=st.data(), login=st.sampled_from(LOGINS))
    def act_on_what_was_seen_before(self, data: st.DataObject, login: str) -> None:
        """With an old version nothing is done, and the other one is named."""
        case_id = data.draw(st.sampled_from(sorted(self.store.files)))
        before = self.store.read(case_id)
        try:
            act(
                self.store,
                RULES,
                case_id,
                Action("note", {"opinion": "x"}),
                self.who(login),
                self.now,
                version=before.version - 1,
            )
        except InputError as error:
            assert error.message_id == "cases.conflict"
            assert "{" not in error.localized("zh")
        else:
            raise AssertionError("an old version was overwritten")
        assert self.store.read(case_id) == before

    @rule(minutes=st.integers(0, 3000))
    def time_goes_by(self, minutes: int) -> None:
        self.now += datetime.timedelta(minutes=minutes)

    @rule()
    def resume(self) -> None:
        for case_id in resume_due(self.store, RULES, self.now):
            self.took_place(case_id, None)

    # --- what holds

    @invariant()
    def every_record_is_whole(self) -> None:
        assert len(self.store.files) == len(self.logs)
        for file in self.store.files.values():
            check(file, self.now)

    # --- inside

    def who(self, login: str) -> Any:
        return next(o for o in OPERATORS if o.login == login).actor()

    def fill(self, data: st.DataObject, offer: Offer) -> Dict[str, Any]:
        given: Dict[str, Any] = {}
        for need in offer.needs:
            if need.key == "until":
                days = data.draw(st.integers(-1, 400))
                given["until"] = self.now + datetime.timedelta(days=days)
            elif need.key == "media":
                given["media"] = [{"path": "c.jpg", "role": "after"}]
            elif need.choices in CHOICES:
                given[need.key] = data.draw(st.sampled_from(CHOICES[need.choices]))
            elif need.key in VALUES:
                given[need.key] = data.draw(st.sampled_from(VALUES[need.key]))
        return given

    def attempt(self, case_id: int, login: str, action: str, given: Dict[str, Any]) -> None:
        before = self.store.read(case_id)
        key = f"{case_id}-{len(before.log)}-{self.store.mark}"
        call = (self.store, RULES, case_id, Action(action, given, key), self.who(login), self.now)
        try:
            result = act(*call)
        except InputError as error:
            for lang in ("en", "zh"):
                text = error.localized(lang)
                assert text and "{" not in text and error.message_id.startswith("cases."), text
            assert self.store.read(case_id) == before
            return
        assert result == (case_id, before.version + 1)
        # the same action sent again is done once
        assert act(*call) == result
        self.took_place(case_id, before)

    def took_place(self, case_id: int, before: Optional[CaseFile]) -> None:
        file = self.store.files[case_id]
        old = self.logs[case_id]
        assert file.log[: len(old)] == old and len(file.log) == len(old) + 1
        self.logs[case_id] = copy.deepcopy(file.log)
        if file.log[-1]["action"] == "undo":
            restored = self.before[case_id]
            same = {k: v for k, v in file.case.items() if k not in ("version", "updated")}
            assert same == {k: v for k, v in restored.case.items() if k in same}
            kept = [row for row in file.clocks if not is_void(row)]
            assert kept == [row for row in restored.clocks if not is_void(row)]
        if before is not None:
            self.before[case_id] = before


def check(file: CaseFile, now: datetime.datetime) -> None:
    case = file.case
    state = RULES.workflow.states[case["state"]]
    assert case["is_open"] == (not state.terminal) and case["stage"] == state.stage
    assert case["version"] == len(file.log)
    assert [row["seq"] for row in file.log] == list(range(1, len(file.log) + 1))
    times = [row["time"] for row in file.log]
    assert times == sorted(times) and case["updated"] == times[-1]
    assert [row["from_state"] for row in file.log[1:]] == [row["to_state"] for row in file.log[:-1]]
    assert file.log[-1]["to_state"] == case["state"]
    open_clocks = [row for row in file.clocks if row["ended"] is None]
    found = {(r["clock"], RUNS if r["resumed"] is not None else "stands") for r in open_clocks}
    assert len(found) == len(open_clocks) and found == WANTED[case["state"]]
    rounds = [(row["clock"], row["round"]) for row in file.clocks]
    assert len(set(rounds)) == len(rounds)
    total = sum(clocks.used(RULES.calendar, row, now) for row in file.clocks)
    assert total >= 0 and all(row["used_seconds"] >= 0 for row in file.clocks)
    assert (case["pending_request"] is not None) == any(not r["decision"] for r in file.requests)
    assert sum(1 for row in file.tasks if not row["done"]) == (
        case["state"] in ("verifying", "checking")
    )
    assert case["extension_count"] <= 2 and case["hang_count"] <= 1
    assert bool(case["case_code"]) >= bool(case["file_time"])
    assert (case["hung_until"] is not None) == (case["state"] == "hung")


Cases.TestCase.settings = settings(
    max_examples=40,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestCases = Cases.TestCase
