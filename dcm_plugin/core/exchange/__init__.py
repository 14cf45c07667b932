"""Unit grids in and out: fields and names of the profiles, encodings and limits of the formats."""

from __future__ import annotations

from .delivery import (
    EMPTY,
    ERROR,
    FID,
    KEEP,
    LEAVE_OUT,
    OWN,
    REFUSE,
    Delivery,
    finding_text,
    marks,
    read_delivery,
    refuse_errors,
    without_errors,
)
from .encoding import AUTO, CHOICES, Verdict, tell_encoding
from .export import (
    DATES,
    FORMATS,
    NAMINGS,
    Plan,
    Wish,
    file_format,
    long_names,
    names_file,
    names_table,
    plan_export,
    plan_table,
)
from .report import encoding_values, export_report, import_report

__all__ = [
    "AUTO",
    "CHOICES",
    "DATES",
    "EMPTY",
    "ERROR",
    "FID",
    "FORMATS",
    "KEEP",
    "LEAVE_OUT",
    "NAMINGS",
    "OWN",
    "REFUSE",
    "Delivery",
    "Plan",
    "Verdict",
    "Wish",
    "encoding_values",
    "export_report",
    "file_format",
    "finding_text",
    "import_report",
    "long_names",
    "marks",
    "names_file",
    "names_table",
    "plan_export",
    "plan_table",
    "read_delivery",
    "refuse_errors",
    "tell_encoding",
    "without_errors",
]
