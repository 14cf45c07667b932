"""GeoReport v2 JSON: lists of requests and of services."""

from __future__ import annotations

import datetime
import json
from typing import Any, Dict, Iterable, List

from ...errors import InputError
from ..times import iso
from .model import CLOSED, DESCRIPTION_LENGTH, NO_OBJECT, Service, ServiceRequest
from .reading import read_request, text_of

#: Field of the JSON → field of :class:`ServiceRequest`.
FIELDS: Dict[str, str] = {
    "service_request_id": "id",
    "status": "status",
    "status_notes": "status_notes",
    "service_name": "service_name",
    "service_code": "service_code",
    "description": "description",
    "agency_responsible": "agency",
    "service_notice": "service_notice",
    "requested_datetime": "requested",
    "updated_datetime": "updated",
    "expected_datetime": "expected",
    "address": "address",
    "address_id": "address_id",
    "zipcode": "zipcode",
    "lat": "lat",
    "long": "long",
    "media_url": "media_url",
}
_TIMES = ("requested", "updated", "expected")
#: Names that endpoints use instead: name in the file → name of the specification.
_OTHER_NAMES = {
    "lng": "long",
    "lon": "long",
    "longitude": "long",
    "latitude": "lat",
    "id": "service_request_id",
}
_WRAPPERS = ("service_requests", "requests", "request", "data", "results")


def request_json(request: ServiceRequest, offset: datetime.timedelta) -> Dict[str, Any]:
    """One request as an object of the JSON; optional fields without value are null.

    Raises :class:`InputError` when a field is missing without which no request is valid.
    """
    kept = carried(request)
    values: Dict[str, Any] = {}
    for name, field in FIELDS.items():
        value = getattr(kept, field)
        values[name] = iso(value, offset) if field in _TIMES else value
    for name in ("service_request_id", "service_code", "requested_datetime"):
        if not values[name]:
            raise InputError(
                "case_exchange.request_incomplete", field=name, request=request.id or "-"
            )
    return values


def services_json(services: Iterable[Service]) -> List[Dict[str, Any]]:
    """The list of services as the JSON has it."""
    return [
        {
            "service_code": service.code,
            "service_name": service.name,
            "description": service.description,
            "metadata": service.metadata,
            "type": service.type,
            "keywords": service.keywords,
            "group": service.group,
        }
        for service in services
    ]


def read_requests(
    text: str, offset: datetime.timedelta, order: str = "ymd", name: str = ""
) -> List[ServiceRequest]:
    """The requests of a JSON text; ``offset`` is the zone of times that name none.

    A list, one request, or a list inside an object (``service_requests`` …) is taken. An item that
    is no object stands for itself, with the problem NO_OBJECT, so that nothing is lost silently.
    Raises :class:`InputError` when it is no JSON or holds no list of requests.
    """
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InputError("case_exchange.no_json", path=name, reason=str(error)) from error
    found = []
    for row in _listed(data, name):
        if not isinstance(row, dict):
            found.append(ServiceRequest(description=text_of(row), problems=(NO_OBJECT,)))
            continue
        named: Dict[str, Any] = {}
        for key, value in row.items():
            key = str(key).strip().casefold()
            named.setdefault(_OTHER_NAMES.get(key, key), value)
        found.append(read_request(named, FIELDS, offset, order))
    return found


def read_services(text: str, name: str = "") -> List[Service]:
    """The services of a JSON text; those without code are left out."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise InputError("case_exchange.no_json", path=name, reason=str(error)) from error
    made = []
    for row in data if isinstance(data, list) else []:
        code = text_of(row.get("service_code")) if isinstance(row, dict) else None
        if code:
            made.append(
                Service(
                    code,
                    text_of(row.get("service_name")) or code,
                    text_of(row.get("group")),
                    text_of(row.get("description")),
                    text_of(row.get("keywords")),
                    text_of(row.get("type")) or "realtime",
                    row.get("metadata") in (True, "true"),
                )
            )
    return made


def carried(request: ServiceRequest) -> ServiceRequest:
    """What the JSON keeps of a request."""
    values = {field: getattr(request, field) for field in FIELDS.values()}
    values["description"] = (values["description"] or "")[:DESCRIPTION_LENGTH].strip() or None
    if request.status == CLOSED and request.updated is None:
        values["updated"] = request.closed
    return ServiceRequest(**values)


def _listed(data: Any, name: str) -> List[Any]:
    if isinstance(data, dict):
        inner = next(
            (data[key] for key in _WRAPPERS if isinstance(data.get(key), (list, dict))), data
        )
        data = inner if isinstance(inner, list) else [inner]
    items = data if isinstance(data, list) else []
    if isinstance(data, list) and not data:
        return []
    known = any(
        key in item
        for item in items
        if isinstance(item, dict)
        for key in ("service_request_id", "service_code", "status")
    )
    if not known:
        raise InputError("case_exchange.no_requests", path=name)
    return items
