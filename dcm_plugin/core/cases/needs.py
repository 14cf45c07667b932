"""What an action needs (必填内容): for dialogs, and checked before the guards."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

from ..errors import InputError
from ..messages import Name
from . import defaults
from .attempt import Attempt
from .workflow import NeedSpec

#: Columns that a case cannot be without.
NOT_EMPTY = ("address", "description", "class_code")


@dataclass(frozen=True)
class Need:
    """One thing to ask for.

    ``kind``: text, choice, datetime, number, media, operator, unit, condition, class, component,
    point. ``choices``: name of the list (a list of ``code_value``, a role for operators, the role
    of a photo). ``default``: proposed value.
    """

    key: str
    kind: str
    required: bool
    choices: str = ""
    name_zh: str = ""
    name_en: str = ""
    default: Any = None

    @property
    def name(self) -> Name:
        return Name(self.name_en, self.name_zh)


@lru_cache(maxsize=1)
def known() -> Mapping[str, Mapping[str, str]]:
    """key → its row in ``data/cases/needs.csv``."""
    return {row["key"]: row for row in defaults.rows("needs")}


@lru_cache(maxsize=64)
def values_of(name: str) -> Tuple[str, ...]:
    """Codes of a list that the code itself works with (results, units of limits)."""
    return tuple(row["code"] for row in defaults.rows("values") if row["list"] == name)


def needs(attempt: Attempt) -> List[Need]:
    """What the transition of an attempt asks for, with what is proposed."""
    result = []
    for spec in attempt.transition.needs:
        row: Mapping[str, str] = known().get(spec.key, {})
        result.append(
            Need(
                key=spec.key,
                kind=row.get("kind") or "text",
                required=_required(attempt, spec),
                choices=spec.choices or row.get("choices", ""),
                name_zh=row.get("name_zh", ""),
                name_en=row.get("name_en", ""),
                default=_default(attempt, spec.key),
            )
        )
    return result


def check(attempt: Attempt) -> None:
    """Raises with the first thing that is missing or of the wrong kind."""
    for need in needs(attempt):
        if need.kind == "media":
            _check_media(attempt, need)
            continue
        value = attempt.given(need.key)
        if value is None:
            if need.required:
                raise InputError("cases.need", **_words(attempt), need=need.name)
            if need.key in NOT_EMPTY and need.key in attempt.data:
                raise InputError("cases.need", **_words(attempt), need=need.name)
            continue
        if need.kind == "choice":
            allowed = values_of(need.choices)
            if allowed and value not in allowed:
                raise InputError(
                    "cases.need_choice",
                    **_words(attempt),
                    need=need.name,
                    value=value,
                    known=", ".join(allowed),
                )
        elif need.kind == "datetime" and not _is_aware(value):
            raise InputError("cases.need_time", **_words(attempt), need=need.name, value=value)


def media_of(data: Mapping[str, Any]) -> List[Dict[str, Any]]:
    """The media of an action: mappings with path, or paths alone."""
    given = data.get("media") or ()
    if isinstance(given, (str, Mapping)):
        given = (given,)
    return [dict(item) if isinstance(item, Mapping) else {"path": str(item)} for item in given]


def _check_media(attempt: Attempt, need: Need) -> None:
    media = media_of(attempt.data)
    if any(not str(item.get("path") or "").strip() for item in media):
        raise InputError("cases.media_path", **_words(attempt))
    if not need.required:
        return
    roles = [item.get("role") or need.choices for item in media]
    if not roles or (need.choices and need.choices != "media_role" and need.choices not in roles):
        raise InputError("cases.need_media", **_words(attempt), role=_role_name(need.choices))


def _role_name(code: str) -> Name:
    for row in defaults.rows("values"):
        if row["list"] == "media_role" and row["code"] == code:
            return Name(row["name_en"], row["name_zh"])
    return Name("any", "任意")


def _required(attempt: Attempt, spec: NeedSpec) -> bool:
    settings, action = attempt.rules.settings, attempt.action.name
    if spec.key == "media":
        return spec.required and action in settings.words("photos_required")
    if spec.key == "point":
        missing = not attempt.before.get("geom")
        return spec.required and missing and action in settings.words("point_required")
    if spec.key == "condition_code":
        return spec.required or bool(
            attempt.rules.conditions(attempt.before) and not attempt.before.get("condition_code")
        )
    return spec.required


def _default(attempt: Attempt, key: str) -> Optional[Any]:
    case, rules = attempt.before, attempt.rules
    if key == "department":
        level = 1 if attempt.action.name == "dispatch" else 2 + bool(case.get("department_2"))
        return rules.proposed_department(case, level)
    if key == "patrol":
        return rules.duty_operators.get(str(case.get("duty_grid_code") or "")) or case.get(
            "report_patrol"
        )
    if key == "condition_code":
        found: Sequence[Mapping[str, Any]] = rules.conditions(case)
        codes = {row["condition_code"] for row in found}
        return case.get("condition_code") or (codes.pop() if len(codes) == 1 else None)
    return None


def _words(attempt: Attempt) -> Dict[str, Any]:
    return {
        "case": attempt.before.get("task_no") or "–",
        "action": attempt.rules.action_name(attempt.action.name),
    }


def _is_aware(value: Any) -> bool:
    return isinstance(value, datetime.datetime) and value.tzinfo is not None
