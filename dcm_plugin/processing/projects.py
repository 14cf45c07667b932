"""Building blocks of QGIS projects that the plugin makes: writing, simple symbols, labels."""

from __future__ import annotations

import io
import secrets
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Callable, List, Sequence

from qgis.core import (
    QgsFillSymbol,
    QgsPalLayerSettings,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor, QFont

from ..core.errors import DcmError
from ..core.files import write_bytes_atomic

#: The first one that a machine has is taken.
FONTS = ("Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", "Noto Sans", "Arial")
#: Suffixes of QGIS projects.
PROJECT_FILES = (".qgz", ".qgs")


def write_project(
    project: QgsProject, path: Path, cleaned: Callable[[bytes], bytes] = bytes
) -> None:
    """Write a project completely or not at all; :class:`DcmError` when it cannot be written.

    ``cleaned``: what is made of the content of the project file before it is kept.
    """
    work = path.with_name(f".{path.stem}.{secrets.token_hex(4)}.part{path.suffix}")
    try:
        if not project.write(str(work)):
            raise DcmError("survey.write_failed", path=str(path), reason=project.error() or "?")
        write_bytes_atomic(path, _renamed(work, path, cleaned))
    except (OSError, zipfile.BadZipFile) as error:
        raise DcmError("survey.write_failed", path=str(path), reason=str(error)) from error
    finally:
        for left in (work, work.with_name(work.name + "~")):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _renamed(work: Path, path: Path, cleaned: Callable[[bytes], bytes]) -> bytes:
    """The written project; inside an archive the files get the name of the project."""
    if path.suffix.lower() != ".qgz":
        return cleaned(work.read_bytes())
    stream = io.BytesIO()
    with zipfile.ZipFile(work) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            suffix = Path("x" + name).suffix
            if suffix == ".qgs":
                new.writestr(path.stem + suffix, cleaned(old.read(name)))
            else:
                new.writestr(name, old.read(name))
    return stream.getvalue()


def outline(colour: str, width: float, style: str = "solid") -> QgsSingleSymbolRenderer:
    """Areas that show their border only; ``width`` in millimetres."""
    return QgsSingleSymbolRenderer(
        QgsFillSymbol.createSimple(
            {
                "style": "no",
                "outline_color": colour,
                "outline_width": str(width),
                "outline_style": style,
            }
        )
    )


def text_look(colour: str, size: float = 8, halo: float = 0.8) -> QgsTextFormat:
    """A text with a white halo in a font that has Chinese."""
    look = QgsTextFormat()
    look.setFont(QFont(FONTS[0]))
    look.setFamilies(list(FONTS))
    look.setSize(size)
    look.setColor(QColor(colour))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(halo > 0)
    buffer.setSize(halo)
    look.setBuffer(buffer)
    return look


def label(
    layer: QgsVectorLayer, expression: str, look: QgsTextFormat, scale: int, finest: int = 0
) -> None:
    """Label a layer at scales finer than 1:``scale``, and coarser than 1:``finest``."""
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.scaleVisibility = True
    settings.minimumScale = scale
    settings.maximumScale = finest
    settings.setFormat(look)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(settings))
    layer.setLabelsEnabled(True)


def roomy(bounds: Sequence[float]) -> List[float]:
    """The extent with a little room around it."""
    margin = 0.02 * max(bounds[2] - bounds[0], bounds[3] - bounds[1], 1.0)
    return [bounds[0] - margin, bounds[1] - margin, bounds[2] + margin, bounds[3] + margin]
