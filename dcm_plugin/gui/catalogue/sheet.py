"""Excel files where openpyxl is missing: GDAL, which comes with QGIS, reads them too."""

from __future__ import annotations

from importlib import util
from pathlib import Path
from typing import Any, List, Optional

from osgeo import gdal

from ...core.classes.tables import SPREADSHEET
from ...core.errors import InputError

#: The driver would guess which row is the heading, and make numbers of codes.
_OPTIONS = {"OGR_XLSX_HEADERS": "DISABLE", "OGR_XLSX_FIELD_TYPES": "STRING"}


def sheet_cells(path: Path) -> Optional[List[List[Any]]]:
    """The cells of the first sheet, row by row; None where core reads the file itself.

    Raises :class:`InputError` for what is no Excel file.
    """
    if path.suffix.lower() not in SPREADSHEET or util.find_spec("openpyxl") is not None:
        return None
    if gdal.GetDriverByName("XLSX") is None:
        return None
    before = {name: gdal.GetThreadLocalConfigOption(name) for name in _OPTIONS}
    for name, value in _OPTIONS.items():
        gdal.SetThreadLocalConfigOption(name, value)
    try:
        return _read(path)
    except RuntimeError as error:  # GDAL with exceptions
        raise _unreadable(path, str(error)) from error
    finally:
        for name, old in before.items():
            gdal.SetThreadLocalConfigOption(name, old)


def _read(path: Path) -> List[List[Any]]:
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        source = gdal.OpenEx(str(path), gdal.OF_VECTOR, allowed_drivers=["XLSX"])
    finally:
        gdal.PopErrorHandler()
    layer = None if source is None else source.GetLayer(0)
    if layer is None:
        raise _unreadable(path, gdal.GetLastErrorMsg() or "XLSX?")
    return [
        [feature.GetField(place) for place in range(feature.GetFieldCount())] for feature in layer
    ]


def _unreadable(path: Path, reason: str) -> InputError:
    return InputError("classes.table_unreadable", file=path.name, reason=reason)
