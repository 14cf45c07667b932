"""What actions change, who may do them, and what is said when they are refused."""

from __future__ import annotations

import copy
import datetime
from typing import Any, List, Tuple

import pytest

from dcm_plugin.core.cases.act import act, resume_due
from dcm_plugin.core.cases.engine import available, decide
from dcm_plugin.core.cases.model import Action
from dcm_plugin.core.cases.rules import Rules
from dcm_plugin.core.cases.workflow import Transition, Workflow, default_workflow
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


def test_a_request_waits_while_the_clock_runs() -> None:
    desk = dispatched(rules())
    deadline = desk.case["dispose_deadline"]
    desk.do("dept1", "ask_extension", opinion="缺配件")
    assert desk.case["pending_request"] == "extension"
    assert desk.case["dispose_deadline"] == deadline
    assert desk.reason("dept1", "ask_hang", until=desk.now + 99 * MINUTE, opinion="x") == (
        "cases.guard.no_request_waits"
    )
    desk.do("dispatcher", "approve_extension")
    assert desk.case["dispose_deadline"] == deadline + datetime.timedelta(hours=2)
    assert desk.file.requests[0]["new_deadline"] == desk.case["dispose_deadline"]
    desk.do("dept1", "ask_extension", opinion="再延")
    desk.do("dispatcher", "refuse_extension", opinion="不同意")
    # a refusal does not count
    desk.do("dept1", "ask_extension", opinion="再延")
    desk.do("dispatcher", "approve_extension")
    assert desk.reason("dept1", "ask_extension", opinion="三延") == "cases.guard.extension_left"
    # the next round starts with the limit as it was
    desk.do("dept1", "result", media=[photo("after")])
    desk.do("dispatcher", "rework", opinion="未修好")
    assert desk.case["dispose_deadline"] == desk.now + datetime.timedelta(hours=2)
    assert desk.case["rework_count"] == 1 and desk.case["disposal_round"] == 2


def test_extensions_are_asked_for_in_time() -> None:
    desk = dispatched(rules())
    desk.now += 121 * MINUTE
    assert desk.reason("dept1", "ask_extension", opinion="晚了") == "cases.guard.before_overdue"


def test_a_deferred_case_stands_and_goes_on_by_itself() -> None:
    desk = dispatched(rules())
    until = desk.now + datetime.timedelta(days=30)
    desk.do("dept1", "ask_hang", minutes=30, until=until, opinion="待雨季过后")
    desk.do("dispatcher", "approve_hang", minutes=10)
    assert (desk.case["state"], desk.case["dispose_deadline"]) == ("hung", None)
    assert resume_due(desk.store, desk.rules, until - MINUTE) == []
    late = until + datetime.timedelta(days=2)
    assert resume_due(desk.store, desk.rules, late) == [desk.id]
    # 40 of 120 minutes were used; the clock went on at the date, not when somebody looked
    assert desk.case["dispose_deadline"] == until + 80 * MINUTE
    assert desk.file.log[-1]["actor"] == "system"
    assert desk.file.log[-1]["time"] == until
    desk.now = late
    assert desk.reason("dept1", "ask_hang", until=late + 9 * MINUTE, opinion="x") == (
        "cases.guard.hang_left"
    )


def test_who_resumes_late_by_hand_gives_no_more_time() -> None:
    for by_itself, minutes in (("1", 0), ("0", 3000)):
        desk = dispatched(rules({"hang_auto_resume": by_itself}))
        until = desk.now + datetime.timedelta(days=30)
        desk.do("dept1", "ask_hang", minutes=30, until=until, opinion="待雨季过后")
        desk.do("dispatcher", "approve_hang", minutes=10)
        desk.now = until
        desk.do("dispatcher", "resume", minutes=3000)
        assert desk.case["dispose_deadline"] == until + (80 + minutes) * MINUTE


def test_what_is_closed_is_deferred_no_more() -> None:
    desk = dispatched(rules())
    until = desk.now + datetime.timedelta(days=30)
    desk.do("dept1", "ask_hang", until=until, opinion="待雨季过后")
    desk.do("dispatcher", "approve_hang")
    desk.do("leader", "force_close", opinion="道路已拆除")
    assert (desk.case["state"], desk.case["hung_until"]) == ("forced_closed", None)


