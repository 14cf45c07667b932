"""Plays cases through the rules of the workflow: who does what when, decided by the engine.

Each case has random numbers of its own (seed and number of the case), so that it is the same
whichever cases are played before it or beside it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Dict, Generator, List, Mapping, Optional, Sequence, Tuple

import numpy as np

from ...errors import InputError
from ..calendar import Limit
from ..engine import decide
from ..model import Action, Actor, CaseFile, Row
from ..rules import Rules
from . import tables
from .fold import fold

_HOUR = datetime.timedelta(hours=1)
_MINUTE = datetime.timedelta(minutes=1)
#: Hours of a day in which supervisors answer tasks.
_PATROL_DAY = (7, 21)
#: A request to hang is for so many days.
_HANG_DAYS = (5, 40)
_ROUNDS = 4


@dataclass(frozen=True)
class Step:
    """One action of somebody at a time."""

    role: str
    action: str
    time: datetime.datetime
    data: Mapping[str, Any] = field(default_factory=dict)
    unit: str = ""
    login: str = ""


Steps = Generator[Step, CaseFile, None]


class Player:
    """Plays single cases. ``people``: (role, unit) → logins, see ``organisation.logins``."""

    def __init__(
        self,
        rules: Rules,
        people: Mapping[Tuple[str, str], Sequence[str]],
        departments: Sequence[str],
        lang: str,
        until: datetime.datetime,
        seed: int,
        cells: int,
    ) -> None:
        self.cells = cells
        self.rules, self.people, self.departments = rules, people, departments
        self.lang, self.until, self.seed = lang, until, seed
        self.shares = tables.shares()
        self.delays = {
            row["step"]: (float(row["median_minutes"]), float(row["sigma"]), row["hours"])
            for row in tables.rows("delays")
        }
        self.actors: Dict[str, Actor] = {
            login: operator.actor() for login, operator in rules.operators.items()
        }
        #: Why cases stopped before their end: message → how often.
        self.stopped: Dict[str, int] = {}

    def play(self, number: int, report: Row, case_id: int, numbers: Dict[str, str]) -> CaseFile:
        """The case as it stands at ``until``.

        ``report``: what is reported (columns of the case, and ``point``); ``numbers``: its task
        number. Raises :class:`InputError` when the report itself is refused.
        """
        run = _Run(self, np.random.default_rng([self.seed, 2, number]), report)
        steps = run.steps()
        file: Optional[CaseFile] = None
        step = next(steps)
        while True:
            actor = self._actor(step, run)
            try:
                change = decide(self.rules, file, Action(step.action, step.data), actor, step.time)
            except InputError as error:
                if file is None:
                    raise
                reason = f"{step.action}: {error}"
                self.stopped[reason] = self.stopped.get(reason, 0) + 1
                return file
            file = fold(file, change, case_id, numbers)
            try:
                step = steps.send(file)
            except StopIteration:
                return file
            if step.time > self.until:
                return file

    def patrol(self, duty_grid: Optional[str], cell: int) -> str:
        """The supervisor of the duty grid, else one who is always the same for a unit grid."""
        owner = self.rules.duty_operators.get(duty_grid or "")
        if owner in self.actors:
            return str(owner)
        known = self.people.get(("patrol", ""), ())
        if not known:
            raise InputError("case_database.nobody", role="patrol")
        return known[cell * len(known) // max(self.cells, 1) % len(known)]

    def _actor(self, step: Step, run: _Run) -> Actor:
        login = step.login
        if not login:
            found = self.people.get((step.role, step.unit)) or self.people.get((step.role, ""), ())
            if not found:
                raise InputError("case_database.nobody", role=step.role)
            login = found[int(run.rng.integers(len(found)))]
        return self.actors[login]


class _Run:
    """The story of one case."""

    def __init__(self, player: Player, rng: np.random.Generator, report: Row) -> None:
        self.player, self.rng, self.report = player, rng, report
        self.now: datetime.datetime = report["report_time"]
        self.lang = player.lang
        #: The limit runs day and night: nobody waits for office hours.
        self.urgent = False

    # --- chance --------------------------------------------------------------------------------

    def happens(self, name: str) -> bool:
        return bool(self.rng.random() < self.player.shares[name])

    def say(self, part: str) -> str:
        texts = tables.phrases(part, self.lang)
        return texts[int(self.rng.integers(len(texts)))]

    def later(self, step: str, factor: float = 1.0) -> datetime.datetime:
        """The time of the next step; the clock goes there."""
        median, sigma, hours = self.player.delays[step]
        minutes = factor * median * float(np.exp(sigma * self.rng.standard_normal()))
        if hours != "office" and self.rng.random() < self.player.shares["stage_late"]:
            minutes *= 5 + 15 * float(self.rng.random())
        seconds = max(20.0, round(minutes * 60))
        if hours == "office" and not self.urgent:
            found = self.player.rules.calendar.after(self.now, "work_hour", seconds)
            self.now = max(found, self.now + _MINUTE)
        else:
            self.now += datetime.timedelta(seconds=seconds)
        return self.now

    def by_day(self) -> None:
        """Supervisors answer by day: what comes at night waits for the morning."""
        local = self.now + self.player.rules.calendar.utc_offset
        first, last = _PATROL_DAY
        if local.hour >= last or local.hour < first:
            days = 1 if local.hour >= last else 0
            morning = local.replace(hour=first, minute=0, second=0) + datetime.timedelta(days=days)
            wait = morning - local + datetime.timedelta(minutes=int(self.rng.integers(5, 90)))
            self.now += wait

    def patrol(self) -> str:
        return self.player.patrol(self.report.get("duty_grid_code"), int(self.report["_cell"]))

    # --- the story -----------------------------------------------------------------------------

    def steps(self) -> Steps:
        """report → (verify) → accept → file → dispatch → dispose → check → close, and what else."""
        public = {k: v for k, v in self.report.items() if not k.startswith("_")}
        public.pop("report_time")
        source = str(public["source_code"])
        if source == "patrol_self":
            yield from self.self_handled(public)
            return
        if source == "patrol":
            file = yield Step("patrol", "report", self.now, public, login=self.patrol())
        else:
            file = yield Step("acceptor", "register", self.now, public)
        known = self.player.rules.sources.get(source)
        if known is not None and known.needs_verify:
            login = self.patrol()
            yield Step("acceptor", "send_verify", self.later("verify_send"), {"patrol": login})
            self.by_day()
            there = "absent" if self.happens("absent") else "exists"
            data = {"result": there, "opinion": self.say(there)}
            time = self.later("verify_answer")
            file = yield Step("patrol", "answer_verify", time, data, login=login)
            if there == "absent":
                data = {"opinion": self.say("absent")}
                yield Step("acceptor", "refuse", self.later("refuse"), data)
                return
        if self.happens("refused") or (public.get("is_similar") and self.rng.random() < 0.5):
            data = {"opinion": self.say("refuse")}
            yield Step("acceptor", "refuse", self.later("refuse"), data)
            return
        file = yield Step("acceptor", "accept", self.later("accept"))
        if self.happens("sent_back"):
            yield Step("filer", "send_back", self.later("file"), {"opinion": self.say("send_back")})
            file = yield Step("acceptor", "accept", self.later("accept"))
        if self.happens("not_filed"):
            data = {"opinion": self.say("not_filed")}
            yield Step("filer", "refuse_file", self.later("file"), data)
            return
        conditions = self.player.rules.conditions(file.case)
        data = {}
        if conditions:
            codes = sorted({str(row["condition_code"]) for row in conditions})
            data["condition_code"] = codes[int(self.rng.integers(len(codes)))]
        file = yield Step("filer", "file", self.later("file"), data)
        self.urgent = str(file.case.get("limit_unit") or "").startswith("urgent")
        yield from self.handled(file)

    def self_handled(self, public: Row) -> Steps:
        public = {key: value for key, value in public.items() if key != "source_code"}
        yield Step("patrol", "self_report", self.now, public, login=self.patrol())
        if self.happens("self_invalid"):
            data = {"opinion": self.say("absent")}
            yield Step("acceptor", "refuse_self", self.later("review"), data)
            return
        yield Step("acceptor", "accept_self", self.later("review"))

    def handled(self, file: CaseFile) -> Steps:
        """From the dispatch to the end, round by round."""
        avoid = ""
        for round_ in range(_ROUNDS):
            if round_ == 0 and self.happens("cancelled"):
                yield from self.cancelled()
                return
            department = self.department(file.case, avoid)
            data = {"department": department, "opinion": self.say("dispatch")}
            file = yield Step("dispatcher", "dispatch", self.later("dispatch"), data)
            yield Step("department", "receive", self.later("receive"), unit=department)
            if round_ == 0 and self.happens("department_returns"):
                refused = self.happens("return_refused")
                yield from self.request("return", department, refused, {})
                if not refused:
                    avoid = department
                    continue
            file = yield from self.disposed(file, department, round_)
            if not file.case["is_open"]:
                return
            last = round_ == _ROUNDS - 1
            fixed = "fixed" if last or not self.happens("rework") else "not_fixed"
            login = self.patrol()
            yield Step("acceptor", "send_check", self.later("send_check"), {"patrol": login})
            self.by_day()
            data = {"result": fixed, "opinion": self.say(fixed)}
            file = yield Step(
                "patrol", "answer_check", self.later("check_answer"), data, login=login
            )
            avoid = ""
            if fixed == "fixed":
                yield Step("filer", "close", self.later("close"), {"opinion": self.say("close")})
                return

    def disposed(
        self, file: CaseFile, department: str, round_: int
    ) -> Generator[Step, CaseFile, CaseFile]:
        """The work of the department, with requests, until the result is in check."""
        rules = self.player.rules
        limit = Limit(str(file.case["limit_unit"]), float(file.case["limit_value"]))
        seconds = rules.calendar.seconds(limit)
        started = file.case["dispose_start"] or self.now
        late = self.happens("late")
        share = (
            1.02 + 1.3 * float(self.rng.random()) ** 2
            if late
            else min(0.96, 0.42 * float(np.exp(0.5 * self.rng.standard_normal())))
        )
        if round_ == 0 and self.happens("hang"):
            refused = self.happens("hang_refused")
            days = int(self.rng.integers(*_HANG_DAYS))
            until = self.now + datetime.timedelta(days=days)
            yield from self.request("hang", department, refused, {"until": until})
            if not refused:
                self.now = until + _MINUTE * int(self.rng.integers(1, 120))
                file = yield Step("dispatcher", "resume", self.now)
                started = self.now
        deadline = file.case.get("dispose_deadline")
        in_time = deadline is not None and self.now + 3 * _HOUR < deadline
        if self.happens("extension") and not late and in_time and not self.urgent:
            refused = self.happens("extension_refused")
            yield from self.request("extension", department, refused, {})
            share = share if refused else min(1.9, share + 0.8)
        if self.happens("supervised"):
            data = {"opinion": self.say("supervise"), "kind": "leader"}
            yield Step("leader", "urge", self.later("decide_request"), data)
            data = {"opinion": self.say("result")}
            time = self.later("request")
            yield Step("department", "answer_urge", time, data, department)
        done = rules.calendar.after(started, limit.unit, share * seconds)
        self.now = max(done, self.now + 3 * _MINUTE)
        if self.happens("forced"):
            data = {"opinion": self.say("force")}
            return (yield Step("leader", "force_close", self.now, data))
        data = {"opinion": self.say("result")}
        file = yield Step("department", "result", self.now, data, department)
        if file.case["state"] == "feedback":
            file = yield Step("dispatcher", "pass_on", self.later("feedback_pass"))
        return file

    def request(self, kind: str, department: str, refused: bool, data: Mapping[str, Any]) -> Steps:
        """A department asks, the dispatcher decides."""
        asked = {**data, "opinion": self.say(kind)}
        yield Step("department", f"ask_{kind}", self.later("request", 0.3), asked, department)
        verb = "refuse" if refused else "approve"
        answer = {"opinion": self.say("refused" if refused else "approved")}
        yield Step("dispatcher", f"{verb}_{kind}", self.later("decide_request"), answer)

    def cancelled(self) -> Steps:
        data = {"opinion": self.say("cancel")}
        yield Step("dispatcher", "ask_cancel", self.later("dispatch"), data)
        yield Step("filer", "approve_cancel", self.later("file"), {"opinion": self.say("approved")})

    def department(self, case: Row, avoid: str) -> str:
        """The department that the rules name; another one after a return."""
        named = self.player.rules.proposed_department(case)
        if named and named != avoid:
            return named
        others: List[str] = [code for code in self.player.departments if code != avoid]
        return others[int(self.rng.integers(len(others)))]
