"""The photos of a case: thumbnails that are read in the background, opened in the viewer."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Sequence

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import (
    QCoreApplication,
    QObject,
    QRunnable,
    QSize,
    Qt,
    QThreadPool,
    QUrl,
    pyqtSignal,
)
from qgis.PyQt.QtGui import QColor, QDesktopServices, QIcon, QImage, QImageReader, QPainter, QPixmap
from qgis.PyQt.QtWidgets import QListView, QListWidget, QListWidgetItem, QWidget

from .names import Names

translate = QCoreApplication.translate
_SIZE = QSize(128, 96)
_PATH = Qt.ItemDataRole.UserRole + 1


class _Teller(QObject):
    """Carries an image from a thread of the pool to the list."""

    ready = pyqtSignal(int, str, QImage)


class _Reader(QRunnable):
    """Reads one image no larger than a thumbnail; turned as the camera was held."""

    def __init__(self, teller: _Teller, serial: int, path: str, size: QSize) -> None:
        super().__init__()
        self._teller, self._serial, self._path, self._size = teller, serial, path, size

    def run(self) -> None:
        reader = QImageReader(self._path)
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(size.scaled(self._size, Qt.AspectRatioMode.KeepAspectRatio))
        self._teller.ready.emit(self._serial, self._path, reader.read())


class PhotoList(QListWidget):
    """Shows the media of one case; a file that is not there is named."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(_SIZE)
        self.setSpacing(4)
        self.setWordWrap(True)
        self.setAccessibleName(translate("DCM", "Photos and files"))
        self.itemActivated.connect(self._open)
        self._teller = _Teller(self)
        self._teller.ready.connect(self._ready)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._serial = 0
        self._items: Dict[str, List[QListWidgetItem]] = {}
        self._shown: Any = None

    def show_media(self, media: Sequence[Mapping[str, Any]], folder: Path, names: Names) -> None:
        """Show these; the same ones are not read again."""
        wanted = (tuple((row["path"], row.get("role")) for row in media), folder)
        if wanted == self._shown:
            return
        self._shown = wanted
        self._serial += 1
        self._pool.clear()
        self.clear()
        self._items = {}
        for row in media:
            path = folder / str(row["path"])
            there = path.is_file()
            role = names.value("media_role", row.get("role"))
            text = role if there else translate("DCM", "{role}: file is missing").format(role=role)
            item = QListWidgetItem(_placeholder(there, str(row.get("kind"))), text, self)
            item.setData(_PATH, str(path))
            item.setToolTip(str(path))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            self._items.setdefault(str(path), []).append(item)
        if self.isVisible():
            self._read()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        """Thumbnails are read when the page is looked at for the first time."""
        for path, items in self._items.items():
            if items and not items[0].data(_PATH + 1) and Path(path).is_file():
                items[0].setData(_PATH + 1, True)
                ratio = self.devicePixelRatioF()
                size = QSize(round(_SIZE.width() * ratio), round(_SIZE.height() * ratio))
                self._pool.start(_Reader(self._teller, self._serial, path, size))

    def _ready(self, serial: int, path: str, image: QImage) -> None:
        if serial != self._serial or image.isNull():
            return
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        for item in self._items.get(path, ()):
            item.setIcon(QIcon(picture))

    def _open(self, item: QListWidgetItem) -> None:
        path = str(item.data(_PATH))
        if Path(path).is_file():
            QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def close_all(self) -> None:
        """Nothing is read any more."""
        self._serial += 1
        self._pool.clear()
        self._pool.waitForDone()


def _placeholder(there: bool, kind: str) -> QIcon:
    picture = QPixmap(_SIZE)
    picture.fill(QColor(128, 128, 128, 40))
    painter = QPainter(picture)
    name = "/mActionAddImage.svg" if kind == "image" else "/mActionFileOpen.svg"
    icon = QgsApplication.getThemeIcon(name if there else "/mIconWarning.svg")
    icon.paint(painter, (_SIZE.width() - 32) // 2, (_SIZE.height() - 32) // 2, 32, 32)
    painter.end()
    return QIcon(picture)
