"""Writing files so that a reader never meets half of one."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path
from typing import List, Optional, Sequence, Tuple, Union

from .errors import DcmError

PathLike = Union[str, "os.PathLike[str]"]

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}
_BINARY = getattr(os, "O_BINARY", 0)


def write_text_atomic(path: PathLike, text: str, encoding: str = "utf-8") -> Path:
    """Write ``text`` to ``path`` (see :func:`write_bytes_atomic`); line ends are kept as given."""
    return write_bytes_atomic(path, text.encode(encoding))


def write_bytes_atomic(path: PathLike, data: bytes) -> Path:
    """Write ``data`` to ``path`` completely or not at all.

    The bytes go to a temporary neighbour, are flushed to the disk and take the name of the target
    in one step. When that fails the old file is still there, the temporary one is gone, and the
    error says what to do.
    """
    target = Path(path)
    name = str(target)
    temporary = str(target.with_name(f".{target.name}.{secrets.token_hex(6)}.part"))
    made = False
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        made = True
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if os.name == "posix" and target.exists():
            os.chmod(temporary, target.stat().st_mode & 0o777)
        os.replace(temporary, name)
    except OSError as error:
        if made:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise _explain(error, name) from error
    return target


def make_folder(path: PathLike) -> Path:
    """The folder, made with those above it where it is not there yet."""
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _explain(error, str(folder)) from error
    return folder


def check_writable(path: PathLike) -> Optional[DcmError]:
    """Why ``path`` cannot be written, as far as that shows without writing; None if it can."""
    target = Path(path)
    name = str(target)
    if not target.parent.is_dir():
        return DcmError("files.no_folder", path=name, folder=str(target.parent))
    free = os.access(str(target.parent), os.W_OK)
    if not free or (target.is_file() and not os.access(name, os.W_OK)):
        return DcmError("files.denied", path=name)
    return None


def _explain(error: OSError, path: str) -> DcmError:
    if error.errno in _FULL:
        return DcmError("files.disk_full", path=path)
    if error.errno == errno.ENOENT or error.errno == errno.ENOTDIR:
        return DcmError("files.no_folder", path=path, folder=str(Path(path).parent))
    if error.errno in _DENIED or isinstance(error, PermissionError):
        return DcmError("files.denied", path=path)
    return DcmError("files.failed", path=path, reason=error.strerror or str(error))


def read_text(path: PathLike) -> str:
    """A UTF-8 text, with or without a byte order mark."""
    return Path(path).read_text(encoding="utf-8-sig")


#: Encodings of Chinese tables in the order they are tried; GB 18030 holds GBK and GB 2312.
TABLE_ENCODINGS = ("utf-8-sig", "gb18030")


def decoded(data: bytes, encodings: Sequence[str] = TABLE_ENCODINGS) -> Optional[Tuple[str, str]]:
    """The text of some bytes and the first encoding in which they are one; None if in none."""
    for name in encodings:
        try:
            return data.decode(name), name
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def replace_files(made: Sequence[Path], folder: PathLike, stale: Sequence[Path] = ()) -> None:
    """Put files that belong together (a Shapefile) into ``folder``: all of them or none.

    Old files of the same name, and those in ``stale``, which a new set does not have, are set
    aside first and come back when a step fails.
    """
    place = Path(folder)
    mark = secrets.token_hex(6)
    aside: List[Tuple[Path, Path]] = []
    moved: List[Path] = []
    try:
        for old in dict.fromkeys([*(place / file.name for file in made), *stale]):
            if old.exists():
                kept = old.with_name(f".{old.name}.{mark}.old")
                os.replace(old, kept)
                aside.append((kept, old))
        for file in made:
            target = place / file.name
            os.replace(file, target)
            moved.append(target)
    except OSError as error:
        for target in moved:
            with contextlib.suppress(OSError):
                target.unlink()
        for kept, old in aside:
            with contextlib.suppress(OSError):
                os.replace(kept, old)
        raise _explain(error, str(place / made[0].name)) from error
    for kept, _old in aside:
        with contextlib.suppress(OSError):
            kept.unlink()
