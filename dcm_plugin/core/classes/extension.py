"""A city's own classes, by the extension rule of the version they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Iterable, Iterator, List, Optional, Sequence, Tuple

from ..errors import InputError
from ..messages import Message
from ..standards.model import Basis
from .model import COMPONENT, EXTENSION, Catalogue, ExtensionRule, Major, ManagedClass
from .tables import SPREADSHEET, Row, check_unique, read_table

#: What names a class of a version.
KEY = ("kind", "major", "minor")
#: What an own class is when nothing is said.
DEFAULT_GEOMETRY = "point"
DEFAULT_ACCURACY = "B"

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


@dataclass(frozen=True)
class Fault:
    """Why a class cannot be added, and the column that is wrong."""

    column: str
    message: Message


def extension_classes(catalogue: Catalogue, paths: Sequence[Path]) -> Tuple[ManagedClass, ...]:
    """The classes that the files add to a version; rows of other versions are passed over.

    Raises :class:`InputError` with file, row and column where a row breaks the extension rule of
    the version, or takes a code or name that is there already.
    """
    made: List[ManagedClass] = []
    for path in paths:
        rows = [r for r in read_table(path, "extension") if r["version"] == catalogue.id]
        check_unique(rows, KEY, path.name)
        for row in rows:
            item = class_of_row(catalogue, row)
            for fault in faults(catalogue, item, made):
                raise fault_in_row(fault, path.name, row.number)
            made.append(item)
    return tuple(made)


def class_of_row(catalogue: Catalogue, row: Row) -> ManagedClass:
    """The class that a row of an own file speaks of, with our defaults where it is silent."""
    kind = row["kind"]
    return ManagedClass(
        version=catalogue.id,
        kind=kind,
        major=row["major"],
        minor=row["minor"].zfill(catalogue.minor_length),
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        geometry=row["geometry"] or DEFAULT_GEOMETRY,
        accuracy=row["accuracy"] or (DEFAULT_ACCURACY if kind == COMPONENT else ""),
        basis=Basis.DEFAULT,
        origin=EXTENSION,
        description_zh=row["description_zh"],
        description_en=row["description_en"],
        aliases=split_aliases(row["aliases"]),
    )


def split_aliases(text: str) -> Tuple[str, ...]:
    """Aliases as people write them behind each other: half-width or full-width semicolons."""
    parts = (part.strip() for part in text.replace("；", ";").split(";"))
    return tuple(dict.fromkeys(filter(None, parts)))


def faults(
    catalogue: Catalogue, item: ManagedClass, before: Iterable[ManagedClass] = ()
) -> Iterator[Fault]:
    """What keeps a class from being added to the catalogue and to the classes ``before`` it."""
    rule, code = catalogue.extension, item.code
    inside = (
        len(item.minor) == catalogue.minor_length
        and item.minor.isascii()
        and item.minor.isdigit()
        and rule.allows(item.major, int(item.minor))
    )
    if not inside:
        yield Fault(
            "minor" if rule.major in (None, item.major) else "major",
            Message(
                "classes.extension_range",
                {
                    "value": code,
                    "range": range_text(rule, catalogue.minor_length),
                    "standard": catalogue.base_standard,
                },
            ),
        )
    if not item.name_zh:
        yield Fault("name_zh", Message("classes.name_missing"))
    field = catalogue.tables.get(item.kind, {}).get("name")
    if field is not None and field.length and len(item.name_zh) > field.length:
        yield Fault(
            "name_zh",
            Message(
                "classes.name_long",
                {"length": len(item.name_zh), "limit": field.length, "field": field.name},
            ),
        )
    for other in (*catalogue.of_kind(item.kind), *before):
        if other.kind != item.kind:
            continue
        if inside and other.code == code:
            yield Fault(
                "minor", Message("classes.code_taken", {"code": code, "name": other.name_zh})
            )
        if item.name_zh and other.name_zh == item.name_zh:
            yield Fault(
                "name_zh", Message("classes.name_taken", {"name": item.name_zh, "code": other.code})
            )


def fault_in_row(fault: Fault, file: str, row: int) -> InputError:
    """The error for a fault in a row of a file."""
    return InputError("classes.row", file=file, row=row, column=fault.column, problem=fault.message)


def with_own(catalogue: Catalogue, own: Tuple[ManagedClass, ...]) -> Catalogue:
    """The catalogue with more classes, and with the majors they bring along."""
    if not own:
        return catalogue
    majors = list(catalogue.majors)
    have = {(major.kind, major.code) for major in majors}
    for item in own:
        if (item.kind, item.major) not in have:
            have.add((item.kind, item.major))
            majors.append(own_major(catalogue, item.kind, item.major))
    values = {name: getattr(catalogue, name) for name in Catalogue.__dataclass_fields__}
    return Catalogue(**{**values, "classes": catalogue.classes + own, "majors": tuple(majors)})


def own_major(catalogue: Catalogue, kind: str, code: str) -> Major:
    """The major that the standard has for extensions, or one of the city's own."""
    names = (catalogue.values["extension_majors"] or {}).get(kind, {})
    if catalogue.extension.major != code:
        names = {}
    return Major(
        catalogue.id,
        kind,
        code,
        names.get("zh", code),
        names.get("en", code),
        catalogue.basis("extension.major"),
    )


def majors_for(catalogue: Catalogue, kind: str) -> Tuple[Major, ...]:
    """The majors into which the version lets a city put classes."""
    rule = catalogue.extension
    if rule.major is None:
        return catalogue.majors_of(kind)
    found = catalogue.major(kind, rule.major)
    return (found or own_major(catalogue, kind, rule.major),)


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