def test_long_deferrals_are_decided_by_a_leader() -> None:
    desk = dispatched(rules())
    far = desk.now + datetime.timedelta(days=400)
    assert desk.reason("dept1", "ask_hang", until=far, opinion="x") == "cases.guard.until_far"
    desk.do("dept1", "ask_hang", until=desk.now + datetime.timedelta(days=90), opinion="x")
    assert desk.reason("dispatcher", "approve_hang") == "cases.guard.hang_decider"
    desk.do("leader", "approve_hang")
    assert desk.case["state"] == "hung"


def test_a_returned_case_goes_to_another_department() -> None:
    desk = dispatched(rules())
    desk.do("dept1", "ask_return", opinion="非本部门职责")
    assert desk.reason("dept2", "result", media=[photo("after")]) == "cases.guard.own_unit"
    desk.do("dispatcher", "approve_return")
    assert desk.case["state"] == "pending_dispatch" and desk.case["return_count"] == 1
    assert desk.reason("dispatcher", "dispatch", department="D1") == "cases.guard.returned"
    desk.do("dispatcher", "dispatch", department="D2")
    assert desk.case["rework_count"] == 0


def test_rework_counts_when_the_same_department_gets_the_case_again() -> None:
    for department, count in (("D1", 1), ("D2", 0)):
        desk = dispatched(rules())
        desk.do("dept1", "result", media=[photo("after")])
        desk.do("dispatcher", "pass_on")
        desk.do("acceptor", "send_check", patrol="patrol1")
        desk.do("patrol1", "answer_check", result="not_fixed", media=["a.jpg"])
        desk.do("dispatcher", "dispatch", department=department)
        assert desk.case["rework_count"] == count


def checked_in_vain(desk: Desk, department: str = "dept1") -> None:
    desk.do(department, "result", media=[photo("after")])
    desk.do("dispatcher", "pass_on")
    desk.do("acceptor", "send_check", patrol="patrol1")
    desk.do("patrol1", "answer_check", result="not_fixed", media=["a.jpg"])


def test_rework_counts_although_another_department_was_dispatched_and_taken_back() -> None:
    desk = dispatched(rules())
    checked_in_vain(desk)
    desk.do("dispatcher", "dispatch", department="D2")
    desk.do("dispatcher", "undo", minutes=1)
    desk.do("dispatcher", "dispatch", department="D1")
    assert desk.case["rework_count"] == 1


def test_rework_counts_when_the_next_level_had_the_case() -> None:
    desk = filed(rules({"mode": "one_two"}))
    desk.do("dispatcher", "dispatch", department="C2")
    desk.do("dispatcher2", "assign", department="E1")
    desk.do("dept_e1", "result", media=[photo("after")])
    desk.do("dispatcher2", "rework", opinion="未清理干净")
    assert desk.case["rework_count"] == 1
    desk.do("dept_e1", "result", media=[photo("after")])
    desk.do("dispatcher2", "pass_on")
    desk.do("acceptor", "send_check", patrol="patrol1")
    desk.do("patrol1", "answer_check", result="not_fixed", media=["a.jpg"])
    desk.do("dispatcher", "dispatch", department="C2")
    assert (desk.case["rework_count"], desk.case["disposal_round"]) == (2, 3)


def test_who_got_a_case_back_does_not_jump_ahead() -> None:
    """Also where a city wrote a way into its table that leads past."""
    more = Transition(
        "jump", "pending_dispatch", "pass_on", ("dispatcher",), "pending_close", sort=1
    )
    table = default_workflow()
    bent = Workflow(table.states, (*table.transitions, more), table.actions)
    desk = dispatched(rules(workflow=bent))
    desk.do("dept1", "ask_return", opinion="x")
    desk.do("dispatcher", "approve_return")
    assert desk.reason("dispatcher", "pass_on") == "cases.guard.jump"


