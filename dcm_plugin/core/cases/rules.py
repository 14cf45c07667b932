"""All that decides what may be done with a case: workflow, limits, organisation, settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Tuple

from ..errors import InputError
from ..messages import Name
from . import defaults
from .calendar import WorkCalendar
from .limits import ANY, condition_of
from .model import Actor, Row
from .store import CaseStore
from .workflow import Workflow, default_workflow, from_rows, split

#: Kinds of units of the two axes (监督轴, 指挥轴).
SUPERVISE, COMMAND = "center_supervise", "center_command"
CENTRES = (SUPERVISE, COMMAND)
CITY_LEVEL = 1


@dataclass(frozen=True)
class Source:
    """A source of cases (案件来源) and what follows from it."""

    code: str
    name_zh: str = ""
    name_en: str = ""
    report_class: str = "other"
    needs_verify: bool = False


@dataclass(frozen=True)
class RequestKind:
    """A kind of request (申请) and the actions that ask, approve and refuse."""

    code: str
    name_zh: str
    name_en: str
    ask: str
    approve: str
    refuse: str


@dataclass(frozen=True)
class Mode:
    """An operation mode (运行模式): the levels that supervise and that command."""

    code: str
    name_zh: str
    name_en: str
    supervise_levels: Tuple[int, ...]
    command_levels: Tuple[int, ...]


@dataclass(frozen=True)
class Unit:
    """A unit of the organisation: centre, department, street, community or company."""

    code: str
    name: str = ""
    parent: str = ""
    kind: str = "department"
    level: int = CITY_LEVEL
    jurisdiction: str = ""


@dataclass(frozen=True)
class Operator:
    """Somebody who may act."""

    login: str
    name: str = ""
    unit: str = ""
    active: bool = True
    roles: Tuple[str, ...] = ()

    def actor(self) -> Actor:
        return Actor(self.login, self.name, self.unit, self.roles)


@lru_cache(maxsize=1)
def _default_settings() -> Mapping[str, str]:
    return defaults.settings()


@dataclass(frozen=True)
class Settings:
    """The settings of a city over the defaults of ``data/cases/settings.csv``."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        if key in self.values:
            value = self.values[key]
            return "" if value is None else str(value)
        return _default_settings()[key]

    def get(self, key: str, default: str = "") -> str:
        try:
            return self[key]
        except KeyError:
            return default

    def number(self, key: str) -> float:
        """The number of a setting; a cell that is none is refused by name."""
        try:
            return float(self[key])
        except ValueError:
            raise InputError("cases.setting_number", key=key, value=self[key]) from None

    def flag(self, key: str) -> bool:
        return self[key].strip().lower() in ("1", "true", "yes")

    def words(self, key: str) -> Tuple[str, ...]:
        return split(self[key])


