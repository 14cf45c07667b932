"""What the desk is asked to show: the filters as a person set them, and as chips."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, List, Optional, Tuple

from qgis.PyQt.QtCore import QCoreApplication

from ...core.cases.query import CaseFilter
from .labels import kind_name, light_name

if TYPE_CHECKING:
    from .names import Names

translate = QCoreApplication.translate
Extent = Tuple[float, float, float, float]

#: Periods of report that may be chosen: key -> days back from the end of today; 0 today.
PERIODS = {"today": 0, "week": 6, "month": 29, "quarter": 89, "year": 364}


def period_name(period: str) -> str:
    return {
        "": translate("DCM", "Any time"),
        "today": translate("DCM", "Today"),
        "week": translate("DCM", "Last 7 days"),
        "month": translate("DCM", "Last 30 days"),
        "quarter": translate("DCM", "Last 90 days"),
        "year": translate("DCM", "Last 365 days"),
        "range": translate("DCM", "From … to …"),
    }[period]


@dataclass(frozen=True)
class Wanted:
    """The filters of the desk. ``period``: a key of PERIODS, "range" with both dates, or ""."""

    only_open: bool = True
    states: Tuple[str, ...] = ()
    lights: Tuple[str, ...] = ()
    case_kind: str = ""
    class_code: str = ""
    departments: Tuple[str, ...] = ()
    sources: Tuple[str, ...] = ()
    duty_grids: Tuple[str, ...] = ()
    street: str = ""
    community: str = ""
    period: str = ""
    first: Optional[datetime.date] = None
    last: Optional[datetime.date] = None
    in_view: bool = False
    mine: bool = False
    text: str = ""

    def condition(
        self,
        now: datetime.datetime,
        offset: datetime.timedelta,
        extent: Optional[Extent] = None,
        roles: Tuple[str, ...] = (),
        unit: str = "",
        requests: Tuple[str, ...] = (),
    ) -> CaseFilter:
        """The same for the store. Closed states that are asked for by name are shown too."""
        begun, ended = self.span(now, offset)
        return CaseFilter(
            states=self.states,
            only_open=True if self.only_open and not self.states else None,
            lights=self.lights,
            case_kind=self.case_kind,
            class_code=self.class_code,
            department=self.departments,
            source_code=self.sources,
            street_code=self.street,
            community_code=self.community,
            duty_grid_code=self.duty_grids,
            reported_from=begun,
            reported_to=ended,
            extent=extent if self.in_view else None,
            text=self.text,
            roles=roles if self.mine else (),
            unit=unit if self.mine else "",
            requests=requests if self.mine else (),
            now=now,
        )

    def span(
        self, now: datetime.datetime, offset: datetime.timedelta
    ) -> Tuple[Optional[datetime.datetime], Optional[datetime.datetime]]:
        """Begin and end of the time of report, by the days of the city."""
        if not self.period:
            return None, None
        if self.period == "range":
            first, last = self.first, self.last
        else:
            today = now.astimezone(datetime.timezone(offset)).date()
            first, last = today - datetime.timedelta(days=PERIODS[self.period]), None
        begun = _midnight(first, offset) if first else None
        ended = _midnight(last + datetime.timedelta(days=1), offset) if last else None
        return begun, ended - datetime.timedelta(seconds=1) if ended else None


def _midnight(day: datetime.date, offset: datetime.timedelta) -> datetime.datetime:
    start = datetime.datetime.combine(day, datetime.time(), datetime.timezone(offset))
    return start.astimezone(datetime.timezone.utc)


def chips(wanted: Wanted, names: Names) -> List[Tuple[str, str, Wanted]]:
    """What is set, each with the filters that stay when it is taken away: (key, text, rest)."""
    made: List[Tuple[str, str, Wanted]] = []

    def several(key: str, values: Tuple[str, ...], name: str, of: object) -> None:
        if not values:
            return
        shown = ", ".join(of(value) for value in values[:2])  # type: ignore[operator]
        more = f" +{len(values) - 2}" if len(values) > 2 else ""
        made.append((key, f"{name}: {shown}{more}", replace(wanted, **{key: ()})))

    if wanted.text.strip():
        made.append(("text", f"“{wanted.text.strip()}”", replace(wanted, text="")))
    if wanted.mine:
        made.append(("mine", translate("DCM", "My turn"), replace(wanted, mine=False)))
    if wanted.in_view:
        made.append(
            ("in_view", translate("DCM", "In the map view"), replace(wanted, in_view=False))
        )
    several("states", wanted.states, translate("DCM", "Case state"), names.state)
    several("lights", wanted.lights, translate("DCM", "Light"), light_name)
    if wanted.case_kind or wanted.class_code:
        from .names import class_name

        named = (
            class_name("", wanted.case_kind, wanted.class_code, names.lang)
            if wanted.class_code
            else kind_name(wanted.case_kind)
        )
        text = f"{translate('DCM', 'Class')}: {named}"
        made.append(("class_code", text, replace(wanted, class_code="", case_kind="")))
    several("departments", wanted.departments, translate("DCM", "Department"), names.unit)
    several(
        "sources",
        wanted.sources,
        translate("DCM", "Source"),
        lambda code: names.value("source", code),
    )
    several(
        "duty_grids",
        wanted.duty_grids,
        translate("DCM", "Duty grid"),
        lambda code: names.place("duty_grid", code),
    )
    if wanted.street or wanted.community:
        shown = (
            names.place("community", wanted.community)
            if wanted.community
            else names.place("street", wanted.street)
        )
        text = f"{translate('DCM', 'In the area')}: {shown}"
        made.append(("street", text, replace(wanted, street="", community="")))
    if wanted.period:
        text = period_name(wanted.period)
        if wanted.period == "range":
            text = f"{wanted.first or '…'} – {wanted.last or '…'}"
        made.append(("period", text, replace(wanted, period="", first=None, last=None)))
    return made
