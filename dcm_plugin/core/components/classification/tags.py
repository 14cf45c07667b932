"""Tags of OpenStreetMap to classes; the table is a choice of this plugin (basis ``default``)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Dict, FrozenSet, Iterable, List, Mapping, Sequence, Tuple

from ...classes.loader import load_crosswalk
from ...classes.match import NO_EVIDENCE, Evidence, method_table
from ...classes.model import COMPONENT
from ...classes.tables import FOLDER, read_table

#: The version in which the table names its classes.
_VERSION = "gbt47678_5_2026"
#: "highway"=>"street_lamp","ref"=>"12" as GDAL writes the other tags.
_PAIR = re.compile(r'"([^"]+)"\s*=>\s*"([^"]*)"')


_NONE = Evidence(reason="no_class")


@lru_cache(maxsize=4)
def tag_table(version: str) -> Mapping[Tuple[str, str], Tuple[str, ...]]:
    """(key, value) -> classes in a version; several when the tag does not tell which."""
    crosswalk = load_crosswalk()
    table: Dict[Tuple[str, str], Tuple[str, ...]] = {}
    for row in read_table(FOLDER / "osm_tags.csv", "osm_tags"):
        codes: List[str] = []
        for code in row["codes"].split("|"):
            codes += crosswalk.targets(COMPONENT, _VERSION, version, code)
        table[row["key"], row["value"]] = tuple(dict.fromkeys(codes))
    return table


@lru_cache(maxsize=4)
def _by_value(version: str) -> Mapping[str, Tuple[str, ...]]:
    """Value alone -> classes, for layers that keep the values of several keys in one column."""
    table: Dict[str, List[str]] = {}
    for (_, value), codes in tag_table(version).items():
        table.setdefault(value, []).extend(codes)
    return {v: tuple(dict.fromkeys(c)) for v, c in table.items() if v not in ("yes", "no")}


@lru_cache(maxsize=1)
def known_keys() -> FrozenSet[str]:
    """Names of columns that are read as tags without being told."""
    return frozenset(key for key, _ in tag_table(_VERSION)) | {"other_tags", "all_tags"}


def tag_evidence(column: str, values: Iterable[str], version: str) -> List[Evidence]:
    """What each value of a column says: the column is a key, or holds values of any key."""
    table, by_value = tag_table(version), _by_value(version)
    keys = {key for key, _ in table}
    name = column.strip().casefold()
    made = []
    for value in values:
        text = value.strip()
        if "=>" in text:
            pairs = _PAIR.findall(text)
        elif name in keys:
            pairs = [(name, part.strip()) for part in text.split(";")]
            pairs.append((name, text))
        else:
            pairs = []
        options = [table[pair] for pair in pairs if pair in table]
        if not pairs:
            options = [by_value[text.casefold()]] if text.casefold() in by_value else []
        made.append(together([_evidence(codes) for codes in options]) if options else _NONE)
    return made


def _evidence(codes: Tuple[str, ...]) -> Evidence:
    reason = "" if len(codes) == 1 else "several" if codes else "withdrawn"
    return Evidence(codes, "tag", method_table()["tag"].score, reason=reason)


def together(said: Sequence[Evidence]) -> Evidence:
    """What the tags of one feature say together: they narrow each other down where they can."""
    speaking = [item for item in said if item.codes]
    if not speaking:
        return next((item for item in said if item.reason), NO_EVIDENCE)
    codes = speaking[0].codes
    common = tuple(c for c in codes if all(c in other.codes for other in speaking[1:]))
    if common:
        return _evidence(common)
    every = tuple(dict.fromkeys(c for item in speaking for c in item.codes))
    return Evidence(every, "tag", method_table()["tag"].score, reason="conflict_tags")
