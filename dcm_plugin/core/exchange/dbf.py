"""The bytes of a dBASE table: what a Shapefile says before anybody decodes it.

Only what tells the encoding is read here; features are read by QGIS.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, List, Tuple

import numpy as np

from ..errors import InputError

#: Most bytes of a name and of a text in a dBASE table.
NAME_BYTES = 10
TEXT_BYTES = 254
#: Place of the language driver byte in the head.
DRIVER_AT = 29
_HEAD, _FIELD = 32, 32
_END = 0x0D
_DELETED = ord("*")


@dataclass(frozen=True)
class Column:
    """A field: name as bytes, kind (C, N, F, D, L ...), and where it stands in a record."""

    name: bytes
    kind: str
    width: int
    offset: int


@dataclass(frozen=True)
class Sample:
    """A name or text with bytes beyond ASCII; ``record`` counts from 1, 0 for a field name."""

    raw: bytes
    record: int
    column: int
    full: bool  # fills its place, so its last character may be cut


@dataclass(frozen=True)
class Dbf:
    """Language driver byte, fields and records (rows, bytes) of a table."""

    path: Path
    driver: int
    columns: Tuple[Column, ...]
    records: np.ndarray

    def samples(self) -> Iterator[Sample]:
        """All names and texts that ASCII cannot hold, equal texts of a field once."""
        for number, column in enumerate(self.columns):
            if not column.name.isascii():
                yield Sample(column.name, 0, number, len(column.name) >= NAME_BYTES)
        alive = self.records[:, 0] != _DELETED if len(self.records) else np.empty(0, bool)
        for number, column in enumerate(self.columns):
            if column.kind != "C" or not column.width:
                continue
            part = self.records[:, column.offset : column.offset + column.width]
            rows = np.flatnonzero((part >= 0x80).any(axis=1) & alive)
            if not len(rows):
                continue
            texts = np.ascontiguousarray(part[rows]).view(f"S{column.width}").ravel()
            distinct, first = np.unique(texts, return_index=True)
            for raw, row in zip(distinct.tolist(), rows[first].tolist()):
                full = len(raw) == column.width and not raw.endswith(b" ")
                yield Sample(raw.strip(b" \0"), row + 1, number, full)


def read_dbf(path: Path) -> Dbf:
    """Head and records; InputError when the file is no dBASE table or ends too early."""
    try:
        data = np.fromfile(path, dtype=np.uint8)
    except OSError as error:
        raise InputError(
            "exchange.dbf_unreadable", path=str(path), reason=error.strerror or str(error)
        ) from error
    head = data[:_HEAD].tobytes()
    count = int.from_bytes(head[4:8], "little")
    start = int.from_bytes(head[8:10], "little")
    width = int.from_bytes(head[10:12], "little")
    columns = _columns(data[_HEAD:start].tobytes())
    if len(head) < _HEAD or not width or len(data) < start or not columns:
        raise InputError("exchange.dbf_damaged", path=str(path), rows=count, found=0)
    there = (len(data) - start) // width
    if there < count:
        raise InputError("exchange.dbf_damaged", path=str(path), rows=count, found=there)
    records = data[start : start + count * width].reshape(count, width)
    return Dbf(path, head[DRIVER_AT], columns, records)


def _columns(head: bytes) -> Tuple[Column, ...]:
    result: List[Column] = []
    offset = 1  # the first byte of a record tells whether it is deleted
    for at in range(0, len(head) - _FIELD + 1, _FIELD):
        block = head[at : at + _FIELD]
        if block[0] == _END:
            break
        kind = chr(block[11])
        # a long text keeps the upper byte of its width where the decimals of a number stand
        width = block[16] + (block[17] << 8 if kind == "C" else 0)
        result.append(Column(block[:11].split(b"\0")[0], kind, width, offset))
        offset += width
    return tuple(result)