def test_two_levels_of_command() -> None:
    rule = rules({"mode": "one_two"})
    desk = filed(rule)
    assert desk.case["current_unit"] == "C1"
    assert desk.reason("dispatcher2", "dispatch", department="E1") == "cases.guard.level"
    assert desk.reason("dispatcher3", "dispatch", department="E1") == "cases.guard.jurisdiction"
    desk.do("dispatcher", "dispatch", department="C2")
    assert (desk.case["current_role"], desk.case["current_unit"]) == ("dispatcher", "C2")
    deadline = desk.case["dispose_deadline"]
    assert desk.reason("dispatcher2", "assign", department="D1") == "cases.guard.department_below"
    desk.do("dispatcher2", "assign", department="E1")
    desk.do("dept_e1", "assign", department="F1")
    chain = [desk.case[c] for c in ("department", "department_2", "department_3")]
    assert chain == ["C2", "E1", "F1"]
    assert [row["level"] for row in desk.file.log if row["level"]] == [1, 2, 3]
    assert desk.case["dispose_deadline"] == deadline and desk.case["clock"] == "dispose"
    assert desk.reason("dept_f1", "assign", department="F1") == "cases.guard.assign_level"
    # a return goes to the level above
    desk.do("dept_f1", "ask_return", opinion="不属本公司")
    desk.do("dept_e1", "approve_return")
    assert desk.case["department_3"] is None and desk.case["state"] == "disposing"
    desk.do("dept_e1", "result", media=[photo("after")])
    assert desk.case["current_unit"] == "C2"
    desk.do("dispatcher2", "pass_on")
    assert desk.case["current_unit"] == "S1"


def test_who_may_not_decide_is_told_who_may() -> None:
    desk = dispatched(rules())
    desk.do("dept1", "ask_return", opinion="非本部门职责")
    error = desk.refused("dept1", "approve_return")
    assert error.message_id == "cases.role"
    assert "派遣员" in error.localized("zh") and "专业部门" not in error.localized("zh")


def test_district_centres_need_two_levels_of_command() -> None:
    desk = filed(rules())
    assert desk.reason("dispatcher", "dispatch", department="C2") == "cases.guard.command_levels"


def test_two_levels_of_supervision_close_their_own_cases() -> None:
    desk = Desk(rules({"mode": "two_two"}))
    assert desk.case["supervise_unit"] == "S2"
    desk.do("acceptor2", "accept")
    desk.do("filer2", "file", condition_code="0101-1")
    assert desk.case["current_unit"] == "C2"
    desk.do("dispatcher2", "dispatch", department="E1")
    desk.do("dept_e1", "result", media=[photo("after")])
    desk.do("dispatcher2", "pass_on")
    desk.do("acceptor2", "send_check", patrol="patrol1")
    desk.do("patrol1", "answer_check", result="fixed", media=["a.jpg"])
    assert desk.reason("filer", "close") == "cases.guard.closing_right"
    desk.do("filer2", "close")
    assert desk.case["state"] == "closed"


def test_undo_takes_back_a_step_of_routing() -> None:
    desk = filed(rules())
    before = copy.deepcopy(desk.case)
    desk.do("dispatcher", "dispatch", department="D1")
    assert "undo" in desk.offers("dispatcher") and "undo" not in desk.offers("filer")
    assert desk.reason("dept1", "undo") == "cases.guard.undo_other"
    desk.do("dispatcher", "undo", minutes=1)
    assert {k: v for k, v in desk.case.items() if v != before[k]}.keys() == {"version", "updated"}
    assert [row["undoes"] for row in desk.file.log[-2:]] == [None, desk.file.log[-2]["seq"]]
    # dispatched anew it is the first round with the whole time
    desk.do("dispatcher", "dispatch", department="D2")
    assert desk.case["dispose_deadline"] == desk.now + datetime.timedelta(hours=2)
    assert desk.case["bundle_deadline"] == desk.case["dispose_deadline"]
    assert [row["round"] for row in desk.file.clocks if row["clock"] == "dispose"] == [1]
    desk.do("dept2", "receive")
    assert desk.reason("dispatcher", "undo") == "cases.guard.undo_other"


