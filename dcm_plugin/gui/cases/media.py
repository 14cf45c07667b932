"""Photos and files of cases: where they are, and how new ones get there."""

from __future__ import annotations

import datetime
import secrets
from pathlib import Path
from typing import Any, Dict, List, Mapping, Sequence, Tuple

from ...core.errors import InputError
from ...core.files import make_folder, write_bytes_atomic
from .target import Target

_KINDS: Dict[str, Tuple[str, ...]] = {
    "image": (".jpg", ".jpeg", ".png", ".webp", ".heic", ".bmp", ".tif", ".tiff"),
    "video": (".mp4", ".mov", ".avi", ".3gp", ".mkv"),
    "audio": (".mp3", ".wav", ".amr", ".m4a", ".aac"),
}
_DEFAULT_FOLDER = "media"


def kind_of(path: str) -> str:
    """image, video, audio or document, by the ending of the name."""
    ending = Path(path).suffix.lower()
    return next((kind for kind, endings in _KINDS.items() if ending in endings), "document")


def media_folder(target: Target, settings: Mapping[str, str], home: str) -> Path:
    """The folder below which the files of a city are: beside the GeoPackage, or below the folder of
    the project (``home``), unless the setting ``media_folder`` is a whole path."""
    named = Path(settings.get("media_folder") or _DEFAULT_FOLDER)
    if named.is_absolute():
        return named
    base = Path(target.path).parent if target.is_file else Path(home or ".")
    return base / named


def keep_files(
    items: Sequence[Mapping[str, Any]], folder: Path, now: datetime.datetime
) -> Tuple[List[Dict[str, Any]], List[Path]]:
    """Copy files below the folder, by month, each under a name of its own.

    ``items``: ``path`` of a file anywhere and its ``role``. Gives the items with paths below the
    folder, and the files made. A file that cannot be read or written is named in the error, and
    nothing is left of those before it.
    """
    kept: List[Dict[str, Any]] = []
    made: List[Path] = []
    try:
        for item in items:
            source = Path(str(item["path"]))
            try:
                data = source.read_bytes()
            except OSError as error:
                reason = error.strerror or str(error)
                raise InputError(
                    "case_dock.photo_unreadable", path=str(source), reason=reason
                ) from error
            below = Path(now.strftime("%Y")) / now.strftime("%m")
            make_folder(folder / below)
            name = f"{now.strftime('%d%H%M%S')}-{secrets.token_hex(4)}{source.suffix.lower()}"
            made.append(write_bytes_atomic(folder / below / name, data))
            kept.append({**item, "path": (below / name).as_posix(), "kind": kind_of(source.name)})
    except Exception:
        drop_files(made)
        raise
    return kept, made


def drop_files(files: Sequence[Path]) -> None:
    """Take files away again: the action they belonged to was refused."""
    for file in files:
        file.unlink(missing_ok=True)


def with_media(
    data: Mapping[str, Any], folder: Path, now: datetime.datetime
) -> Tuple[Dict[str, Any], List[Path]]:
    """The data of an action with its files below the folder, and the files made."""
    items = data.get("media")
    if not items:
        return dict(data), []
    kept, made = keep_files(items, folder, now)
    return {**data, "media": kept}, made
