"""Reports: one builder, three faces (HTML to read and print, JSON for machines, CSV for lists).

>>> report = Report(Msg("report.title.check"), profile="gbt47678_3_2026")
>>> report.headline("errors", Msg("report.errors"), 3, status="error")
>>> section = report.section("area", Msg("report.section.area"))
>>> section.values([Value("median", Msg("report.area.median"), 9870.0, unit="m²", decimals=0)])
>>> section.histogram(edges, counts, unit="m²", band=(5000, 15000), target=10000)
>>> core.files.write_text_atomic(path, report.to_html("zh"))
"""

from __future__ import annotations

from .model import Column, Label, Msg, Report, Section, Value, label_text
from .table import findings_csv, table_csv

__all__ = [
    "Column",
    "Label",
    "Msg",
    "Report",
    "Section",
    "Value",
    "findings_csv",
    "label_text",
    "table_csv",
]
