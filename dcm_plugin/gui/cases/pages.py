"""A case as pages of text: facts, history, clocks, tasks and requests. Pure: rows in, HTML out."""

from __future__ import annotations

import datetime
from html import escape
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from qgis.PyQt.QtCore import QCoreApplication

from ...core.cases.model import CaseFile
from . import labels
from .names import Names

translate = QCoreApplication.translate

#: Schemes of the links of a page.
COMPONENT, CASE, PLACE = "component", "case", "place"


class Pages:
    """Makes the pages of one case. ``calendar`` counts what clocks have used."""

    def __init__(
        self,
        file: CaseFile,
        names: Names,
        offset: datetime.timedelta,
        calendar: Any,
        now: datetime.datetime,
        quiet: str,
        dark: bool = False,
        conditions: Optional[Mapping[str, str]] = None,
    ) -> None:
        #: Filing conditions in words.
        self.conditions = conditions or {}
        self.file, self.names, self.offset = file, names, offset
        self.calendar, self.now, self.quiet, self.dark = calendar, now, quiet, dark

    # --- pieces --------------------------------------------------------------------------------

    def time(self, moment: Optional[datetime.datetime]) -> str:
        return labels.local_text(moment, self.offset)

    def _label(self, text: str) -> str:
        return f'<span style="color:{self.quiet}">{escape(text)}</span>'

    def _table(self, rows: Sequence[Tuple[str, str]]) -> str:
        """Names and values (HTML); rows without a value are left out."""
        lines = [
            '<tr><td style="padding:1px 10px 1px 0" valign="top">'
            f"<nobr>{self._label(name)}</nobr></td>"
            f'<td style="padding:1px 0">{value}</td></tr>'
            for name, value in rows
            if value
        ]
        return f'<table cellspacing="0">{"".join(lines)}</table>' if lines else ""

    def _who(self, login: Optional[str], unit: Optional[str] = None) -> str:
        parts = [self.names.person(login), self.names.unit(unit)]
        return escape(" · ".join(part for part in parts if part))

    def _limit(self, unit: Optional[str], value: Optional[float]) -> str:
        if not unit or value is None:
            return ""
        if unit.endswith("_hour") and value < 1:
            name = self.names.value("limit_unit", unit)
            return f"{labels.duration_text(3600 * value)} ({escape(name)})"
        return f"{value:g} {escape(self.names.value('limit_unit', unit))}"

    def _place(self, table: str, code: Optional[str]) -> str:
        if not code:
            return ""
        name = self.names.place(table, code)
        return escape(name if name == code else f"{name} ({code})")

    # --- facts ---------------------------------------------------------------------------------

    def facts(self) -> str:
        case = self.file.case
        link = ""
        if case.get("geom"):
            link = f' <a href="{PLACE}:">{escape(translate("DCM", "show on the map"))}</a>'
        component = ""
        if case.get("object_code"):
            code = escape(str(case["object_code"]))
            component = f'<a href="{COMPONENT}:{code}">{code}</a>'
        similar = ""
        if case.get("similar_to"):
            similar = f'<a href="{CASE}:{case["similar_to"]}">#{case["similar_to"]}</a>'
        caller = " · ".join(
            escape(str(case[key])) for key in ("caller_name", "caller_phone") if case.get(key)
        )
        reporter = " · ".join(
            part
            for part in (
                self._who(case.get("report_patrol") or case.get("reporter_id")),
                escape(str(case.get("reporter_phone") or "")),
            )
            if part
        )
        blocks = [
            f'<p style="margin:2px 0 6px 0">{escape(str(case.get("description") or ""))}</p>',
            self._table(
                [
                    (translate("DCM", "Address"), escape(str(case.get("address") or "")) + link),
                    (translate("DCM", "Component"), component),
                    (translate("DCM", "Department"), self._departments()),
                    (translate("DCM", "Waits for"), self._waits_for()),
                    (translate("DCM", "Filing condition"), self._condition()),
                    (
                        translate("DCM", "Disposal limit"),
                        self._limit(case.get("limit_unit"), case.get("limit_value")),
                    ),
                    (translate("DCM", "Deadline"), self.time(case.get("clock_deadline"))),
                    (translate("DCM", "Overall deadline"), self.time(case.get("bundle_deadline"))),
                    (translate("DCM", "Deferred until"), self.time(case.get("hung_until"))),
                    (translate("DCM", "Similar case"), similar),
                ]
            ),
            self._table(
                [
                    (
                        translate("DCM", "Source"),
                        escape(self.names.value("source", case.get("source_code"))),
                    ),
                    (translate("DCM", "Reported"), self.time(case.get("report_time"))),
                    (translate("DCM", "Reported by"), reporter),
                    (translate("DCM", "Caller"), caller),
                    (translate("DCM", "Case code"), escape(str(case.get("case_code") or ""))),
                    (
                        translate("DCM", "Other number"),
                        escape(str(case.get("external_id") or "")),
                    ),
                    (translate("DCM", "Counts"), self._counts()),
                    (translate("DCM", "Remark"), escape(str(case.get("remark") or ""))),
                ]
            ),
            self._table(
                [
                    (translate("DCM", "Unit grid"), escape(str(case.get("cell_code") or ""))),
                    (
                        translate("DCM", "Duty grid"),
                        self._place("duty_grid", case.get("duty_grid_code")),
                    ),
                    (
                        translate("DCM", "Community"),
                        self._place("community", case.get("community_code")),
                    ),
                    (
                        translate("DCM", "Sub-district"),
                        self._place("street", case.get("street_code")),
                    ),
                    (
                        translate("DCM", "District"),
                        self._place("district", case.get("district_code")),
                    ),
                    (
                        translate("DCM", "Management class"),
                        escape(str(case.get("mgmt_class") or "")),
                    ),
                ]
            ),
        ]
        return '<hr style="margin:4px 0">'.join(block for block in blocks if block)

    def _departments(self) -> str:
        case = self.file.case
        chain = [case.get(key) for key in ("department", "department_2", "department_3")]
        return " › ".join(escape(self.names.unit(code)) for code in chain if code)

    def _waits_for(self) -> str:
        case = self.file.case
        if not case.get("is_open"):
            return ""
        parts = [self.names.value("role", case.get("current_role"))]
        parts.append(self.names.person(case.get("current_operator")))
        if case.get("current_unit") != case.get("department"):
            parts.append(self.names.unit(case.get("current_unit")))
        if case.get("pending_request"):
            parts.append(
                translate("DCM", "request: {kind}").format(
                    kind=self.names.value("request", case.get("pending_request"))
                )
            )
        return escape(" · ".join(part for part in parts if part))

    def _condition(self) -> str:
        code = str(self.file.case.get("condition_code") or "")
        return escape(self.conditions.get(code) or code)

    def _counts(self) -> str:
        case = self.file.case
        parts = [
            f"{name} {case[key]}"
            for key, name in (
                ("extension_count", translate("DCM", "extensions")),
                ("hang_count", translate("DCM", "deferrals")),
                ("rework_count", translate("DCM", "reworks")),
                ("return_count", translate("DCM", "returns")),
            )
            if case.get(key)
        ]
        return escape(" · ".join(parts))

    # --- history -------------------------------------------------------------------------------

    def history(self) -> str:
        undone = {row["undoes"] for row in self.file.log if row.get("undoes")}
        steps = sorted(self.file.log, key=lambda row: int(row["seq"]), reverse=True)
        return "".join(self._step(row, row["seq"] in undone) for row in steps)

    def _step(self, row: Mapping[str, Any], undone: bool) -> str:
        names = self.names
        action = escape(names.value("action", row.get("action")))
        if undone:
            action = f"<s>{action}</s> {escape(translate('DCM', '(undone)'))}"
        colour = names.colour(row.get("to_state"))
        state = escape(names.state(row.get("to_state")))
        role = escape(names.value("role", row.get("role")))
        who = self._who(row.get("actor"), row.get("actor_unit"))
        lines = [
            f"<b>{action}</b> → {state} {self._label(self.time(row.get('time')))}",
            f"{who} {self._label(role)}",
        ]
        receiver = self._who(row.get("receiver"), row.get("receiver_unit"))
        if receiver:
            lines.append(self._label(translate("DCM", "to")) + " " + receiver)
        if row.get("opinion"):
            lines.append(f"“{escape(str(row['opinion']))}”")
        if row.get("used_seconds") is not None:
            used = labels.duration_text(row["used_seconds"])
            clock = names.value("clock", row.get("clock"))
            text = translate("DCM", "{clock} took {time}").format(clock=clock, time=used)
            lines.append(self._label(text) + (self._overdue() if row.get("overdue") else ""))
        photos = sum(1 for item in self.file.media if item.get("log_seq") == row["seq"])
        if photos:
            lines.append(
                self._label(translate("DCM", "{count} photos or files").format(count=photos))
            )
        return (
            '<table cellspacing="0" width="100%" style="margin-bottom:5px"><tr>'
            f'<td width="5" bgcolor="{escape(colour)}"></td>'
            f'<td style="padding:1px 0 3px 8px">{"<br>".join(lines)}</td></tr></table>'
        )

    def _overdue(self) -> str:
        colour = "#ff8a94" if self.dark else "#b3172b"
        return f' <b style="color:{colour}">{escape(translate("DCM", "Overdue"))}</b>'

    # --- clocks --------------------------------------------------------------------------------

    def clocks(self) -> str:
        """Every round of every clock with a bar of what it has used of its limit."""
        if not self.file.clocks:
            return self._nothing(translate("DCM", "No clock has run yet."))
        return "".join(self._clock(row) for row in reversed(self.file.clocks))

    def _clock(self, row: Mapping[str, Any]) -> str:
        from ...core.cases import clock as clocks

        state = clocks.state(self.calendar, row, self.now)
        name = escape(self.names.value("clock", row["clock"]))
        number = translate("DCM", "round {number}").format(number=row["round"])
        head = f"<b>{name}</b> {self._label(number)}"
        if row.get("unit_code"):
            head += " · " + escape(self.names.unit(row["unit_code"]))
        limit = self._limit(row.get("limit_unit"), row.get("limit_value"))
        text = translate("DCM", "{used} used").format(used=labels.duration_text(state.used))
        if limit:
            text = translate("DCM", "{used} of {limit}").format(
                used=self._amount(row, state.used), limit=limit
            )
        if row.get("ended"):
            ended = bool(row.get("overdue"))
            light = "red" if ended else "green"
            text += " · " + translate("DCM", "ended {time}").format(time=self.time(row["ended"]))
        else:
            light = state.light
            if row.get("resumed") is None:
                text += " · " + translate("DCM", "stands")
            elif row.get("deadline"):
                text += " · " + translate("DCM", "until {time}").format(
                    time=self.time(row["deadline"])
                )
        share = min(state.used / state.limit, 1.0) if state.limit else 0.0
        return (
            f'<p style="margin:2px 0 1px 0">{head}</p>'
            + self._bar(share, labels.COLOURS[light], bool(state.limit))
            + f'<p style="margin:1px 0 8px 0">{self._label(text)}'
            + (self._overdue() if light == "red" else "")
            + "</p>"
        )

    def _amount(self, row: Mapping[str, Any], seconds: float) -> str:
        """Seconds that count in the unit of the clock: work days by the hours of the office."""
        unit = str(row["limit_unit"])
        if unit in ("urgent_hour", "urgent_day", "natural_day"):
            return labels.duration_text(seconds)
        return self._limit(unit, round(seconds / self.calendar.unit_seconds(unit), 1))

    def _bar(self, share: float, colour: str, limited: bool) -> str:
        if not limited:
            return ""
        ground = "#4a5058" if self.dark else "#d9dde2"
        done = max(round(100 * share), 1)
        rest = 100 - done
        cells = f'<td width="{done}%" bgcolor="{colour}" style="font-size:3pt">&nbsp;</td>'
        if rest:
            cells += f'<td width="{rest}%" bgcolor="{ground}" style="font-size:3pt">&nbsp;</td>'
        return f'<table cellspacing="0" cellpadding="0" width="100%"><tr>{cells}</tr></table>'

    # --- tasks and requests --------------------------------------------------------------------

    def tasks(self) -> str:
        names = self.names
        blocks: List[str] = []
        for row in reversed(self.file.tasks):
            listed = "verify_result" if row["kind"] == "verify" else "check_result"
            kind = {
                "verify": translate("DCM", "Verification"),
                "check": translate("DCM", "Site check"),
            }.get(row["kind"], row["kind"])
            blocks.append(
                f"<b>{escape(kind)}</b> {escape(str(row['number']))}"
                + self._table(
                    [
                        (translate("DCM", "Supervisor"), self._who(row.get("patrol"))),
                        (translate("DCM", "Sent"), self.time(row.get("assigned"))),
                        (translate("DCM", "Deadline"), self.time(row.get("deadline"))),
                        (translate("DCM", "Answered"), self.time(row.get("done"))),
                        (
                            translate("DCM", "Result"),
                            escape(names.value(listed, row.get("result"))),
                        ),
                        (translate("DCM", "Opinion"), escape(str(row.get("opinion") or ""))),
                    ]
                )
            )
        for row in reversed(self.file.requests):
            decision = {
                "approved": translate("DCM", "Approved"),
                "refused": translate("DCM", "Refused"),
                None: translate("DCM", "Waits for a decision"),
            }.get(row.get("decision"), "")
            blocks.append(
                f"<b>{escape(names.value('request', row['kind']))}</b>"
                + self._table(
                    [
                        (
                            translate("DCM", "Asked by"),
                            self._who(row.get("applicant"), row.get("unit_code")),
                        ),
                        (translate("DCM", "Asked"), self.time(row.get("asked"))),
                        (translate("DCM", "Reason"), escape(str(row.get("reason") or ""))),
                        (translate("DCM", "Until"), self.time(row.get("asked_until"))),
                        (translate("DCM", "Decision"), escape(decision)),
                        (translate("DCM", "Decided by"), self._who(row.get("decider"))),
                        (translate("DCM", "Opinion"), escape(str(row.get("opinion") or ""))),
                        (translate("DCM", "New deadline"), self.time(row.get("new_deadline"))),
                    ]
                )
            )
        for row in reversed(self.file.supervisions):
            blocks.append(
                f"<b>{escape(names.value('supervise_kind', row['kind']))}</b>"
                + self._table(
                    [
                        (translate("DCM", "Urged by"), self._who(row.get("actor"))),
                        (translate("DCM", "Text"), escape(str(row.get("text") or ""))),
                        (translate("DCM", "Asked"), self.time(row.get("asked"))),
                        (translate("DCM", "Answer"), escape(str(row.get("answer") or ""))),
                        (translate("DCM", "Answered"), self.time(row.get("answered"))),
                    ]
                )
            )
        if not blocks:
            return self._nothing(translate("DCM", "No tasks and no requests."))
        return '<hr style="margin:5px 0">'.join(blocks)

    def _nothing(self, text: str) -> str:
        return f"<p>{self._label(text)}</p>"


def header(row: Mapping[str, Any], names: Names, now: datetime.datetime) -> Dict[str, str]:
    """What stands above the pages: class, number, state, remaining time."""
    return {
        "class": names.case_class(row),
        "number": str(row.get("task_no") or ""),
        "state": names.state(row.get("state")),
        "remaining": labels.remaining_text(row, now),
        "light": labels.light_of(row, now),
    }
