"""A report as PDF, on A4."""

from __future__ import annotations

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF
from qgis.PyQt.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from ..core.files import write_bytes_atomic

_FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimSun",
    "WenQuanYi Micro Hei", "Noto Sans", "Segoe UI", "Arial",
)  # fmt: skip
_MARGIN = 16.0
_POINTS = 9.5


def pdf_bytes(html: str, title: str) -> bytes:
    """The pages of a text document; ``html`` as :func:`core.report.paper.render_paper` makes it."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(title)
    writer.setResolution(300)
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    font = QFont()
    font.setFamilies(list(_FAMILIES))
    font.setPointSizeF(_POINTS)
    document.setDefaultFont(font)
    document.documentLayout().setPaintDevice(writer)
    document.setHtml(html)
    area = writer.pageLayout().paintRectPixels(writer.resolution())
    document.setPageSize(QSizeF(area.width(), area.height()))
    getattr(document, "print_" if hasattr(document, "print_") else "print")(writer)
    buffer.close()
    return bytes(data.data())


def write_pdf(path: str, html: str, title: str) -> None:
    """Write the PDF completely or not at all."""
    write_bytes_atomic(path, pdf_bytes(html, title))