def test_a_request_that_lapsed_waits_again_when_the_step_is_undone() -> None:
    desk = filed(rules())
    desk.do("dispatcher", "ask_cancel", opinion="重复")
    desk.do("dispatcher", "dispatch", department="D1")
    assert desk.file.requests[0]["decision"] == "refused"
    desk.do("dispatcher", "undo", minutes=1)
    assert (desk.case["pending_request"], desk.file.requests[0]["decision"]) == ("cancel", None)
    desk.do("filer", "approve_cancel")
    assert desk.case["state"] == "cancelled"


def test_what_is_not_undone() -> None:
    desk = filed(rules())
    assert desk.reason("filer", "undo") == "cases.guard.undo_not"
    desk.do("dispatcher", "dispatch", department="D1")
    desk.now += 11 * MINUTE
    assert desk.reason("dispatcher", "undo") == "cases.guard.undo_late"


def test_time_does_not_run_backwards() -> None:
    desk = Desk(rules())
    desk.now -= MINUTE + 5 * MINUTE
    desk.do("acceptor", "accept")
    assert desk.file.log[1]["time"] == desk.file.log[0]["time"]
    assert '"clock_behind": 60' in desk.file.log[1]["data"]
    desk.now -= 10 * MINUTE
    error = desk.refused("filer", "file", condition_code="0101-1")
    assert error.message_id == "cases.time_backwards" and "2026-09-18" in str(error)


def test_refusals_say_case_action_and_reason() -> None:
    desk = Desk(rules())
    error = desk.refused("filer", "close")
    assert error.message_id == "cases.not_in_state"
    assert desk.case["task_no"] in error.localized("zh") and "结案" in error.localized("zh")
    error = desk.refused("dept1", "accept")
    assert error.message_id == "cases.role" and "受理员" in error.localized("zh")
    desk.do("acceptor", "accept")
    error = desk.refused("filer", "file", condition_code="7")
    assert "0101-1" in error.localized("zh") and "立案" in error.localized("zh")
    error = desk.refused("filer", "refuse_file")
    assert error.message_id == "cases.need" and "意见" in error.localized("zh")


def test_a_result_that_leads_nowhere_is_told_with_the_ones_that_do() -> None:
    desk = dispatched(rules())
    desk.do("dept1", "result", media=[photo("after")])
    desk.do("dispatcher", "pass_on")
    desk.do("acceptor", "send_check", patrol="patrol1")
    error = desk.refused("patrol1", "answer_check", result="ok", media=["a.jpg"])
    for language, words in (("zh", ("已处置 (fixed)", "未处置 (not_fixed)")), ("en", ("Fixed",))):
        assert all(word in error.localized(language) for word in words)


def test_photos_are_a_setting() -> None:
    with pytest.raises(InputError) as caught:
        Desk(rules(), ("patrol1", "report", report(media=())))
    assert caught.value.message_id == "cases.need_media"
    desk = Desk(rules({"photos_required": ""}), ("patrol1", "report", report(media=())))
    assert desk.case["state"] == "reported"
    only_after = report(media=[photo("after")])
    with pytest.raises(InputError) as caught:
        Desk(rules(), ("patrol1", "self_report", only_after))
    assert caught.value.message_id == "cases.need_media" and "处置前" in caught.value.localized(
        "zh"
    )


def test_self_handled_cases_are_reviewed() -> None:
    data = report(media=[photo("before"), photo("after")])
    desk = Desk(rules(), ("patrol1", "self_report", data))
    assert desk.case["state"] == "self_review" and desk.case["source_code"] == "patrol_self"
    assert desk.case["self_handled"]
    desk.do("filer", "accept_self")
    assert desk.case["state"] == "closed" and desk.case["case_code"].startswith("E0101")


def test_urging_wants_an_answer_and_stops_no_clock() -> None:
    desk = dispatched(rules())
    deadline = desk.case["dispose_deadline"]
    assert "answer_urge" not in desk.offers("dept1")
    desk.do("leader", "urge", opinion="尽快", kind="leader")
    assert desk.case["is_supervised"] and desk.case["dispose_deadline"] == deadline
    assert "answer_urge" in desk.offers("dept1")
    desk.do("dept1", "answer_urge", opinion="今日完成")
    assert desk.file.supervisions[0]["answer"] == "今日完成"


