"""Classes and identification codes from one version of the standard to another."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

import numpy as np
import pandas as pd

from ..classes.codes import READINGS, component_ids, event_codes, identifier_structure, take_apart
from ..classes.crosswalk import MERGED, NONE, SPLIT, UNCHANGED, UNKNOWN
from ..classes.loader import load_catalogue, load_crosswalk
from ..classes.match import Evidence, NameIndex, candidate_text, name_index
from ..classes.model import COMPONENT, Catalogue
from ..grid.codes import as_text

#: States beside the relations of the crosswalk.
BY_NAME, CONFLICT, EMPTY, FULL = "by_name", "conflict", "empty", "full"
#: A row in one of these has a class in the new version.
DONE = (UNCHANGED, MERGED, BY_NAME)
STATES = (UNCHANGED, MERGED, BY_NAME, SPLIT, NONE, UNKNOWN, CONFLICT, EMPTY, FULL)


@dataclass(frozen=True)
class MigrationOptions:
    """``reading``: what the old codes are (a key of ``READINGS``); ``version``: the new ones."""

    reading: str
    version: str
    kind: str = COMPONENT
    lang: str = "zh"
    folder: Optional[Path] = None


@dataclass(frozen=True)
class Change:
    """What becomes of one class (with one name, where the name decides)."""

    state: str
    old: str = ""
    new: str = ""
    candidates: Tuple[str, ...] = ()


@dataclass
class Migration:
    """``place``: for each row the position of its change; ``old_ids``, ``new_ids``: per row."""

    source: Catalogue
    target: Catalogue
    options: MigrationOptions
    place: np.ndarray
    changes: List[Change]
    old_names: np.ndarray
    old_ids: Optional[np.ndarray]
    new_ids: Optional[np.ndarray]
    #: Per row; differs from that of its change where no number was left.
    states: np.ndarray
    renumbered: int
    #: Old identification codes that stand on more than one row.
    twice: Tuple[str, ...]

    def counts(self) -> Dict[str, int]:
        """Rows by state."""
        found = pd.Series(self.states).value_counts()
        return {state: int(found.get(state, 0)) for state in STATES}

    def candidate_text(self, change: Change) -> str:
        """The classes that a row may belong to."""
        options = self.options
        pairs = [(code, 1.0) for code in change.candidates]
        return candidate_text(pairs, self.target, options.kind, options.lang)

    def column(self, role: str) -> np.ndarray:
        """An output column by role of the table ``migrated``, or ``name``; None for no value."""
        if role == "old_code":
            return self.old_ids if self.old_ids is not None else _nothing(len(self.place))
        if role == "old_class_name":
            return self.old_names
        if role == "state":
            return self.states
        made = np.empty(len(self.changes), dtype=object)
        made[:] = [self._value(role, change) for change in self.changes]
        return made[self.place]

    def _value(self, role: str, change: Change) -> Any:
        if role == "class_code":
            return change.new or None
        if role == "name":
            item = self.target.find(self.options.kind, change.new)
            return item.name_zh if item else None
        if role == "old_class_code":
            return change.old or None
        if role == "reversible":
            return int(change.state == UNCHANGED)
        if role == "candidates":
            return self.candidate_text(change) or None
        return self.target.id


def migrate(
    options: MigrationOptions,
    class_codes: Any = None,
    ids: Any = None,
    names: Any = None,
) -> Migration:
    """What becomes of each row; the columns that are given have the same length.

    A class is taken from ``class_codes``, else from the identification code. Where a class was
    split, only a name that is that of one of its successors decides; a class that this version
    does not know goes by a name that is exactly one in the new version. Identification codes keep
    their running number; where merged classes use the same one, later rows get the next free.
    """
    source_version, _ = READINGS[options.reading]
    source = load_catalogue(source_version, options.folder)
    target = load_catalogue(options.version, options.folder)
    count = next(len(column) for column in (class_codes, ids, names) if column is not None)
    texts = _nothing(count) if class_codes is None else as_text(class_codes)
    old_ids = None if ids is None else as_text(ids)
    structure = identifier_structure(options.kind, options.reading)
    inside = _nothing(count)
    if old_ids is not None:
        inside = take_apart(old_ids, source, structure)["class"]
    old_names = _nothing(count) if names is None else _stripped(names)

    frame = pd.DataFrame({"code": texts, "inside": inside, "name": old_names}, dtype=object)
    place, rows = pd.factorize(pd.MultiIndex.from_frame(frame.fillna("")))
    index = name_index(options.version, options.kind, options.folder)
    changes = [_change(options, source, index, *row) for row in rows]
    states = np.empty(len(changes), dtype=object)
    states[:] = [change.state for change in changes]
    result = Migration(
        source, target, options, np.asarray(place), changes, old_names, old_ids, None,
        states[place], 0, (),
    )  # fmt: skip
    if names is None:
        result.old_names = _known_names(result)
    if old_ids is not None:
        _renumber(result, structure)
    return result


def _nothing(count: int) -> np.ndarray:
    return np.full(count, None, dtype=object)


def _stripped(values: Any) -> np.ndarray:
    texts = as_text(values)
    texts[:] = [None if text is None else text.strip() or None for text in texts]
    return texts


def _known_names(result: Migration) -> np.ndarray:
    names = np.empty(len(result.changes), dtype=object)
    names[:] = [_name_of(result.source, result.options.kind, c.old) for c in result.changes]
    return names[result.place]


def _name_of(catalogue: Catalogue, kind: str, code: str) -> Optional[str]:
    item = catalogue.find(kind, code)
    return item.name_zh if item else None


def _change(
    options: MigrationOptions,
    source: Catalogue,
    index: NameIndex,
    code: str,
    inside: str,
    name: str,
) -> Change:
    """The change for a class code, the class inside the identification code, and a name."""
    code = code.strip()
    if code and source.find(options.kind, code) is None and code.isdigit():
        padded = code.zfill(source.class_length)
        code = padded if source.find(options.kind, padded) else code
    if code and inside and code != inside:
        return Change(CONFLICT, code, candidates=_options(options, source, (code, inside)))
    old = code or inside
    named = index.look_up(name) if name else None
    exact = named.codes[0] if named is not None and _sure(named) else ""
    if not old:
        return Change(BY_NAME, "", exact) if exact else Change(EMPTY)
    relation = UNKNOWN
    targets: Tuple[str, ...] = ()
    item = source.find(options.kind, old)
    if source.id == index.catalogue.id and item is not None:
        relation, targets = UNCHANGED, (old,)
    elif item is not None:
        crosswalk = load_crosswalk()
        relation = crosswalk.relation(options.kind, source.id, index.catalogue.id, old)
        targets = crosswalk.targets(options.kind, source.id, index.catalogue.id, old)
        if relation == UNKNOWN:
            relation = NONE
    if relation in (UNCHANGED, MERGED):
        return Change(relation, old, targets[0])
    own_name = exact or _exact_name(index, item.name_zh if item else "")
    if relation == SPLIT:
        return Change(BY_NAME, old, exact) if exact in targets else Change(SPLIT, old, "", targets)
    if own_name:
        return Change(BY_NAME, old, own_name)
    return Change(relation, old, candidates=named.codes if named is not None else ())


def _sure(evidence: Evidence) -> bool:
    """The name of exactly one class of the new version, not an alias or an older name."""
    return evidence.decided and evidence.method == "name"


def _exact_name(index: NameIndex, name: str) -> str:
    found = index.look_up(name) if name else None
    return found.codes[0] if found is not None and _sure(found) else ""


def _options(
    options: MigrationOptions, source: Catalogue, codes: Tuple[str, ...]
) -> Tuple[str, ...]:
    crosswalk = load_crosswalk()
    found: List[str] = []
    for code in codes:
        found += crosswalk.targets(options.kind, source.id, options.version, code)
    return tuple(dict.fromkeys(found))


def _renumber(result: Migration, structure: str) -> None:
    """New identification codes of the rows that have a class; None for all others."""
    old_ids = result.old_ids
    if old_ids is None:
        return
    parts = take_apart(old_ids, result.source, structure)
    classes = result.column("class_code")
    whole = pd.notna(classes) & pd.notna(parts["county"])
    result.new_ids = _nothing(len(old_ids))
    chosen = np.flatnonzero(whole)
    duplicated = pd.Series(old_ids[chosen]).duplicated(keep=False).to_numpy()
    if result.options.kind != COMPONENT:
        made = event_codes(parts["county"][chosen], classes[chosen], result.target)
        result.new_ids[chosen] = made
        return
    digits = np.array([str(s).isdigit() for s in parts["sequence"][chosen]], dtype=bool)
    chosen, duplicated = chosen[digits], duplicated[digits]
    result.twice = tuple(dict.fromkeys(old_ids[chosen][duplicated].tolist()))
    frame = pd.DataFrame(
        {
            "old": old_ids[chosen],
            "county": parts["county"][chosen],
            "class": classes[chosen],
            "number": parts["sequence"][chosen].astype(np.int64),
            "late": (result.states[chosen] != UNCHANGED).astype(np.int8),
        }
    )
    single = frame.drop_duplicates("old").sort_values("late", kind="stable").copy()
    group = ["county", "class"]
    again = single.duplicated([*group, "number"]).to_numpy()
    highest = single.groupby(group)["number"].transform("max")
    following = single[again].groupby(group).cumcount() + 1
    single.loc[again, "number"] = highest[again] + following
    last = result.target.codes["component_id"].last
    full = (single["number"] > last).to_numpy()
    fits = single[~full]
    made = component_ids(
        fits["county"].to_numpy(), fits["class"].to_numpy(), fits["number"].to_numpy(),
        result.target, "component_id",
    ) if len(fits) else _nothing(0)  # fmt: skip
    new = dict(zip(fits["old"].tolist(), made.tolist()))
    result.new_ids[chosen] = [new.get(old) for old in frame["old"]]
    result.renumbered = int((again & ~full).sum())
    without = pd.isna(result.new_ids[chosen])
    result.states[chosen[without]] = FULL
