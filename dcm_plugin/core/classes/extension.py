"""A city's own classes, by the extension rule of the version they belong to."""

from __future__ import annotations

from pathlib import Path
from typing import Iterable, List, Optional, Sequence, Tuple

from ..errors import InputError
from ..standards.model import Basis
from .model import EXTENSION, Catalogue, ExtensionRule, ManagedClass
from .tables import SPREADSHEET, Row, check_unique, read_table, wrong_cell

#: What a spreadsheet leaves while a file is open.
_LOCK = ("~$", ".~")


def own_files(folder: Optional[Path]) -> Tuple[Path, ...]:
    """The files of a folder of own catalogues, by name."""
    if folder is None or not folder.is_dir():
        return ()
    return tuple(
        path
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in (".csv", *SPREADSHEET) and not path.name.startswith(_LOCK)
    )


def extension_classes(catalogue: Catalogue, paths: Sequence[Path]) -> Tuple[ManagedClass, ...]:
    """The classes that the files add to a version; rows of other versions are passed over.

    Raises :class:`InputError` with file, row and column where a row breaks the extension rule of
    the version, or takes a code or name that is there already.
    """
    made: List[ManagedClass] = []
    for path in paths:
        rows = [r for r in read_table(path, "extension") if r["version"] == catalogue.id]
        check_unique(rows, ("kind", "major", "minor"), path.name)
        for row in rows:
            made.append(_class(catalogue, row, path.name, made))
    return tuple(made)


def _class(
    catalogue: Catalogue, row: Row, file: str, before: Iterable[ManagedClass]
) -> ManagedClass:
    rule = catalogue.extension
    minor = row["minor"].zfill(catalogue.minor_length)
    if len(minor) != catalogue.minor_length or not rule.allows(row["major"], int(minor)):
        wanted = range_text(rule, catalogue.minor_length)
        column = "minor" if rule.major in (None, row["major"]) else "major"
        raise InputError(
            "classes.extension_range",
            file=file,
            row=row.number,
            column=column,
            value=row["major"] + minor,
            range=wanted,
            standard=catalogue.base_standard,
        )
    kind, code, name = row["kind"], row["major"] + minor, row["name_zh"]
    for other in (*catalogue.of_kind(kind), *before):
        if other.kind == kind and other.code == code:
            raise wrong_cell(file, row.number, "minor", code, f"≠ {other.code} {other.name_zh}")
        if other.kind == kind and other.name_zh == name:
            raise wrong_cell(file, row.number, "name_zh", name, f"≠ {other.code} {other.name_zh}")
    return ManagedClass(
        version=catalogue.id,
        kind=kind,
        major=row["major"],
        minor=minor,
        name_zh=name,
        name_en=row["name_en"],
        geometry=row["geometry"] or "point",
        accuracy=row["accuracy"] or ("B" if kind == "component" else ""),
        basis=Basis.DEFAULT,
        origin=EXTENSION,
        description_zh=row["description_zh"],
        description_en=row["description_en"],
        aliases=tuple(filter(None, (a.strip() for a in row["aliases"].split(";")))),
    )


def range_text(rule: ExtensionRule, width: int) -> str:
    """The range of minors as people write it, with the major where only one is for extensions."""
    major = rule.major or ""
    return f"{major}{rule.first:0{width}d} … {major}{rule.last:0{width}d}"


def next_free_code(catalogue: Catalogue, kind: str, major: Optional[str] = None) -> str:
    """The class code that a new class of the city gets.

    ``major`` is the major it fits; None for what fits nowhere. Versions with a major of their own
    for extensions put every class there. Counted up or down from the last one given, as the
    version says; holes between codes in use are not filled.
    Raises :class:`InputError` for an unknown major or when no code is left.
    """
    rule = catalogue.extension
    chosen = rule.major or major or rule.fallback_major[kind]
    known = {item.code for item in catalogue.majors_of(kind)} | set(rule.fallback_major.values())
    if chosen not in known:
        raise InputError("classes.major_unknown", major=chosen, known=", ".join(sorted(known)))
    used = [
        int(item.minor)
        for item in catalogue.of_kind(kind)
        if item.major == chosen and rule.first <= int(item.minor) <= rule.last
    ]
    used += [
        int(code[2:])
        for code in catalogue.gaps.get(kind, ())
        if code[:2] == chosen and rule.first <= int(code[2:]) <= rule.last
    ]
    if rule.direction == "up":
        minor = max(used, default=rule.first - 1) + 1
    else:
        minor = min(used, default=rule.last + 1) - 1
    if not rule.first <= minor <= rule.last:
        raise InputError(
            "classes.extension_full",
            major=chosen,
            range=range_text(rule, catalogue.minor_length),
            standard=catalogue.base_standard,
        )
    return f"{chosen}{minor:0{catalogue.minor_length}d}"