def test_offers_tell_what_is_needed_and_why_not() -> None:
    desk = filed(rules())
    offer = next(
        o
        for o in available(desk.rules, desk.file, actor("dispatcher"), desk.now)
        if o.action == "dispatch"
    )
    need = next(n for n in offer.needs if n.key == "department")
    assert (need.kind, need.required, need.default) == ("unit", True, "D1")
    desk.do("dispatcher", "ask_cancel", opinion="重复")
    # a case with a request that waits offers no second one, and says why
    again = next(
        o
        for o in available(desk.rules, desk.file, actor("dispatcher"), desk.now)
        if o.action == "ask_cancel"
    )
    assert not again.allowed and again.reason is not None
    assert again.reason.message_id == "cases.guard.no_request_waits"
    desk.do("dispatcher", "dispatch", department="D1")
    assert desk.file.requests[0]["decision"] == "refused"
    assert desk.file.requests[0]["opinion"] == "lapsed" and not desk.case["pending_request"]
    new = [o.action for o in available(rules(), None, actor("acceptor"), desk.now)]
    assert new == ["register", "save_draft"]


def test_refiling_keeps_the_code_and_takes_the_new_limit() -> None:
    desk = dispatched(rules())
    code = desk.case["case_code"]
    desk.do("dept1", "ask_return", opinion="x")
    desk.do("dispatcher", "approve_return")
    desk.do("dispatcher", "return_filing", opinion="条件有误")
    desk.do("acceptor", "accept")
    desk.do("filer", "file", condition_code="0101-2")
    assert desk.case["case_code"] == code
    assert (desk.case["limit_unit"], desk.case["limit_value"]) == ("work_hour", 4.0)
    desk.do("dispatcher", "dispatch", department="D2")
    assert (desk.case["limit_unit"], desk.case["limit_value"]) == ("work_hour", 4.0)


def test_the_same_action_is_done_once() -> None:
    desk = Desk(rules())
    key = Action("accept", {}, "k1")
    first = act(desk.store, desk.rules, desk.id, key, actor("acceptor"), desk.now)
    assert act(desk.store, desk.rules, desk.id, key, actor("acceptor"), desk.now) == first
    assert len(desk.file.log) == 2


def test_numbers_of_a_city() -> None:
    desk = Desk(rules({"task_no_template": "SH{district6}-{yyyy}-{seq6}"}))
    assert desk.case["task_no"] == "SH310101-2026-000001"
    for template in ("{yyyymmdd}", "{town}{seq4}"):
        with pytest.raises(InputError) as caught:
            Desk(rules({"task_no_template": template}))
        assert template.strip("{}").split("}")[0] in caught.value.localized("zh")


class Slow(MemoryStore):
    """Somebody else acts between reading and writing."""

    other: Any = None

    def apply(self, change: Any) -> Tuple[int, int]:
        other, self.other = self.other, None
        if other is not None:
            super().apply(other)
        return super().apply(change)


def test_two_people_act_on_one_case_and_one_is_told() -> None:
    desk = Desk(rules())
    store = Slow()
    store.files, store.next_id = desk.store.files, 1000
    refuse = Action("refuse", {"opinion": "不属城管范围"})
    store.other = decide(desk.rules, store.read(desk.id), refuse, actor("acceptor"), desk.now)
    with pytest.raises(InputError) as caught:
        act(store, desk.rules, desk.id, Action("accept"), actor("acceptor"), desk.now)
    assert caught.value.message_id == "cases.conflict"
    said = caught.value.localized("zh")
    assert "受理员" in said and "不予受理" in said and desk.case["task_no"] in said
    assert store.files[desk.id].case["state"] == "not_accepted"
    # the same action of the same person, sent twice at once, is no conflict
    desk = Desk(rules())
    store = Slow()
    store.files, store.next_id = desk.store.files, 1000
    accept = Action("accept", {}, "once")
    store.other = decide(desk.rules, store.read(desk.id), accept, actor("acceptor"), desk.now)
    assert act(store, desk.rules, desk.id, accept, actor("acceptor"), desk.now) == (desk.id, 2)
