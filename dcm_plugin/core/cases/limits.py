"""Time limits (时限): what a text says, and which row of the tables holds for a case."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, List, Mapping, Optional, Sequence, Tuple

from ..errors import InputError
from .calendar import LONGEST, Limit
from .clock import WARN_SHARE
from .model import Row

#: Class and condition code of a row that holds for every class of its kind (default limit).
ANY = "*"
#: Why a person must look at a limit; texts ``limits.flag.*``. Several are joined by ``|``.
EMPTY, UNPARSED, RANGE, SEASON = "empty", "unparsed", "range", "season"
PLAIN_HOUR, PLAIN_DAY, MINUTES, DEFAULT = "plain_hour", "plain_day", "minutes", "default"
#: A condition was given, and no row has it: the row of the whole class or kind is used.
FLAGS = (EMPTY, UNPARSED, RANGE, SEASON, PLAIN_HOUR, PLAIN_DAY, MINUTES, DEFAULT)

_NUMBER = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百半]+)"
_UNIT = (
    r"紧急工作小时|紧急工作时|紧急小时|紧急工作日|紧急工作天|紧急日|"
    r"工作小时|工作时|工作日|工作天|自然日|自然天|日历天|日历日|"
    r"小时|分钟|天|日|h"
)
_LIMIT = re.compile(
    r"(?:处置时限|处理时限|时限|限时|限|不超过|不多于|小于等于|≤|<=|在|约|[::])*"
    r"(?P<season>[\u4e00-\u9fff]{0,4}季节?(?:内|后)?[,,、]?)?"
    rf"(?P<low>{_NUMBER})(?:个?(?P<low_unit>{_UNIT})?(?:-|~|—|–|至|到)(?P<high>{_NUMBER}))?"
    rf"个?(?P<unit>{_UNIT})"
    r"(?:以内|之内|内)?(?:完成|处置|处理|办结|修复|解决)?[。.;;]?"
)
_UNITS = {
    "紧急工作小时": "urgent_hour",
    "紧急工作时": "urgent_hour",
    "紧急小时": "urgent_hour",
    "紧急工作日": "urgent_day",
    "紧急工作天": "urgent_day",
    "紧急日": "urgent_day",
    "工作小时": "work_hour",
    "工作时": "work_hour",
    "工作日": "work_day",
    "工作天": "work_day",
    "自然日": "natural_day",
    "自然天": "natural_day",
    "日历天": "natural_day",
    "日历日": "natural_day",
}
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}
_DIGITS.update({"〇": 0, "两": 2})


def parse_limit(
    text: object, plain_hour: str = "work_hour", plain_day: str = "work_day"
) -> Tuple[Optional[Limit], str]:
    """The limit that a cell of a table of limits says, and a flag ('' when it is plain).

    ``N紧急工作时``, ``N紧急工作日``, ``N工作时``, ``N工作日``, ``N自然日``; digits in any width or
    Chinese numerals. ``N小时`` and ``N天`` do not say whether they run at night: they are read as
    ``plain_hour`` and ``plain_day`` and flagged. Of a range the longer end is taken, flagged;
    ``种植季节N工作日`` counts from the season on, flagged. Text of another kind gives None.
    """
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text if text is not None else "")))
    if not plain or plain in "-/—":
        return None, EMPTY
    found = _LIMIT.fullmatch(plain)
    low = _number(found["low"]) if found else None
    if found is None or low is None:
        return None, UNPARSED
    flags: List[str] = []
    value = low
    if found["high"]:
        high = _number(found["high"])
        if high is None or high <= low or found["low_unit"] not in (None, found["unit"]):
            return None, UNPARSED
        value = high
        flags.append(RANGE)
    if found["season"]:
        flags.append(SEASON)
    word = found["unit"]
    if word in _UNITS:
        unit = _UNITS[word]
    elif word == "分钟":
        unit, value = "urgent_hour", value / 60.0
        flags.append(MINUTES)
    elif word in ("小时", "h"):
        unit = plain_hour
        flags.append(PLAIN_HOUR)
    else:
        unit = plain_day
        flags.append(PLAIN_DAY)
    if not 0 < value <= LONGEST:
        return None, UNPARSED
    return Limit(unit, value), "|".join(flags)


def find_limit(
    rows: Sequence[Mapping[str, Any]],
    catalogue_id: Optional[str],
    class_code: Optional[str],
    condition_code: Optional[str],
    mgmt_class: Optional[str],
    case_kind: Optional[str] = None,
) -> Optional[Row]:
    """The row of ``time_limit`` that holds for a case; None when the table says nothing.

    The row of the filing condition; else the row of the whole class (condition ``*``); else, when
    no condition was chosen, the first one of the class; else the default of the kind (class ``*``).
    In each step the row of the management class comes before the one for all. Rows without a limit
    (what could not be read) are passed over. Component and event classes share codes: give
    ``case_kind`` unless the rows are of one kind.
    """

    def fits(row: Mapping[str, Any]) -> bool:
        return (
            bool(row.get("limit_unit"))
            and row.get("limit_value") is not None
            and (not catalogue_id or row.get("catalogue_id") in (catalogue_id, ANY))
            and (not case_kind or row.get("case_kind") == case_kind)
            and (not row.get("mgmt_class") or row.get("mgmt_class") == mgmt_class)
        )

    def rank(row: Mapping[str, Any]) -> int:
        row_class, condition = str(row["class_code"]), condition_of(row)
        own = row_class == str(class_code or "")
        if own and condition_code and condition == condition_code:
            step = 4
        elif own and condition == ANY:
            step = 3
        elif own and not condition_code:
            step = 2
        elif row_class == ANY:
            step = 1
        else:
            return 0
        known = row.get("catalogue_id") != ANY
        return step * 4 + 2 * bool(row.get("mgmt_class")) + known

    # of equal rows the one with the lowest condition code, so that the choice is always the same
    fitting = sorted(filter(fits, rows), key=lambda row: str(row.get("condition_code") or ""))
    best = max(fitting, key=rank, default=None)
    return dict(best) if best is not None and rank(best) else None


def condition_of(row: Mapping[str, Any]) -> str:
    """The condition code of a row; ``*`` for those of a whole class or kind (``C*``, ``E*``)."""
    code = str(row.get("condition_code") or "")
    return ANY if code.endswith(ANY) else code


def stage_limit(
    rows: Sequence[Mapping[str, Any]], clock: str, district_code: Optional[str] = None
) -> Tuple[Limit, float]:
    """Limit and share for yellow of a clock: of the district, else of the whole city.

    Raises :class:`InputError` when the table ``stage_limit`` has neither.
    """
    best: Optional[Mapping[str, Any]] = None
    for row in rows:
        if row.get("clock") == clock:
            district = row.get("district_code")
            if district and district == district_code:
                best = row
                break
            if not district:
                best = row
    if best is None:
        raise InputError("limits.no_stage", clock=clock, district=district_code or "-")
    share = best.get("warn_share")
    limit = Limit(str(best["limit_unit"]), float(best["limit_value"]))
    return limit, WARN_SHARE if share is None else float(share)


def _number(text: str) -> Optional[float]:
    """Arabic digits, or Chinese numerals up to 999 (十五, 二十, 一百二十); 半 is a half."""
    if text[0].isdigit():
        return float(text)
    if text == "半":
        return 0.5
    total, digit = 0, -1
    for character in text:
        if character in _DIGITS:
            if digit >= 0:
                return None
            digit = _DIGITS[character]
        elif character in "十百":
            total += (1 if digit < 0 else digit) * (10 if character == "十" else 100)
            digit = -1
        else:
            return None
    return float(total + max(digit, 0))
