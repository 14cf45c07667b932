"""The limits that hold for one case."""

from __future__ import annotations

from typing import Tuple

from ..errors import InputError
from .attempt import Attempt
from .calendar import Limit
from .limits import find_limit, stage_limit
from .rules import Rules


def disposal_limit(attempt: Attempt) -> Limit:
    """How long the disposal of a case may take.

    Given by hand; or of the table by class, filing condition and management class; or the default
    of the stage. Raises ``cases.no_limit`` when none of them tells.
    """
    unit, value = attempt.given("limit_unit"), attempt.given("limit_value")
    if value is not None:
        try:
            number = float(value)
        except (TypeError, ValueError):
            number = -1.0
        if unit is None or not 0 < number < float("inf"):
            raise InputError("cases.limit_given", value=value, unit=unit or "–")
        return Limit(str(unit), number)
    case = attempt.after()
    condition = attempt.given("condition_code") or case.get("condition_code")
    row = find_limit(
        attempt.rules.limit_rows(case),
        case.get("catalogue_id"),
        case.get("class_code"),
        condition,
        case.get("mgmt_class"),
        case_kind=case.get("case_kind"),
    )
    if row is not None and row.get("limit_unit") and row.get("limit_value"):
        return Limit(str(row["limit_unit"]), float(row["limit_value"]))
    try:
        return stage_limit(attempt.rules.stage_limits, "dispose", case.get("district_code"))[0]
    except InputError as error:
        raise InputError(
            "cases.no_limit",
            class_code=case.get("class_code") or "–",
            condition=condition or "–",
            mgmt_class=case.get("mgmt_class") or "–",
        ) from error


def limit_of_stage(rules: Rules, clock: str, case: object) -> Tuple[Limit, float]:
    """Limit and share for yellow of an inner stage, of the district or of the city."""
    district = case.get("district_code") if isinstance(case, dict) else None
    return stage_limit(rules.stage_limits, clock, district)
