"""Numbers of cases (案件编码, 任务号) from templates that a city sets.

A template ends with the serial: ``{kind}{big2}{small2}{yyyymmdd}{seq4}``. Everything before it is
the prefix; the store gives the next free serial of the prefix inside its transaction.
"""

from __future__ import annotations

import datetime
import re
from typing import Any, Mapping, Tuple

from ..errors import InputError
from .rules import Settings

_FIELD = re.compile(r"\{([a-z]+)(\d*)\}")
_KINDS = {"component": "C", "event": "E"}
KEYS = (
    "kind",
    "big2",
    "small2",
    "class4",
    "yyyymmdd",
    "yymmdd",
    "yyyy",
    "yy",
    "district6",
    "source",
    "seq1…9",
)


def number(
    template: str, case: Mapping[str, Any], now: datetime.datetime, offset: datetime.timedelta
) -> Tuple[str, int]:
    """(prefix, width of the serial) for a case at a time; days change at local midnight."""
    found = re.fullmatch(r"(.*)\{seq([1-9])\}", template, re.DOTALL)
    if found is None:
        raise InputError("cases.template_serial", template=template)
    local = now + offset
    digits = re.sub(r"\D", "", str(case.get("class_code") or ""))
    values = {
        "kind": _KINDS.get(str(case.get("case_kind")), "E"),
        "big2": digits[:2].ljust(2, "0"),
        "small2": digits[2:4].ljust(2, "0"),
        "class4": digits[:4].ljust(4, "0"),
        "yyyymmdd": f"{local:%Y%m%d}",
        "yymmdd": f"{local:%y%m%d}",
        "yyyy": f"{local:%Y}",
        "yy": f"{local:%y}",
        "district6": str(case.get("district_code") or "")[:6].ljust(6, "0"),
        "source": str(case.get("source_code") or ""),
    }

    def value(match: re.Match[str]) -> str:
        key = match.group(1) + match.group(2)
        if key not in values:
            raise InputError(
                "cases.template_field", template=template, field=key, known=", ".join(KEYS)
            )
        return values[key]

    return _FIELD.sub(value, found.group(1)), int(found.group(2))


def case_code_number(
    settings: Settings, case: Mapping[str, Any], now: datetime.datetime
) -> Tuple[str, int]:
    """The case code, given at filing."""
    return number(settings["case_code_template"], case, now, utc_offset(settings))


def task_no_number(
    settings: Settings, case: Mapping[str, Any], now: datetime.datetime
) -> Tuple[str, int]:
    """The task number, given at the report."""
    return number(settings["task_no_template"], case, now, utc_offset(settings))


def utc_offset(settings: Settings) -> datetime.timedelta:
    return datetime.timedelta(minutes=settings.number("utc_offset_minutes"))
