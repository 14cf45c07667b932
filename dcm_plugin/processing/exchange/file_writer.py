"""Files of the interchange: written beside the target, looked at, and put in place at once."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, List, Tuple

from qgis.core import QgsFields, QgsVectorFileWriter, QgsVectorLayer

from ...compat import field as make_field
from ...core.errors import DcmError
from .. import adapters
from ..grid.history_tables import polygon_type

if TYPE_CHECKING:
    from ...core.exchange import Plan

#: Decimals of a degree in GeoJSON: about a millimetre.
DECIMALS = 8
#: Files of a Shapefile that a new one makes wrong.
_INDEXES = (".qix", ".sbn", ".sbx", ".cpg", ".qmd", ".shp.xml", ".fields.csv")


def write_file(
    plan: Plan, path: Path, crs: Any, source: Any, context: Any, feedback: Any, lang: str
) -> None:
    """Write the plan to ``path``, all its files or none; DcmError says why not."""
    from ...core.exchange import names_table
    from ...core.files import replace_files, write_text_atomic

    try:
        folder = Path(tempfile.mkdtemp(prefix=".dcm-", dir=str(path.parent)))
    except OSError as error:
        raise DcmError("files.denied", path=str(path)) from error
    try:
        file = folder / path.name
        _write(plan, file, crs, source, context, feedback, lang)
        if plan.wish.format.is_dbf:
            _finish_shapefile(plan, file)
            write_text_atomic(folder / f"{path.stem}.fields.csv", names_table(plan))
        _count(file, len(plan.table), path)
        made = sorted(folder.iterdir())
        stale = [path.with_name(path.stem + ending) for ending in _INDEXES]
        replace_files(made, path.parent, stale if plan.wish.format.is_dbf else _side_files(path))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _side_files(path: Path) -> List[Path]:
    """Files that a GeoPackage in use leaves beside it."""
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _write(
    plan: Plan, file: Path, crs: Any, source: Any, context: Any, feedback: Any, lang: str
) -> None:
    fields, mapping = _fields(plan, lang)
    kind, multi = polygon_type(plan.table, source)
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = plan.wish.format.driver
    options.layerName = file.stem
    options.fileEncoding = plan.wish.encoding if plan.wish.format.is_dbf else "UTF-8"
    if plan.wish.format.geographic:
        options.layerOptions = ["RFC7946=YES", f"COORDINATE_PRECISION={DECIMALS}"]
    writer = QgsVectorFileWriter.create(
        str(file), fields, kind, crs, context.transformContext(), options
    )
    if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
        raise DcmError("processing.write_failed", reason=writer.errorMessage())
    adapters.frame_to_sink(plan.table, writer, fields, feedback, mapping, multi)
    failed = writer.errorMessage()
    del writer  # closes the file
    if failed:
        raise DcmError("processing.write_failed", reason=failed)


def _fields(plan: Plan, lang: str) -> Tuple[QgsFields, Dict[str, str]]:
    fields, mapping = QgsFields(), {}
    is_dbf = plan.wish.format.is_dbf
    for out in plan.fields:
        kind = out.kind
        if not plan.wish.format.has_dates and kind in ("date", "datetime"):
            kind = "string"
        sized = is_dbf or (out.spec is not None and out.spec.type == out.kind)
        width, decimals = (out.width, out.decimals) if sized else (0, 0)
        if out.kind in ("date", "datetime", "bool") or (not is_dbf and kind == "int"):
            width = decimals = 0
        alias = out.spec.alias(lang) if out.spec else ""
        fields.append(make_field(out.name, kind, width, decimals, alias))
        mapping[out.name] = out.column
    return fields, mapping


def _finish_shapefile(plan: Plan, file: Path) -> None:
    """The language driver byte, for programs that look at it and not at the .cpg file."""
    from ...core.exchange.dbf import DRIVER_AT
    from ...core.exchange.encoding import DRIVERS, GBK

    if plan.wish.encoding != GBK:
        return
    byte = next(byte for byte, encoding in DRIVERS.items() if encoding == GBK)
    with file.with_suffix(".dbf").open("r+b") as table:
        table.seek(DRIVER_AT)
        table.write(bytes([byte]))


def _count(file: Path, rows: int, path: Path) -> None:
    """Reads the file again: a disk that is full shows at the latest here."""
    layer = QgsVectorLayer(str(file), "written", "ogr")
    found = layer.featureCount() if layer.isValid() else 0
    del layer
    if found != rows:
        raise DcmError("exchange.write_count", path=str(path), found=found, rows=rows)
