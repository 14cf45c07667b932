"""Read the class catalogues: the versions of the standard, and a city's own classes."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Tuple

from ..errors import InputError
from ..standards.loader import Reader, merge, parse_segment, parse_table, read_yaml
from ..standards.model import Basis, CodeStructure
from .crosswalk import Crosswalk
from .extension import extension_classes, own_files, with_own
from .model import KINDS, Catalogue, ExtensionRule, Major, ManagedClass
from .tables import FOLDER, check_unique, read_table

DEFAULT_VERSION = "gbt47678_5_2026"
#: The versions in the order they are offered, and from old to new.
VERSIONS = ("gbt47678_5_2026", "gbt30428_2_2013", "cjt214_2007")
AGES = tuple(reversed(VERSIONS))
_KEYS = (
    "id", "abstract", "title", "base_standard", "codes", "extension", "gaps", "tables", "values",
    "accuracy_classes", "numbering", "layer_names", "class_facts", "drawing",
)  # fmt: skip


def load_catalogue(version: str = DEFAULT_VERSION, folder: Optional[Path] = None) -> Catalogue:
    """A version of the catalogue with the city's own classes in ``folder`` (CSV or Excel files).

    Raises :class:`InputError` for an unknown version or a wrong file, row and column.
    """
    if version not in VERSIONS:
        raise InputError("classes.version_unknown", version=version, known=", ".join(VERSIONS))
    return _cached(version, own_stamps(folder))


def own_stamps(folder: Optional[Path]) -> Tuple[Tuple[Path, int], ...]:
    """The files of own classes and when each was changed: what is kept in memory depends on it."""
    return tuple((path, path.stat().st_mtime_ns) for path in own_files(folder))


@lru_cache(maxsize=16)
def _cached(version: str, stamps: Tuple[Tuple[Path, int], ...]) -> Catalogue:
    built_in = _built_in(version)
    return with_own(built_in, extension_classes(built_in, [path for path, _ in stamps]))


@lru_cache(maxsize=4)
def _built_in(version: str) -> Catalogue:
    reader = Reader(version + ".yaml")
    raw = _merged(version)
    for key in raw:
        if key not in _KEYS:
            reader.wrong(str(key), "", "/".join(_KEYS))
    plain = {
        key: reader.plain(raw.get(key) or {}, key, None)
        for key in _KEYS
        if key not in ("id", "abstract", "title", "base_standard")
    }
    codes, patterns = _codes(reader, plain["codes"])
    return Catalogue(
        id=version,
        title=dict(raw["title"]),
        base_standard=str(raw["base_standard"]),
        classes=_classes(version),
        majors=_majors(version),
        codes=codes,
        patterns=patterns,
        extension=_extension(reader, plain["extension"]),
        gaps={kind: tuple(plain["gaps"].get(kind) or ()) for kind in KINDS},
        tables={
            str(table): parse_table(reader, str(table), roles)
            for table, roles in plain["tables"].items()
        },
        values={
            **plain["values"],
            "accuracy_classes": plain["accuracy_classes"],
            "numbering": plain["numbering"],
            "layer_names": plain["layer_names"],
            "drawing": plain["drawing"],
            "extension_majors": plain["extension"].get("major_name"),
        },
        bases=dict(reader.bases),
    )


def _merged(name: str) -> Dict[str, Any]:
    own = read_yaml(FOLDER / (name + ".yaml"))
    parent = own.pop("extends", None)
    return merge(_merged(str(parent)), own) if parent else own


def _codes(
    reader: Reader, node: Mapping[str, Any]
) -> Tuple[Dict[str, CodeStructure], Dict[str, str]]:
    structures, patterns = {}, {}
    for name, content in node.items():
        key = f"codes.{name}"
        reader.known(content, key, ("pattern", "order", "segments"))
        order, segments = content.get("order"), content.get("segments") or {}
        if not isinstance(order, list) or set(order) != set(segments):
            reader.wrong(key + ".order", order, sorted(segments))
        structures[str(name)] = CodeStructure(
            tuple(
                parse_segment(reader, str(part), segments[part], key + ".segments")
                for part in order or ()
            )
        )
        try:
            patterns[str(name)] = re.compile(content["pattern"]).pattern
        except (re.error, KeyError, TypeError):
            reader.wrong(key + ".pattern", content.get("pattern"), "regular expression")
    for name in ("class_code", "component_id", "event_code"):
        if name not in structures:
            reader.wrong("codes", sorted(structures), name)
    return structures, patterns


def _extension(reader: Reader, node: Mapping[str, Any]) -> ExtensionRule:
    key = "extension"
    first, last = reader.whole(node, key, "first", 1), reader.whole(node, key, "last", 1)
    if last < first:
        reader.wrong(key + ".last", last, f">= {first}")
    return ExtensionRule(
        major=node.get("major"),
        first=first,
        last=last,
        direction=reader.choice(node, key, "direction", ("up", "down")),
        fallback_major=dict(node["fallback_major"]),
    )


@lru_cache(maxsize=1)
def _descriptions() -> Dict[Tuple[str, str], Tuple[str, str]]:
    rows = read_table(FOLDER / "descriptions.csv", "descriptions")
    check_unique(rows, ("kind", "name_zh"), "descriptions.csv")
    return {
        (row["kind"], row["name_zh"]): (row["description_zh"], row["description_en"])
        for row in rows
    }


@lru_cache(maxsize=4)
def _aliases(version: str) -> Dict[Tuple[str, str], List[str]]:
    """Aliases by (kind, code) of a version; those of another one come over the crosswalk.

    An alias whose class was split into several stands at each of them.
    """
    crosswalk = load_crosswalk()
    found: Dict[Tuple[str, str], List[str]] = defaultdict(list)
    for row in read_table(FOLDER / "aliases.csv", "aliases"):
        codes: Tuple[str, ...] = (row["code"],)
        if row["version"] != version:
            codes = crosswalk.targets(row["kind"], row["version"], version, row["code"])
        for code in codes:
            found[row["kind"], code].append(row["alias"])
    return found


@lru_cache(maxsize=4)
def _classes(version: str) -> Tuple[ManagedClass, ...]:
    rows = [r for r in read_table(FOLDER / "classes.csv", "classes") if r["version"] == version]
    check_unique(rows, ("kind", "major", "minor"), "classes.csv")
    check_unique(rows, ("kind", "name_zh"), "classes.csv")
    texts, aliases = _descriptions(), _aliases(version)
    made = []
    for row in rows:
        description = texts.get((row["kind"], row["name_zh"]), ("", ""))
        made.append(
            ManagedClass(
                version=version,
                kind=row["kind"],
                major=row["major"],
                minor=row["minor"],
                name_zh=row["name_zh"],
                name_en=row["name_en"],
                geometry=row["geometry"],
                accuracy=row["accuracy"],
                basis=Basis(row["basis"]),
                description_zh=description[0],
                description_en=description[1],
                aliases=tuple(aliases.get((row["kind"], row["major"] + row["minor"]), ())),
            )
        )
    return tuple(made)


def _majors(version: str) -> Tuple[Major, ...]:
    rows = [r for r in read_table(FOLDER / "majors.csv", "majors") if r["version"] == version]
    check_unique(rows, ("kind", "major"), "majors.csv")
    return tuple(
        Major(version, r["kind"], r["major"], r["name_zh"], r["name_en"], Basis(r["basis"]))
        for r in rows
    )


@lru_cache(maxsize=1)
def load_crosswalk() -> Crosswalk:
    """Which class of one version is which of another."""
    rows = read_table(FOLDER / "crosswalk.csv", "crosswalk")
    return Crosswalk(
        tuple((row["kind"], {version: row[version] for version in VERSIONS}) for row in rows),
        tuple({"en": row["note_en"], "zh": row["note_zh"]} for row in rows),
    )


@lru_cache(maxsize=1)
def _kind_names() -> Dict[Tuple[str, str], Mapping[str, str]]:
    rows = read_table(FOLDER / "kinds.csv", "kinds")
    check_unique(rows, ("version", "kind"), "kinds.csv")
    return {
        (row["version"], row["kind"]): {"en": row["name_en"], "zh": row["name_zh"]} for row in rows
    }


def kind_name(version: str, kind: str, lang: str) -> str:
    """What a version calls its components or events; events are matters (事项) since 2026."""
    return _kind_names()[version, kind][lang]
