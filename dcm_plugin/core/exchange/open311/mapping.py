"""Cases as service requests of Open311.

service_code: C or E and the class code; service_name: the small class; group: the big class;
agency_responsible: the department; status: by the table of workflow states of the city.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ...cases.model import Row
from ...classes.model import KINDS, Catalogue
from ..incoming import service_code
from .model import CLOSED, OPEN, Service, ServiceRequest

#: Columns of a case that a request is made of.
COLUMNS = (
    "id", "task_no", "state", "case_kind", "class_code", "description", "department",
    "report_time", "updated", "close_time", "cancel_time", "dispose_deadline", "address",
    "source_code", "is_similar", "similar_to",
)  # fmt: skip


@dataclass
class CaseNames:
    """Names behind the codes of a city: of its states, departments and sources, in one language.

    ``states``: code → (Open311 status, Bulk status, name); a state without status is not given
    away (drafts).
    """

    catalogue: Catalogue
    lang: str
    states: Mapping[str, Tuple[Optional[str], Optional[str], str]]
    departments: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    #: Task number by id of the cases that others are similar to.
    numbers: Mapping[int, str] = field(default_factory=dict)
    #: What stands before the number of a similar case in the notes.
    similar: str = ""

    def class_name(self, case_kind: str, class_code: str) -> str:
        found = self.catalogue.find(case_kind, class_code)
        return found.name(self.lang) if found else class_code


def states_of(rows: List[Row], lang: str) -> Dict[str, Tuple[Optional[str], Optional[str], str]]:
    """The states of :class:`CaseNames` from the table ``workflow_state``."""
    name = "name_zh" if lang == "zh" else "name_en"
    return {
        row["code"]: (row.get("open311") or None, row.get("bulk") or None, row[name])
        for row in rows
    }


def to_request(
    case: Row, names: CaseNames, place: Optional[Tuple[float, float]]
) -> Optional[ServiceRequest]:
    """A case as request, None for a state that is not given away; ``place``: (lon, lat)."""
    status, bulk, state_name = names.states.get(case["state"], (None, None, case["state"]))
    if status is None:
        return None
    closed = case.get("close_time") or case.get("cancel_time")
    is_closed = status == CLOSED
    if is_closed:
        closed = closed or case.get("updated")
    notes = state_name
    other = names.numbers.get(case.get("similar_to") or -1)
    if case.get("is_similar") and other:
        notes = f"{state_name}; {names.similar} {other}"
    lon, lat = place if place is not None else (None, None)
    return ServiceRequest(
        id=str(case["task_no"]),
        status=CLOSED if is_closed else OPEN,
        bulk_status=bulk or ("Closed" if is_closed else "Open"),
        status_notes=notes,
        service_code=service_code(case["case_kind"], case["class_code"]),
        service_name=names.class_name(case["case_kind"], case["class_code"]),
        service_subtype=service_code(case["case_kind"], case["class_code"]),
        description=(case.get("description") or "").strip() or None,
        agency=_name(case.get("department"), names.departments),
        requested=case["report_time"],
        updated=closed if is_closed else case.get("updated"),
        closed=closed if is_closed else None,
        expected=case.get("dispose_deadline"),
        address=(case.get("address") or "").strip() or None,
        lat=lat,
        long=lon,
        source=_name(case.get("source_code"), names.sources),
    )


def services_of(catalogue: Catalogue, lang: str) -> List[Service]:
    """All classes of a catalogue as services, components first."""
    made = []
    for kind in KINDS:
        for item in catalogue.of_kind(kind):
            major = catalogue.major(kind, item.code)
            made.append(
                Service(
                    service_code(kind, item.code),
                    item.name(lang),
                    major.name(lang) if major else None,
                    item.description(lang) or None,
                )
            )
    return made


def _name(code: Any, names: Mapping[str, str]) -> Optional[str]:
    return names.get(code, code) if code else None
