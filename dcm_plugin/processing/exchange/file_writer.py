"""Files of the interchange: written beside the target, looked at, and put in place at once."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Tuple

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
    with placed(path) as file:
        _write(plan, file, crs, source, context, feedback, lang)
        if plan.wish.format.is_dbf:
            finish_shapefile(plan, file)
        check_count(file, len(plan.table), path)


@contextlib.contextmanager
def placed(path: Path) -> Iterator[Path]:
    """A file to write, which takes the place of ``path`` with all that belongs to it at the end.

    Nothing is left of it when the block fails.
    """
    from ...core.files import replace_files

    try:
        folder = Path(tempfile.mkdtemp(prefix=".dcm-", dir=str(path.parent)))
    except OSError as error:
        raise DcmError("files.denied", path=str(path)) from error
    try:
        yield folder / path.name
        replace_files(sorted(folder.iterdir()), path.parent, _side_files(path))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _side_files(path: Path) -> List[Path]:
    """Files beside a Shapefile that a new one makes wrong, or that a GeoPackage in use leaves."""
    if path.suffix.lower() == ".shp":
        return [path.with_name(path.stem + ending) for ending in _INDEXES]
    return [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal")]


def _write(
    plan: Plan, file: Path, crs: Any, source: Any, context: Any, feedback: Any, lang: str
) -> None:
    fields, mapping = file_fields(plan, lang)
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


def file_fields(plan: Plan, lang: str) -> Tuple[QgsFields, Dict[str, str]]:
    """The fields of the file, and which column of the table fills each of them."""
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


def finish_shapefile(plan: Plan, file: Path) -> None:
    """The list of names, and the language driver byte for programs that look at it and not at the
    .cpg file."""
    from ...core.exchange import names_file, names_table
    from ...core.exchange.dbf import DRIVER_AT
    from ...core.exchange.encoding import DRIVERS, GBK
    from ...core.files import write_text_atomic

    write_text_atomic(names_file(file), names_table(plan))
    if plan.wish.encoding != GBK:
        return
    byte = next(byte for byte, encoding in DRIVERS.items() if encoding == GBK)
    with file.with_suffix(".dbf").open("r+b") as table:
        table.seek(DRIVER_AT)
        table.write(bytes([byte]))


def check_count(file: Path, rows: int, path: Path) -> None:
    """Reads the file again: a disk that is full shows at the latest here."""
    layer = QgsVectorLayer(str(file), "written", "ogr")
    found = layer.featureCount() if layer.isValid() else 0
    del layer
    if found != rows:
        raise DcmError("exchange.write_count", path=str(path), found=found, rows=rows)