@dataclass(frozen=True)
class Rules:
    """Everything that :mod:`engine` decides by. Made once and used for many actions."""

    workflow: Workflow
    calendar: WorkCalendar
    time_limits: Sequence[Row] = ()
    stage_limits: Sequence[Row] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
    roles: Mapping[str, Name] = field(default_factory=dict)
    units: Mapping[str, Unit] = field(default_factory=dict)
    mode: Mode = Mode("one_one", "", "", (1,), (1,))
    settings: Settings = field(default_factory=Settings)
    requests: Mapping[str, RequestKind] = field(default_factory=dict)
    operators: Mapping[str, Operator] = field(default_factory=dict)
    dispatch_rules: Sequence[Row] = ()
    duty_operators: Mapping[str, str] = field(default_factory=dict)
    _limits: Dict[str, List[Row]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for row in self.time_limits:
            self._limits.setdefault(str(row.get("class_code") or ""), []).append(row)

    @classmethod
    def default(
        cls,
        calendar: WorkCalendar,
        *,
        workflow: Optional[Workflow] = None,
        time_limits: Sequence[Row] = (),
        stage_limits: Sequence[Row] = (),
        units: Iterable[Unit] = (),
        operators: Iterable[Operator] = (),
        settings: Optional[Mapping[str, str]] = None,
        dispatch_rules: Sequence[Row] = (),
    ) -> Rules:
        """Rules with the code tables of the product and what a city gives itself."""
        return cls(
            workflow=workflow or default_workflow(),
            calendar=calendar,
            time_limits=time_limits,
            stage_limits=stage_limits,
            units={unit.code: unit for unit in units},
            operators={operator.login: operator for operator in operators},
            settings=Settings(settings or {}),
            dispatch_rules=dispatch_rules,
            **_codes((), Settings(settings or {})),
        )

    @classmethod
    def from_store(cls, store: CaseStore) -> Rules:
        """The rules as the city database holds them."""
        settings = Settings(store.settings())
        codes = store.rows("code_value")
        states, transitions = store.rows("workflow_state"), store.rows("workflow_transition")
        actions = defaults.code_list(codes, "actions")
        workflow = (
            from_rows(states, transitions, actions)
            if states and transitions
            else default_workflow()
        )
        roles: Dict[str, List[str]] = {}
        for row in store.rows("operator_role"):
            roles.setdefault(str(row["login"]), []).append(str(row["role"]))
        return cls(
            workflow=workflow,
            calendar=WorkCalendar.from_rows(
                store.rows("calendar_slot"), store.rows("calendar_day"), store.settings()
            ),
            time_limits=store.rows("time_limit"),
            stage_limits=store.rows("stage_limit"),
            units={unit.code: unit for unit in map(_unit, store.rows("org_unit"))},
            operators={str(row["login"]): _operator(row, roles) for row in store.rows("operator")},
            settings=settings,
            dispatch_rules=store.rows("dispatch_rule"),
            duty_operators={
                str(row["code"]): str(row["operator_id"])
                for row in store.rows("duty_grid", ("code", "operator_id"))
                if row.get("operator_id")
            },
            **_codes(codes, settings),
        )

    # --- organisation

    def unit_name(self, code: Optional[str]) -> str:
        unit = self.units.get(code or "")
        return f"{unit.name} ({unit.code})" if unit and unit.name else str(code or "")

    def level_of(self, actor: Actor) -> int:
        """The level at which somebody acts; who has no unit acts for the city."""
        unit = self.units.get(actor.unit)
        return unit.level if unit else CITY_LEVEL

    def is_below(self, code: str, upper: str) -> bool:
        """A unit is another one or stands below it."""
        seen = set()
        while code and code not in seen:
            if code == upper:
                return True
            seen.add(code)
            unit = self.units.get(code)
            code = unit.parent if unit else ""
        return False

    def covers(self, unit_code: Optional[str], case: Mapping[str, Any]) -> bool:
        """The place of a case lies in the area (管辖区) of a unit; no area: everywhere."""
        unit = self.units.get(unit_code or "")
        if unit is None or not unit.jurisdiction:
            return True
        codes = (
            case.get(column)
            for column in ("district_code", "street_code", "community_code", "cell_code")
        )
        return any(code and str(code).startswith(unit.jurisdiction) for code in codes)

    def centre(self, kind: str, levels: Sequence[int], case: Mapping[str, Any]) -> Optional[str]:
        """The centre of a kind for a case: of the lowest of these levels that covers its place."""
        found = [
            unit
            for unit in self.units.values()
            if unit.kind == kind and unit.level in levels and self.covers(unit.code, case)
        ]
        return max(found, key=lambda unit: (unit.level, unit.code)).code if found else None

    def supervise_unit(self, case: Mapping[str, Any]) -> Optional[str]:
        """The centre that closes a case (结案权)."""
        return self.centre(SUPERVISE, self.mode.supervise_levels, case)

    def command_unit(self, case: Mapping[str, Any]) -> Optional[str]:
        """The centre that dispatches a case first: of the level that supervises it."""
        owner = self.units.get(str(case.get("supervise_unit") or ""))
        level = owner.level if owner else CITY_LEVEL
        found = self.centre(COMMAND, (level,), case)
        return found or self.centre(COMMAND, self.mode.command_levels[:1], case)

    def dispatching_unit(self, case: Mapping[str, Any]) -> Optional[str]:
        """The centre that ordered the disposal: a district centre in the chain, or the first."""
        for column in ("department_2", "department"):
            unit = self.units.get(str(case.get(column) or ""))
            if unit is not None and unit.kind == COMMAND:
                return unit.code
        return self.command_unit(case)

    # --- limits and rules

    def conditions(self, case: Mapping[str, Any]) -> List[Row]:
        """Filing conditions (立案条件) of the class of a case."""
        catalogue, kind = case.get("catalogue_id"), case.get("case_kind")
        return [
            row
            for row in self._limits.get(str(case.get("class_code") or ""), [])
            if condition_of(row) != ANY
            and (not catalogue or row.get("catalogue_id") in (catalogue, ANY))
            and (not kind or row.get("case_kind") in (kind, None))
        ]

    def limit_rows(self, case: Mapping[str, Any]) -> List[Row]:
        """Rows of ``time_limit`` that may hold for a case: of its class, and of all classes."""
        own = self._limits.get(str(case.get("class_code") or ""), [])
        return [*own, *self._limits.get(ANY, [])]

    def proposed_department(self, case: Mapping[str, Any], level: int = 1) -> Optional[str]:
        """The department that the rules name for a class and a place.

        The rule with the highest priority wins, then the one with the longest class, then area.
        """
        class_code = str(case.get("class_code") or "")
        areas = [
            str(case.get(column) or "")
            for column in ("cell_code", "community_code", "street_code", "district_code")
        ]

        def fits(row: Row) -> bool:
            area = str(row.get("area_code") or "")
            return (
                int(row.get("level") or 1) == level
                and class_code.startswith(str(row.get("class_code") or ""))
                and (not area or any(code.startswith(area) for code in areas))
            )

        found = [row for row in self.dispatch_rules if fits(row)]
        if not found:
            return None
        best = max(
            found,
            key=lambda row: (
                int(row.get("priority") or 0),
                len(str(row.get("class_code") or "")),
                len(str(row.get("area_code") or "")),
            ),
        )
        return str(best["department"])

    def request_of(self, action: str) -> Optional[RequestKind]:
        """The kind of request that an action asks for, approves or refuses."""
        for kind in self.requests.values():
            if action in (kind.ask, kind.approve, kind.refuse):
                return kind
        return None

    def action_name(self, action: str) -> Name:
        kind = self.workflow.actions.get(action)
        return Name(kind.name("en"), kind.name("zh")) if kind else Name(action, action)

    def state_name(self, state: str) -> Name:
        return Name(self.workflow.state_name(state, "en"), self.workflow.state_name(state, "zh"))

    def role_names(self, roles: Iterable[str]) -> Name:
        names = [self.roles.get(role) or Name(role, role) for role in roles]
        return Name(", ".join(name.en for name in names), "、".join(name.zh for name in names))


def _codes(codes: Sequence[Row], settings: Settings) -> Dict[str, Any]:
    modes = {row["code"]: _mode(row) for row in defaults.code_list(codes, "modes")}
    mode = modes.get(settings["mode"])
    if mode is None:
        raise InputError("cases.mode_unknown", mode=settings["mode"], known=", ".join(modes))
    return {
        "mode": mode,
        "sources": {row["code"]: _source(row) for row in defaults.code_list(codes, "sources")},
        "roles": {
            row["code"]: Name(row["name_en"], row["name_zh"])
            for row in defaults.code_list(codes, "roles")
        },
        "requests": {
            row["code"]: RequestKind(
                *(row[key] for key in ("code", "name_zh", "name_en", "ask", "approve", "refuse"))
            )
            for row in defaults.code_list(codes, "requests")
        },
    }


def _source(row: Mapping[str, str]) -> Source:
    return Source(
        row["code"],
        row["name_zh"],
        row["name_en"],
        row.get("report_class") or "other",
        str(row.get("needs_verify") or "0") == "1",
    )


def _mode(row: Mapping[str, str]) -> Mode:
    levels = (tuple(map(int, split(row[key]))) for key in ("supervise_levels", "command_levels"))
    supervise, command = levels
    return Mode(row["code"], row["name_zh"], row["name_en"], supervise, command)


def _unit(row: Mapping[str, Any]) -> Unit:
    return Unit(
        code=str(row["code"]),
        name=str(row.get("name") or ""),
        parent=str(row.get("parent") or ""),
        kind=str(row.get("kind") or ""),
        level=int(row.get("level") or CITY_LEVEL),
        jurisdiction=str(row.get("jurisdiction_code") or ""),
    )


def _operator(row: Mapping[str, Any], roles: Mapping[str, Sequence[str]]) -> Operator:
    login = str(row["login"])
    return Operator(
        login=login,
        name=str(row.get("name") or ""),
        unit=str(row.get("unit_code") or ""),
        active=bool(row.get("active", True)),
        roles=tuple(roles.get(login, ())),
    )
