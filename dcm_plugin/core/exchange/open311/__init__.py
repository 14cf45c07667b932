"""Open311 GeoReport v2 (JSON of requests and services) and GeoReport Bulk (CSV).

Facts of the formats: wiki.open311.org/GeoReport_v2 and /GeoReport/bulk. Nothing here knows cases:
``core.exchange.open311.mapping`` turns them into service requests and back.
"""

from .bulk import BULK_COLUMNS, read_bulk, write_bulk_rows
from .model import Service, ServiceRequest
from .requests import read_requests, request_json, services_json

__all__ = [
    "BULK_COLUMNS",
    "Service",
    "ServiceRequest",
    "read_bulk",
    "read_requests",
    "request_json",
    "services_json",
    "write_bulk_rows",
]
