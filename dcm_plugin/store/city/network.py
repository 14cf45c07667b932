"""Whether a file lies on a network drive, where SQLite's write-ahead log must not be used."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import List, Tuple

_REMOTE = ("nfs", "cifs", "smb", "ncp", "afs", "9p", "fuse.sshfs", "fuse.gvfsd", "davfs", "fuse.s3")
_DRIVE_REMOTE = 4


def on_network(path: str) -> bool:
    """True for a network drive, as far as the system tells."""
    full = os.path.abspath(path)
    if full.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(full)[0] + "\\"
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE)
    if sys.platform == "darwin":
        # external disks are taken for network drives too: slower, never wrong
        return full.startswith("/Volumes/")
    return file_system(os.path.realpath(full), _mounts()).startswith(_REMOTE)


def file_system(path: str, mounts: List[Tuple[str, str]]) -> str:
    """The kind of file system of a path: that of the longest mount point above it."""
    best = ("", "")
    for place, kind in mounts:
        below = path == place or path.startswith(place.rstrip("/") + "/")
        if below and len(place) >= len(best[0]):
            best = (place, kind)
    return best[1]


def _mounts() -> List[Tuple[str, str]]:
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    parts = [line.split(" ") for line in lines]
    return [(p[1].replace("\\040", " "), p[2]) for p in parts if len(p) > 2]
