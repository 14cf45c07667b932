"""A city's own classes while they are edited: added, changed, deleted, imported, undone, saved."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from ..errors import DcmError, InputError
from ..files import PathLike, make_folder, write_bytes_atomic
from ..messages import Message
from .extension import (
    KEY,
    class_of_row,
    extension_classes,
    fault_in_row,
    faults,
    own_files,
    with_own,
)
from .loader import VERSIONS, load_catalogue
from .model import EXTENSION, Catalogue, ManagedClass
from .tables import check_unique, read_table, schema

#: The file that is written; other files of the folder are read only.
FILE = "city.csv"
_TABLE = "extension"
#: A byte order mark: spreadsheets take the file for UTF-8.
_ENCODING = "utf-8-sig"

ClassKey = Tuple[str, str, str]


def key_of(item: ManagedClass) -> ClassKey:
    """Version, kind and code: what names a class."""
    return item.version, item.kind, item.code


@dataclass(frozen=True)
class Taken:
    """What an import did: number of classes added, changed, and the same as before."""

    added: int
    changed: int
    same: int


class CityCatalogue:
    """The own classes of all versions in ``folder``: those of ``city.csv`` can be edited.

    A file that cannot be read never keeps anybody from the standard classes: ``problem`` says what
    is wrong, the own classes are left out, and nothing can be changed or overwritten.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE
        self.problem: Optional[DcmError] = None
        self._classes: Tuple[ManagedClass, ...] = ()
        self._saved: Tuple[ManagedClass, ...] = ()
        self._bytes: Optional[bytes] = None
        self._undo: List[Tuple[Message, Tuple[ManagedClass, ...]]] = []
        self._others: Dict[str, Catalogue] = {}
        self._made: Dict[str, Catalogue] = {}
        self.reload()

    def reload(self) -> None:
        """Read the folder anew; what was not saved is given up."""
        self.problem = None
        self._classes, self._bytes, self._undo = (), None, []
        built_in = {version: load_catalogue(version) for version in VERSIONS}
        self._others, self._made = built_in, {}
        try:
            others = [path for path in own_files(self.folder) if path.name != FILE]
            with_others = {
                version: with_own(catalogue, extension_classes(catalogue, others))
                for version, catalogue in built_in.items()
            }
            if self.path.is_file():
                self._bytes = _content(self.path)
                self._classes = _in_order(
                    item
                    for catalogue in with_others.values()
                    for item in extension_classes(catalogue, [self.path])
                )
            self._others = with_others
        except DcmError as error:
            self.problem = error
        self._saved = self._classes

    # --- looking ---------------------------------------------------------------------------------

    @property
    def classes(self) -> Tuple[ManagedClass, ...]:
        """The classes that can be edited, in the order of version, kind and code."""
        return self._classes

    @property
    def modified(self) -> bool:
        """Is there something to be saved?"""
        return self._classes != self._saved

    def catalogue(self, version: str) -> Catalogue:
        """A version with all own classes as they are now."""
        if version not in self._made:
            self._made[version] = self._without(version, ())
        return self._made[version]

    def editable(self, item: ManagedClass) -> bool:
        """May it be changed or deleted? Never a class of the standard or of another file."""
        return self.problem is None and item in self._classes

    def fault_messages(
        self, item: ManagedClass, replacing: Optional[ManagedClass] = None
    ) -> Tuple[Message, ...]:
        """Why the class cannot be put in (in place of another one); nothing when it can."""
        left_out = () if replacing is None else (replacing,)
        return tuple(f.message for f in faults(self._without(item.version, left_out), item))

    def _without(self, version: str, left_out: Sequence[ManagedClass]) -> Catalogue:
        own = tuple(c for c in self._classes if c.version == version and c not in left_out)
        return with_own(self._others[version], own)

    # --- changing --------------------------------------------------------------------------------

    def put(self, item: ManagedClass, replacing: Optional[ManagedClass] = None) -> None:
        """Add a class, or put it in the place of an own one. Raises :class:`InputError`."""
        self._check_open()
        if replacing is not None and not self.editable(replacing):
            raise _not_own(replacing)
        for message in self.fault_messages(item, replacing):
            raise InputError(message.message_id, **message.params)
        kept = tuple(other for other in self._classes if other != replacing)
        step = "catalogue.step.add" if replacing is None else "catalogue.step.change"
        self._change(step, _about(replacing or item), (*kept, item))

    def remove(self, item: ManagedClass) -> None:
        """Take an own class away. Raises :class:`InputError` for any other."""
        self._check_open()
        if not self.editable(item):
            raise _not_own(item)
        kept = tuple(other for other in self._classes if other != item)
        self._change("catalogue.step.delete", _about(item), kept)

    def read_file(
        self, path: Path, cells: Optional[List[List[Any]]] = None
    ) -> Tuple[Tuple[ManagedClass, ...], Tuple[InputError, ...]]:
        """The classes of a CSV or Excel file, and everything that is wrong with its rows.

        A class that the city has already (same version, kind and code) may come again: it is
        changed. Nothing is taken over here; see :meth:`take_over`. ``cells``: see
        :func:`read_table`.
        """
        errors: List[InputError] = []
        try:
            rows = read_table(path, _TABLE, errors, cells)
        except InputError as error:
            return (), (error,)
        check_unique(rows, ("version", *KEY), path.name, errors)
        items = [(row, class_of_row(self._others[row["version"]], row)) for row in rows]
        coming = {key_of(item) for _, item in items}
        replaced = tuple(item for item in self._classes if key_of(item) in coming)
        bases = {version: self._without(version, replaced) for version in self._others}
        before: Dict[str, List[ManagedClass]] = {version: [] for version in bases}
        seen = set()
        for row, item in items:
            if key_of(item) in seen:
                continue  # told by check_unique
            seen.add(key_of(item))
            earlier = before[item.version]
            found = faults(bases[item.version], item, earlier)
            errors += [fault_in_row(fault, path.name, row.number) for fault in found]
            earlier.append(item)
        errors.sort(key=lambda error: int(error.params.get("row", 0)))
        if not rows and not errors:
            errors.append(InputError("catalogue.no_rows", file=path.name))
        return tuple(item for _, item in items), tuple(errors)

    def take_over(self, items: Sequence[ManagedClass], file: str) -> Taken:
        """Put in all classes of a file that :meth:`read_file` found right, in one step."""
        self._check_open()
        old = {key_of(item): item for item in self._classes}
        new = {key_of(item): item for item in items}
        changed = sum(key in old and old[key] != item for key, item in new.items())
        added = sum(key not in old for key in new)
        if added or changed:
            merged = {**old, **new}
            self._change("catalogue.step.import", {"file": file}, merged.values())
        return Taken(added, changed, len(new) - added - changed)

    @property
    def last_step(self) -> Optional[Message]:
        """What :meth:`undo` would take back."""
        return self._undo[-1][0] if self._undo else None

    def undo(self) -> None:
        """Take the last change back, saved or not."""
        if self._undo:
            _, self._classes = self._undo.pop()
            self._made.clear()

    def _change(self, step: str, params: Dict[str, str], classes: Iterable[ManagedClass]) -> None:
        self._undo.append((Message(step, params), self._classes))
        self._classes = _in_order(classes)
        self._made.clear()

    def _check_open(self) -> None:
        if self.problem is not None:
            raise self.problem

    # --- writing ---------------------------------------------------------------------------------

    def save(self) -> Path:
        """Write ``city.csv``, whole or not at all.

        Raises :class:`DcmError` when the file cannot be written, or when another program changed it
        since it was read.
        """
        self._check_open()
        there = _content(self.path) if self.path.is_file() else None
        if there != self._bytes:
            raise DcmError("catalogue.changed_elsewhere", path=str(self.path))
        make_folder(self.folder)
        data = to_csv(self._classes)
        write_bytes_atomic(self.path, data)
        self._bytes, self._saved = data, self._classes
        return self.path

    def export(self, path: PathLike) -> int:
        """Write the own classes of all versions, those of other files too; how many they are."""
        items = [c for v in VERSIONS for c in self.catalogue(v).classes if c.origin == EXTENSION]
        write_bytes_atomic(path, to_csv(_in_order(items)))
        return len(items)


def to_csv(classes: Iterable[ManagedClass]) -> bytes:
    """Own classes as a table that :func:`..tables.read_table` reads back."""
    columns = [rule.name for rule in schema()[_TABLE]]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for item in classes:
        values = {name: getattr(item, name) for name in columns}
        values["aliases"] = ";".join(item.aliases)
        writer.writerow(values.values())
    return stream.getvalue().encode(_ENCODING)


def _in_order(classes: Iterable[ManagedClass]) -> Tuple[ManagedClass, ...]:
    return tuple(
        sorted(classes, key=lambda item: (VERSIONS.index(item.version), item.kind, item.code))
    )


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError("classes.table_unreadable", file=path.name, reason=reason) from error


def _about(item: ManagedClass) -> Dict[str, str]:
    """What the message of a step needs, and where the class is to be found."""
    return {
        "version": item.version, "kind": item.kind, "code": item.code, "name": item.name_zh,
    }  # fmt: skip


def _not_own(item: ManagedClass) -> InputError:
    return InputError("catalogue.not_own", code=item.code, name=item.name_zh)
